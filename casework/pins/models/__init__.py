"""The register of legacy notices: the notice, its reviews, who it may concern, contacts about it, and attempts to make another."""

from casework.pins.models.attempt import NoticeAttempt, Road
from casework.pins.models.care import DutyToRefer, NoticeContact, NoticeContactHow, RecipientRisk
from casework.pins.models.match import MatchPart, NoticeMatch
from casework.pins.models.notice import RECOMMENDED, Notice, NoticeKind
from casework.pins.models.review import NoticeReview, OrderType, Outcome

__all__ = [
    "RECOMMENDED",
    "DutyToRefer",
    "MatchPart",
    "Notice",
    "NoticeAttempt",
    "NoticeContact",
    "NoticeContactHow",
    "NoticeKind",
    "NoticeMatch",
    "NoticeReview",
    "OrderType",
    "Outcome",
    "RecipientRisk",
    "Road",
]
