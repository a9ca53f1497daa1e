"""Upward effects through one explicit table: `flow.ANSWERS` lists which functions answer which kind of fact, in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Fact:
    """Something that happened in a case. `at` is when it happened (aware), not when it was typed; `subject` is the record."""

    kind: str
    case_id: int | None
    subject: Any
    at: datetime
    actor: Any
    detail: Mapping[str, Any] | None = None


Answer = Callable[[Fact], None]
_answers: dict[str, tuple[Answer, ...]] = {}


def wire(table: Mapping[str, Sequence[Answer]]) -> None:
    """Install the table; called once by the app's start-up."""
    _answers.clear()
    _answers.update({kind: tuple(answers) for kind, answers in table.items()})


def happened(fact: Fact) -> None:
    """Run every answer in the caller's transaction, in table order; a fault in one rolls all back. Unknown kinds are refused."""
    if fact.kind not in _answers:
        raise LookupError(f"no row for fact kind {fact.kind!r} in casework/flow.py")
    for answer in _answers[fact.kind]:
        answer(fact)
