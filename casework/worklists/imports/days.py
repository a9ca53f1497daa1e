"""Reading days as old registers write them: UK order, many styles, and what is doubtful about each. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.pages.dates import MONTH_NUMBERS
from casework.worklists.imports.cells import serial_day

# How sure the order of day and month is.
CLEAR, EITHER, MONTH_FIRST = "clear", "either", "month first"
# Two figures of a year up to this one belong to this century.
PIVOT = 40

_TIME = re.compile(r"[T ,]+(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|hrs)?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+", re.IGNORECASE)
_NUMBERS = re.compile(r"^(\d{1,2})\s*[/.\-\\ ]\s*(\d{1,2})\s*[/.\-\\ ]\s*(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})$")
_TOGETHER = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_DAY_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})$", re.IGNORECASE)
_NAME_DAY = re.compile(r"^([a-z]{3,9})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]+(\d{4}|\d{2})$", re.IGNORECASE)
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")


@dataclass(frozen=True)
class Reading:
    """A day, how sure its order is, and whether its year was written with two figures."""

    day: date
    order: str = CLEAR
    short_year: bool = False


def read(text: str, pivot: int = PIVOT) -> Reading | None:
    """The day that a cell means, day before month; None when it is no day of the calendar.

    `pivot`: two figures of a year up to this one belong to this century.
    """
    tidy = _WEEKDAY.sub("", _TIME.sub("", " ".join(text.split())))
    if _SERIAL.match(tidy):
        return Reading(serial_day(int(tidy.split(".")[0])))
    if found := (_YEAR_FIRST.match(tidy) or _TOGETHER.match(tidy)):
        return _made(pivot, found[1], found[2], found[3])
    if found := _NUMBERS.match(tidy):
        first, second = int(found[1]), int(found[2])
        if second > 12 >= first:
            return _made(pivot, found[3], found[1], found[2], MONTH_FIRST)
        return _made(pivot, found[3], found[2], found[1], EITHER if first <= 12 and first != second else CLEAR)
    if found := _DAY_NAME.match(tidy):
        return _made(pivot, found[3], str(_month(found[2])), found[1])
    if found := _NAME_DAY.match(tidy):
        return _made(pivot, found[3], str(_month(found[1])), found[2])
    return None


def _month(name: str) -> int:
    return MONTH_NUMBERS.get(name.lower(), MONTH_NUMBERS.get(name[:3].lower(), 0))


def _made(pivot: int, year: str, month: str, day: str, order: str = CLEAR) -> Reading | None:
    short = len(year) == 2
    whole = int(year) + ((2000 if int(year) <= pivot else 1900) if short else 0)
    try:
        return Reading(date(whole, int(month), int(day)), order, short)
    except ValueError:
        return None


def turned(found: date) -> date:
    """The same figures with day and month changed over; for a reading of EITHER order."""
    return date(found.year, found.day, found.month)


def uk_order(values: Iterable[str]) -> bool:
    """Does the column itself show that the day comes first? At least one date can be read no other way, and none the other way round."""
    orders = {reading.order if not _plainly(text) else "" for text in values if (reading := read(text)) is not None}
    return CLEAR in orders and MONTH_FIRST not in orders


def _plainly(text: str) -> bool:
    """Dates that say nothing about the order of figures: names of months, year first, serial numbers, day and month alike."""
    found = _NUMBERS.match(_WEEKDAY.sub("", _TIME.sub("", " ".join(text.split()))))
    return found is None or found[1].lstrip("0") == found[2].lstrip("0")
