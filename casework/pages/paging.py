"""Lists by keyset: the next page starts after the last row shown, so that page 1,000 costs what page 1 costs.

A view gives an ordered set of fields ending in one that no two rows share (usually the id).
"""

import datetime as dt
import decimal
import functools
import operator
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from casework.pages.links import with_query

SIZE = 25
MOST_COUNTED = 1000
SALT = "casework.paging"


@dataclass(frozen=True)
class Page:
    """One page of a list. `after` and `before` are cursors of the neighbouring pages, empty where there is none."""

    rows: list[Any]
    count: int
    after: str = ""
    before: str = ""

    @property
    def counted(self) -> str:
        """The number of rows in the whole list in words for the reader: "37", "1,000+"."""
        return f"{MOST_COUNTED:,}+" if self.count > MOST_COUNTED else f"{self.count:,}"

    @property
    def data_count(self) -> int:
        """The number for `data-count`: exact up to the cap, the cap beyond it."""
        return min(self.count, MOST_COUNTED)

    def links(self, request: HttpRequest) -> dict[str, str]:
        """Addresses of the next and the previous page, keeping filters; keys only where there is such a page."""
        made = {}
        if self.before:
            made["previous"] = with_query(request, before=self.before, after=None)
        if self.after:
            made["next"] = with_query(request, after=self.after, before=None)
        return made

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def paginate(queryset: QuerySet[Any], order: Sequence[str], request: HttpRequest | None = None, *, after: str = "", before: str = "",
             size: int = SIZE, count: int | None = None) -> Page:  # fmt: skip
    """The page of `queryset` after (or before) a cursor, in `order` (field names, "-" in front for descending, all not null).

    With a request the cursors are its `after` and `before`. A cursor that was altered or belongs to another order gives the first
    page. `count` saves the counting where the caller knows it.
    """
    if request is not None:
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
    fields = [(name.removeprefix("-"), name.startswith("-")) for name in order]
    backwards = bool(before)
    cursor = _read(before or after, order)
    rows_set = queryset.order_by(*(_turn(name) for name in order) if backwards and cursor is not None else order)
    if cursor is not None:
        rows_set = rows_set.filter(_beyond(fields, cursor, backwards))
    rows = list(rows_set[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards and cursor is not None:
        rows.reverse()
        has_before, has_after = more, bool(rows)
    else:
        has_before, has_after = cursor is not None, more
    if count is None:
        count = queryset.order_by()[: MOST_COUNTED + 1].count()
    return Page(
        rows,
        count,
        after=_write(rows[-1], fields, order) if rows and has_after else "",
        before=_write(rows[0], fields, order) if rows and has_before else "",
    )


def cursor_of(row: Any, order: Sequence[str]) -> str:
    """The cursor standing on this row, for lists that fetch their pages themselves."""
    return _write(row, [(name.removeprefix("-"), name.startswith("-")) for name in order], order)


def place_of(token: str, order: Sequence[str]) -> tuple[Any, ...] | None:
    """Where a cursor of `cursor_of` stands, or None when it was altered or belongs to another order."""
    found = _read(token, order)
    return None if found is None else tuple(found)


def _turn(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(fields: Sequence[tuple[str, bool]], values: Sequence[Any], backwards: bool) -> Q:
    """Rows strictly beyond the cursor. The leading bound stands alone first, because an index can be entered by it."""
    parts = []
    for at, (name, descending) in enumerate(fields):
        way = "lt" if descending != backwards else "gt"
        same = {field: values[n] for n, (field, _) in enumerate(fields[:at])}
        parts.append(Q(**same) & Q(**{f"{name}__{way}": values[at]}))
    lead, descending = fields[0]
    way = "lte" if descending != backwards else "gte"
    return Q(**{f"{lead}__{way}": values[0]}) & functools.reduce(operator.or_, parts)


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


PACKED: dict[str, tuple[type, Callable[[str], Any]]] = {
    "d": (dt.date, dt.date.fromisoformat),
    "t": (dt.datetime, dt.datetime.fromisoformat),
    "u": (uuid.UUID, uuid.UUID),
    "n": (decimal.Decimal, decimal.Decimal),
}


def _write(row: Any, fields: Sequence[tuple[str, bool]], order: Sequence[str]) -> str:
    """A cursor standing on this row. Signed, so that no one can look for a row by guessing its values."""
    values = []
    for name, _ in fields:
        value = _value(row, name)
        kind = next((letter for letter, (cls, _) in PACKED.items() if type(value) is cls), "")
        values.append([kind, str(value) if kind in ("u", "n") else value.isoformat() if kind else value])
    return signing.dumps([list(order), values], salt=SALT, compress=True)


def _read(token: str, order: Sequence[str]) -> list[Any] | None:
    """The values of a cursor, or None when it is not one of ours for this order."""
    if not token:
        return None
    try:
        wanted, values = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if wanted != list(order):
        return None
    return [PACKED[kind][1](value) if kind else value for kind, value in values]
