"""Every verb of victim care."""

from casework.safeguarding.services.contacts import answer_with_earlier, correct_contact, let_duty_fall, record_contact
from casework.safeguarding.services.plans import add_safety_action, agree_plan, ask_victim_care, assess_needs, end_victim_care
from casework.safeguarding.services.referrals import move_referral, record_panel, refer
from casework.safeguarding.services.requests import (
    acknowledge_review,
    ask_third_party,
    decide_review,
    give_notice,
    receive_review,
    record_bail_views,
)
from casework.safeguarding.services.statements import record_measures, record_personal_statement, record_statement

__all__ = [
    "acknowledge_review",
    "add_safety_action",
    "agree_plan",
    "answer_with_earlier",
    "ask_third_party",
    "ask_victim_care",
    "assess_needs",
    "correct_contact",
    "decide_review",
    "end_victim_care",
    "give_notice",
    "let_duty_fall",
    "move_referral",
    "receive_review",
    "record_bail_views",
    "record_contact",
    "record_measures",
    "record_panel",
    "record_personal_statement",
    "record_statement",
    "refer",
]
