"""The reasons of a date, as the page shows them behind "Why?"."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.clocks.lawful import due_words
from casework.clocks.models import Clock
from casework.law import registry


@dataclass(frozen=True)
class Explanation:
    """A clock's sum in words. `earlier` holds the dates it had before, newest first, each with why it changed."""

    title: str
    words: str
    due: date | datetime | None
    overdue_from: datetime | None
    state: str
    steps: tuple[str, ...]
    reasons: tuple[str, ...]
    citation: str
    authority: str
    confidence: str
    confidence_words: str
    earlier: tuple[tuple[str, str], ...]


def explanation(clock: Clock) -> Explanation:
    """The reasons of this clock's date, from what was stored when it was worked out."""
    stored = clock.result
    return Explanation(
        title=clock.title,
        words=due_words(clock),
        due=clock.due_at or clock.due_on,
        overdue_from=clock.overdue_from,
        state=clock.state,
        steps=tuple(stored.get("steps", ())),
        reasons=tuple(stored.get("reasons", ())),
        citation=stored.get("citation", ""),
        authority=stored.get("authority", ""),
        confidence=stored.get("confidence", ""),
        confidence_words=registry.CONFIDENCE_WORDS.get(stored.get("confidence", ""), ""),
        earlier=tuple((change.old["words"], change.why) for change in clock.changes.order_by("-pk")),
    )
