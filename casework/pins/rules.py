"""Legacy notices: nothing new comes on the register, and each is replaced by exactly one decision (investigation.md 3). Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from casework.pins.models import NoticeKind, OrderType, Outcome
from casework.reports.offences import Offence
from casework.reports.rules import Problems, short

NO_NEW = "No notice can be made or brought in that was issued after {day}: police stopped issuing them. Open a stalking case instead"
NARRATIVE = 50


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
) -> Problems:
    """Exactly one outcome and what each must also record.

    `four_all_no`: the decision in force on the linked case answers no to all of FOUR. `applications` are references that exist.
    """
    found: Problems = []
    outcome = values.get("outcome")
    decided = values.get("decided_on")
    if decided and decided > today:
        found.append(("decided_on", "This day has not come yet. Check the date"))
    match outcome:
        case Outcome.SPO_APPLIED:
            if values.get("application_reference", "").strip().upper() not in applications:
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
            if values.get("linked_case") is None:
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
