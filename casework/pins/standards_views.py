"""Pages for professional standards, and the check of a paper for the suspect."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.pins import selectors, services
from casework.pins.review_forms import ConcludeForm, ExceptionForm, PaperForm
from casework.reports.views import at_case


@page("pin.attempts")
def attempts(request: HttpRequest) -> HttpResponse:
    """Attempts to make a notice, quarantined rows of imports and exceptions, newest first."""
    rows = paginate(selectors.attempts(request.user), ["-at", "-id"], request)
    listed(request, "pin.attempts", "noticeattempt", [row.pk for row in rows])
    return render(request, "pins/attempts.html", {"rows": rows})


@page("pin.attempts")
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """One attempt with what the row or paper says, and the conclusion."""
    found = selectors.attempts(request.user).filter(pk=pk).first()
    if found is None:
        raise Hidden
    viewed("VIEW", actor=request.user, action="pin.attempts", object_type="noticeattempt", object_id=found.pk, case_id=found.case_id)
    return form_page(
        request,
        ConcludeForm,
        lambda form: services.conclude_attempt(actor=request.user, attempt=found, conclusion=form.cleaned_data["conclusion"]),
        template="pins/attempt.html",
        done=reverse("pin-attempts"),
        message="Concluded",
        context={
            "heading": "An attempt to make a notice" if not found.excepted else "A paper let through by an inspector",
            "crumbs": [("PINs", reverse("pin-list")), ("Attempts", reverse("pin-attempts"))],
            "cancel": reverse("pin-attempts"),
            "attempt": found,
            "content": services.content_of(request.user, found),
            "known": found.case is not None and can(request.user, "case.view", found.case),
        },
    )


CHECKED = "This paper does not work as a warning. It still goes through the gate for papers that go out"


@page("paper.check")
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Does a paper for the suspect work as a warning?"""
    case = case_for(request, reference, "paper.check")

    def act(form: PaperForm) -> None:
        services.require_no_warning(actor=request.user, case=case, paper=form.paper())
        messages.success(request, CHECKED)

    context: dict[str, Any] = at_case(
        case,
        heading="Check a paper for the suspect",
        intro="Police Information Notices and whatever does the same under another name are not made. Where a course of conduct is there,"
        " the answer is an investigation or a Stalking Protection Order.",
        may_except=can(request.user, "paper.except", case),
    )
    return form_page(
        request,
        PaperForm,
        act,
        template="pins/paper.html",
        done=reverse("paper-check", args=[reference]),
        context={**context, "case": case},
    )


@page("paper.except")
def exception(request: HttpRequest, reference: str) -> HttpResponse:
    """An inspector lets one paper through, word for word."""
    case = case_for(request, reference, "paper.except")
    return form_page(
        request,
        ExceptionForm,
        lambda form: services.except_paper(actor=request.user, case=case, paper=form.paper(), reason=form.cleaned_data["reason"]),
        done=reverse("case-detail", args=[reference]),
        message="Let through, word for word. Professional standards are told",
        context=at_case(
            case,
            heading="Let a paper through that works as a warning",
            intro="Only this text, as it stands here. Professional standards read the paper and your reason.",
        ),
    )
