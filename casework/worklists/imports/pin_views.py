"""Pages of the import of old registers of notices: file, columns, preview, approval by professional standards, progress, refused rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import holds
from casework.access.scope import scope
from casework.pages.guarded import listed, page
from casework.pages.views import form_page
from casework.worklists.imports import columns, selectors, services
from casework.worklists.imports.forms import ColumnsForm, DecideForm, GoForm, NoticesFileForm
from casework.worklists.imports.pins import PINS, kept_columns
from casework.worklists.imports.registry import table_of
from casework.worklists.imports.tasks import hint
from casework.worklists.imports.views import refused_response, run_of, shown_run
from casework.worklists.models import ImportRun

NAME = PINS.name
LEGACY = (
    "Only notices issued long ago: police make no new ones. Rows dated after police stopped are left out and put aside for professional"
    " standards, who also approve the import."
)


@page("pin.import.view")
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; earlier runs below."""
    runs = selectors.runs_for(request.user, NAME)
    listed(request, "pin.import.view", "importrun", [run.pk for run in runs])

    def act(form: NoticesFileForm) -> ImportRun:
        sent = form.cleaned_data
        return services.begin(
            actor=request.user, name=sent["file"].name, raw=sent["file"].read(), kind=NAME, unit=sent["unit"], system=sent["system"]
        )

    context = {
        "heading": PINS.title,
        "intro": LEGACY,
        "runs": runs,
        "run_page": "pin-import-run",
        "closed": not holds(request.user, "pin.import"),
    }
    return form_page(
        request,
        NoticesFileForm,
        act,
        template="imports/start.html",
        done=lambda run: reverse("pin-import-columns", args=[run.pk]),
        context=context | {"crumbs": [("PINs", reverse("pin-list")), ("Import", "")]},
        forces=scope(request.user).forces("RECORDS"),
        home=request.user.unit_id,
    )


def _around(run: ImportRun, heading: str, **more: Any) -> dict[str, Any]:
    back = reverse("pin-import-run", args=[run.pk])
    crumbs = [("PINs", reverse("pin-list")), ("Import", reverse("import-pins")), (run.file_name, back), (heading, "")]
    return {"heading": heading, "caption": f"{run.file_name}, read as {run.encoding}", "crumbs": crumbs, "cancel": back, "run": run, **more}


@page("pin.import")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column holds which field: proposed with the reason, and changed where it is wrong."""
    run = run_of(request, pk, NAME)
    table = table_of(run)
    guesses = columns.propose(table, kept_columns(request.user.force_id))
    return form_page(
        request,
        ColumnsForm,
        lambda form: services.choose_columns(actor=request.user, run=run, mapping=form.chosen()),
        done=reverse("pin-import-run", args=[pk]),
        message="The columns are kept for the next file of your force",
        context=_around(
            run,
            "Which column is which?",
            intro="Look at each proposal. What you choose is kept for your force's next file.",
        ),
        initial=run.mapping,
        table=table,
        whys={field: guess.why for field, guess in guesses.items() if run.mapping.get(field) == guess.column},
    )


@page("pin.import.view")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run: its preview while it waits, its progress while it works, its outcome at the end."""
    found = run_of(request, pk, NAME)
    lacking = columns.missing(found.mapping)
    return shown_run(
        request,
        found,
        "pin.import.view",
        "imports/pins.html",
        lacking=lacking,
        fields=columns.FIELDS,
        may_bring=holds(request.user, "pin.import"),
        may_approve=holds(request.user, "pin.import.approve"),
        own=found.started_by_id == request.user.pk,
    )


@page("pin.import")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask professional standards for approval."""
    found = run_of(request, pk, NAME)
    return form_page(
        request,
        GoForm,
        lambda _form: services.release(actor=request.user, run=found),
        done=reverse("pin-import-run", args=[pk]),
        message="Professional standards are asked to approve it",
        context=_around(
            found, "Send it to professional standards?", intro="They see the same preview. Nothing is taken in before they approve."
        ),
    )


@page("pin.import.approve")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Professional standards approve or decline; the worker then takes the rows."""
    found = run_of(request, pk, NAME)

    def act(form: DecideForm) -> None:
        services.approve(actor=request.user, run=found, agreed=form.cleaned_data["agreed"] == "yes", note=form.cleaned_data["note"])
        hint()

    return form_page(
        request,
        DecideForm,
        act,
        done=reverse("pin-import-run", args=[pk]),
        message="Your decision is recorded",
        context=_around(found, "Approve the import?", intro=LEGACY),
    )


@page("pin.import")
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a file, with a column of reasons."""
    return refused_response(request, run_of(request, pk, NAME), "pin.import")
