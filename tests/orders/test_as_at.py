"""How an order stood at any instant equals a slow model that lives the order through, one event after the other.

`CASEWORK_HISTORIES` says how many random histories (the slower tier runs ten thousand), `CASEWORK_SEED` from which chance.
"""

import os
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casework.orders.asat import ENDED, IN_FORCE, NOT_MADE, STAYED, WAITING, AsAt, Life, Text, as_at

pytestmark = pytest.mark.quick

LONDON = ZoneInfo("Europe/London")
HISTORIES = int(os.environ.get("CASEWORK_HISTORIES", "400"))
SEED = int(os.environ.get("CASEWORK_SEED", "417"))


@dataclass
class Story:
    """What happened, in order: (instant, verb, detail). The slow model reads this; the fold under test reads `life`."""

    made_at: datetime
    effective_from: date | None
    events: list[tuple[datetime, str, Any]] = field(default_factory=list)
    life: Life | None = None


def moment(day: date, chance: random.Random) -> datetime:
    return datetime(day.year, day.month, day.day, chance.choice((0, 9, 12, 15, 23)), chance.choice((0, 30, 59)), tzinfo=LONDON)


def conditions(chance: random.Random, made: date, end: date | None) -> tuple[tuple[int, date | None], ...]:
    found = []
    for number in range(1, chance.randint(1, 4) + 1):
        own = chance.random() < 0.4
        latest = (end - made).days if end else 900
        found.append((number, made + timedelta(days=chance.randint(0, max(latest, 0))) if own else None))
    return tuple(found)


def invent(chance: random.Random) -> Story:
    """A random history: made, perhaps for later; varied, renewed, amended, stayed; and perhaps ended in one of its ways."""
    first = date(2026, 1, 1) + timedelta(days=chance.randint(0, 1200))
    made_at = moment(first, chance)
    interim = chance.random() < 0.3
    end = None if not interim and chance.random() < 0.25 else first + timedelta(days=chance.randint(0, 60 if interim else 900))
    effective = first + timedelta(days=chance.randint(0, 10)) if chance.random() < 0.2 else None
    story = Story(made_at, effective)
    texts = [Text(1, made_at, end, conditions(chance, first, end))]
    story.events.append((made_at, "say", texts[0]))
    stays: list[tuple[datetime, datetime | None]] = []
    now, ended_at, determined_at = made_at, None, None
    for _ in range(chance.randint(0, 7)):
        now += timedelta(hours=chance.randint(1, 24 * 120), minutes=chance.randint(0, 59))
        if end is not None and now.astimezone(LONDON).date() > end:
            break
        verb = chance.choice(("vary", "renew", "amend", "stay", "discharge", "quash", "determine"))
        day = now.astimezone(LONDON).date()
        if verb in ("vary", "renew", "amend"):
            if verb != "vary":
                end = None if not interim and chance.random() < 0.2 else max(day, end or day) + timedelta(days=chance.randint(0, 400))
            texts.append(Text(len(texts) + 1, now, end, conditions(chance, day, end)))
            story.events.append((now, "say", texts[-1]))
        elif verb == "stay" and not (stays and stays[-1][1] is None):
            until = now + timedelta(hours=chance.randint(1, 900)) if chance.random() < 0.7 else None
            stays.append((now, until))
            story.events.append((now, "stay", None))
            if until is not None:
                story.events.append((until, "lift", None))
                now = until
        elif verb in ("discharge", "quash") and chance.random() < 0.5:
            ended_at = now
            story.events.append((now, "end", None))
            break
        elif verb == "determine" and interim:
            determined_at = now
            story.events.append((now, "end", None))
            break
    story.life = Life(made_at, effective, tuple(texts), tuple(stays), ended_at, determined_at)
    return story


def slowly(story: Story, when: datetime) -> AsAt:
    """Live the order through from the beginning to the instant, one event after the other, and say how it stands then."""
    text: Text | None = None
    stayed = dead = False
    for at, verb, detail in sorted(story.events, key=lambda event: event[0].timestamp()):
        if at.timestamp() > when.timestamp():
            break
        if verb == "say":
            text = detail
        elif verb in ("stay", "lift"):
            stayed = verb == "stay"
        else:
            dead = True
    if text is None:
        return AsAt(NOT_MADE, 0, (), None)
    today = when.astimezone(LONDON).date()
    if dead or (text.end is not None and today.toordinal() > text.end.toordinal()):
        return AsAt(ENDED, text.number, (), text.end)
    if story.effective_from is not None and today.toordinal() < story.effective_from.toordinal():
        return AsAt(WAITING, text.number, (), text.end)
    if stayed:
        return AsAt(STAYED, text.number, (), text.end)
    bound = []
    for number, until in text.conditions:
        days = 0 if until is None else (until - today).days
        if days >= 0:
            bound.append(number)
    return AsAt(IN_FORCE, text.number, tuple(bound), text.end)


def instants(story: Story, chance: random.Random) -> list[datetime]:
    """Around every event and every midnight that matters, and some at random."""
    marks = [at for at, _, _ in story.events]
    for _, verb, detail in story.events:
        if verb == "say":
            days = [detail.end, *(until for _, until in detail.conditions)]
            marks += [datetime(d.year, d.month, d.day, tzinfo=LONDON) + timedelta(days=n) for d in days if d for n in (0, 1)]
    if story.effective_from:
        d = story.effective_from
        marks.append(datetime(d.year, d.month, d.day, tzinfo=LONDON))
    near = [mark + timedelta(seconds=n) for mark in marks for n in (-1, 0, 1)]
    far = [story.made_at + timedelta(hours=chance.randint(-2000, 30_000)) for _ in range(5)]
    return near + far


def test_as_at_equals_the_slow_model_at_every_instant_that_matters() -> None:
    chance = random.Random(SEED)
    seen: dict[str, int] = {}
    for number in range(HISTORIES):
        story = invent(chance)
        assert story.life is not None
        for when in instants(story, chance):
            told, lived = as_at(story.life, when), slowly(story, when)
            assert told == lived, f"history {number} of seed {SEED} at {when.isoformat()}: {story}"
            seen[told.standing] = seen.get(told.standing, 0) + 1
    assert set(seen) == {NOT_MADE, WAITING, IN_FORCE, STAYED, ENDED}, seen
