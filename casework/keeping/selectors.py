"""What is known of an exhibit that is kept or goes, for pages whose reader was checked."""

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.evidence import flow as ledger_flow
from casework.evidence import ledger
from casework.evidence.models import Discrepancy, Exhibit, ExhibitPlan
from casework.investigation.models import CaseLink
from casework.keeping import blocking
from casework.keeping.models import ExhibitHold, PropertyRequest, Release, RetentionReview
from casework.keeping.rules import Facts


def standing_holds(exhibit: Exhibit) -> QuerySet[ExhibitHold]:
    """The holds that stand."""
    return ExhibitHold.objects.filter(exhibit=exhibit, lifted_at__isnull=True).select_related("placed_by").order_by("pk")


def plan_of(exhibit: Exhibit) -> ExhibitPlan | None:
    """The plan that stands."""
    return ExhibitPlan.objects.filter(exhibit=exhibit).select_related("planned_by").order_by("-pk").first()


def facts_of(exhibit: Exhibit) -> Facts:
    """All that decides whether it may go."""
    case = exhibit.case
    plan = plan_of(exhibit)
    now = ledger.standing_now(exhibit)
    return Facts(
        case_open=Case.objects.filter(pk=case.pk, is_open=True).exists(),
        linked_open=_linked_open(case),
        holds=[hold.get_kind_display() for hold in standing_holds(exhibit)],
        moved=now.moved,
        closed=now.closed,
        discrepancy=Discrepancy.objects.filter(exhibit=exhibit, state=ledger_flow.OPEN).exists(),
        plan=plan.plan if plan else "",
        others=blocking.reasons(case.pk),
    )


def _linked_open(case: Case) -> list[str]:
    """References of linked cases that are open. A restricted one is not named: that it stands in the way is all that is said."""
    links = CaseLink.objects.filter(Q(first=case) | Q(second=case), ended_at__isnull=True).select_related("first", "second")
    others = {link.second if link.first_id == case.pk else link.first for link in links}
    return sorted("that your role may not see" if other.restricted else other.reference for other in others if other.is_open)


def reviews(exhibit: Exhibit) -> QuerySet[RetentionReview]:
    """The reviews, newest first."""
    return RetentionReview.objects.filter(exhibit=exhibit).select_related("reviewed_by", "plan").order_by("-pk")


def releases(exhibit: Exhibit) -> QuerySet[Release]:
    """How it was to go, newest first."""
    return Release.objects.filter(exhibit=exhibit).select_related("asked_by", "decided_by", "carried_by").order_by("-pk")


def requests(case: Case) -> QuerySet[PropertyRequest]:
    """What people asked of what was seized in the case."""
    return PropertyRequest.objects.filter(case=case).select_related("recorded_by", "answered_by")
