"""What a person's roles, grants and conflicts come to, loaded once a request, in one statement, as a frozen value."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.staff.models import RANK_ORDER

LISTED, ASSIGNED, GRANTED = "listed_case", "assigned_case", "granted_case"


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
    held: tuple[Held, ...] = ()
    assigned: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    tasks: dict[str, frozenset[int]] = field(default_factory=dict)
    conflicted: frozenset[int] = frozenset()
    glass: frozenset[int] = frozenset()

    def roles(self) -> frozenset[str]:
        """The names of the roles held now."""
        return frozenset(held.role for held in self.held)

    def holds(self, role: str, least_rank: str = "") -> bool:
        """True when the role is held now, by someone of at least that rank."""
        return any(h.role == role and (not least_rank or RANK_ORDER[h.rank] >= RANK_ORDER[least_rank]) for h in self.held)

    def forces(self, role: str = "") -> frozenset[int]:
        """The forces in which any role (or this one) is held."""
        return frozenset(held.force_id for held in self.held if not role or held.role == role)


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
    if kept is not None and user.pk:
        kept[user.pk] = loaded
    return loaded


# Roles held (lent ones by those still here), the units below theirs, live grants, open work of their roles, conflicts declared or
# by being a party, and break-glass still open: what each branch yields is (kind, text, number, number).
_LOAD = """
WITH RECURSIVE held AS (
  SELECT a.role, a.force_id, a.unit_id FROM casework_roleassignment a
  WHERE a.user_id = %(me)s AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on >= %(today)s)
  UNION
  SELECT a.role, a.force_id, a.unit_id FROM casework_delegation d
  JOIN casework_user giver ON giver.id = d.giver_id AND giver.is_active AND giver.deactivated_at IS NULL
  JOIN casework_roleassignment a ON a.user_id = d.giver_id AND a.role = d.role
  WHERE d.taker_id = %(me)s AND d.starts_on <= %(today)s AND d.ends_on >= %(today)s
    AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on >= %(today)s)
), below(root, unit) AS (
  SELECT unit_id, unit_id FROM held WHERE unit_id IS NOT NULL
  UNION
  SELECT below.root, u.id FROM below JOIN casework_unit u ON u.parent_id = below.unit
), mine AS (
  SELECT case_id, person_id FROM casework_conflictofinterest WHERE user_id = %(me)s AND ended_at IS NULL
)
SELECT 'role', role, force_id::bigint, unit_id::bigint FROM held
UNION ALL SELECT 'unit', '', root, unit FROM below
UNION ALL SELECT 'grant', p.codename, g.content_object_id, NULL FROM casework_casegrant g
  JOIN auth_permission p ON p.id = g.permission_id
  WHERE g.user_id = %(me)s AND (g.expires_at IS NULL OR g.expires_at > %(now)s)
UNION ALL SELECT DISTINCT 'task', t.role, t.case_id, NULL::bigint FROM casework_roletask t
  JOIN held ON held.role = t.role AND held.force_id = t.force_id WHERE t.closed_at IS NULL
UNION ALL SELECT 'conflict', '', case_id, NULL FROM mine WHERE case_id IS NOT NULL
UNION ALL SELECT 'conflict', '', party.case_id, NULL FROM casework_caseparty party
  JOIN casework_person person ON person.id = party.person_id WHERE person.staff_account_id = %(me)s
UNION ALL SELECT 'conflict', '', party.case_id, NULL FROM casework_caseparty party JOIN mine ON mine.person_id = party.person_id
UNION ALL SELECT 'glass', '', case_id, NULL FROM casework_breakglass WHERE user_id = %(me)s AND expires_at > %(now)s
"""


def _load(user: Any) -> Scope:
    if not user.is_authenticated or not user.is_active or user.deactivated_at:
        return Scope(user.pk or 0)
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, {"me": user.pk, "today": timezone.localdate(), "now": timezone.now()})
        rows = cursor.fetchall()
    below: dict[int, set[int]] = {}
    grants: dict[str, set[int]] = {LISTED: set(), ASSIGNED: set(), GRANTED: set()}
    tasks: dict[str, set[int]] = {}
    sets: dict[str, set[int]] = {"conflict": set(), "glass": set()}
    for kind, text, one, two in rows:
        if kind == "unit":
            below.setdefault(one, set()).add(two)
        elif kind == "grant" and text in grants:
            grants[text].add(one)
        elif kind == "task":
            tasks.setdefault(text, set()).add(one)
        elif kind in sets:
            sets[kind].add(one)
    return Scope(
        user_id=user.pk,
        held=tuple(
            Held(role, force, frozenset(below[unit]) if unit else None, user.rank) for kind, role, force, unit in rows if kind == "role"
        ),
        assigned=frozenset(grants[ASSIGNED]),
        listed=frozenset(grants[LISTED]),
        named=frozenset(grants[GRANTED]),
        tasks={role: frozenset(ids) for role, ids in tasks.items()},
        conflicted=frozenset(sets["conflict"]),
        glass=frozenset(sets["glass"]),
    )
