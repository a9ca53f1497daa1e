"""The forms of a report taken step by step, each short enough for a telephone at the scene."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Relationship
from casework.pages.forms import CaseworkForm, DayField, MomentField
from casework.people import normal
from casework.people.matching import Named
from casework.reports import rules, selectors
from casework.reports.forms import IncidentFields, choices
from casework.reports.models import Channel, Danger
from casework.reports.selectors import Known

NEW = "new"
PROTECTED = "Kept encrypted and shown to nobody without a reason"


def fact_field(label: str, length: int = 100) -> forms.CharField:
    """A question whose answer is a protected fact."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=False, help_text=PROTECTED, widget=widget)


class StepForm(CaseworkForm):
    """A step of the report. `ask` names the rule that is asked when the fields are clean; `facts` are fields of protected facts."""

    send = "Continue"
    facts: dict[str, str] = {}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def problems(self) -> rules.Problems:
        """What stands against the answers taken together."""
        return []

    def clean(self) -> dict[str, Any]:
        """Say here what the service would say at the end, beside the field."""
        cleaned = super().clean() or self.cleaned_data
        for name, kind in self.facts.items():
            if cleaned.get(name):
                try:
                    normal.forms(kind, cleaned[name])
                except ValueError as problem:
                    self.add_error(name, str(problem))
        for name, sentence in self.problems():
            if name is None or name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def given(self) -> dict[str, str]:
        """The protected facts typed here, kind -> text."""
        return {kind: self.cleaned_data[name] for name, kind in self.facts.items() if self.cleaned_data.get(name)}


class SafetyStep(StepForm):
    """When it came in, and whether anyone is in danger now."""

    danger_now = forms.ChoiceField(label="Is anyone in danger now?", choices=Danger.choices, widget=forms.RadioSelect)
    done_now = forms.CharField(
        label="What has been done about it?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    suspect_where = forms.CharField(
        label="Where is the suspect now?",
        max_length=200,
        required=False,
        help_text="In words, such as “left on foot”. Leave it empty when it is not known",
    )
    reported_at = MomentField(label="When did the report come in?")
    unit = forms.ChoiceField(label="Which unit takes it?")
    look = {"danger_now": {"show": {"YES": ["done_now"]}}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = selectors.reporting_units(self.user)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]
        self.initial.setdefault("reported_at", timezone.now())
        if units:
            self.fields["unit"].initial = str(units[0].pk)

    def problems(self) -> rules.Problems:
        """Danger is acted on before anything else is written."""
        return rules.safety_problems(self.cleaned_data) + rules.future("reported_at", self.cleaned_data.get("reported_at"), timezone.now())


class WhoStep(StepForm):
    """Names and date of birth of somebody; `prefix_` is that of the fields."""

    who = ""

    def named(self) -> Named:
        """What was typed about the person, for matching."""
        values = self.cleaned_data
        texts = (str(values.get(f"{self.who}_{name}") or "") for name in ("given_names", "family_name", "other_name"))
        return Named(*texts, born=values.get(f"{self.who}_date_of_birth"))

    def values(self) -> dict[str, Any]:
        """The values of a new nominal."""
        names = ("given_names", "family_name", "date_of_birth", "unknown", "description")
        return {name: self.cleaned_data.get(f"{self.who}_{name}") for name in names}

    def aliases(self) -> list[str]:
        """Other names typed."""
        text = self.cleaned_data.get(f"{self.who}_other_name", "")
        return [text] if text else []

    def problems(self) -> rules.Problems:
        """A victim needs some name, a suspect a name or a description."""
        return rules.person_problems(self.who, self.who, self.values(), timezone.localdate())


class VictimStep(WhoStep):
    """Who is the victim?"""

    who = "victim"
    victim_given_names = forms.CharField(label="Victim's first names", max_length=120, required=False)
    victim_family_name = forms.CharField(label="Victim's family name", max_length=120, required=False)
    victim_other_name = forms.CharField(
        label="Any other name the victim uses or used", max_length=200, required=False, help_text="A nickname, a name before marriage"
    )
    victim_date_of_birth = DayField(label="Victim's date of birth", required=False)


class ContactStep(StepForm):
    """How the victim is reached without danger."""

    contact_by = forms.ChoiceField(label="How can the victim be reached safely?", choices=Channel.choices, widget=forms.RadioSelect)
    victim_telephone = fact_field("Victim's safe telephone number", 40)
    victim_email = fact_field("Victim's safe e-mail address")
    victim_home = fact_field("Victim's home address", 300)
    contact_when = forms.CharField(label="When is it safe?", max_length=200, required=False, help_text="For example, weekdays until 15:00")
    contact_never = forms.CharField(
        label="What must never be done?", max_length=200, required=False, help_text="For example, no voicemail, no letter to the home"
    )
    say_police = forms.BooleanField(label="It is safe to say that it is the police", required=False)
    look = {"victim_telephone": {"width": 20}}
    facts = {"victim_telephone": "TELEPHONE", "victim_email": "EMAIL", "victim_home": "HOME"}

    def problems(self) -> rules.Problems:
        """A way that needs a number or an address has it."""
        return rules.contact_problems(self.cleaned_data)


class SuspectStep(WhoStep):
    """Who is suspected, as far as it is known."""

    who = "suspect"
    suspect_unknown = forms.BooleanField(label="The suspect is not identified yet", required=False)
    suspect_description = forms.CharField(
        label="What is known of the suspect?", max_length=200, required=False, help_text="For example, “Unknown, online only”"
    )
    suspect_given_names = forms.CharField(label="Suspect's first names", max_length=120, required=False)
    suspect_family_name = forms.CharField(label="Suspect's family name", max_length=120, required=False)
    suspect_other_name = forms.CharField(label="Any other name the suspect uses or used", max_length=200, required=False)
    suspect_date_of_birth = DayField(label="Suspect's date of birth", required=False)
    relationship = forms.ChoiceField(label="What is the suspect to the victim?", choices=choices(Relationship, "Choose"))
    suspect_handle = fact_field("Name the suspect uses online")
    suspect_telephone = fact_field("Suspect's telephone number", 40)
    suspect_vehicle = fact_field("Suspect's vehicle registration", 20)
    look = {
        "suspect_unknown": {"show": {"on": ["suspect_description"]}},
        "suspect_telephone": {"width": 20},
        "suspect_vehicle": {"width": 10},
    }
    facts = {"suspect_handle": "HANDLE", "suspect_telephone": "TELEPHONE", "suspect_vehicle": "VEHICLE"}

    def values(self) -> dict[str, Any]:
        """Names typed beside “not identified” stay out: they would be guesses."""
        kept = super().values()
        if kept["unknown"]:
            return kept | {"given_names": "", "family_name": "", "date_of_birth": None}
        return kept | {"description": ""}

    def named(self) -> Named:
        """Somebody not identified is matched by what is exact only."""
        return Named() if self.cleaned_data.get("suspect_unknown") else super().named()


class WhatStep(StepForm, IncidentFields):
    """What was reported first."""

    look = IncidentFields.look

    def problems(self) -> rules.Problems:
        """When, what and how, as the chronology asks it."""
        if not {"occurred_at", "exactness"} <= self.cleaned_data.keys():
            return []
        return rules.incident_problems({"summary": "", "acts": []} | self.incident(), timezone.now())


class MatchStep(CaseworkForm):
    """Is it one of these people?"""

    match = forms.ChoiceField(label="Is it one of these people?", widget=forms.RadioSelect)
    send = "Continue"

    def __init__(self, *args: Any, known: list[Known], who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["match"]
        field.label = f"Is the {who} one of these people?"
        field.choices = [(str(one.person.pk), one.words) for one in known] + [(NEW, "No, somebody else")]
        self.look = {"match": {"hints": {str(one.person.pk): one.why for one in known}}}
