"""What follows an order beside its service: the PNC, the victim, and force legal's answer to what was queried."""

from datetime import datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Grade, Visibility
from casework.cases.moments import past
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.orders import flow
from casework.orders.models import Order, OrderKind, OrderQuery, QueryAnswer
from casework.staff.models import Role

LEAST, LEAST_HIGH = 20, 60


def record_pnc(*, actor: Any, order: Order, reference: str, at: datetime | None = None) -> Order:
    """Records entered the order, or its end, on the PNC and on local markers."""
    with change(actor, "order.pnc", order.case) as ch:
        when = past(at, not_before=order.made_at, before="the order was made")
        if not reference.strip():
            raise GuardFailed("Enter the PNC reference.", "reference")
        Order.objects.filter(pk=order.pk).update(pnc_reference=reference.strip(), pnc_at=when)
        order.refresh_from_db()
        clocks.satisfy("OP-PNC", subject=order, at=when, actor=actor)
        close_tasks(order, Role.RECORDS)
        ch.event("order.pnc", f"{order.reference}: entered on the PNC.", subject=order, occurred_at=when)
        ch.audit("UPDATE", order, after={"pnc_reference": reference})
    return order


def tell_victim(*, actor: Any, order: Order, at: datetime | None = None, how: str) -> Order:
    """The victim was told how the order stands; `how` says by which safe means, without a number or an address."""
    with change(actor, "order.victim", order.case) as ch:
        when = past(at, not_before=order.made_at, before="the order was made")
        if len(how.strip()) < 5:
            raise GuardFailed("Say how she was told, for example: by the agreed safe telephone.", "how")
        Order.objects.filter(pk=order.pk).update(victim_told_at=when)
        order.refresh_from_db()
        clocks.satisfy("OP-VICTIM", subject=order, at=when, actor=actor)
        for breach in order.breaches.all():
            clocks.satisfy("OP-VICTIM", subject=breach, at=when, actor=actor)
        close_tasks(order, Role.VICTIM_CARE)
        ch.event("order.victim_told", f"{order.reference}: the victim was told how the order stands.", subject=order, occurred_at=when)
        ch.audit("UPDATE", order, fields=["victim_told_at"])
        happened(Fact("victim.told", order.case_id, order, when, actor))
    return order


def tell_of_charge(fact: Fact) -> None:
    """Answer to "breach.charged": the victim is told within 24 hours (rule OP-VICTIM)."""
    order = fact.subject.order
    clocks.start(
        "OP-VICTIM",
        subject=fact.subject,
        case=order.case,
        on=fact.at,
        inputs={"event": "breach_charge"},
        title=f"Tell the victim of the charge on {fact.subject.reference}",
        actor=fact.actor,
        path=f"/breaches/{fact.subject.reference}/",
    )


def victim_told(fact: Fact) -> None:
    """Answer to "breach.step_done": telling the victim of the breach meets the date that runs for the charge."""
    if (fact.detail or {}).get("step") == "VICTIM":
        clocks.satisfy("OP-VICTIM", subject=fact.subject, at=fact.at, actor=fact.actor)


def settle_query(*, actor: Any, order: Order, answer: str, advice: str, at: datetime | None = None) -> OrderQuery:
    """Force legal answers what was "made, queried". What the court made stays as it is. `advice` is privileged."""
    with change(actor, "order.record", order.case, lock=True) as ch:
        when = past(at, not_before=order.made_at, before="the order was made")
        query = order.queries.filter(answer="").first()
        if not order.queried or query is None:
            raise GuardFailed("Nothing about this order is queried.")
        problems: list[tuple[str | None, str]] = []
        if answer not in QueryAnswer.values:
            problems.append(("answer", "Say what came of it."))
        if len(advice.strip()) < 10:
            problems.append(("advice", "Say why, in at least 10 characters."))
        if problems:
            raise GuardFailed(problems)
        values = {"answer": answer, "advice": advice.strip(), "answered_at": when, "answered_by": actor}
        OrderQuery.objects.filter(pk=query.pk).update(**values)
        query.refresh_from_db()
        Order.objects.filter(pk=order.pk).update(queried=False)
        order.refresh_from_db()
        close_tasks(order, Role.LEGAL, what=f"Made, queried: {order.reference}")
        words = query.get_answer_display()
        ch.event("order.query_settled", f"{order.reference}: query answered, {words[0].lower()}{words[1:]}.", subject=order)
        ch.event("order.advice", "Legal advice", subject=order, visibility=Visibility.PRIVILEGED)
        ch.audit("UPDATE", query, fields=list(values))
    return query


def decide_renewal(*, actor: Any, order: Order, renew: bool, grade: str, reason: str, at: datetime | None = None) -> Order:
    """Decide well before the end whether the order is to be renewed or let lapse, with the risk as it now stands (force policy; s.4
    sets no time). Letting it lapse where the risk is high needs its reason to say what protects instead; the victim is told either way."""
    with change(actor, "notification.record", order.case) as ch:
        when = past(at, not_before=order.made_at, before="the order was made")
        if order.end_date is None or order.type != OrderKind.SPO or order.state not in flow.LIVE:
            raise GuardFailed("Only a full order in force for a fixed period comes up for renewal.")
        problems: list[tuple[str | None, str]] = []
        if grade not in Grade.values:
            problems.append(("grade", "Say how the risk stands now."))
        least = LEAST_HIGH if grade == Grade.HIGH and not renew else LEAST
        if len(reason.strip()) < least:
            more = " and what protects instead" if least == LEAST_HIGH else ""
            problems.append(("reason", f"Give the reason, with the risk as it now stands{more}, in at least {least} characters."))
        if problems:
            raise GuardFailed(problems)
        Order.objects.filter(pk=order.pk).update(
            renewal_decision="RENEW" if renew else "LAPSE",
            renewal_reason=f"{Grade(grade).label} risk. {reason.strip()}",
        )
        order.refresh_from_db()
        clocks.satisfy("OP-EXPIRY", subject=order, at=when, actor=actor)
        words = "to be renewed" if renew else "to be let lapse"
        ch.event("order.renewal_decided", f"{order.reference}: {words}.", subject=order, occurred_at=when)
        ch.audit("UPDATE", order, fields=["renewal_decision", "renewal_reason"])
        if renew:
            open_task(order.case, Role.LEGAL, f"Renew {order.reference}", subject=order)
        clocks.start(
            "OP-VICTIM",
            subject=order,
            case=order.case,
            on=when,
            inputs={"event": "expiry"},
            title=f"Tell the victim that {order.reference} is {words}",
            actor=actor,
            path=f"/orders/{order.reference}/",
        )
        open_task(order.case, Role.VICTIM_CARE, f"Tell the victim about {order.reference}", subject=order)
    return order


def name_manager(*, actor: Any, order: Order, manager: Any) -> Order:
    """Name the offender manager who answers for the order."""
    with change(actor, "order.review", order.case) as ch:
        if not scope(manager).holds(Role.OFFENDER_MANAGER):
            raise GuardFailed("Choose somebody who is an offender manager now.", "manager")
        before = order.manager_id
        Order.objects.filter(pk=order.pk).update(manager=manager)
        order.refresh_from_db()
        ch.event("order.manager_named", f"{order.reference}: {manager.display_name} is the offender manager.", subject=order)
        ch.audit("UPDATE", order, before={"manager": before}, after={"manager": manager.pk})
    return order
