"""What is done with legacy notices, by subject."""

from casework.pins.services.attempts import conclude_attempt, content_of, quarantine
from casework.pins.services.care import record_contact
from casework.pins.services.matching import decide_match, match_person, match_waiting
from casework.pins.services.papers import Paper, except_paper, require_no_warning
from casework.pins.services.reach import require_notice
from casework.pins.services.register import (
    LINKED,
    Named,
    OldEntry,
    cut_over,
    link_notice,
    people_of,
    record_legacy_notice,
    record_loose_notice,
    settle_doubts,
    take_over,
)
from casework.pins.services.reviewing import Opening, approve_outcome, assign_notice, reopen_notice, review_notice
from casework.pins.services.urgency import say_urgent

__all__ = [
    "LINKED",
    "Named",
    "OldEntry",
    "Opening",
    "Paper",
    "approve_outcome",
    "assign_notice",
    "conclude_attempt",
    "content_of",
    "cut_over",
    "decide_match",
    "except_paper",
    "link_notice",
    "match_person",
    "match_waiting",
    "people_of",
    "quarantine",
    "record_contact",
    "record_legacy_notice",
    "record_loose_notice",
    "reopen_notice",
    "require_no_warning",
    "require_notice",
    "review_notice",
    "say_urgent",
    "settle_doubts",
    "take_over",
]
