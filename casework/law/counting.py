"""The few ways in which the law counts time. Small and pure; every rule is a composition of these.

"Day" is a local calendar day of England and Wales. No function rolls a last day that falls on a closed day: nothing in the
Stalking Protection Act 2019 or in the rules used here says so. Each docstring says whether the starting day counts.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from casework.law.errors import OutsideCalendar
from casework.law.when import LONDON


class WorkingDays(Protocol):
    """What the functions for business days need to know of a calendar."""

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is neither a weekend day nor a bank holiday; raises for a year that is not covered."""
        ...


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutsideCalendar("on", "The sum runs past the last year that a calendar holds.") from None


def incl(day: date, n: int) -> date:
    """Last day of "n days beginning with" `day`. INCLUSIVE: `day` is day 1. SPA 2019 s.9(1); *Trow v Ind Coope* (CA 1967)."""
    return _shift(day, n - 1)


def after(day: date, n: int) -> date:
    """Last day of "not later than n days after" `day`. EXCLUSIVE: the next day is day 1. SI 1999/681 rr.4(2), 5(2), 5(4)."""
    return _shift(day, n)


def clear_before(day: date, n: int) -> date:
    """Latest day for "not less than n days before" `day`, read as clear days: both ends EXCLUDED. SI 1999/681 r.3 (our reading)."""
    return _shift(day, -(n + 1))


def before(day: date, n: int) -> date:
    """The day n days before `day`, plain arithmetic: of the two ends one counts.

    For force-policy lead times and for the other reading of clear days.
    """
    return _shift(day, -n)


def anniversary(day: date, n: int) -> date:
    """The same date n years on. A missing 29 February becomes 1 March, so that a minimum term is never cut short."""
    try:
        return day.replace(year=day.year + n)
    except ValueError:
        if day.year + n > 9999:
            raise OutsideCalendar("on", "The sum runs past the last year that a calendar holds.") from None
        return date(day.year + n, 3, 1)


def years_last_day(day: date, n: int) -> date:
    """Last day of "n years beginning with" `day`. INCLUSIVE: the day before the anniversary. SPA 2019 ss.3(2), 4(4)(b)."""
    return _shift(anniversary(day, n), -1)


def months_corresponding(day: date, n: int) -> date:
    """The corresponding date n months on (n may be negative). EXCLUSIVE: `day` does not count.

    Same day-number; where the month has none, its last day. MCA 1980 s.127(1), PACE 1984 s.16(3).
    """
    month = day.year * 12 + day.month - 1 + n
    year, month0 = divmod(month, 12)
    if not 1 <= year <= 9999:
        raise OutsideCalendar("on", "The sum runs past the last year that a calendar holds.")
    return date(year, month0 + 1, min(day.day, _days_in(year, month0 + 1)))


def months_last_day(day: date, n: int) -> date:
    """Last day of "n months beginning with" `day`. INCLUSIVE: the day before the corresponding date. PACE 1984 ss.47ZB to 47ZG.

    Where the month has no such day-number the corresponding date is its last day: the shorter reading, so that nobody is kept on
    bail a day too long.
    """
    return _shift(months_corresponding(day, n), -1)


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    return 31 if following is None else (following - timedelta(days=1)).day


def business_days_after(day: date, n: int, calendar: WorkingDays) -> date:
    """The nth business day after `day`. EXCLUSIVE: `day` is day 0, whatever day it is; n = 0 gives `day` itself.

    Business day: not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday. MCR 1981 r.2; SI 1999/681 r.6(4).
    """
    found = day
    for _ in range(n):
        found = _shift(found, 1)
        while not calendar.is_business_day(found):
            found = _shift(found, 1)
    return found


def business_days_before(day: date, n: int, calendar: WorkingDays) -> date:
    """The nth business day before `day`. EXCLUSIVE: `day` does not count."""
    found = day
    for _ in range(n):
        found = _shift(found, -1)
        while not calendar.is_business_day(found):
            found = _shift(found, -1)
    return found


def business_day_on_or_before(day: date, calendar: WorkingDays) -> date:
    """`day` if it is a business day, else the last one before it. INCLUSIVE."""
    return day if calendar.is_business_day(day) else business_days_before(day, 1, calendar)


def latest_start(last: date, n: int, calendar: WorkingDays) -> date:
    """Latest business day whose nth business day after is not later than `last`: the last day for posting.

    Never a day on which nothing is posted. SI 1999/681 r.6: by post, served on the second business day after posting.
    """
    found = business_day_on_or_before(last, calendar)
    while business_days_after(found, n, calendar) > last:
        found = business_days_before(found, 1, calendar)
    return found


def hours_after(moment: datetime, n: int) -> datetime:
    """n elapsed hours after an aware instant, in Europe/London: over a clock change 24 hours stay 24 hours, the time of day moves."""
    try:
        return (moment.astimezone(UTC) + timedelta(hours=n)).astimezone(LONDON)
    except OverflowError:
        raise OutsideCalendar("on", "The sum runs past the last year that a calendar holds.") from None


def first_late(due: datetime) -> datetime:
    """The first instant late for an instant that is due: exactly at it is in time, one second later is not. investigation.md section 11."""
    return (due.astimezone(UTC) + timedelta(seconds=1)).astimezone(LONDON)
