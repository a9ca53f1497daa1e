"""The verbs of an order, in the order of its life."""

from casework.orders.services.appealing import (
    abandon_appeal,
    decide_against_appeal,
    decide_appeal,
    lift_stay,
    list_appeal,
    lodge_appeal,
    on_refused,
    record_stay,
)
from casework.orders.services.changing import (
    add_change_condition,
    adjourn_change,
    authorise_change,
    edit_change,
    list_change,
    lodge_change,
    record_consent,
    remove_change_condition,
    review_change,
    start_change,
    submit_change,
    tell_heard,
    withdraw_change,
)
from casework.orders.services.deciding import grant_discharge, grant_renewal, grant_variation, refuse_change
from casework.orders.services.ending import check_gap, expire_due, on_determined, take_effect_due
from casework.orders.services.following import decide_renewal, name_manager, record_pnc, settle_query, tell_victim
from casework.orders.services.making import record_order
from casework.orders.services.nearing import tell_nearing
from casework.orders.services.notifying import acknowledge, miss_overdue, no_offence, open_change, record_notification
from casework.orders.services.papers import Fingerprint, answer_request, record_certified_copy, record_request
from casework.orders.services.register import end_register, end_registers_due
from casework.orders.services.reviewing import record_review
from casework.orders.services.serving import correct_service, record_service, sign_certificate
from casework.orders.services.transferring import answer_transfer, name_relevant, propose_transfer, take_back_transfer

__all__ = [
    "Fingerprint",
    "abandon_appeal",
    "acknowledge",
    "add_change_condition",
    "adjourn_change",
    "answer_request",
    "answer_transfer",
    "authorise_change",
    "check_gap",
    "correct_service",
    "decide_against_appeal",
    "decide_appeal",
    "decide_renewal",
    "edit_change",
    "end_register",
    "end_registers_due",
    "expire_due",
    "grant_discharge",
    "grant_renewal",
    "grant_variation",
    "lift_stay",
    "list_appeal",
    "list_change",
    "lodge_appeal",
    "lodge_change",
    "miss_overdue",
    "name_manager",
    "name_relevant",
    "no_offence",
    "on_determined",
    "on_refused",
    "open_change",
    "propose_transfer",
    "record_certified_copy",
    "record_consent",
    "record_notification",
    "record_order",
    "record_pnc",
    "record_request",
    "record_review",
    "record_service",
    "record_stay",
    "refuse_change",
    "remove_change_condition",
    "review_change",
    "settle_query",
    "sign_certificate",
    "start_change",
    "submit_change",
    "take_back_transfer",
    "take_effect_due",
    "tell_heard",
    "tell_nearing",
    "tell_victim",
    "withdraw_change",
]
