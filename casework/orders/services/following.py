"""What follows an order beside its service: the PNC, the victim, and force legal's answer to what was queried."""

from datetime import datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.orders import flow
from casework.orders.models import Order, OrderKind
from casework.staff.models import Role


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
        close_tasks(order, Role.VICTIM_CARE)
        ch.event("order.victim_told", f"{order.reference}: the victim was told how the order stands.", subject=order, occurred_at=when)
        ch.audit("UPDATE", order, fields=["victim_told_at"])
        happened(Fact("victim.told", order.case_id, order, when, actor))
    return order


def settle_query(*, actor: Any, order: Order, answer: str) -> Order:
    """Force legal has asked about what was "made, queried"; `answer` says what came of it. What the court made stays as it is."""
    with change(actor, "order.record", order.case) as ch:
        if not order.queried:
            raise GuardFailed("Nothing about this order is queried.")
        if len(answer.strip()) < 10:
            raise GuardFailed("Say what came of the query, in at least 10 characters.", "answer")
        Order.objects.filter(pk=order.pk).update(queried=False, query_reason=f"{order.query_reason} Answer: {answer.strip()}")
        order.refresh_from_db()
        close_tasks(order, Role.LEGAL, what=f"Made, queried: {order.reference}")
        ch.event("order.query_settled", f"{order.reference}: force legal settled the query.", subject=order)
        ch.audit("UPDATE", order, fields=["queried", "query_reason"])
    return order


def decide_renewal(*, actor: Any, order: Order, renew: bool, reason: str, at: datetime | None = None) -> Order:
    """Decide well before the end whether the order is to be renewed or let lapse, and why (force policy; SPA 2019 s.4 sets no time)."""
    with change(actor, "notification.record", order.case) as ch:
        when = past(at, not_before=order.made_at, before="the order was made")
        if order.end_date is None or order.type != OrderKind.SPO or order.state not in flow.LIVE:
            raise GuardFailed("Only a full order in force for a fixed period comes up for renewal.")
        if len(reason.strip()) < 20:
            raise GuardFailed("Give the reason, with the risk as it now stands, in at least 20 characters.", "reason")
        Order.objects.filter(pk=order.pk).update(renewal_decision="RENEW" if renew else "LAPSE", renewal_reason=reason.strip())
        order.refresh_from_db()
        clocks.satisfy("OP-EXPIRY", subject=order, at=when, actor=actor)
        words = "to be renewed" if renew else "to be let lapse"
        ch.event("order.renewal_decided", f"{order.reference}: {words}.", subject=order, occurred_at=when)
        ch.audit("UPDATE", order, fields=["renewal_decision", "renewal_reason"])
        if renew:
            open_task(order.case, Role.LEGAL, f"Renew {order.reference}", subject=order)
    return order
