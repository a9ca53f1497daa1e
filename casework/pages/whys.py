"""A date as it is shown: in words, how near it is, and why it is that date.

Takes a clock or a result of the law as they are; nothing here computes a date.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from casework.law.registry import AUTHORITY_WORDS
from casework.law.spans import days_between, lateness, time_left
from casework.law.when import day_of, in_words

# What stands in small print beside a date, by how sure the rule behind it is. A rule read in the law needs only its citation.
SMALL_PRINT = {
    "policy": "Force policy, not law",
    "recalled": "Ask force legal: taken from memory, not yet checked against the text",
    "inference": "Our reading of the text; ask force legal if it matters",
    "secondary": "From a secondary source; ask force legal if it matters",
}
SHORT = {"policy": "force policy", "recalled": "ask force legal", "inference": "our reading", "secondary": "secondary source"}
LATE, TODAY, SOON, AHEAD, MET, ENDED = "late", "today", "soon", "ahead", "met", "ended"


@dataclass(frozen=True)
class Why:
    """A date and its reasons, ready to be drawn."""

    words: str
    near: str
    nearness: str
    steps: tuple[str, ...]
    citation: str
    source: str
    small_print: str
    mark: str
    machine: str


def why_of(thing: Any, now: dt.datetime | None = None) -> Why:
    """The words of a clock (with `result`, `due_on`, `due_at`, `overdue_from`, `state`), or of a result of `casework.law`."""
    now = now or timezone.now()
    stored = thing if isinstance(thing, Mapping) else getattr(thing, "result", None)
    facts: Mapping[str, Any] = stored if isinstance(stored, Mapping) else {}

    def fact(name: str, default: Any = "") -> Any:
        return facts.get(name, default) if facts else getattr(thing, name, default)

    due = _due(thing, facts)
    late_from = _moment(getattr(thing, "overdue_from", None) or facts.get("overdue_from"))
    nearness, near = _nearness(due, late_from, now, str(getattr(thing, "state", "") or ""))
    confidence, authority = str(fact("confidence")), str(fact("authority"))
    return Why(
        words=in_words(due) if due else "no date",
        near=near,
        nearness=nearness,
        steps=tuple(fact("steps", ()) or ()),
        citation=str(fact("citation")),
        source=AUTHORITY_WORDS.get(authority, ""),
        small_print=SMALL_PRINT.get(confidence, ""),
        mark=SHORT.get(confidence, ""),
        machine=due.isoformat() if due else "",
    )


def _due(thing: Any, facts: Mapping[str, Any]) -> dt.date | dt.datetime | None:
    found = getattr(thing, "due_at", None) or getattr(thing, "due_on", None) or getattr(thing, "due", None) or facts.get("due")
    if isinstance(found, str):
        return dt.date.fromisoformat(found) if len(found) == 10 else dt.datetime.fromisoformat(found)
    return found


def _moment(value: Any) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def _nearness(due: dt.date | dt.datetime | None, late_from: dt.datetime | None, now: dt.datetime, state: str) -> tuple[str, str]:
    """How near the date is: a word for the style, and words for the reader."""
    if state in ("MET", "MET_LATE"):
        return MET, "done" if state == "MET" else "done, but late"
    if state in ("CANCELLED", "SUPERSEDED", "SUPPRESSED"):
        return ENDED, "no longer counts"
    if due is None:
        return AHEAD, ""
    if late_from is not None and (late := lateness(late_from, now)):
        return LATE, late[0].lower() + late[1:]
    days = days_between(day_of(now), day_of(due))
    return (TODAY if days <= 0 else SOON if days <= 7 else AHEAD), time_left(due, now) or "today"
