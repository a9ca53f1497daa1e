"""Pages of what hangs on a hearing: its move, the hearsay notices, the summons before its service."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.applications import selectors, services
from casework.applications.hearing_forms import HearsayNoticeForm, HearsayPlanForm, HearsayStepForm, MoveForm, SummonsStepForm
from casework.applications.models import Application, HearsayPlan
from casework.applications.views import around, open_application
from casework.errors import Hidden
from casework.pages.guarded import page
from casework.pages.views import form_page, render


@page("application.lodge")
def hearing_move(request: HttpRequest, reference: str) -> HttpResponse:
    """The court moved the hearing, or it is contested after all: the dates that hang on it are counted anew."""
    application = open_application(request, reference, "application.lodge")
    hearing = selectors.pending_hearing(application)
    if hearing is None:
        raise Hidden

    def act(form: MoveForm) -> object:
        data = dict(form.cleaned_data)
        expected = data.pop("version") or hearing.version
        return services.move_hearing(actor=request.user, hearing=hearing, hearing_at=data.pop("at"), expected=expected, **data)

    contested = {True: "yes", False: "no", None: ""}[hearing.contested]
    return form_page(
        request,
        MoveForm,
        act,
        done=reverse("application-detail", args=[reference]),
        message="The hearing is changed. What hangs on its day was counted anew",
        context=around(application, "Change the hearing"),
        initial={
            "version": hearing.version,
            "at": hearing.at,
            "court": hearing.court,
            "kind": hearing.kind,
            "contested": contested,
        },
    )


@page("application.lodge")
def hearsay(request: HttpRequest, reference: str) -> HttpResponse:
    """The hearsay notices of an application, what followed each, and the dates that run."""
    application = open_application(request, reference, "application.lodge")
    hearing = selectors.pending_hearing(application)
    context = {
        "hearing": hearing,
        "contested": hearing is not None and bool(hearing.contested),
        "notices": selectors.hearsay_notices(application),
        "plan": selectors.hearsay_plan(application),
        "clocks": [clock for clock in selectors.court_clocks(application) if clock.rule_id.startswith(("HR-", "CEA-"))],
    }
    return render(request, "applications/hearsay.html", around(application, "Hearsay notices", **context))


def _hearsay_page(application: Application) -> str:
    return reverse("application-hearsay", args=[application.reference])


@page("application.lodge")
def hearsay_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The court's direction about the notice, or that none is needed."""
    application = open_application(request, reference, "application.lodge")

    def act(form: HearsayPlanForm) -> HearsayPlan:
        return services.plan_hearsay(actor=request.user, application=application, **form.cleaned_data)

    return form_page(
        request,
        HearsayPlanForm,
        act,
        done=_hearsay_page(application),
        message="It is recorded",
        context=around(application, "A direction, or no notice needed", cancel=_hearsay_page(application)),
    )


@page("application.lodge")
def hearsay_serve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a notice that was served and filed."""
    application = open_application(request, reference, "application.lodge")
    named = f"Complaint {application.court_reference} before {application.court}" if application.court_reference else ""
    return form_page(
        request,
        HearsayNoticeForm,
        lambda form: services.serve_hearsay_notice(actor=request.user, application=application, values=dict(form.cleaned_data)),
        done=_hearsay_page(application),
        message="The notice is recorded. The other party's days run",
        context=around(application, "Record a hearsay notice", cancel=_hearsay_page(application)),
        initial={"proceedings": named},
    )


@page("application.lodge")
def hearsay_step(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what followed a notice."""
    application = open_application(request, reference, "application.lodge")
    notice = selectors.hearsay_notice(application, pk)
    return form_page(
        request,
        HearsayStepForm,
        lambda form: services.record_hearsay_step(actor=request.user, notice=notice, **form.cleaned_data),
        done=_hearsay_page(application),
        message="It is recorded",
        context=around(application, "What followed the notice", cancel=_hearsay_page(application)),
    )


@page("summons.serve")
def summons_step(request: HttpRequest, reference: str) -> HttpResponse:
    """The summons was issued, prepared, tried, or given to others to serve."""
    application = open_application(request, reference, "summons.serve")
    return form_page(
        request,
        SummonsStepForm,
        lambda form: services.record_summons_step(actor=request.user, application=application, **form.cleaned_data),
        done=reverse("application-detail", args=[reference]),
        message="It is recorded",
        context=around(
            application,
            "The summons before its service",
            intro="The court issues the summons; since 8 April 2024 the police prepare and serve it (MCR 1981 r.99(7)).",
        ),
    )
