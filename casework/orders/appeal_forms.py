"""Forms of an appeal to the Crown Court."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.orders.change_forms import fixed_field
from casework.orders.condition_fields import ConditionFields, Line
from casework.orders.models import AppealEffect, Appellant
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField


class NoticeForm(CaseworkForm):
    """The notice of appeal, or the decision not to appeal."""

    send = "Record it"
    look = {"step": {"show": {"notice": ["appellant", "notice_on", "notice_to", "grounds"], "none": ["reason"]}}}
    groups = (("If it is late", ("extended_on", "extension_why")),)

    step = forms.ChoiceField(
        label="What is to be recorded?",
        widget=forms.RadioSelect,
        choices=[("notice", "A notice of appeal was given"), ("none", "The chief officer does not appeal")],
    )
    appellant = forms.ChoiceField(label="Who appeals?", required=False, widget=forms.RadioSelect, choices=Appellant.choices)
    notice_on = DayField(label="On which day was notice given?", required=False)
    notice_to = forms.CharField(
        label="To whom?",
        required=False,
        max_length=200,
        help_text="The magistrates' court's designated officer and the other party.",
    )
    grounds = forms.CharField(label="On what grounds?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    extended_on = DayField(
        label="On which day did the court extend the time?",
        required=False,
        help_text="Only for a notice after the last day (CCR 1982 r.7(5)). Ask force legal.",
    )
    extension_why = forms.CharField(label="Why did the court extend it?", required=False, max_length=1000)
    reason = forms.CharField(label="Why is there no appeal?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, appellants: Sequence[str], ours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appellant"].choices = [each for each in Appellant.choices if each[0] in appellants] or Appellant.choices  # type: ignore[attr-defined]
        if not ours:
            del self.fields["reason"]
            self.fields["step"].choices = [("notice", "A notice of appeal was given")]  # type: ignore[attr-defined]
            self.initial["step"] = "notice"
            self.look = {"step": {"show": {"notice": ["appellant", "notice_on", "notice_to", "grounds"]}}}

    def clean(self) -> dict[str, Any]:
        """A notice says who gave it and when."""
        data = super().clean() or {}
        if data.get("step") == "notice":
            for name, words in (("appellant", "Say who appeals"), ("notice_on", "Enter the day on which notice was given")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data

    def notice(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("appellant", "notice_on", "notice_to", "grounds", "extended_on", "extension_why")
        return {name: self.cleaned_data[name] for name in names}


class ListForm(CaseworkForm):
    """The Crown Court has listed it."""

    send = "Record the hearing"

    hearing_at = MomentField(label="When is it heard?")
    court = forms.CharField(label="Which Crown Court?", max_length=120)
    progression_officer = forms.CharField(
        label="Who is our case progression officer?", required=False, max_length=120, help_text="Each side names one (CCR 1982 r.5A)."
    )


class StayForm(CaseworkForm):
    """A court stayed the order."""

    send = "Record the stay"

    from_at = MomentField(label="From when is the order stayed?", not_after=timezone.now)
    note = SentenceField(label="Which court stayed it, and on what terms?", min_length=10, rows=3)


class LiftForm(CaseworkForm):
    """The stay was lifted."""

    send = "Record that it binds again"

    at = MomentField(label="From when does the order bind again?", not_after=timezone.now)


class AbandonForm(CaseworkForm):
    """The appellant gave it up."""

    send = "Record that it was abandoned"

    reason = SentenceField(label="How and why was it abandoned?", min_length=10, rows=3)
    at = MomentField(label="When?", required=False, help_text="Leave this empty for now.")


class DecideForm(ConditionFields, CaseworkForm):
    """What the Crown Court decided, with the order as it reads from then on where it is amended or made."""

    send = "Record the decision"
    look = {"fixed": {"show": {"yes": ["end"]}}}
    shown = ("allowed", "at", "reason", "effect", "fixed")

    allowed = forms.TypedChoiceField(
        label="What did the Crown Court decide?",
        widget=forms.RadioSelect,
        choices=[("yes", "The appeal is allowed"), ("no", "The appeal is dismissed")],
        coerce=lambda value: value == "yes",
    )
    at = MomentField(label="When?", not_after=timezone.now)
    reason = SentenceField(label="What did it say?", min_length=10, rows=4)
    effect = forms.ChoiceField(
        label="If it is allowed: what did it order?", required=False, widget=forms.RadioSelect, choices=AppealEffect.choices
    )
    fixed = fixed_field(help_text="Only where the order is amended or made.")
    end = DayField(label="What is its last day from now on?", required=False, help_text="The day itself still counts.")

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fixed"].label = "Is the order for a fixed period?"
        self.add_lines(lines, necessity=False)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("allowed", "at", "reason", "effect", "fixed", "end")}
        return found | {"conditions": self.made()}
