"""Which accounts a person may see, and what belongs to them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Concat
from django.utils import timezone

from casework.access.predicate import visible
from casework.access.scope import scope
from casework.cases.models import Case
from casework.errors import Hidden
from casework.staff.models import Absence, Delegation, Role, RoleAssignment, RoleProposal, Unit, User

ORDER = ("last_name", "first_name", "id")
_WHOLE_FORCE = (Role.ADMIN, Role.AUDITOR)
_OWN_UNITS = (Role.SUPERVISOR, Role.MANAGER)


def staff(reader: Any) -> QuerySet[User]:
    """Accounts that the reader may see: the whole force for administrators and professional standards, their units for others."""
    seen = Q(pk__in=())
    for held in scope(reader).held:
        if held.role in _WHOLE_FORCE or (held.role in _OWN_UNITS and held.units is None):
            seen |= Q(force_id=held.force_id)
        elif held.role in _OWN_UNITS and held.units is not None:
            seen |= Q(unit_id__in=held.units)
    return User.objects.filter(seen).select_related("force", "unit")


def account(reader: Any, pk: int) -> User:
    """One account; Hidden for those that the reader may not see."""
    found = staff(reader).filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


def kept_by(admin: Any, subject: User) -> bool:
    """Whether the person administers the force of this account."""
    return subject.force_id in scope(admin).forces(Role.ADMIN)


def forces_of(admin: Any) -> frozenset[int]:
    """The forces that the person administers."""
    return scope(admin).forces(Role.ADMIN)


def find(accounts: QuerySet[User], *, words: str = "", unit: int | None = None, role: str = "", state: str = "active") -> QuerySet[User]:
    """Narrow accounts by parts of names, by unit with the units below it, by role held today, and by state."""
    if words:
        accounts = accounts.annotate(
            whole=Concat("first_name", Value(" "), "last_name", Value(" "), "collar_number", Value(" "), "username")
        )
        for word in words.split()[:5]:
            accounts = accounts.filter(whole__icontains=word)
    if unit:
        accounts = accounts.filter(unit_id__in=below(unit))
    if role:
        accounts = accounts.filter(pk__in=holding(role).values("user_id"))
    if state == "active":
        accounts = accounts.filter(deactivated_at__isnull=True, is_active=True)
    elif state == "deactivated":
        accounts = accounts.filter(Q(deactivated_at__isnull=False) | Q(is_active=False))
    return accounts


def below(unit: int) -> set[int]:
    """A unit and all units under it."""
    found, fresh = {unit}, {unit}
    while fresh:
        fresh = set(Unit.objects.filter(parent_id__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return found


def on(day: date) -> Q:
    """Rows with days that include this one."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def overlapping(starts_on: date, ends_on: date | None) -> Q:
    """Rows with days that share one with these."""
    until = Q(starts_on__lte=ends_on) if ends_on else Q()
    return until & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))


def holding(role: str, day: date | None = None) -> QuerySet[RoleAssignment]:
    """Assignments of a role on a day (default: today), of people who are here."""
    return RoleAssignment.objects.filter(
        on(day or timezone.localdate()), role=role, user__is_active=True, user__deactivated_at__isnull=True
    )


def roles_now_or_later(user: User) -> QuerySet[RoleAssignment]:
    """Roles held today or from a later day."""
    today = timezone.localdate()
    return (
        user.role_assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
        .select_related("unit", "force")
        .order_by("role", "starts_on")
    )


def roles_past(user: User) -> QuerySet[RoleAssignment]:
    """Roles that have ended, the latest first."""
    return user.role_assignments.filter(ends_on__lt=timezone.localdate()).select_related("unit", "force").order_by("-ends_on", "-id")


def role_names(users: Collection[User]) -> dict[int, list[str]]:
    """The roles held today by each of these people, in words."""
    held: dict[int, list[str]] = {user.pk: [] for user in users}
    found = RoleAssignment.objects.filter(on(timezone.localdate()), user_id__in=held).order_by("role").values_list("user_id", "role")
    for user_id, role in found:
        label = str(Role(role).label)
        if label not in held[user_id]:
            held[user_id].append(label)
    return held


def absences(user: User) -> QuerySet[Absence]:
    """Absences that have not ended."""
    return user.absences.filter(ends_on__gte=timezone.localdate()).select_related("deputy").order_by("starts_on")


def loans(user: User) -> QuerySet[Delegation]:
    """Roles lent or borrowed that have not been returned."""
    mine = Q(giver=user) | Q(taker=user)
    return Delegation.objects.filter(mine, ends_on__gte=timezone.localdate()).select_related("giver", "taker").order_by("starts_on")


def proposals(reader: Any) -> QuerySet[RoleProposal]:
    """Proposals that wait in the forces that the reader administers, and the reader's own."""
    waiting = RoleProposal.objects.filter(state=RoleProposal.WAITING)
    return waiting.filter(Q(force_id__in=forces_of(reader)) | Q(proposed_by=reader)).select_related(
        "subject", "giver", "unit", "force", "proposed_by"
    )


def colleague(force_id: int | None, text: str) -> User | None:
    """The active colleague of a force with this user name or, where only one has it, this collar number."""
    here = User.objects.filter(force_id=force_id, is_active=True, deactivated_at__isnull=True)
    named = here.filter(username=text.strip().lower()).first()
    if named is not None:
        return named
    numbered = list(here.filter(collar_number__iexact=text.strip())[:2]) if text.strip() else []
    return numbered[0] if len(numbered) == 1 else None


def administrators(force_id: int) -> QuerySet[User]:
    """Active administrators of a force."""
    return User.objects.filter(pk__in=holding(Role.ADMIN).filter(force_id=force_id).values("user_id"))


def open_cases(reader: Any, subject: User) -> QuerySet[Case]:
    """Open cases that the person owns or supervises and the reader may allocate to somebody else."""
    return visible(reader, "case.allocate").filter(Q(owner=subject) | Q(supervisor=subject), is_open=True)


def load(subject: User) -> int:
    """How many open cases the person owns: a number, whoever asks."""
    return Case.objects.filter(owner=subject, is_open=True).count()


def allocators(unit: Unit | None) -> list[User]:
    """Managers and supervisors who may allocate the cases of a unit: those of the unit, of the units above it and of the force."""
    if unit is None:
        return []
    above, step = {unit.pk}, unit.parent_id
    while step is not None and step not in above:
        above.add(step)
        step = Unit.objects.values_list("parent_id", flat=True).get(pk=step)
    held = RoleAssignment.objects.filter(on(timezone.localdate()), role__in=_OWN_UNITS, force_id=unit.force_id)
    held = held.filter(Q(unit_id__in=above) | Q(unit__isnull=True))
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True).distinct())
