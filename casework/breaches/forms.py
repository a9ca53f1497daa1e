"""Forms of a breach."""

from typing import Any

from django import forms

from casework.breaches.models import BreachType
from casework.custody.models import ArrestGround
from casework.orders.models import OrderCondition
from casework.pages.forms import CaseworkForm, MomentField, SentenceField

YES_NO = [("yes", "Yes"), ("no", "No")]


class ReportForm(CaseworkForm):
    """What happened, when, and against which conditions of the order."""

    send = "Report the breach"
    look = {"knew_of_order": {"show": {"knew": ["knew_why"]}}}

    occurred_at = MomentField(label="When did it happen?")
    type = forms.ChoiceField(label="What is suspected?", choices=BreachType.choices, initial=BreachType.S8_BREACH, widget=forms.RadioSelect)
    conditions = forms.MultipleChoiceField(
        label="Which conditions were breached?", required=False, widget=forms.CheckboxSelectMultiple, help_text="As the order has them"
    )
    what_happened = SentenceField(
        label="What happened?",
        min_length=10,
        help_text="What was seen, heard or received. Do not write where the victim lives or a number.",
    )
    victim_safe = forms.CharField(
        label="Is the victim safe now? What was done?", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    knew_of_order = forms.MultipleChoiceField(
        label="If the order had not been served by then",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("knew", "The defendant knew of it all the same")],
    )
    knew_why = forms.CharField(label="How do you know?", required=False, max_length=500)
    account = forms.CharField(
        label="What does the defendant say?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Any excuse is recorded; whether it is reasonable the court decides.",
    )

    def __init__(self, *args: Any, items: list[OrderCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conditions"].choices = [(str(each.pk), str(each)) for each in items]  # type: ignore[attr-defined]
        if not items:
            del self.fields["conditions"]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        data["condition_ids"] = [int(pk) for pk in data.pop("conditions", [])]
        return data | {"knew_of_order": bool(data["knew_of_order"])}


class CrimeForm(CaseworkForm):
    """The crime of the breach."""

    send = "Record the crime"

    crime_number = forms.CharField(label="Crime number", max_length=40, help_text="Such as 48N/10231/26")


class FurtherForm(CaseworkForm):
    """The question that must be answered."""

    send = "Decide and investigate"
    look = {"further_crime": {"inline": True, "show": {"yes": ["further_crime_number"]}}}

    further_crime = forms.ChoiceField(
        label="Is a further stalking or harassment crime recorded as well?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text="A breach is part of the course of conduct; inspectors found that it was treated in isolation.",
    )
    further_crime_number = forms.CharField(label="Number of the further crime", required=False, max_length=40)
    further_crime_why = SentenceField(label="Why, or why not?", min_length=10, rows=3)


class ArrestForm(CaseworkForm):
    """An arrest and why it was necessary."""

    send = "Record the arrest"

    arrest_ground = forms.ChoiceField(label="Why was the arrest necessary?", choices=ArrestGround.choices, widget=forms.RadioSelect)
    arrest_reason = SentenceField(label="Why did that apply?", min_length=10, rows=3)
    at = MomentField(label="When was the arrest?", required=False, help_text="Leave empty for now.")


class NoArrestForm(CaseworkForm):
    """Why nobody was arrested."""

    send = "Ask a sergeant to approve"

    reason = SentenceField(
        label="Why was nobody arrested?",
        min_length=20,
        rows=4,
        help_text="Force policy: arrest unless reasoned otherwise. A sergeant approves.",
    )


class ApproveForm(CaseworkForm):
    """A sergeant's word; nothing to type."""

    send = "Approve the reason"


class MoveForm(CaseworkForm):
    """The later steps."""

    send = "Record"

    verb = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Reason or note", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where it ends without a conviction",
    )  # fmt: skip
    at = MomentField(label="When?", required=False, help_text="Leave empty for now.")

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = verbs  # type: ignore[attr-defined]


class StepForm(CaseworkForm):
    """Tick off one thing seen to."""

    send = "Tick it off"

    note = SentenceField(label="What was done?", min_length=3, rows=3)
