"""Pages of long lists by ordered branches (access.branches), as any other list shows them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from casework.access.branches import Walk, Walked, walk_page
from casework.pages.paging import Page, cursor_of, place_of


def walked(request: HttpRequest, walk: Walk, actions: tuple[str, ...], wanted: Q, rows: QuerySet[Any]) -> Page:
    """The page that the request asks for (`after`, `before`) of the records of `wanted` on cases reached for any of `actions`.

    `rows` says what is loaded with each of them; it narrows nothing. A cursor that was altered or belongs to another list gives the
    first page.
    """
    after, before = (place_of(request.GET.get(name, ""), walk.order) for name in ("after", "before"))
    found = walk_page(request.user, walk, actions, wanted, after=after, before=before)
    whole = rows.in_bulk([row.pk for row in found.rows])
    return page_of(found, walk, [whole[row.pk] for row in found.rows])


def page_of(found: Walked, walk: Walk, rows: list[Any] | None = None) -> Page:
    """What was walked as a page; `rows` where they were loaded anew, in the same order."""
    return Page(
        found.rows if rows is None else rows,
        found.count or 0,
        after=cursor_of(found.rows[-1], walk.order) if found.after else "",
        before=cursor_of(found.rows[0], walk.order) if found.before else "",
    )
