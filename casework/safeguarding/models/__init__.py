"""A victim's care in a case. Everything stands with the victim's part in the case, so that each of several victims has their own."""

from casework.safeguarding.models.contact import Contact, ContactAnswer, DutyKind, Method, Outcome, RightToReview, VictimDuty
from casework.safeguarding.models.needs import (
    Measure,
    MeasureBasis,
    MeasuresView,
    Need,
    NeedsAssessment,
    RightsBasis,
    StatementStep,
    StatementStepKind,
    WantsRead,
)
from casework.safeguarding.models.plan import Frequency, SafeContactPlan
from casework.safeguarding.models.referral import Referral, Service
from casework.safeguarding.models.requests import (
    BailViews,
    DecisionReviewed,
    NoticeException,
    Representative,
    ReviewRequest,
    ThirdPartyRequest,
)

__all__ = [
    "BailViews",
    "Contact",
    "ContactAnswer",
    "DecisionReviewed",
    "DutyKind",
    "Frequency",
    "Measure",
    "MeasureBasis",
    "MeasuresView",
    "Method",
    "Need",
    "NeedsAssessment",
    "NoticeException",
    "Outcome",
    "Referral",
    "Representative",
    "ReviewRequest",
    "RightToReview",
    "RightsBasis",
    "SafeContactPlan",
    "Service",
    "StatementStep",
    "StatementStepKind",
    "ThirdPartyRequest",
    "VictimDuty",
    "WantsRead",
]
