"""What orders add to the case page."""

from django.db.models import Q
from django.urls import reverse

from casework.orders import flow
from casework.orders.models import NotificationDuty, Order
from casework.reports.casepage import CASE, Panel, Parts, Seen, Step, Tab, Task, newest, number

ACTIONS = ("order.view", "order.serve", "notification.record", "breach.report")


def _facts() -> dict[str, object]:
    live = Order.objects.filter(case=CASE, state__in=flow.LIVE).order_by("-made_at", "-pk")
    return {
        "orders": number(Order.objects.filter(case=CASE)),
        "order_live": newest(live, "reference"),
        "order_type": newest(live, "type"),
        "order_served": newest(live, "served_on"),
        "order_queried": number(live.filter(queried=True)),
        "duties_late": number(NotificationDuty.objects.filter(Q(case=CASE), state=flow.OVERDUE)),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    reference, served = facts["order_live"], facts["order_served"]
    tab = Tab("orders", "Orders", seen.url("case-orders"), "order.view", facts["orders"] or 0)
    if reference is None:
        words = "Ended" if facts["orders"] else "None made"
        return Parts(tab=tab, tasks=[Task("Order", words, "none", seen.link("order.view", "case-orders") if facts["orders"] else "")])
    where = reverse("order-detail", args=[reference]) if "order.view" in seen.may else ""
    marks = [("Interim order in force" if facts["order_type"] == "ISPO" else "Order in force", "good")]
    if facts["order_queried"]:
        marks.append(("Made, queried", "warn"))
    if facts["duties_late"]:
        marks.append(("Notification missed", "stop"))
    task = Task("Order", "Served" if served else "Not served yet", "done" if served else "next", where, reference)
    steps = []
    if "order.serve" in seen.may and served is None:
        steps.append(Step(f"Record the service of {reference}", reverse("order-serve", args=[reference])))
    if "notification.record" in seen.may and served is not None:
        steps.append(Step(f"Record a notification under {reference}", reverse("order-notify", args=[reference])))
    if "breach.report" in seen.may:
        steps.append(Step(f"Report a breach of {reference}", reverse("breach-report", args=[reference])))
    return Parts(tab=tab, tasks=[task], steps=steps, marks=marks)


PANEL = Panel("orders", ACTIONS, _facts, _draw)
