"""The form of the scanner's bench."""

from typing import Any

from django import forms

from casework.evidence import scanning
from casework.pages.forms import CaseworkForm
from casework.staff.models import User


class ScanForm(CaseworkForm):
    """One code after another; what was scanned before travels along, so that nothing is lost without script."""

    code = forms.CharField(
        label="Scan a label or a seal, or type it",
        max_length=80,
        required=False,
        help_text="A label reads STK-2026-000417 AJM/1, a seal B10044213",
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    codes = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000, strip=False)
    kind = forms.ChoiceField(
        label="What happens to all of them?",
        choices=[*scanning.KINDS, (scanning.COUNT, "Nothing: I count a shelf")],
        widget=forms.RadioSelect,
        required=False,
    )
    to_place = forms.CharField(label="Where are they put, or which shelf is it?", max_length=120, required=False)
    to_user = forms.ModelChoiceField(label="Or who took them over?", queryset=User.objects.none(), required=False, empty_label="Choose")
    purpose = forms.CharField(label="What for? (optional)", max_length=300, required=False)
    look = {"code": {"width": 20}, "kind": {"small": True}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user"].queryset = people

    def all_codes(self) -> list[str]:
        """What was scanned before, and the code just scanned."""
        before = [line for line in self.cleaned_data.get("codes", "").splitlines() if line.strip()]
        code = self.cleaned_data.get("code", "").strip()
        return list(dict.fromkeys([*before, *([code] if code else [])]))
