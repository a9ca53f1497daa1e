"""The verbs of a breach."""

from casework.breaches.services.reporting import report_breach
from casework.breaches.services.working import (
    advance,
    approve_no_arrest,
    arrest,
    decide_further_crime,
    propose_no_arrest,
    record_crime,
    step_done,
)

__all__ = [
    "advance",
    "approve_no_arrest",
    "arrest",
    "decide_further_crime",
    "propose_no_arrest",
    "record_crime",
    "report_breach",
    "step_done",
]
