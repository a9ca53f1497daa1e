"""How every page is guarded: sign-in, the action's row in the matrix, the case behind the same predicate, the read log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from casework.access.matrix import table
from casework.access.predicate import require, visible
from casework.audit.record import viewed
from casework.cases.models import Case
from casework.errors import Hidden

View = Callable[..., HttpResponse]


def page(action: str, *, case: bool | None = None) -> Callable[[View], View]:
    """Mark a view with its matrix action. Actions without a case are checked here; a view with a `reference` argument fetches
    its case with `case_for`. A test reads `view.action` for every URL; one without a row fails."""
    _row, cells = table()[action]
    caseless = all("y" in cell.letters for cell in cells.values()) if case is None else not case

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if caseless:
                require(request.user, action)
            return view(request, *args, **kwargs)

        checked = login_required(guarded)
        checked.action = action  # type: ignore[attr-defined]
        return checked

    return decorate


def case_for(request: HttpRequest, reference: str, action: str) -> Case:
    """The case by its reference, for `action`: Hidden for unknown, unseen and restricted alike; Forbidden when seen but not allowed.

    Writes the consultation event before the page is built.
    """
    case = Case.objects.select_related("unit", "force", "owner", "supervisor").filter(reference=reference).first()
    if case is None:
        raise Hidden
    require(request.user, action, case)
    viewed("VIEW", actor=request.user, action=action, object_type="case", object_id=case.pk, case_id=case.pk)
    return case


def listed(request: HttpRequest, action: str, object_type: str, ids: list[int]) -> None:
    """Write the consultation event of a list: the ids shown."""
    viewed("LIST", actor=request.user, action=action, object_type=object_type, ids=ids)


__all__ = ["case_for", "listed", "page", "visible"]
