"""What an answer to "is it stalking?" and a plan action must satisfy. The rules of risk are in `risk.py`. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from casework.assessment.models import Classification
from casework.cases.models import Grade, Relationship
from casework.law import engine
from casework.reports.offences import KINDS
from casework.reports.rules import REASON, Problems, short

FOUR = ("fixated", "obsessive", "unwanted", "repeated")
STALKING = frozenset({Classification.STALKING_2A, Classification.STALKING_4A})


def four_problems(values: Mapping[str, Any]) -> Problems:
    """Each of FOUR is answered yes or no, and each says why."""
    found: Problems = []
    for name in FOUR:
        if values.get(name) not in (True, False):
            found.append((name, f"Answer yes or no: {name}"))
        if short(values.get(f"{name}_why", ""), 5):
            found.append((f"{name}_why", "Say in a few words why, or why not"))
    return found


def decision_problems(values: Mapping[str, Any], points_to_4a: Collection[str]) -> Problems:
    """Harassment, and anything else that is not stalking, says why; s.2A says why not s.4A where signs point to it.

    `points_to_4a` are those signs in words (PHA 1997 s.4A(1)(b)): effects on daily life, or violence feared twice.
    """
    found = four_problems(values)
    decision = values.get("decision")
    if decision not in Classification.values:
        return [*found, ("decision", "Choose what it is held to be")]
    if decision not in STALKING and short(values.get("reason_not_stalking", ""), REASON):
        found.append(("reason_not_stalking", f"Say in at least {REASON} characters why this is not stalking"))
    if decision == Classification.STALKING_2A and points_to_4a and short(values.get("why_not_4a", ""), REASON):
        signs = ", ".join(points_to_4a)
        found.append(("why_not_4a", f"These point to s.4A: {signs}. Say in at least {REASON} characters why it is s.2A"))
    return found


def down_problems(values: Mapping[str, Any], standing: str, principal: str) -> Problems:
    """A step down (stalking to something else, s.4A to s.2A) gives a reason code and a narrative (Crime Recording Rules)."""
    decision = values.get("decision", "")
    if not goes_down(decision, standing, principal):
        return []
    found: Problems = []
    if not values.get("down_code"):
        found.append(("down_code", "Choose why the case goes down; the Force Crime Registrar confirms it and the victim is told"))
    if decision == Classification.STALKING_2A and short(values.get("why_not_4a", ""), REASON):
        found.append(("why_not_4a", f"Going down from s.4A: say in at least {REASON} characters why it is s.2A"))
    return found


def goes_down(decision: str, standing: str, principal: str) -> bool:
    """Does this answer take the case down from what was decided or recorded before?"""
    fours = ("STALKING_4A_FEAR", "STALKING_4A_DISTRESS")
    if decision == Classification.STALKING_2A:
        return standing == Classification.STALKING_4A or (not standing and principal in fours)
    return decision not in STALKING and (standing in STALKING or principal in KINDS.stalking)


def signs_of_4a(impacts: Collection[str], feared: int) -> list[str]:
    """What in the chronology points to s.4A: effects on day-to-day life in words, and violence feared on two occasions or more."""
    found = [text[0].lower() + text[1:] for text in impacts]
    if feared >= 2:
        found.append(f"violence feared on {feared} occasions")
    return found


def needs_approval(decision: str, standing: str, principal: str = "") -> bool:
    """A supervisor approves whatever is not stalking, and a step down from s.4A to s.2A."""
    return decision not in STALKING or goes_down(decision, standing, principal)


def needs_registrar(decision: str, standing: str, relationship: str, principal: str) -> bool:
    """The Force Crime Registrar confirms what takes a case down from stalking, and harassment between former partners.

    `standing` is the decision in force ("" for none), `principal` the offence recorded as the principal crime.
    """
    if goes_down(decision, standing, principal):
        return True
    return decision not in STALKING and relationship == Relationship.EX_PARTNER


def approver_problems(decision: Any, *, approver_id: int, agreed: bool = True, reason: str = "") -> Problems:
    """Nobody approves what they proposed, and each step is another person. A refusal says why."""
    found: Problems = []
    if approver_id == decision.proposed_by_id:
        found.append((None, "You cannot approve this because you proposed it"))
    if decision.approved_by_id is not None and approver_id == decision.approved_by_id:
        found.append((None, "You cannot confirm this because you approved it"))
    if not agreed and short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why it is not approved"))
    return found


def harassment_problems(on: date, reason: str, *, signed_off: bool) -> Problems:
    """The law's own guard (rule R07): harassment is not recorded without a reason why it is not stalking and a supervisor's sign-off."""
    result = engine.compute("R07", on=on, inputs={"reason": reason, "signed_off": signed_off})
    return [] if result.passes else [("offence", sentence) for sentence in result.reasons[:1]]


def crime_problems(offence: str, before: str, decision: str, relationship: str) -> Problems:
    """May the crime be recorded so, given the decision in force ("" for none) and the principal offence `before`?

    Think stalking first: harassment needs an approved decision, between former partners above all (Home Office Counting Rules).
    """
    if offence in KINDS.harassment and decision != Classification.HARASSMENT:
        partner = " Conduct between former partners is recorded as stalking unless that is done." if relationship == "EX_PARTNER" else ""
        return [("offence", f"Recording harassment needs an approved decision that it is not stalking.{partner}")]
    if offence == "STALKING_2A" and before in ("STALKING_4A_FEAR", "STALKING_4A_DISTRESS") and decision != Classification.STALKING_2A:
        return [("offence", "Going down from s.4A to s.2A needs an approved decision")]
    if offence and offence not in KINDS.stalking and before in KINDS.stalking and decision not in ("HARASSMENT", "OTHER"):
        return [("offence", "Keep stalking as the principal crime, and add this one as an included classification")]
    if not offence and before in KINDS.stalking:
        return [("no_crime_reason", "A recorded crime is cancelled by the Force Crime Registrar, not here")]
    return []


def order_problems(needed: bool, reasons: str, grade: str) -> Problems:
    """An order was considered: the reasons either way, and more of them where it is held not needed at HIGH risk (theme e)."""
    least = 50 if grade == Grade.HIGH and not needed else REASON
    if short(reasons, least):
        high = ": the risk is high" if least == 50 else ""
        return [("reasons", f"Give the reasons in at least {least} characters{high}")]
    return []


def completion_problems(action: Any, *, outcome: str) -> Problems:
    """A done action says what came of it."""
    return [("outcome", "Say in a few words what came of it")] if short(outcome, 5) else []


def drop_problems(action: Any, *, outcome: str) -> Problems:
    """An action that is dropped says why."""
    return [("outcome", "Say in at least 10 characters why it is not needed any more")] if short(outcome, 10) else []
