"""The forms of searches, seizures and the ledger."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Case
from casework.evidence import flow, selectors
from casework.evidence.models import ExhibitFlag, ExhibitKind, Power, SearchDecision
from casework.evidence.rules import NOT_FOR_PREMISES
from casework.pages.forms import CaseworkForm, MomentField, VersionedForm
from casework.pages.rows import RowsForm


class SearchForm(CaseworkForm):
    """Is there to be a search, and under which power; or why not."""

    considered = forms.ChoiceField(label="Will premises be searched?", choices=SearchDecision.Answer.choices, widget=forms.RadioSelect)
    power = forms.ChoiceField(label="Under which power?", required=False)
    reasons = forms.CharField(
        label="What is sought, and why there?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    not_used_reason = forms.CharField(
        label="Why is no power to search used?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    look = {"considered": {"show": {"USE": ["power", "reasons"], "NOT_USED": ["not_used_reason"]}}}
    send = "Save the decision"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        powers = [(code, words) for code, words in Power.choices if code not in NOT_FOR_PREMISES]
        self.fields["power"].choices = [("", "Choose"), *powers]


class SeizeForm(RowsForm):
    """One seizure of one or several items."""

    seized_at = MomentField(label="When was it seized?")
    power = forms.ChoiceField(label="Under which power?", choices=[("", "Choose"), *Power.choices])
    seized_from = forms.CharField(
        label="From whom?", max_length=120, required=False, help_text="“The suspect” is enough; no address belongs here"
    )
    unattended = forms.BooleanField(label="It was found unattended", required=False)
    late_reason = forms.CharField(label="If this is written down more than 24 hours later, why?", max_length=300, required=False)

    row_prefix, row_title = "items", "Item"
    row_fields = {
        "number": forms.CharField(
            label="Exhibit number",
            max_length=20,
            help_text="Initials, a stroke and a number, such as AJM/1. Left empty, the next one is given",
        ),
        "description": forms.CharField(label="What is it?", max_length=300, help_text="So that it cannot be mistaken"),
        "kind": forms.ChoiceField(label="What kind of thing?", choices=[("", "Choose"), *ExhibitKind.choices]),
        "quantity": forms.IntegerField(label="How many?", min_value=1, max_value=100000),
        "found_at": forms.CharField(
            label="Exactly where was it found?", max_length=200, help_text="The room and the place, not the address"
        ),
        "seal": forms.CharField(label="Bag or tag number", max_length=30),
        "flags": forms.MultipleChoiceField(
            label="What must anyone who handles it know?", choices=ExhibitFlag.choices, widget=forms.CheckboxSelectMultiple
        ),
    }
    row_look = {"flags": {"small": True}, "number": {"width": 10}, "seal": {"width": 20}}
    row_defaults = {"quantity": 1}
    before_rows = (("The seizure", ("seized_at", "power", "seized_from", "unattended", "late_reason")),)
    send = "Seize"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seized_at", timezone.now())

    def common(self) -> dict[str, Any]:
        """When, by what power, from whom."""
        return {name: self.cleaned_data[name] for name in ("seized_at", "power", "seized_from", "unattended", "late_reason")}


QUESTIONS = {
    "to_user": "Who took it over?",
    "to_place": "Where was it put?",
    "seal_before": "Which number is on the bag now?",
    "seal": "Which number is on the new bag?",
    "purpose": "What for?",
    "witness": "Who saw it opened?",
    "acknowledged": "Who signed for it?",
}


class EventForm(VersionedForm):
    """One event of the ledger; asks what the kind of event needs. `version` is the sequence that the person saw."""

    at = MomentField(label="When was it?")
    seal_before = forms.CharField(label=QUESTIONS["seal_before"], max_length=30, required=False)
    to_place = forms.CharField(label=QUESTIONS["to_place"], max_length=120, required=False)
    to_user = forms.ModelChoiceField(label=QUESTIONS["to_user"], queryset=None, required=False)
    acknowledged = forms.CharField(label=QUESTIONS["acknowledged"], max_length=120, required=False)
    seal = forms.CharField(label=QUESTIONS["seal"], max_length=30, required=False)
    purpose = forms.CharField(label=QUESTIONS["purpose"], max_length=300, required=False)
    witness = forms.CharField(label=QUESTIONS["witness"], max_length=120, required=False)
    late_reason = forms.CharField(label="If this is written down more than 24 hours later, why?", max_length=300, required=False)
    look = {"seal_before": {"width": 20}, "seal": {"width": 20}}

    def __init__(self, *args: Any, kind: str, case: Case, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = flow.BY_CODE[kind]
        wanted = {"version", "at", "late_reason", "purpose"}
        if sealed:
            wanted.add("seal_before")
        if what.to in (flow.PERSON, flow.EITHER):
            wanted |= {"to_user", "acknowledged"}
        if what.to in (flow.PLACE, flow.EITHER):
            wanted |= {"to_place", "acknowledged"}
        if what.seal == flow.APPLY:
            wanted.add("seal")
        if what.seal == flow.BREAK:
            wanted.add("witness")
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "to_user" in self.fields:
            self.fields["to_user"].queryset = selectors.handlers(case)
        self.initial.setdefault("at", timezone.now())
        self.send = what.verb

    def event(self) -> dict[str, Any]:
        """Keywords for the service."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return values | {"expected": self.cleaned_data["version"]}
