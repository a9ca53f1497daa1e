"""Telling the administrators that e-mail did not get through."""

from django.utils import timezone

from casework.outbox.services import Letter, send_all
from casework.staff.models import Role
from casework.staff.selectors import holding


def dead_letters() -> None:
    """One in-app message a day to each administrator; the page of undelivered messages has the rest. Names no case."""
    day = timezone.localdate()
    send_all(
        [
            Letter(
                user_id=pk,
                key=f"dead-letters:{day.isoformat()}",
                title="Some e-mail could not be delivered",
                text="The people concerned still have the message here, under Messages. See which addresses failed and send again.",
                path="/staff/undelivered/",
                by_email=False,
            )
            for pk in {pk for pk, _ in holding(Role.ADMIN, day)}
        ]
    )
