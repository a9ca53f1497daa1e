"""The forms of bail views, third-party requests and requests for review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import CaseParty
from casework.pages.forms import CaseworkForm, DayField, MomentField
from casework.people.naming import shown_name
from casework.safeguarding import flow
from casework.safeguarding.contact_forms import NEVER_HERE, text
from casework.safeguarding.models import DecisionReviewed, NoticeException, Representative
from casework.safeguarding.rules import BARS

YES_NO = [("yes", "Yes"), ("no", "No")]


class BailViewsForm(CaseworkForm):
    """Views before bail, or why they were not had. `victims`: asked on the case; one is taken as read, of several the form asks which."""

    victim = forms.ChoiceField(label="Whose views are they?", widget=forms.RadioSelect)
    about_at = MomentField(label="When is, or was, the release or the change?")
    sought = forms.ChoiceField(label="Were the victim's views sought?", choices=YES_NO, widget=forms.RadioSelect)
    views_at = MomentField(label="When were they sought?", required=False)
    views = text("What does the victim say about bail and its conditions?", rows=4, help_text=NEVER_HERE, most=4000)
    needs_representative = forms.BooleanField(
        label="The victim was under 18 at the offence or has difficulty communicating", required=False
    )
    representative = forms.BooleanField(label="A representative's views were sought", required=False)
    passed_to = forms.CharField(label="Who in custody was told the views?", max_length=120, required=False)
    passed_at = MomentField(label="When were they told?", required=False)
    reason = text("Why was it not reasonably practicable, or not before?")
    look = {"sought": {"show": {"yes": ["views_at", "views", "needs_representative", "representative", "passed_to", "passed_at"]}}}
    send = "Save the views"

    def __init__(self, *args: Any, victims: Sequence[CaseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.victims = victims
        if len(victims) == 1:
            del self.fields["victim"]
            return
        self.fields["victim"].choices = [(str(each.pk), shown_name(each.person)) for each in victims]  # type: ignore[attr-defined]
        if not victims:
            self.fields["victim"].help_text = "Nobody is named as victim on this case yet. Name the victim first"

    def clean(self) -> dict[str, Any]:
        """A yes says when."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("sought") == "yes" and data.get("views_at") is None and "views_at" not in self.errors:
            self.add_error("views_at", "Enter when the views were sought.")
        return data

    @property
    def party(self) -> CaseParty:
        """The victim whose views they are."""
        chosen = self.cleaned_data.get("victim")
        return next(each for each in self.victims if chosen in (None, str(each.pk)))

    def views_given(self) -> dict[str, Any]:
        """Fields of BailViews; what stands under the other answer was not meant."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("sought", "victim")}
        if self.cleaned_data["sought"] == "no":
            values |= {"views_at": None, "views": "", "needs_representative": False, "representative": False}
            values |= {"passed_to": "", "passed_at": None}
        return values


class ThirdPartyForm(CaseworkForm):
    """Information about the victim asked of somebody who holds it."""

    holder = forms.CharField(
        label="Who holds the information?", max_length=120, help_text="For example, the surgery, the school, the employer"
    )
    asked_for = text("What exactly is asked for, and for which time?", required=True)
    line_of_enquiry = text("Which reasonable line of enquiry is it for?", required=True)
    why_necessary = text("Why is it necessary?", required=True)
    why_proportionate = text("Why is it proportionate?", required=True)
    other_means = text("Which other means were considered, and why are they not enough?", required=True)
    counselling = forms.BooleanField(label="Counselling records are asked for", required=False, help_text="The Code presumes against it")
    substantial_why = text("Why are they likely to have substantial probative value?")
    request_on = DayField(label="On which day does the request go out?")
    in_writing = forms.BooleanField(label="The request is in writing", required=False)
    notice_to = forms.ChoiceField(label="Who is given notice?", choices=Representative.choices)
    exception = forms.ChoiceField(
        label="Is there a reason for giving no notice?", choices=NoticeException.choices, widget=forms.RadioSelect
    )
    exception_why = text("Why does that apply?")
    look = {"counselling": {"show": {"on": ["substantial_why"]}}}
    send = "Save the request"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("exception", NoticeException.NONE.value)
        self.initial.setdefault("in_writing", True)

    def asked(self) -> dict[str, Any]:
        """Fields of ThirdPartyRequest."""
        values = dict(self.cleaned_data)
        if not values["counselling"]:
            values["substantial_why"] = ""
        if values["exception"] == NoticeException.NONE:
            values["exception_why"] = ""
        return values


class NoticeForm(CaseworkForm):
    """Notice was given."""

    notice_on = DayField(label="On which day was notice given, in writing?")
    late_why = text("If that was after the request went out, why?")
    send = "Save"


class ReviewForm(CaseworkForm):
    """The victim asks for a review."""

    decision = forms.ChoiceField(label="Whose decision is it?", choices=DecisionReviewed.choices, widget=forms.RadioSelect)
    told_on = DayField(label="On which day was the victim told of it?")
    received_at = MomentField(label="When did the request come in?")
    late_why = text("If it is after the last day for asking, why is it taken all the same?")
    bars = forms.MultipleChoiceField(
        label="Does any of this apply?",
        choices=list(BARS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Then the scheme does not take it, and the reviewer says so to the victim",
    )
    send = "Save the request"

    def __init__(self, *args: Any, told_on: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_at", timezone.now())
        if told_on:
            self.initial.setdefault("told_on", told_on)


class AcknowledgeForm(CaseworkForm):
    """The request was acknowledged."""

    at = MomentField(label="When was it acknowledged to the victim?")
    send = "Acknowledged"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())


class DecideForm(CaseworkForm):
    """What the reviewer decides, and the letter."""

    verb = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    reasons = text("Why?", rows=5, required=True, help_text="The victim is told these reasons by letter", most=4000)
    letter = forms.CharField(label="Reference of the letter to the victim", max_length=60)
    send = "Decide"

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = [("uphold", "The decision stands"), ("set aside", "The decision is set aside")]
        self.fields["verb"].choices = decided if state == flow.ACKNOWLEDGED else [("refuse", "It is outside the scheme")]
