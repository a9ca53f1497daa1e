"""Reading breaches, and which version of an order was in force when something happened."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from casework.access.predicate import require, visible
from casework.breaches.models import Breach
from casework.cases.models import Case
from casework.errors import Hidden
from casework.orders.models import Order, OrderVersion


def breaches_for(user: Any) -> QuerySet[Breach]:
    """Breaches this person may read."""
    return Breach.objects.filter(case__in=visible(user, "breach.view"))


def breach_by_reference(user: Any, reference: str, action: str = "breach.view") -> Breach:
    """The breach with what its page needs; Hidden when unknown or not to be seen, Forbidden when it may be seen but not this."""
    found = (
        Breach.objects.filter(reference=reference).select_related("case", "order", "order__defendant", "reported_by", "incident").first()
    )
    if found is None:
        raise Hidden
    require(user, action, found.case)
    return found


def of_case(user: Any, case: Case) -> QuerySet[Breach]:
    """A case's breaches that this person may read, newest first."""
    return breaches_for(user).filter(case=case).select_related("order").order_by("-occurred_at", "-pk")


def version_at(order: Order, at: datetime) -> OrderVersion | None:
    """The version of the order that was in force at this instant; the first one for an instant before it."""
    versions = list(order.versions.prefetch_related("conditions").order_by("number"))
    reached = [version for version in versions if version.since <= at]
    return reached[-1] if reached else (versions[0] if versions else None)
