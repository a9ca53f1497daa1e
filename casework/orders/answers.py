"""What facts of the earlier stages set off with orders."""

from casework.cases.facts import Fact
from casework.orders.models import Order
from casework.orders.services.following import tell_victim


def told_in_contact(fact: Fact) -> None:
    """Answers "victim.contacted": the orders of which the victim was told in that contact (OP-VICTIM)."""
    wanted = (fact.detail or {}).get("orders", ())
    for order in Order.objects.filter(pk__in=wanted, case_id=fact.case_id).select_related("case").order_by("pk"):
        tell_victim(actor=fact.actor, order=order, at=fact.at, how="In a contact that is on the victim's log")
