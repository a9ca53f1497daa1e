"""What a report of a breach must satisfy, and what must be answered before it moves on. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from casework.breaches.models import Breach, BreachType
from casework.law.when import day_of, day_words, in_words
from casework.orders.models import OrderCondition

Problem = tuple[str | None, str]

LEAST_NO_ARREST = 20

ACT_OF = {
    "NO_CONTACT_DIRECT": "B",
    "NO_CONTACT_INDIRECT": "B",
    "NO_CONTACT_PROXY": "B",
    "NO_GIFTS": "B",
    "NO_SOCIAL_REF": "C",
    "NO_RECORDING_IMAGES": "G",
    "NO_SURVEILLANCE": "G",
    "NO_TRACKING_DEVICES": "G",
    "NO_DATA_SEARCH": "D",
    "NON_APPROACH": "E",
    "EXCLUSION_ZONE": "E",
    "NO_ATTEND": "E",
}
"""The act of PHA 1997 s.2A(3) that a breached condition stands for in the chronology; any other is an act of its own."""


def not_reportable(
    order: Any,
    *,
    type: str,
    occurred_at: datetime,
    now: datetime,
    chosen: Sequence[OrderCondition],
    conditions: Collection[OrderCondition],
    what_happened: str,
    knew_of_order: bool,
    knew_why: str,
) -> list[Problem]:
    """Why this cannot be recorded as a breach (investigation.md section 8). `conditions` are those of the version in force then.

    Before the making, after the end, a condition that was not in the order then, or before service unless the defendant was at court
    or knew of the order.
    """
    found: list[Problem] = []
    if occurred_at > now:
        found.append(("occurred_at", "This is in the future. Enter when it happened."))
    elif occurred_at < order.made_at:
        found.append(
            ("occurred_at", f"The order was made later ({in_words(order.made_at)}): this was before it. Add it to the chronology.")
        )
    elif _over(order, occurred_at):
        found.append(("occurred_at", f"The order was no longer in force then: {_end_words(order)}. Add it to the chronology."))
    elif type == BreachType.S8_BREACH and not _known(order, occurred_at) and not knew_of_order:
        found.append(
            (
                "knew_of_order",
                "The order had not been served by then. If the defendant knew of it all the same, tick this and say how you know.",
            )
        )
    if knew_of_order and len(knew_why.strip()) < 10:
        found.append(("knew_why", "Say how you know that the defendant knew of the order."))
    if len(what_happened.strip()) < 10:
        found.append(("what_happened", "Say what happened, in at least 10 characters."))
    if type == BreachType.S8_BREACH:
        found += _condition_problems(occurred_at, chosen, conditions)
    return found


def _condition_problems(occurred_at: datetime, chosen: Sequence[OrderCondition], conditions: Collection[OrderCondition]) -> list[Problem]:
    if conditions and not chosen:
        return [("conditions", "Tick the conditions that were breached.")]
    found: list[Problem] = []
    known = {each.pk for each in conditions}
    for each in chosen:
        if each.pk not in known:
            found.append(("conditions", f"Condition {each.number} was not in the order as it stood then."))
        elif each.until is not None and day_of(occurred_at) > each.until:
            found.append(("conditions", f"Condition {each.number} ended on {day_words(each.until)}, before this."))
    return found


def _over(order: Any, at: datetime) -> bool:
    return (order.ended_at is not None and at >= order.ended_at) or (order.end_date is not None and day_of(at) > order.end_date)


def _end_words(order: Any) -> str:
    if order.end_date is not None and (order.ended_at is None or day_of(order.ended_at) > order.end_date):
        return f"its last day was {day_words(order.end_date)}"
    return f"it ended on {in_words(order.ended_at)}"


def _known(order: Any, at: datetime) -> bool:
    return order.defendant_present or (order.served_on is not None and order.served_on <= day_of(at))


# Guards of the moves.


def no_crime(breach: Breach, *, crime_number: str, **_: Any) -> list[Problem]:
    """Guard of "record crime": the crime number."""
    return [] if crime_number.strip() else [("crime_number", "Enter the crime number.")]


def further_crime_undecided(
    breach: Breach, *, further_crime: bool | None, further_crime_why: str, number: str = "", **_: Any
) -> list[Problem]:
    """Guard of "investigate": the question that must be answered (HMICFRS 2019): a further stalking or harassment crime as well?"""
    found: list[Problem] = []
    if further_crime is None:
        found.append(("further_crime", "Decide whether a further stalking or harassment crime is recorded as well."))
    if len(further_crime_why.strip()) < 10:
        found.append(("further_crime_why", "Give the reason, in at least 10 characters."))
    if further_crime and not number.strip():
        found.append(("further_crime_number", "Enter the number of the further crime."))
    return found


def no_arrest_ground(breach: Breach, *, ground: str, reason: str, **_: Any) -> list[Problem]:
    """Guard of "arrest": a ground of PACE 1984 s.24(5) and why it applied."""
    found: list[Problem] = []
    if not ground:
        found.append(("arrest_ground", "Choose why the arrest was necessary (PACE 1984 s.24(5))."))
    if len(reason.strip()) < 10:
        found.append(("arrest_reason", "Say why that applied, in at least 10 characters."))
    return found


def no_reason_for_no_arrest(breach: Breach, *, approver_id: int, **_: Any) -> list[Problem]:
    """Guard of "interview": a written reason for no arrest, approved by a sergeant who did not write it."""
    found: list[Problem] = []
    if len(breach.no_arrest_reason.strip()) < LEAST_NO_ARREST:
        found.append(("no_arrest_reason", f"The reason for no arrest is missing: at least {LEAST_NO_ARREST} characters."))
    if approver_id == breach.no_arrest_by_id:
        found.append((None, "You cannot approve this because you wrote the reason."))
    return found


def no_outcome_reason(breach: Breach, *, note: str, **_: Any) -> list[Problem]:
    """Guard of the ends without a conviction: why."""
    return [] if len(note.strip()) >= 10 else [("note", "Give the reason, in at least 10 characters.")]
