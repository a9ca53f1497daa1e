"""Pages around a review: who the people are, who reviews, urgency, contacts, doubts, opening again."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.errors import Hidden
from casework.pages.guarded import page
from casework.pages.views import form_page, render
from casework.pins import flow, selectors, services
from casework.pins.models import Notice
from casework.pins.review_forms import AssignForm, ContactForm, MatchForm, ReasonForm, SettleForm, UrgentForm
from casework.pins.views import around, notice_for


def _back(notice: Notice) -> str:
    return reverse("pin-detail", args=[notice.reference])


@page("pin.match")
def matches(request: HttpRequest, number: str) -> HttpResponse:
    """Known people who may be the recipient or the complainant, each with its reasons."""
    notice = notice_for(request, number, "pin.match")
    return render(
        request,
        "pins/matches.html",
        around(notice, "Who are the people of this notice?", matches=selectors.matches_for(request.user, notice)),
    )


@page("pin.match")
def decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Confirm that it is the same person, reject it, or take a confirmed one back."""
    notice = notice_for(request, number, "pin.match")
    shown = next((each for each in selectors.matches_for(request.user, notice) if each.match.pk == pk), None)
    if shown is None:
        raise Hidden
    confirmed = shown.match.state == flow.CONFIRMED
    heading = "Take back who it is?" if confirmed else "Is it the same person?"
    return form_page(
        request,
        MatchForm,
        lambda form: services.decide_match(
            actor=request.user,
            match=shown.match,
            same=form.cleaned_data["same"] == "yes" and not confirmed,
            reason=form.cleaned_data["reason"],
        ),
        template="pins/match.html",
        done=reverse("pin-matches", args=[number]),
        message="Saved",
        context=around(notice, heading, shown=shown),
        initial={"same": "no"} if confirmed else {},
    )


@page("pin.assign")
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Give a notice without a case to an officer."""
    notice = notice_for(request, number, "pin.assign")
    return form_page(
        request,
        AssignForm,
        lambda form: services.assign_notice(actor=request.user, notice=notice, officer=form.cleaned_data["officer"]),
        done=_back(notice),
        message="The officer is told",
        context=around(notice, "Who reviews it?"),
        officers=selectors.officers(notice),
    )


@page("pin.hasten")
def urgent(request: HttpRequest, number: str) -> HttpResponse:
    """Say that a notice is urgent."""
    notice = notice_for(request, number, "pin.hasten")
    return form_page(
        request,
        UrgentForm,
        lambda form: services.say_urgent(actor=request.user, notice=notice, why=form.cleaned_data["why"]),
        done=_back(notice),
        message="It is urgent now, and its reviewer is told",
        context=around(notice, "Make it urgent", intro="It is then to be reviewed within the hours of force policy (R38)."),
    )


@page("pin.reopen")
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Open a replaced notice again."""
    notice = notice_for(request, number, "pin.reopen")
    return form_page(
        request,
        ReasonForm,
        lambda form: services.reopen_notice(actor=request.user, notice=notice, reason=form.cleaned_data["reason"]),
        done=_back(notice),
        message="It is to be reviewed again",
        context=around(notice, "Open it again"),
    )


@page("pin.care")
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Record a contact with the recipient."""
    notice = notice_for(request, number, "pin.care")
    return form_page(
        request,
        ContactForm,
        lambda form: services.record_contact(actor=request.user, notice=notice, values=form.cleaned_data),
        done=_back(notice),
        message="The contact is recorded",
        context=around(
            notice,
            "A contact with the recipient",
            intro="Ask about vulnerability and suicide at every contact. Whoever finds a risk has the duty to refer.",
        ),
        initial={"at": timezone.now()},
    )


@page("pin.record")
def settle(request: HttpRequest, number: str) -> HttpResponse:
    """Settle the doubts that an import left."""
    notice = notice_for(request, number, "pin.record")
    return form_page(
        request,
        SettleForm,
        lambda form: services.settle_doubts(actor=request.user, notice=notice, note=form.cleaned_data["note"]),
        done=_back(notice),
        message="The doubts are settled",
        context=around(notice, "Settle the doubts", intro=" ".join(notice.doubts) or "Nothing is doubted on this notice."),
    )
