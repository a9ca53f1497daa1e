"""The forms of the stalking question and of risk."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.assessment import selectors
from casework.assessment.models import Classification, DownCode, Flag, PlanKind, Tool, View
from casework.cases.models import Case, Grade
from casework.errors import GuardFailed
from casework.pages.forms import CaseworkForm, DayField, MomentField
from casework.pages.rows import RowsForm
from casework.reports.people_forms import JudgeForm as JudgeForm

YES_NO = [("yes", "Yes"), ("no", "No")]
QUESTIONS = {
    "fixated": ("Fixated: is the suspect fixed on this victim?", "Why, or why not?"),
    "obsessive": ("Obsessive: does the suspect keep at it with a persistence that shuts out other things?", "Why, or why not?"),
    "unwanted": ("Unwanted: has the victim shown that it is not wanted, or must the suspect know it?", "Why, or why not?"),
    "repeated": ("Repeated: has it happened twice or more?", "Why, or why not?"),
}
# The eleven topics of S-DASH (2009) in our own words. More answered yes is more concern; there is no cut-off.
TOPICS = [
    ("frightened", "The victim is very frightened"),
    ("before", "The suspect harassed this victim or others before"),
    ("damage", "The suspect damaged the victim's things"),
    ("visits", "The suspect comes more than three times a week"),
    ("loiters", "The suspect hangs about at home or work"),
    ("threats", "The suspect threatened physical or sexual violence this time"),
    ("third_parties", "The suspect harassed others near the victim"),
    ("violent", "The suspect was violent to anyone this time"),
    ("helpers", "The suspect persuaded others to help"),
    ("drink_drugs", "The suspect misuses drugs or alcohol"),
    ("history", "The suspect has a history of violence"),
]


class StalkingForm(CaseworkForm):
    """FOUR and the decision."""

    decision = forms.ChoiceField(label="What is it?", choices=Classification.choices, widget=forms.RadioSelect)
    reason_not_stalking = forms.CharField(
        label="Why is it not stalking?",
        help_text="At least 20 characters. Another person approves this",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    down_code = forms.ChoiceField(
        label="If this takes the case down from what it was before: why?",
        choices=[("", "It does not"), *DownCode.choices],
        required=False,
        help_text="A supervisor and then the Force Crime Registrar decide, and the victim is told",
    )
    why_not_4a = forms.CharField(
        label="Why is it not s.4A?",
        help_text="Needed where the chronology shows effects on daily life, or violence feared twice",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    look = {name: {"inline": True} for name in QUESTIONS}
    groups = (
        ("Four questions", tuple(field for name in QUESTIONS for field in (name, f"{name}_why"))),
        ("The decision", ("decision", "reason_not_stalking", "why_not_4a", "down_code")),
    )
    send = "Save the answer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _, names in self.groups for name in names])

    def answers(self) -> dict[str, Any]:
        """Fields of StalkingDecision; a reason that belongs to another answer is left out."""
        values = dict(self.cleaned_data)
        for name in QUESTIONS:
            values[name] = values[name] == "yes"
        if values["decision"] in (Classification.STALKING_2A, Classification.STALKING_4A):
            values["reason_not_stalking"] = ""
        if values["decision"] != Classification.STALKING_2A:
            values["why_not_4a"] = ""
        if values["decision"] == Classification.STALKING_4A:
            values["down_code"] = ""
        return values


for _name, (_question, _why) in QUESTIONS.items():
    StalkingForm.base_fields[_name] = forms.ChoiceField(label=_question, choices=YES_NO, widget=forms.RadioSelect)
    StalkingForm.base_fields[f"{_name}_why"] = forms.CharField(label=_why, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class OrderForm(CaseworkForm):
    """Is a Stalking Protection Order needed?"""

    needed = forms.ChoiceField(label="Is an order needed?", choices=[("yes", "Yes"), ("no", "No, not now")], widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Why?",
        help_text="What the risk is, who is to be protected, and what else would protect them. The victim's agreement is not needed",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
    send = "Save the decision"


# Fields that belong to one tool: its licensed wording is never shown, only the numbers answered yes, a grade and the assessor's words.
OF_TOOL: dict[str, tuple[str, ...]] = {
    "DASH": ("DASH_numbered",),
    "DARA": ("DARA_numbered",),
    "SASH": ("SASH_numbered", "SASH_concern"),
    "SAM": ("SAM_qualification", "SAM_rating", "SAM_factors"),
    "SRP": ("SRP_qualification", "SRP_rating", "SRP_factors"),
    "LOCAL": ("LOCAL_name", "LOCAL_numbered"),
}


class NumbersField(forms.CharField):
    """Numbers of questions, as a sorted list: "1, 4, 5" or "1 4 5"."""

    def to_python(self, value: Any) -> Any:
        """The numbers; a text with anything else in it is refused."""
        words = str(super().to_python(value) or "").replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 4 for word in words):
            raise forms.ValidationError("Enter the numbers of the questions answered yes, such as 1, 4, 15")
        return sorted({int(word) for word in words})

    def clean(self, value: Any) -> Any:
        """Django's own checks are for one text."""
        return self.to_python(value)


class RiskForm(RowsForm):
    """The three grades and the plan."""

    assessed_at = MomentField(label="When was risk assessed?")
    trigger = forms.CharField(label="What led to it?", max_length=120, help_text="For example: first report, new incident, release on bail")
    tool = forms.ChoiceField(label="Which tool?", choices=Tool.choices, widget=forms.RadioSelect)
    tool_version = forms.CharField(label="Its version", max_length=40, required=False, help_text="For example, 2009")
    topics = forms.MultipleChoiceField(
        label="Which of these apply?",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="The topics of S-DASH, which DASH asks for as well. More of them is more concern; there is no cut-off",
    )
    flags = forms.MultipleChoiceField(
        label="Are there any of these signs?",
        choices=Flag.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="A threat to kill, strangulation, a weapon or last-resort words make it high until a supervisor looks (force policy)",
    )
    victim_view = forms.ChoiceField(label="How dangerous does the victim say it is?", choices=View.choices, widget=forms.RadioSelect)
    victim_words = forms.CharField(
        label="What did the victim say, in the victim's own words?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    no_view_reason = forms.CharField(
        label="Why was the victim's view not obtained?", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    retry_on = DayField(label="When will the victim be asked again?", required=False)
    officer_view = forms.ChoiceField(label="How dangerous do you say it is?", choices=Grade.choices, widget=forms.RadioSelect)
    officer_rationale = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    lower_to = forms.ChoiceField(
        label="If you see less danger than the victim: do you ask an inspector for a lower grade?",
        choices=[("", "No, the victim's grade stands"), ("STANDARD", "Yes, standard"), ("MEDIUM", "Yes, medium")],
        required=False,
    )
    lower_reason = forms.CharField(label="Why a lower grade?", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)
    no_action_reason = forms.CharField(
        label="If no action is needed, why not?",
        help_text="A supervisor approves this. Leave it empty when you plan actions below",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    row_prefix, row_title = "actions", "Action"
    row_fields = {
        "kind": forms.ChoiceField(label="What kind of action?", choices=[("", "Choose"), *PlanKind.choices]),
        "what": forms.CharField(label="What will be done?", max_length=300),
        "owner": forms.ModelChoiceField(label="Who does it?", queryset=None, empty_label="Choose"),
        "due_on": DayField(label="By which day?"),
        "needs_consent": forms.BooleanField(label="It needs the victim's consent"),
    }
    look = {
        "tool": {"show": {code: list(names) for code, names in OF_TOOL.items()}},
        "tool_version": {"width": 10},
        "flags": {"small": True},
        "topics": {"small": True},
        "victim_view": {"show": {"NOT_OBTAINED": ["no_view_reason", "retry_on"]}},
    }
    before_rows = (
        ("The assessment", ("assessed_at", "trigger", "tool", "tool_version", "topics", "flags")),
        ("The victim's view", ("victim_view", "victim_words")),
        ("Your view", ("officer_view", "officer_rationale", "lower_to", "lower_reason")),
        ("The plan", ("no_action_reason",)),
    )
    send = "Save the assessment"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.owners = selectors.plan_owners(case)
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assessed_at", timezone.now())

    def _row_field(self, place: int, name: str, field: forms.Field, row_initial: Any) -> forms.Field:
        if name == "owner":
            field.queryset = self.owners  # type: ignore[attr-defined]
        return super()._row_field(place, name, field, row_initial)

    def assessment(self) -> dict[str, Any]:
        """Fields of RiskAssessment."""
        left_out = {"rows", "topics", "assessed_at", *(name for names in OF_TOOL.values() for name in names)}
        values = {name: self.cleaned_data[name] for name in self.base_fields if name not in left_out}
        if values["victim_view"] != View.NOT_OBTAINED:
            values |= {"no_view_reason": "", "retry_on": None}
        if not values["lower_to"]:
            values["lower_reason"] = ""
        return values | {"answers": {"yes": self.cleaned_data["topics"]} | self._of_tool(values["tool"])}

    def _of_tool(self, tool: str) -> dict[str, Any]:
        """What belongs to the chosen tool alone; what stands in the fields of another was not meant."""
        given = {name.removeprefix(f"{tool}_"): self.cleaned_data[name] for name in OF_TOOL.get(tool, ())}
        return {name: value for name, value in given.items() if value}

    def placed(self, refusal: GuardFailed) -> GuardFailed:
        """Sentences about a tool's own answers stand beside the fields of that tool."""
        tool = self.cleaned_data.get("tool", "")
        moved = [(f"{tool}_{name}" if f"{tool}_{name}" in self.fields else name, sentence) for name, sentence in refusal.problems]
        return super().placed(GuardFailed(moved))


for _code, _names in OF_TOOL.items():
    for _name in _names:
        RiskForm.base_fields[_name] = {
            "numbered": lambda: NumbersField(
                label="Numbers of the questions answered yes",
                required=False,
                help_text="For example, 1, 4, 15. The wording stays with the tool",
            ),
            "concern": lambda: forms.ChoiceField(
                label="Level of concern",
                choices=[("", "Choose"), ("LOW", "Low"), ("MODERATE", "Moderate"), ("HIGH", "High")],
                required=False,
            ),
            "qualification": lambda: forms.CharField(label="What qualifies the assessor to use it?", max_length=200, required=False),
            "rating": lambda: forms.CharField(label="Summary rating", max_length=100, required=False),
            "factors": lambda: forms.CharField(
                label="Factors and formulation", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
            ),
            "name": lambda: forms.CharField(label="What is the force's tool called?", max_length=60, required=False),
        }[_name.split("_", 1)[1]]()


class ReviewForm(CaseworkForm):
    """A supervisor agrees, or gives another grade and why."""

    agreed = forms.ChoiceField(
        label="Do you agree with the grade?", choices=[("yes", "Yes"), ("no", "No, another grade")], widget=forms.RadioSelect
    )
    grade = forms.ChoiceField(label="Which grade?", choices=[("", "Choose"), *Grade.choices], required=False)
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    look = {"agreed": {"show": {"no": ["grade", "reason"]}}}
    send = "Save the review"

    def answer(self) -> dict[str, Any]:
        """Keywords for the service."""
        agreed = self.cleaned_data["agreed"] == "yes"
        return {"agreed": agreed, "grade": "" if agreed else self.cleaned_data["grade"], "reason": self.cleaned_data["reason"]}


class LowerForm(CaseworkForm):
    """An inspector decides on going below the victim's view."""

    agreed = forms.ChoiceField(label="Is the grade lowered?", choices=YES_NO, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", help_text="The victim is told the reasons", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    look = {"agreed": {"inline": True}}
    send = "Decide"

    def answer(self) -> dict[str, Any]:
        """Keywords for the service."""
        return {"agreed": self.cleaned_data["agreed"] == "yes", "reason": self.cleaned_data["reason"]}


class OutcomeForm(CaseworkForm):
    """What came of an action, or why it is dropped."""

    outcome = forms.CharField(label="What came of it?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    drop = forms.BooleanField(label="It was not done: it is not needed any more", required=False, help_text="A supervisor decides this")
    send = "Close the action"
