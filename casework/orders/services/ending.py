"""How an order ends: by its last day, by the court, or, an interim one, with its main application."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, system_change
from casework.applications.models import ApplicationKind
from casework.cases.facts import Fact, happened
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.law.when import day_of, end_of
from casework.orders import flow
from casework.orders.models import Order, OrderKind
from casework.orders.services import notifying
from casework.orders.services.batches import each_by_itself
from casework.orders.services.making import PNC_TASK, VICTIM_TASK
from casework.staff.models import Role

ENDED_CLOCKS = ("OP-SERVE", "SPA-5-6a", "OP-EXPIRY", "OP-REVIEW", "OP-XFER")


def on_determined(fact: Fact) -> None:
    """Answer to "application.determined": the matter's interim orders end that moment (SPA 2019 s.5(6)(b)).

    Replaced by the full order when it was granted, ended otherwise; one whose last day is over has expired. Determining an interim
    application ends nothing.
    """
    application = fact.subject
    if application.kind != ApplicationKind.MAIN:
        return
    order = (fact.detail or {}).get("order")
    live = Order.objects.filter(main_application=application, type=OrderKind.ISPO, state__in=flow.LIVE)
    for interim in live.select_related("case", "main_application"):
        with system_change("order.record", interim.case) as ch:
            ch.actor = fact.actor
            if interim.end_date is not None and interim.end_date < day_of(fact.at):
                # It had run out before the decision; the sweep has not come by yet.
                end_order(
                    ch, interim, "expire", end_of(interim.end_date), "its last day is over", "expired", facts={"today": day_of(fact.at)}
                )
            elif order is not None:
                words = f"replaced by {order.reference}"
                end_order(ch, interim, "supersede", fact.at, words, words, replaced_by=order)
            else:
                words = "ended when the main application was decided"
                end_order(ch, interim, "end on determination", fact.at, words, words)


def check_gap(fact: Fact) -> None:
    """Answer to "hearing.listed": count the interim order's end against the new hearing date (rule SPA-5-6a)."""
    hearing = fact.subject
    application = hearing.application
    for interim in Order.objects.filter(main_application=application.main or application, type=OrderKind.ISPO, state__in=flow.LIVE):
        clocks.recompute(
            "SPA-5-6a", subject=interim, inputs={"next_hearing": day_of(hearing.at)}, actor=fact.actor, why="a hearing was listed"
        )


def expire_due(now: datetime | None = None, *, batch: int = 200) -> int:
    """Expire orders whose last day is over, from 00:00 London of the next. Run by the sweep; returns how many.

    A missed, doubled or killed run changes nothing that the next one does not put right.
    """
    now = now or timezone.now()
    today = day_of(now)
    ids = list(
        Order.objects.filter(state__in=flow.LIVE, end_sort__lt=today).order_by("end_sort", "pk").values_list("pk", flat=True)[:batch]
    )
    return each_by_itself(ids, lambda pk: _expire(pk, today))


def take_effect_due(now: datetime | None = None, *, batch: int = 200) -> int:
    """Bring into force the orders whose day, set by the court, has come. Run by the sweep; returns how many."""
    now = now or timezone.now()
    waiting = Order.objects.filter(state=flow.MADE, effective_from__lte=day_of(now)).order_by("effective_from", "pk")
    return each_by_itself(list(waiting.values_list("pk", flat=True)[:batch]), _take_effect)


def _take_effect(pk: int) -> int:
    case = Order.objects.select_related("case").get(pk=pk).case
    with system_change("order.record", case) as ch:
        rows = Order.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk, state=flow.MADE)
        order = rows.select_related("case").first()
        if order is None:
            return 0
        make_move(order, "take effect", actor=None)
        ch.event("order.in_force", f"{order.reference}: in force from today, as the court said.", subject=order)
        ch.audit("MOVE", order, after={"state": order.state})
    return 1


def _expire(pk: int, today: date) -> int:
    case = Order.objects.select_related("case").get(pk=pk).case
    with system_change("order.record", case) as ch:
        rows = Order.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk, state__in=flow.LIVE)
        order = rows.select_related("case", "main_application").first()
        if order is None or order.end_date is None or order.end_date >= today:
            return 0
        end_order(ch, order, "expire", end_of(order.end_date), "its last day is over", "expired", facts={"today": today})
    return 1


def end_order(
    ch: Change,
    order: Order,
    verb: str,
    when: datetime,
    reason: str,
    words: str,
    *,
    facts: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """End an order: its state, its clocks, its work, and what must follow: the PNC and the victim. Inside the caller's transaction."""
    make_move(order, verb, actor=ch.actor, reason=reason, facts=facts, at=when, ended_at=when, end_note=reason, **values)
    for rule in ENDED_CLOCKS:
        clocks.cancel(rule, subject=order, actor=ch.actor, why=f"The order ended: {words}")
    notifying.fall_away(ch, order, f"The order ended: {words}")
    order.stays.filter(until_at=None).update(until_at=when)
    close_tasks(order, Role.OFFENDER_MANAGER, Role.LEGAL)
    page = f"/orders/{order.reference}/"
    for rule, title, inputs in (
        ("OP-PNC", f"Enter the end of {order.reference} on the PNC", {}),
        ("OP-VICTIM", f"Tell the victim that {order.reference} ended", {"event": "expiry"}),
    ):
        clocks.start(rule, subject=order, case=order.case, on=when, inputs=inputs, title=title, actor=ch.actor, path=page)
    open_task(order.case, Role.VICTIM_CARE, f"{VICTIM_TASK} {order.reference}", subject=order)
    open_task(order.case, Role.RECORDS, f"{PNC_TASK} {order.reference}", subject=order)
    ch.event("order.ended", f"{order.reference}: {words}.", subject=order, occurred_at=when)
    ch.audit("MOVE", order, after={"state": order.state, "ended_at": when})
    happened(Fact("order.ended", order.case_id, order, when, ch.actor, {"how": order.state, **(detail or {})}))
