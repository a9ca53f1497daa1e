"""Reading clocks: of a case, of a person."""

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


def next_for(user: Any) -> QuerySet[Clock]:
    """What is due from this person, the first to run out first: as owner or supervisor, as deputy of someone away, or by role.

    Only of cases that the person may see. A clock for a role stands in the list of everyone who holds the role there.
    """
    now = scope(user)
    today = timezone.localdate()
    away = Absence.objects.filter(deputy=user, starts_on__lte=today, ends_on__gte=today).values_list("user_id", flat=True)
    mine = Q(holder_id__in=[user.pk, *away])
    for slot, (role, least) in slots.ROLES.items():
        for held in now.held:
            if held.role == role and (not least or RANK_ORDER[held.rank] >= RANK_ORDER[least]):
                where = Q() if held.units is None else Q(case__unit_id__in=held.units) | Q(case__isnull=True, unit_id__in=held.units)
                mine |= Q(holder__isnull=True, slot=slot, force_id=held.force_id) & where
    seen = Q(case__isnull=True) | Q(case__in=visible(user))
    return Clock.objects.filter(mine, seen, state=Clock.OPEN).select_related("case").order_by("overdue_from", "pk")


def earliest(case_id: int) -> Any:
    """The day of the case's earliest open clock; NO_DATE when there is none."""
    first = Clock.objects.filter(case_id=case_id, state=Clock.OPEN).order_by("due_on").values_list("due_on", flat=True).first()
    return first or NO_DATE
