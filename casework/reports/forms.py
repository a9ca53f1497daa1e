"""The forms of the report, the chronology, the crime record and allocation."""

from typing import Any

from django import forms

from casework.cases.models import Case
from casework.pages.forms import CaseworkForm, MomentField, VersionedForm
from casework.people.models import Person
from casework.reports import selectors
from casework.reports.behaviours import Behaviour, grouped, hint_of, letters_of
from casework.reports.models import Act, Exactness, Impact, Means, PlaceKind, Source
from casework.reports.offences import KINDS, Offence

NEW = "new"
LETTERS = {code: hint_of(code) for code in Act.values}


def choices(kind: Any, blank: str = "") -> list[tuple[str, str]]:
    """The choices of a code list for a select, with a first line for none."""
    return [("", blank), *kind.choices]


class IncidentFields(CaseworkForm):
    """What, when, how and where of one occasion; the base of the forms that ask it."""

    exactness = forms.ChoiceField(label="How sure is the time?", choices=Exactness.choices, initial="EXACT", widget=forms.RadioSelect)
    occurred_at = MomentField(label="When did it happen?")
    occurred_to = MomentField(label="And not after", required=False)
    acts = forms.MultipleChoiceField(label="What was done?", choices=Act.choices, widget=forms.CheckboxSelectMultiple, required=False)
    other_act = forms.CharField(label="What was it, and why does it belong to stalking?", max_length=200, required=False)
    summary = forms.CharField(
        label="What happened?",
        help_text="In plain words. Addresses, telephone numbers and the like belong to the person's protected facts, not here.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10000,
    )
    means = forms.ChoiceField(label="How?", choices=choices(Means, "Not known"), required=False)
    place_kind = forms.ChoiceField(label="Where?", choices=choices(PlaceKind, "Not known"), required=False)
    fear_of_violence = forms.BooleanField(
        label="The victim feared that violence would be used", required=False, help_text="Two such occasions point to s.4A"
    )

    look = {
        "exactness": {"inline": True, "show": {"BETWEEN": ["occurred_to"]}},
        "acts": {"small": True, "hints": LETTERS, "show": {"X": ["other_act"]}},
        "summary": {"count": False},
    }

    def incident(self) -> dict[str, Any]:
        """The fields of Incident that this form asks."""
        kept = dict(self.cleaned_data)
        if kept.get("exactness") != Exactness.BETWEEN:
            # The field is hidden then, and what stands in it was not meant.
            kept["occurred_to"] = None
        return kept


class IncidentForm(VersionedForm, IncidentFields):
    """Add what happened, or correct it."""

    behaviour = forms.ChoiceField(
        label="What was it?",
        choices=[("", "Choose the nearest, or tick below"), *grouped()],
        required=False,
        help_text="What is done under it is ticked for you",
    )
    effect = forms.CharField(
        label="What did it do to the victim?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    impacts = forms.MultipleChoiceField(
        label="What has the victim changed because of it?", choices=Impact.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    by_proxy = forms.BooleanField(label="It was done through someone else", required=False)
    proxy_note = forms.CharField(label="Through whom?", max_length=200, required=False)
    source = forms.ChoiceField(label="How is it known?", choices=Source.choices, initial="VICTIM")
    victim = forms.ModelChoiceField(label="To whom was it done?", queryset=Person.objects.none(), required=False)
    suspect = forms.ModelChoiceField(label="Who is suspected?", queryset=Person.objects.none(), required=False)

    look = IncidentFields.look | {"impacts": {"small": True}, "by_proxy": {"show": {"on": ["proxy_note"]}}}
    field_order = ("exactness", "occurred_at", "occurred_to", "behaviour")

    def __init__(self, *args: Any, people: dict[str, list[Person]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("behaviour") and self.initial["behaviour"] not in Behaviour.values:
            del self.fields["behaviour"]  # a breach's own reference, which stays as it is
        for name, role in (("victim", "VICTIM"), ("suspect", "SUSPECT")):
            there = people[role]
            if len(there) > 1:
                self.fields[name].queryset = Person.objects.filter(pk__in=[person.pk for person in there])
            else:
                del self.fields[name]

    def incident(self) -> dict[str, Any]:
        """The fields of Incident; a note without its tick was not meant."""
        kept = super().incident()
        kept["acts"] = sorted({*kept["acts"], *letters_of(kept.get("behaviour", ""))})
        if not kept["by_proxy"]:
            kept["proxy_note"] = ""
        return kept


class CrimeForm(CaseworkForm):
    """What the crime is recorded as, or why none is."""

    offence = forms.ChoiceField(label="Which crime is it?", required=False)
    crime_reference = forms.CharField(
        label="What is its crime reference?", max_length=30, required=False, help_text="For example, 48N/10231/26"
    )
    included = forms.MultipleChoiceField(
        label="Which other crimes does it include?",
        choices=Offence.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="They stay searchable beside the principal crime",
    )
    no_crime_reason = forms.CharField(
        label="If no crime is recorded, why not?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    look = {"included": {"small": True}, "crime_reference": {"width": 20}}
    groups = (("The crime", ("offence", "crime_reference", "included")), ("No crime", ("no_crime_reason",)))
    send = "Record"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stalking = [(code, label) for code, label in Offence.choices if code in KINDS.stalking]
        rest = [(code, label) for code, label in Offence.choices if code not in KINDS.stalking]
        self.fields["offence"].choices = [("", "No crime, for the reason below"), *stalking, *rest]


class AllocateForm(CaseworkForm):
    """Who takes the case, and why they."""

    officer = forms.ModelChoiceField(label="Who takes the case?", queryset=None)
    reason = forms.CharField(label="Why this officer?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    untrained_agreed = forms.BooleanField(
        label="Allocate although no stalking training is on record", required=False, help_text="An emergency does not wait for training"
    )
    send = "Allocate"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        field.queryset = selectors.officers(case)
        field.label_from_instance = _officer_words


def _officer_words(officer: Any) -> str:
    trained = "trained" if officer.stalking_trained_on else "no stalking training on record"
    return f"{officer.display_name}, {officer.unit or 'no unit'} ({trained})"


class StartForm(CaseworkForm):
    """Only asks to go on."""

    send = "Start the investigation"
