"""The forms of the report, the chronology, the crime record and allocation."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Case, Relationship
from casework.pages.forms import CaseworkForm, DayField, MomentField, VersionedForm
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


class ReportForm(IncidentFields):
    """Report a case: who, when it came in, and what was reported first."""

    reported_at = MomentField(label="When did the report come in?")
    unit = forms.ChoiceField(label="Which unit takes it?")
    relationship = forms.ChoiceField(label="What is the suspect to the victim?", choices=choices(Relationship))
    victim_given_names = forms.CharField(label="Victim's first names", max_length=120, required=False)
    victim_family_name = forms.CharField(label="Victim's family name", max_length=120, required=False)
    victim_date_of_birth = DayField(label="Victim's date of birth", required=False)
    victim_match = forms.ChoiceField(label="Is the victim one of these people?", widget=forms.RadioSelect, required=False)
    victim_telephone = forms.CharField(
        label="Victim's safe telephone number",
        max_length=40,
        required=False,
        help_text="Kept encrypted and shown to nobody without a reason",
    )
    victim_home = forms.CharField(
        label="Victim's home address", max_length=300, required=False, help_text="Kept encrypted and shown to nobody without a reason"
    )
    suspect_unknown = forms.BooleanField(label="The suspect is not identified yet", required=False)
    suspect_description = forms.CharField(label="What is known of the suspect?", max_length=200, required=False)
    suspect_given_names = forms.CharField(label="Suspect's first names", max_length=120, required=False)
    suspect_family_name = forms.CharField(label="Suspect's family name", max_length=120, required=False)
    suspect_date_of_birth = DayField(label="Suspect's date of birth", required=False)
    suspect_match = forms.ChoiceField(label="Is the suspect one of these people?", widget=forms.RadioSelect, required=False)

    groups = (
        ("The report", ("reported_at", "unit")),
        (
            "The victim",
            (
                "victim_given_names",
                "victim_family_name",
                "victim_date_of_birth",
                "victim_match",
                "victim_telephone",
                "victim_home",
            ),
        ),
        (
            "The suspect",
            ("suspect_unknown", "suspect_given_names", "suspect_family_name", "suspect_date_of_birth", "suspect_match", "relationship"),
        ),
        ("What was reported first", tuple(IncidentFields.base_fields)),
    )
    look = IncidentFields.look | {"suspect_unknown": {"show": {"on": ["suspect_description"]}}}
    field_order = [name for _, names in groups for name in names]
    send = "Open the case"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        units = selectors.reporting_units(user)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]
        self.initial.setdefault("reported_at", timezone.now())
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].pk)
        for who in ("victim", "suspect"):
            self._offer(who)

    def _offer(self, who: str) -> None:
        """Offer people already known under the name typed; without any, the question is not asked."""
        typed = self.data if self.is_bound else {}
        unknown = who == "suspect" and typed.get("suspect_unknown")
        born = None
        if self.is_bound and not unknown:
            try:
                born = self.fields[f"{who}_date_of_birth"].clean(typed.get(f"{who}_date_of_birth", ""))
            except forms.ValidationError:
                born = None  # said next to its own field
            found = selectors.same_people(
                self.user, typed.get(f"{who}_given_names", "").strip(), typed.get(f"{who}_family_name", "").strip(), born
            )
        else:
            found = []
        if not found:
            del self.fields[f"{who}_match"]
            return
        field = self.fields[f"{who}_match"]
        field.choices = [(str(known.person.pk), known.words) for known in found] + [(NEW, "No, somebody else")]

    def clean(self) -> dict[str, Any]:
        """Where someone of that name is known, say whether it is them."""
        cleaned = super().clean() or self.cleaned_data
        for who in ("victim", "suspect"):
            if f"{who}_match" in self.fields and not cleaned.get(f"{who}_match") and f"{who}_match" not in self.errors:
                self.add_error(f"{who}_match", "Someone of that name is known. Choose the person, or “No, somebody else”")
        return cleaned

    def who(self, who: str) -> tuple[Person | None, dict[str, Any]]:
        """(the known person chosen, or the values of a new one)."""
        chosen = self.cleaned_data.get(f"{who}_match", "")
        if chosen and chosen != NEW:
            return selectors.known_person(self.user, int(chosen)), {}
        names = ("given_names", "family_name", "date_of_birth", "unknown", "description")
        values = {name: self.cleaned_data.get(f"{who}_{name}") for name in names}
        if values.get("unknown"):
            values |= {"given_names": "", "family_name": "", "date_of_birth": None}
        else:
            values["description"] = ""
        return None, values


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
