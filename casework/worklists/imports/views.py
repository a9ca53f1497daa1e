"""Pages of the import: choose a file, see what will become of each row, watch it run, fetch the refused rows."""

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
from casework.worklists.imports.tasks import hint
from casework.worklists.models import ImportRun

WORDS = {TAKEN: "Taken", DOUBTED: "Doubted", REFUSED: "Refused", ALREADY: "Already there"}
SHOWN = 300


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
        context={"heading": "Import a register of orders", "runs": runs},
    )


def _run(request: HttpRequest, pk: int) -> ImportRun:
    run = ImportRun.objects.filter(pk=pk, started_by__force=request.user.force).first()
    if run is None:
        raise Hidden
    return run


@page("orders.import")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run: its preview while it waits, its progress while it works, its outcome at the end."""
    shown = _run(request, pk)
    rows = services.judgements(shown) if shown.state == ImportRun.WAITING else list(shown.rows.select_related("application"))
    only = request.GET.get("only", "")
    picked = [row for row in rows if row.outcome == only] if only in WORDS else rows
    viewed("VIEW", actor=request.user, action="orders.import", object_type="importrun", object_id=shown.pk)
    return render(
        request,
        "imports/run.html",
        {
            "run": shown,
            "sums": selectors.summary(rows),
            "rows": picked[:SHOWN],
            "left_out": max(0, len(picked) - SHOWN),
            "words": WORDS,
            "only": only,
        },
    )


@require_POST
@page("orders.import")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the run; the worker takes the rows, and the next sweep does if the hint is lost."""
    services.release(actor=request.user, run=_run(request, pk))
    hint()
    return HttpResponseRedirect(reverse("import-run", args=[pk]))


@page("orders.import")
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a file, with a column of reasons."""
    shown = _run(request, pk)
    if shown.state != ImportRun.FINISHED:
        raise Hidden
    body = selectors.refused_file(shown)
    viewed("EXPORT", actor=request.user, action="orders.import", object_type="importrun", object_id=shown.pk)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-rows-{shown.pk}.csv"'
    return response
