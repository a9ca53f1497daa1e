"""Forms of warrants and searches."""

from typing import Any

from django import forms

from casework.cases.models import Case
from casework.evidence.models import Power
from casework.pages.dates import when
from casework.pages.forms import CaseworkForm, DayField, MomentField, VersionedForm
from casework.people.models import ProtectedFact
from casework.searches import selectors
from casework.searches.models import Entry, Reach, Search, Warrant, WarrantPremises
from casework.staff.models import Rank

NO_ADDRESS = "Say “the suspect's home”; the address itself stays a protected fact"


class FactChoice(forms.ModelChoiceField):
    """Chooses an address on record without showing it."""

    def label_from_instance(self, obj: ProtectedFact) -> str:
        """What and whose, never the text."""
        return f"{obj.get_kind_display()} on record {obj.pk} (protected)"


def words(label: str, *, rows: int = 3, hint: str = "", most: int = 4000) -> forms.CharField:
    """An optional text of several lines; the service says when it is needed."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), required=False, max_length=most, help_text=hint)


class WarrantForm(VersionedForm):
    """An application for a warrant; a draft may lack reasons."""

    send = "Save the draft"
    look = {"power": {"small": True}, "reach": {"small": True}, "entry": {"small": True}}
    groups = (
        ("What is asked for", ("power", "reach")),
        ("The four conditions", ("offence_reason", "value_reason", "admissible_reason", "entry", "entry_reason")),
        ("What and where", ("articles", "first", "first_address", "second", "second_address", "hour_reason")),
    )

    power = forms.ChoiceField(
        label="Which warrant?", widget=forms.RadioSelect, choices=[(p.value, p.label) for p in (Power.PHA_2B, Power.PACE_8)]
    )
    reach = forms.ChoiceField(label="What is it to allow?", widget=forms.RadioSelect, choices=Reach.choices, initial=Reach.ONE)
    offence_reason = words("(a) Which offence has been or is being committed, and how do you know?")
    value_reason = words("(b) Why is material there likely to be of substantial value to the investigation?")
    admissible_reason = words("(c) Why is it likely to be admissible, and not privileged, excluded or special procedure material?")
    entry = forms.ChoiceField(label="(d) Why does entry need a warrant?", widget=forms.RadioSelect, choices=Entry.choices, required=False)
    entry_reason = words("How do you know?")
    articles = words("What is sought?", hint="Telephones, cards, receipts, keys, trackers: as exactly as you can")
    first = forms.CharField(label="Which premises?", max_length=120, required=False, help_text=NO_ADDRESS)
    first_address = FactChoice(label="Which address on record is that?", queryset=None, required=False, empty_label="None on record")
    second = forms.CharField(label="Any second premises?", max_length=120, required=False)
    second_address = FactChoice(
        label="Which address on record is that second one?", queryset=None, required=False, empty_label="None on record"
    )
    hour_reason = words("If it must be executed at an unreasonable hour, why? (optional)", rows=2)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_address", "second_address"):
            self.fields[name].queryset = selectors.addresses(case)  # type: ignore[attr-defined]

    def premises(self) -> list[tuple[str, ProtectedFact | None]]:
        """The premises named, in order."""
        given = [(self.cleaned_data[name].strip(), self.cleaned_data[f"{name}_address"]) for name in ("first", "second")]
        return [each for each in given if each[0]]

    def refuse(self, problems: Any) -> None:
        """Premises have fields of their own here."""
        super().refuse([("first" if name == "premises" else name, sentence) for name, sentence in problems])


class ReasonForm(CaseworkForm):
    """Why it is sent back, or why the court refused."""

    reason = forms.CharField(label="What is to be mended?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class AgreeForm(CaseworkForm):
    """Nothing to fill in: the person agrees to what was read."""

    send = "I agree to it"


class AppliedForm(CaseworkForm):
    """When it went to the court."""

    send = "Record that it is applied for"
    at = MomentField(label="When was it laid before the court?")


class GrantForm(CaseworkForm):
    """What the court issued."""

    send = "Record the warrant"
    court = forms.CharField(label="Which court issued it?", max_length=120)
    issued_on = DayField(label="On which day was it issued?")
    court_reference = forms.CharField(label="The court's reference (optional)", max_length=40, required=False)


class ReturnForm(CaseworkForm):
    """That it went back to the court."""

    send = "Record the return"
    returned_on = DayField(label="On which day did it go back?")
    returned_to = forms.CharField(
        label="To whom?", max_length=120, help_text="The designated officer for the justice's area, or the judge's court"
    )


class EndorsedReturnForm(ReturnForm):
    """The same for an executed one, with its endorsement."""

    found_words = words("Was what was sought found, and what else was seized?", hint="The endorsement, for each set of premises (s.16(9))")


class SearchForm(CaseworkForm):
    """The record of one search."""

    send = "Save the search record"
    groups = (
        ("When and under which power", ("started_at", "ended_at", "long", "power", "warrant", "premises", "place", "power_reason")),
        ("Authority or consent, where the power needs it", ("authority_by", "authority_at", "consent_by", "consent_told")),
        ("Who", ("officers", "present", "unoccupied", "notice_given")),
        ("What happened", ("force_used", "damage", "secured", "exhibits", "not_found", "video")),
    )
    look = {"officers": {"small": True}, "exhibits": {"small": True}}

    started_at = MomentField(label="When did it begin?")
    ended_at = MomentField(label="When did it end?")
    long = forms.BooleanField(label="It lasted more than 24 hours, and that is right", required=False)
    power = forms.ChoiceField(label="Under which one power?", choices=[])
    warrant = forms.ModelChoiceField(label="Under which warrant?", queryset=None, required=False, empty_label="None")
    premises = forms.ModelChoiceField(label="Which premises of the warrant?", queryset=None, required=False, empty_label="None, or others")
    place = forms.CharField(label="If no warrant names them: which premises?", max_length=120, required=False, help_text=NO_ADDRESS)
    power_reason = words(
        "What else must be said of the power?",
        rows=2,
        hint="s.17: the offence or the life saved. s.18(5): why no inspector first. s.32: when and where the arrest was",
    )
    authority_by = forms.ModelChoiceField(label="Which inspector authorised it?", queryset=None, required=False, empty_label="None")
    authority_at = MomentField(label="When was the written authority given?", required=False)
    consent_by = forms.CharField(label="Who consented in writing, and in what capacity?", max_length=120, required=False)
    consent_told = forms.BooleanField(label="They were told that they may refuse and may withdraw it", required=False)
    officers = forms.ModelMultipleChoiceField(label="Who searched?", queryset=None, widget=forms.CheckboxSelectMultiple)
    present = forms.CharField(label="Who was there?", max_length=300, required=False, help_text="“The suspect, his mother” is enough")
    unoccupied = forms.BooleanField(label="Nobody was there", required=False)
    notice_given = forms.CharField(
        label="To whom was the notice of powers and rights given, and when?", max_length=300, help_text="Or where it was left, or why not"
    )
    force_used = words("Was force used, and why? (optional)", rows=2)
    damage = words("Was anything damaged? (optional)", rows=2)
    secured = words("How were the premises left secure?", rows=2)
    exhibits = forms.ModelMultipleChoiceField(
        label="Which exhibits were found in it?", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    not_found = words("What was sought and not found? (optional)", rows=2)
    video = forms.CharField(label="Body-worn video reference (optional)", max_length=60, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = (Power.VICTIM_PCSCA_37, Power.VOLUNTARY)
        fields: dict[str, Any] = self.fields
        fields["power"].choices = [("", "Choose"), *((p.value, p.label) for p in Power if p not in left_out)]
        fields["warrant"].queryset = selectors.usable(case)
        fields["premises"].queryset = WarrantPremises.objects.filter(warrant__in=selectors.usable(case))
        fields["authority_by"].queryset = selectors.holding(case, "SUPERVISOR", Rank.INSPECTOR, Rank.CHIEF_INSPECTOR)
        fields["officers"].queryset = selectors.holding(case, "OFFICER")
        fields["exhibits"].queryset = selectors.unplaced(case)
        for name in ("exhibits", "warrant", "premises"):
            if not fields[name].queryset.exists():
                del fields[name]

    def values(self) -> dict[str, Any]:
        """What the service takes, without the exhibits."""
        return {name: value for name, value in self.cleaned_data.items() if name != "exhibits"}


class TellForm(CaseworkForm):
    """An inspector was told afterwards."""

    send = "Record that an inspector was told"
    inspector = forms.ModelChoiceField(label="Which inspector?", queryset=None, empty_label="Choose")
    at = MomentField(label="When?")
    words = forms.CharField(
        label="Which grounds and what was sought did the inspector record?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = selectors.holding(case, "SUPERVISOR", Rank.INSPECTOR, Rank.CHIEF_INSPECTOR)  # type: ignore[attr-defined]


class CheckForm(CaseworkForm):
    """A supervisor's check of a record."""

    send = "Record the check"
    words = forms.CharField(
        label="What did you check, and is anything to be mended?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


def search_line(search: Search) -> str:
    """A search in one line: "9 November 2026, 07:10, the suspect's home"."""
    return f"{when(search.started_at)}, {search.place}"


def initial_of(warrant: Warrant) -> dict[str, Any]:
    """A draft as its form shows it."""
    named = list(warrant.premises.all())
    values: dict[str, Any] = {name: getattr(warrant, name) for name in WarrantForm.base_fields if hasattr(warrant, name)}
    for place, name in zip(named, ("first", "second"), strict=False):
        values |= {name: place.words, f"{name}_address": place.address_id}
    return values
