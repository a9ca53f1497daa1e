"""What is done on the case as a whole; the verbs are in the modules by noun."""

from casework.investigation.services.actions import change_action, complete_action, drop_action, raise_action
from casework.investigation.services.closing import approve_closing, ask_to_close, send_back_closing, withdraw_closing
from casework.investigation.services.links import end_link, link_cases
from casework.investigation.services.log import add_entry, correct_entry
from casework.investigation.services.outcomes import record_outcome, tell_outcome
from casework.investigation.services.reopening import ask_to_reopen, reopen
from casework.investigation.services.transfers import propose_transfer, refuse_transfer, send_on, take_over, withdraw_transfer

__all__ = [
    "add_entry",
    "approve_closing",
    "ask_to_close",
    "ask_to_reopen",
    "change_action",
    "complete_action",
    "correct_entry",
    "drop_action",
    "end_link",
    "link_cases",
    "propose_transfer",
    "raise_action",
    "record_outcome",
    "refuse_transfer",
    "reopen",
    "send_back_closing",
    "send_on",
    "take_over",
    "tell_outcome",
    "withdraw_closing",
    "withdraw_transfer",
]
