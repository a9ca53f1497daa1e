"""A pasted diary or call log becomes rows to check. Pure: text in, proposals out; nothing is saved here and nothing is guessed silently.

A date is read in UK order (day, month, year). Whatever is not written as a whole date is either left empty or proposed with a doubt
in words beside it. The text of a line is kept whole; only a date at its start is taken out of it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from casework.pages.dates import MONTH_NUMBERS, NotADay, read_day, read_moment, short_day
from casework.reports.models import Exactness

MOST = 240
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WHOLE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}(?:,?\s+'?(?:20\d{{2}}|\d{{2}}(?![\d:.]|\s*[ap]m|\s*h)))?"
    rf"|{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?![:.\d])(?:,?\s+20\d{{2}})?)"
)
_SHORT = r"\d{1,2}\s?/\s?\d{1,2}(?![/\d])"
_START = re.compile(rf"^{_WEEKDAY}(?P<day>{_WHOLE}|{_SHORT})(?:(?=T\d)|(?!\w))", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?<![\w/]){_WEEKDAY}(?P<day>{_WHOLE})(?:(?=T\d)|(?!\w))", re.IGNORECASE)
_CLOCK = (
    r"(?:(?P<h>\d{1,2})[:.](?P<m>\d{2})(?::\d{2})?\s*(?P<ap>[ap]\.?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s*(?P<ap2>[ap]\.?m\b\.?)"
    r"|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)\s*(?:hrs?|hours|h)\b"
    r"|(?P<word>noon|midday|midnight)\b)"
)
_TIME = re.compile(rf"^\s*(?:,|-|–|;|\||at|@|t(?=\d)|\s)*\s*{_CLOCK}", re.IGNORECASE)
_ABOUT = re.compile(r"^\s*(?:,|-|–)?\s*(?:about|around|approx(?:imately)?\.?|circa|c\.|roughly|~|approx)\s+", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–·]\s*|\(?\d{1,3}[.)]\s+(?=\D|\d{1,2}[/.\s]))")
_LOOSE = re.compile(
    r"\b(?:yesterday|today|last (?:week|night|month|mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|(?:next|the other|the following|same) day|(?:a|two|three) (?:weeks?|days?) (?:ago|later))\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)\d[\d ]{8,11}\d(?!\d)")
_EDGE = " \t,;:|-–—."


@dataclass
class Row:
    """A proposed row: `when` as it will stand in its field, the text, and every doubt in words. `line` counts from 1."""

    line: int
    when: str
    text: str
    doubts: list[str] = field(default_factory=list)
    on: date | None = None
    numeric: tuple[int, int] | None = None
    year_written: bool = True


def propose(text: str, today: date, known: Collection[datetime] = ()) -> list[Row]:
    """Rows from a pasted text, one a line that says anything. `known` are moments already on the chronology."""
    rows: list[Row] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip(_EDGE):
            continue
        if rows and line[:1] in " \t" and not _START.match(_BULLET.sub("", line.strip())) and not _TIME.match(line.strip()):
            rows[-1].text = f"{rows[-1].text}\n{line.strip()}"
            if "The line below it began further in and was put to it" not in rows[-1].doubts:
                rows[-1].doubts.append("The line below it began further in and was put to it")
            continue
        rows.append(_row(number, line, rows[-1] if rows else None, today))
    _years(rows, today)
    _whole(rows, today)
    for row in rows:
        if any(one in known for one in _moments(row.when)):
            row.doubts.append("Something at this very time is on the chronology already")
        if _TELEPHONE.search(row.text):
            row.doubts.append("A telephone number stands in the text: it belongs to the person's protected facts")
    return rows


def _row(number: int, line: str, above: Row | None, today: date) -> Row:
    plain = " ".join(line.split())
    start = _BULLET.sub("", plain) if not _START.match(plain) else plain
    about = _ABOUT.match(start)
    begun = start[about.end() :] if about else start
    found = _START.match(begun)
    if found:
        return _dated(number, found, begun[found.end() :], bool(about), taken_out=True, whole=begun)
    clock = _TIME.match(begun)
    if clock and clock.start() == 0 and begun[:1].isdigit():
        row = Row(number, "", begun[clock.end() :].strip(_EDGE) or begun)
        at, doubt = _time(clock)
        if above is not None and above.on is not None:
            row.on, row.year_written = above.on, above.year_written
            row.doubts.append("No date is on this line: the date of the line above is proposed")
            row.when = _field(above.on, at, bool(about))
        else:
            row.doubts.append("No date is on this line. Enter it, or leave the line out")
        return _with(row, doubt)
    others = list(_ANYWHERE.finditer(plain))
    if others:
        first = others[0]
        row = _dated(number, first, plain[first.end() :], bool(_ABOUT.search(plain[: first.start()])), taken_out=False, whole=plain)
        if len(others) > 1:
            row.doubts.append(f"{len(others)} dates are in this line: the first is proposed")
        return row
    row = Row(number, "", plain)
    loose = _LOOSE.search(plain)
    said = f"“{loose[0]}” does not say which day. Enter the date, or leave the line out" if loose else ""
    row.doubts.append(said or "No date was found on this line. Enter it, or leave the line out")
    return row


def _dated(number: int, found: re.Match[str], rest: str, about: bool, *, taken_out: bool, whole: str) -> Row:
    row = Row(number, "", whole)
    if more := _ABOUT.match(rest):
        about, rest = True, rest[more.end() :]
    clock = _TIME.match(rest)
    at, doubt = ("", "")
    if clock:
        at, doubt = _time(clock)
        rest = rest[clock.end() :]
        if until := re.match(rf"\s*(?:-|–|to|until|till)\s*{_CLOCK}", rest, re.IGNORECASE):
            end, other = _time(until)
            if at and end and not (doubt or other):
                at, rest = f"{at}-{end}", rest[until.end() :]
    if taken_out:
        row.text = rest.strip(_EDGE) or whole
    written = found["day"]
    day, why = _day(written, row)
    if why:
        row.doubts.append(why)
    if day is not None:
        row.on = day
        row.when = _field(day, at, about)
        _check_weekday(row, found["weekday"])
    else:
        row.text = whole  # what could not be read as a date stays in the text
    return _with(row, doubt)


def _with(row: Row, doubt: str) -> Row:
    if doubt:
        row.doubts.append(doubt)
    return row


def _day(written: str, row: Row) -> tuple[date | None, str]:
    """(the day, a doubt). A day without its year is put in the year 4 for now: a leap year that nobody means."""
    numbers = re.match(r"^(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{2,4}))?$", written)
    if numbers:
        first, second = int(numbers[1]), int(numbers[2])
        row.numeric = (first, second)
        if second > 12 >= first:
            return None, f"“{written}” is not a day in UK order (day, month, year). If the month was written first, enter it the other way"
        if numbers[3] is None:
            row.year_written = False
            return _safe(4, second, first, written)
        year = int(numbers[3]) if len(numbers[3]) == 4 else 2000 + int(numbers[3])
        return _safe(year, second, first, written)
    if not re.search(r"\d{4}|\s'?\d{2}$", re.sub(r"^\D*\d{1,2}(?:st|nd|rd|th)?\b", "", written)):
        row.year_written = False
        day = re.search(r"\d{1,2}", written)
        month = MONTH_NUMBERS.get((re.search(r"[a-z]{3,}", written.lower().replace("of", "")) or [""])[0][:3], 0)
        return _safe(4, month, int(day[0]) if day else 0, written)
    try:
        return read_day(written), ""
    except NotADay:
        found = _by_library(written)
        return found, "" if found else f"“{written}” is not a day in the calendar. Enter the date"


def _safe(year: int, month: int, day: int, written: str) -> tuple[date | None, str]:
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, f"“{written}” is not a day in the calendar. Enter the date"


@cache
def _by_library(written: str) -> date | None:
    """What is written otherwise ("March 3rd 2026", "3 Sept '25"), by strict reading in UK order."""
    import dateparser  # takes half a second, and most diaries do without

    settings: Any = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"], "PREFER_LOCALE_DATE_ORDER": False}
    found = dateparser.parse(written.replace("'", ""), languages=["en"], settings=settings)
    return found.date() if found else None


def _time(found: re.Match[str]) -> tuple[str, str]:
    """(14:30, a doubt) from a clock time as people write it."""
    if found["word"]:
        return (
            ("00:00", "Midnight begins the day: check that it is not the night after")
            if found["word"].lower() == "midnight"
            else ("12:00", "")
        )
    hour = int(found["h"] or found["h2"] or found["h4"])
    minute = int(found["m"] or found["m4"] or 0)
    half = (found["ap"] or found["ap2"] or "").lower().replace(".", "").strip()
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        return "", f"“{found[0].strip(_EDGE)}” is not a time of day. Enter it"
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found["h"] and len(found["h"]) == 1 and 1 <= hour <= 8:
        return f"{hour:02d}:{minute:02d}", f"{hour}:{minute:02d} is read as the morning. Was it the afternoon or evening?"
    return f"{hour:02d}:{minute:02d}", ""


def _field(on: date, at: str, about: bool) -> str:
    """How the moment stands in its field: "about 3/3/2026 14:30", "3/3/2026 14:30-15:00", "3/3/2026"."""
    return f"{'about ' if about else ''}{on.day}/{on.month}/{on.year}{' ' + at if at else ''}"


def _check_weekday(row: Row, written: str | None) -> None:
    if not written or row.on is None or not row.year_written:
        return
    meant = next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(written.lower()[:3]))
    if meant != row.on.weekday():
        row.doubts.append(
            f"{_WEEKDAYS[meant].capitalize()} is written, but {short_day(row.on)} was a {_WEEKDAYS[row.on.weekday()].capitalize()}"
        )


def _years(rows: Sequence[Row], today: date) -> None:
    """Propose a year where none is written: that of the nearest line which has one, else the latest in which the day has passed."""
    for at, row in enumerate(rows):
        if row.on is None or row.year_written:
            continue
        near = next((one.on.year for one in [*reversed(rows[:at]), *rows[at + 1 :]] if one.on and one.year_written), None)
        if near is None:
            near = today.year if (row.on.month, row.on.day) <= (today.month, today.day) else today.year - 1
        day, why = _safe(near, row.on.month, row.on.day, f"{row.on.day}/{row.on.month}/{near}")
        if day is None:
            row.doubts.append(why)
            row.on, row.when = None, ""
            continue
        row.when = row.when.replace(f"/{row.on.year}", f"/{near}", 1)
        row.on = day
        if not any("line above" in doubt for doubt in row.doubts):
            row.doubts.append(f"No year is written: {near} is proposed")


def _whole(rows: Sequence[Row], today: date) -> None:
    """Doubts that only the whole list shows: months written first, days to come, lines out of order."""
    other_way = any(row.numeric and row.numeric[1] > 12 >= row.numeric[0] for row in rows)
    dated = [row for row in rows if row.on is not None]
    for row in rows:
        if other_way and row.numeric and row.on and row.numeric[0] <= 12 and row.numeric[0] != row.numeric[1]:
            row.doubts.append(f"Other lines seem to have the month first. This one is read as {short_day(row.on)}")
        if row.on and row.on > today:
            row.doubts.append(f"{short_day(row.on)} has not come yet")
    steps = [(later.on > earlier.on) - (later.on < earlier.on) for earlier, later in pairwise(dated) if later.on and earlier.on]
    moved = [step for step in steps if step]
    if len(moved) < 3:
        return
    way = 1 if sum(moved) > 0 else -1
    if sum(step == way for step in moved) < 0.7 * len(moved):
        return
    for step, row in zip(steps, dated[1:], strict=True):
        if step == -way:
            row.doubts.append("It stands out of the order of the lines around it")


class NotRead(ValueError):
    """What stands in a row's date field cannot be read; the message is a sentence for the page."""


_SPAN = re.compile(r"^(?:between\s+)?(?P<first>.+?)\s*(?:\bto\b|\band\b|\buntil\b|–)\s*(?P<last>.+)$", re.IGNORECASE)
_HOURS = re.compile(r"^(?P<day>.+?)\s+(?P<first>\d{1,2}[:.]\d{2})\s*-\s*(?P<last>\d{1,2}[:.]\d{2})$")


def read_when(text: str) -> tuple[datetime, datetime | None, str]:
    """(first moment, last moment or None, how sure) from a row's field. A day without a time is the whole of that day.

    Reads "27/3/2026 14:30", "about 27/3/2026 14:30", "27/3/2026", "27/3/2026 14:00-15:00", "27/3/2026 to 29/3/2026". Raises NotRead.
    """
    plain = " ".join(text.split())
    if not plain:
        raise NotRead("Enter the date, or leave the row out")
    about = re.match(r"^(?:about|around)\s+", plain, re.IGNORECASE)
    if about:
        plain = plain[about.end() :]
    try:
        if hours := _HOURS.match(plain):
            return read_moment(f"{hours['day']} {hours['first']}"), read_moment(f"{hours['day']} {hours['last']}"), Exactness.BETWEEN
        if span := _SPAN.match(plain):
            return _edge(span["first"], "00:00"), _edge(span["last"], "23:59"), Exactness.BETWEEN
        if re.search(r"\d[:.]\d{2}\s*(?:bst|gmt|utc)?$", plain, re.IGNORECASE) and not re.match(r"^\d{1,2}\.\d{1,2}\.\d{4}$", plain):
            return read_moment(plain), None, Exactness.ABOUT if about else Exactness.EXACT
        return _edge(plain, "00:00"), _edge(plain, "23:59"), Exactness.BETWEEN
    except NotADay as problem:
        raise NotRead(str(problem)) from None


def _edge(text: str, clock: str) -> datetime:
    """A moment, or the first or last minute of a day."""
    try:
        return read_moment(text)
    except NotADay:
        return read_moment(f"{_slashed(read_day(text))} {clock}")


def _slashed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _moments(when: str) -> list[datetime]:
    try:
        first, _, how = read_when(when)
    except NotRead:
        return []
    return [first] if how != Exactness.BETWEEN else []
