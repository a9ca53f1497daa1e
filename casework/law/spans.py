"""Differences and plain shifts of days and instants that are not legal dates but must not be counted elsewhere either.

For display ("late by 2 days"), ages, windows of a list, and how long a technical thing lives. Anything a law or a force decides goes
through `casework.law.engine.compute`.
"""

from datetime import UTC, date, datetime, timedelta

from casework.law.counting import anniversary
from casework.law.when import LONDON, at, day_of

MINUTE, HOUR, DAY = 60, 3600, 86400


def age_on(born: date, day: date) -> int:
    """Whole years completed at the start of `day`: a birthday counts from its first moment. Born 29 February: older on 1 March."""
    years = day.year - born.year
    return years if anniversary(born, years) <= day else years - 1


def days_between(first: date, last: date) -> int:
    """How many days `last` is after `first`: 0 for the same day, negative when it is before."""
    return (last - first).days


def days_from(day: date, n: int) -> date:
    """The day n days later (earlier for a negative n): for windows and lists, never for a limit."""
    return day + timedelta(days=n)


def seconds_from(moment: datetime, n: float) -> datetime:
    """The instant n elapsed seconds later, in Europe/London; `moment` must be aware."""
    return (moment.astimezone(UTC) + timedelta(seconds=n)).astimezone(LONDON)


def start_of(day: date) -> datetime:
    """00:00 local at the start of `day`, aware."""
    return at(day, 0)


def first_of_month(day: date, months: int = 0) -> date:
    """The first day of the month of `day`, `months` later (earlier for a negative number)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, 1)


def lateness(overdue_from: datetime, now: datetime) -> str:
    """ "Late by 2 days", "Late by 3 hours", "Late by 5 minutes"; empty while it is not late. Days are counted by the local calendar."""
    if now < overdue_from:
        return ""
    seconds = (now - overdue_from).total_seconds()
    days = days_between(day_of(overdue_from), day_of(now))
    if overdue_from == start_of(day_of(overdue_from)):
        return f"Late by {_many(days + 1, 'day')}"
    if seconds >= 2 * DAY:
        return f"Late by {_many(days, 'day')}"
    if seconds >= HOUR:
        return f"Late by {_many(int(seconds // HOUR), 'hour')}"
    return f"Late by {_many(max(1, int(seconds // MINUTE)), 'minute')}"


def time_left(due: date | datetime, now: datetime) -> str:
    """ "today", "tomorrow", "in 3 days"; for an instant less than a day off "in 5 hours", "in 20 minutes". Empty once it has passed."""
    if isinstance(due, datetime):
        seconds = (due - now).total_seconds()
        if seconds < 0:
            return ""
        if seconds < HOUR:
            return f"in {_many(max(1, int(seconds // MINUTE)), 'minute')}"
        if seconds < DAY:
            return f"in {_many(int(seconds // HOUR), 'hour')}"
    days = days_between(day_of(now), day_of(due))
    if days < 0:
        return ""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _many(n: int, unit: str) -> str:
    return f"{n} {unit}" if n == 1 else f"{n} {unit}s"
