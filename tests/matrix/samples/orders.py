"""Orders, their changes and appeals, and breaches."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.breaches.models import Breach, BreachStep
from casework.cases.models import NO_DATE
from casework.cases.references import next_reference
from casework.orders.models import (
    Appeal,
    ChangeCondition,
    Heard,
    InformationRequest,
    Notification,
    Order,
    OrderChange,
    OrderTransfer,
    OrderVersion,
    ServiceAttempt,
)
from tests.matrix.samples.ask import Ask, Provider


def _order_of(ask: Ask) -> Order:
    def make() -> Order:
        made = Order.objects.create(
            reference=next_reference("ORD"),
            case=ask.case,
            defendant=ask.case.parties.get(role="SUSPECT").person,
            type="SPO",
            state="IN_FORCE",
            court="Northmoor Magistrates' Court",
            made_on=date(2026, 3, 2),
            made_at=timezone.make_aware(datetime(2026, 3, 2, 12)),
            fixed_period=False,
            end_sort=NO_DATE,
        )
        OrderVersion.objects.create(order=made, number=1, reason="MADE", effective_from=made.made_on, fixed_period=False)
        return made

    order: Order = ask.once("order", make)
    return order


def _order(ask: Ask) -> dict[str, Any]:
    return {"reference": _order_of(ask).reference}


def _service(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> ServiceAttempt:
        return ServiceAttempt.objects.create(
            order=order,
            case=ask.case,
            method="hand",
            sent_at=order.made_at,
            succeeded=True,
            effective_on=order.made_on,
            server="PC 4471",
            place_kind="STATION",
        )

    return {"reference": order.reference, "pk": ask.once("service", make).pk}


def _breach(ask: Ask) -> dict[str, Any]:
    def make() -> Breach:
        breach = Breach.objects.create(
            reference=next_reference("BRE"),
            case=ask.case,
            order=_order_of(ask),
            occurred_at=timezone.make_aware(datetime(2026, 3, 5, 12)),
            reported_at=timezone.make_aware(datetime(2026, 3, 5, 13)),
            reported_by=ask.world.owner,
            what_happened="Rang her eleven times",
        )
        BreachStep.objects.create(breach=breach, case=ask.case, kind="SAFETY")
        return breach

    return {"reference": ask.once("breach", make).reference}


_OF_ORDERS = (
    "detail", "serve", "notify", "change", "pnc", "victim", "query", "renewal", "register-ended", "no-offence", "review", "manager",
    "relevant", "transfer", "copy", "copy-check", "request", "apply", "appeal",
)  # fmt: skip


_OF_CHANGES = (
    "detail", "edit", "condition", "submit", "review", "authority", "lodge", "hearing", "adjourn", "consent", "granted", "refused",
    "withdraw", "appeal",
)  # fmt: skip


def _change_of(ask: Ask) -> OrderChange:
    def make() -> OrderChange:
        now = timezone.now()
        return OrderChange.objects.create(
            reference=next_reference("APP"),
            order=_order_of(ask),
            case=ask.case,
            kind="VARY",
            applicant="DEFENDANT",
            state="REFUSED",
            asked="x" * 20,
            author=ask.world.owner,
            started_at=now,
            lodged_at=now,
            determined_at=now,
        )

    change: OrderChange = ask.once("change", make)
    return change


def _change(ask: Ask) -> dict[str, Any]:
    return {"reference": _change_of(ask).reference}


def _change_condition(ask: Ask) -> dict[str, Any]:
    change = _change_of(ask)
    values = {"kind": "PROHIBITION", "category": "NO_CONTACT_DIRECT", "text": "Not to contact her.", "necessity": "It goes on."}
    made = ask.once("change condition", lambda: ChangeCondition.objects.create(change=change, **values))
    return {"reference": change.reference, "pk": made.pk}


def _heard(ask: Ask) -> dict[str, Any]:
    change = _change_of(ask)
    return {"reference": change.reference, "pk": ask.once("heard", lambda: Heard.objects.create(change=change, name="Elsewhere Police")).pk}


def _appeal(ask: Ask) -> dict[str, Any]:
    def make() -> Appeal:
        order, day = _order_of(ask), date(2026, 3, 10)
        values = {"decided_on": order.made_on, "last_day": date(2026, 3, 23), "notice_on": day, "notice_to": "The court"}
        values |= {"decision": "order_made", "appellant": "defendant", "state": "NOTICE_LODGED", "recorded_by": ask.world.owner}
        return Appeal.objects.create(case=ask.case, order=order, **values)

    return {"pk": ask.once("appeal", make).pk}


def _order_transfer(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> OrderTransfer:
        values = {"to_name": "Elsewhere Police", "moved_on": order.made_on, "pack": "Everything", "proposed_by": ask.world.owner}
        return OrderTransfer.objects.create(order=order, case=ask.case, state="PROPOSED", proposed_at=timezone.now(), **values)

    return {"reference": order.reference, "pk": ask.once("order transfer", make).pk}


def _request(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> InformationRequest:
        values = {"served_on": order.made_on, "requester": "A landlord", "recorded_by": ask.world.owner}
        return InformationRequest.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("request", make).pk}


def _notification(ask: Ask) -> dict[str, Any]:
    order = _order_of(ask)

    def make() -> Notification:
        values = {"given_at": order.made_at, "station": "Castlegate", "received_by": "PC 4471", "names": "x"}
        return Notification.objects.create(order=order, case=ask.case, **values)

    return {"reference": order.reference, "pk": ask.once("notification", make).pk}


_OF_BREACHES = ("detail", "crime", "further", "arrest", "no-arrest", "approve", "move")


SAMPLES: dict[str, Provider] = {
    **{f"order-{name}": _order for name in _OF_ORDERS},
    "order-service-correct": _service,
    "order-certificate": _service,
    "order-acknowledge": _notification,
    **dict.fromkeys(("order-transfer-answer", "order-transfer-back"), _order_transfer),
    "order-request-answer": _request,
    **{f"change-{name}": _change for name in _OF_CHANGES},
    "change-condition-remove": _change_condition,
    "change-told": _heard,
    **{f"appeal-{name}": _appeal for name in ("detail", "hearing", "stay", "lift", "decide", "abandon")},
    "breach-report": _order,
    **{f"breach-{name}": _breach for name in _OF_BREACHES},
    "breach-step": lambda ask: {**_breach(ask), "kind": "SAFETY"},
}
