"""The forms around a review: opening an investigation, matches, contacts, urgency, professional standards, papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from casework.cases.models import Relationship
from casework.errors import GuardFailed
from casework.pages.forms import CaseworkForm, MomentField
from casework.pins.forms import OutcomeForm
from casework.pins.models import DutyToRefer, NoticeContactHow, RecipientRisk
from casework.pins.services import Opening, Paper
from casework.reports.forms import choices
from casework.reports.models import Act
from casework.staff.models import Unit, User


class OpeningForm(OutcomeForm):
    """The same for a notice without a case: an investigation can be opened from it, with a new incident where there is one."""

    unit = forms.ChoiceField(label="Which unit takes the investigation?", required=False)
    relationship = forms.ChoiceField(
        label="What is the recipient to the complainant?", choices=choices(Relationship, "Choose"), required=False
    )
    incident_at = MomentField(label="Is there a new incident? When did it happen?", required=False)
    incident_acts = forms.MultipleChoiceField(
        label="What was done?", choices=Act.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    incident_other = forms.CharField(
        label="If something else: what was it, and why does it belong to stalking?", max_length=200, required=False
    )
    incident_summary = forms.CharField(
        label="What happened?",
        help_text="In plain words. Addresses, telephone numbers and the like belong to the person's protected facts, not here.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10000,
        required=False,
    )
    look = OutcomeForm.look | {
        "outcome": {
            **OutcomeForm.look["outcome"],
            "show": {
                **OutcomeForm.look["outcome"]["show"],
                "STALKING_INVESTIGATION_OPENED": [
                    "unit", "relationship", "incident_at", "incident_acts", "incident_other", "incident_summary", "reference",
                ],
            },
            "hints": {
                "CPN_CPW": "Only where all of FOUR are answered no, and an inspector approves",
                "SPO_APPLIED": "Needs a case: open the investigation first, or give the reference of an application",
                "STALKING_INVESTIGATION_OPENED": "Opens a case now, with the notice attached",
            },
        },
        "incident_acts": {"small": True},
    }  # fmt: skip
    names = {"occurred_at": "incident_at", "acts": "incident_acts", "other_act": "incident_other", "summary": "incident_summary",
             "reported_at": "outcome", "suspect": "outcome", "victim": "outcome"}  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [("", "Choose"), *((str(unit.pk), unit.name) for unit in units)]
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].pk)
        self.fields["reference"].label = "Or, if it is open already: reference of the case"

    def review(self) -> tuple[dict[str, Any], str]:
        """Without the fields of the opening, which `opening` gives."""
        values, reference = super().review()
        opening = ("unit", "relationship", "incident_at", "incident_acts", "incident_other", "incident_summary")
        return {name: value for name, value in values.items() if name not in opening}, reference

    def opening(self) -> Opening | None:
        """What the case is opened with; None for another outcome or where its reference is given. GuardFailed for what is missing."""
        sent = self.cleaned_data
        if sent["outcome"] != "STALKING_INVESTIGATION_OPENED" or sent["reference"].strip():
            return None
        problems: list[tuple[str | None, str]] = []
        if sent["unit"] not in self.units:
            problems.append(("unit", "Choose a unit in which you work"))
        if not sent["relationship"]:
            problems.append(("relationship", "Choose one of the relationships listed"))
        new = bool(sent["incident_at"] or sent["incident_acts"] or sent["incident_summary"].strip())
        if new and sent["incident_at"] is None:
            problems.append(("incident_at", "Enter when the new incident happened"))
        if problems:
            raise GuardFailed(problems)
        incident = {
            "occurred_at": sent["incident_at"],
            "acts": sent["incident_acts"],
            "other_act": sent["incident_other"],
            "summary": sent["incident_summary"],
        }
        return Opening(self.units[sent["unit"]], sent["relationship"], incident if new else None)


class MatchForm(CaseworkForm):
    """Is it the same person?"""

    same = forms.ChoiceField(
        label="Is it the same person?", choices=[("yes", "Yes, the same person"), ("no", "No")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="How do you know?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False)
    look = {"same": {"show": {"no": ["reason"]}}}
    send = "Save"


class AssignForm(CaseworkForm):
    """Who reviews it?"""

    officer = forms.ModelChoiceField(label="Which officer reviews it?", queryset=None, empty_label="Choose")
    send = "Give it to this officer"

    def __init__(self, *args: Any, officers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class UrgentForm(CaseworkForm):
    """Why is it urgent?"""

    why = forms.CharField(
        label="Why is it urgent?", max_length=180, help_text="Name nobody. For example, the complainant asks what became of her complaint"
    )
    send = "Make it urgent"


class ReasonForm(CaseworkForm):
    """Why is it opened again?"""

    reason = forms.CharField(
        label="What is new, or was overlooked?",
        help_text="What had replaced it stays on record.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    send = "Open it again"


class ContactForm(CaseworkForm):
    """A contact with the recipient about the notice."""

    at = MomentField(label="When was the contact?")
    how = forms.ChoiceField(label="How was it?", choices=[("", "Choose"), *NoticeContactHow.choices])
    said = forms.CharField(label="What was said?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False)
    vulnerability = forms.CharField(
        label="What is known of the recipient's vulnerability?",
        help_text="Mental health, illness, learning disability, loss, drink or drugs, loneliness. Leave empty if nothing was found.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    suicide_risk = forms.ChoiceField(
        label="What was found of the risk of suicide or self-harm?", choices=RecipientRisk.choices, widget=forms.RadioSelect
    )
    referral = forms.ChoiceField(label="What became of the duty to refer?", choices=DutyToRefer.choices, widget=forms.RadioSelect)
    referred_to = forms.CharField(label="To whom?", max_length=120, required=False)
    referred_at = MomentField(label="When was it made?", required=False)
    why_not = forms.CharField(label="Why not?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    look = {
        "suicide_risk": {"hints": {"IMMEDIATE": "Ring 999 first, then record it here"}},
        "referral": {"show": {"MADE": ["referred_to", "referred_at"], "NOT_MADE": ["why_not"]}},
    }
    send = "Save the contact"


class SettleForm(CaseworkForm):
    """What was found about the doubts?"""

    note = forms.CharField(label="What did you find?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False)
    send = "The doubts are settled"


class ConcludeForm(CaseworkForm):
    """What professional standards found."""

    conclusion = forms.CharField(
        label="What did you find, and what follows?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    send = "Conclude"


class PaperForm(CaseworkForm):
    """A paper as it would go to the suspect."""

    title = forms.CharField(label="What is its title?", max_length=200, required=False)
    text = forms.CharField(label="What does it say?", widget=forms.Textarea(attrs={"rows": 10}), max_length=20000)
    send = "Check it"

    def paper(self) -> Paper:
        """The paper for the service."""
        return Paper(self.cleaned_data["text"], self.cleaned_data["title"])


class ExceptionForm(PaperForm):
    """Let one paper through, word for word."""

    reason = forms.CharField(
        label="Why must this paper go out as it is?",
        help_text="Professional standards read this, and the paper.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    send = "Let it through"
