"""The enforcement card: what a patrol or the control room must know of an order, and nothing else of the case (architecture section 4)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from casework.law.when import day_words
from casework.orders import flow
from casework.orders.models import Order, OrderCondition, OrderVersion
from casework.orders.selectors import end_words, service_words, standing_now, version_at


@dataclass(frozen=True)
class Card:
    """The enforcement card: all that a patrol needs, and nothing else of the case."""

    order: Order
    standing: tuple[str, str]
    service: tuple[str, str]
    ends: str
    conditions: list[OrderCondition]
    ring: str
    changed: str


def cards(*, reference: str = "", family_name: str = "", given_names: str = "", born: date | None = None) -> list[Card]:
    """Cards by order reference, or by exact name and date of birth, live orders first. The case's own visibility is not asked:
    whoever must enforce an order must be able to learn it. The caller logs the look."""
    found = Order.objects.select_related("defendant", "case__unit", "case__force", "main_application").prefetch_related(
        "versions__conditions", "stays", "transfers", "service_attempts__order_version"
    )
    if reference:
        found = found.filter(reference__iexact=reference.strip())
    else:
        names = Q(defendant__family_name__iexact=family_name.strip(), defendant__given_names__iexact=given_names.strip())
        alias = Q(defendant__aliases__name__iexact=f"{given_names.strip()} {family_name.strip()}")
        found = found.filter(names | alias, defendant__date_of_birth=born).distinct()
    now, today = timezone.now(), timezone.localdate()
    made = []
    for order in found.order_by("-made_at")[:20]:
        version = version_at(order, now)
        conditions = [each for each in version.conditions.all() if each.until is None or each.until >= today] if version else []
        made.append(
            Card(
                order=order,
                standing=standing_now(order, now),
                service=service_words(order, now),
                ends=end_words(order),
                conditions=conditions,
                ring=_ring(order),
                changed=_changed(order, version),
            )
        )
    return sorted(made, key=lambda card: card.standing[0] != "In force")


def _ring(order: Order) -> str:
    """Whom to ring: the force that manages the order now."""
    taken = [each for each in order.transfers.all() if each.state == flow.ACCEPTED]
    if taken:
        return f"{taken[-1].new_owner}, {taken[-1].to_name}, through the control room"
    return f"{order.case.unit.name}, {order.case.force.name}, through the control room"


def _changed(order: Order, version: OrderVersion | None) -> str:
    """That it was changed since it was made, and whether the defendant was served with that; "" for one as made."""
    if version is None or version.number == 1:
        return ""
    words = f"{version.get_reason_display()} on {day_words(version.effective_from)}"
    served = any(
        each.succeeded and each.order_version is not None and each.order_version.number >= version.number
        for each in order.service_attempts.all()
    )
    return words if served else f"{words}; that version has not been served yet"
