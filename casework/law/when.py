"""Dates and times of day as the law means them: Europe/London, read strictly, said in words.

Everything here is pure; nothing reads a clock. A `date` is a local calendar day in England and Wales; a `datetime` that
leaves this module is always aware and in Europe/London.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.law.errors import AmbiguousLocalTime, NoSuchDate, NoSuchLocalTime

LONDON = ZoneInfo("Europe/London")

_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$")
HOW_TO_WRITE = "Write a date as 2026-11-27, or a date and time as 2026-11-27T16:40."


def local(moment: datetime, name: str = "on") -> datetime:
    """The same instant in Europe/London.

    A naive value is read as local time. `NoSuchLocalTime` for an hour that the clocks skip, `AmbiguousLocalTime` for one
    that comes twice: a naive value cannot say which of the two is meant, so an offset is asked for.
    """
    if moment.tzinfo is not None and moment.utcoffset() is not None:
        return moment.astimezone(LONDON)
    first = moment.replace(tzinfo=LONDON, fold=0)
    second = moment.replace(tzinfo=LONDON, fold=1)
    if not exists(moment):
        raise NoSuchLocalTime(
            name,
            f"{moment:%H:%M} on {day_words(moment.date())} does not exist: the clocks go forward that night. "
            "Give a time before 01:00 or from 02:00.",
        )
    if first.utcoffset() != second.utcoffset():
        raise AmbiguousLocalTime(
            name,
            f"{moment:%H:%M} on {day_words(moment.date())} comes twice, because the clocks go back that night. "
            f"Add +01:00 for the first (summer time) or +00:00 for the second.",
        )
    return first


def exists(naive: datetime) -> bool:
    """Whether this naive local time of day occurs at all in Europe/London."""
    there = naive.replace(tzinfo=LONDON)
    return there.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == naive.replace(fold=0)


def read(value: object, name: str = "on") -> date | datetime:
    """A `date`, or a `datetime` as it was given (naive or aware), from a value of either type or from text.

    `NoSuchDate` for text that is neither, for 30 February and for years outside 1900 to 2999.
    """
    if isinstance(value, date):
        if not 1900 <= value.year <= 2999:
            raise NoSuchDate(name, f"The year {value.year} is outside 1900 to 2999.")
        return value
    text = str(value).strip()
    try:
        if _DATE.match(text):
            found: date = date.fromisoformat(text)
        elif _MOMENT.match(text):
            found = datetime.fromisoformat(text)
        else:
            raise NoSuchDate(name, f"{text!r} is not a date. {HOW_TO_WRITE}")
    except NoSuchDate:
        raise
    except ValueError:
        raise NoSuchDate(name, f"{text!r} is not a day or time of the calendar. {HOW_TO_WRITE}") from None
    return read(found, name)


def day_of(value: date | datetime, name: str = "on") -> date:
    """The local calendar day: an aware value is brought to Europe/London first.

    A naive time that the clocks skip is refused; one that comes twice is not, since the day is the same both times.
    """
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        if not exists(value):
            return local(value, name).date()
        return value.date()
    return value.astimezone(LONDON).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That local time of day on `day`, aware. Only for hours that the clocks never skip (not 01:00 to 02:00)."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def end_of(day: date) -> datetime:
    """24:00 local at the end of `day`, which is the first instant of the next: the first instant at which a day-counted duty is late."""
    return at(day + timedelta(days=1), 0)


def day_words(day: date) -> str:
    """ "Sunday 29 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def in_words(value: date | datetime) -> str:
    """ "Sunday 29 November 2026, end of the day" for a day-counted date; "Tuesday 24 November 2026, 15:00" for an instant.

    In the hour that comes twice the zone is added ("01:30 BST"), since the time alone would not say which.
    """
    if not isinstance(value, datetime):
        return f"{day_words(value)}, end of the day"
    here = local(value)
    naive = here.replace(tzinfo=None)
    twice = naive.replace(tzinfo=LONDON, fold=0).utcoffset() != naive.replace(tzinfo=LONDON, fold=1).utcoffset()
    return f"{day_words(here.date())}, {here:%H:%M}" + (f" {here:%Z}" if twice else "")


def moment_words(value: date | datetime) -> str:
    """Like `in_words`, but a plain day is only named ("Friday 27 November 2026"): for the start of a sum, not its end."""
    return in_words(value) if isinstance(value, datetime) else day_words(value)
