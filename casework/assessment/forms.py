"""The forms of the stalking question and of risk."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.assessment import selectors
from casework.assessment.models import Classification, Flag, PlanKind, Tool, View
from casework.cases.models import Case, Grade
from casework.pages.forms import CaseworkForm, DayField, MomentField
from casework.pages.rows import RowsForm

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
        ("The decision", ("decision", "reason_not_stalking", "why_not_4a")),
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


class JudgeForm(CaseworkForm):
    """Approve, or not and why."""

    agreed = forms.ChoiceField(label="Do you approve?", choices=YES_NO, widget=forms.RadioSelect)
    reason = forms.CharField(label="If not, why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    look = {"agreed": {"inline": True, "show": {"no": ["reason"]}}}
    send = "Save"

    def answer(self) -> dict[str, Any]:
        """Keywords for the service."""
        return {"agreed": self.cleaned_data["agreed"] == "yes", "reason": self.cleaned_data["reason"]}


class RiskForm(RowsForm):
    """The three grades and the plan."""

    assessed_at = MomentField(label="When was risk assessed?")
    trigger = forms.CharField(label="What led to it?", max_length=120, help_text="For example: first report, new incident, release on bail")
    tool = forms.ChoiceField(label="Which tool?", choices=Tool.choices)
    tool_version = forms.CharField(label="Its version", max_length=40, required=False)
    topics = forms.MultipleChoiceField(label="Which of these apply?", choices=TOPICS, widget=forms.CheckboxSelectMultiple, required=False)
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
        values = {name: self.cleaned_data[name] for name in self.base_fields if name not in ("rows", "topics", "assessed_at")}
        if values["victim_view"] != View.NOT_OBTAINED:
            values |= {"no_view_reason": "", "retry_on": None}
        if not values["lower_to"]:
            values["lower_reason"] = ""
        return values | {"answers": {"yes": self.cleaned_data["topics"]}}


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
