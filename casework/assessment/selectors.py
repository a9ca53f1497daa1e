"""What is decided, how dangerous it is, and what the chronology points to."""

from collections.abc import Iterable

from django.db.models import Case as CaseWhen
from django.db.models import Q, QuerySet, When
from django.utils import timezone

from casework.assessment import flow, rules
from casework.assessment.models import OrderDecision, PlanAction, RiskAssessment, StalkingDecision
from casework.cases.models import Case
from casework.reports.models import Impact, Incident
from casework.staff.models import RoleAssignment, User


def decision_in_force(case: Case | int) -> StalkingDecision | None:
    """The answer that stands, None while there is none."""
    return StalkingDecision.objects.filter(case=case, state=flow.IN_FORCE).first()


def decision_waiting(case: Case | int) -> StalkingDecision | None:
    """The proposal that waits for a supervisor or the registrar."""
    return StalkingDecision.objects.filter(case=case, state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]).first()


def order_decision(case: Case | int) -> OrderDecision | None:
    """Whether an order is needed: the decision that stands."""
    return OrderDecision.objects.filter(case=case).select_related("decided_by").order_by("-decided_at", "-id").first()


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


def assessments(case: Case | int) -> QuerySet[RiskAssessment]:
    """Every assessment of a case, the one that stands first."""
    found = RiskAssessment.objects.filter(case=case).select_related("assessor").prefetch_related("reviews__reviewer")
    return found.order_by("-assessed_at", "-id")


def actions(case: Case | int) -> QuerySet[PlanAction]:
    """Every action of the case's plans, the open ones first."""
    return (
        PlanAction.objects.filter(case=case)
        .select_related("owner", "closed_by")
        .order_by(CaseWhen(When(state=flow.OPEN, then=0), default=1), "due_on", "pk")
    )


def plan_owners(case: Case) -> QuerySet[User]:
    """Who may be given an action: the case's own people, its unit's officers and supervisors, and the force's victim care."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    near = Q(role__in=["OFFICER", "SUPERVISOR"], user__unit_id=case.unit_id) | Q(role__in=["VICTIM_CARE", "OFFENDER_MANAGER"])
    held = RoleAssignment.objects.filter(live, near, force_id=case.force_id)
    own = [pk for pk in (case.owner_id, case.supervisor_id) if pk]
    return User.objects.filter(Q(pk__in=held.values("user_id")) | Q(pk__in=own), is_active=True, deactivated_at__isnull=True)
