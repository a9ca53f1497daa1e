"""What the Crown Court's order does on an appeal that it allowed (SPA 2019 s.7(4)): quash, amend, or make."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.writing import Change
from casework.applications.models import ApplicationKind
from casework.cases.models import NO_DATE
from casework.cases.moves import make_move
from casework.errors import GuardFailed
from casework.law.when import day_of
from casework.orders import rules
from casework.orders.models import Appeal, AppealEffect, Order, OrderKind, VersionReason
from casework.orders.services import deciding, ending
from casework.orders.services.making import Given, add_version, end_words, record_on_appeal
from casework.staff.models import Role


def carry_out(
    ch: Change,
    appeal: Appeal,
    when: datetime,
    note: str,
    *,
    conditions: Sequence[Mapping[str, Any]],
    fixed: bool | None,
    end: date | None,
) -> None:
    """Carry out what was ordered, inside the caller's transaction. GuardFailed when the new content is not whole."""
    if appeal.effect == AppealEffect.MADE:
        _make(ch, appeal, when, conditions, fixed, end)
        return
    assert appeal.order_id is not None
    order = Order.objects.select_related("case", "main_application", "defendant").get(pk=appeal.order_id)
    if appeal.effect == AppealEffect.QUASHED:
        ending.end_order(ch, order, "quash", when, note, "quashed on appeal")
        return
    problems = rules.order_problems(kind=order.type, made_at=order.made_at, fixed_period=fixed, end_date=end, conditions=conditions)
    if end is not None and end < day_of(when):
        problems.append(("end", "It cannot have ended before the appeal was decided: record that it is quashed."))
    if problems:
        raise GuardFailed(
            [("end" if name == "end_date" else "fixed" if name == "fixed_period" else name, words) for name, words in problems]
        )
    before = order.end_date
    values: dict[str, Any] = {"fixed_period": fixed, "end_date": end, "end_sort": end or NO_DATE}
    make_move(order, "amend on appeal", actor=ch.actor, role=Role.LEGAL, reason=note, at=when, **values)
    add_version(order, VersionReason.APPEAL, when, conditions, actor=ch.actor, note=note)
    ch.event("order.amended", f"{order.reference}: amended on appeal, {end_words(order)}.", subject=order, occurred_at=when)
    if order.end_date != before:
        deciding.recount_end(ch, order, "the order was amended on appeal")
    deciding.follow_version(ch, order, when, "amended on appeal")


def _make(
    ch: Change, appeal: Appeal, when: datetime, conditions: Sequence[Mapping[str, Any]], fixed: bool | None, end: date | None
) -> None:
    application = appeal.application
    assert application is not None
    kind = OrderKind.ISPO if application.kind == ApplicationKind.INTERIM else OrderKind.SPO
    record_on_appeal(ch, application, Given(kind, when, appeal.court, fixed, end, conditions))
