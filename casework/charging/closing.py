"""What charging asks before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.cases.closing import Facts, Gate, Missing
from casework.charging import flow
from casework.charging.models import FINAL, Charge, CourtEvent, CpsReferral, LimitPassed, PlanItem
from casework.reports.casepage import CASE, number


def _decided_facts() -> Mapping[str, Any]:
    referrals = CpsReferral.objects.filter(case=CASE)
    over = CourtEvent.objects.filter(result__in=FINAL).values("charge_id")
    return {
        "referrals_open": number(referrals.filter(state__in=flow.OPEN)),
        "to_charge": number(referrals.filter(state=flow.TO_CHARGE)),
        "asked_for": number(PlanItem.objects.filter(case=CASE, done_at=None, referral__state__in=flow.OPEN)),
        "charges_open": number(Charge.objects.filter(case=CASE).exclude(pk__in=over)),
    }


def decided(facts: Facts) -> Sequence[Missing]:
    """The prosecutors have decided, and the court has."""
    found = []
    if facts["referrals_open"]:
        found.append(Missing("A referral to the CPS is open: wait for the decision", "case-charging"))
    if facts["to_charge"]:
        found.append(Missing("The CPS decided to charge: record the charge", "case-charging"))
    if facts["asked_for"]:
        found.append(Missing("Something that the CPS asked for is still to do", "case-charging"))
    if facts["charges_open"]:
        found.append(Missing("A charge has no outcome at court yet: record it", "case-charging"))
    return found


def _limit_facts() -> Mapping[str, Any]:
    return {"limits_unanswered": number(LimitPassed.objects.filter(case=CASE, answered_at=None))}


def limit_answered(facts: Facts) -> Sequence[Missing]:
    """A limit that passed uncharged was answered for."""
    if not facts["limits_unanswered"]:
        return []
    return [Missing("A time limit passed uncharged: a supervisor says how it came to that", "case-charging")]


GATES = (
    Gate("class_and_outcome", "The CPS and the court have decided", _decided_facts, decided),
    Gate("limit_not_running", "A limit that passed was answered for", _limit_facts, limit_answered),
)
