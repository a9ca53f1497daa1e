"""How dates and times are shown and read. Nothing here decides when anything is due: that is `casework.law`.

Days are calendar days of Europe/London. Moments are aware and shown in Europe/London on the 24-hour clock.
"""

import datetime as dt
import re

from django.utils import timezone

from casework.law.spans import DAY, HOUR, MINUTE, days_between
from casework.law.when import LONDON, day_words, exists, in_words

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MONTH_NUMBERS = {name[:size].lower(): number for number, name in enumerate(MONTHS, 1) for size in (3, 4, len(name))}

DAY_SLASHED = re.compile(r"^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})$")
DAY_NAMED = re.compile(r"^(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})$")
DAY_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
MOMENT = re.compile(
    r"^(?P<day>.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})\s*(?:,|t|at|\s)\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<zone>bst|gmt|utc)?$"
)


class NotADay(ValueError):
    """The text is not a day; the message is a sentence for the person who typed it."""


def local(value: dt.datetime) -> dt.datetime:
    """The moment on London's clock. A naive moment is taken as London's already."""
    return value.replace(tzinfo=LONDON) if value.tzinfo is None else value.astimezone(LONDON)


def day(value: dt.date | dt.datetime | None) -> str:
    """Thursday 5 March 2026; empty for none."""
    if value is None:
        return ""
    return day_words(local(value).date() if isinstance(value, dt.datetime) else value)


def short_day(value: dt.date | dt.datetime | None) -> str:
    """5 March 2026, for tables and for people's dates of birth; empty for none."""
    return day(value).partition(" ")[2]


def clock_time(value: dt.datetime | None) -> str:
    """15:00, London; empty for none."""
    return "" if value is None else f"{local(value):%H:%M}"


def when(value: dt.datetime | dt.date | None) -> str:
    """Tuesday 24 November 2026, 15:00; a bare day is shown as a day; empty for none."""
    return in_words(value) if isinstance(value, dt.datetime) else day(value)


def span(seconds: float) -> str:
    """A length of time in the largest fitting unit: 5 minutes, 2 hours, 3 days."""
    for size, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        number = int(seconds // size)
        if number >= (2 if name == "day" and seconds < 2 * size else 1):
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "less than a minute"


def ago(value: dt.datetime | dt.date | None, now: dt.datetime | None = None) -> str:
    """How long before or after now, in words: "2 hours ago", "in 3 days", "yesterday"; empty for none."""
    if value is None:
        return ""
    now = now or timezone.now()
    if not isinstance(value, dt.datetime):
        days = days_between(value, local(now).date())
        named = {0: "today", 1: "yesterday", -1: "tomorrow"}
        return named.get(days) or (f"{days} days ago" if days > 0 else f"in {-days} days")
    seconds = (now - value).total_seconds()
    return f"{span(seconds)} ago" if seconds >= 0 else f"in {span(-seconds)}"


def read_day(text: str) -> dt.date:
    """The day written as 27/3/2026, 27 March 2026 or 2026-03-27. Raises NotADay with a sentence."""
    tidy = " ".join(text.lower().split())
    if found := DAY_SLASHED.match(tidy):
        numbers = found.group(3), found.group(2), found.group(1)
    elif (found := DAY_NAMED.match(tidy)) and (month := MONTH_NUMBERS.get(found.group(2))):
        numbers = found.group(3), str(month), found.group(1)
    elif found := DAY_ISO.match(tidy):
        numbers = found.group(1), found.group(2), found.group(3)
    else:
        raise NotADay("Enter a date as day, month and year, such as 27/3/2026 or 27 March 2026")
    if not 1900 <= int(numbers[0]) <= 2999:
        raise NotADay("Check the year. Write it with four figures, such as 2026")
    try:
        return dt.date(*map(int, numbers))
    except ValueError:
        raise NotADay(f"“{text.strip()}” is not a day in the calendar. Check the day and the month") from None


def read_moment(text: str) -> dt.datetime:
    """The moment written as 27/3/2026 14:30, aware, on London's clock.

    When the clocks go forward an hour does not happen, and when they go back one happens twice: the first is refused, the second
    is accepted with BST or GMT after it. Raises NotADay with a sentence.
    """
    tidy = " ".join(text.lower().split())
    found = MOMENT.match(tidy)
    if not found:
        raise NotADay("Enter a date and a time on the 24-hour clock, such as 27/3/2026 14:30")
    written = read_day(found["day"].strip().rstrip(","))
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise NotADay("Enter a time between 00:00 and 23:59, such as 14:30")
    naive = dt.datetime.combine(written, dt.time(hour, minute))
    first, second = naive.replace(tzinfo=LONDON, fold=0), naive.replace(tzinfo=LONDON, fold=1)
    if zone := found["zone"]:
        return _in_zone(naive, zone, first, second)
    if first.utcoffset() == second.utcoffset():
        return first
    clock, date = f"{naive:%H:%M}", short_day(written)
    if not exists(naive):
        raise NotADay(f"{clock} did not happen on {date}, because the clocks went forward. Enter the time again")
    raise NotADay(
        f"{clock} happened twice on {date}, because the clocks went back. Add BST for the first or GMT for the second, "
        f"such as {naive:%d/%m/%Y %H:%M} BST"
    )


def _in_zone(naive: dt.datetime, zone: str, first: dt.datetime, second: dt.datetime) -> dt.datetime:
    """The moment whose clock in London shows `zone` then. Raises NotADay when London was not on that clock."""
    shown = "BST" if zone == "bst" else "GMT"
    for moment in (first, second):
        if exists(naive) and moment.tzname() == shown:
            return moment
    raise NotADay(f"The United Kingdom was not on {zone.upper()} at {naive:%H:%M} on {short_day(naive.date())}. Leave {zone.upper()} out")
