"""The period of the figures."""

from datetime import date

from django.utils import timezone

from casework.law.spans import first_of_month
from casework.pages.forms import CaseworkForm, DayField


class PeriodForm(CaseworkForm):
    """From and to, both included; without them the quarter that runs."""

    first = DayField(label="From", required=False, help_text="")
    last = DayField(label="To", required=False, help_text="")
    send = "Show"

    def period(self) -> tuple[date, date]:
        """(first, last) day."""
        today = timezone.localdate()
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        first = given.get("first") or first_of_month(today, -((today.month - 1) % 3))
        last = given.get("last") or today
        return (first, last) if first <= last else (last, first)
