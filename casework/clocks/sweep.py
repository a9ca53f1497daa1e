"""The sweep: claims the reminders that are due, in batches, and writes their messages in the same transaction.

Any number of sweeps may run at once and any may die at any instant: a batch is one transaction, rows being worked on are skipped by the
others, and the database keeps one row per key. A tick that was missed is caught up by the next one.
"""

import time
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import connection, transaction
from django.utils import timezone

from casework.access.scope import remembered
from casework.clocks import reminding
from casework.clocks.models import Clock, Heartbeat, Reminder
from casework.clocks.recipients import Recipients
from casework.law.spans import seconds_from
from casework.law.when import day_of
from casework.outbox.services import Letter, send_all

log = structlog.get_logger(__name__)

BATCH = 500
PATIENCE_SECONDS = 60.0
TRY_AGAIN_SECONDS = 3600

CLAIM = """
WITH due AS (
  SELECT id FROM casework_reminder WHERE state = 'WAITING' AND try_at <= %(now)s
  ORDER BY try_at, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
)
UPDATE casework_reminder AS r SET state = 'SENT', claimed_at = %(now)s FROM due WHERE r.id = due.id
RETURNING r.id, r.clock_id, r.generation, r.stage, r.slot, r.due_at, r.unfilled_since
"""
FILL = """
UPDATE casework_reminder AS r SET user_id = given.person FROM unnest(%s::bigint[], %s::bigint[]) AS given(id, person) WHERE r.id = given.id
"""


@dataclass(frozen=True)
class Swept:
    """What a sweep did: reminders claimed, people told; and `late`, how many open clocks are past their date now."""

    claimed: int
    sent: int
    late: int


def sweep(*, now: datetime | None = None, batch: int = BATCH, patience: float = PATIENCE_SECONDS) -> Swept:
    """Send every reminder that is due at `now`; stops between batches after `patience` seconds, the rest is for the next tick."""
    started = time.monotonic()
    claimed = sent = 0
    while True:
        taken, told = sweep_batch(now or timezone.now(), batch)
        claimed, sent = claimed + taken, sent + told
        if taken < batch or time.monotonic() - started > patience:
            break
    at = now or timezone.now()
    late = Clock.objects.filter(state=Clock.OPEN, overdue_from__lte=at).count()
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": at, "detail": {"claimed": claimed, "sent": sent}})
    return Swept(claimed, sent, late)


def sweep_batch(now: datetime, batch: int) -> tuple[int, int]:
    """One batch in a transaction of its own: (claimed, people told). Durable: refuses to run inside another transaction."""
    with transaction.atomic(durable=True), remembered():
        reminders = claim(now, batch)
        if not reminders:
            return 0, 0
        clocks = Clock.objects.select_related("case").in_bulk({each.clock_id for each in reminders})
        live, stale = [], []
        for each in reminders:
            clock = clocks[each.clock_id]
            (live if clock.state == Clock.OPEN and clock.generation == each.generation else stale).append(each)
        if stale:
            Reminder.objects.filter(pk__in=[each.pk for each in stale]).update(state=Reminder.CANCELLED, claimed_at=None)
        told = _tell(live, clocks, now)
        return len(reminders), told


def claim(now: datetime, batch: int) -> list[Reminder]:
    """Take up to `batch` due reminders for this transaction, the longest due first, passing over what others hold."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "batch": batch})
        names = ("id", "clock_id", "generation", "stage", "slot", "due_at", "unfilled_since")
        return [Reminder(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _tell(reminders: list[Reminder], clocks: dict[int, Clock], now: datetime) -> int:
    recipients = Recipients(clocks.values())
    letters: list[Letter] = []
    filled: dict[int, int] = {}
    unfilled: list[Reminder] = []
    for each in sorted(reminders, key=lambda one: one.pk):
        clock = clocks[each.clock_id]
        found = recipients.find(clock, each.slot)
        if found is None:
            unfilled.append(each)
        else:
            filled[each.pk] = found.user.pk
            letters.append(reminding.letter(each, clock, found))
    if filled:
        with connection.cursor() as cursor:
            cursor.execute(FILL, [list(filled.keys()), list(filled.values())])
    told = send_all(letters)
    if unfilled:
        _postpone(unfilled, clocks, recipients, now)
    return told


def _postpone(reminders: list[Reminder], clocks: dict[int, Clock], recipients: Recipients, now: datetime) -> None:
    """Nobody may be told: look again in an hour, and tell the unit's managers, without saying which case, once a day."""
    for each in reminders:
        each.state, each.claimed_at = Reminder.WAITING, None
        each.try_at = seconds_from(now, TRY_AGAIN_SECONDS)
        each.unfilled_since = each.unfilled_since or now
    Reminder.objects.bulk_update(reminders, ["state", "claimed_at", "try_at", "unfilled_since"])
    log.warning("reminders_unfilled", count=len(reminders))
    day = day_of(now)
    letters = {}
    for each in reminders:
        for manager in recipients.managers(clocks[each.clock_id]):
            letters[manager.pk] = Letter(
                user_id=manager.pk,
                key=f"unfilled:{day.isoformat()}",
                title="A reminder in your unit has nobody to go to",
                text="Somebody who works on a case in your unit, or stands in for them, must be able to be told. "
                "Look at who is away, who is their deputy, and who supervises.",
                path="/workload/",
            )
    send_all(list(letters.values()))
