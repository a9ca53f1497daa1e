"""Pages of lists, each by one statement: a branch for each way in which the reader reaches cases, walked in the order of its index.

A single WHERE with OR makes the database read or sort everything that the reader could see; the branches stop after a page. They come
from the same `Scope` and the same reaches as `visible`; property tests hold the two equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from casework.access.predicate import column, predicate, reaches
from casework.access.scope import Scope, scope

SIZE = 25
MOST_COUNTED = 1000
# More branches than this cost more than the sort that they save.
MOST_BRANCHES = 40

Place = tuple[Any, ...]


@dataclass(frozen=True)
class Walk:
    """What is listed and in which order: names of columns that are never null, the id last, all with "-" in front or none.

    `by` stands before the names of the case's columns by which people reach it: "" for cases themselves, "case_" for records that
    repeat those columns, "case__" for records that are few enough to be joined with their cases.
    """

    model: type[Model]
    order: tuple[str, ...]
    by: str = "case_"

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of the order."""
        return tuple(name.removeprefix("-") for name in self.order)

    @property
    def descending(self) -> bool:
        """Whether the greatest come first."""
        return self.order[0].startswith("-")

    def place(self, row: Any) -> Place:
        """Where a row stands."""
        return tuple(getattr(row, name) for name in self.fields)


@dataclass(frozen=True)
class Walked:
    """One page. `after` and `before` are the places of its last and first row, None where nothing lies beyond.

    `count` is exact up to 1,000 and 1,001 for anything above; None when it was not asked for.
    """

    rows: list[Any]
    count: int | None
    after: Place | None
    before: Place | None


def walk_page(
    user: Any,
    walk: Walk,
    actions: tuple[str, ...],
    wanted: Q,
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = SIZE,
    counted: bool = True,
) -> Walked:
    """A page of the records on cases that `user` reaches for any of `actions`, narrowed to `wanted` (a condition over the records).

    `after` and `before` are places from an earlier page, exclusive.
    """
    now = scope(user)
    backwards = before is not None
    sql, params = statement(now, walk, actions, wanted, before if backwards else after, size + 1, backwards=backwards)
    rows: list[Any] = list(walk.model._default_manager.raw(sql, params)) if sql else []
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Walked(
        rows,
        count(now, walk, actions, wanted) if counted else None,
        walk.place(rows[-1]) if rows and (more or backwards) else None,
        walk.place(rows[0]) if rows and (more if backwards else after is not None) else None,
    )


def count(now: Scope, walk: Walk, actions: tuple[str, ...], wanted: Q) -> int:
    """How many records of `wanted` the person reaches: exact up to 1,000, else 1,001."""
    inner, params = _union([branch.values("pk")[: MOST_COUNTED + 1] for branch in branches(now, walk, actions, wanted)])
    if not inner:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT pk FROM ({inner}) AS reached LIMIT {MOST_COUNTED + 1}) AS counted",  # noqa: S608
            params,
        )
        (found,) = cursor.fetchone()
    return int(found)


def branches(now: Scope, walk: Walk, actions: tuple[str, ...], wanted: Q) -> list[QuerySet[Any]]:
    """A queryset for each way of reaching records; together they are what `visible` lets through, each alone is walked by one index."""
    base = walk.model._default_manager.filter(wanted)
    key = column("pk", walk.by)
    if now.conflicted:
        base = base.exclude(**{f"{key}__in": now.conflicted})
    conditions: list[Q] = []
    by_name: set[int] = set()
    for way in reaches(now, actions):
        if way.field == "pk":
            by_name |= way.values
        else:
            name, open_to_all = column(way.field, walk.by), Q(**{column("restricted", walk.by): False})
            conditions += [Q(**{name: value}) & (open_to_all if way.guarded else Q()) for value in sorted(way.values)]
    by_name |= now.listed
    if by_name:
        # Few and by key: the whole predicate can be asked of them.
        conditions.append(Q(**{f"{key}__in": by_name}) & predicate(now, *actions, by=walk.by))
    if len(conditions) > MOST_BRANCHES:
        return [base.filter(predicate(now, *actions, by=walk.by))]
    return [base.filter(condition) for condition in conditions]


def statement(
    now: Scope,
    walk: Walk,
    actions: tuple[str, ...],
    wanted: Q,
    place: Place | None = None,
    limit: int = SIZE + 1,
    *,
    backwards: bool = False,
) -> tuple[str, tuple[Any, ...]]:
    """The page's one statement and its parameters; ("", ()) for somebody without any way to a record."""
    descending = walk.descending != backwards
    order = [F(name).desc() if descending else F(name).asc() for name in walk.fields]
    parts = []
    for branch in branches(now, walk, actions, wanted):
        if place is not None:
            branch = branch.filter(_beyond(walk.fields, place, descending))
        parts.append(branch.order_by(*order)[:limit])
    inner, params = _union(parts)
    if not inner:
        return "", ()
    way = "DESC" if descending else "ASC"
    names = ", ".join(f"{name} {way}" for name in walk.fields)
    keys = ", ".join(walk.fields)
    return f"SELECT DISTINCT ON ({keys}) * FROM ({inner}) AS walked ORDER BY {names} LIMIT {limit}", params  # noqa: S608


def _beyond(fields: tuple[str, ...], place: Place, descending: bool) -> Any:
    if len(fields) == 1:
        return Q(**{f"{fields[0]}__{'lt' if descending else 'gt'}": place[0]})
    # As a row comparison, so that the index is entered at the place and nothing before it is read.
    return (TupleLessThan if descending else TupleGreaterThan)(tuple(F(name) for name in fields), place)


def _union(parts: Sequence[QuerySet[Any]]) -> tuple[str, tuple[Any, ...]]:
    texts: list[str] = []
    params: list[Any] = []
    for part in parts:
        try:
            sql, values = part.query.sql_with_params()
        except EmptyResultSet:
            continue
        texts.append(f"({sql})")
        params += values
    return " UNION ALL ".join(texts), tuple(params)
