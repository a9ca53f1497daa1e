"""Pages of bail views, third-party requests and requests for review."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.cases.models import CaseParty
from casework.errors import Hidden
from casework.pages.guarded import page
from casework.pages.views import form_page
from casework.safeguarding import request_forms as forms
from casework.safeguarding import selectors
from casework.safeguarding.models import ReviewRequest, ThirdPartyRequest
from casework.safeguarding.rules import BARS
from casework.safeguarding.services import (
    acknowledge_review,
    ask_third_party,
    decide_review,
    give_notice,
    receive_review,
    record_bail_views,
)
from casework.safeguarding.views import at_victim, home_of, party_for


@page("contact.record")
def victim_views(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The victim's views before bail."""
    party = party_for(request, reference, pk, "contact.record")
    return form_page(
        request,
        forms.BailViewsForm,
        lambda form: record_bail_views(actor=request.user, party=party, values=form.views_given()),
        done=home_of(party),
        message="The views are saved. The victim is told of the conditions when bail is granted",
        context=at_victim(
            party,
            heading="The victim's views on bail",
            intro="They are sought before the release or the change, where reasonably practicable, and passed to the custody officer.",
        ),
        victims=[party],
    )


@page("thirdparty.ask")
def victim_third_party(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Ask a third party for information about the victim."""
    party = party_for(request, reference, pk, "thirdparty.ask")
    return form_page(
        request,
        forms.ThirdPartyForm,
        lambda form: ask_third_party(actor=request.user, party=party, values=form.asked()),
        done=home_of(party),
        message="The request is saved",
        context=at_victim(party, heading="Ask a third party for information about the victim"),
    )


@page("thirdparty.ask")
def victim_notice(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Notice was given."""
    party = party_for(request, reference, pk, "thirdparty.ask")
    asked = ThirdPartyRequest.objects.filter(pk=number, party=party).select_related("case").first()
    if asked is None:
        raise Hidden
    return form_page(
        request,
        forms.NoticeForm,
        lambda form: give_notice(actor=request.user, request=asked, **form.cleaned_data),
        done=home_of(party),
        message="The notice is recorded",
        context=at_victim(party, heading="Notice to the victim", intro=f"Asked of: {asked.holder}."),
    )


@page("contact.record")
def victim_review_ask(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The victim asks for a review."""
    party = party_for(request, reference, pk, "contact.record")
    return form_page(
        request,
        forms.ReviewForm,
        lambda form: receive_review(actor=request.user, party=party, values=form.cleaned_data),
        done=home_of(party),
        message="The request is recorded. A supervisor who does not work on the case decides it",
        context=at_victim(party, heading="The victim asks for a review"),
        told_on=selectors.told_of_decision(party),
    )


def _request(party: CaseParty, number: int) -> ReviewRequest:
    found = ReviewRequest.objects.filter(pk=number, party=party).select_related("case").first()
    if found is None:
        raise Hidden
    return found


@page("contact.record")
def victim_review(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Acknowledge a request for review."""
    party = party_for(request, reference, pk, "contact.record")
    asked = _request(party, number)
    return form_page(
        request,
        forms.AcknowledgeForm,
        lambda form: acknowledge_review(actor=request.user, request=asked, **form.cleaned_data),
        done=home_of(party),
        message="Acknowledged",
        context=at_victim(party, heading="Acknowledge the victim's request for review"),
    )


@page("review.decide")
def victim_review_decide(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Decide a request for review."""
    party = party_for(request, reference, pk, "review.decide")
    asked = _request(party, number)
    context: dict[str, Any] = at_victim(party, heading="Decide the victim's request for review")
    if asked.bars:
        context["intro"] = "Recorded with the request: " + "; ".join(BARS[code] for code in asked.bars) + "."
    return form_page(
        request,
        forms.DecideForm,
        lambda form: decide_review(actor=request.user, request=asked, **form.cleaned_data),
        done=home_of(party),
        message=lambda made: made.get_state_display(),
        context=context,
        state=asked.state,
    )
