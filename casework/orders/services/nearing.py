"""An order that is near its end bears on the risk: told once for each order and end."""

from django.utils import timezone

from casework.access.writing import system_change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseEvent
from casework.law.spans import days_from
from casework.orders import flow
from casework.orders.models import Order
from casework.pages.dates import short_day

# investigation.md 4.5: an order that ends within 28 days is a reason to assess risk again.
WITHIN = 28


def tell_nearing() -> int:
    """Tell of every order in force that ends within 28 days, once; returns how many. Harmless when run twice or late."""
    today = timezone.localdate()
    near = Order.objects.filter(state__in=flow.LIVE, end_sort__gte=today, end_sort__lte=days_from(today, WITHIN))
    told = 0
    for order in near.select_related("case").order_by("pk"):
        words = f"{order.reference} ends on {short_day(order.end_date)}"
        if CaseEvent.objects.filter(case_id=order.case_id, kind="order.nearing", text=words).exists():
            continue
        with system_change("order.nearing", order.case) as ch:
            ch.event("order.nearing", words, subject=order)
            happened(Fact("order.expiring", order.case_id, order, ch.now, None))
        told += 1
    return told
