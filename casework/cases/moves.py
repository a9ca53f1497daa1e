"""State moves are data; one function makes them. A database trigger refuses pairs that no package declares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.db import models
from django.utils import timezone

from casework.errors import Conflict, GuardFailed


@dataclass(frozen=True)
class Move:
    """One permitted move. `source` "" means creation. `action` is the row of the access matrix that allows it.

    `guard` names a pure function "package.rules.name" taking (record, **facts) and returning a list of (field, sentence).
    `cites` is the law or practice behind it.
    """

    machine: str
    source: str
    target: str
    verb: str
    action: str
    guard: str = ""
    cites: str = ""

    def problems(self, record: models.Model, facts: dict[str, Any]) -> list[tuple[str | None, str]]:
        """What stands in the way; empty when the move may be made."""
        if not self.guard:
            return []
        module, name = self.guard.rsplit(".", 1)
        found: list[tuple[str | None, str]] = getattr(import_module(f"casework.{module}"), name)(record, **facts)
        return found


def pairs(moves: "tuple[Move, ...]") -> list[tuple[str, str]]:
    """(source, target) pairs for the database trigger."""
    return sorted({(move.source, move.target) for move in moves if move.source})


def begin(record: Any, verb: str, *, actor: Any, reason: str = "", role: str = "", at: datetime | None = None) -> Move:
    """Write the first transition of a record just created in its state, inside the caller's transaction."""
    return begin_all([record], verb, actor=actor, reason=reason, role=role, at=at)


def begin_all(records: Sequence[Any], verb: str, *, actor: Any, reason: str = "", role: str = "", at: datetime | None = None) -> Move:
    """The same for many records of one kind, just created in the same state, with one statement."""
    first = records[0]
    move = next((m for m in first.MOVES if m.verb == verb and not m.source and m.target == first.state), None)
    if move is None or any(record.state != move.target for record in records):
        raise LookupError(f"{first.MACHINE} is not begun by {verb} in state {first.state}")
    _write(records, move, actor, role, reason, at)
    return move


def make_move(
    record: Any,
    verb: str,
    *,
    actor: Any,
    reason: str = "",
    role: str = "",
    facts: dict[str, Any] | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Move:
    """Move `record` by `verb`, inside the caller's transaction; `values` are further columns set in the same UPDATE.

    `at` is when it happened, now unless given.

    The caller has checked permission (`access.change`). Raises GuardFailed when the guard refuses or the record's state does
    not allow the verb, Conflict when somebody moved it first.
    """
    candidates = [move for move in record.MOVES if move.verb == verb]
    if not candidates:
        raise LookupError(f"{record.MACHINE} has no move {verb}")
    move = next((m for m in candidates if m.source == record.state), None)
    if move is None:
        raise GuardFailed(f"This cannot be done now: it is {record.get_state_display().lower()}.")
    problems = move.problems(record, facts or {})
    if problems:
        raise GuardFailed(problems)
    manager = type(record)._default_manager
    if not manager.filter(pk=record.pk, state=move.source).update(state=move.target, **values):
        now = manager.get(pk=record.pk)
        raise Conflict({"state": now.get_state_display()}, {"state": verb})
    record.state = move.target
    for name, value in values.items():
        setattr(record, name, value)
    _write([record], move, actor, role, reason, at)
    return move


def _write(records: Sequence[Any], move: Move, actor: Any, role: str, reason: str, at: datetime | None) -> None:
    from casework.cases.models import Transition

    when = at or timezone.now()
    Transition.objects.bulk_create(
        Transition(
            machine=record.MACHINE,
            subject_id=record.pk,
            case_id=record.pk if record.MACHINE == "case" else record.case_id,
            source=move.source,
            target=move.target,
            verb=move.verb,
            actor=actor,
            role=role,
            reason=reason,
            at=when,
        )
        for record in records
    )
