"""What a person's roles, grants and conflicts come to, loaded once a request as a frozen value."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casework.access.models import CaseGrant, ConflictOfInterest, RoleTask
from casework.audit.record import hold_roles
from casework.cases.models import CaseParty
from casework.staff.models import RANK_ORDER, Delegation, RoleAssignment, Unit


@dataclass(frozen=True)
class Held:
    """A role held now: in a whole force (`units` None) or in these units (sub-units included)."""

    role: str
    force_id: int
    units: frozenset[int] | None
    rank: str


@dataclass(frozen=True)
class Scope:
    """Everything the predicate needs, as literals."""

    user_id: int
    held: tuple[Held, ...]
    assigned: frozenset[int]
    listed: frozenset[int]
    named: frozenset[int]
    tasks: dict[str, frozenset[int]]
    conflicted: frozenset[int]

    def roles(self) -> frozenset[str]:
        """The names of the roles held now."""
        return frozenset(held.role for held in self.held)

    def holds(self, role: str, least_rank: str = "") -> bool:
        """True when the role is held now, by someone of at least that rank."""
        return any(h.role == role and (not least_rank or RANK_ORDER[h.rank] >= RANK_ORDER[least_rank]) for h in self.held)


_cache: ContextVar[dict[int, Scope] | None] = ContextVar("casework_scope", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Load each person's scope once within this block (one request). Outside, every call loads afresh."""
    token = _cache.set({})
    try:
        yield
    finally:
        _cache.reset(token)


def forget() -> None:
    """Drop what is remembered, after a change of roles, grants or conflicts within the same request."""
    kept = _cache.get()
    if kept is not None:
        kept.clear()


def scope(user: Any) -> Scope:
    """The person's scope now. Deactivated and anonymous people hold nothing; superusers hold only their roles."""
    kept = _cache.get()
    if kept is not None and user.pk in kept:
        return kept[user.pk]
    loaded = _load(user)
    if user.pk:
        hold_roles(user.pk, loaded.roles())
    if kept is not None and user.pk:
        kept[user.pk] = loaded
    return loaded


def _load(user: Any) -> Scope:
    empty: frozenset[int] = frozenset()
    if not user.is_authenticated or not user.is_active or user.deactivated_at:
        return Scope(user.pk or 0, (), empty, empty, empty, {}, empty)
    today = timezone.localdate()
    now = timezone.now()
    dated = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    assignments = list(RoleAssignment.objects.filter(dated, user=user).values_list("role", "force_id", "unit_id"))
    rank = user.rank
    held = [(role, force, unit, rank) for role, force, unit in assignments]
    lent = Delegation.objects.filter(dated, taker=user).values_list("role", "giver_id")
    for role, giver in lent:
        given = RoleAssignment.objects.filter(dated, user=giver, role=role, user__deactivated_at__isnull=True, user__is_active=True)
        held += [(role, force, unit, rank) for force, unit in given.values_list("force_id", "unit_id")]
    children: dict[int | None, list[int]] = {}
    if any(unit for _, _, unit, _ in held):
        for pk, parent in Unit.objects.filter(force_id__in={force for _, force, _, _ in held}).values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(pk)

    def below(unit: int) -> frozenset[int]:
        found, queue = {unit}, [unit]
        while queue:
            for child in children.get(queue.pop(), []):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)

    roles = tuple(Held(role, force, below(unit) if unit else None, rank) for role, force, unit, rank in held)
    grants: dict[str, set[int]] = {"assigned_case": set(), "listed_case": set(), "granted_case": set()}
    live = CaseGrant.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), user=user)
    for codename, case_id in live.values_list("permission__codename", "content_object_id"):
        if codename in grants:
            grants[codename].add(case_id)
    tasks: dict[str, set[int]] = {}
    pairs = {(h.role, h.force_id) for h in roles}
    if pairs:
        wanted = Q()
        for role, force in pairs:
            wanted |= Q(role=role, force_id=force)
        for role, case_id in RoleTask.objects.filter(wanted, closed_at__isnull=True).values_list("role", "case_id"):
            tasks.setdefault(role, set()).add(case_id)
    conflicts = ConflictOfInterest.objects.filter(user=user, ended_at__isnull=True)
    conflicted = {pk for pk in conflicts.values_list("case_id", flat=True) if pk}
    against = Q(person__staff_account=user) | Q(person__in=conflicts.filter(person__isnull=False).values("person_id"))
    conflicted |= set(CaseParty.objects.filter(against).values_list("case_id", flat=True))
    return Scope(
        user.pk,
        roles,
        frozenset(grants["assigned_case"]),
        frozenset(grants["listed_case"]),
        frozenset(grants["granted_case"]),
        {role: frozenset(ids) for role, ids in tasks.items()},
        frozenset(conflicted),
    )
