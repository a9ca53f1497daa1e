"""The figures as a page, as one sheet of paper and as a file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.access.predicate import holds
from casework.access.scope import scope
from casework.audit.record import viewed
from casework.pages import spreadsheets
from casework.pages.dates import short_day
from casework.pages.guarded import page
from casework.pages.views import render
from casework.pins.models import Outcome
from casework.worklists.pinfigures import selectors
from casework.worklists.pinfigures.forms import PeriodForm
from casework.worklists.pinfigures.paper import page_of


def _looked(request: HttpRequest, verb: str) -> None:
    viewed(verb, actor=request.user, action="pin.figures", object_type="notice")


@page("pin.figures")
def figures(request: HttpRequest) -> HttpResponse:
    """The figures: every number to those who see the notices, without small ones to others."""
    form = PeriodForm(request.GET or None)
    first, last = form.period()
    whole = selectors.sees_all(request.user)
    shown = selectors.own_figures(request.user, first, last) if whole else selectors.aggregates(scope(request.user).forces(), first, last)
    _looked(request, "VIEW")
    context = {
        "form": form,
        "figures": shown,
        "bands": [*(label for label, _ in selectors.BANDS), "All"],
        "urgency": [*selectors.URGENCY, "All"],
        "outcomes": [*Outcome.labels, "All"],
        "roads": [*(label for _, label in selectors.ROADS), "All"],
        "how": selectors.HOW,
        "may_list": holds(request.user, "pin.list"),
    }
    return render(request, "figures/pins.html", context)


@page("pin.figures")
def paper(request: HttpRequest) -> HttpResponse:
    """One page for the Police and Crime Commissioner."""
    first, last = PeriodForm(request.GET or None).period()
    body = page_of(selectors.aggregates(scope(request.user).forces(), first, last), short_day(timezone.localdate()))
    _looked(request, "EXPORT")
    return _file(body, "application/pdf", "pin-figures.pdf")


@page("pin.figures")
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a file: a line a figure, cells that no spreadsheet runs, whether a value is held back."""
    first, last = PeriodForm(request.GET or None).period()
    shown = selectors.aggregates(scope(request.user).forces(), first, last)
    lines: list[list[object]] = [
        [shown.force, first.isoformat(), last.isoformat(), measure, "" if value is None else f"{value:g}", "yes" if hidden else "no"]
        for measure, value, hidden in selectors.lines(shown)
    ]
    text = spreadsheets.write(["Force", "From", "To", "Measure", "Value", "Not shown because small"], lines)
    _looked(request, "EXPORT")
    return _file(("\ufeff" + text).encode(), "text/csv; charset=utf-8", "pin-figures.csv")


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
