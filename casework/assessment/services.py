"""Answering whether it is stalking. Risk is in `assessing.py`, what other stages' facts set off in `answers.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.assessment import flow, rules, selectors
from casework.assessment.models import OrderDecision, StalkingDecision
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, Relationship
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import Conflict, GuardFailed
from casework.reports.cancelling import ask_to_tell
from casework.reports.models import CrimeRecord
from casework.reports.rules import future
from casework.staff.models import User

APPROVE, CONFIRM = "Approve the answer to “Is it stalking?”", "Confirm as Force Crime Registrar"
FIELDS = (
    "fixated",
    "fixated_why",
    "obsessive",
    "obsessive_why",
    "unwanted",
    "unwanted_why",
    "repeated",
    "repeated_why",
    "decision",
    "reason_not_stalking",
    "why_not_4a",
    "down_code",
)


def decide_stalking(*, actor: User, case: Case, values: Mapping[str, Any], at: datetime | None = None) -> StalkingDecision:
    """Answer FOUR and decide. Stalking stands at once; what is not stalking, or less than before, waits for a supervisor.

    `values` are fields of StalkingDecision. An answer that waits is replaced by a newer one. Raises GuardFailed.
    """
    with change(actor, "stalking.decide", case, lock=True) as ch:
        decided_at = at or ch.now
        standing = selectors.decision_in_force(case)
        waiting = selectors.decision_waiting(case)
        principal = (
            CrimeRecord.objects.filter(case=case, principal=True, replaced_at__isnull=True).values_list("offence", flat=True).first()
        )
        before = standing.decision if standing else ""
        problems = future("decided_at", decided_at, ch.now) + rules.decision_problems(values, selectors.points_to_4a(case))
        down = rules.down_problems(values, before, principal or "")
        problems += [problem for problem in down if problem[0] not in {name for name, _ in problems}]
        if problems:
            raise GuardFailed(problems)
        approval = rules.needs_approval(values["decision"], before, principal or "")
        if waiting is not None:
            make_move(waiting, "replace", actor=actor, at=decided_at)
            close_tasks(waiting)
            clocks.cancel("R08", subject=waiting, actor=actor, why="A newer answer stands in its place")
        if standing is not None and not approval:
            make_move(standing, "replace", actor=actor, at=decided_at)
        decision = StalkingDecision.objects.create(
            case=case,
            state=flow.PROPOSED if approval else flow.IN_FORCE,
            needs_registrar=approval and rules.needs_registrar(values["decision"], before, case.relationship, principal or ""),
            proposed_by=actor,
            proposed_at=decided_at,
            **{name: values[name] for name in FIELDS if name in values},
        )
        begin(decision, "propose" if approval else "decide", actor=actor, at=decided_at)
        said = decision.get_decision_display()
        words = f"Proposed that this is: {said}. A supervisor decides" if approval else f"Decided that this is: {said}"
        ch.event("stalking.proposed" if approval else "stalking.decided", words, subject=decision, occurred_at=decided_at)
        ch.audit("CREATE", decision, after={name: values.get(name, "") for name in FIELDS})
        if approval:
            open_task(case, "SUPERVISOR", APPROVE, subject=decision)
        else:
            happened(Fact("stalking.decided", case.pk, decision, decided_at, actor))
    return decision


def approve_decision(
    *, actor: User, decision: StalkingDecision, agreed: bool, reason: str = "", at: datetime | None = None
) -> StalkingDecision:
    """A supervisor who did not propose it approves or refuses; where the registrar must confirm, it goes on to them."""
    return _judge(actor, decision, "classification.approve", flow.PROPOSED, agreed, reason, at)


def confirm_decision(
    *, actor: User, decision: StalkingDecision, agreed: bool, reason: str = "", at: datetime | None = None
) -> StalkingDecision:
    """The Force Crime Registrar, a third person, confirms or refuses."""
    return _judge(actor, decision, "classification.confirm", flow.WITH_REGISTRAR, agreed, reason, at)


def _judge(
    actor: User, decision: StalkingDecision, action: str, state: str, agreed: bool, reason: str, at: datetime | None
) -> StalkingDecision:
    case = decision.case
    with change(actor, action, case, lock=True) as ch:
        when = at or ch.now
        decision.refresh_from_db()
        if decision.state != state:
            raise Conflict({"state": decision.get_state_display()}, {"state": "approve" if agreed else "refuse"})
        facts = {"approver_id": actor.pk, "agreed": agreed, "reason": reason}
        if state == flow.PROPOSED:
            who: dict[str, Any] = {"approved_by": actor, "approved_at": when}
        else:
            who = {"registrar": actor, "registrar_at": when}
        if not agreed:
            make_move(decision, "refuse", actor=actor, reason=reason, facts=facts, at=when, refusal_reason=reason.strip(), **who)
            verb, words = "stalking.refused", f"Not approved: {decision.get_decision_display()}"
        elif state == flow.PROPOSED and decision.needs_registrar:
            make_move(decision, "pass to the registrar", actor=actor, facts=facts, at=when, **who)
            verb, words = "stalking.approved", "Approved by a supervisor; the Force Crime Registrar decides"
        else:
            # Guard first: a standing answer is not taken away for one that is then refused.
            problems = rules.approver_problems(decision, approver_id=actor.pk)
            if problems:
                raise GuardFailed(problems)
            standing = selectors.decision_in_force(case)
            if standing is not None:
                make_move(standing, "replace", actor=actor, at=when)
            make_move(decision, "approve" if state == flow.PROPOSED else "confirm", actor=actor, facts=facts, at=when, **who)
            verb, words = "stalking.decided", f"Decided that this is: {decision.get_decision_display()}"
        close_tasks(decision)
        if state == flow.WITH_REGISTRAR:
            clocks.satisfy("R08", subject=decision, at=when, actor=actor)
        ch.event(verb, words, subject=decision, occurred_at=at)
        ch.audit("MOVE", decision, after={"state": decision.state})
        if decision.state == flow.WITH_REGISTRAR:
            open_task(case, "RECORDS", CONFIRM, subject=decision)
            if case.relationship == Relationship.EX_PARTNER:
                path = reverse("stalking-confirm", args=[case.reference])
                clocks.start("R08", subject=decision, case=case, on=when, title=CONFIRM, path=path, actor=actor)
        elif decision.state == flow.IN_FORCE:
            if decision.down_code:
                ask_to_tell(case, decision)
            happened(Fact("stalking.decided", case.pk, decision, when, actor))
    return decision


def consider_order(*, actor: User, case: Case, needed: bool, reasons: str, at: datetime | None = None) -> OrderDecision:
    """Decide whether a Stalking Protection Order is needed, with reasons. Satisfies R10; the newest decision stands."""
    with change(actor, "order.consider", case) as ch:
        decided_at = at or ch.now
        problems = future("decided_at", decided_at, ch.now) + rules.order_problems(needed, reasons, case.grade)
        if problems:
            raise GuardFailed(problems)
        decision = OrderDecision.objects.create(case=case, needed=needed, reasons=reasons.strip(), decided_by=actor, decided_at=decided_at)
        words = "needed" if needed else "not needed now"
        ch.event("spo.considered", f"A Stalking Protection Order was considered: {words}", subject=decision, occurred_at=decided_at)
        ch.audit("CREATE", decision, after={"needed": needed})
        clocks.satisfy("R10", subject=case, at=decided_at, actor=actor)
        happened(Fact("order.considered", case.pk, decision, decided_at, actor, {"needed": needed}))
    return decision
