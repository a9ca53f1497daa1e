"""Ways from a page to another: only those that are open to the reader, so that no link leads to a refusal."""

import functools
from typing import Any

from django.urls import Resolver404, resolve

from casework.access.matrix import table
from casework.access.predicate import holds
from casework.access.several import allowed
from casework.cases.models import Case


@functools.lru_cache(maxsize=1024)
def action_at(href: str) -> str | None:
    """The matrix action of the page at this address; "" for a page that names none, None where no page answers."""
    try:
        return str(getattr(resolve(href).func, "action", ""))
    except Resolver404:
        return None


def way(user: Any, path: str, case: Case | None = None) -> str:
    """`path` where the reader may open the page that answers there, else "". Asks the database nothing about a loaded case.

    A page that opens a record of a case is asked for with that case; one that stands by itself needs none.
    """
    action = action_at(path.partition("?")[0]) if path else None
    if action is None:
        return ""
    if action not in table():
        return path
    opens = holds(user, action) if case is None else bool(allowed(user, case, (action,)))
    return path if opens else ""
