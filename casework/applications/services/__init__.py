"""The verbs of an application, in the order of its life."""

from casework.applications.services.conditions import add_condition, remove_condition, update_condition
from casework.applications.services.court import adjourn, determine, list_hearing, lodge, move_hearing, withdraw
from casework.applications.services.drafting import save_ground, save_people, save_section, start_application, submit
from casework.applications.services.hearsay import plan_hearsay, record_hearsay_step, serve_hearsay_notice
from casework.applications.services.review import add_advice, approve, decide_authority, decide_review, refuse_in_review, return_draft
from casework.applications.services.summons import record_summons_step, serve_summons
from casework.applications.services.talking import answer_advice, comment_with_prosecutors, resolve_advice

__all__ = [
    "add_advice",
    "add_condition",
    "adjourn",
    "answer_advice",
    "approve",
    "comment_with_prosecutors",
    "decide_authority",
    "decide_review",
    "determine",
    "list_hearing",
    "lodge",
    "move_hearing",
    "plan_hearsay",
    "record_hearsay_step",
    "record_summons_step",
    "refuse_in_review",
    "remove_condition",
    "resolve_advice",
    "return_draft",
    "save_ground",
    "save_people",
    "save_section",
    "serve_hearsay_notice",
    "serve_summons",
    "start_application",
    "submit",
    "update_condition",
    "withdraw",
]
