"""The one visibility predicate: `visible` for lists, `can` for one record, from the same filter."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from casework.access.matrix import table
from casework.access.scope import Scope, scope
from casework.cases.models import Case
from casework.errors import Forbidden, Hidden
from casework.staff.models import RANK_ORDER, Role

# In any of these ways a person knows of a case at all: lists, search and counts join them; without one of them it is a 404.
SEEING = ("case.view", "case.brief", "case.file")
# What an emergency never opens, although it reads.
PRIVILEGED = frozenset({"advice.view", "advice.own"})


def _glass_opens(action: str, role: str) -> bool:
    """True when break-glass lets this role read by this action: what reads, and one protected fact at a time; never a change."""
    users = table()["breakglass.use"][1]
    reads = action.endswith(".view") or action in ("case.open", "fact.reveal")
    return reads and role in users and action not in PRIVILEGED


def column(field: str, by: str) -> str:
    """The name of a case's column in a filter over its records: `by` in front, and `case_id` for the case itself; "" over cases."""
    if not by:
        return field
    return "case_id" if field == "pk" else f"{by}{field}"


@dataclass(frozen=True)
class Reach:
    """One way in which a person reaches cases: `field` has one of `values`. `guarded`: a restricted case needs its list besides."""

    field: str
    values: frozenset[int]
    guarded: bool = True

    def condition(self, listed: frozenset[int], by: str = "") -> Q:
        """The filter over cases, or over records of cases (`column`)."""
        name = column(self.field, by)
        found = Q(**{name: next(iter(self.values))}) if len(self.values) == 1 else Q(**{f"{name}__in": self.values})
        if not self.guarded:
            return found
        unrestricted = Q(**{column("restricted", by): False})
        return found & (unrestricted | Q(**{f"{column('pk', by)}__in": listed}) if listed else unrestricted)

    def covers(self, row: Any, listed: frozenset[int]) -> bool:
        """The same for one row at hand, which has the case's columns."""
        return getattr(row, self.field) in self.values and (not self.guarded or not row.restricted or row.pk in listed)


def reaches(now: Scope, actions: tuple[str, ...], *, unmasked: bool = False) -> list[Reach]:
    """Every way in which the person's roles reach cases for any of the actions, each field once guarded and once not."""
    found: dict[tuple[str, bool], set[int]] = {}

    def add(field: str, values: Iterable[int], *, guarded: bool = True) -> None:
        found.setdefault((field, guarded), set()).update(values)

    for action in actions:
        cells = table()[action][1]
        for held in now.held:
            cell = cells.get(held.role)
            if cell is None or (unmasked and cell.masked) or (cell.min_rank and RANK_ORDER[held.rank] < RANK_ORDER[cell.min_rank]):
                continue
            if "*" in cell.letters:
                add("owner_id", {now.user_id}, guarded=False)
                add("supervisor_id", {now.user_id})
                add("pk", now.assigned)
            if "f" in cell.letters or ("u" in cell.letters and held.units is None):
                add("force_id", {held.force_id})
            elif "u" in cell.letters:
                add("unit_id", held.units or ())
            if "g" in cell.letters:
                # A place on the named list is a grant by name as well.
                add("pk", now.listed, guarded=False)
                add("pk", now.named | now.assigned | now.tasks.get(held.role, frozenset()))
            if now.glass and _glass_opens(action, held.role):
                add("pk", now.glass, guarded=False)
    return [Reach(field, frozenset(values), guarded) for (field, guarded), values in found.items() if values]


def _joined(now: Scope, actions: tuple[str, ...], *, unmasked: bool = False, by: str = "") -> Q:
    ways = reaches(now, actions, unmasked=unmasked)
    if not ways:
        return Q(pk__in=())
    whole = reduce(or_, (way.condition(now.listed, by) for way in ways))
    return whole & ~Q(**{f"{column('pk', by)}__in": now.conflicted}) if now.conflicted else whole


def predicate(now: Scope, *actions: str, by: str = "") -> Q:
    """The filter over cases for an action (or any of several): the roles' reaches joined by OR over literals, less conflicts.

    With `by` the same over records of cases: "case_" for those that repeat the case's columns, "case__" by way of the case.
    """
    return _joined(now, actions, by=by)


def visible(user: Any, *actions: str) -> QuerySet[Case]:
    """Cases this person may see for `actions` (any of them; without one, cases they know of at all).

    An ordinary queryset, composable, never a union.
    """
    return Case.objects.filter(predicate(scope(user), *(actions or SEEING)))


def holds(user: Any, action: str, *, letter: str = "") -> bool:
    """True when one of the person's roles, at their rank, has a cell for `action` (with this letter); says nothing of any case."""
    cells = table()[action][1]
    return any(
        (cell := cells.get(held.role)) is not None
        and (not letter or letter in cell.letters)
        and (not cell.min_rank or RANK_ORDER[held.rank] >= RANK_ORDER[cell.min_rank])
        for held in scope(user).held
    )


def can(user: Any, action: str, case: Case | int | None = None) -> bool:
    """May this person do `action` (on this case)? The same filter as `visible`, on one row.

    Without a case it asks only for role and rank, which settles an action that has no case in it ("y" cells).
    """
    if case is None:
        return holds(user, action)
    now = scope(user)
    pk = case if isinstance(case, int) else case.pk
    if pk in now.conflicted:
        return False
    if holds(user, action, letter="y"):
        return True
    return Case.objects.filter(predicate(now, action), pk=pk).exists()


def sees(user: Any, case: Case | int) -> bool:
    """True when the person may know of the case at all."""
    return Case.objects.filter(predicate(scope(user), *SEEING), pk=case if isinstance(case, int) else case.pk).exists()


class Sight:
    """Which cases one person may know of, for asking about many rows at hand. The same reaches as `sees`; a test holds them equal."""

    def __init__(self, now: Scope) -> None:
        self._conflicted, self._listed, self._ways = now.conflicted, now.listed, reaches(now, SEEING)

    def covers(self, row: Any) -> bool:
        """Whether the case is seen; `row` has `pk`, `owner_id`, `supervisor_id`, `unit_id`, `force_id` and `restricted`."""
        return row.pk not in self._conflicted and any(way.covers(row, self._listed) for way in self._ways)


def masked(user: Any, action: str, case: Case) -> bool:
    """True when every role by which the person reaches the case for this action is a masked one."""
    return not Case.objects.filter(_joined(scope(user), (action,), unmasked=True), pk=case.pk).exists()


def require(user: Any, action: str, case: Case | None = None) -> None:
    """Raise Hidden when the person may not even see the case, Forbidden (with the reason) when they may see but not do."""
    if can(user, action, case):
        return
    if case is not None and not sees(user, case):
        raise Hidden(case_id=case.pk)
    raise Forbidden(why_not(action), action=action, case_id=case.pk if case else None)


def why_not(action: str) -> str:
    """The sentence for someone who may not do `action`."""
    row, cells = table()[action]
    names = [Role(role).label.lower() for role in cells]
    return row.why_not or f"Your role does not include this: {row.title[0].lower()}{row.title[1:]}. It belongs to: {', '.join(names)}."
