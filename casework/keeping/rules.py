"""What stands in the way of letting an exhibit go, and what each step must say (investigation.md 5.7). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.evidence.models import ExhibitPlan
from casework.keeping.models import HoldKind, Method, PropertyRequest, Release, To
from casework.reports.rules import REASON, Problems, future, short

WITH_UNIT = frozenset({"SENT_DFU", "RECEIVED_DFU", "SENT_LAB"})


@dataclass(frozen=True)
class Facts:
    """What is known about an exhibit that is to go."""

    case_open: bool
    linked_open: Sequence[str]
    holds: Sequence[str]
    moved: str
    closed: bool
    discrepancy: bool
    plan: str
    others: Sequence[str] = ()


def blockers(kind: str, facts: Facts) -> list[str]:
    """Every reason why it must stay, in words; empty when it may go."""
    if facts.closed:
        return ["It was returned or disposed of already"]
    found = [f"A hold stands: {words}" for words in facts.holds]
    if facts.moved in WITH_UNIT:
        found.append("It is with the digital forensic unit or a laboratory: get it back first")
    if facts.discrepancy:
        found.append("A discrepancy of its ledger is open: resolve it first")
    if facts.plan != kind:
        wanted = "returned" if kind == Release.Kind.RETURN else "disposed of"
        found.append(f"The plan for it does not say that it is to be {wanted}: review it first")
    if kind == Release.Kind.DISPOSE:
        if facts.case_open:
            found.append("Its case is open")
        found += [f"The linked case {reference} is open" for reference in facts.linked_open]
        found += list(facts.others)
    return found


def _blocked(kind: str, facts: Facts) -> Problems:
    return [(None, sentence) for sentence in blockers(kind, facts)]


def review_problems(copy_suffices: bool | None, copy_reason: str, plan: str, reason: str) -> Problems:
    """A review answers whether a copy would suffice (PACE 1984 s.22(4)), and decides."""
    found: Problems = []
    if copy_suffices is None:
        found.append(("copy_suffices", "Answer whether a photograph or copy would suffice (PACE 1984 s.22(4))"))
    if short(copy_reason, 10):
        found.append(("copy_reason", "Say in at least 10 characters why a photograph or copy would suffice, or not"))
    if plan not in ExhibitPlan.Plan.values:
        found.append(("plan", "Choose what becomes of it"))
    elif plan == ExhibitPlan.Plan.RETAIN and copy_suffices:
        found.append(("plan", "Where a photograph or copy suffices it is not kept as evidence: return it or dispose of it (s.22(4))"))
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters why it is necessary, or not any more"))
    return found


def hold_problems(kind: str, reason: str) -> Problems:
    """A hold names its kind and says why."""
    found: Problems = [] if kind in HoldKind.values else [("kind", "Choose why it may not go")]
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why it may not go"))
    return found


def ask_problems(kind: str, to: str, method: str, reason: str, danger: str, facts: Facts) -> Problems:
    """A request to let it go says to whom or how, and why; what goes back to the suspect says what was thought of the danger."""
    found: Problems = []
    if kind not in Release.Kind.values:
        return [("kind", "Choose whether it is returned or disposed of")]
    if kind == Release.Kind.RETURN and to not in To.values:
        found.append(("to", "Choose to whom it goes back"))
    if kind == Release.Kind.DISPOSE and method not in Method.values:
        found.append(("method", "Choose how it is disposed of"))
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why it can go"))
    if kind == Release.Kind.RETURN and to == To.SUSPECT and short(danger, REASON):
        sentence = f"Say in at least {REASON} characters what this means for the risk, the victim and any order's terms on devices"
        found.append(("danger", sentence))
    return found + _blocked(kind, facts)


def authorise_problems(release: Any, *, actor_id: int, seized_by_id: int, disclosure_checked: bool, facts: Facts) -> Problems:
    """Another than who asked authorises, and never who seized it."""
    found: Problems = []
    if actor_id == release.asked_by_id:
        found.append((None, "Whoever asked for it does not authorise it"))
    if actor_id == seized_by_id:
        found.append((None, "Whoever seized it does not authorise that it goes"))
    if release.kind == Release.Kind.DISPOSE and not disclosure_checked:
        found.append(("disclosure_checked", "Check that the CPIA code no longer keeps it, and tick it"))
    return found + _blocked(release.kind, facts)


def refuse_problems(release: Any, *, actor_id: int, decision: str) -> Problems:
    """A refusal comes from another than who asked, and says why."""
    found: Problems = [(None, "Whoever asked for it does not decide on it")] if actor_id == release.asked_by_id else []
    if short(decision, 10):
        found.append(("decision", "Say in at least 10 characters why it is refused"))
    return found


def withdraw_problems(release: Any, *, decision: str) -> Problems:
    """Why it is not asked for any more."""
    return [("decision", "Say in at least 10 characters why it is withdrawn")] if short(decision, 10) else []


def carry_problems(
    release: Any, *, identity: str, signed: str, read_back: bool, witness: str, at: datetime, now: datetime, facts: Facts
) -> Problems:
    """A return checks who takes it and lets them sign; a disposal has a witness."""
    found = future("at", at, now)
    if release.kind == Release.Kind.RETURN:
        if short(identity, 5):
            found.append(("identity", "Say how it was checked who takes it, such as “passport seen”"))
        if short(signed, 2):
            found.append(("signed", "Say who signed for it"))
        if release.to == To.VICTIM and not read_back:
            found.append(("read_back", "Read the address back masked, and tick it"))
    elif short(witness, 2):
        found.append(("witness", "Name who saw it done"))
    return found + _blocked(release.kind, facts)


def received_problems(kind: str, asker: str, items: str, askers: Sequence[str], received_at: datetime, now: datetime) -> Problems:
    """A request of somebody from whom something was seized."""
    found = future("received_at", received_at, now)
    if kind not in PropertyRequest.Kind.values:
        found.append(("kind", "Choose what was asked for"))
    if asker not in askers:
        found.append(("asker", "Choose in what capacity they ask"))
    if short(items, 5):
        found.append(("items", "Say of which items, such as “all from the back bedroom”"))
    return found


def supply_problems(request: Any, *, answer: str, at: datetime, now: datetime) -> Problems:
    """What was supplied, and when."""
    found = future("at", at, now)
    if at < request.received_at:
        found.append(("at", "This lies before the request came in. Check the date and the time"))
    if short(answer, 10):
        found.append(("answer", "Say in at least 10 characters what was supplied, and how"))
    return found


def decline_problems(request: Any, *, answer: str, at: datetime, now: datetime) -> Problems:
    """Access and copies may be refused for prejudice alone, a record never (s.21(1), (8))."""
    if request.kind == PropertyRequest.Kind.RECORD:
        return [("outcome", "A record of what was seized cannot be refused (PACE 1984 s.21(1))")]
    found = future("at", at, now)
    if short(answer, REASON):
        found.append(("answer", f"Say in at least {REASON} characters which investigation or proceedings it would prejudice (s.21(8))"))
    return found
