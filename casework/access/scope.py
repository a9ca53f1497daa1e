"""What a person's roles, grants and conflicts come to, loaded once a request, in one statement, as a frozen value."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.audit.record import hold_roles
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
    if not user.is_authenticated or not user.is_active or user.deactivated_at:
        return Scope(user.pk or 0)
    found = scopes([user.pk]).get(user.pk) or Scope(user.pk)
    hold_roles(user.pk, found.roles())
    return found


def scopes(people: Iterable[int]) -> dict[int, Scope]:
    """The scopes of several people, by id, in one statement. Deactivated and unknown people are left out."""
    wanted = set(people)
    kept = _cache.get()
    found = {pk: kept[pk] for pk in wanted & kept.keys()} if kept else {}
    missing = wanted - found.keys()
    if missing:
        loaded = _load(sorted(missing))
        found |= loaded
        if kept is not None:
            kept.update(loaded)
    return found


# Who they are, roles held (lent ones by those still here), the units below theirs, live grants, open work of their roles, conflicts
# declared or by being a party, and break-glass still open: what each branch yields is (person, kind, text, number, number).
_LOAD = """
WITH RECURSIVE held AS (
  SELECT a.user_id AS person, a.role, a.force_id, a.unit_id FROM casework_roleassignment a
  WHERE a.user_id = ANY(%(people)s) AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on >= %(today)s)
  UNION
  SELECT d.taker_id, a.role, a.force_id, a.unit_id FROM casework_delegation d
  JOIN casework_user giver ON giver.id = d.giver_id AND giver.is_active AND giver.deactivated_at IS NULL
  JOIN casework_roleassignment a ON a.user_id = d.giver_id AND a.role = d.role
  WHERE d.taker_id = ANY(%(people)s) AND d.starts_on <= %(today)s AND d.ends_on >= %(today)s
    AND a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on >= %(today)s)
), below(root, unit) AS (
  SELECT unit_id, unit_id FROM held WHERE unit_id IS NOT NULL
  UNION
  SELECT below.root, u.id FROM below JOIN casework_unit u ON u.parent_id = below.unit
), mine AS (
  SELECT user_id AS person, case_id, person_id FROM casework_conflictofinterest WHERE user_id = ANY(%(people)s) AND ended_at IS NULL
)
SELECT id AS person, 'who', rank, NULL::bigint, NULL::bigint FROM casework_user
  WHERE id = ANY(%(people)s) AND is_active AND deactivated_at IS NULL
UNION ALL SELECT person, 'role', role, force_id::bigint, unit_id::bigint FROM held
UNION ALL SELECT 0, 'unit', '', root, unit FROM below
UNION ALL SELECT g.user_id, 'grant', p.codename, g.content_object_id, NULL FROM casework_casegrant g
  JOIN auth_permission p ON p.id = g.permission_id
  WHERE g.user_id = ANY(%(people)s) AND (g.expires_at IS NULL OR g.expires_at > %(now)s)
UNION ALL SELECT DISTINCT held.person, 'task', t.role, t.case_id, NULL::bigint FROM casework_roletask t
  JOIN held ON held.role = t.role AND held.force_id = t.force_id WHERE t.closed_at IS NULL
UNION ALL SELECT person, 'conflict', '', case_id, NULL FROM mine WHERE case_id IS NOT NULL
UNION ALL SELECT person.staff_account_id, 'conflict', '', party.case_id, NULL FROM casework_caseparty party
  JOIN casework_person person ON person.id = party.person_id WHERE person.staff_account_id = ANY(%(people)s)
UNION ALL SELECT mine.person, 'conflict', '', party.case_id, NULL FROM casework_caseparty party
  JOIN mine ON mine.person_id = party.person_id
UNION ALL SELECT user_id, 'glass', '', case_id, NULL FROM casework_breakglass WHERE user_id = ANY(%(people)s) AND expires_at > %(now)s
"""


def _load(people: list[int]) -> dict[int, Scope]:
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, {"people": people, "today": timezone.localdate(), "now": timezone.now()})
        rows = cursor.fetchall()
    below: dict[int, set[int]] = {}
    ranks: dict[int, str] = {}
    own: dict[int, list[tuple[str, str, int, int | None]]] = {}
    for person, kind, text, one, two in rows:
        if kind == "unit":
            below.setdefault(one, set()).add(two)
        elif kind == "who":
            ranks[person] = text
        else:
            own.setdefault(person, []).append((kind, text, one, two))
    units = {root: frozenset(found) for root, found in below.items()}
    return {person: _scope(person, rank, own.get(person, []), units) for person, rank in ranks.items()}


def _scope(person: int, rank: str, rows: list[tuple[str, str, int, int | None]], units: dict[int, frozenset[int]]) -> Scope:
    held: list[Held] = []
    sets: dict[str, set[int]] = {}
    tasks: dict[str, set[int]] = {}
    for kind, text, one, two in rows:
        if kind == "role":
            held.append(Held(text, one, units[two] if two else None, rank))
        elif kind == "task":
            tasks.setdefault(text, set()).add(one)
        else:
            sets.setdefault(text or kind, set()).add(one)

    def of(name: str) -> frozenset[int]:
        return frozenset(sets.get(name, ()))

    return Scope(
        user_id=person,
        held=tuple(held),
        assigned=of(ASSIGNED),
        listed=of(LISTED),
        named=of(GRANTED),
        tasks={role: frozenset(cases) for role, cases in tasks.items()},
        conflicted=of("conflict"),
        glass=of("glass"),
    )
