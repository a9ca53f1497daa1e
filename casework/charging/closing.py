"""What of charging stands in the way of closing a case (investigation.md 12.2)."""

from casework.cases.models import Case
from casework.charging import flow
from casework.charging.models import FINAL, Charge, CourtEvent, CpsReferral, LimitPassed, PlanItem


def gates(case: Case) -> list[tuple[str, str]]:
    """(what is missing, name of the page of the case where it is mended) for each gate that is shut."""
    found = []
    referrals = CpsReferral.objects.filter(case=case)
    if referrals.filter(state__in=flow.OPEN).exists():
        found.append(("A referral to the CPS is open. Wait for the decision.", "case-charging"))
    if referrals.filter(state=flow.TO_CHARGE).exists():
        found.append(("The CPS decided to charge. Record the charge.", "case-charging"))
    if PlanItem.objects.filter(case=case, done_at=None, referral__state__in=flow.OPEN).exists():
        found.append(("Something that the CPS asked for is still to do.", "case-charging"))
    over = CourtEvent.objects.filter(case=case, result__in=FINAL).values("charge_id")
    if Charge.objects.filter(case=case).exclude(pk__in=over).exists():
        found.append(("A charge has no outcome at court yet. Record it.", "case-charging"))
    if LimitPassed.objects.filter(case=case, answered_at=None).exists():
        found.append(("A time limit passed uncharged. A supervisor says how it came to that.", "case-charging"))
    return found
