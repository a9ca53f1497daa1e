"""When reminders go out for a clock: the alerts before, the day itself, and who hears when it is late."""

from datetime import date, datetime, timedelta

from casework.law import counting, when
from casework.law.calendar import Calendar, england_and_wales
from casework.law.engine import Result
from casework.law.errors import YearNotCovered
from casework.law.policy import PolicyValues
from casework.law.registry import Rule

Stage = tuple[str, datetime, str]
MORNING = 9
SHORT_NOTICE_HOURS = 4
HOURS_A_DAY = 24
ABOVE = {"supervisor": ("inspector", "manager"), "inspector": ("manager", "manager")}


def stages(rule: Rule, result: Result, *, calendar: Calendar | None = None, policy: PolicyValues) -> list[Stage]:
    """(stage, instant, slot) in order of time; empty for a result with nothing to meet.

    A day-counted duty reminds at 09:00 local on each alert day, on the working day before and on the day itself. An hour-counted duty
    reminds four hours before, or when three quarters have gone if that is later. Both: at the first instant late to the holder of the
    slot, then up the line after the force's own hours. One slot never gets two stages at one instant: the first is kept.
    """
    if result.due is None or result.overdue_from is None:
        return []
    found = _of_a_moment(rule, result) if isinstance(result.due, datetime) else _of_a_day(rule, result, result.due, calendar)
    found += _late(rule, result, policy)
    seen: set[tuple[datetime, str]] = set()
    kept = []
    for stage, at, slot in sorted(found, key=lambda each: each[1]):
        if (at, slot) not in seen:
            seen.add((at, slot))
            kept.append((stage, at, slot))
    return kept


def _of_a_day(rule: Rule, result: Result, due: date, calendar: Calendar | None) -> list[Stage]:
    counted_to = result.first("ends") or due
    found: list[Stage] = []
    for name, day in result.also:
        if name == "alert":
            lead = (when.day_of(counted_to) - when.day_of(day)).days
            found += [(f"T-{lead}", when.at(when.day_of(day), MORNING), slot) for slot in (rule.slot, *rule.also_slots)]
    found.append(("before", when.at(_working_day_before(due, calendar), MORNING), rule.slot))
    found.append(("day", when.at(due, MORNING), rule.slot))
    return found


def _working_day_before(due: date, calendar: Calendar | None) -> date:
    """The last working day before `due`; plainly the day before where that year's bank holidays are not known (a reminder, no limit)."""
    try:
        return counting.business_days_before(due, 1, calendar or england_and_wales())
    except YearNotCovered:
        return counting.before(due, 1)


def _of_a_moment(rule: Rule, result: Result) -> list[Stage]:
    assert isinstance(result.due, datetime)
    lead = timedelta(hours=SHORT_NOTICE_HOURS)
    start = result.inputs["on"]
    if isinstance(start, datetime):
        lead = min(lead, (result.due - start) / 4)
    soon = (result.due.astimezone(when.UTC) - lead).astimezone(when.LONDON)
    return [("soon", soon, rule.slot)] if lead > timedelta(0) else []


def _late(rule: Rule, result: Result, policy: PolicyValues) -> list[Stage]:
    assert result.overdue_from is not None
    found: list[Stage] = [("late", result.overdue_from, rule.slot)]
    missed = result.due if isinstance(result.due, datetime) else result.overdue_from
    if rule.escalates:
        first, second = ABOVE.get(rule.slot, ("supervisor", "inspector"))
        if rule.each_day:
            found.append(("late, second day", counting.hours_after(missed, 2 * HOURS_A_DAY), first))
        for stage, code, slot in (("late, up once", "ESCALATE.supervisor", first), ("late, up twice", "ESCALATE.inspector", second)):
            found.append((stage, counting.hours_after(missed, policy.number(code)), slot))
    return found
