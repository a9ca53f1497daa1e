"""Taking due reminders: one statement locks a batch and brings all that is needed to fill and word it, one marks it sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

# Each reminder's clock and case are looked up by key (LIMIT 1 says so): joined freely, the planner, which knows nothing of what `due` will
# hold, walks all clocks in the order of their keys up to the newest ones, and a batch takes a second among 200,000.
CLAIM = """
WITH due AS (
  SELECT id, clock_id, generation, stage, slot FROM casework_reminder WHERE state = 'WAITING' AND try_at <= %(now)s
  ORDER BY try_at, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
)
SELECT r.id, r.stage, r.slot, k.state = 'OPEN' AND k.generation = r.generation,
  k.id, k.title, k.reference, k.path, k.force_id, k.unit_id, k.due_on, k.due_at, k.overdue_from, k.started_at, k.holder_id,
  c.id, c.reference, c.force_id, c.unit_id, c.owner_id, c.supervisor_id, c.restricted
FROM due r
CROSS JOIN LATERAL (SELECT * FROM casework_clock WHERE id = r.clock_id LIMIT 1) AS k
LEFT JOIN LATERAL (SELECT * FROM casework_case WHERE id = k.case_id LIMIT 1) AS c ON true
"""
SENT = """
UPDATE casework_reminder AS r SET state = 'SENT', claimed_at = %(now)s, user_id = given.person
FROM unnest(%(reminders)s::bigint[], %(people)s::bigint[]) AS given(id, person) WHERE r.id = given.id
"""
PUT_BACK = """
UPDATE casework_reminder SET try_at = %s, unfilled_since = COALESCE(unfilled_since, %s)
WHERE id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """The columns of a case that say who may be told of it, and its reference."""

    pk: int
    reference: str
    force_id: int
    unit_id: int
    owner_id: int | None
    supervisor_id: int | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed reminder with its clock (`pk` is the clock's) and case. `live` False: the clock has moved on or ended."""

    reminder_id: int
    stage: str
    slot: str
    live: bool
    pk: int
    title: str
    reference: str
    path: str
    force_id: int | None
    unit_id: int | None
    due_on: date | None
    due_at: datetime | None
    overdue_from: datetime | None
    started_at: datetime
    holder_id: int | None
    case: CaseRow | None


def claim(now: datetime, batch: int) -> list[Due]:
    """Lock up to `batch` due reminders for this transaction, the longest due first, passing over what others hold."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "batch": batch})
        rows = cursor.fetchall()
    return sorted(map(_due, rows), key=lambda due: due.reminder_id)


def _due(row: Sequence[Any]) -> Due:
    case = CaseRow(*row[15:]) if row[15] is not None else None
    return Due(*row[:15], case)  # type: ignore[call-arg]


def mark_sent(people: dict[int, int], now: datetime) -> None:
    """Write that these went out and to whom: reminder -> person."""
    if people:
        with connection.cursor() as cursor:
            cursor.execute(SENT, {"now": now, "reminders": list(people.keys()), "people": list(people.values())})


def put_back(reminders: list[int], until: datetime, now: datetime) -> None:
    """Let these wait until `until`, noting since when nobody could be told."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_BACK, [until, now, reminders])
