"""The verbs of an order, in the order of its life."""

from casework.orders.services.ending import check_gap, discharge, expire_due, on_determined, take_effect_due
from casework.orders.services.following import decide_renewal, record_pnc, settle_query, tell_victim
from casework.orders.services.making import record_order
from casework.orders.services.nearing import tell_nearing
from casework.orders.services.notifying import miss_overdue, no_offence, open_change, record_notification
from casework.orders.services.register import end_register, end_registers_due
from casework.orders.services.serving import correct_service, record_service

__all__ = [
    "check_gap",
    "correct_service",
    "decide_renewal",
    "discharge",
    "end_register",
    "end_registers_due",
    "expire_due",
    "miss_overdue",
    "no_offence",
    "on_determined",
    "open_change",
    "record_notification",
    "record_order",
    "record_pnc",
    "record_service",
    "settle_query",
    "take_effect_due",
    "tell_nearing",
    "tell_victim",
]
