"""Who holds a role today."""

from datetime import date

from django.db.models import Q

from casework.staff.models import Delegation, RoleAssignment


def holding(role: str, today: date, force_id: int | None = None) -> list[tuple[int, int | None]]:
    """(person, unit; None for the whole force) for everyone who holds `role` on that day, lent roles included.

    Deactivated people are not left out. `force_id` None asks for every force.
    """
    dated = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    assignments = RoleAssignment.objects.filter(dated, role=role)
    if force_id is not None:
        assignments = assignments.filter(force_id=force_id)
    held: list[tuple[int, int | None]] = list(assignments.values_list("user_id", "unit_id"))
    lent = Delegation.objects.filter(dated, role=role, giver__in={user for user, _ in held}, giver__deactivated_at__isnull=True)
    pairs = list(lent.values_list("giver_id", "taker_id"))
    return held + [(taker, unit) for giver, taker in pairs for user, unit in held if user == giver]
