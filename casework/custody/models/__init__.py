"""What is kept of arrest and bail."""

from casework.custody.models.arrest import Arrest, ArrestGround, ArrestPower, Interview
from casework.custody.models.bail import (
    Authority,
    Bail,
    BailBreach,
    BailCategory,
    BailCondition,
    BailKind,
    BailPurpose,
    BailStop,
    Extension,
    GapChoice,
    GapDecision,
)

__all__ = [
    "Arrest",
    "ArrestGround",
    "ArrestPower",
    "Authority",
    "Bail",
    "BailBreach",
    "BailCategory",
    "BailCondition",
    "BailKind",
    "BailPurpose",
    "BailStop",
    "Extension",
    "GapChoice",
    "GapDecision",
    "Interview",
]
