"""Exhibits as lists and pages need them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.cases.models import Case
from casework.evidence.models import Exhibit, LedgerEvent, SearchDecision
from casework.evidence.rules import NUMBER
from casework.staff.models import RoleAssignment, User


def exhibits(user: Any) -> QuerySet[Exhibit]:
    """Exhibits of the cases whose exhibits the user may read."""
    return Exhibit.objects.filter(case__in=visible(user, "exhibit.view")).select_related("case", "holder")


def ledger(exhibit: Exhibit) -> QuerySet[LedgerEvent]:
    """The events of an exhibit, newest first."""
    return (
        LedgerEvent.objects.filter(exhibit=exhibit).select_related("from_user", "to_user", "entered_by", "corrects").order_by("-sequence")
    )


def numbers(case: Case) -> tuple[set[str], dict[str, int]]:
    """Numbers taken in a case, and which officer uses which initials there."""
    taken: set[str] = set()
    producers: dict[str, int] = {}
    for number, producer in Exhibit.objects.filter(case=case).order_by("pk").values_list("number", "seized_by_id"):
        taken.add(number)
        match = NUMBER.match(number)
        if match:
            producers.setdefault(match[1], producer)
    return taken, producers


def search_decision(case: Case | int) -> SearchDecision | None:
    """The decision on search that stands."""
    return SearchDecision.objects.filter(case=case).select_related("decided_by").order_by("-decided_at", "-id").first()


def handlers(case: Case) -> QuerySet[User]:
    """Who may take an exhibit over: the force's exhibits officers, and the officers and supervisors of the case's unit."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    near = Q(role="EXHIBITS") | Q(role__in=["OFFICER", "SUPERVISOR"], user__unit_id=case.unit_id)
    held = RoleAssignment.objects.filter(live, near, force_id=case.force_id)
    return User.objects.filter(Q(pk__in=held.values("user_id")) | Q(pk=case.owner_id), is_active=True, deactivated_at__isnull=True)


def found(user: Any, text: str, standing: str, mine: bool) -> QuerySet[Exhibit]:
    """The list of exhibits, filtered: by number, seal, place or case reference; by how they stand; by who holds them."""
    rows = exhibits(user)
    if text:
        rows = rows.filter(Q(number__istartswith=text) | Q(seal__iexact=text) | Q(place__icontains=text) | Q(case__reference__iexact=text))
    if standing == "waiting":
        rows = rows.filter(standing__in=["SEIZED", "SEALED"])
    elif standing:
        rows = rows.filter(standing=standing)
    return rows.filter(holder=user) if mine else rows
