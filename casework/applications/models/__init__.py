"""The application and what hangs on it."""

from casework.applications.models.application import (
    QUEUE,
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
from casework.applications.models.hearsay import HearsayMethod, HearsayNotice, HearsayPlan, HearsayPlanKind, HearsayStep, HearsayStepKind
from casework.applications.models.review import Authority, LegalAdvice, LegalReview, ReviewOutcome
from casework.applications.models.threads import AdviceReply, ProsecutorComment, SummonsStep, SummonsStepKind

__all__ = [
    "QUEUE",
    "AdviceReply",
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
    "HearsayMethod",
    "HearsayNotice",
    "HearsayPlan",
    "HearsayPlanKind",
    "HearsayStep",
    "HearsayStepKind",
    "LegalAdvice",
    "LegalReview",
    "Limb",
    "Prosecution",
    "ProsecutorComment",
    "ReviewOutcome",
    "ScreenAnswer",
    "SummonsMethod",
    "SummonsService",
    "SummonsStep",
    "SummonsStepKind",
    "Urgency",
    "VictimView",
    "WithdrawalReason",
]
