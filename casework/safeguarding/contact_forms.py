"""The form of one contact, and those that put right or set aside what it answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.clocks.lawful import due_words
from casework.clocks.models import Clock
from casework.pages.dates import when
from casework.pages.forms import CaseworkForm, MomentField
from casework.safeguarding.models import DutyKind, Method, Outcome, RightToReview, Service, StatementStepKind, VictimDuty
from casework.safeguarding.rules import TELLING, Answer

NEVER_HERE = "Never a telephone number, an e-mail address or where the victim is: those are protected facts"
CHOOSE = [("", "Choose")]
SUPPORT = [
    *CHOOSE,
    ("SENT", "Accepted, and the referral is sent"),
    ("ACCEPTED", "Accepted; the referral is still to be sent"),
    ("DECLINED", "Declined"),
    ("UNDECIDED", "Wants to think about it"),
]
OFFERS = [(kind.value, kind.label) for kind in (StatementStepKind.VPS_MADE, StatementStepKind.VPS_OFFERED, StatementStepKind.VPS_DECLINED)]


def text(label: str, *, rows: int = 2, required: bool = False, help_text: str = "", most: int = 2000) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, required=required, help_text=help_text
    )


class ContactFields(CaseworkForm):
    """When, how and with whom."""

    at = MomentField(label="When was it?")
    method = forms.ChoiceField(label="How?", choices=[*CHOOSE, *Method.choices])
    off_plan_why = text("If that is not an agreed safe method, why was it used?")
    outcome = forms.ChoiceField(label="Who was reached?", choices=Outcome.choices, widget=forms.RadioSelect)
    summary = text("What was said, or tried?", rows=4, required=True, help_text=NEVER_HERE, most=4000)


class ContactForm(ContactFields):
    """One contact that may answer several duties at once: each ticked duty asks what it needs."""

    send = "Record the contact"

    def __init__(
        self, *args: Any, duties: Sequence[tuple[VictimDuty, Clock]], orders: Sequence[Clock] = (), planned: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())
        if not planned:
            del self.fields["off_plan_why"]
        self.duties = {str(duty.pk): duty for duty, _ in duties}
        self.orders = {f"order-{clock.subject_id}": clock for clock in orders}
        listed = [(str(duty.pk), duty.get_kind_display(), clock) for duty, clock in duties]
        listed += [(key, clock.title, clock) for key, clock in self.orders.items()]
        if not listed:
            return
        show: dict[str, list[str]] = {}
        for key, duty in self.duties.items():
            show[key] = self._ask(duty)
        for key, clock in self.orders.items():
            name = f"order_{clock.subject_id}"
            self.fields[name] = text(
                "What was the victim told of it?", help_text="The conditions that protect the victim, since when, until when, whom to call"
            )
            show[key] = [name]
        self.fields["duties"] = forms.MultipleChoiceField(
            label="What did this contact tell or offer the victim?",
            choices=[(key, words) for key, words, _ in listed],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Tick everything that it answers",
        )
        hints = {key: f"By {due_words(clock)}" for key, _, clock in listed}
        self.look = {**self.look, "duties": {"show": show, "hints": hints}}
        self.order_fields(
            ["at", "method", "off_plan_why", "outcome", "duties", *(name for names in show.values() for name in names), "summary"]
        )

    def _ask(self, duty: VictimDuty) -> list[str]:
        """Add the fields that this duty needs; their names end with its number."""
        made: dict[str, forms.Field] = {}
        if duty.kind in TELLING:
            hint = "With the reasons" if duty.kind in (DutyKind.NOT_INVESTIGATED, DutyKind.DECISION) else ""
            made["told"] = text("What was the victim told?", help_text=hint)
        if duty.kind == DutyKind.DECISION:
            made["review"] = forms.ChoiceField(label="Was the right to review explained?", choices=[*CHOOSE, *RightToReview.choices])
        if duty.kind == DutyKind.STATEMENT:
            made["vps"] = forms.ChoiceField(label="What did the victim answer?", choices=[*CHOOSE, *OFFERS])
        if duty.kind in (DutyKind.SUPPORT, DutyKind.ADVOCATE):
            services = [Service.ISAC, Service.IDVA] + ([Service.OTHER] if duty.kind == DutyKind.SUPPORT else [])
            made["service"] = forms.ChoiceField(label="Which service?", choices=[*CHOOSE, *((s.value, s.label) for s in services)])
            made["name"] = forms.CharField(label="Its name", max_length=120)
            made["answer"] = forms.ChoiceField(label="What did the victim answer?", choices=SUPPORT)
            made["why"] = text("If declined, why?")
        names = []
        for name, field in made.items():
            field.required = False
            names.append(f"{name}_{duty.pk}")
            self.fields[names[-1]] = field
        return names

    def contact(self) -> dict[str, Any]:
        """Fields of Contact."""
        return {name: self.cleaned_data.get(name, "") for name in ("at", "method", "off_plan_why", "outcome", "summary")}

    def answers(self) -> list[Answer]:
        """What the contact answers; what stands under a duty that is not ticked was not meant."""
        found = []
        for key in self.cleaned_data.get("duties", ()):
            if key in self.duties:
                ending = f"_{key}"
                values = {name.removesuffix(ending): value for name, value in self.cleaned_data.items() if name.endswith(ending)}
                found.append(Answer(self.duties[key], values))
        return found

    def told_of_orders(self) -> dict[int, str]:
        """Order id -> what the victim was told of it."""
        ticked = [self.orders[key] for key in self.cleaned_data.get("duties", ()) if key in self.orders]
        return {clock.subject_id: self.cleaned_data[f"order_{clock.subject_id}"] for clock in ticked}


class CorrectForm(ContactFields):
    """Another entry in place of a wrong one; the wrong one stays readable."""

    withdrawn = forms.BooleanField(
        label="It did not take place as written",
        required=False,
        help_text="What it answered is owed again, and the rest of this form is not used",
    )
    correction_why = text("What was wrong?", required=True)
    field_order = ["correction_why", "withdrawn"]
    send = "Add the correction"


class EarlierForm(CaseworkForm):
    """The victim had been told in a contact that is on the log."""

    contact = forms.ModelChoiceField(label="In which contact?", queryset=None, empty_label="Choose")
    told = text("What was the victim told?", required=True)
    review = forms.ChoiceField(label="Was the right to review explained?", choices=[*CHOOSE, *RightToReview.choices], required=False)
    send = "Save"

    def __init__(self, *args: Any, contacts: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        field.queryset = contacts
        field.label_from_instance = _said
        if not contacts:
            field.help_text = "No contact on the log is later than what happened. Record a new one"
        if kind != DutyKind.DECISION:
            del self.fields["review"]


def _said(contact: Any) -> str:
    return f"{when(contact.at)}, {contact.get_method_display().lower()}"


class FallForm(CaseworkForm):
    """Why it is not owed any more."""

    why = text("Why is it not owed?", rows=3, required=True, help_text="For example: the victim asked not to be told. " + NEVER_HERE)
    send = "Take it off the list"
