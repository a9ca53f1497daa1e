"""Numbers of open cases by unit and by officer, counted live from one index; hidden cases as a number for managers only.

Weights are force policy (practice document, section 10): HIGH 3, MEDIUM 2, any other 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Min, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from casework.access.hidden import hidden_load
from casework.access.matrix import table
from casework.access.predicate import visible
from casework.access.scope import scope
from casework.cases.models import Case, Grade
from casework.clocks.models import Clock
from casework.law.spans import days_from
from casework.staff.models import Absence, Role, Unit, User
from casework.staff.selectors import holding
from casework.worklists.caselist.selectors import late

SOON, WEEKS = 7, 4
WEIGHT = Choose(
    When(grade=Grade.HIGH, then=Value(3)), When(grade=Grade.MEDIUM, then=Value(2)), default=Value(1), output_field=IntegerField()
)


@dataclass(frozen=True)
class Load:
    """Open cases of a unit or a person. `overdue`: with a date that has passed; `soon`: with the next one within seven days."""

    key: int | None
    name: str
    cases: int = 0
    weighted: int = 0
    overdue: int = 0
    soon: int = 0
    oldest: datetime | None = None
    hidden: int = 0
    away_until: date | None = None
    weeks: tuple[int, ...] = ()


def managed(user: Any) -> QuerySet[Unit]:
    """The units whose workload this person may see."""
    cells = table()["workload.view"][1]
    found = Q(pk__in=())
    for held in scope(user).held:
        if held.role in cells:
            found |= Q(force_id=held.force_id) if held.units is None else Q(pk__in=held.units)
    return Unit.objects.filter(found).select_related("force").order_by("force__name", "name")


def open_cases(user: Any, units: Iterable[int]) -> QuerySet[Case]:
    """Open cases of these units that the person knows of."""
    return visible(user, "case.view", "case.brief").filter(is_open=True, unit_id__in=list(units))


def counted(cases: QuerySet[Case], by: str) -> dict[int | None, dict[str, Any]]:
    """The numbers of these cases grouped by one column."""
    today = timezone.localdate()
    rows = (
        cases.order_by()
        .values(by)
        .annotate(
            cases=Count("pk"),
            weighted=Sum(WEIGHT),
            overdue=Count("pk", filter=late()),
            soon=Count("pk", filter=Q(next_deadline__gte=today, next_deadline__lte=days_from(today, SOON)) & ~late()),
            oldest=Min("reported_at"),
        )
    )
    return {row.pop(by): row for row in rows}


def by_unit(user: Any, units: Sequence[Unit]) -> list[Load]:
    """A line for each unit, those without cases too."""
    numbers = counted(open_cases(user, [unit.pk for unit in units]), "unit_id")
    hidden: dict[int, int] = {}
    for load in hidden_load(user):
        hidden[load.unit_id] = hidden.get(load.unit_id, 0) + load.cases
    return [Load(unit.pk, unit.name, hidden=hidden.get(unit.pk, 0), **numbers.get(unit.pk, {})) for unit in units]


def by_person(user: Any, unit: Unit) -> list[Load]:
    """A line for each officer of the unit and whoever else owns a case there, the heaviest first; first of all what nobody owns."""
    cases = open_cases(user, [unit.pk])
    numbers = counted(cases, "owner_id")
    hidden = {load.owner_id: load.cases for load in hidden_load(user) if load.unit_id == unit.pk}
    today = timezone.localdate()
    officers = {pk for pk, place in holding(Role.OFFICER, today, unit.force_id) if place == unit.pk}
    wanted = (officers | numbers.keys() | hidden.keys()) - {None}
    people = User.objects.filter(pk__in=wanted).only("first_name", "last_name", "username", "collar_number", "deactivated_at", "is_active")
    away = dict(Absence.objects.filter(user__in=wanted, starts_on__lte=today, ends_on__gte=today).values_list("user_id", "ends_on"))
    ahead = known_dates(cases, today)
    nothing = (0,) * WEEKS
    lines = [
        Load(
            person.pk,
            person.display_name if person.is_active and not person.deactivated_at else f"{person.display_name} (account closed)",
            hidden=hidden.get(person.pk, 0),
            away_until=away.get(person.pk),
            weeks=ahead.get(person.pk, nothing),
            **numbers.get(person.pk, {}),
        )
        for person in people
    ]
    lines.sort(key=lambda line: (-line.weighted, line.name))
    if None in numbers or None in hidden:
        nobody = Load(None, "Nobody yet", hidden=hidden.get(None, 0), weeks=ahead.get(None, nothing), **numbers.get(None, {}))
        lines.insert(0, nobody)
    return lines


def known_dates(cases: QuerySet[Case], today: date) -> dict[int | None, tuple[int, ...]]:
    """owner -> open dates in each of the next four weeks, the first beginning today."""
    weeks = {
        f"week{n}": Count("pk", filter=Q(due_on__gte=days_from(today, 7 * n), due_on__lt=days_from(today, 7 * n + 7))) for n in range(WEEKS)
    }
    rows = (
        Clock.objects.filter(case__in=cases, state=Clock.OPEN, due_on__gte=today, due_on__lt=days_from(today, 7 * WEEKS))
        .order_by()
        .values("case__owner_id")
        .annotate(**weeks)
    )
    return {row["case__owner_id"]: tuple(row[name] for name in weeks) for row in rows}


def week_starts() -> list[date]:
    """The first day of each of the four weeks."""
    today = timezone.localdate()
    return [days_from(today, 7 * n) for n in range(WEEKS)]


def movable(user: Any, owner: User) -> QuerySet[Case]:
    """Open cases of this officer that the person may allocate, the nearest date first."""
    rows = visible(user, "case.allocate").filter(is_open=True, owner=owner)
    return rows.select_related("unit", "force").order_by("next_deadline", "pk")


def takers(user: Any, owner: User) -> list[User]:
    """Officers of the forces in which this person allocates, but the present one, by name."""
    forces = {held.force_id for held in scope(user).held if held.role in table()["case.allocate"][1]}
    today = timezone.localdate()
    serving = {pk for force in forces for pk, _ in holding(Role.OFFICER, today, force)} - {owner.pk}
    return list(
        User.objects.filter(pk__in=serving, is_active=True, deactivated_at__isnull=True)
        .select_related("unit")
        .order_by("last_name", "first_name", "pk")
    )


def open_dates(cases: Iterable[int]) -> int:
    """How many open dates these cases have."""
    return Clock.objects.filter(case_id__in=list(cases), state=Clock.OPEN).count()
