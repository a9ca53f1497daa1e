"""The caseload page: one statement, a branch for each way in which the reader reaches cases, each walked in the order of its index.

A single WHERE with OR makes the database read or sort everything that the reader could see; the branches stop after a page. They come
from the same `Scope` and the same reaches as `visible`; a property test holds the two equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from casework.access.predicate import SEEING, predicate, reaches
from casework.access.scope import Scope, scope
from casework.cases.models import Case

SIZE = 25
MOST_COUNTED = 1000
# More branches than this cost more than the sort that they save.
MOST_BRANCHES = 40

Cursor = tuple[date, int] | tuple[int]


@dataclass(frozen=True)
class Caseload:
    """One page. `after` and `before` are the places of its last and first row, None where nothing lies beyond.

    `count` is exact up to 1,000 and 1,001 for anything above; None when it was not asked for.
    """

    rows: list[Case]
    count: int | None
    after: Cursor | None
    before: Cursor | None


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
) -> Caseload:
    """A page of the cases that `user` knows of: open ones by (next deadline, id), or closed ones, the latest first.

    `filters` is any condition over cases. `after` and `before` are places from an earlier page, exclusive.
    """
    now = scope(user)
    wanted = Q(is_open=not closed) & (filters or Q())
    backwards = before is not None
    place = before if backwards else after
    rows = list(_ordered(now, actions, wanted, place, size + 1, closed=closed, backwards=backwards))
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Caseload(
        rows,
        count(user, wanted, actions=actions) if counted else None,
        _place(rows[-1], closed) if rows and (more or backwards) else None,
        _place(rows[0], closed) if rows and (more if backwards else after is not None) else None,
    )


def count(user: Any, wanted: Q, *, actions: tuple[str, ...] = SEEING) -> int:
    """How many cases of `wanted` the person knows of: exact up to 1,000, else 1,001."""
    branches = [branch.values("pk")[: MOST_COUNTED + 1] for branch in _branches(scope(user), actions, wanted)]
    inner, params = _union(branches)
    if not inner:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT pk FROM ({inner}) AS reached LIMIT {MOST_COUNTED + 1}) AS counted",  # noqa: S608
            params,
        )
        (found,) = cursor.fetchone()
    return int(found)


def statement(
    who: Any, filters: Q | None = None, *, size: int = SIZE, after: Cursor | None = None, closed: bool = False
) -> tuple[str, tuple[Any, ...]]:
    """The page's one statement and its parameters, for tests and benchmarks that look at its plan; `who` is a user or a scope."""
    return _statement(
        who if isinstance(who, Scope) else scope(who),
        SEEING,
        Q(is_open=not closed) & (filters or Q()),
        after,
        size + 1,
        closed=closed,
        backwards=False,
    )


def _place(row: Case, closed: bool) -> Cursor:
    return (row.pk,) if closed else (row.next_deadline, row.pk)


def _branches(now: Scope, actions: tuple[str, ...], wanted: Q) -> list[QuerySet[Case]]:
    """A queryset for each way of reaching cases; together they are `visible`, each alone can be walked by one index."""
    base = Case.objects.filter(wanted)
    if now.conflicted:
        base = base.exclude(pk__in=now.conflicted)
    conditions: list[Q] = []
    by_name: set[int] = set()
    for way in reaches(now, actions):
        if way.field == "pk":
            by_name |= way.values
        else:
            conditions += [Q(**{way.field: value}) & (Q(restricted=False) if way.guarded else Q()) for value in sorted(way.values)]
    by_name |= now.listed
    if by_name:
        # Few and by primary key: the whole predicate can be asked of them.
        conditions.append(Q(pk__in=by_name) & predicate(now, *actions))
    if len(conditions) > MOST_BRANCHES:
        return [base.filter(predicate(now, *actions))]
    return [base.filter(condition) for condition in conditions]


def _ordered(
    now: Scope, actions: tuple[str, ...], wanted: Q, place: Cursor | None, limit: int, *, closed: bool, backwards: bool
) -> Sequence[Case]:
    sql, params = _statement(now, actions, wanted, place, limit, closed=closed, backwards=backwards)
    return list(Case.objects.raw(sql, params)) if sql else []


def _statement(
    now: Scope, actions: tuple[str, ...], wanted: Q, place: Cursor | None, limit: int, *, closed: bool, backwards: bool
) -> tuple[str, tuple[Any, ...]]:
    fields = ("id",) if closed else ("next_deadline", "id")
    descending = closed != backwards
    order = [F(name).desc() if descending else F(name).asc() for name in fields]
    branches = []
    for branch in _branches(now, actions, wanted):
        if place is not None:
            branch = branch.filter(_beyond(fields, place, descending))
        branches.append(branch.order_by(*order)[:limit])
    inner, params = _union(branches)
    if not inner:
        return "", ()
    way = "DESC" if descending else "ASC"
    names = ", ".join(f"{name} {way}" for name in fields)
    keys = ", ".join(fields)
    return f"SELECT DISTINCT ON ({keys}) * FROM ({inner}) AS caseload ORDER BY {names} LIMIT {limit}", params  # noqa: S608


def _beyond(fields: tuple[str, ...], place: Cursor, descending: bool) -> Any:
    if len(fields) == 1:
        return Q(**{f"{fields[0]}__{'lt' if descending else 'gt'}": place[0]})
    # As a row comparison, so that the index is entered at the place and nothing before it is read.
    return (TupleLessThan if descending else TupleGreaterThan)(tuple(F(name) for name in fields), place)


def _union(branches: Sequence[QuerySet[Any]]) -> tuple[str, tuple[Any, ...]]:
    parts: list[str] = []
    params: list[Any] = []
    for branch in branches:
        try:
            sql, values = branch.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"({sql})")
        params += values
    return " UNION ALL ".join(parts), tuple(params)
