"""The caseload page: cases by ordered branches (access.branches), open ones by their next date, closed ones the latest first."""

from datetime import date
from typing import Any

from django.db.models import Q

from casework.access import branches
from casework.access.branches import SIZE, Walk, Walked
from casework.access.predicate import SEEING
from casework.access.scope import Scope, scope
from casework.cases.models import Case

Cursor = tuple[date, int] | tuple[int]
OPEN, CLOSED = Walk(Case, ("next_deadline", "id"), by=""), Walk(Case, ("-id",), by="")


def caseload_page(
    user: Any,
    filters: Q | None = None,
    after: Cursor | None = None,
    size: int = SIZE,
    *,
    before: Cursor | None = None,
    closed: bool = False,
    counted: bool = True,
    actions: tuple[str, ...] = SEEING,
) -> Walked:
    """A page of the cases that `user` knows of: open ones by (next deadline, id), or closed ones, the latest first.

    `filters` is any condition over cases. `after` and `before` are places from an earlier page, exclusive.
    """
    wanted = Q(is_open=not closed) & (filters or Q())
    walk = CLOSED if closed else OPEN
    return branches.walk_page(user, walk, actions, wanted, after=after, before=before, size=size, counted=counted)


def count(user: Any, wanted: Q, *, actions: tuple[str, ...] = SEEING) -> int:
    """How many cases of `wanted` the person knows of: exact up to 1,000, else 1,001."""
    return branches.count(scope(user), OPEN, actions, wanted)


def statement(
    who: Any, filters: Q | None = None, *, size: int = SIZE, after: Cursor | None = None, closed: bool = False
) -> tuple[str, tuple[Any, ...]]:
    """The page's one statement and its parameters, for tests and benchmarks that look at its plan; `who` is a user or a scope."""
    now = who if isinstance(who, Scope) else scope(who)
    wanted = Q(is_open=not closed) & (filters or Q())
    return branches.statement(now, CLOSED if closed else OPEN, SEEING, wanted, after, size + 1)
