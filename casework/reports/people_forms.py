"""The forms about who somebody is: correcting a party, joining two records, taking them apart; and about cancelling a crime."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Relationship
from casework.pages.forms import CaseworkForm, DayField, SentenceField, VersionedForm
from casework.reports.models import CancelReason
from casework.reports.selectors import Known


class PersonForm(VersionedForm):
    """What is known of a party."""

    unknown = forms.BooleanField(label="This person is not identified yet", required=False)
    description = forms.CharField(label="What is known of this person?", max_length=200, required=False)
    given_names = forms.CharField(label="First names", max_length=120, required=False)
    family_name = forms.CharField(label="Family name", max_length=120, required=False)
    date_of_birth = DayField(label="Date of birth", required=False, not_after=timezone.localdate)
    sex = forms.CharField(label="Sex", max_length=20, required=False)
    other_name = forms.CharField(label="Add another name this person uses or used", max_length=200, required=False)
    look = {"unknown": {"show": {"on": ["description"]}}, "sex": {"width": 10}}

    def values(self) -> dict[str, Any]:
        """Fields of Person."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "other_name")}
        return kept if kept["unknown"] else kept | {"description": ""}


class RelationshipForm(VersionedForm):
    """What the suspect is to the victim."""

    relationship = forms.ChoiceField(label="What is the suspect to the victim?", choices=Relationship.choices, widget=forms.RadioSelect)


class MergeForm(CaseworkForm):
    """Which other record is the same person?"""

    other = forms.ChoiceField(label="Which record is the same person?", widget=forms.RadioSelect)
    reason = SentenceField(label="How do you know that they are one person?", min_length=20, max_length=500, rows=3)
    send = "Join the two records"

    def __init__(self, *args: Any, known: list[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(one.person.pk), one.words) for one in known]
        self.look = {"other": {"hints": {str(one.person.pk): one.why for one in known}}}


class UnmergeForm(CaseworkForm):
    """Why they are two after all."""

    reason = SentenceField(label="Why are they two people?", min_length=10, max_length=500, rows=3)
    send = "Take the records apart"


class CancelForm(CaseworkForm):
    """Why a recorded crime is to be cancelled."""

    code = forms.ChoiceField(label="Why is it to be cancelled?", choices=CancelReason.choices, widget=forms.RadioSelect)
    other_reference = forms.CharField(label="Under which reference is it recorded?", max_length=30, required=False)
    narrative = forms.CharField(
        label="What shows it, and how can it be verified?", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000
    )
    look = {"code": {"show": {"DUPLICATE": ["other_reference"]}}}
    send = "Ask for it"


class TakeBackForm(CaseworkForm):
    """Only asks to go on."""

    send = "Take the request back"


class JudgeForm(CaseworkForm):
    """Approve, or not and why."""

    agreed = forms.ChoiceField(label="Do you approve?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    reason = forms.CharField(label="If not, why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    look = {"agreed": {"inline": True, "show": {"no": ["reason"]}}}

    def answer(self) -> dict[str, Any]:
        """Keywords for the service."""
        return {"agreed": self.cleaned_data["agreed"] == "yes", "reason": self.cleaned_data["reason"]}
