"""Business days of England and Wales: the rule of the Act, the proclaimed exceptions, a force's corrections, the years that are known."""

from datetime import date, timedelta

import pytest

from casework.law.calendar import Calendar, england_and_wales, is_business_day
from casework.law.engine import compute
from casework.law.errors import YearNotCovered

pytestmark = pytest.mark.quick

PROCLAIMED = {
    date(2020, 5, 4): False,  # moved to the 8th
    date(2020, 5, 8): True,
    date(2022, 5, 30): False,  # moved to 2 June
    date(2022, 6, 2): True,
    date(2022, 6, 3): True,
    date(2022, 9, 19): True,
    date(2023, 5, 8): True,
}


def easter(year):
    """Easter Sunday, by the Gregorian rule (Meeus), as a second opinion."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def first_monday(year, month):
    return next(date(year, month, day) for day in range(1, 8) if date(year, month, day).weekday() == 0)


def last_monday(year, month):
    return next(date(year, month, day) for day in range(31, 24, -1) if date(year, month, day).weekday() == 0)


def by_the_rule(year):
    days = {
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    for month, day in ((1, 1), (12, 25), (12, 26)):
        found = date(year, month, day)
        while found.weekday() > 4 or found in days:
            found += timedelta(days=1)
        days.add(found)
    for day, holiday in PROCLAIMED.items():
        if day.year == year:
            days = days | {day} if holiday else days - {day}
    return days


@pytest.mark.parametrize("year", range(2018, 2041))
def test_bank_holidays_follow_the_rule_and_the_proclamations(year):
    assert {day for day in england_and_wales().holidays if day.year == year} == by_the_rule(year)


def test_the_holidays_of_the_worked_examples():
    known = england_and_wales().holidays
    expected = [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
    assert sorted(day for day in known if day.year == 2026) == [date(2026, *each) for each in expected]
    assert {date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)} <= known


def test_a_holiday_on_a_weekend_moves_no_further_day():
    assert date(2026, 12, 26) not in england_and_wales().holidays
    assert not is_business_day(date(2026, 12, 26))
    assert not is_business_day(date(2026, 12, 28))
    assert is_business_day(date(2026, 12, 29))


def test_a_force_adds_a_proclaimed_day_and_strikes_one_that_moved():
    calendar = england_and_wales(overrides=((date(2026, 11, 24), True), (date(2026, 12, 25), False)))
    assert not calendar.is_business_day(date(2026, 11, 24))
    assert calendar.is_business_day(date(2026, 12, 25))
    assert compute("R13", on="2026-11-23", calendar=calendar).due == date(2026, 11, 25)
    assert compute("R13", on="2026-11-23").due == date(2026, 11, 24)


@pytest.mark.parametrize("day", [date(1996, 12, 31), date(2041, 1, 1)])
def test_a_year_that_is_not_known_is_refused(day):
    with pytest.raises(YearNotCovered, match="are not known here"):
        is_business_day(day)


def test_a_count_that_runs_out_of_the_known_years_is_refused():
    calendar = Calendar(frozenset(), covered_until=date(2026, 12, 31))
    with pytest.raises(YearNotCovered, match="2027"):
        compute("R52", on="2026-12-01", inputs={"step": "decide"}, calendar=calendar)


def test_days_that_are_not_business_days_need_no_calendar():
    assert compute("SPA-9-1", on="2150-01-01").due == date(2150, 1, 3)
