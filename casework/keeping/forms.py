"""The forms of what is kept, held, let go and asked for."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.evidence.models import ExhibitPlan
from casework.keeping.models import Asker, HoldKind, Method, PropertyRequest, Release, To
from casework.pages.forms import CaseworkForm, MomentField

YES, NO = "yes", "no"
LATE = "If this is written down more than 24 hours later, why?"


def words(label: str, *, rows: int = 3, most: int = 300, hint: str = "", needed: bool = True) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, help_text=hint, required=needed)


class ReviewForm(CaseworkForm):
    """Is the item still kept."""

    copy_suffices = forms.ChoiceField(
        label="Would a photograph or a copy suffice?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.RadioSelect,
        help_text="PACE 1984 s.22(4): then it may not be kept as evidence or for forensic examination",
    )
    copy_reason = words("Why, or why not?", rows=2)
    plan = forms.ChoiceField(label="What becomes of it?", choices=ExhibitPlan.Plan.choices, widget=forms.RadioSelect)
    reason = words("Why is it necessary to keep it, or not any more?")
    send = "Save the review"

    def values(self) -> dict[str, Any]:
        """Keywords for the service."""
        return self.cleaned_data | {"copy_suffices": self.cleaned_data["copy_suffices"] == YES}


class HoldForm(CaseworkForm):
    """Why an item may not go."""

    kind = forms.ChoiceField(label="Why may it not go?", choices=HoldKind.choices, widget=forms.RadioSelect)
    reason = words("Say more", rows=2, hint="Everyone who reads the exhibit reads this: no legal advice here")
    send = "Place the hold"


class LiftForm(CaseworkForm):
    """Why a hold is lifted."""

    reason = words("Why is the hold lifted?", rows=2)
    send = "Lift the hold"


class AskForm(CaseworkForm):
    """Ask that an item goes."""

    kind = forms.ChoiceField(label="What is to become of it?", choices=Release.Kind.choices, widget=forms.RadioSelect)
    to = forms.ChoiceField(label="To whom does it go back?", choices=To.choices, widget=forms.RadioSelect, required=False)
    danger = words(
        "If it goes back to the suspect: what does that mean for the risk, the victim and any order’s terms on devices?",
        most=2000,
        needed=False,
    )
    method = forms.ChoiceField(label="How is it disposed of?", choices=Method.choices, widget=forms.RadioSelect, required=False)
    reason = words("Why can it go?", rows=2)
    look = {"kind": {"show": {"RETURN": ["to", "danger"], "DISPOSE": ["method"]}}, "to": {"small": True}, "method": {"small": True}}
    send = "Ask for authority"


class DecideForm(CaseworkForm):
    """Authorise or refuse. `disposes`: it is to be disposed of, so the CPIA code is checked."""

    answer = forms.ChoiceField(
        label="Do you authorise it?", choices=[(YES, "Yes, I authorise it"), (NO, "No, I refuse it")], widget=forms.RadioSelect
    )
    disclosure_checked = forms.BooleanField(label="I have checked that the CPIA code no longer keeps it", required=False)
    decision = words("Reason (needed when you refuse)", rows=2, needed=False)
    send = "Save the decision"

    def __init__(self, *args: Any, disposes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not disposes:
            del self.fields["disclosure_checked"]

    def values(self) -> dict[str, Any]:
        """Keywords for the service."""
        given = dict(self.cleaned_data)
        return {"authorise": given.pop("answer") == YES, **given}


class WithdrawForm(CaseworkForm):
    """Why it is not asked for any more."""

    decision = words("Why is it withdrawn?", rows=2)
    send = "Withdraw the request"


class CarryForm(CaseworkForm):
    """What was done. `returns`: given back, not disposed of; `to_victim`: the address is read back."""

    identity = forms.CharField(
        label="How was it checked who takes it?", max_length=200, help_text="Such as “passport seen”; no number of a document belongs here"
    )
    signed = forms.CharField(label="Who signed for it?", max_length=120, help_text="In what capacity, such as “the owner”")
    read_back = forms.BooleanField(label="The address was read back masked, and agreed", required=False)
    witness = forms.CharField(label="Who saw it done?", max_length=120, help_text="A colleague’s name and collar number")
    at = MomentField(label="When was it?")
    late_reason = forms.CharField(label=LATE, max_length=300, required=False)

    def __init__(self, *args: Any, returns: bool, to_victim: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("witness",) if returns else ("identity", "signed", "read_back"):
            del self.fields[name]
        if returns and not to_victim:
            del self.fields["read_back"]
        self.initial.setdefault("at", timezone.now())
        self.send = "Record the return" if returns else "Record the disposal"


class RequestForm(CaseworkForm):
    """What somebody asks of what was seized from them."""

    kind = forms.ChoiceField(label="What is asked for?", choices=PropertyRequest.Kind.choices, widget=forms.RadioSelect)
    asker = forms.ChoiceField(label="Who asks?", choices=Asker.choices, widget=forms.RadioSelect)
    items = forms.CharField(label="Of which items?", max_length=300)
    received_at = MomentField(label="When did the request come in?")
    send = "Save the request"


class AnswerForm(CaseworkForm):
    """What became of a request. `refusable`: access and copies may be refused, a record may not."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        choices=[(YES, "It was supplied"), (NO, "It is refused: it would prejudice an investigation or proceedings")],
        widget=forms.RadioSelect,
    )
    answer = words("What was supplied and how, or what would be prejudiced?", most=2000)
    at = MomentField(label="When was it?")
    send = "Save the answer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())

    def values(self) -> dict[str, Any]:
        """Keywords for the service."""
        given = dict(self.cleaned_data)
        return {"supply": given.pop("outcome") == YES, **given}
