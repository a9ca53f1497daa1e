"""Laying the charge that the prosecutors decided on."""

from collections.abc import Collection
from datetime import datetime

from casework.access.writing import change
from casework.cases import flow as case_flow
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.charging import flow, rules
from casework.charging.models import Charge, ChargeMethod, CpsReferral
from casework.clocks import services as clocks
from casework.clocks.models import Clock
from casework.custody import flow as custody
from casework.custody.models import Bail
from casework.custody.services.ending import end_on_charge
from casework.errors import GuardFailed
from casework.law.when import day_words
from casework.reports.offences import KINDS
from casework.staff.models import User


def record_charge(
    *,
    actor: User,
    referral: CpsReferral,
    offences: Collection[str],
    urn: str,
    court: str,
    method: str = ChargeMethod.CHARGE,
    first_hearing_at: datetime | None = None,
    at: datetime | None = None,
) -> Charge:
    """Record the charge: only what the prosecutors decided, after they did, and within the time limit. Satisfies R09; ends bail.

    Raises GuardFailed: without a decision of the CPS nobody is charged with stalking or harassment.
    """
    with change(actor, "charging.prepare", referral.case, lock=True) as ch:
        referral.refresh_from_db()
        case = referral.case
        when = past(at)
        problems = rules.charge_problems(
            referral, offences=offences, method=method, urn=urn, court=court, first_hearing_at=first_hearing_at, when=when
        )
        problems += _limit_problems(case, offences, when)
        if problems:
            raise GuardFailed(problems)
        make_move(referral, "charge", actor=actor, at=when, urn=urn.strip().upper())
        charge = Charge.objects.create(
            case=case,
            referral=referral,
            suspect=referral.suspect,
            offences=sorted(set(offences)),
            method=method,
            urn=urn.strip().upper(),
            court=court.strip(),
            first_hearing_at=first_hearing_at,
            charged_at=when,
            recorded_by=actor,
        )
        ch.event("charging.charged", f"{referral.reference}: charged, {charge.urn}.", subject=charge, occurred_at=when)
        ch.audit("CREATE", charge, after={"offences": ",".join(charge.offences), "urn": charge.urn})
        clocks.satisfy("R09", subject=case, at=when, actor=actor, note="Charged")
        for bail in Bail.objects.filter(case=case, suspect=referral.suspect, state__in=custody.RUNNING).select_related("case"):
            end_on_charge(ch, bail, when)
        case.refresh_from_db()
        if case.state == case_flow.AWAITING_CPS:
            make_move(case, "charge", actor=actor, at=when)
        happened(Fact("charge.laid", case.pk, charge, when, actor))
    return charge


def _limit_problems(case: Case, offences: Collection[str], when: datetime) -> list[tuple[str | None, str]]:
    """A summary offence is not charged after its time limit (MCA 1980 s.127(1))."""
    if not set(offences) & KINDS.six_months:
        return []
    clock = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=case.pk, state=Clock.OPEN).first()
    if clock is None or clock.overdue_from is None or clock.due_on is None or when < clock.overdue_from:
        return []
    return [("offences", f"The time limit for s.2A and s.2 ended on {day_words(clock.due_on)}. Only an indictable offence can be charged.")]


def guard_release(fact: Fact) -> None:
    """Answers "suspect.charging": nobody leaves custody as charged without a decision of the prosecutors to charge. Raises GuardFailed."""
    arrest = fact.subject
    decided = CpsReferral.objects.filter(
        case_id=arrest.case_id, suspect_id=arrest.suspect_id, state__in=(flow.TO_CHARGE, flow.CHARGED), decided_at__gte=arrest.arrested_at
    )
    if not decided.exists():
        raise GuardFailed(rules.NO_DECISION)
