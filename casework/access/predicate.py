"""The one visibility predicate: `visible` for lists, `can` for one record, from the same filter."""

from typing import Any

from django.db.models import Q, QuerySet

from casework.access.matrix import Cell, table
from casework.access.scope import Held, Scope, scope
from casework.cases.models import Case
from casework.errors import Forbidden, Hidden
from casework.staff.models import RANK_ORDER

SEEING = ("case.view", "case.brief")


def _reach(now: Scope, held: Held, cell: Cell) -> Q | None:
    """Cases that one held role reaches by one cell; None when none."""
    if cell.min_rank and RANK_ORDER[held.rank] < RANK_ORDER[cell.min_rank]:
        return None
    listed = Q(restricted=False) | Q(pk__in=now.listed) if now.listed else Q(restricted=False)
    found: Q | None = None

    def add(part: Q) -> None:
        nonlocal found
        found = part if found is None else found | part

    if "*" in cell.letters:
        add(Q(owner_id=now.user_id) | Q(supervisor_id=now.user_id))
        if now.assigned:
            add(Q(pk__in=now.assigned))
    if "u" in cell.letters:
        where = Q(force_id=held.force_id) if held.units is None else Q(unit_id__in=held.units)
        add(where & listed)
    if "f" in cell.letters:
        add(Q(force_id=held.force_id) & listed)
    if "g" in cell.letters:
        named = now.named | now.listed | now.assigned
        if named:
            add(Q(pk__in=named))
        tasks = now.tasks.get(held.role, frozenset())
        if tasks:
            add(Q(pk__in=tasks) & listed)
    return found


def predicate(now: Scope, action: str) -> Q:
    """The filter over cases for an action: roles' reaches joined by OR over literals, less conflicts."""
    _, cells = table()[action]
    whole: Q | None = None
    for held in now.held:
        cell = cells.get(held.role)
        part = _reach(now, held, cell) if cell else None
        if part is not None:
            whole = part if whole is None else whole | part
    if whole is None:
        return Q(pk__in=())
    return whole & ~Q(pk__in=now.conflicted) if now.conflicted else whole


def visible(user: Any, action: str = "case.view") -> QuerySet[Case]:
    """Cases this person may see for `action`: an ordinary queryset, composable, never a union."""
    return Case.objects.filter(predicate(scope(user), action))


def can(user: Any, action: str, case: Case | int | None = None) -> bool:
    """May this person do `action` (on this case)? The same filter as `visible`, on one row.

    Actions without a case ("y" cells) ask only for the role and rank.
    """
    now = scope(user)
    _, cells = table()[action]
    if case is None:
        return any(
            (cell := cells.get(held.role)) and (not cell.min_rank or RANK_ORDER[held.rank] >= RANK_ORDER[cell.min_rank])
            for held in now.held
        )
    pk = case if isinstance(case, int) else case.pk
    if pk in now.conflicted:
        return False
    if any("y" in cells[held.role].letters for held in now.held if held.role in cells):
        return True
    return Case.objects.filter(predicate(now, action), pk=pk).exists()


def masked(user: Any, action: str, case: Case) -> bool:
    """True when every role by which the person reaches the case for this action is a masked one."""
    now = scope(user)
    _, cells = table()[action]
    for held in now.held:
        cell = cells.get(held.role)
        part = _reach(now, held, cell) if cell and not cell.masked else None
        if part is not None and Case.objects.filter(part, pk=case.pk).exists():
            return False
    return True


def require(user: Any, action: str, case: Case | None = None) -> None:
    """Raise Hidden when the person may not even see the case, Forbidden (with the reason) when they may see but not do."""
    if can(user, action, case):
        return
    row, _ = table()[action]
    if case is not None and not any(can(user, seeing, case) for seeing in SEEING):
        raise Hidden
    reason = row.why_not or "Your role does not include this: " + row.title.lower() + "."
    raise Forbidden(reason, action=action, case_id=case.pk if case else None)
