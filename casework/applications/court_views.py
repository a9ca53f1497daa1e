"""Pages of force legal and the superintendent: review, authority, lodging, hearings, outcome."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.applications import flow, rules, selectors, services
from casework.applications.court_forms import (
    ADJOURNED,
    INTERIM_MADE,
    REFUSED,
    AuthorityForm,
    HearingForm,
    LodgeForm,
    OutcomeForm,
    ReviewForm,
    SummonsForm,
)
from casework.applications.models import Application
from casework.applications.reading import parts_of, reading
from casework.applications.snapshots import changed_since
from casework.applications.views import around, open_application
from casework.errors import GuardFailed
from casework.pages.guarded import page
from casework.pages.views import form_page

RECORDED = {
    "return": "is returned to the officer with your reasons",
    "approve": "is approved and with the superintendent",
    "refuse": "is withdrawn",
    "": "keeps your comments",
}


@page("application.review")
def application_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft and evidence side by side, comments beside each part, the tests, one decision."""
    application = open_application(request, reference, "application.review")
    live = selectors.live_orders_against(application)
    last = selectors.last_review(application)
    changed = changed_since(application, last.draft) if last else []
    case = application.case
    evidence = selectors.evidence_of(case)
    context = around(
        application,
        f"Review {application.reference}",
        parts=parts_of(application, selectors.advice_for(request.user, application)),
        live=live,
        bail=selectors.live_bail_of(request.user, application),
        changed=changed,
        marked={each.part for each in changed},
        last=last,
        warnings=reading(request.user, application, timezone.localdate()).warnings
        or rules.warnings(application, selectors.facts_of(application), timezone.localdate()),
        incidents=list(evidence["incident"]),
        exhibits=list(evidence["exhibit"]),
        notices=list(evidence["notice"]),
        risks=list(evidence["risk"]),
        flow=flow,
    )

    def act(form: ReviewForm) -> str:
        data = form.cleaned_data
        services.decide_review(
            actor=request.user,
            application=application,
            decision=data["decision"],
            comments=form.comments(),
            reasons=data["reasons"],
            seen_version=data["version"],
            compatibility=data["compatibility"],
            list_seen=form.seen(),
            tests={name: data[name] for name in form.tests},
            screen_override=data["screen_override"],
        )
        return str(data["decision"])

    return form_page(
        request,
        ReviewForm,
        act,
        template="applications/review.html",
        done=lambda decision: reverse("application-review", args=[application.reference]) if not decision else reverse("application-list"),
        message=lambda decision: f"{application.reference} {RECORDED[decision]}",
        context=context,
        initial={"version": application.version, "list_seen": ",".join(str(order.pk) for order in live)},
        application=application,
    )


@page("application.authorise")
def application_authority(request: HttpRequest, reference: str) -> HttpResponse:
    """One page for the superintendent: what is asked, on what grounds, what legal says, and the decision."""
    application = open_application(request, reference, "application.authorise")
    reviews = selectors.reviews_for(request.user, application)
    return form_page(
        request,
        AuthorityForm,
        lambda form: services.decide_authority(
            actor=request.user,
            application=application,
            given=form.cleaned_data["given"],
            rationale=form.cleaned_data["rationale"],
            seen_version=form.cleaned_data["version"],
        ),
        template="applications/authority.html",
        done=reverse("application-list"),
        message=lambda made: f"{made.reference} is {made.get_state_display().lower()}",
        context=around(
            application,
            "Authority",
            parts=parts_of(application),
            review=reviews[0] if reviews else None,
            legal=selectors.advice_for(request.user, application),
            flow=flow,
        ),
        initial={"version": application.version},
    )


def _at_court(
    request: HttpRequest, application: Application, heading: str, form_class: Any, act: Any, message: str, **more: Any
) -> HttpResponse:
    return form_page(
        request,
        form_class,
        act,
        done=more.pop("done", reverse("application-detail", args=[application.reference])),
        message=message,
        context=around(application, heading, **more.pop("context", {})),
        **more,
    )


@page("application.lodge")
def application_lodge(request: HttpRequest, reference: str) -> HttpResponse:
    """The complaint is made."""
    application = open_application(request, reference, "application.lodge")
    return _at_court(
        request,
        application,
        "Lodge it with the court",
        LodgeForm,
        lambda form: services.lodge(actor=request.user, application=application, **form.cleaned_data),
        f"{application.reference} is lodged",
    )


@page("application.lodge")
def application_hearing(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter the hearing that the court has listed."""
    application = open_application(request, reference, "application.lodge")

    def act(form: HearingForm) -> Any:
        data = dict(form.cleaned_data)
        return services.list_hearing(actor=request.user, application=application, hearing_at=data.pop("at"), **data)

    initial = {"court": application.court}
    return _at_court(request, application, "Enter the hearing", HearingForm, act, "The hearing is entered", initial=initial)


@page("summons.serve")
def application_summons(request: HttpRequest, reference: str) -> HttpResponse:
    """How the summons was served."""
    application = open_application(request, reference, "summons.serve")
    return _at_court(
        request,
        application,
        "Record the service of the summons",
        SummonsForm,
        lambda form: services.serve_summons(actor=request.user, application=application, **form.cleaned_data),
        "The service of the summons is recorded",
    )


@page("application.lodge")
def application_outcome(request: HttpRequest, reference: str) -> HttpResponse:
    """How the hearing ended; an order that was made is entered on the page that follows."""
    application = open_application(request, reference, "application.lodge")

    def act(form: OutcomeForm) -> str:
        data = form.cleaned_data
        if data["outcome"] == ADJOURNED:
            services.adjourn(
                actor=request.user,
                application=application,
                next_at=data["next_at"],
                heard_at=data["heard_at"],
                note=data["note"],
                contested=data["contested"],
            )
        elif data["outcome"] == REFUSED:
            services.determine(actor=request.user, application=application, granted=False, at=data["heard_at"], note=data["note"])
        elif selectors.pending_hearing(application) is None:
            raise GuardFailed("No hearing is listed.")
        return str(data["outcome"])

    def done(outcome: str) -> str:
        if outcome in (ADJOURNED, REFUSED):
            return reverse(
                "application-list" if outcome == REFUSED else "application-detail", args=[] if outcome == REFUSED else [reference]
            )
        kind = "ISPO" if outcome == INTERIM_MADE else "SPO"
        return f"{reverse('order-record', args=[application.reference])}?kind={kind}"

    hearing = selectors.pending_hearing(application)
    return form_page(
        request,
        OutcomeForm,
        act,
        done=done,
        message=lambda outcome: {ADJOURNED: "The hearing is put off", REFUSED: "The refusal is recorded"}.get(outcome, ""),
        context=around(application, "How did the hearing end?"),
        initial={"heard_at": hearing.at if hearing and hearing.at <= timezone.now() else None},
        application=application,
    )
