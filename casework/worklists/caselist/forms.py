"""The filters above a list of cases."""

from django import forms

from casework.cases.flow import STATES
from casework.cases.models import Grade
from casework.pages.forms import CaseworkForm
from casework.reports.offences import Offence

# Offences by code, and the two classes that are asked for most: stalking as the principal crime, and stalking among the included ones.
OFFENCES = [("principal-stalking", "Stalking, principal"), ("included-stalking", "Stalking, included only"), *Offence.choices]


class FilterForm(CaseworkForm):
    """Sent by GET, so that a filtered list can be kept as a bookmark and comes back with Back."""

    text = forms.CharField(label="Reference", required=False, max_length=30)
    state = forms.ChoiceField(label="Stage", required=False, choices=[("", "Any"), *STATES])
    grade = forms.ChoiceField(label="Risk", required=False, choices=[("", "Any"), *reversed(Grade.choices), ("NONE", "Not assessed")])
    offence = forms.ChoiceField(label="Recorded as, or including", required=False, choices=[("", "Any"), *OFFENCES])
    overdue = forms.BooleanField(label="Only with a date that has passed", required=False)
    closed = forms.BooleanField(label="Closed cases instead", required=False)
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("next", "Next date"), ("risk", "Risk, highest first"), ("age", "Age, oldest first")]
    )
    look = {
        "text": {"width": 20, "size": "s"},
        "overdue": {"small": True},
        "closed": {"small": True},
    }
    send = "Apply"
