"""The reminder sweep against what it could be: one statement, bare SQL without permission checks, one Celery message a reminder.

`measure()` makes its own people, cases and reminders in the database it is given, times the variants in turn, asserts that they write the
same messages, and removes everything again. It returns a row a goal, in the shape of `manage.py benchmark`.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from casework.access.scope import remembered
from casework.cases.models import Case
from casework.clocks import claiming
from casework.clocks.models import Clock, Reminder
from casework.clocks.sweep import sweep, tell
from casework.law.spans import days_from, seconds_from
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.staff.models import Force, RoleAssignment, Unit, User
from tests.benchmarks.measuring import Line, line

MARK = "bench-sweep"
OFFICERS_PER_REMINDER = 0.2
ONE_BY_ONE = 60
QUEUE = "casework-bench"

BARE = """
WITH due AS (
  SELECT id, clock_id FROM casework_reminder WHERE state = 'WAITING' AND try_at <= %(now)s ORDER BY try_at, id FOR UPDATE SKIP LOCKED
), sent AS (
  UPDATE casework_reminder r SET state = 'SENT', claimed_at = %(now)s, user_id = c.owner_id
  FROM due JOIN casework_clock k ON k.id = due.clock_id JOIN casework_case c ON c.id = k.case_id WHERE r.id = due.id
  RETURNING r.id, k.id AS clock, k.title, k.due_on, c.id AS case_id, c.reference, c.owner_id
), told AS (
  INSERT INTO casework_inappmessage (key, user_id, about, reference, case_id, title, text, path, created_at)
  SELECT 'reminder:' || id, owner_id, 'clock:' || clock, reference, case_id, title,
    'It is due ' || to_char(due_on, 'FMDay FMDD FMMonth YYYY') || ', end of the day.', '/cases/' || reference || '/', %(now)s
  FROM sent ON CONFLICT DO NOTHING
)
INSERT INTO casework_outboxmessage (key, user_id, channel, about, subject, body, message_id, state, attempts, next_attempt_at, last_error, created_at)
SELECT 'reminder:' || id, owner_id, 'EMAIL', 'clock:' || clock, 'Action due on ' || reference, 'Sign in: /cases/' || reference || '/',
  '<' || replace(gen_random_uuid()::text, '-', '') || '@example.invalid>', 'WAITING', 0, %(now)s, '', %(now)s
FROM sent ON CONFLICT DO NOTHING
"""  # noqa: E501


def measure(*, due: int = 5000, samples: int = 5) -> list[Line]:
    """Time the variants over `due` reminders, `samples` times each, in turn."""
    _make(due)
    try:
        variants: dict[str, Callable[[], Any]] = {
            "batches": lambda: sweep(batch=500),
            "one": lambda: sweep(batch=due + 1),
            "bare": _bare,
        }
        times: dict[str, list[float]] = {name: [] for name in variants}
        written: set[frozenset[tuple[Any, ...]]] = set()
        for _ in range(samples):
            for name, run in variants.items():
                _reset()
                times[name].append(_timed(run))
                written.add(frozenset(InAppMessage.objects.filter(about__startswith="clock:").values_list("user", "title", "text", "path")))
        assert len(written) == 1, "the variants do not write the same messages"
        _reset()
        each = [_timed(_one_message) for _ in range(ONE_BY_ONE)]
        batch, middle = times["batches"], statistics.median
        return [
            line("sweep.batches.to.one.statement", middle(batch) / middle(times["one"]), 1.3, "lower", batch),
            # Bare SQL asks nobody's permission, looks for no deputy and counts nobody's messages.
            line("sweep.to.bare.sql", middle(batch) / middle(times["bare"]), None, "lower", batch),
            line("sweep.a.message.each.to.batches", middle(each) * due / middle(batch), 100, "higher", each),
        ]
    finally:
        _remove()


def _timed(run: Callable[[], Any]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, {"now": timezone.now()})


def _one_message() -> None:
    """What one reminder costs when a Celery message carries it: published, fetched, and worked on in a transaction of its own."""
    with current_app.connection_for_write() as broker, broker.SimpleQueue(QUEUE) as queue:
        queue.put({"reminder": 1}, serializer="json")
        queue.get(block=True, timeout=5).ack()
    with transaction.atomic(), remembered():
        now = timezone.now()
        tell(claiming.claim(now, 1), now)


def _make(due: int) -> None:
    now = timezone.now()
    force = Force.objects.create(code=MARK, name=MARK)
    unit = Unit.objects.create(force=force, name=MARK)
    people = User.objects.bulk_create(
        User(username=f"{MARK}-{n}", email=f"{n}@example.invalid", force=force, unit=unit, rank="CONSTABLE", password="!")
        for n in range(max(1, int(due * OFFICERS_PER_REMINDER)))
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role="OFFICER", force=force, unit=unit, starts_on=date(2020, 1, 1)) for user in people
    )
    cases = Case.objects.bulk_create(
        Case(reference=f"BEN-{n:07d}", force=force, unit=unit, owner=people[n % len(people)], state="INVESTIGATING", reported_at=now)
        for n in range(due)
    )
    clocks = Clock.objects.bulk_create(
        Clock(
            rule_id="R06",
            case=case,
            force=force,
            subject_type=MARK,
            subject_id=n,
            title="Next risk assessment",
            slot="owner",
            holder_id=case.owner_id,
            asked="R06",
            due_on=days_from(now.date(), 7),
            overdue_from=seconds_from(now, 8 * 86400),
            started_at=now,
        )
        for n, case in enumerate(cases)
    )
    Reminder.objects.bulk_create(Reminder(clock=clock, generation=1, stage="T-7", slot="owner", due_at=now, try_at=now) for clock in clocks)


def _reset() -> None:
    mine = User.objects.filter(username__startswith=MARK)
    InAppMessage.objects.filter(user__in=mine).delete()
    OutboxMessage.objects.filter(user__in=mine).delete()
    Reminder.objects.filter(clock__subject_type=MARK).update(state="WAITING", user=None, claimed_at=None)


def _remove() -> None:
    with current_app.connection_for_write() as broker, broker.SimpleQueue(QUEUE) as queue:
        queue.queue.delete()
    mine = User.objects.filter(username__startswith=MARK)
    removed = (
        InAppMessage.objects.filter(user__in=mine),
        OutboxMessage.objects.filter(user__in=mine),
        Reminder.objects.filter(clock__subject_type=MARK),
        Clock.objects.filter(subject_type=MARK),
        Case.objects.filter(force__code=MARK),
        RoleAssignment.objects.filter(force__code=MARK),
        mine,
        Unit.objects.filter(force__code=MARK),
        Force.objects.filter(code=MARK),
    )
    for rows in removed:
        rows._raw_delete(rows.db)  # a plain delete would look into tables that the run-time role may not empty
