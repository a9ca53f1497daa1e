"""The forms of a draft: one a section, each saved by itself."""

from typing import Any

from django import forms

from casework.applications import catalogue, rules, selectors
from casework.applications.models import (
    Application,
    ApplicationKind,
    AreaBasis,
    CourtKind,
    HarmType,
    Prosecution,
    ScreenAnswer,
    Urgency,
    VictimView,
    WithdrawalReason,
)
from casework.applications.snapshots import evidence_words
from casework.cases.models import Case
from casework.pages.forms import CaseworkForm, DayField, VersionedForm
from casework.people.models import Person
from casework.staff.models import ForceKind

YES_NO = [("yes", "Yes"), ("no", "No")]


def _text(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _choice(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=list(choices), widget=forms.RadioSelect, **more)


def _yes_no(label: str, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=YES_NO,
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        **more,
    )


def shown(value: bool | None) -> str:
    """The choice that stands for a stored answer."""
    return {True: "yes", False: "no", None: ""}[value]


class StartForm(CaseworkForm):
    """Against whom, and whether it is the full application or an interim one asked for later."""

    send = "Start the draft"
    defendant = forms.TypedChoiceField(label="Against whom?", widget=forms.RadioSelect, coerce=int, choices=())
    kind = forms.ChoiceField(label="What is asked for?", widget=forms.RadioSelect, choices=ApplicationKind.choices, initial="MAIN")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in selectors.suspects_of(case)}
        self.fields["defendant"].choices = [(pk, person.full_name) for pk, person in self.people.items()]  # type: ignore[attr-defined]
        if len(self.people) == 1:
            self.fields["defendant"].initial = next(iter(self.people))
        if selectors.undetermined_main(case) is None:
            del self.fields["kind"]


class SectionForm(VersionedForm):
    """A section of one application; everything may be left for later."""

    send = "Save and go on"

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        self.application = application
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """What the section saves."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SubjectForm(SectionForm):
    """Why this chief officer may apply (SPA 2019 s.1(3))."""

    area_basis = _choice("Why may this force apply?", AreaBasis.choices)
    area_reason = _text("How is that known?", help_text="Do not write an address: say the town or how it was found out.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = self.application.case.force.kind == ForceKind.TERRITORIAL
        self.fields["area_basis"].choices = [pair for pair in AreaBasis.choices if (pair[0] != AreaBasis.NOT_BOUND) == bound]  # type: ignore[attr-defined]


class PeopleForm(SectionForm):
    """Two lists that may differ: whom the order protects, and against whom the acts were carried out."""

    protected_persons = forms.TypedMultipleChoiceField(
        label="Who is to be protected?",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="The victim, and family, friends or colleagues at risk. They need not be victims of the acts.",
    )
    victims_of_acts = forms.TypedMultipleChoiceField(
        label="Against whom were the acts carried out?", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = selectors.people_of(self.application.case, leave_out=self.application.defendant)
        self.people: dict[int, Person] = {person.pk: person for person in people}
        for name in ("protected_persons", "victims_of_acts"):
            self.fields[name].choices = [(pk, person.full_name) for pk, person in self.people.items()]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> list[Person]:
        """The people ticked."""
        return [self.people[pk] for pk in self.cleaned_data[name]]


class GroundForm(SectionForm):
    """One ground: its words, and what it rests on, ticked in."""

    text = _text("Write this ground", 12)
    harm = _choice("Of which harm is there a risk?", HarmType.choices)
    incidents = forms.TypedMultipleChoiceField(label="Incidents", required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    exhibits = forms.TypedMultipleChoiceField(label="Exhibits", required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    notices = forms.TypedMultipleChoiceField(label="Old notices", required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    risks = forms.TypedMultipleChoiceField(label="Risk assessments", required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    look = {name: {"small": True} for name in ("incidents", "exhibits", "notices", "risks")}
    kinds = {"incidents": "incident", "exhibits": "exhibit", "notices": "notice", "risks": "risk"}

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = {
            "acts": "Which acts associated with stalking has the defendant carried out?",
            "risk": "What risk associated with stalking does the defendant pose, and to whom?",
            "necessity": "Why is there reasonable cause to believe that an order is necessary to protect from that risk?",
        }[section]
        if section != "risk":
            del self.fields["harm"]
        evidence = selectors.evidence_of(self.application.case)
        for name, kind in self.kinds.items():
            choices = [(each.pk, evidence_words(kind, each)) for each in evidence[kind]]
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def rests_on(self) -> dict[str, list[int]]:
        """What was ticked, by kind."""
        return {kind: self.cleaned_data.get(name, []) for name, kind in self.kinds.items()}


class ScreensForm(SectionForm):
    """The two questions of SPA 2019 s.2(3); they warn, the court decides."""

    religion_answer = _choice("Does a condition conflict with the defendant's religious beliefs?", ScreenAnswer.choices)
    religion_note = _text("Note on religion", 3)
    work_answer = _choice(
        "Does a condition fall in the times at which the defendant normally works or is in education?", ScreenAnswer.choices
    )
    work_note = _text("Note on work and education", 3)


class ViewsForm(SectionForm):
    """The victim's view, a prosecution beside it, other orders."""

    victim_view = _choice("What is the victim's view of an order?", VictimView.choices)
    victim_view_text = _text("In the victim's own words, or why she could not be asked", 4)
    prosecution = _choice(
        "Is there a prosecution?", Prosecution.choices, help_text="An order is not an alternative to prosecution; it may run beside it."
    )
    cps_consulted_on = DayField(label="When was the CPS consulted?", required=False)
    other_orders = _text("Bail conditions and other orders that bind the defendant", 3)
    look = {"prosecution": {"show": {"LIVE": ["cps_consulted_on"]}}}


class InterimForm(SectionForm):
    """An interim order, notice to the defendant, and urgency."""

    interim_sought = _yes_no("Is an interim order asked for as well?")
    interim_why = _text("Why is an interim order appropriate?", 4, help_text="The test is “appropriate” (s.5(3)), not “necessary”.")
    on_notice = _yes_no("Is the defendant told of the hearing of the interim order?")
    on_notice_why = _text("If not, why not?", 3)
    urgency = _choice("How soon must force legal answer?", Urgency.choices)
    urgency_why = _text("Why is it urgent?", 2)
    look = {
        "interim_sought": {"show": {"yes": ["interim_why", "on_notice", "on_notice_why"]}},
        "urgency": {"show": {"URGENT": ["urgency_why"]}},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.application.kind == ApplicationKind.INTERIM:
            del self.fields["interim_sought"]

    def values(self) -> dict[str, Any]:
        """What is saved; an urgency left empty stays standard."""
        found = super().values()
        found["urgency"] = found.get("urgency") or Urgency.STANDARD
        return found


class CourtForm(SectionForm):
    """Which court, and for how long the order is asked."""

    court = forms.CharField(label="Which court?", required=False, max_length=120)
    court_kind = _choice(
        "Is it a youth court?", [(CourtKind.ADULT, "No, the defendant is an adult"), (CourtKind.YOUTH, "Yes, the defendant is under 18")]
    )
    asked_fixed = _yes_no("Is a fixed period asked for?", help_text="“No” asks for an order until a further order (s.3(1)(b)).")
    asked_years = forms.IntegerField(
        label="For how many years?", required=False, min_value=1, max_value=100, help_text="At least 2 (s.3(2))."
    )
    look = {"asked_fixed": {"show": {"yes": ["asked_years"]}}, "asked_years": {"width": 3}}

    def values(self) -> dict[str, Any]:
        """What is saved; years count only for a fixed period."""
        found = super().values()
        if not found["asked_fixed"]:
            found["asked_years"] = None
        return found


FORMS: dict[str, type[SectionForm]] = {
    "subject": SubjectForm,
    "people": PeopleForm,
    "acts": GroundForm,
    "risk": GroundForm,
    "necessity": GroundForm,
    "screens": ScreensForm,
    "views": ViewsForm,
    "interim": InterimForm,
    "court": CourtForm,
}


class CategoryForm(CaseworkForm):
    """Which kind of condition, first."""

    send = "Go on"
    category = forms.ChoiceField(label="Which condition?", choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = ((catalogue.PROHIBITION, "Must not"), (catalogue.REQUIREMENT, "Must"))
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((title, [(each.key, each.title) for each in catalogue.CATEGORIES if each.kind == kind]) for kind, title in sides),
        ]


class ConditionForm(VersionedForm):
    """The builder: the parts of the sentence, why it is necessary, how a breach would be proved."""

    send = "Save the condition"
    own_text = _text(
        "Or write the whole condition in your own words", 3, help_text="Leave this empty to use the sentence built from the answers above."
    )
    necessity_reason = _text("Why is this condition necessary to protect from the risk?", 3)
    measure = _text("How would a breach be proved?", 2)
    protected_person = forms.TypedChoiceField(label="Whom does it protect?", required=False, coerce=int, empty_value=None, choices=())
    locality = forms.CharField(
        label="Where does it apply?", required=False, max_length=200, help_text="Leave this empty for the whole United Kingdom (s.2(4))."
    )
    until = DayField(
        label="What is its own last day?", required=False, help_text="Leave this empty when it runs as long as the order (s.3(3))."
    )

    def __init__(self, *args: Any, application: Application, category: catalogue.Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category = category
        self.people = {person.pk: person for person in application.protected_persons.all()}
        names = [person.full_name for person in self.people.values()]
        parts: dict[str, forms.Field] = {}
        for name in category.parts:
            parts[f"part_{name}"] = forms.CharField(
                label=catalogue.PART_QUESTIONS[name],
                required=False,
                max_length=400,
                initial=names[0] if name == "who" and len(names) == 1 else None,
                widget=forms.Textarea(attrs={"rows": 2}) if name in ("detail", "place") else forms.TextInput,
            )
        self.fields = {**parts, **self.fields}
        self.fields["measure"].help_text = f"For example: {category.proof}"
        self.fields["protected_person"].choices = [("", "Not one person only"), *((pk, p.full_name) for pk, p in self.people.items())]  # type: ignore[attr-defined]

    def typed(self) -> dict[str, Any]:
        """The arguments of the service."""
        data = self.cleaned_data
        return {
            "category": self.category.key,
            "parts": self.parts(),
            "own_text": data["own_text"],
            "necessity_reason": data["necessity_reason"],
            "measure": data["measure"],
            "protected_person": self.people.get(data["protected_person"]),
            "locality": data["locality"],
            "until": data["until"],
            "agency": data.get("part_agency", ""),
        }

    def parts(self) -> dict[str, str]:
        """The parts as typed."""
        return {name: self.cleaned_data.get(f"part_{name}", "") for name in self.category.parts}

    def sentence(self) -> str:
        """The condition as it will read in the order."""
        return self.cleaned_data.get("own_text") or catalogue.sentence(self.category.key, self.parts())

    def refuse_parts(self, problems: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
        """A service's reasons, with the builder's field names in place of the service's."""
        names = {"text": "own_text", **{name: f"part_{name}" for name in catalogue.PART_QUESTIONS}}
        return [(names.get(field, field) if field else None, sentence) for field, sentence in problems]


class WithdrawForm(CaseworkForm):
    """Why it ends before a decision."""

    send = "Withdraw the application"
    reason = forms.ChoiceField(
        label="Why is it withdrawn?",
        widget=forms.RadioSelect,
        choices=[pair for pair in WithdrawalReason.choices if pair[0] != WithdrawalReason.LEGAL_REFUSED],
    )
    note = forms.CharField(label="Explain it", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


SECTION_ORDER = list(rules.SECTIONS)
