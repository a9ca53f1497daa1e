"""The predicate asked for several actions at once, and for records that a unit owns rather than a case."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from casework.access.matrix import table
from casework.access.predicate import holds, predicate
from casework.access.scope import scope
from casework.cases.models import Case
from casework.staff.models import RANK_ORDER


def answers(user: Any, actions: Iterable[str]) -> dict[str, ExpressionWrapper]:
    """For `Case.objects.annotate`: may the user do each action on the case? The same filter as `can`, many at once in one query."""
    now = scope(user)
    found = {}
    for action in actions:
        anywhere = holds(user, action, letter="y")
        found[action] = _column(~Q(pk__in=now.conflicted) if anywhere else predicate(now, action))
    return found


def unmasked(user: Any, action: str) -> ExpressionWrapper:
    """For `Case.objects.annotate`: does at least one role that is not masked reach the case for `action`?"""
    return _column(_unmasked(user, action))


def unmasked_cases(user: Any, action: str) -> QuerySet[Case]:
    """Cases that at least one role reaches for `action` without a mask: for lists that may name people in some of their rows."""
    return Case.objects.filter(_unmasked(user, action))


def _unmasked(user: Any, action: str) -> Q:
    now = scope(user)
    cells = table()[action][1]
    open_ones = tuple(held for held in now.held if held.role in cells and not cells[held.role].masked)
    return predicate(replace(now, held=open_ones), action)


def _column(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


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
