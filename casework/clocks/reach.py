"""Whether people may see cases, asked for many pairs at once: the one predicate of `access`, read against rows already loaded."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from casework.access.predicate import SEEING, predicate, sees
from casework.access.scope import scope
from casework.cases.models import Case


class NotReadable(Exception):
    """The predicate asks something that is not a column of the case: only the database can answer."""


def may_see(user: Any, case: Case) -> bool:
    """May this person know of the case at all (at least its reference, grade and dates)?

    Equal to `access.sees`, without a query for the case; a test holds the two equal.
    """
    now = scope(user)
    if not now.held:
        return False
    try:
        return holds(predicate(now, *SEEING), case)
    except NotReadable:
        return sees(user, case)


def holds(condition: Q, row: Any) -> bool:
    """Whether a condition of plain columns (equality and `in`, joined by AND, OR, NOT) is true of this row."""
    answers = (holds(part, row) if isinstance(part, Q) else _leaf(part, row) for part in condition.children)
    if condition.connector == Q.OR:
        found = any(answers)
    elif condition.connector == Q.AND:
        found = all(answers)
    else:
        raise NotReadable(condition.connector)
    return not found if condition.negated else found


def _leaf(part: Any, row: Any) -> bool:
    if not isinstance(part, tuple):
        raise NotReadable(part)
    lookup, wanted = part
    name, _, operation = lookup.partition("__")
    if operation not in ("", "in", "exact") or hasattr(wanted, "resolve_expression") or not hasattr(row, name):
        raise NotReadable(lookup)
    value = getattr(row, name)
    if operation != "in":
        return bool(value == wanted)
    if not isinstance(wanted, Collection) or hasattr(wanted, "query"):
        raise NotReadable(lookup)
    return value in wanted
