"""Telling administrators in good time that the known bank holidays run out."""

from datetime import date

from casework.law.calendar import runs_out
from casework.outbox.services import Letter, send_all
from casework.policies.selectors import law_of
from casework.staff.models import Force, Role
from casework.staff.selectors import holding


def warn_of_last_years(today: date) -> int:
    """One message a month to each administrator of a force whose bank holidays are known for this year and the next at most."""
    letters = []
    for force in Force.objects.order_by("pk"):
        last = law_of(force.pk, today).last_year
        if not runs_out(last, today):
            continue
        for pk in sorted({pk for pk, _ in holding(Role.ADMIN, today, force.pk)}):
            letters.append(
                Letter(
                    user_id=pk,
                    key=f"holidays-run-out:{force.pk}:{today:%Y-%m}",
                    title=f"Bank holidays are known only up to {last}",
                    text=f"Dates that count working days into {last + 1} cannot be worked out. Enter the year and have it approved.",
                    path="/rules/holidays/",
                )
            )
    return send_all(letters)
