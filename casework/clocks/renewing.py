"""New dates for clocks that run already: a new generation, the old dates on record, new reminders. For one clock or for a batch.

The caller holds the cases and the clocks locked and tells people afterwards.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from casework.audit.record import changed_all
from casework.cases.models import NO_DATE, CaseEvent
from casework.clocks import lawful, reminding
from casework.clocks.lawful import ForceLaw
from casework.clocks.models import Clock, ClockChange, Recount, Reminder
from casework.law.engine import Result

Audited = tuple[Clock, int | None, dict[str, Any], dict[str, Any]]
_UPDATE = """
UPDATE casework_clock AS c SET generation = n.generation, rule_version = n.rule_version, inputs = n.inputs, result = n.result,
  due_on = n.due_on, due_at = n.due_at, overdue_from = n.overdue_from, state = n.state
FROM jsonb_to_recordset(%s::jsonb) AS n(id bigint, generation int, rule_version int, inputs jsonb, result jsonb, due_on date,
  due_at timestamptz, overdue_from timestamptz, state text)
WHERE c.id = n.id
"""
_NEXT = """
UPDATE casework_case AS c SET next_deadline = n.day FROM (
  SELECT g.id, COALESCE((SELECT min(o.due_on) FROM casework_clock o WHERE o.case_id = g.id AND o.state = 'OPEN'), %s) AS day
  FROM unnest(%s::bigint[]) AS g(id)
) AS n WHERE c.id = n.id AND c.next_deadline <> n.day
"""


def dates(clock: Clock) -> dict[str, Any]:
    """What is compared and kept of a clock's date: the instants that count, and the words in which people were told it."""
    return {
        "due": clock.result.get("due"),
        "overdue_from": clock.result.get("overdue_from"),
        "also": clock.result.get("also"),
        "words": lawful.due_words(clock),
    }


def same(clock: Clock, result: Result) -> bool:
    """Whether the law answers as it did, to the word: then there is nothing to do."""
    return bool(clock.result == result.as_json() and clock.rule_version == result.rule_version)


def renew(
    clocks: Mapping[Clock, Result], law: ForceLaw, *, why: str, actor: Any, now: datetime, recount: Recount | None = None
) -> dict[Clock, ClockChange]:
    """Give running clocks the law's new answers. A clock whose dates stay the same only takes over the sum and keeps its generation.

    Returns the changes of those whose dates moved, in the order of the clocks. Writes the case's timeline and its earliest date.
    """
    moved: dict[Clock, tuple[dict[str, Any], dict[str, Any]]] = {}
    for clock, result in clocks.items():
        old = dates(clock)
        lawful.set_result(clock, result)
        new = dates(clock)
        if new != old:
            clock.generation += 1
            moved[clock] = (old, new)
    _save(list(clocks))
    only_sums: list[Audited] = [(clock, clock.case_id, {}, {}) for clock in clocks if clock not in moved]
    changed_all("UPDATE", actor=actor, action="clock.recompute", rows=only_sums, fields=("inputs",))
    if not moved:
        return {}
    reminding.cancel_unsent(*moved)
    told = reminding.already_told(moved)
    fresh: list[Reminder] = []
    for clock in moved:
        fresh += reminding.rows(clock, clocks[clock], now, law, told=told.get(clock.pk, frozenset()), fresh=False)
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    changes = ClockChange.objects.bulk_create(
        [
            ClockChange(clock=clock, recount=recount, generation=clock.generation, old=old, new=new, why=why[:200], actor=actor)
            for clock, (old, new) in moved.items()
        ]
    )
    rows: list[Audited] = [(clock, clock.case_id, old, new) for clock, (old, new) in moved.items()]
    changed_all("UPDATE", actor=actor, action="clock.recompute", rows=rows)
    CaseEvent.objects.bulk_create(
        [
            CaseEvent(
                case_id=clock.case_id,
                kind="clock.changed",
                text=f"{clock.title}: the date changed from {old['words']} to {new['words']}, because {why}.",
                occurred_at=now,
                actor=actor,
                subject_type="clock",
                subject_id=clock.pk,
            )
            for clock, (old, new) in moved.items()
            if clock.case_id is not None and new["words"] != old["words"]
        ]
    )
    keep_next_deadlines(sorted({clock.case_id for clock in moved if clock.case_id is not None}))
    return dict(zip(moved, changes, strict=True))


def keep_next_deadlines(case_ids: Sequence[int]) -> None:
    """Repeat the earliest open clock's day on these cases, whose rows this transaction holds."""
    if case_ids:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [NO_DATE, list(case_ids)])


def _save(clocks: list[Clock]) -> None:
    new = [
        {
            "id": clock.pk,
            "generation": clock.generation,
            "rule_version": clock.rule_version,
            "inputs": clock.inputs,
            "result": clock.result,
            "due_on": clock.due_on,
            "due_at": clock.due_at,
            "overdue_from": clock.overdue_from,
            "state": clock.state,
        }
        for clock in clocks
    ]
    if new:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [json.dumps(new, cls=_Exact)])


class _Exact(DjangoJSONEncoder):
    """Instants to the microsecond, which Django's encoder would cut."""

    def default(self, value: Any) -> Any:
        """ISO 8601 for an instant, the rest as Django writes it."""
        return value.isoformat() if isinstance(value, datetime) else super().default(value)
