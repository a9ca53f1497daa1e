"""Exhibits as lists and pages need them."""

from typing import Any

from django.db.models import QuerySet

from casework.access.predicate import visible
from casework.cases.models import Case
from casework.evidence.models import Exhibit, LedgerEvent, SearchDecision
from casework.evidence.rules import NUMBER


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
