"""How often things happened, in words, and over time in a picture: the same facts drawn and told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from casework.law.spans import days_between, days_from, first_of_month
from casework.pages.dates import MONTHS, local, short_day

# More columns than this are put together into longer ones.
COLUMNS_MOST = 26
LETTERS = ("A", "B", "C", "D", "E", "F", "G", "X")


@dataclass(frozen=True)
class Moment:
    """One occasion as the picture needs it: its first moment, its acts, and whether its time is sure."""

    at: datetime
    acts: tuple[str, ...]
    exact: bool = True

    @property
    def day(self) -> date:
        """The day in London."""
        return local(self.at).date()


@dataclass(frozen=True)
class Column:
    """One stretch of time: its words, how many occasions, and of each act how many."""

    words: str
    number: int
    acts: dict[str, int]
    short: str = ""


def in_words(moments: Sequence[Moment], today: date) -> list[str]:
    """Sentences on how often, the longest quiet time, whether it comes more or less often, how long ago the last was."""
    rows = sorted(moments, key=lambda one: one.at)
    if not rows:
        return []
    first, last = rows[0].day, rows[-1].day
    said = []
    if len(rows) == 1:
        said.append(f"1 occasion, on {short_day(first)}.")
    else:
        length = days_between(first, last)
        every = f", one every {_days(max(1, round(length / (len(rows) - 1))))} on average" if length else ""
        over = f"over {_days(length + 1)}, {short_day(first)} to {short_day(last)}" if length else f"all on {short_day(first)}"
        said.append(f"{len(rows)} occasions {over}{every}.")
    gaps = [(days_between(a.day, b.day), a.day, b.day) for a, b in pairwise(rows)]
    longest = max(gaps, default=(0, first, last))
    if len(gaps) >= 2 and longest[0] >= 7:
        said.append(f"The longest quiet time was {_days(longest[0])}, from {short_day(longest[1])} to {short_day(longest[2])}.")
    said += trend([gap for gap, _, _ in gaps])
    unsure = sum(not one.exact for one in rows)
    if unsure:
        said.append(f"The time of {unsure} of them is known only about, or within a span; each stands at its first moment.")
    since = days_between(last, today)
    said.append("The last was today." if since == 0 else f"The last was {_days(since)} ago." if since > 0 else "")
    return [one for one in said if one]


def trend(gaps: Sequence[float]) -> list[str]:
    """Is the second half of the gaps clearly shorter, or longer, than the first?"""
    if len(gaps) < 3:
        return []
    half = len(gaps) // 2
    before, after = sum(gaps[:half]) / half, sum(gaps[-half:]) / half
    if before >= 1 and after <= before / 2:
        return [f"It comes more often: every {_days(max(1, round(before)))} at first, every {_days(max(1, round(after)))} lately."]
    if after >= 1 and after >= before * 2:
        return [f"It comes less often: every {_days(max(1, round(before)))} at first, every {_days(max(1, round(after)))} lately."]
    return []


def _days(number: int) -> str:
    return f"{number} day" + ("" if number == 1 else "s")


def columns(moments: Sequence[Moment]) -> list[Column]:
    """The time from the first to the last occasion in equal stretches: days, weeks, months, quarters or years, empty ones too."""
    if not moments:
        return []
    days = [one.day for one in moments]
    first, last = min(days), max(days)
    starts = _starts(first, last)
    made = []
    for at, (start, words, short) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else None
        there = [one for one in moments if start <= one.day and (end is None or one.day < end)]
        acts = {letter: sum(letter in one.acts for one in there) for letter in LETTERS}
        made.append(Column(words, len(there), acts, short or words))
    return made


def _starts(first: date, last: date) -> list[tuple[date, str, str]]:
    """(first day, words, fewer words for the picture) of each stretch."""
    length = days_between(first, last)
    if length <= 13:
        days = [days_from(first, n) for n in range(length + 1)]
        return [(day, _no_year(day), _brief(day)) for day in days]
    monday = days_from(first, -first.weekday())
    weeks = days_between(monday, last) // 7 + 1
    if weeks <= COLUMNS_MOST:
        days = [days_from(monday, 7 * n) for n in range(weeks)]
        return [(day, f"week of {_no_year(day)}", _brief(day)) for day in days]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = 1 if months <= COLUMNS_MOST else 3 if months <= 3 * COLUMNS_MOST else 12
    begin = first_of_month(first, -((first.month - 1) % step))
    number = ((last.year - begin.year) * 12 + last.month - begin.month) // step + 1
    starts = [first_of_month(begin, step * n) for n in range(number)]
    return [(start, _named(start, step), "") for start in starts]


def _no_year(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _brief(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _named(start: date, step: int) -> str:
    if step == 12:
        return str(start.year)
    if step == 3:
        return f"{MONTHS[start.month - 1][:3]}–{MONTHS[start.month + 1][:3]} {start.year}"
    return f"{MONTHS[start.month - 1][:3]} {start.year}"


# Sizes of the drawing, in its own units.
LEFT, TOP, LANE, WIDE, BARS, FOOT = 150, 12, 26, 640, 70, 62


def drawing(stretches: Sequence[Column], short: dict[str, str]) -> dict[str, Any]:
    """Where everything of the picture stands: bars of occasions above, below them a lane for each act that was seen."""
    lanes = [letter for letter in LETTERS if any(one.acts[letter] for one in stretches)]
    most = max((one.number for one in stretches), default=1) or 1
    width = (WIDE - LEFT) / max(1, len(stretches))
    top = TOP + 14 + BARS
    height = top + LANE * len(lanes) + FOOT
    bars, dots, names = [], [], []
    # Names of stretches stand aslant; where there are many, only every second or third has one.
    every = 1 if len(stretches) <= 14 else 2
    for at, one in enumerate(stretches):
        left = LEFT + width * at
        tall = BARS * one.number / most
        middle = left + width / 2
        if one.number:
            bars.append({"x": left + width * 0.15, "y": top - tall, "w": width * 0.7, "h": tall, "text": one.number, "mid": middle})
        if at % every == 0:
            names.append({"x": middle, "y": top + LANE * len(lanes) + 14, "text": one.short})
        for row, letter in enumerate(lanes):
            if one.acts[letter]:
                size = min(LANE / 2 - 2, 7 + 1.5 * (one.acts[letter] - 1))
                dots.append(
                    {"x": middle, "y": top + LANE * row + LANE / 2, "r": min(size, max(4, width / 2 - 1)), "text": one.acts[letter]}
                )
    lines = [{"y": top + LANE * row, "text": short[letter], "mid": top + LANE * row + LANE / 2 + 4} for row, letter in enumerate(lanes)]
    return {
        "width": WIDE, "height": height, "left": LEFT, "top": top, "bottom": top + LANE * len(lanes), "lanes": lines, "bars": bars,
        "dots": dots, "names": names, "most": most,
    }  # fmt: skip
