"""Forms of custody and bail."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Case, PartyRole
from casework.custody import rules
from casework.custody.models import (
    ArrestGround,
    ArrestPower,
    Authority,
    Bail,
    BailCategory,
    BailCondition,
    BailPurpose,
    Extension,
    GapChoice,
)
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField
from casework.pages.rows import RowsForm
from casework.people.models import Person
from casework.reports.offences import Offence

YES_NO = [("yes", "Yes"), ("no", "No")]
NO_ADDRESS = "Say “her home” or “her work”, never the address: the suspect is given this text"


def suspects(case: Case) -> Any:
    """The suspects of a case."""
    return Person.objects.filter(parts__case=case, parts__role=PartyRole.SUSPECT).distinct()


class SuspectForm(CaseworkForm):
    """A form about one suspect of the case: the only one is chosen already."""

    suspect = forms.ModelChoiceField(label="Which suspect?", queryset=None, empty_label="Choose")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = suspects(case)
        self.fields["suspect"].queryset = found
        if len(found) == 1:
            self.fields["suspect"].initial = found[0].pk
        if not found:
            self.fields["suspect"].help_text = "Nobody is named as suspect on this case yet. Name the suspect first"


class ArrestForm(SuspectForm):
    """An arrest and why it was necessary."""

    send = "Record the arrest"
    look = {"power": {"show": {"WITHOUT_WARRANT": ["ground", "reason"]}}, "offences": {"small": True}, "custody_record": {"width": 20}}

    at = MomentField(label="When was the arrest?")
    offences = forms.MultipleChoiceField(
        label="For which offences?", choices=Offence.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    power = forms.ChoiceField(
        label="By what power?", choices=ArrestPower.choices, initial=ArrestPower.WITHOUT_WARRANT, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label="What made it necessary?", choices=ArrestGround.choices, widget=forms.RadioSelect, required=False, help_text="PACE s.24(5)"
    )
    reason = forms.CharField(label="Why did that apply?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    station = forms.CharField(label="Which police station?", max_length=120, required=False)
    custody_record = forms.CharField(label="Custody record number", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())


class InterviewForm(SuspectForm):
    """An interview under caution."""

    send = "Record the interview"

    started_at = MomentField(label="When did it start?")
    ended_at = MomentField(label="When did it end?")
    place = forms.CharField(label="Where was it?", max_length=120)
    legal_advice = forms.CharField(
        label="Legal advice", max_length=200, help_text="Who gave it, or that it was declined and why. Never what was advised"
    )
    account = SentenceField(label="What did the suspect say?", min_length=3, help_text="The account in short, or “no comment”")


CONDITION_FIELDS: dict[str, forms.Field] = {
    "category": forms.ChoiceField(label="What kind of condition?", choices=[("", "Choose"), *BailCategory.choices]),
    "text": forms.CharField(label="What must the suspect do or not do?", max_length=500, help_text=NO_ADDRESS),
}
RELEASES = [
    ("BAIL", "On bail before charge"),
    ("RUI", "Under investigation, without bail"),
    ("NO_ACTION", "No further action"),
    ("CHARGED", "Charged and released"),
    ("REMANDED", "Charged and kept for court"),
]


class ReleaseForm(RowsForm):
    """How somebody leaves custody; for bail the purpose, when they come back, and the conditions."""

    send = "Record the release"
    row_prefix, row_title, first, step, most = "conditions", "Condition of bail", 2, 1, 20
    row_fields = CONDITION_FIELDS
    look = {
        "kind": {
            "show": {"BAIL": ["purpose", "attend_at", "attend_place"], "RUI": ["ends_on"]},
            "hints": {
                "BAIL": "With conditions that protect the victim. The law sets the end",
                "RUI": "No condition protects anybody. Say why bail is not needed",
                "CHARGED": "Only after the CPS decided to charge",
                "REMANDED": "Only after the CPS decided to charge",
            },
        }
    }
    before_rows = (("The release", ("at", "kind", "reason")),)

    at = MomentField(label="When was the release?")
    kind = forms.ChoiceField(label="How?", choices=RELEASES, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label="What is bail for?", choices=BailPurpose.choices, required=False)
    attend_at = MomentField(label="When must they come back?", required=False)
    attend_place = forms.CharField(label="To which police station?", max_length=120, required=False)
    ends_on = DayField(label="By which day is the decision made?", required=False)
    reason = SentenceField(label="Why?", min_length=10, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())


class AskForm(CaseworkForm):
    """Ask for the next step by which bail goes on."""

    send = "Ask for the extension"

    authority = forms.ChoiceField(label="Who is asked?", widget=forms.RadioSelect)
    why = SentenceField(
        label="What is still to be done, and why does it take so long?", min_length=20, help_text="Conditions A to D of PACE s.47ZC"
    )
    told_at = MomentField(label="When were the suspect or the solicitor told?", required=False)
    representations = forms.CharField(label="What did they say?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    designated = forms.BooleanField(label="The DPP has designated the case as exceptionally complex", required=False)
    dpp_consulted = forms.BooleanField(label="The DPP was consulted about this step", required=False)
    court = forms.CharField(label="Which court was applied to?", max_length=120, required=False)

    def __init__(self, *args: Any, bail: Bail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = rules.NEXT[bail.authority]
        self.fields["authority"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]
        if len(steps) == 1:
            self.fields["authority"].initial = steps[0].value
        if all(step not in rules.COURT_STEPS for step in steps):
            del self.fields["court"]
        if Authority.ACC not in steps:
            del self.fields["designated"], self.fields["dpp_consulted"]
        if all(step in rules.COURT_STEPS for step in steps):
            del self.fields["told_at"], self.fields["representations"]

    def values(self) -> dict[str, Any]:
        """What the service takes besides the step."""
        return {name: value for name, value in self.cleaned_data.items() if name != "authority"}


class DecideForm(CaseworkForm):
    """Authorise or refuse; for a court, what it decided."""

    send = "Record the decision"
    look = {"granted": {"show": {"yes": ["conditions", "considered", "longer"]}}}

    granted = forms.ChoiceField(label="Is bail extended?", choices=YES_NO, widget=forms.RadioSelect)
    conditions = forms.MultipleChoiceField(
        label="Which conditions do you find met?",
        required=False,
        choices=list(rules.CONDITIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="PACE s.47ZC: each must be met",
    )
    considered = forms.BooleanField(label="I have considered what the suspect or the solicitor said", required=False)
    longer = forms.BooleanField(label="The court granted the longer period", required=False)
    reason = forms.CharField(
        label="Reasons", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Needed for a refusal"
    )

    def __init__(self, *args: Any, extension: Extension, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if extension.authority in rules.COURT_STEPS:
            del self.fields["considered"]
            self.fields["conditions"].choices = list(rules.CONDITIONS.items())[1:]  # type: ignore[attr-defined]
            self.fields["conditions"].label = "Which conditions did the court find met?"
            self.look = {"granted": {"show": {"yes": ["conditions", "longer"]}}}
        else:
            del self.fields["longer"]
            self.look = {"granted": {"show": {"yes": ["conditions", "considered"]}}}

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "granted": data["granted"] == "yes",
            "conditions": dict.fromkeys(data["conditions"], True),
            "considered": data.get("considered", False),
            "longer": data.get("longer", False),
            "reason": data["reason"],
        }


class VaryForm(RowsForm):
    """Change the conditions: which stay, and which are new."""

    send = "Change the conditions"
    row_prefix, row_title, first, step, most = "conditions", "New condition", 1, 1, 20
    row_fields = CONDITION_FIELDS
    before_rows = (("The conditions that stand", ("keep", "reason")),)

    keep = forms.MultipleChoiceField(
        label="Which of them stay?", required=False, widget=forms.CheckboxSelectMultiple, help_text="One without a tick ends now"
    )
    reason = SentenceField(label="Why are they changed?", min_length=10, rows=3)

    def __init__(self, *args: Any, standing: list[BailCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(str(each.pk), str(each)) for each in standing]  # type: ignore[attr-defined]
        self.initial.setdefault("keep", [str(each.pk) for each in standing])
        if not standing:
            del self.fields["keep"]
            self.groups = tuple((title, tuple(name for name in names if name != "keep")) for title, names in self.groups)


class BreachForm(CaseworkForm):
    """Bail was broken."""

    send = "Record the breach"

    occurred_at = MomentField(label="When did it happen?")
    conditions = forms.MultipleChoiceField(label="Which conditions were broken?", required=False, widget=forms.CheckboxSelectMultiple)
    failed_to_attend = forms.BooleanField(label="Bail was not answered: the suspect did not come back", required=False)
    what_happened = SentenceField(label="What happened?", min_length=10, help_text="No address and no number")
    further_crime = forms.ChoiceField(
        label="Is a further stalking or harassment crime recorded?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text="A breach is part of the course of conduct; inspectors found that it was treated in isolation",
    )
    further_crime_why = SentenceField(label="Why, or why not?", min_length=10, rows=3)
    look = {"further_crime": {"inline": True}}

    def __init__(self, *args: Any, items: list[BailCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conditions"].choices = [(str(each.pk), str(each)) for each in items]  # type: ignore[attr-defined]
        if not items:
            del self.fields["conditions"]

    def ids(self) -> list[int]:
        """The conditions that were ticked."""
        return [int(pk) for pk in self.cleaned_data.get("conditions", [])]

    def values(self) -> dict[str, Any]:
        """Fields of BailBreach."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "conditions"}
        return data | {"further_crime": data["further_crime"] == "yes"}


class StopForm(CaseworkForm):
    """The period stands still for a charging decision."""

    send = "Let the period stand still"

    on = DayField(label="From which day is the file with the CPS?", not_after=timezone.localdate)


class ResumeForm(CaseworkForm):
    """The prosecutors asked for more."""

    send = "Let the period run again"

    on = DayField(label="On which day did the CPS ask for more?", not_after=timezone.localdate)
    attend_at = MomentField(label="When must the suspect come back now?", required=False)


class InpatientForm(CaseworkForm):
    """Days as an in-patient."""

    send = "Leave these days out"

    days = forms.IntegerField(label="How many days was the suspect an in-patient?", min_value=1, max_value=366)
    note = SentenceField(label="From when to when, and who confirmed it?", min_length=10, rows=2)


class EndForm(CaseworkForm):
    """Bail ends without a charge."""

    send = "End it"

    how = forms.ChoiceField(
        label="How does it end?",
        choices=[("NO_ACTION", "No further action against the suspect"), ("RELEASED", "Released from it; the investigation goes on")],
        widget=forms.RadioSelect,
    )
    reason = SentenceField(label="Why?", min_length=10, rows=3)
    at = MomentField(label="When?", required=False, help_text="Leave empty for now")


class GapForm(CaseworkForm):
    """What protects the victim when bail ends."""

    send = "Save the decision"

    choice = forms.ChoiceField(label="What is done?", choices=GapChoice.choices, widget=forms.RadioSelect)
    reason = SentenceField(label="Why?", min_length=20, rows=4)
    look = {"choice": {"hints": {"ACCEPT": "A sergeant's decision"}}}

    def __init__(self, *args: Any, accept: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not accept:
            self.fields["choice"].choices = [each for each in GapChoice.choices if each[0] != GapChoice.ACCEPT]  # type: ignore[attr-defined]
            self.fields["choice"].help_text = "A sergeant may also accept the gap"


class RuiForm(CaseworkForm):
    """Another day for the decision."""

    send = "Set the day"

    ends_on = DayField(label="By which day is the decision made?")
    reason = SentenceField(label="Why does it take longer?", min_length=10, rows=3)
