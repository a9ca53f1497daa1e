"""Reviews of an order in force (rule OP-REVIEW, force policy): in turn, and at once after a breach, a move or a release."""

from datetime import datetime
from typing import Any

from casework.access.role_tasks import open_task
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Grade
from casework.cases.moments import past
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of
from casework.orders import flow
from casework.orders.models import Order, OrderReview, ReviewAfter, ReviewDecision
from casework.staff.models import Role

LEAST = 20
RULE = "OP-REVIEW"


def record_review(
    *, actor: Any, order: Order, after: str, grade: str, findings: str, decision: str, at: datetime | None = None
) -> OrderReview:
    """Record a review or a visit. A review meets the date that runs and starts the next one, sooner for HIGH risk."""
    with change(actor, "order.review", order.case, lock=True) as ch:
        order.refresh_from_db()
        when = past(at, not_before=order.made_at, before="the order was made")
        problems: list[tuple[str | None, str]] = []
        if order.state not in flow.LIVE:
            problems.append((None, f"This cannot be done now: it is {order.get_state_display().lower()}."))
        if after not in ReviewAfter.values:
            problems.append(("after", "Say what the review follows."))
        if grade not in Grade.values:
            problems.append(("grade", "Say how the risk stands now."))
        if decision not in ReviewDecision.values:
            problems.append(("decision", "Say what the order needs."))
        if len(findings.strip()) < LEAST:
            problems.append(("findings", f"Say what was found on the risk and on each condition, in at least {LEAST} characters."))
        if problems:
            raise GuardFailed(problems)
        review = OrderReview.objects.create(
            order=order, case=order.case, after=after, at=when, grade=grade, findings=findings.strip(), decision=decision, reviewer=actor
        )
        words = "visit recorded" if after == ReviewAfter.VISIT else "reviewed"
        ch.event(
            "order.reviewed", f"{order.reference}: {words}, {review.get_grade_display().lower()} risk.", subject=order, occurred_at=when
        )
        ch.audit("CREATE", review, fields=["findings", "decision", "grade"])
        if decision != ReviewDecision.KEEP:
            open_task(order.case, Role.LEGAL, f"{review.get_decision_display()}: {order.reference}", subject=order)
        if after != ReviewAfter.VISIT:
            clocks.satisfy(RULE, subject=order, at=when, actor=actor)
            _start(order, when, actor, after="review", grade=grade.lower(), title=f"Review {order.reference}")
        happened(Fact("order.reviewed", order.case_id, order, when, actor))
    return review


def after_breach(fact: Fact) -> None:
    """Answer to "breach.reported": the order is reviewed at once (rule OP-REVIEW, after an event)."""
    hasten(fact.subject.order, fact.at, fact.actor, "a breach was reported")


def hasten(order: Order, when: datetime, actor: Any, why: str) -> None:
    """Something happened after which the order is reviewed at once: the running date is counted from it, or one starts."""
    if order.state not in flow.LIVE:
        return
    inputs = {"after": "event"}
    if clocks.recompute(RULE, subject=order, on=day_of(when), inputs=inputs, actor=actor, why=why) is None:
        _start(order, when, actor, after="event", title=f"Review {order.reference}: {why}")


def _start(order: Order, when: datetime, actor: Any, *, title: str, **inputs: Any) -> None:
    clocks.start(
        RULE,
        subject=order,
        case=order.case,
        on=day_of(when),
        inputs=inputs,
        title=title,
        actor=actor,
        path=f"/orders/{order.reference}/review/",
    )
