"""The predicate asked for several actions at once, and for records that a unit owns rather than a case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from casework.access.matrix import table
from casework.access.predicate import holds, predicate
from casework.access.scope import scope
from casework.cases.models import Case
from casework.staff.models import RANK_ORDER

# The columns of a case that the predicate may ask about.
COLUMNS = ("pk", "restricted", "owner_id", "supervisor_id", "force_id", "unit_id")


def answers(user: Any, actions: Iterable[str]) -> dict[str, ExpressionWrapper]:
    """For `Case.objects.annotate`: may the user do each action on the case? For lists, many answers in their one query."""
    now = scope(user)
    return {action: _column(~Q(pk__in=now.conflicted) if holds(user, action, letter="y") else predicate(now, action)) for action in actions}


def unmasked(user: Any, action: str) -> ExpressionWrapper:
    """For `Case.objects.annotate`: does at least one role that is not masked reach the case for `action`?"""
    return _column(_unmasked(user, action))


def unmasked_cases(user: Any, action: str) -> QuerySet[Case]:
    """Cases that at least one role reaches for `action` without a mask: for lists that may name people in some of their rows."""
    return Case.objects.filter(_unmasked(user, action))


def _column(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _unmasked(user: Any, action: str) -> Q:
    now = scope(user)
    cells = table()[action][1]
    return predicate(replace(now, held=tuple(held for held in now.held if held.role in cells and not cells[held.role].masked)), action)


def allowed(user: Any, case: Case, actions: Iterable[str]) -> frozenset[str]:
    """Those of `actions` that the user may do on this loaded case.

    The predicate of `can` itself, its filters read in memory: for a page that asks forty questions about one case.
    """
    now = scope(user)
    row = _row(case)
    if case.pk in now.conflicted:
        return frozenset()
    return frozenset(action for action in actions if holds(user, action, letter="y") or fits(predicate(now, action), row))


def shows_names(user: Any, action: str, case: Case) -> bool:
    """The opposite of `masked` on a loaded case, without a query."""
    return fits(_unmasked(user, action), _row(case))


def _row(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in COLUMNS}


def fits(condition: Q, row: Mapping[str, Any]) -> bool:
    """Would the database let this row through the filter? Knows equality and `in`; LookupError for anything else."""
    answers = (_answer(child, row) for child in condition.children)
    if condition.connector == Q.XOR:
        raise LookupError("the predicate joins by AND and OR")
    whole = any(answers) if condition.connector == Q.OR else all(answers)
    return whole != condition.negated


def _answer(child: Any, row: Mapping[str, Any]) -> bool:
    return fits(child, row) if isinstance(child, Q) else _fits(child[0], child[1], row)


def _fits(lookup: str, value: Any, row: Mapping[str, Any]) -> bool:
    name, _, how = lookup.partition("__")
    if name not in row or how not in ("", "in"):
        raise LookupError(f"the predicate asks about {lookup}")
    return row[name] in value if how else row[name] == value


def owned(user: Any, action: str, *, unmasked: bool = False) -> Q:
    """The filter for records with `unit` and `force` that belong to no case: by the unit or force in which a role is held.

    Cells that reach single cases only ("*", "g") reach none of them. `unmasked`: by roles that are not masked for the action alone.
    """
    now = scope(user)
    cells = table()[action][1]
    found = Q(pk__in=())
    for held in now.held:
        cell = cells.get(held.role)
        if cell is None or (unmasked and cell.masked) or (cell.min_rank and RANK_ORDER[held.rank] < RANK_ORDER[cell.min_rank]):
            continue
        if "f" in cell.letters or ("u" in cell.letters and held.units is None):
            found |= Q(force_id=held.force_id)
        elif "u" in cell.letters:
            found |= Q(unit_id__in=held.units)
    return found
