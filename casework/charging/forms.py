"""Forms of charging."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.cases.models import Case
from casework.charging import selectors
from casework.charging.models import Category, ChargeMethod, CodeTest, CourtResult, CpsReferral
from casework.custody.forms import YES_NO, SuspectForm
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField
from casework.pages.rows import RowsForm
from casework.reports import selectors as reports
from casework.reports.offences import Offence


class BeginForm(SuspectForm):
    """Begin a referral to the prosecutors."""

    send = "Begin the referral"
    look = {"offences": {"small": True}}

    category = forms.ChoiceField(
        label="How soon is a decision needed?", choices=Category.choices, initial=Category.GREEN, widget=forms.RadioSelect
    )
    offences = forms.MultipleChoiceField(
        label="Which charges are proposed?", choices=Offence.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    considered = SentenceField(
        label="Which stalking charge was considered, and why is it proposed or not?",
        min_length=20,
        help_text="Stalking first: s.2A and s.4A are both considered",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.initial.setdefault("offences", reports.offences(case))


class PartForm(CaseworkForm):
    """Where a part of the pack is, or why it does not apply."""

    send = "Save"

    applies = forms.ChoiceField(
        label="Is it there?",
        choices=[("yes", "Yes: it is attached, or stands in another system"), ("no", "It does not apply")],
        widget=forms.RadioSelect,
    )
    note = SentenceField(
        label="Where is it, or why does it not apply?", min_length=3, rows=3, help_text="A reference such as MG11/3. No address"
    )


class ApproveForm(CaseworkForm):
    """A supervisor approves the pack and names the prosecutor, or sends it back."""

    send = "Save the decision"
    look = {"agreed": {"show": {"yes": ["prosecutor"], "no": ["reason"]}}}

    agreed = forms.ChoiceField(
        label="Does the pack go to the CPS?", choices=[("yes", "Yes"), ("no", "No, it goes back")], widget=forms.RadioSelect
    )
    prosecutor = forms.ModelChoiceField(
        label="Which prosecutor reads it?", queryset=None, required=False, empty_label="Choose", help_text="The file is granted by name"
    )
    reason = forms.CharField(label="What is to be mended?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prosecutor"].queryset = selectors.prosecutors(case)  # type: ignore[attr-defined]


class DecideForm(CaseworkForm):
    """The prosecutors' decision."""

    send = "Record the decision"
    look = {"charge": {"show": {"yes": ["decided_offences"]}}, "decided_offences": {"small": True}}

    charge = forms.ChoiceField(label="What is decided?", choices=[("yes", "Charge"), ("no", "No charge")], widget=forms.RadioSelect)
    decided_offences = forms.MultipleChoiceField(
        label="Which offences are charged?", choices=Offence.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    code_test = forms.ChoiceField(label="Which test was applied?", choices=CodeTest.choices, widget=forms.RadioSelect)
    reasons = SentenceField(label="Reasons", min_length=20, help_text="The officer and the supervisor read them")

    def __init__(self, *args: Any, referral: CpsReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("decided_offences", referral.offences)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return data | {"charge": data["charge"] == "yes", "offences": data.pop("decided_offences")}


class PlanForm(RowsForm):
    """What the prosecutors ask for."""

    send = "Send the action plan"
    row_prefix, row_title, first, step, most = "items", "Thing to do", 3, 2, 30
    row_fields = {
        "what": forms.CharField(label="What is to be done?", max_length=300),
        "due_on": DayField(label="By when?", help_text="Left empty, force policy sets the date"),
    }


class NoteForm(CaseworkForm):
    """A few words on what was done."""

    send = "It is done"

    note = SentenceField(label="What was done, and where is it?", min_length=3, rows=3)


class CommentForm(CaseworkForm):
    """A comment on a referral."""

    send = "Send the comment"

    text = SentenceField(
        label="What do you want to say?", min_length=3, help_text="Everybody who reads the referral reads it. No legal advice"
    )


class ConfirmForm(CaseworkForm):
    """Nothing to type."""


class ChargeForm(CaseworkForm):
    """The charge that was laid."""

    send = "Record the charge"
    look = {"urn": {"width": 20}, "offences": {"small": True}}

    at = MomentField(label="When was the charge laid?")
    offences = forms.MultipleChoiceField(
        label="Which offences?", widget=forms.CheckboxSelectMultiple, required=False, help_text="Those that the CPS decided on"
    )
    method = forms.ChoiceField(label="How?", choices=ChargeMethod.choices, initial=ChargeMethod.CHARGE, widget=forms.RadioSelect)
    urn = forms.CharField(label="Unique reference number", max_length=20, help_text="Such as 48NM0104726")
    court = forms.CharField(label="To which court?", max_length=120)
    first_hearing_at = MomentField(label="When is the first hearing?", required=False)

    def __init__(self, *args: Any, referral: CpsReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())
        self.fields["offences"].choices = [(code, Offence(code).label) for code in referral.decided_offences]  # type: ignore[attr-defined]
        self.initial.setdefault("offences", referral.decided_offences)


class HearingForm(CaseworkForm):
    """A hearing and what came of it."""

    send = "Record the hearing"
    look = {
        "result": {
            "show": {"ADJOURNED": ["next_hearing_at"], "CONVICTED": ["sentence"]},
        },
        "restraining_order": {"show": {"no": ["restraining_note"]}},
        "lesser_plea": {"show": {"on": ["lesser_plea_checked"]}},
    }

    held_at = MomentField(label="When was the hearing?")
    result = forms.ChoiceField(label="What came of it?", choices=CourtResult.choices, widget=forms.RadioSelect)
    next_hearing_at = MomentField(label="When does it go on?", required=False)
    sentence = forms.CharField(label="Sentence", required=False, max_length=1000, help_text="Or that it is still to come")
    lesser_plea = forms.BooleanField(label="A plea to harassment in place of stalking was offered", required=False)
    lesser_plea_checked = forms.CharField(
        label="How was it checked with police and victim?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    restraining_order = forms.ChoiceField(
        label="Was a restraining order made?",
        choices=[("", "Not decided yet"), *YES_NO],
        widget=forms.RadioSelect,
        required=False,
        help_text="Possible on conviction and on acquittal",
    )
    restraining_note = forms.CharField(label="Why not?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def values(self) -> dict[str, Any]:
        """Fields of CourtEvent."""
        data = dict(self.cleaned_data)
        return data | {"restraining_order": {"yes": True, "no": False}.get(data["restraining_order"])}


class ProtocolForm(CaseworkForm):
    """One point of the protocol."""

    send = "Save the answer"
    look = {"done": {"inline": True}}

    done = forms.ChoiceField(label="Was it done?", choices=YES_NO, widget=forms.RadioSelect)
    note = SentenceField(label="On what does this rest?", min_length=10, rows=3)


class LimitForm(CaseworkForm):
    """How the limit came to pass."""

    send = "Save the answer"

    answer = SentenceField(label="How did it come to that, and what is done for the victim now?", min_length=20)
