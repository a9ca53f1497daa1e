"""The list of cases: filters as conditions, pages from the caseload, orders that have no index from the predicate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, IntegerField, OuterRef, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone

from casework.access.caseload import CLOSED, OPEN, caseload_page, count
from casework.access.predicate import SEEING, predicate, visible
from casework.access.scope import scope
from casework.cases.models import Grade
from casework.clocks.models import Clock
from casework.pages.paging import Page, paginate, place_of
from casework.pages.walking import page_of as page_of_walk
from casework.reports.models import CrimeRecord
from casework.reports.offences import KINDS

ORDERS = {"risk": ("-danger", "next_deadline", "pk"), "age": ("reported_at", "pk")}


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty fields ask for nothing."""

    text: str = ""
    state: str = ""
    grade: str = ""
    offence: str = ""
    overdue: bool = False
    closed: bool = False
    mine: bool = False
    sort: str = "next"

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Filters":
        """From a form's cleaned data, unknown keys ignored."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if data.get(name)})

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.state or self.grade or self.offence or self.overdue or self.closed)


def condition(filters: Filters, user: Any) -> Q:
    """The filters as a condition over cases."""
    found = Q()
    if filters.mine:
        found &= Q(owner_id=user.pk)
    if filters.text:
        found &= Q(reference__icontains=filters.text.strip().replace("/", "-"))
    if filters.state:
        found &= Q(state=filters.state)
    if filters.grade:
        found &= Q(grade="" if filters.grade == "NONE" else filters.grade)
    if filters.offence:
        # The class is not for those who see the outline only: they would learn it by filtering.
        found &= recorded_as(filters.offence) & predicate(scope(user), "case.view")
    if filters.overdue:
        found &= late()
    return found


def recorded_as(code: str) -> Q:
    """Cases recorded as this offence now, as the principal crime or as an included classification; or stalking by where it stands."""
    now = CrimeRecord.objects.filter(case=OuterRef("pk"), replaced_at__isnull=True)
    principal = Q(Exists(now.filter(offence__in=KINDS.stalking, principal=True)))
    match code:
        case "principal-stalking":
            return principal
        case "included-stalking":
            return Q(Exists(now.filter(offence__in=KINDS.stalking, principal=False))) & ~principal
    return Q(Exists(now.filter(offence=code)))


def late() -> Q:
    """Cases with an open date that has passed. The day bounds it by the index; the clock decides within today."""
    now = timezone.now()
    today = timezone.localdate(now)
    passed = Clock.objects.filter(case=OuterRef("pk"), state=Clock.OPEN, overdue_from__lte=now)
    return Q(next_deadline__lte=today) & (Q(next_deadline__lt=today) | Q(Exists(passed)))


def danger() -> Choose:
    """0 for no grade to 3 for HIGH, for ordering."""
    return Choose(
        *(When(grade=grade, then=Value(place)) for place, grade in enumerate(Grade.values, 1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def page_of(user: Any, filters: Filters, request: HttpRequest) -> Page:
    """A page of the reader's cases."""
    wanted = condition(filters, user)
    if filters.sort in ("risk", "age") and not filters.closed:
        rows = visible(user).filter(wanted, is_open=True).annotate(danger=danger())
        total = count(user, wanted & Q(is_open=True), actions=SEEING)
        return paginate(rows, ORDERS[filters.sort], request, count=total)
    walk = CLOSED if filters.closed else OPEN
    after, before = (place_of(request.GET.get(name, ""), walk.order) for name in ("after", "before"))
    return page_of_walk(caseload_page(user, wanted, after, before=before, closed=filters.closed), walk)


def own(user: Any) -> Any:
    """Open cases that the person owns, however they are seen: the base of their own numbers."""
    return visible(user).filter(owner_id=user.pk, is_open=True)
