"""What the reader of a trail may narrow it to."""

from typing import Any

from django import forms
from django.db.models import Q

from casework.law.spans import days_from, start_of
from casework.pages.forms import CaseworkForm, DayField
from casework.trail.words import GROUPS


class FilterForm(CaseworkForm):
    """Kind of event and days, both inclusive. Sent by GET."""

    what = forms.ChoiceField(
        label="What happened", choices=[("", "Everything"), *((key, words) for key, (words, _) in GROUPS.items())], required=False
    )
    since = DayField(label="From", required=False, help_text="For example, 27/3/2026")
    until = DayField(label="To", required=False, help_text="This day included")

    send = "Show"
    look = {"since": {"width": 10}, "until": {"width": 10}}

    def clean(self) -> dict[str, Any]:
        """The two days must stand in order."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter the same day as “From”, or a later one")
        return data

    def condition(self) -> Q:
        """The events asked for; everything while the form has something to mend."""
        if not self.is_bound or not self.is_valid():
            return Q()
        data = self.cleaned_data
        wanted = GROUPS[data["what"]][1] if data["what"] else Q()
        if data["since"]:
            wanted &= Q(at__gte=start_of(data["since"]))
        if data["until"]:
            wanted &= Q(at__lt=start_of(days_from(data["until"], 1)))
        return wanted


class FindForm(CaseworkForm):
    """Whose or what trail."""

    q = forms.CharField(
        label="Whose trail, or which record’s?",
        help_text="A name, user name or collar number of a member of staff, or a reference such as STK-2026-000417",
        max_length=80,
    )
    send = "Find"
    look = {"q": {"width": 20}}
