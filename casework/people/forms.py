"""Forms about protected facts."""

from django import forms
from django.utils import timezone

from casework.pages.forms import CaseworkForm, DayField, SentenceField
from casework.people.models import FactKind


class FactForm(CaseworkForm):
    """A protected fact to be recorded."""

    kind = forms.ChoiceField(label="What is it?", choices=FactKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="The fact itself",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="An address with its postcode, a telephone number, a registration mark. It is stored encrypted and shown as “protected”.",
    )
    why = forms.CharField(label="How is it known?", max_length=200, required=False, help_text="Never the fact itself")
    valid_from = DayField(label="Since when?", required=False)
    valid_to = DayField(label="Until when, if it has ended?", required=False)
    send = "Save, protected"


class RevealForm(CaseworkForm):
    """Why it is needed now."""

    reason = SentenceField(label="Why do you need to see it?", min_length=10, max_length=200, rows=2)
    send = "Show it once"


class EndFactForm(CaseworkForm):
    """The fact stopped being true."""

    on = DayField(label="What was the last day?", not_after=timezone.localdate)
    why = forms.CharField(label="How is it known?", max_length=200, help_text="Never the fact itself")
    send = "Save"
