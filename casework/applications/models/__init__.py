"""The application and what hangs on it."""

from casework.applications.models.application import (
    Application,
    ApplicationKind,
    AreaBasis,
    CourtKind,
    HarmType,
    Prosecution,
    ScreenAnswer,
    Urgency,
    VictimView,
    WithdrawalReason,
)
from casework.applications.models.court import Hearing, HearingKind, HearingOutcome, SummonsMethod, SummonsService
from casework.applications.models.draft import Condition, ConditionKind, GroundLink, Limb
from casework.applications.models.review import Authority, LegalAdvice, LegalReview, ReviewOutcome

__all__ = [
    "Application",
    "ApplicationKind",
    "AreaBasis",
    "Authority",
    "Condition",
    "ConditionKind",
    "CourtKind",
    "GroundLink",
    "HarmType",
    "Hearing",
    "HearingKind",
    "HearingOutcome",
    "LegalAdvice",
    "LegalReview",
    "Limb",
    "Prosecution",
    "ReviewOutcome",
    "ScreenAnswer",
    "SummonsMethod",
    "SummonsService",
    "Urgency",
    "VictimView",
    "WithdrawalReason",
]
