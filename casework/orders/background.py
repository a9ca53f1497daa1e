"""Orders against the recipient of an old notice, for the notice's page."""

from typing import Any

from django.urls import reverse

from casework.orders.selectors import orders_for
from casework.pages.dates import short_day
from casework.pins.background import Line, Source
from casework.pins.models import Notice

MOST = 20


def _lines(user: Any, notice: Notice) -> list[Line]:
    found = orders_for(user).filter(defendant_id=notice.recipient_id).order_by("-made_on", "-pk")[:MOST]
    return [
        Line(
            f"{order.get_type_display()} {order.reference}, made {short_day(order.made_on)}: {order.get_state_display().lower()}",
            reverse("order-detail", args=[order.reference]),
        )
        for order in found
    ]


SOURCE = Source("Orders against the recipient", _lines)
