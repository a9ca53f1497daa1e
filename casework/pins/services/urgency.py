"""What makes a notice urgent: R38 then runs from that moment, and whoever reviews it is told."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import sees
from casework.access.writing import change
from casework.audit.record import changed
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.outbox.services import Letter, send_all
from casework.pins import rules
from casework.pins.models import Notice
from casework.pins.services.reach import require_notice
from casework.staff.models import Role, User
from casework.staff.selectors import holding


def hasten(notice: Notice, *, why: str, at: datetime, actor: Any) -> None:
    """Make it urgent, inside the caller's transaction. `why` completes "the date changed because ..." and names nobody."""
    if not Notice.objects.filter(pk=notice.pk, urgent=False).update(urgent=True, urgent_why=(why[0].upper() + why[1:])[:200]):
        return
    notice.urgent, notice.urgent_why = True, why[0].upper() + why[1:]
    changed("UPDATE", actor=actor, action="notice.urgent", subject=notice, case_id=notice.case_id, after={"urgent": True})
    clocks.recompute("R38", subject=notice, on=at, inputs={"urgent": True}, actor=actor, why=why)
    _tell(notice, actor)


def _tell(notice: Notice, actor: Any) -> None:
    """Tell the reviewer: the case's owner, else the officer who has it, else the supervisors of its unit."""
    case = notice.case
    people = [user for user in (case.owner if case else notice.reviewer, case.supervisor if case else None) if user is not None]
    if case is None and not people:
        people = list(User.objects.filter(pk__in=_supervisors(notice), is_active=True, deactivated_at__isnull=True))
    send_all(
        [
            Letter(
                user.pk,
                f"notice-urgent:{notice.pk}:{notice.urgent_why[:40]}",
                f"Legacy notice {notice.reference} is urgent: review it within the day",
                f"{notice.urgent_why}. A notice is evidence of what its recipient knew; it is not an order and was not broken.",
                case.reference if case else notice.reference,
                case.pk if case else None,
                reverse("pin-detail", args=[notice.reference]),
                action_due=True,
            )
            for user in people
            if user != actor and (case is None or sees(user, case))
        ]
    )


def _supervisors(notice: Notice) -> set[int]:
    held = holding(Role.SUPERVISOR, timezone.localdate(), notice.force_id)
    return {user for user, unit in held if unit in (None, notice.unit_id)}


def say_urgent(*, actor: User, notice: Notice, why: str, at: datetime | None = None) -> Notice:
    """A person says that a notice is urgent, for example because the victim asks what became of it."""
    require_notice(actor, "pin.hasten", notice)
    with change(actor, "pin.hasten", notice.case) as ch:
        problems = rules.urgency_problems(notice, why)
        if problems:
            raise GuardFailed(problems)
        why = " ".join(why.split())
        hasten(notice, why=why[0].lower() + why[1:], at=at or ch.now, actor=actor)
        if notice.case is not None:
            ch.event("notice.urgent", f"Legacy notice {notice.reference} is urgent", subject=notice, occurred_at=at)
    return notice
