"""Pages of a breach: report it from the case, the order or the card; work it to its end."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, why_not
from casework.audit.record import viewed
from casework.breaches import flow, forms, selectors
from casework.breaches.models import Breach, BreachStep, BreachStepKind
from casework.breaches.services import reporting, working
from casework.clocks.models import Clock
from casework.errors import Hidden
from casework.orders.models import Order
from casework.orders.selectors import version_at
from casework.pages.guarded import page
from casework.pages.views import form_page, render
from casework.pages.ways import way
from casework.reports.casepage import open_case

VERBS = {
    "refer": "Referred to the CPS",
    "charge": "The CPS decided to charge",
    "no further action": "No further action",
    "convict": "Convicted",
    "acquit": "Acquitted",
    "discontinue": "Discontinued",
}


@page("breach.report")
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Report a breach of an order. Open to everyone who can look at the card, so it shows no more of the case than the card does."""
    order = Order.objects.select_related("case", "defendant").prefetch_related("versions__conditions").filter(reference=reference).first()
    if order is None:
        raise Hidden
    viewed("LOOK", actor=request.user, action="breach.report", object_type="order", object_id=order.pk, case_id=order.case_id)
    version = version_at(order, timezone.localdate())
    items = list(version.conditions.all()) if version is not None else []

    back = way(request.user, reverse("card")) or way(request.user, reverse("order-detail", args=[reference]), order.case) or "/"

    def done(breach: Breach) -> str:
        return reverse("breach-detail", args=[breach.reference]) if can(request.user, "breach.view", breach.case) else back

    return form_page(
        request,
        forms.ReportForm,
        lambda typed: reporting.report_breach(actor=request.user, order=order, **typed.values()),
        done=done,
        message=lambda breach: f"{breach.reference} reported. The officer in the case has been told.",
        context={
            "heading": "Report a breach",
            "caption": f"{order.get_type_display()} {order.reference} against {order.defendant}",
            "intro": "A report starts the clocks: risk again, arrest or the reason for none, and the crime.",
            "cancel": back,
        },
        items=items,
    )


@page("breach.view")
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The breaches of one case."""
    seen = open_case(request, reference, "breach.view")
    rows = list(selectors.of_case(request.user, seen.case))
    return render(request, "breaches/of_case.html", {"seen": seen, "here": "breaches", "rows": rows})


def _breach(request: HttpRequest, reference: str, action: str = "breach.view") -> Breach:
    breach = selectors.breach_by_reference(request.user, reference)
    if action != "breach.view":
        breach = selectors.breach_by_reference(request.user, reference, action)
    viewed("VIEW", actor=request.user, action=action, object_type="breach", object_id=breach.pk, case_id=breach.case_id)
    return breach


def _steps(user: Any, breach: Breach) -> list[dict[str, str]]:
    """What can be done in this state, and why not the rest."""
    verbs = {move.verb for move in flow.MOVES if move.source == breach.state}
    offered = [
        ("record crime", "breach.update", "Record the crime", "breach-crime"),
        ("investigate", "breach.update", "Decide on a further stalking crime", "breach-further"),
        ("arrest", "breach.update", "Record an arrest", "breach-arrest"),
        ("interview", "breach.update", "Give the reason for no arrest", "breach-no-arrest"),
        ("interview", "breach.noarrest", "Approve the reason for no arrest", "breach-approve"),
    ]
    steps = []
    for verb, action, text, name in offered:
        if verb not in verbs:
            continue
        closed = "" if can(user, action, breach.case) else why_not(action)
        if not closed and name == "breach-approve" and not breach.no_arrest_reason:
            closed = "no reason has been given yet"
        steps.append({"text": text, "href": reverse(name, args=[breach.reference]), "why_not": closed})
    if verbs & VERBS.keys():
        closed = "" if can(user, "breach.update", breach.case) else why_not("breach.update")
        steps.append({"text": "Record what came next", "href": reverse("breach-move", args=[breach.reference]), "why_not": closed})
    return steps


@page("breach.view")
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One breach: what is suspected, what must be seen to and by when, what can be done."""
    breach = _breach(request, reference)
    steps = list(breach.steps.select_related("done_by").order_by("pk"))
    clocks = {
        clock.subject_id: clock for clock in Clock.objects.filter(subject_type="breachstep", subject_id__in=[step.pk for step in steps])
    }
    may = can(request.user, "breach.update", breach.case)
    by_hand = {BreachStepKind.RISK, BreachStepKind.ARREST, BreachStepKind.CRIME}
    rows = [
        {
            "step": step,
            "clock": clocks.get(step.pk),
            "tick": reverse("breach-step", args=[reference, step.kind]) if may and not step.done_at and step.kind not in by_hand else "",
        }
        for step in steps
    ]
    return render(
        request,
        "breaches/detail.html",
        {"breach": breach, "rows": rows, "steps": _steps(request.user, breach), "conditions": list(breach.conditions.order_by("number"))},
    )


def _page(
    request: HttpRequest, reference: str, action: str, form: type, heading: str, act: Callable[[Breach, Any], Any], **more: Any
) -> HttpResponse:
    breach = _breach(request, reference, action)
    back = reverse("breach-detail", args=[reference])
    context = {
        "heading": heading,
        "caption": f"Breach {breach.reference}",
        "crumbs": [
            (breach.order.reference, reverse("order-detail", args=[breach.order.reference])),
            (breach.reference, back),
            (heading, ""),
        ],
        "cancel": back,
        **more.pop("context", {}),
    }
    return form_page(request, form, lambda typed: act(breach, typed), done=back, message="Recorded.", context=context, **more)


@page("breach.update")
def crime(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the crime of the breach."""
    return _page(
        request,
        reference,
        "breach.update",
        forms.CrimeForm,
        "Record the crime",
        lambda breach, typed: working.record_crime(actor=request.user, breach=breach, **typed.cleaned_data),
    )


@page("breach.update")
def further(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide on a further stalking or harassment crime."""
    return _page(
        request,
        reference,
        "breach.update",
        forms.FurtherForm,
        "Decide on a further stalking crime",
        lambda breach, typed: working.decide_further_crime(
            actor=request.user,
            breach=breach,
            further_crime=typed.cleaned_data["further_crime"] == "yes",
            why=typed.cleaned_data["further_crime_why"],
            number=typed.cleaned_data["further_crime_number"],
        ),
    )


@page("breach.update")
def arrest(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an arrest."""
    return _page(
        request,
        reference,
        "breach.update",
        forms.ArrestForm,
        "Record an arrest",
        lambda breach, typed: working.arrest(
            actor=request.user,
            breach=breach,
            ground=typed.cleaned_data["arrest_ground"],
            reason=typed.cleaned_data["arrest_reason"],
            at=typed.cleaned_data["at"],
        ),
    )


@page("breach.update")
def no_arrest(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the reason for no arrest."""
    return _page(
        request,
        reference,
        "breach.update",
        forms.NoArrestForm,
        "Give the reason for no arrest",
        lambda breach, typed: working.propose_no_arrest(actor=request.user, breach=breach, **typed.cleaned_data),
    )


@page("breach.noarrest")
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """A sergeant approves the reason for no arrest."""
    breach = _breach(request, reference, "breach.noarrest")
    return _page(
        request,
        reference,
        "breach.noarrest",
        forms.ApproveForm,
        "Approve the reason for no arrest",
        lambda breach, typed: working.approve_no_arrest(actor=request.user, breach=breach),
        context={"intro": breach.no_arrest_reason or "No reason has been given yet."},
    )


@page("breach.update")
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what came next: the CPS, the charge, the outcome."""
    breach = _breach(request, reference, "breach.update")
    verbs = {each.verb for each in flow.MOVES if each.source == breach.state}
    return _page(
        request,
        reference,
        "breach.update",
        forms.MoveForm,
        "Record what came next",
        lambda breach, typed: working.advance(actor=request.user, breach=breach, **typed.cleaned_data),
        verbs=[(verb, text) for verb, text in VERBS.items() if verb in verbs],
    )


@page("breach.update")
def step(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Tick off one thing seen to."""
    breach = _breach(request, reference, "breach.update")
    found = BreachStep.objects.filter(breach=breach, kind=kind).first()
    if found is None:
        raise Hidden
    return _page(
        request,
        reference,
        "breach.update",
        forms.StepForm,
        found.get_kind_display(),
        lambda breach, typed: working.step_done(actor=request.user, breach=breach, kind=kind, **typed.cleaned_data),
    )
