"""What is decided, how dangerous it is, and what the chronology points to."""

from collections.abc import Iterable

from casework.assessment import flow, rules
from casework.assessment.models import RiskAssessment, StalkingDecision
from casework.cases.models import Case
from casework.reports.models import Impact, Incident


def decision_in_force(case: Case | int) -> StalkingDecision | None:
    """The answer that stands, None while there is none."""
    return StalkingDecision.objects.filter(case=case, state=flow.IN_FORCE).first()


def decision_waiting(case: Case | int) -> StalkingDecision | None:
    """The proposal that waits for a supervisor or the registrar."""
    return StalkingDecision.objects.filter(case=case, state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]).first()


def latest_assessment(case: Case | int) -> RiskAssessment | None:
    """The assessment that stands, with its reviews and actions."""
    return (
        RiskAssessment.objects.filter(case=case)
        .select_related("assessor", "decided_by")
        .prefetch_related("reviews__reviewer", "actions__owner")
        .order_by("-assessed_at", "-id")
        .first()
    )


def points_to_4a(case: Case | int) -> list[str]:
    """Signs of s.4A in the case's chronology, in words."""
    rows: Iterable[tuple[list[str], bool]] = Incident.objects.filter(case=case).values_list("impacts", "fear_of_violence")
    impacts: dict[str, None] = {}
    feared = 0
    for codes, fear in rows:
        impacts.update(dict.fromkeys(codes))
        feared += fear
    return rules.signs_of_4a([Impact(code).label for code in impacts], feared)
