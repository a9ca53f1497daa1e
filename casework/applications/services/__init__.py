"""The verbs of an application, in the order of its life."""

from casework.applications.services.conditions import add_condition, remove_condition, update_condition
from casework.applications.services.court import adjourn, determine, list_hearing, lodge, serve_summons, withdraw
from casework.applications.services.drafting import save_ground, save_people, save_section, start_application, submit
from casework.applications.services.review import add_advice, approve, decide_authority, decide_review, refuse_in_review, return_draft

__all__ = [
    "add_advice",
    "add_condition",
    "adjourn",
    "approve",
    "decide_authority",
    "decide_review",
    "determine",
    "list_hearing",
    "lodge",
    "refuse_in_review",
    "remove_condition",
    "return_draft",
    "save_ground",
    "save_people",
    "save_section",
    "serve_summons",
    "start_application",
    "submit",
    "update_condition",
    "withdraw",
]
