"""The sums that many rules share, each with its steps in plain words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from casework.law import counting
from casework.law.calendar import SATURDAY
from casework.law.engine import Answer, Question
from casework.law.policy import DEFAULTS
from casework.law.when import day_words, in_words, moment_words

FORCE_POLICY = "force policy"


def plural(n: int, unit: str) -> str:
    """ "1 working day", "2 working days", "24 hours"."""
    return f"{n} {unit.removesuffix('s') if n == 1 else unit}"


def by_policy(q: Question, code: str, start: str = "", why: str = FORCE_POLICY) -> Answer:
    """Count the force-policy value `code` from the trigger, in its unit. The day or instant of the trigger is day 0 or hour 0.

    `why` names another source where the value only stands in for a figure that nobody has read ("ask force legal").
    """
    return count(q, q.policy.number(code), DEFAULTS[code].unit, why, start)


def count(q: Question, n: int, unit: str, why: str, start: str = "") -> Answer:
    """Count n of `unit` from the trigger; the trigger's own day does not count. `why` names the source of the number."""
    lead = start or "It starts"
    if unit == "hours":
        due: date | datetime = counting.hours_after(q.moment, n)
        return Answer(due).step(f"{lead}: {in_words(q.moment)}.").step(f"Allowed: {plural(n, 'elapsed hours')} ({why}).")
    answer = Answer().step(f"{lead}: {moment_words(q.on)}.")
    if n == 0 and (unit != "working days" or q.calendar.is_business_day(q.day)):
        answer.due = q.day
        return answer.step(f"The same day ({why}).")
    if n == 0:
        answer.due = counting.business_days_after(q.day, 1, q.calendar)
        return answer.step(f"The same working day ({why}); {day_words(q.day)} is none, so the next, {day_words(answer.due)}.")
    if unit == "working days":
        answer.due = working_days(q, answer, q.day, n)
        return answer.step(f"Allowed: {plural(n, 'working days')} ({why}).")
    answer.due = counting.after(q.day, n) if unit == "days" else counting.months_corresponding(q.day, n)
    return answer.step(f"{plural(n, unit)} after it ({why}); weekends and bank holidays count, the last day does not move.")


def working_days(q: Question, answer: Answer, start: date, n: int) -> date:
    """The nth business day after `start`, telling in `answer` which bank holidays were passed over."""
    end = counting.business_days_after(start, n, q.calendar)
    answer.step(
        f"{day_words(start)} is day 0; {plural(n, 'working days')} later is {day_words(end)}. Weekends and bank holidays do not count."
    )
    passed = list(holidays_between(q, start, end))
    if passed:
        answer.step(f"Bank holidays passed over: {', '.join(day_words(day) for day in passed)}.")
    return end


def holidays_between(q: Question, start: date, end: date) -> Iterable[date]:
    """The bank holidays after `start` and before `end` that are not weekend days."""
    day = start + timedelta(days=1)
    while day < end:
        if day.weekday() < SATURDAY and not q.calendar.is_business_day(day):
            yield day
        day += timedelta(days=1)


def days_beginning_with(answer: Answer, day: date, n: int, cite: str) -> date:
    """Last day of n days beginning with `day`, told day by day: `day` is day 1, weekends and bank holidays count, nothing rolls."""
    last = counting.incl(day, n)
    answer.step(f"{cite}: {plural(n, 'days')} beginning with that day, so {day_words(day)} is day 1.")
    for number in range(2, n):
        answer.step(f"Day {number} is {day_words(counting.incl(day, number))}.")
    answer.step(f"Day {n}, the last day, is {day_words(last)}.")
    answer.step("Weekends and bank holidays count; the last day does not move.")
    return last


def alerts(answer: Answer, last: date, leads: tuple[int, ...]) -> Answer:
    """Add one alert for each lead time in days before `last`, longest first."""
    for lead in leads:
        answer.note("alert", counting.before(last, lead))
    return answer


def guard(answer: Answer, faults: Iterable[str]) -> Answer:
    """Answer a guard: it passes when there is no fault; each fault says what is missing and what would do."""
    answer.reasons.extend(faults)
    answer.passes = not answer.reasons
    return answer
