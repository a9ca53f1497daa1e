"""What may be proposed as force policy and as a bank holiday. Pure: the law, the typed text and today in, sentences out."""

import re
from datetime import date

from casework.law import policy, registry, when
from casework.law.calendar import SATURDAY, Calendar
from casework.law.errors import LawInputError
from casework.law.policy import DEFAULTS, Value

Problem = tuple[str | None, str]
SHORTEST_REASON = 10
YEARS_AHEAD = 3


def read_typed(code: str, typed: str) -> Value:
    """The value that somebody typed for a code: "24", "180, 90, 60", a day, or nothing for a provision that is not in use.

    `LawInputError` with the sentence for the field.
    """
    text = " ".join(typed.split())
    known = DEFAULTS[code]
    value: Value
    if known.unit == "date":
        value = when.day_of(when.read(text, "value"), "value") if text else None
    elif isinstance(known.value, tuple):
        parts = [part for part in re.split(r"[\s,;]+", text) if part]
        value = tuple(number for part in parts if (number := _whole(part)) is not None)
        if len(value) != len(parts) or not parts:
            raise LawInputError("value", "Give whole numbers, the longest lead time first, such as 90, 60, 30.")
    else:
        number = _whole(text)
        if number is None:
            raise LawInputError("value", f"Give a whole number of {known.unit} from 0 to {policy.HIGHEST[known.unit]}.")
        value = number
    policy.check(code, value)
    return value


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def reason_problems(reason: str) -> list[Problem]:
    """A reason that somebody can rely on later."""
    if len(" ".join(reason.split())) < SHORTEST_REASON:
        return [("reason", f"Say why, in at least {SHORTEST_REASON} characters.")]
    return []


def from_problems(from_on: date | None, today: date) -> list[Problem]:
    """From when a value may count: never backwards, since what was told by the old value cannot be untold."""
    if from_on is None:
        return [("from_on", "Give the day from which it counts.")]
    if from_on < today:
        return [("from_on", f"Give {when.day_words(today)} or a later day: a value never counts backwards.")]
    if from_on.year > today.year + YEARS_AHEAD:
        return [("from_on", f"Check the year. Give a day before the end of {today.year + YEARS_AHEAD}.")]
    return []


def switch_problems(rule_id: str) -> list[Problem]:
    """Only a rule that the force made itself may be switched off."""
    rule = registry.by_id().get(rule_id)
    if rule is None or rule.klass != "policy":
        return [("value", "Only a rule of force policy can be switched on and off. A duty set by law always counts.")]
    return []


def holiday_problems(kind: str, day: date, name: str, calendar: Calendar, corrected: bool) -> list[Problem]:
    """Whether a correction of the bank holidays makes sense. `corrected`: an approved correction of that day counts now."""
    words = when.day_words(day)
    if kind == "COVER":
        following = calendar.covered_until.year + 1
        return [] if day.year == following else [("year", f"The bank holidays are known up to {following - 1}. Give {following} next.")]
    if not calendar.covered_from <= day <= calendar.covered_until:
        span = f"{calendar.covered_from.year} to {calendar.covered_until.year}"
        return [("day", f"The bank holidays of {day.year} are not known here (known: {span}). Enter the year first.")]
    if kind == "USUAL":
        return [] if corrected else [("day", f"{words} was not corrected here, so there is nothing to take back.")]
    if day.weekday() >= SATURDAY:
        return [("day", f"{words} is a weekend day, which is never a working day. Give the day on which the bank holiday is kept.")]
    is_holiday = day in calendar.holidays
    if kind == "ADD":
        found: list[Problem] = [("day", f"{words} is a bank holiday already.")] if is_holiday else []
        return found if name.strip() else [*found, ("name", "Say which bank holiday it is.")]
    return [] if is_holiday else [("day", f"{words} is no bank holiday, so it cannot be taken off the list.")]
