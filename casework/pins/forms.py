"""The forms of the legacy register."""

from typing import Any

from django import forms

from casework.cases.models import Case
from casework.pages.forms import CaseworkForm, DayField
from casework.people.models import Person
from casework.pins import flow, services
from casework.pins.models import NoticeKind, OrderType, Outcome
from casework.reports.offences import Offence
from casework.staff.models import Unit

KNOWN = [("", "Not known"), ("yes", "Yes"), ("no", "No")]
AGES = {28: "more than 28 days", 90: "more than 90 days", 180: "more than 180 days"}
ANSWER: dict[str, bool | None] = {"": None, "yes": True, "no": False}


class RegisterFilter(CaseworkForm):
    """Narrow the register; everything may be left out."""

    text = forms.CharField(label="Reference, case or recipient's family name", required=False, max_length=60)
    state = forms.ChoiceField(label="How it stands", required=False, choices=[("", "Any"), *flow.STATES])
    age = forms.TypedChoiceField(
        label="On the register", required=False, coerce=int, empty_value=None, choices=[("", "However long"), *AGES.items()]
    )
    urgent = forms.BooleanField(label="Only urgent ones", required=False)
    unlinked = forms.BooleanField(label="Only those without a case", required=False)
    proposed = forms.BooleanField(label="Only those with possible matches", required=False)
    doubts = forms.BooleanField(label="Only those with doubts from an import", required=False)


class PeopleField(forms.ModelChoiceField):
    """People of a case; for readers who see no names, by their initials."""

    initials = False

    def label_from_instance(self, obj: Any) -> str:
        """How one person is offered."""
        letters = [f"{word[0]}." for word in (obj.given_names, obj.family_name) if word]
        return " ".join(letters) if self.initials and letters else str(obj)


class NoticeFields(CaseworkForm):
    """What the paper says."""

    kind = forms.ChoiceField(label="What was it called?", choices=NoticeKind.choices)
    issued_on = DayField(label="When was it issued?")
    served_on = DayField(label="When was it given to the person?", required=False)
    service_method = forms.CharField(label="How was it given?", max_length=60, required=False)
    issuing_officer = forms.CharField(label="Which officer issued it?", max_length=120, required=False)
    issuing_collar = forms.CharField(label="Collar number", max_length=12, required=False)
    conduct = forms.CharField(label="What conduct did it describe?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    course_alleged = forms.ChoiceField(label="Was a course of conduct alleged?", choices=KNOWN, required=False)
    investigated = forms.ChoiceField(label="Was it investigated?", choices=KNOWN, required=False)
    linked_crime = forms.CharField(label="Crime reference", max_length=30, required=False)
    source_system = forms.CharField(label="Which system or file is it from?", max_length=60, required=False)
    source_reference = forms.CharField(label="Its reference there", max_length=60, required=False)
    source_status = forms.CharField(label="Its status there", max_length=60, required=False)
    text_reference = forms.CharField(label="Where is its text or scan?", max_length=120, required=False)
    recipient_vulnerability = forms.CharField(
        label="Is anything known of the recipient's vulnerability or risk of suicide?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    look = {"issuing_collar": {"width": 10}}
    send = "Bring onto the register"

    def notice(self) -> dict[str, Any]:
        """Fields of Notice."""
        values = dict(self.cleaned_data)
        return values | {name: ANSWER[values[name]] for name in ("course_alleged", "investigated")}


class CaseNoticeForm(NoticeFields):
    """For a case: the people are those of the case."""

    recipient = PeopleField(label="Who received it?", queryset=None, empty_label="Choose")
    complainant = PeopleField(label="Who had complained?", queryset=None, required=False, empty_label="Not known")
    field_order = ["recipient", "complainant"]

    def __init__(self, *args: Any, case: Case, initials: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suspects, victims = services.people_of(case)
        for name, people in (("recipient", suspects), ("complainant", victims)):
            self.fields[name].initials = initials
            self.fields[name].queryset = Person.objects.filter(pk__in=[person.pk for person in people])
            if len(people) == 1:
                self.fields[name].initial = people[0].pk
        if not suspects:
            self.fields["recipient"].help_text = "Nobody is named as suspect on this case yet. Name the suspect first"


class LooseNoticeForm(NoticeFields):
    """Without a case: Records types the names; a case is linked when one is found."""

    unit = forms.ModelChoiceField(label="Which unit owns it?", queryset=None)
    recipient_given_names = forms.CharField(label="Recipient's first names", max_length=120, required=False)
    recipient_family_name = forms.CharField(label="Recipient's family name", max_length=120)
    recipient_date_of_birth = DayField(label="Recipient's date of birth", required=False)
    complainant_given_names = forms.CharField(label="Complainant's first names", max_length=120, required=False)
    complainant_family_name = forms.CharField(label="Complainant's family name", max_length=120, required=False)
    field_order = [
        "unit",
        "recipient_given_names",
        "recipient_family_name",
        "recipient_date_of_birth",
        "complainant_given_names",
        "complainant_family_name",
    ]

    def __init__(self, *args: Any, forces: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(force_id__in=forces)

    def people(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Values of the recipient and, where named, of the complainant."""
        names = ("given_names", "family_name", "date_of_birth")
        made = [{name: self.cleaned_data.get(f"{who}_{name}") for name in names} for who in ("recipient", "complainant")]
        return made[0], made[1]


class ReferenceForm(CaseworkForm):
    """Link to a case."""

    reference = forms.CharField(label="Which case is it?", max_length=20, help_text="For example, STK-2026-000417")
    look = {"reference": {"width": 20}}
    send = "Link"


class OutcomeForm(CaseworkForm):
    """What replaces the notice."""

    outcome = forms.ChoiceField(label="What replaces the notice?", choices=Outcome.choices, widget=forms.RadioSelect)
    application_reference = forms.CharField(label="Reference of the application", max_length=20, required=False)
    reference = forms.CharField(label="Reference of the case", max_length=20, required=False)
    existing = forms.CharField(label="Reference of that case", max_length=20, required=False)
    urn = forms.CharField(label="URN", max_length=20, required=False)
    offence = forms.ChoiceField(label="Offence", choices=[("", "Choose"), *Offence.choices], required=False)
    charged_on = DayField(label="Day of the charge or referral", required=False)
    order_type = forms.ChoiceField(label="Which order?", choices=[("", "Choose"), *OrderType.choices], required=False)
    issuing_body = forms.CharField(label="Which court or body made it?", max_length=120, required=False)
    made_on = DayField(label="Day on which it was made", required=False)
    narrative = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False)
    evidence_considered = forms.CharField(
        label="What evidence was considered?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    victim_told_on = DayField(label="When was the victim told?", required=False)
    look = {
        "outcome": {
            "show": {
                "SPO_APPLIED": ["application_reference"],
                "CHARGE": ["urn", "offence", "charged_on"],
                "OTHER_ORDER": ["order_type", "issuing_body", "made_on"],
                "STALKING_INVESTIGATION_OPENED": ["reference"],
                "LINKED_TO_EXISTING_CASE": ["existing"],
                "NFA_WITH_REASONS": ["narrative", "evidence_considered", "victim_told_on"],
            },
            "hints": {
                "CPN_CPW": "Only where all of FOUR are answered no, and an inspector approves",
                "SPO_APPLIED": "Without a reference the draft begins now, with the notice in its grounds as evidence of knowledge",
            },
        },
        "application_reference": {"width": 20},
        "reference": {"width": 20},
        "existing": {"width": 20},
        "urn": {"width": 20},
    }
    send = "Propose this outcome"

    def review(self) -> tuple[dict[str, Any], str]:
        """(what the chosen outcome records, reference of the case it names); what belongs to other outcomes is left out."""
        outcome = self.cleaned_data["outcome"]
        shown = self.look["outcome"]["show"].get(outcome, [])
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in shown}
        decided = values.pop("charged_on", None) or values.pop("made_on", None)
        reference = values.pop("reference", "") or values.pop("existing", "")
        return values | {"outcome": outcome, "decided_on": decided}, reference.strip().upper()
