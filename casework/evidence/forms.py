"""The forms of searches, seizures, the ledger and the register of exhibits."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.evidence import flow, rules, selectors
from casework.evidence.models import About, Exhibit, ExhibitFlag, ExhibitKind, LedgerEvent, Power, SearchDecision
from casework.pages.forms import CaseworkForm, FilesField, MomentField, VersionedForm
from casework.pages.rows import RowsForm

NOT_INDICTABLE = (
    "No indictable offence is recorded on this case, so PACE ss.8, 18 and 32 are closed. For s.2A alone, apply for a warrant under PHA s.2B"
)


class RegisterFilter(CaseworkForm):
    """Narrow the register of exhibits; everything may be left out."""

    text = forms.CharField(label="Exhibit number, seal or case", required=False, max_length=40)
    place = forms.CharField(label="Place", required=False, max_length=60)
    holder = forms.CharField(label="Held by (family name or collar number)", required=False, max_length=60)
    standing = forms.ChoiceField(
        label="How it stands", required=False, choices=[("", "Any"), (selectors.WAITING, "Not booked in yet"), *flow.CHOICES]
    )
    mine = forms.BooleanField(label="Only what I hold", required=False)
    look = {"text": {"width": 10}, "place": {"width": 10}, "holder": {"width": 10}}


class SearchForm(CaseworkForm):
    """Is there to be a search, and under which power; or why not. `indictable`: is an indictable offence recorded on the case."""

    considered = forms.ChoiceField(
        label="Will premises be searched?",
        choices=[
            (SearchDecision.Answer.USE, "Yes, under a power that I name"),
            (SearchDecision.Answer.NOT_USED, "No: it was considered, and no power is used"),
        ],
        widget=forms.RadioSelect,
    )
    power = forms.ChoiceField(label="Under which power?", required=False)
    reasons = forms.CharField(
        label="What is sought, and why there?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text="Say “his address”; the address itself does not belong here",
    )
    not_used_reason = forms.CharField(
        label="Why is no power to search used?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    look = {"considered": {"show": {"USE": ["power", "reasons"], "NOT_USED": ["not_used_reason"]}}}
    send = "Save the decision"

    def __init__(self, *args: Any, indictable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        powers = [(code, words) for code, words in Power.choices if code not in rules.NOT_FOR_PREMISES]
        self.fields["power"].choices = [("", "Choose"), *powers]
        if not indictable:
            self.fields["power"].help_text = NOT_INDICTABLE


class SeizeForm(RowsForm):
    """One seizure of one or several items."""

    seized_at = MomentField(label="When was it seized?")
    power = forms.ChoiceField(label="Under which power?", choices=[("", "Choose"), *Power.choices])
    seized_from = forms.CharField(
        label="From whom?", max_length=120, required=False, help_text="“The suspect” is enough; no address belongs here"
    )
    unattended = forms.BooleanField(label="It was found unattended", required=False)
    late_reason = forms.CharField(label="If this is written down more than 24 hours later, why?", max_length=300, required=False)

    row_prefix, row_title, first, step = "items", "Item", 5, 5
    row_fields = {
        "description": forms.CharField(label="What is it?", max_length=300, help_text="So that it cannot be mistaken"),
        "kind": forms.ChoiceField(label="What kind of thing?", choices=[("", "Choose"), *ExhibitKind.choices]),
        "quantity": forms.IntegerField(label="How many?", min_value=1, max_value=100000),
        "found_at": forms.CharField(
            label="Exactly where was it found?", max_length=200, help_text="The room and the place, not the address"
        ),
        "seal": forms.CharField(label="Bag or tag number", max_length=30),
        "number": forms.CharField(
            label="Exhibit number",
            max_length=20,
            help_text="Initials, a stroke and a number, such as AJM/1. Left empty, your next one is given",
        ),
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


class PhotographsForm(CaseworkForm):
    """Photographs of one exhibit, as it was found or as it is."""

    files = FilesField(
        label="Which photographs?",
        help_text="Up to 50 at a time. They are kept exactly as they are",
        error_messages={"required": "Choose at least one photograph"},
    )
    note = forms.CharField(label="What do they show? (optional)", max_length=300, required=False)
    send = "Take the photographs in"


READ_THE_BAG = "Read the number on the bag and enter it"
PURPOSES = {
    "OPENED": "Why was it opened?",
    "EXAMINED": "What was examined, and for what?",
    "DISCREPANCY": "What did you see, and where?",
    "PRODUCED_COURT": "For which hearing?",
}


class EventForm(VersionedForm):
    """One event of the ledger; asks what the kind of event needs. `version` is the sequence that the person saw.

    `events` are the entries that it may correct. While sealed the number read on the bag is asked for, except to record that it differs.
    """

    about = forms.ChoiceField(
        label="What does not agree?",
        choices=About.choices,
        widget=forms.RadioSelect,
        help_text="Where the seal is broken or another, the item must be sealed anew",
    )
    seal_before = forms.CharField(
        label="Which number is on the bag now?", max_length=30, help_text="Read it on the bag, not on this screen", required=False
    )
    to_place = forms.CharField(label="Where was it put?", max_length=120, required=False, help_text="Such as Central Exhibits Store A4")
    to_user = forms.ModelChoiceField(label="Who took it over?", queryset=None, required=False, empty_label="Choose")
    acknowledged = forms.CharField(label="Who signed for it?", max_length=120, required=False)
    witness = forms.CharField(label="Who saw it opened?", max_length=120, required=False, help_text="A colleague's name and collar number")
    seal = forms.CharField(label="Which number is on the new bag?", max_length=30, required=False)
    purpose = forms.CharField(label="What for? (optional)", max_length=300, required=False)
    at = MomentField(label="When was it?")
    late_reason = forms.CharField(label="If this is written down more than 24 hours later, why?", max_length=300, required=False)
    corrects = forms.IntegerField(
        label="Does it correct an earlier entry? Its number (optional)",
        min_value=1,
        required=False,
        help_text="The number before it in the ledger. The earlier entry stays as it is; this one names it",
    )
    look = {"seal_before": {"width": 20}, "seal": {"width": 20}, "corrects": {"width": 4}}

    def __init__(self, *args: Any, kind: str, exhibit: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._exhibit, what, sealed = exhibit, flow.BY_CODE[kind], bool(exhibit.seal)
        wanted = {"version", "at", "late_reason", "purpose", "corrects"}
        if sealed and kind != "DISCREPANCY":
            wanted.add("seal_before")
        if kind == "DISCREPANCY":
            wanted.add("about")
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
            self.fields["to_user"].queryset = selectors.handlers(exhibit.case)
        if what.to == flow.EITHER:
            self.fields["to_place"].label = "Where was it put? (or choose a person)"
            self.fields["to_user"].label = "Or who took it over?"
        self.fields["purpose"].label = PURPOSES.get(kind, "What for? (optional)")
        self.initial.setdefault("at", timezone.now())
        self.send = what.verb

    def clean_seal_before(self) -> str:
        """What was read on the bag; an empty answer is no reading."""
        read: str = self.cleaned_data["seal_before"]
        if not read:
            raise forms.ValidationError(READ_THE_BAG)
        return read

    def clean_corrects(self) -> LedgerEvent | None:
        """The entry that bears the number."""
        number = self.cleaned_data["corrects"]
        found = LedgerEvent.objects.filter(exhibit=self._exhibit, sequence=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(f"There is no entry {number} in this ledger. Give the number that stands before it")
        return found

    def event(self) -> dict[str, Any]:
        """Keywords for the service."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return values | {"expected": self.cleaned_data["version"]}
