"""Business days of England and Wales. The bank holidays are an argument everywhere; only the default is made here.

MCR 1981 r.2 and SI 1999/681 r.6(4): a business day is any day but Saturday, Sunday, Christmas Day, Good Friday and a bank holiday
in England and Wales.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework.law.errors import YearNotCovered

SATURDAY = 5
FIRST_YEAR = 1997
LAST_YEAR = 2040
YEARS_OF_WARNING = 2


@dataclass(frozen=True)
class Calendar:
    """The bank holidays from 1 January of `covered_from`'s year to `covered_until`, both inclusive."""

    holidays: frozenset[date]
    covered_until: date
    covered_from: date = date(FIRST_YEAR, 1, 1)

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is neither a weekend day nor a bank holiday.

        `YearNotCovered` outside the covered years: without that year's list a count would be a guess.
        """
        if not self.covered_from <= day <= self.covered_until:
            raise YearNotCovered(
                "on",
                f"The bank holidays of {day.year} are not known here (known: {self.covered_from.year} to {self.covered_until.year}), "
                "so working days cannot be counted into it. Ask an administrator to enter them.",
            )
        return day.weekday() < SATURDAY and day not in self.holidays


def is_business_day(day: date, calendar: "Calendar | None" = None) -> bool:
    """Whether `day` is a business day by `calendar`, else by the default one."""
    return (calendar or england_and_wales()).is_business_day(day)


@lru_cache(maxsize=2)
def _usual(last_year: int) -> frozenset[date]:
    """What the `holidays` package knows for England, without the days that fall on a weekend."""
    import holidays as package  # kept out of start-up: slow to import, and most rules never count working days

    years = range(FIRST_YEAR, last_year + 1)
    known = (day for day in package.country_holidays("GB", subdiv="ENG", years=years) if day.weekday() < SATURDAY)
    return frozenset(day for day in known if FIRST_YEAR <= day.year <= last_year)


@lru_cache(maxsize=128)
def england_and_wales(overrides: tuple[tuple[date, bool], ...] = (), last_year: int = LAST_YEAR) -> Calendar:
    """The default calendar: the `holidays` package for England, with a force's corrections on top.

    `overrides` holds (day, is it a holiday): True adds a proclaimed holiday, False strikes one that was moved. Years after those
    proclaimed follow the usual pattern. The package lists a weekend holiday and its substitute; the weekend day changes nothing and is
    dropped. England's and Wales's bank holidays are the same (Banking and Financial Dealings Act 1971 Sch 1).
    """
    return Calendar(_with(_usual(last_year), overrides), covered_until=date(last_year, 12, 31))


def usual_names(year: int) -> dict[date, str]:
    """What the days of a year are called that the `holidays` package lists ("Good Friday"), before any correction."""
    import holidays as package  # kept out of start-up, as above

    return dict(package.country_holidays("GB", subdiv="ENG", years=year))


def runs_out(last_year: int, today: date) -> bool:
    """Whether so few known years are left that somebody should enter the next: the last one is next year, or sooner."""
    return last_year - today.year < YEARS_OF_WARNING


def _with(known: frozenset[date], overrides: Iterable[tuple[date, bool]]) -> frozenset[date]:
    corrections = list(overrides)
    added = {day for day, holiday in corrections if holiday}
    struck = {day for day, holiday in corrections if not holiday}
    return frozenset((known | added) - struck)
