"""Pages of the import of orders: choose a file, see what will become of each row, watch it run, fetch the refused rows."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.audit.record import viewed
from casework.errors import Hidden
from casework.pages.guarded import listed, page
from casework.pages.views import form_page, render
from casework.worklists.imports import selectors, services
from casework.worklists.imports.forms import RegisterForm
from casework.worklists.imports.judging import ALREADY, DOUBTED, REFUSED, TAKEN
from casework.worklists.imports.registry import KINDS
from casework.worklists.imports.tasks import hint
from casework.worklists.models import ImportRun

WORDS = {TAKEN: "Taken", DOUBTED: "Doubted", REFUSED: "Refused", ALREADY: "Already there"}
SHOWN = 300
ORDERS = "orders"


@page("orders.import")
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; earlier runs below."""
    runs = selectors.runs_for(request.user)
    listed(request, "orders.import", "importrun", [run.pk for run in runs])
    return form_page(
        request,
        RegisterForm,
        lambda form: services.begin(actor=request.user, name=form.cleaned_data["file"].name, raw=form.cleaned_data["file"].read()),
        template="imports/start.html",
        done=lambda run: reverse("import-run", args=[run.pk]),
        context={"heading": KINDS[ORDERS].title, "runs": runs, "run_page": "import-run"},
    )


def run_of(request: HttpRequest, pk: int, kind: str) -> ImportRun:
    """The run of this kind in the person's force; Hidden for any other."""
    found = ImportRun.objects.filter(pk=pk, kind=kind, started_by__force=request.user.force).select_related(
        "started_by", "approved_by", "unit"
    )
    run = found.first()
    if run is None:
        raise Hidden
    return run


def shown_run(request: HttpRequest, run: ImportRun, action: str, template: str, **more: Any) -> HttpResponse:
    """A run: its preview while it waits, its progress while it works, its outcome at the end. Writes the consultation event."""
    only = request.GET.get("only", "")
    only = only if only in WORDS else ""
    rows: Sequence[Any]
    if run.state in (ImportRun.WAITING, ImportRun.ASKED):
        judged = services.judgements(run)
        sums: dict[str, Any] = selectors.summary(judged)
        rows = [row for row in judged if not only or row.outcome == only][:SHOWN]
    else:
        sums = selectors.counts(run)
        found = run.rows.select_related("application", "notice")
        rows = list((found.filter(outcome=only) if only else found)[:SHOWN])
    viewed("VIEW", actor=request.user, action=action, object_type="importrun", object_id=run.pk)
    left = max(0, sums[only or "rows"] - len(rows))
    return render(request, template, {"run": run, "sums": sums, "rows": rows, "left_out": left, "words": WORDS, "only": only, **more})


def refused_response(request: HttpRequest, run: ImportRun, action: str) -> HttpResponse:
    """The refused rows of a finished run as a file, with a column of reasons."""
    if run.state != ImportRun.FINISHED:
        raise Hidden
    body = selectors.refused_file(run)
    viewed("EXPORT", actor=request.user, action=action, object_type="importrun", object_id=run.pk)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-rows-{run.pk}.csv"'
    return response


@page("orders.import")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run of an import of orders."""
    return shown_run(request, run_of(request, pk, ORDERS), "orders.import", "imports/run.html")


@require_POST
@page("orders.import")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the run; the worker takes the rows, and the next sweep does if the hint is lost."""
    services.release(actor=request.user, run=run_of(request, pk, ORDERS))
    hint()
    return HttpResponseRedirect(reverse("import-run", args=[pk]))


@page("orders.import")
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a file, with a column of reasons."""
    return refused_response(request, run_of(request, pk, ORDERS), "orders.import")
