"""The sex-offender register: no duty to notify while it lasts (SPA 2019 s.9(5)); the first one starts when it ends (s.9(6)-(7))."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access.writing import Change, change, system_change
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import at as at_hour
from casework.law.when import day_of
from casework.orders import flow, rules
from casework.orders.models import DutyTrigger, NotificationDuty, Order
from casework.orders.services import notifying
from casework.orders.services.batches import each_by_itself
from casework.policies.selectors import law_for

WHY = "The register ended"


def end_register(*, actor: Any, order: Order, on: date) -> NotificationDuty:
    """The sex-offender register ended for the defendant; `on` is its final day, from which three days count (s.9(6)-(7), SPA-9-7).

    Only where the order is live on that day and the defendant was exempt when it was made.
    """
    with change(actor, "notification.record", order.case, lock=True) as ch:
        order.refresh_from_db()
        exempt = order.duties.filter(state=flow.EXEMPT, trigger=DutyTrigger.FIRST).first()
        if exempt is None:
            raise GuardFailed("The defendant was not exempt under this order.")
        if on > day_of(ch.now) or on < order.made_on:
            raise GuardFailed("Enter the final day on the register: not in the future, not before the order was made.", "on")
        Order.objects.filter(pk=order.pk).update(register_until=on)
        duty, reasons = _restart(ch, order, exempt, on)
        if duty is None:
            raise GuardFailed(f"No duty starts: {reasons}", "on")
    return duty


def end_registers_due(now: datetime | None = None, *, batch: int = 200) -> int:
    """Start the duty of each live order whose defendant's known final day on the register has come. Run by the sweep; returns how many.

    A missed, doubled or killed run changes nothing that the next one does not put right.
    """
    now = now or timezone.now()
    due = NotificationDuty.objects.filter(
        state=flow.EXEMPT, trigger=DutyTrigger.FIRST, order__state__in=flow.LIVE, order__register_until__lte=day_of(now)
    )
    return each_by_itself(list(due.order_by("pk").values_list("pk", flat=True)[:batch]), _end)


def _end(pk: int) -> int:
    case = NotificationDuty.objects.select_related("case").get(pk=pk).case
    with system_change("notification.record", case) as ch:
        rows = NotificationDuty.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk, state=flow.EXEMPT)
        exempt = rows.select_related("order__case", "order__main_application").first()
        if exempt is None or exempt.order.register_until is None:
            return 0
        duty, reasons = _restart(ch, exempt.order, exempt, exempt.order.register_until)
        if duty is None:
            make_move(exempt, "fall away", actor=None, reason=reasons[:200])
            clocks.cancel("SPA-9-1", subject=exempt, actor=None, why=f"{WHY}. {reasons}")
    return 1


def _restart(ch: Change, order: Order, exempt: NotificationDuty, on: date) -> tuple[NotificationDuty | None, str]:
    """The duty that starts with the register's final day, or the reasons why none does. The suppressed one falls away with its clock."""
    inputs = {"order_live": rules.is_live(order, at_hour(on, 12)), "exempt_when_made": order.on_register}
    result = law_for(order.case.force_id).compute("SPA-9-7", on=on, inputs=inputs)
    if result.due is None:
        return None, " ".join(result.reasons)
    make_move(exempt, "fall away", actor=ch.actor, reason=WHY)
    clocks.cancel("SPA-9-1", subject=exempt, actor=ch.actor, why=f"{WHY}: the duty counts from that day (SPA-9-7)")
    duty = notifying.create(ch, order, DutyTrigger.REGISTER_ENDED, on, flow.PENDING, day_of(result.due), "")
    notifying.start_clock(ch, duty, "SPA-9-7", on, inputs)
    ch.event("register.ended", f"{order.reference}: the defendant's time on the sex-offender register ended.", subject=duty)
    return duty, ""
