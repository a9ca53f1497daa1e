"""The rules of the three grades (investigation.md 4.1 to 4.4). Pure: grades in, the final grade and what is owed out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.assessment.models import Divergence, Flag, PlanKind, Tool, View
from casework.assessment.triggers import BY_HAND
from casework.cases.models import Grade
from casework.pages.dates import local
from casework.reports.rules import REASON, Problems, future, short

ORDER = {Grade.STANDARD: 0, Grade.MEDIUM: 1, Grade.HIGH: 2}
FLOOR_ALONE = (Flag.THREAT_TO_KILL, Flag.STRANGULATION, Flag.WEAPON, Flag.LAST_RESORT)
FLOOR_TOGETHER = (Flag.ORDER_BREACHED, Flag.APPROACH)
DOMESTIC = frozenset({"EX_PARTNER", "PARTNER", "FAMILY"})
MARAC_TICKS = 14
# How many numbered questions a tool has whose wording is licensed or the force's own: only the numbers answered yes are kept.
QUESTIONS = {Tool.DASH: 27, Tool.DARA: 17, Tool.SASH: 16, Tool.LOCAL: 99}


def divergence(victim_view: str, officer_view: str) -> str:
    """How the two views stand to one another; never averaged."""
    if victim_view == View.NOT_OBTAINED:
        return Divergence.NO_VIEW
    difference = ORDER[Grade(victim_view)] - ORDER[Grade(officer_view)]
    return Divergence.VICTIM_HIGHER if difference > 0 else Divergence.OFFICER_HIGHER if difference < 0 else Divergence.SAME


def floor(flags: Collection[str]) -> str:
    """Why the grade cannot be below HIGH until a supervisor has looked, in words; "" when there is no such sign (force policy)."""
    alone = [Flag(flag).label.lower() for flag in FLOOR_ALONE if flag in flags]
    if set(FLOOR_TOGETHER) <= set(flags):
        alone.append("an order or bail breached and an approach in person")
    return ", ".join(alone)


@dataclass(frozen=True)
class Outcome:
    """What follows from two views and the flags.

    `final` is the grade that stands from now. `inspector` True: a lower grade was asked for and waits for an inspector.
    `without_consent` True: the plan needs an action that does not depend on the victim's consent.
    """

    divergence: str
    final: str
    floor: str
    inspector: bool
    without_consent: bool


def outcome(victim_view: str, officer_view: str, flags: Collection[str] = (), lower_to: str = "") -> Outcome:
    """The table of investigation.md 4.4.

    Victim higher: the victim's grade, until an inspector approves going lower. Officer higher: the officer's grade; the victim's
    minimising never lowers it. Same: that grade. No view: the officer's. Certain flags make it HIGH whatever was said.
    """
    how = divergence(victim_view, officer_view)
    final = victim_view if how == Divergence.VICTIM_HIGHER else officer_view
    why = floor(flags)
    if why:
        final = Grade.HIGH
    asked = how == Divergence.VICTIM_HIGHER and bool(lower_to)
    return Outcome(how, str(final), why, asked, how == Divergence.OFFICER_HIGHER)


def assessment_problems(values: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], reported_at: datetime, now: datetime) -> Problems:
    """What an assessment must hold before it counts as complete. `values` are fields of RiskAssessment, `actions` of PlanAction."""
    found = future("assessed_at", values["assessed_at"], now)
    if values["assessed_at"] < reported_at:
        found.append(("assessed_at", "Risk cannot have been assessed before the report came in"))
    victim, officer = values.get("victim_view"), values.get("officer_view")
    if victim not in View.values or officer not in Grade.values:
        if victim not in View.values:
            found.append(("victim_view", "Choose how dangerous the victim says it is, or that the view could not be had"))
        if officer not in Grade.values:
            found.append(("officer_view", "Choose your own view"))
        return found
    found += tool_problems(values.get("tool", ""), values.get("tool_version", ""), values.get("answers") or {})
    result = outcome(victim, officer, values.get("flags", ()), values.get("lower_to", ""))
    if short(values.get("officer_rationale", ""), 10):
        found.append(("officer_rationale", "Say in at least 10 characters why this is your view"))
    if short(values.get("trigger", ""), 3):
        found.append(("trigger", "Say what led to this assessment"))
    if result.divergence == Divergence.NO_VIEW:
        if short(values.get("no_view_reason", ""), 10):
            found.append(("no_view_reason", "Say in at least 10 characters why the victim's view was not obtained"))
        if values.get("retry_on") is None:
            found.append(("retry_on", "Enter the day on which the victim will be asked again"))
        elif values["retry_on"] < local(values["assessed_at"]).date():
            found.append(("retry_on", "The day on which the victim will be asked again cannot lie before the assessment"))
    elif short(values.get("victim_words", ""), 3):
        found.append(("victim_words", "Write down what the victim said, in the victim's own words"))
    found += _lowering(values, result, str(victim), str(officer))
    return found + _plan(actions, values.get("no_action_reason", ""), result, local(values["assessed_at"]).date())


def _lowering(values: Mapping[str, Any], result: Outcome, victim: str, officer: str) -> Problems:
    lower = values.get("lower_to", "")
    if not lower:
        return []
    if result.divergence != Divergence.VICTIM_HIGHER:
        return [("lower_to", "Leave this empty: your view is not below the victim's")]
    found: Problems = []
    if lower not in Grade.values or ORDER[Grade(lower)] >= ORDER[Grade(victim)]:
        found.append(("lower_to", "Choose a grade below the victim's view, or leave this empty"))
    elif ORDER[Grade(lower)] < ORDER[Grade(officer)]:
        found.append(("lower_to", "This lies below your own view"))
    if result.floor:
        found.append(("lower_to", f"The grade stays HIGH because of: {result.floor}"))
    if short(values.get("lower_reason", ""), REASON):
        found.append(("lower_reason", f"Say in at least {REASON} characters why the grade should lie below the victim's view"))
    return found


def _plan(actions: Sequence[Mapping[str, Any]], no_action_reason: str, result: Outcome, day: date) -> Problems:
    found: Problems = []
    if not actions and short(no_action_reason, REASON):
        found.append(("no_action_reason", f"Plan at least one action, or say in at least {REASON} characters why none is needed"))
    if actions and no_action_reason.strip():
        found.append(("no_action_reason", "Leave this empty: the plan has actions"))
    for place, action in enumerate(actions):
        if short(action.get("what", ""), 5):
            found.append((f"actions-{place}-what", "Say what will be done"))
        if action.get("owner") is None:
            found.append((f"actions-{place}-owner", "Choose who does it"))
        if action.get("due_on") is None:
            found.append((f"actions-{place}-due_on", "Enter the day by which it is done"))
        elif action["due_on"] < day:
            found.append((f"actions-{place}-due_on", "The action cannot be due before the assessment"))
    if result.without_consent and actions and all(action.get("needs_consent") for action in actions):
        found.append(
            (
                None,
                "You see more danger than the victim: plan at least one action that does not need the victim's consent, such as a marker",
            )
        )
    if result.without_consent and not actions:
        found.append((None, "You see more danger than the victim: the plan needs an action that does not depend on the victim's consent"))
    return found


def review_problems(
    *, assessor_id: int, reviewer_id: int, agreed: bool, grade: str, reason: str, final: str, victim_view: str, officer_view: str
) -> Problems:
    """A supervisor's review: another person; a changed grade says why, never below the victim's view (that is an inspector's).

    Nor below the officer's view where the victim sees less danger: what the victim plays down is not used to lower the grade.
    """
    found: Problems = []
    if assessor_id == reviewer_id:
        found.append((None, "You cannot review this because you made the assessment"))
    if agreed:
        return found
    if grade not in Grade.values or grade == final:
        found.append(("grade", "Choose the grade that you find right; it must differ from the one given"))
        return found
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters why the grade changes"))
    if victim_view != View.NOT_OBTAINED and ORDER[Grade(grade)] < ORDER[Grade(victim_view)]:
        found.append(("grade", "Going below the victim's view needs an inspector. Choose the victim's grade or a higher one"))
    elif divergence(victim_view, officer_view) == Divergence.OFFICER_HIGHER and ORDER[Grade(grade)] < ORDER[Grade(officer_view)]:
        found.append(("grade", "The victim sees less danger than the officer: the grade is not lowered below the officer's view"))
    return found


def lowering_problems(*, assessor_id: int, reviewer_id: int, lower_to: str, reason: str) -> Problems:
    """An inspector's decision on going below the victim's view: another person, always with a reason."""
    found: Problems = []
    if not lower_to:
        found.append((None, "Nobody has asked for a grade below the victim's view"))
    if assessor_id == reviewer_id:
        found.append((None, "You cannot decide this because you made the assessment"))
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters why; the victim is told the reasons"))
    return found


def trigger_problems(kind: str, words: str, happened_at: datetime, reported_at: datetime, now: datetime) -> Problems:
    """What is told by hand to make a new assessment necessary: which kind, what happened, when."""
    found = future("happened_at", happened_at, now)
    if kind not in BY_HAND:
        found.append(("kind", "Choose what has changed"))
    if short(words, 10):
        found.append(("words", "Say in at least 10 characters what has changed, without an address"))
    if happened_at < reported_at:
        found.append(("happened_at", "This lies before the report came in: it belongs to the first assessment"))
    return found


@dataclass(frozen=True)
class Expected:
    """An action that a grade asks for, and why."""

    kind: str
    why: str


def expected(grade: str, *, relationship: str, ticks: int, flags: Collection[str], concern: str = "") -> list[Expected]:
    """What investigation.md 4.3 asks for at this grade: shown beside the plan, never planned by itself."""
    found: list[Expected] = []
    if grade == Grade.HIGH:
        found.append(Expected(PlanKind.SAFETY_PLAN, "High risk: a safety plan"))
        found.append(Expected(PlanKind.SPO, "High risk: an order is considered urgently"))
        found.append(Expected(PlanKind.ISAC, "High risk: an independent stalking advocate is offered"))
    if relationship in DOMESTIC and (grade == Grade.HIGH or ticks >= MARAC_TICKS or Flag.ESCALATING in flags):
        found.append(Expected(PlanKind.MARAC, "Domestic, and high risk, escalating or 14 signs and more: MARAC"))
    if Flag.TRACKING in flags:
        found.append(Expected(PlanKind.TRACKER_SWEEP, "A tracker or spyware: a sweep"))
    if concern in ("MODERATE", "HIGH"):
        found.append(Expected(PlanKind.OTHER, "SASH moderate or high concern: a fuller assessment"))
    return found


def tool_problems(tool: str, version: str, answers: Mapping[str, Any]) -> Problems:
    """Each tool with its version, and what it is summed up in: SASH its concern, SAM and SRP a rating by somebody qualified."""
    found: Problems = []
    if tool not in Tool.values:
        return [("tool", "Choose the tool that was used")]
    if short(version, 1):
        found.append(("tool_version", "Enter the version of the tool, such as 2009"))
    if tool == Tool.SASH and answers.get("concern") not in ("LOW", "MODERATE", "HIGH"):
        found.append(("concern", "Choose the level of concern that SASH came to"))
    if tool in (Tool.SAM, Tool.SRP):
        if short(answers.get("qualification", ""), 5):
            found.append(("qualification", f"Say what qualifies the assessor to use {tool}"))
        if short(answers.get("rating", ""), 3):
            found.append(("rating", f"Enter the summary rating that {tool} came to"))
    for number in answers.get("numbered", ()):
        if not 1 <= number <= QUESTIONS.get(tool, 0):
            found.append(("numbered", f"{Tool(tool).label} has questions 1 to {QUESTIONS.get(tool, 0)}. Check the number {number}"))
            break
    return found
