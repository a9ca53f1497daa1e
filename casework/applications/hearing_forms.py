"""Forms of what hangs on a hearing (its move, hearsay, the summons) and of the threads with force legal and the prosecutors."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.applications.models import (
    HearingKind,
    HearsayMethod,
    HearsayPlanKind,
    HearsayStepKind,
    SummonsStepKind,
)
from casework.pages.forms import CaseworkForm, DayField, MomentField, VersionedForm


def contested_field(label: str = "Is it contested?") -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        help_text="A contested hearing sets the last day for hearsay notices.",
    )


class MoveForm(VersionedForm):
    """The court moved the hearing, or it turned out to be contested."""

    send = "Save the hearing"
    at = MomentField(label="When is the hearing?")
    court = forms.CharField(label="Which court?", max_length=120)
    kind = forms.ChoiceField(label="What is heard?", widget=forms.RadioSelect, choices=HearingKind.choices)
    contested = contested_field()


class HearsayPlanForm(CaseworkForm):
    """The court's direction, or that no notice is needed."""

    send = "Record it"
    look = {"kind": {"show": {HearsayPlanKind.DIRECTED: ["directed_on"]}}}
    kind = forms.ChoiceField(label="What is to be recorded?", widget=forms.RadioSelect, choices=HearsayPlanKind.choices)
    directed_on = DayField(label="By which day did the court direct the notice?", required=False)
    reason = forms.CharField(label="Why, or what did the court say?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HearsayNoticeForm(CaseworkForm):
    """A notice as it was served: its contents by r.3(4), then how it was served and filed."""

    send = "Record the notice"
    groups = (
        (
            "What the notice says (SI 1999/681 r.3(4))",
            ("says_hearsay", "proceedings", "says_adduced", "evidence", "maker", "why_not_called"),
        ),
        ("How it was served and filed", ("served_on_whom", "method", "sent_on", "filed_on")),
    )
    says_hearsay = forms.BooleanField(label="(a) It says that it is a hearsay notice", required=False)
    proceedings = forms.CharField(label="(b) In which proceedings is the evidence to be given?", max_length=300, required=False)
    says_adduced = forms.BooleanField(label="(c) It says that we propose to give hearsay evidence", required=False)
    evidence = forms.CharField(
        label="(d) Which hearsay evidence is it?", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    maker = forms.CharField(
        label="(e) Who made the statement?", max_length=200, required=False, help_text="As the notice says it. Never a protected address."
    )
    why_not_called = forms.CharField(
        label="(f) Why will that person not be called?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    served_on_whom = forms.CharField(label="On whom was it served?", max_length=200, required=False, help_text="Every other party.")
    method = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=HearsayMethod.choices,
        help_text="By post it counts as served on the second business day after posting (r.6).",
    )
    sent_on = DayField(label="When was it handed over or posted?", not_after=timezone.localdate)
    filed_on = DayField(label="When was it filed with the designated officer?", not_after=timezone.localdate)


class HearsayStepForm(CaseworkForm):
    """What followed a notice."""

    send = "Record it"
    look = {"kind": {"show": {HearsayStepKind.CROSS_LISTED: ["heard_on"]}}}
    kind = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect, choices=HearsayStepKind.choices)
    heard_on = DayField(label="On which day is it heard?", required=False)
    on = DayField(label="When?", not_after=timezone.localdate)
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SummonsStepForm(CaseworkForm):
    """A summons before its service."""

    send = "Record it"
    kind = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect, choices=SummonsStepKind.choices)
    at = MomentField(label="When?", not_after=timezone.now)
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For a failed attempt: where, and why it failed. Never a protected address.",
    )


class AnswerForm(CaseworkForm):
    """An answer to a privileged comment; force legal may settle it."""

    send = "Send"
    text = forms.CharField(
        label="Your answer",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Privileged, like the comment. The other side is told that there is an answer, not what it says.",
    )
    resolves = forms.BooleanField(label="This comment is settled", required=False)

    def __init__(self, *args: Any, legal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not legal:
            del self.fields["resolves"]


class ProsecutorForm(CaseworkForm):
    """A word in the channel with the prosecutors."""

    send = "Send"
    text = forms.CharField(
        label="What do you want to say?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Read by the CPS, the case's officers and force legal. Write no legal advice to the force here.",
    )
