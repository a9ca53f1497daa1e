"""Asking the law on behalf of a clock: with the force's own policy values and bank holidays, and its answer in a clock's columns."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.law import registry, when
from casework.law.engine import Result
from casework.law.errors import LawInputError
from casework.policies.selectors import ForceLaw, law_for, law_of

__all__ = ["ForceLaw", "ask", "due_words", "is_late", "law_for", "law_of", "rule_of", "set_result"]

if TYPE_CHECKING:
    from casework.clocks.claiming import Due


def ask(rule_id: str, on: object, inputs: Mapping[str, Any], law: ForceLaw) -> Result:
    """The law's answer. A question that cannot be answered is a refusal with the law's own sentence beside the field."""
    try:
        return law.compute(rule_id, on=on, inputs=inputs)
    except LawInputError as problem:
        raise GuardFailed([(problem.name, problem.sentence)]) from problem


def rule_of(rule_id: str, inputs: Mapping[str, Any] | None = None) -> registry.Rule:
    """The rule of that id or other name."""
    return registry.get(rule_id, (inputs or {}).get("kind"))


def set_result(clock: Clock, result: Result) -> None:
    """Put the law's answer into the clock's columns; a result without a deadline suppresses it."""
    stored = result.as_json()
    clock.rule_version, clock.asked = result.rule_version, result.asked
    clock.inputs, clock.result = stored["inputs"], stored
    has_deadline = result.due is not None and result.overdue_from is not None
    clock.due_at = result.due if has_deadline and isinstance(result.due, datetime) else None
    clock.due_on = when.day_of(result.due) if has_deadline and result.due is not None else None
    clock.overdue_from = result.overdue_from if has_deadline else None
    clock.state = Clock.OPEN if has_deadline else Clock.SUPPRESSED


def due_words(clock: "Clock | Due") -> str:
    """ "Sunday 29 November 2026, end of the day" or "Tuesday 24 November 2026, 15:00"; "no date" while suppressed."""
    due: date | datetime | None = clock.due_at or clock.due_on
    return when.in_words(due) if due is not None else "no date"


def is_late(clock: Clock, at: date | datetime) -> bool:
    """Whether `at` is late for the clock: exactly at the due instant is in time. A plain day counts from its first instant."""
    if clock.overdue_from is None:
        return False
    instant = at if isinstance(at, datetime) else when.at(at, 0)
    return instant >= clock.overdue_from
