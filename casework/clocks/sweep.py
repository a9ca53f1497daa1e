"""The sweep: claims the reminders that are due, in batches, and writes their messages in the same transaction.

Any number of sweeps may run at once and any may die at any instant: a batch is one transaction, rows being worked on are skipped by the
others, and the database keeps one row per key. A tick that was missed is caught up by the next one.
"""

import time
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from casework.clocks import claiming, reminding
from casework.clocks.claiming import Due
from casework.clocks.models import Clock, Heartbeat, Reminder
from casework.clocks.recipients import Recipients
from casework.law.spans import seconds_from
from casework.law.when import day_of
from casework.outbox.services import Letter, send_all

log = structlog.get_logger(__name__)

BATCH = 500
PATIENCE_SECONDS = 60.0
TRY_AGAIN_SECONDS = 3600


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
    with transaction.atomic(durable=True):
        taken = claiming.claim(now, batch)
        if not taken:
            return 0, 0
        stale = [each.reminder_id for each in taken if not each.live]
        if stale:
            Reminder.objects.filter(pk__in=stale).update(state=Reminder.CANCELLED)
        return len(taken), tell([each for each in taken if each.live], now)


def tell(taken: list[Due], now: datetime) -> int:
    """Fill the slots of these claimed reminders and write their messages; how many are new."""
    recipients = Recipients(taken)
    letters: list[Letter] = []
    people: dict[int, int] = {}
    unfilled: list[Due] = []
    for each in taken:
        found = recipients.find(each, each.slot)
        if found is None:
            unfilled.append(each)
        else:
            people[each.reminder_id] = found.user_id
            letters.append(reminding.letter(each, found))
    claiming.mark_sent(people, now)
    told = send_all(letters)
    if unfilled:
        _postpone(unfilled, recipients, now)
    return told


def _postpone(unfilled: list[Due], recipients: Recipients, now: datetime) -> None:
    """Nobody may be told: look again in an hour, and tell the unit's managers, without saying which case, once a day."""
    claiming.put_back([each.reminder_id for each in unfilled], seconds_from(now, TRY_AGAIN_SECONDS), now)
    log.warning("reminders_unfilled", count=len(unfilled))
    managers = {pk for each in unfilled for pk in recipients.managers(each)}
    send_all(
        [
            Letter(
                user_id=pk,
                key=f"unfilled:{day_of(now).isoformat()}",
                title="A reminder in your unit has nobody to go to",
                text="Somebody who works on a case in your unit, or stands in for them, must be able to be told. "
                "Look at who is away, who is their deputy, and who supervises.",
                path="/workload/",
            )
            for pk in sorted(managers)
        ]
    )
