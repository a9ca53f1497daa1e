"""What an order said and whether it bound at any instant: one pure fold over its versions and what happened to it (orders.md 6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.law.when import at as at_hour
from casework.law.when import day_of, end_of

NOT_MADE, WAITING, IN_FORCE, STAYED, ENDED = "NOT_MADE", "WAITING", "IN_FORCE", "STAYED", "ENDED"
WORDS = {
    NOT_MADE: "Not made yet",
    WAITING: "Made, not yet in force",
    IN_FORCE: "In force",
    STAYED: "Stayed by a court",
    ENDED: "Not in force any more",
}


@dataclass(frozen=True)
class Text:
    """One version: from `since` (aware) it holds, to the end of `end` (inclusive day; None: until a further order or not known).

    `conditions` are (number, own last day or None).
    """

    number: int
    since: datetime
    end: date | None
    conditions: tuple[tuple[int, date | None], ...] = ()


@dataclass(frozen=True)
class Life:
    """Everything that decides how an order stands. `texts` in the order of their numbers; instants aware.

    `stays` are (from, until or None). `ended_at` is the first instant at which it was discharged, quashed, replaced or expired;
    `determined_at` the decision on an interim order's main application.
    """

    made_at: datetime
    effective_from: date | None = None
    texts: tuple[Text, ...] = ()
    stays: tuple[tuple[datetime, datetime | None], ...] = ()
    ended_at: datetime | None = None
    determined_at: datetime | None = None


@dataclass(frozen=True)
class AsAt:
    """How it stood at the instant. `version` is 0 before its making; `conditions` the numbers of those that bound; `end` the last day."""

    standing: str
    version: int
    conditions: tuple[int, ...]
    end: date | None


def as_at(life: Life, when: datetime) -> AsAt:
    """How the order stood at `when` (aware). A later version holds over an earlier one from its own instant on."""
    if when < life.made_at:
        return AsAt(NOT_MADE, 0, (), None)
    text = text_at(life.texts, when)
    number, end = (text.number, text.end) if text is not None else (0, None)
    if over(life, end, when):
        return AsAt(ENDED, number, (), end)
    if life.effective_from is not None and when < at_hour(life.effective_from, 0):
        return AsAt(WAITING, number, (), end)
    if any(begun <= when and (until is None or when < until) for begun, until in life.stays):
        return AsAt(STAYED, number, (), end)
    return AsAt(IN_FORCE, number, binding(text, day_of(when)) if text is not None else (), end)


def text_at(texts: Sequence[Text], when: datetime) -> Text | None:
    """The version that held: the one with the highest number of those that had begun."""
    return next((text for text in reversed(texts) if text.since <= when), None)


def over(life: Life, end: date | None, when: datetime) -> bool:
    """Whether it had ended by then: by an end of its own, with its main application, or because its last day was over."""
    ends = [each for each in (life.ended_at, life.determined_at, end_of(end) if end is not None else None) if each is not None]
    return any(each <= when for each in ends)


def binding(text: Text, day: date) -> tuple[int, ...]:
    """The numbers of the conditions that had not come to an end of their own before `day` (SPA 2019 s.3(3), rule SPA-3-3)."""
    return tuple(number for number, until in text.conditions if until is None or until >= day)
