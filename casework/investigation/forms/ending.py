"""The forms of the outcome, closing, reopening, transfers and links."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from casework.cases.models import Case
from casework.investigation.models import Ground, LinkKind, OutcomeCode
from casework.pages.forms import CaseworkForm, MomentField
from casework.reports.forms import AllocateForm
from casework.reports.selectors import officers_of
from casework.staff.models import Unit


class OutcomeForm(CaseworkForm):
    """How the crime ended."""

    code = forms.ChoiceField(label="How did it end?", choices=[("", "Choose"), *OutcomeCode.choices])
    reasons = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    send = "Record the outcome"


class ToldForm(CaseworkForm):
    """When the victim was told, or why not."""

    told_at = MomentField(label="When was the victim told?", required=False)
    how = forms.CharField(
        label="By which safe means?",
        max_length=200,
        required=False,
        help_text="For example: in person by the officer. No number and no address",
    )
    review_offered = forms.BooleanField(label="The right to ask for a review was explained", required=False)
    why_not = forms.CharField(
        label="If the victim was not told, why not?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    groups = (("Told", ("told_at", "how", "review_offered")), ("Not told", ("why_not",)))


class AskForm(CaseworkForm):
    """How the case ended, for the supervisor."""

    summary = forms.CharField(label="How did the case end?", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)
    send = "Ask a supervisor to close the case"


class DecideForm(CaseworkForm):
    """Close it, or send it back with the reason."""

    agreed = forms.ChoiceField(
        label="Is the case closed?",
        choices=[("yes", "Yes, close it"), ("no", "No, something is still to be done")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="What is still to be done?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    look = {"agreed": {"show": {"no": ["reason"]}}}
    send = "Decide"


class ReasonForm(CaseworkForm):
    """A reason and nothing else."""

    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args: Any, question: str = "Why?", send: str = "Save", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question
        self.send = send


class ReopenForm(CaseworkForm):
    """On what ground a closed case is reopened, and why."""

    ground = forms.ChoiceField(label="On what ground?", choices=Ground.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Why is it reopened?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    look = {"ground": {"small": True}}

    def __init__(self, *args: Any, send: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.send = send


class UnitField(forms.ModelChoiceField):
    """Units with their force."""

    def label_from_instance(self, obj: Any) -> str:
        """How one unit is offered."""
        return f"{obj.name}, {obj.force}"


class TransferForm(CaseworkForm):
    """Where the case goes, why, and what the next officer must know."""

    unit = UnitField(label="Which unit should take the case?", queryset=None, empty_label="Choose")
    reason = forms.CharField(label="Why does it move?", max_length=500)
    note = forms.CharField(
        label="What must the next officer know?",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=6000,
        help_text="Where it stands, what comes next, what the victim expects. No address or number: they stay with the case, protected",
    )
    send = "Propose the transfer"

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class TakeOverForm(AllocateForm):
    """Which officer of the receiving unit takes it."""

    reason = None  # type: ignore[assignment]
    send = "Take the case over"

    def __init__(self, *args: Any, case: Case, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["untrained_agreed"].label = "Take it over although no stalking training is on record"
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = officers_of(unit.force_id)


class LinkForm(CaseworkForm):
    """Another case, and how the two stand to each other."""

    reference = forms.CharField(label="Which other case?", max_length=20, help_text="For example, STK-2026-000417")
    kind = forms.ChoiceField(label="How does this case stand to it?", choices=[("", "Choose"), *LinkKind.choices])
    reason = forms.CharField(label="What links them?", max_length=300)
    look = {"reference": {"width": 20}}
    send = "Link the cases"
