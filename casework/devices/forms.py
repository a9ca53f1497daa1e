"""The forms of devices."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.devices.models import Agreer, DeviceStrategy, NoticePoint, Sift
from casework.pages.forms import CaseworkForm, DayField, MomentField

NO_CODE = "Never the code of the device"


def words(label: str, *, rows: int = 3, hint: str = "", needed: bool = True) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, help_text=hint, required=needed)


class _Now(CaseworkForm):
    """A form whose first moment is now unless said otherwise."""

    moment = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault(self.moment, timezone.now())


class StrategyForm(_Now):
    """The suspect's device."""

    moment = "notice_at"
    notice_at = MomentField(label="When was the notice about the device (DPNc) given?")
    code_asked = forms.ChoiceField(label="Was the code asked for?", choices=DeviceStrategy.Code.choices, widget=forms.RadioSelect)
    key_notice = forms.CharField(label="Is a notice under RIPA s.49 considered? (optional)", max_length=300, required=False)
    enquiry = words("Which reasonable line of enquiry does it serve?", hint=NO_CODE)
    triage = words("What did triage show? (optional)", needed=False)
    priority = forms.ChoiceField(label="How urgent is it?", choices=DeviceStrategy.Priority.choices, widget=forms.RadioSelect)
    unit_reference = forms.CharField(label="Reference of the digital unit (optional)", max_length=40, required=False)
    image_sha256 = forms.CharField(label="SHA-256 of the image (optional)", max_length=64, required=False)
    look = {"unit_reference": {"width": 20}}
    send = "Save the strategy"

    def clean_image_sha256(self) -> str:
        """Lower case, as it is stored."""
        given: str = self.cleaned_data["image_sha256"]
        return given.lower()


class NoticeForm(_Now):
    """The victim's or witness's device: the notice and what is sought."""

    moment = "notice_at"
    notice_at = MomentField(label="When was the written notice (DPNa) given?")
    notice_points = forms.MultipleChoiceField(
        label="What does the notice say?", choices=NoticePoint.choices, widget=forms.CheckboxSelectMultiple
    )
    enquiry = words("Which reasonable line of enquiry does it serve?", hint=NO_CODE)
    sought = words("Which information exactly is sought?", hint="Such as messages with one number")
    sought_from = DayField(label="From which day?", required=False)
    sought_until = DayField(label="Until which day?", required=False)
    whole_device = forms.BooleanField(label="The whole device is needed (an inspector must say why)", required=False)
    alternatives = words(
        "Which other means were considered, and why will they not do?", hint="Also means that leave confidential matter out"
    )
    necessity = words("Why is this much strictly necessary and proportionate?")
    return_due = MomentField(label="When was its return agreed, if it was?", required=False)
    send = "Save the notice"


class AgreeForm(_Now):
    """Who agreed, and how."""

    moment = "agreed_at"
    user_age = forms.IntegerField(label="How old is the user of the device?", min_value=0, max_value=130, required=False)
    capacity = forms.TypedChoiceField(
        label="Has the user the capacity to agree?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    agreed_by = forms.ChoiceField(
        label="Who agreed?",
        choices=[*Agreer.choices, ("", "Nobody: no agreement is needed (s.40)")],
        widget=forms.RadioSelect,
        required=False,
    )
    childs_views = words("If the user is under 18: what are their views?", rows=2, needed=False)
    without_agreement = words("If no agreement is needed: which case of s.40, and why?", rows=2, needed=False)
    agreed_at = MomentField(label="When was it agreed?")
    confirmed = forms.BooleanField(label="It is confirmed in writing, or was said and written down", required=False)
    copy_given = forms.BooleanField(label="A copy was given", required=False)
    look = {"user_age": {"width": 3}, "agreed_by": {"small": True}}
    send = "Save the agreement"


class EndForm(_Now):
    """The user refuses or withdraws."""

    moment = "at"
    at = MomentField(label="When did they say so?")
    words = words("What did they say? (optional)", rows=2, hint="No reason is asked of them", needed=False)
    send = "Record it"


class WholeForm(CaseworkForm):
    """Why the whole device."""

    whole_reason = words("Why will nothing less than the whole device do?")
    send = "Allow the whole device"


class SiftForm(_Now):
    """The notice of what was seized to sift."""

    moment = "notice_at"
    notice_at = MomentField(label="When was the written notice given (CJPA 2001 s.52)?")
    notice_to = forms.ChoiceField(label="To whom did it go?", choices=Sift.NoticeTo.choices, widget=forms.RadioSelect)
    kept_apart = forms.CharField(label="Where is it kept apart until it is examined?", max_length=200)
    send = "Save the notice"


class ExamineForm(_Now):
    """The first examination of what was seized to sift."""

    moment = "examined_at"
    examined_at = MomentField(label="When was it first examined?")
    rest = words("What went back because it may not be kept (s.53)?", rows=2, hint="Or that everything may be kept")
    privileged = words("Was anything privileged, and when did it go back (s.54)?", rows=2, hint="Never what it says")
    send = "Save the examination"
