"""Reading charging: a case's referrals, one referral, who may prosecute, and how far the protocol is done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.predicate import require
from casework.cases.models import Case
from casework.charging.models import Charge, CpsReferral, LimitPassed, ProtocolAnswer, ProtocolPoint
from casework.errors import Hidden
from casework.staff.models import Role, RoleAssignment, User


def referral_by_reference(user: Any, reference: str, action: str = "charging.view") -> CpsReferral:
    """The referral; Hidden when unknown or not to be seen, Forbidden when it may be seen but not this."""
    found = (
        CpsReferral.objects.filter(reference=reference)
        .select_related("case", "suspect", "begun_by", "submitted_by", "approved_by", "prosecutor", "decided_by")
        .first()
    )
    if found is None:
        raise Hidden
    require(user, action, found.case)
    return found


def of_case(case: Case) -> QuerySet[CpsReferral]:
    """The referrals of a case, newest first."""
    return CpsReferral.objects.filter(case=case).select_related("suspect", "prosecutor", "decided_by").order_by("-begun_at", "-pk")


def charges(case: Case) -> QuerySet[Charge]:
    """The charges of a case with what happened at court, newest first."""
    return Charge.objects.filter(case=case).select_related("suspect", "referral").prefetch_related("court_events").order_by("-charged_at")


def limits(case: Case) -> QuerySet[LimitPassed]:
    """Time limits of the case that passed uncharged."""
    return LimitPassed.objects.filter(case=case).select_related("answered_by").order_by("pk")


def prosecutors(case: Case) -> QuerySet[User]:
    """Who holds the role of the CPS for the case's force today."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleAssignment.objects.filter(live, role=Role.CPS, force_id=case.force_id)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True).order_by("last_name")


@dataclass(frozen=True)
class Protocol:
    """The protocol's points with their answers, and how many of a hundred are done."""

    points: list[tuple[str, str, ProtocolAnswer | None]]
    percent: int


def protocol(case: Case) -> Protocol:
    """How far the protocol on stalking is done in the case; only points answered yes count."""
    given = {answer.point: answer for answer in ProtocolAnswer.objects.filter(case=case).select_related("answered_by")}
    points = [(str(point), str(point.label), given.get(point)) for point in ProtocolPoint]
    done = sum(1 for *_, answer in points if answer is not None and answer.done)
    return Protocol(points, 100 * done // len(points))
