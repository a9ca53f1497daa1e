"""Warrants and searches as lists and pages need them, and the register that a force shows for audit."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.evidence.models import Exhibit, SearchDecision
from casework.people.models import ProtectedFact
from casework.searches import flow
from casework.searches.models import Search, Warrant
from casework.staff.models import RoleAssignment, User

HEADINGS = (
    "Case",
    "What",
    "Power",
    "State or answer",
    "Decided or drafted",
    "Issued",
    "Last day",
    "Searches",
    "Items seized",
    "Reasons given",
)


def warrants(user: Any) -> QuerySet[Warrant]:
    """Warrants of the cases whose searches the user may read."""
    return Warrant.objects.filter(case__in=visible(user, "search.view")).select_related("case", "author", "agreed_by")


def of_case(case: Case) -> tuple[list[Warrant], list[Search]]:
    """(warrants, searches) of a case whose reader was checked, newest first."""
    asked = list(Warrant.objects.filter(case=case).prefetch_related("premises").order_by("-drafted_at", "-id"))
    made = list(Search.objects.filter(case=case).select_related("warrant", "checked_by", "recorded_by").order_by("-started_at", "-id"))
    return asked, made


def usable(case: Case) -> QuerySet[Warrant]:
    """Warrants under which something may be searched."""
    return Warrant.objects.filter(case=case, state__in=(flow.GRANTED, flow.EXECUTED)).order_by("reference")


def clocks_of(record: Any) -> list[Clock]:
    """The dates of a warrant or search, the open ones first, without those that a later one replaced."""
    found = Clock.objects.filter(subject_type=record._meta.model_name, subject_id=record.pk).exclude(state=Clock.SUPERSEDED)
    return sorted(found.order_by("pk"), key=lambda clock: clock.state != Clock.OPEN)


def unplaced(case: Case) -> QuerySet[Exhibit]:
    """Exhibits that belong to no search yet."""
    return Exhibit.objects.filter(case=case, found_in__isnull=True).order_by("number")


def addresses(case: Case) -> QuerySet[ProtectedFact]:
    """Addresses on record of the people of the case; read through a reveal only."""
    people = case.parties.values("person_id")
    return ProtectedFact.objects.filter(person_id__in=people, kind__in=("HOME", "WORK", "SCHOOL"), valid_to__isnull=True).order_by("id")


def holding(case: Case, role: str, *ranks: str) -> QuerySet[User]:
    """People of the case's force who hold a role today, of one of the ranks where any is named."""
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(role=role, force_id=case.force_id, starts_on__lte=today).exclude(ends_on__lt=today)
    found = User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True)
    return (found.filter(rank__in=ranks) if ranks else found).order_by("last_name", "first_name", "pk")


def register(user: Any) -> Iterator[tuple[str, ...]]:
    """The register, a line each: decisions considered, warrants by what became of them. No name and no address stands in it."""
    cases = visible(user, "search.view")
    for decision in SearchDecision.objects.filter(case__in=cases).select_related("case").order_by("case__reference", "decided_at", "id"):
        said = decision.get_considered_display()
        power = decision.get_power_display() if decision.power else ""
        yield (
            decision.case.reference,
            "Considered",
            power,
            said,
            f"{timezone.localdate(decision.decided_at):%Y-%m-%d}",
            "",
            "",
            "",
            "",
            "yes",
        )
    rows = warrants(user).prefetch_related("searches__seized").order_by("case__reference", "drafted_at", "id")
    for warrant in rows:
        made = list(warrant.searches.all())
        yield (
            warrant.case.reference,
            f"Warrant {warrant.reference}",
            warrant.get_power_display(),
            warrant.get_state_display(),
            f"{timezone.localdate(warrant.drafted_at):%Y-%m-%d}",
            f"{warrant.issued_on:%Y-%m-%d}" if warrant.issued_on else "",
            f"{warrant.last_day:%Y-%m-%d}" if warrant.last_day else "",
            str(len(made)),
            str(sum(len(search.seized.all()) for search in made)),
            "yes" if warrant.refused_because or warrant.state != flow.REFUSED else "no",
        )


def figures(user: Any) -> list[tuple[str, int]]:
    """How often the power was considered, used and not used, over what the user may read."""
    cases = visible(user, "search.view")
    decided = SearchDecision.objects.filter(case__in=cases)
    asked = Warrant.objects.filter(case__in=cases)
    counted = {state: asked.filter(state=state).count() for state, _ in flow.STATES}
    return [
        ("Considered", decided.values("case").distinct().count()),
        ("Considered and not used", decided.filter(considered="NOT_USED").values("case").distinct().count()),
        ("Applied for, waiting", counted[flow.APPLIED]),
        ("Granted, not yet executed", counted[flow.GRANTED]),
        ("Refused", counted[flow.REFUSED]),
        ("Executed", counted[flow.EXECUTED]),
        ("Ran out or returned unused", counted[flow.EXPIRED] + counted[flow.RETURNED_UNUSED]),
    ]
