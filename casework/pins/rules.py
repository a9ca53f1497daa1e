"""Legacy notices: nothing new comes on the register, and each is replaced by exactly one decision (investigation.md 3). Pure."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from casework.pins.flow import REPLACED
from casework.pins.models import DutyToRefer, NoticeContactHow, NoticeKind, OrderType, Outcome, RecipientRisk
from casework.reports.offences import Offence
from casework.reports.rules import Problems, short

NO_NEW = "No notice can be made or brought in that was issued after {day}: police stopped issuing them. Open a stalking case instead"
NARRATIVE = 50
REASON = 20


def after_cut_over(issued_on: date, cut_over: date) -> bool:
    """Was it issued after the day on which notices stopped? That day itself still counts as before."""
    return issued_on > cut_over


def notice_problems(values: Mapping[str, Any], cut_over: date, today: date) -> Problems:
    """What a legacy notice must say of itself."""
    found: Problems = []
    issued, served = values.get("issued_on"), values.get("served_on")
    if issued is None:
        found.append(("issued_on", "Enter the day on which it was issued"))
    elif issued > today:
        found.append(("issued_on", "This day has not come yet. Check the date"))
    elif after_cut_over(issued, cut_over):
        found.append(("issued_on", NO_NEW.format(day=f"{cut_over.day} {cut_over:%B %Y}")))
    if issued and served and served < issued:
        found.append(("served_on", "It cannot have been served before it was issued"))
    if served and served > today:
        found.append(("served_on", "This day has not come yet. Check the date"))
    if values.get("kind") not in NoticeKind.values:
        found.append(("kind", "Choose what it was called"))
    if short(values.get("conduct", ""), 10):
        found.append(("conduct", "Say in at least 10 characters what conduct it described"))
    return found


def outcome_problems(
    notice: Any,
    *,
    values: Mapping[str, Any],
    today: date,
    four_all_no: bool = False,
    applications: Collection[str] = (),
    starts: bool = False,
) -> Problems:
    """Exactly one outcome and what each must also record.

    `four_all_no`: the decision in force on the linked case answers no to all of FOUR. `applications` are references that exist. `starts`:
    the outcome starts what it names (the investigation, the application), so that there is no reference to give yet.
    """
    found: Problems = []
    outcome = values.get("outcome")
    decided = values.get("decided_on")
    if decided and decided > today:
        found.append(("decided_on", "This day has not come yet. Check the date"))
    match outcome:
        case Outcome.SPO_APPLIED:
            given = (values.get("application_reference") or "").strip().upper()
            if given not in applications and not (starts and not given):
                found.append(("application_reference", "Enter the reference of an application, such as APP-2026-000031"))
        case Outcome.CHARGE:
            if short(values.get("urn", ""), 5):
                found.append(("urn", "Enter the URN, such as 48NM0104726"))
            if values.get("offence") not in Offence.values:
                found.append(("offence", "Choose the offence"))
            if decided is None:
                found.append(("decided_on", "Enter the day of the charge or referral"))
        case Outcome.OTHER_ORDER:
            if values.get("order_type") not in OrderType.values:
                found.append(("order_type", "Choose which order"))
            if short(values.get("issuing_body", ""), 3):
                found.append(("issuing_body", "Say which court or body made it"))
            if decided is None:
                found.append(("decided_on", "Enter the day on which it was made"))
        case Outcome.CPN_CPW:
            if not four_all_no:
                found.append(
                    (
                        "outcome",
                        "A community protection notice needs a decision that all of FOUR are “no”; else it is a PIN by another name",
                    )
                )
        case Outcome.STALKING_INVESTIGATION_OPENED | Outcome.LINKED_TO_EXISTING_CASE:
            opened = starts and outcome == Outcome.STALKING_INVESTIGATION_OPENED
            if values.get("linked_case") is None and not opened:
                found.append(("linked_case", "Enter the case's reference, such as STK-2026-000417"))
        case Outcome.NFA_WITH_REASONS:
            found += _nothing_further(values, today)
        case _:
            found.append(("outcome", "Choose exactly one outcome"))
    return found


def _nothing_further(values: Mapping[str, Any], today: date) -> Problems:
    found: Problems = []
    if short(values.get("narrative", ""), NARRATIVE):
        found.append(("narrative", f"Give the reasons in at least {NARRATIVE} characters"))
    if short(values.get("evidence_considered", ""), 10):
        found.append(("evidence_considered", "Say in at least 10 characters what evidence was considered"))
    told = values.get("victim_told_on")
    if told is None:
        found.append(("victim_told_on", "Enter the day on which the victim was told"))
    elif told > today:
        found.append(("victim_told_on", "This day has not come yet. Check the date"))
    return found


def approval_problems(notice: Any, *, review: Any, approver_id: int, agreed: bool, reason: str, inspector: bool) -> Problems:
    """Another person than the reviewer; a community protection notice needs an inspector; sending back says why."""
    found: Problems = []
    if review is None:
        return [(None, "No outcome waits for approval")]
    if approver_id == review.reviewer_id:
        found.append((None, "You cannot approve this because you reviewed it"))
    if agreed and review.outcome == Outcome.CPN_CPW and not inspector:
        found.append((None, "A community protection notice in place of a notice needs an inspector's approval"))
    if not agreed and short(reason, 10):
        found.append(("reason", "Say in at least 10 characters what is to be looked at again"))
    return found


def reopening_problems(notice: Any, *, reason: str) -> Problems:
    """A replaced notice is opened again for a reason; what had replaced it stays on record."""
    if short(reason, REASON):
        return [("reason", f"Say in at least {REASON} characters what is new or was overlooked")]
    return []


def urgency_problems(notice: Any, why: str) -> Problems:
    """Somebody says that a notice is urgent, for example because the victim asks."""
    if notice.state == REPLACED:
        return [(None, "It is replaced. Open it again first")]
    if notice.urgent:
        return [(None, "It is urgent already")]
    return [("why", "Say in at least 10 characters why it is urgent")] if short(why, 10) else []


def contact_problems(values: Mapping[str, Any], now: datetime) -> Problems:
    """Each contact says what was found, and whoever finds vulnerability or a risk refers, or says why not."""
    found: Problems = []
    at, risk, referral = values.get("at"), values.get("suicide_risk"), values.get("referral")
    if at is None:
        found.append(("at", "Enter when it was"))
    elif at > now:
        found.append(("at", "This time has not come yet. Check the date and the time"))
    if values.get("how") not in NoticeContactHow.values:
        found.append(("how", "Choose how it was"))
    if risk not in RecipientRisk.values:
        found.append(("suicide_risk", "Choose what was found of the risk of suicide or self-harm"))
    if referral not in DutyToRefer.values:
        found.append(("referral", "Choose what became of the duty to refer"))
    seen = bool((values.get("vulnerability") or "").strip()) or risk in (RecipientRisk.SOME, RecipientRisk.IMMEDIATE)
    if seen and referral == DutyToRefer.NOT_NEEDED:
        found.append(("referral", "Vulnerability or a risk was found: there is a duty to refer. Say to whom, or why not"))
    if referral == DutyToRefer.MADE:
        if short(values.get("referred_to", ""), 3):
            found.append(("referred_to", "Say to whom"))
        made = values.get("referred_at")
        if made is None:
            found.append(("referred_at", "Enter when the referral was made"))
        elif made > now:
            found.append(("referred_at", "This time has not come yet. Check the date and the time"))
    if referral == DutyToRefer.NOT_MADE and short(values.get("why_not", ""), REASON):
        found.append(("why_not", f"Say in at least {REASON} characters why no referral was made"))
    return found


def rejection_problems(reason: str) -> Problems:
    """Saying that two people are not the same, or taking back that they are, needs a reason."""
    return [("reason", "Say in at least 10 characters how you know")] if short(reason, 10) else []


def conclusion_problems(attempt: Any, *, actor_id: int, conclusion: str) -> Problems:
    """Professional standards conclude on an attempt once, and not on their own."""
    if attempt.concluded_at is not None:
        return [(None, "Somebody has concluded this already")]
    if attempt.by_id == actor_id:
        return [(None, "You cannot conclude this because the attempt was yours")]
    return [("conclusion", f"Say in at least {REASON} characters what you found")] if short(conclusion, REASON) else []


def assigning_problems(notice: Any, *, officer_serves: bool) -> Problems:
    """A notice without a case is given to a serving officer of its force; one with a case goes with the case."""
    if notice.case_id is not None:
        return [(None, "It belongs to a case: whoever owns the case reviews it")]
    if notice.state == REPLACED:
        return [(None, "It is replaced. Open it again first")]
    return [] if officer_serves else [("officer", "Choose an officer who serves in this force now")]
