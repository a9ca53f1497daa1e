"""The forms of receipts and discrepancies."""

from typing import Any

from django import forms

from casework.evidence.models import Discrepancy
from casework.pages.forms import CaseworkForm

TOOK, OTHERWISE = "TOOK", "OTHERWISE"


class ReceiptForm(CaseworkForm):
    """Did the person take it over as the ledger says. `sealed`: it was sealed then, so the number is read on the bag."""

    answer = forms.ChoiceField(
        label="Did you take it over as the ledger says?",
        choices=[(TOOK, "Yes, as it says"), (OTHERWISE, "No: something does not agree")],
        widget=forms.RadioSelect,
    )
    seal_read = forms.CharField(
        label="Which number was on the bag?", max_length=30, required=False, help_text="Read it on the bag, not on this screen"
    )
    words = forms.CharField(label="What does not agree?", widget=forms.Textarea(attrs={"rows": 3}), max_length=300, required=False)
    look = {"answer": {"show": {TOOK: ["seal_read"], OTHERWISE: ["words"]}}, "seal_read": {"width": 20}}
    send = "Save the answer"

    def __init__(self, *args: Any, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sealed:
            del self.fields["seal_read"]
            self.look = {"answer": {"show": {OTHERWISE: ["words"]}}}


class ResolveForm(CaseworkForm):
    """What came of a discrepancy."""

    outcome = forms.ChoiceField(label="What came of it?", choices=Discrepancy.Outcome.choices, widget=forms.RadioSelect)
    found_out = forms.CharField(label="What was found out?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    evidence = forms.CharField(
        label="What does that rest on?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text="A statement, a video or a file of the case, so that another can find it",
    )
    send = "Resolve the discrepancy"
