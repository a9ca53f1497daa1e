"""Reading clocks: of a case, of a person."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.access.scope import scope
from casework.cases.models import NO_DATE, Case
from casework.clocks import slots
from casework.clocks.models import Clock
from casework.staff.models import RANK_ORDER, Absence


def open_for(case: Case) -> QuerySet[Clock]:
    """The open clocks of a case, the first to run out first. The caller has checked that the reader may see the case."""
    return Clock.objects.filter(case=case, state=Clock.OPEN).order_by("overdue_from", "pk")


def ways(user: Any) -> list[Q]:
    """Every way in which an open clock is this person's: as owner or supervisor, as deputy of someone away, or by role.

    Each alone can be walked by one index, in the order of the dates. A clock for a role is everyone's who holds the role there.
    """
    now = scope(user)
    today = timezone.localdate()
    away = Absence.objects.filter(deputy=user, starts_on__lte=today, ends_on__gte=today).values_list("user_id", flat=True)
    found = [Q(holder_id=holder) for holder in dict.fromkeys([user.pk, *away])]
    for slot, (role, least) in slots.UNHELD.items():
        for held in now.held:
            if held.role == role and (not least or RANK_ORDER[held.rank] >= RANK_ORDER[least]):
                where = Q() if held.units is None else Q(case__unit_id__in=held.units) | Q(case__isnull=True, unit_id__in=held.units)
                found.append(Q(holder__isnull=True, slot=slot, force_id=held.force_id) & where)
    return found


def next_for(user: Any) -> QuerySet[Clock]:
    """What is due from this person, the first to run out first (see `ways`). Only of cases that the person may see."""
    seen = Q(case__isnull=True) | Q(case__in=visible(user))
    return Clock.objects.filter(reduce(or_, ways(user)), seen, state=Clock.OPEN).select_related("case").order_by("overdue_from", "pk")


def due_from(user: Any, until: datetime, limit: int) -> list[Clock]:
    """The same up to `limit`, only what is overdue before `until` (exclusive): a branch for each way, for the page of one's own work.

    Cases that the person may not see are left out afterwards, by one query, so that a page may hold fewer.
    """
    found: dict[int, Clock] = {}
    for way in ways(user):
        rows = Clock.objects.filter(way, state=Clock.OPEN, overdue_from__lt=until).select_related("case").order_by("overdue_from", "pk")
        found |= {clock.pk: clock for clock in rows[:limit]}
    cases = {clock.case_id for clock in found.values() if clock.case_id}
    seen = set(visible(user).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    kept = [clock for clock in found.values() if clock.case_id is None or clock.case_id in seen]
    return sorted(kept, key=lambda clock: (clock.overdue_from, clock.pk))[:limit]


def earliest(case_id: int) -> Any:
    """The day of the case's earliest open clock; NO_DATE when there is none."""
    first = Clock.objects.filter(case_id=case_id, state=Clock.OPEN).order_by("due_on").values_list("due_on", flat=True).first()
    return first or NO_DATE
