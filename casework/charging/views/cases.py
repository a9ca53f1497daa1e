"""Pages of a case's charging: its referrals, charges and court, the protocol, and a limit that passed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.charging import forms, selectors
from casework.charging.models import Charge, LimitPassed, ProtocolPoint
from casework.charging.services import court, limits, referring
from casework.errors import Hidden
from casework.pages.guarded import case_for, page
from casework.pages.views import form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case


@page("charging.brief")
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The referrals, charges, court and protocol of one case; to some roles only what was decided and when."""
    seen = open_case(request, reference, "charging.view", "charging.brief")
    return render(
        request,
        "charging/of_case.html",
        {
            "seen": seen,
            "here": "charging",
            "whole": "charging.view" in seen.may,
            "referrals": list(selectors.of_case(seen.case)),
            "charges": list(selectors.charges(seen.case)),
            "limits": list(selectors.limits(seen.case)),
            "protocol": selectors.protocol(seen.case),
            "may_answer": "protocol.update" in seen.may,
        },
    )


@page("charging.prepare")
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a referral to the prosecutors."""
    case = case_for(request, reference, "charging.prepare")
    return form_page(
        request,
        forms.BeginForm,
        lambda form: referring.begin_referral(actor=request.user, case=case, **form.cleaned_data),
        done=lambda made: reverse("referral-detail", args=[made.reference]),
        message=lambda made: f"{made.reference} begun. Fill the pack",
        context=at_case(case, heading="Refer to the CPS", intro="Stalking and harassment are charged by the CPS, never by police."),
        case=case,
    )


@page("protocol.update")
def protocol(request: HttpRequest, reference: str, point: str) -> HttpResponse:
    """Answer one point of the national protocol."""
    case = case_for(request, reference, "protocol.update")
    if point not in ProtocolPoint.values:
        raise Hidden
    return form_page(
        request,
        forms.ProtocolForm,
        lambda form: court.answer_protocol(
            actor=request.user, case=case, point=point, done=form.cleaned_data["done"] == "yes", note=form.cleaned_data["note"]
        ),
        done=reverse("case-charging", args=[reference]),
        message="The answer is saved",
        context=at_case(case, heading=ProtocolPoint(point).label, cancel=reverse("case-charging", args=[reference])),
    )


@page("court.record")
def hearing(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record a hearing and what came of it."""
    case = case_for(request, reference, "court.record")
    charge = Charge.objects.filter(pk=pk, case=case).select_related("case").first()
    if charge is None:
        raise Hidden
    return form_page(
        request,
        forms.HearingForm,
        lambda form: court.record_hearing(actor=request.user, charge=charge, values=form.values()),
        done=reverse("case-charging", args=[reference]),
        message="The hearing is recorded",
        context=at_case(
            case, heading="Record a hearing", intro=f"{charge.urn}, {charge.court}", cancel=reverse("case-charging", args=[reference])
        ),
    )


@page("charging.limit")
def limit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A supervisor answers for a time limit that passed uncharged."""
    case = case_for(request, reference, "charging.limit")
    passed = LimitPassed.objects.filter(pk=pk, case=case).select_related("case").first()
    if passed is None:
        raise Hidden
    return form_page(
        request,
        forms.LimitForm,
        lambda form: limits.answer_limit(actor=request.user, passed=passed, answer=form.cleaned_data["answer"]),
        done=reverse("case-charging", args=[reference]),
        message="The answer is saved",
        context=at_case(case, heading="The time limit passed", cancel=reverse("case-charging", args=[reference])),
    )
