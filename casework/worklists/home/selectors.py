"""What the first page shows, each part by a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.access.models import RoleTask
from casework.access.predicate import holds, visible
from casework.access.scope import scope
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.clocks.selectors import due_from
from casework.law.spans import days_from, seconds_from, start_of
from casework.outbox.models import InAppMessage
from casework.outbox.selectors import messages_of
from casework.worklists.messages.selectors import Shown, shown

DUE, WEEK, CHANGED, MESSAGES, QUEUE = 50, 7, 10, 5, 10


@dataclass(frozen=True)
class Due:
    """Open dates of this person: late or due today, and those of the next seven days."""

    now: Sequence[Clock]
    week: Sequence[Clock]
    capped: bool


def due(user: Any) -> Due:
    """What is due from this person within the week, as owner, supervisor, deputy or by role."""
    today = timezone.localdate()
    tomorrow = start_of(days_from(today, 1))
    # A date that ends with a day is overdue from the next day's first instant.
    rows = due_from(user, seconds_from(start_of(days_from(today, WEEK + 1)), 1), DUE)
    near = [clock for clock in rows if _by(clock, tomorrow)]
    return Due(near, [clock for clock in rows if not _by(clock, tomorrow)], len(rows) == DUE)


def _by(clock: Clock, end: datetime) -> bool:
    return clock.overdue_from is not None and clock.overdue_from <= end


@dataclass(frozen=True)
class Changed:
    """Something that someone else did in a case of this person since they last opened it."""

    reference: str
    text: str
    recorded_at: datetime
    by: str


# For each own open case the newest few lines by others since it was last opened: each case costs one step into its index.
_CHANGED = """
SELECT c.reference, e.text, e.recorded_at, coalesce(trim(u.first_name || ' ' || u.last_name), '')
FROM (SELECT id, reference FROM casework_case WHERE owner_id = %(me)s AND is_open AND id = ANY(%(ids)s)) AS c
LEFT JOIN casework_lastseen s ON s.case_id = c.id AND s.user_id = %(me)s
CROSS JOIN LATERAL (
  SELECT text, recorded_at, actor_id, case_id FROM casework_caseevent
  WHERE case_id = c.id ORDER BY occurred_at DESC, id DESC LIMIT 5
) AS e
LEFT JOIN casework_user u ON u.id = e.actor_id
WHERE e.recorded_at > coalesce(s.at, '-infinity') AND e.actor_id IS DISTINCT FROM %(me)s
ORDER BY e.recorded_at DESC LIMIT %(most)s
"""


def changed(user: Any) -> list[Changed]:
    """What others did in the person's own cases since each was last opened, newest first."""
    ids = list(visible(user, "case.view").filter(owner_id=user.pk, is_open=True).values_list("pk", flat=True)[:200])
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"me": user.pk, "ids": ids, "most": CHANGED})
        return [Changed(reference, text, at, by) for reference, text, at, by in cursor.fetchall()]


def messages(user: Any) -> list[Shown]:
    """The newest unread messages."""
    rows: QuerySet[InAppMessage] = messages_of(user, unread=True)
    return shown(user, rows.order_by("-id")[:MESSAGES])


@dataclass(frozen=True)
class Waiting:
    """Open work of the person's roles, oldest first; `more` when there is more than is shown."""

    rows: Sequence[RoleTask]
    more: bool


def role_work(user: Any) -> Waiting:
    """Open work for the person's roles on cases they reach by it."""
    now = scope(user)
    ids = {case for cases in now.tasks.values() for case in cases} - now.conflicted
    if not ids:
        return Waiting((), False)
    mine = Q()
    for held in now.held:
        mine |= Q(role=held.role, force_id=held.force_id)
    open_cases = Case.objects.filter(pk=OuterRef("case_id")).filter(Q(restricted=False) | Q(pk__in=now.listed))
    rows = list(
        RoleTask.objects.filter(mine, Exists(open_cases), closed_at__isnull=True)
        .exclude(case_id__in=now.conflicted)
        .select_related("case")
        .order_by("opened_at", "pk")[: QUEUE + 1]
    )
    return Waiting(rows[:QUEUE], len(rows) > QUEUE)


def unallocated(user: Any) -> Sequence[Case]:
    """Open cases without an owner that this person may allocate, the nearest date first; a few more than are shown tells of more."""
    if not holds(user, "case.allocate"):
        return ()
    rows = visible(user, "case.allocate").filter(is_open=True, owner__isnull=True).exclude(state="REPORTED")
    return list(rows.order_by("next_deadline", "pk")[: QUEUE + 1])
