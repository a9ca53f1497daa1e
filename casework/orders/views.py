"""Pages of orders: the register, one order, and each step of its life."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, holds, require, why_not
from casework.access.several import allowed
from casework.audit.record import digest, viewed
from casework.errors import GuardFailed, Hidden
from casework.law.spans import days_from
from casework.orders import cards, flow, forms, selectors
from casework.orders.models import Order, OrderKind, ServiceAttempt
from casework.orders.services import end_register, following, notifying, serving
from casework.pages.guarded import listed, page
from casework.pages.views import form_page, render
from casework.pages.walking import walked
from casework.reports.casepage import open_case


def order_for(request: HttpRequest, reference: str, action: str = "order.view") -> Order:
    """The order by its reference: Hidden when unknown or unseen, Forbidden when it may be seen but the action is another's.

    Writes the consultation event before the page is built.
    """
    order = Order.objects.select_related("case__unit", "case__force", "defendant", "application", "main_application", "replaced_by").filter(
        reference=reference
    )
    found = order.first()
    if found is None:
        raise Hidden
    require(request.user, "order.view", found.case)
    require(request.user, action, found.case)
    viewed("VIEW", actor=request.user, action=action, object_type="order", object_id=found.pk, case_id=found.case_id)
    return found


# Lists beside the register, each for those who may open it.
WAYS = (
    ("applications.list", "Applications to vary, renew or discharge an order", "change-list"),
    ("queue.legal", "What the court made and force legal must ask about", "order-queries"),
)


@page("order.view", case=False)
def register(request: HttpRequest) -> HttpResponse:
    """Orders that the reader may see, the first to end first."""
    narrowed = forms.RegisterFilter(request.GET or None)
    wanted = narrowed.cleaned_data if narrowed.is_bound and narrowed.is_valid() else {}
    found = selectors.narrowed(**wanted, soon=days_from(timezone.localdate(), selectors.SOON_DAYS))
    shown = walked(request, selectors.WALK, ("order.view",), found, selectors.REGISTER)
    listed(request, "order.view", "order", [order.pk for order in shown.rows])
    now = timezone.now()
    rows = [
        {
            "order": order,
            "standing": selectors.standing_now(order, now),
            "service": selectors.service_words(order, now),
            "ends": selectors.end_words(order),
        }
        for order in shown.rows
    ]
    ways = [(words, reverse(name)) for action, words, name in WAYS if holds(request.user, action)]
    return render(request, "orders/register.html", {"page": shown, "rows": rows, "narrow": narrowed, "ways": ways})


STEPS: tuple[tuple[str, str, str], ...] = (
    ("order.serve", "Record service", "order-serve"),
    ("notification.record", "Record a notification", "order-notify"),
    ("notification.record", "A name or address changed", "order-change"),
    ("order.review", "Record a review or a visit", "order-review"),
    ("application.draft", "Apply to vary, renew or discharge", "order-apply"),
    ("order.pnc", "Record the PNC entry", "order-pnc"),
    ("order.victim", "Record that the victim was told", "order-victim"),
    ("order.transfer", "Hand over: the defendant moved", "order-transfer"),
    ("order.transfer", "Another chief officer is relevant", "order-relevant"),
    ("order.review", "Name the offender manager", "order-manager"),
    ("order.copy", "Record the certified copy", "order-copy"),
    ("order.record", "Record an appeal", "order-appeal"),
    ("order.record", "Record a request for what it says", "order-request"),
)


AFTER_THE_END = ("order-pnc", "order-victim", "order-no-offence", "order-copy", "order-appeal", "order-request", "order-query")


def _sometimes(order: Order, states: set[str]) -> list[tuple[str, str, str]]:
    """Steps that only some orders ask for, in the order of their life."""
    found = []
    if order.queried:
        found.append(("order.record", "Answer the query", "order-query"))
    if flow.EXEMPT in states:
        found.append(("notification.record", "The sex-offender register ended", "order-register-ended"))
    if states & {flow.OVERDUE, flow.MET_LATE}:
        found.append(("notification.record", "No offence is pursued for the missed notification", "order-no-offence"))
    if order.type == OrderKind.SPO and order.end_date is not None and order.state in flow.LIVE:
        found.append(("notification.record", "Decide on renewal", "order-renewal"))
    return found


@page("order.view")
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One order: in force, what it forbids, served, ends; then its life below. `?at=` shows how it stood at another instant."""
    order = order_for(request, reference)
    asked_of = {"order.accept", "order.record", "breach.report", *selectors.LIVING_ACTIONS, *(action for action, _, _ in STEPS)}
    may = allowed(request.user, order.case, asked_of)
    shown = selectors.order_page(request.user, order, may)
    asked = forms.AsAtForm(request.GET) if "at" in request.GET else forms.AsAtForm()
    then = selectors.as_at_page(order, asked.cleaned_data["at"]) if asked.is_bound and asked.is_valid() else None
    steps = []
    for action, text, name in (*_sometimes(order, {each.duty.state for each in shown.duties}), *STEPS):
        closed = "" if action in may else why_not(action)
        if not closed and order.state not in flow.LIVE and name not in AFTER_THE_END:
            closed = "the order has ended"
        steps.append({"text": text, "href": reverse(name, args=[reference]), "why_not": closed, "others": action not in may})
    context = {
        "shown": shown,
        "order": order,
        "steps": steps,
        "asked": asked,
        "then": then,
        "may": may,
        "typed": lambda moment: timezone.localtime(moment).strftime("%d/%m/%Y %H:%M"),
    }
    return render(request, "orders/detail.html", context, 422 if asked.is_bound and asked.errors else 200)


def step_page(
    request: HttpRequest, order: Order, form: type, heading: str, act: Callable[[Any], Any], message: str = "Recorded.", /, **more: Any
) -> HttpResponse:
    """The page of one step of an order: a form, and back to the order when it is done."""
    back = reverse("order-detail", args=[order.reference])
    context = {
        "heading": heading,
        "caption": f"{order.get_type_display()} {order.reference}",
        "crumbs": [("Orders", reverse("order-list")), (order.reference, back), (heading, "")],
        "cancel": back,
        **more.pop("context", {}),
    }
    return form_page(request, form, act, done=back, message=message, context=context, **more)


def _step(
    request: HttpRequest, reference: str, action: str, form: type, heading: str, act: Callable[[Order, Any], Any], message: str, **more: Any
) -> HttpResponse:
    order = order_for(request, reference, action)
    return step_page(request, order, form, heading, lambda typed: act(order, typed), message, **more)


@page("order.serve")
def serve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an attempt at service."""
    return _step(
        request,
        reference,
        "order.serve",
        forms.ServiceForm,
        "Record service",
        lambda order, typed: serving.record_service(actor=request.user, order=order, **typed.values()),
        "Service recorded. What it starts is shown below with its reasons.",
        initial={"server": request.user.display_name, "succeeded": "yes"},
    )


@page("order.serve")
def correct(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct an attempt that counted; the defendant's days are counted again."""
    order = order_for(request, reference, "order.serve")
    attempt = ServiceAttempt.objects.filter(order=order, pk=pk).first()
    if attempt is None:
        raise Hidden

    def act(_: Order, typed: Any) -> Any:
        data = dict(typed.cleaned_data)
        seen = data.pop("version") or attempt.version
        return serving.correct_service(actor=request.user, attempt=attempt, expected=seen, **data)

    shown = attempt.effective_on if attempt.shown_otherwise else None
    return _step(
        request,
        reference,
        "order.serve",
        forms.CorrectServiceForm,
        "Correct the service",
        act,
        "Corrected. The dates that hang on it were counted again.",
        initial={
            "method": attempt.method,
            "sent_at": attempt.sent_at,
            "shown_on": shown,
            "shown_why": attempt.shown_why,
            "version": attempt.version,
        },
    )


@page("notification.record")
def notify(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a notification."""
    order = order_for(request, reference, "notification.record")
    waiting = [duty.trigger for duty in order.duties.filter(state__in=(flow.PENDING, flow.OVERDUE))]
    return _step(
        request,
        reference,
        "notification.record",
        forms.NotificationForm,
        "Record a notification",
        lambda order, typed: notifying.record_notification(actor=request.user, order=order, **typed.values()),
        "Notification recorded.",
        triggers=waiting,
    )


@page("notification.record")
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """The defendant used another name or moved."""
    return _step(
        request,
        reference,
        "notification.record",
        forms.ChangeForm,
        "A name or address changed",
        lambda order, typed: notifying.open_change(actor=request.user, order=order, **typed.cleaned_data),
        "The three days are counted; the date is shown below with its reasons.",
    )


@page("order.pnc")
def pnc(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the PNC entry."""
    return _step(
        request,
        reference,
        "order.pnc",
        forms.PncForm,
        "Record the PNC entry",
        lambda order, typed: following.record_pnc(actor=request.user, order=order, **typed.cleaned_data),
        "PNC entry recorded.",
    )


@page("order.victim")
def victim(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the victim was told."""
    return _step(
        request,
        reference,
        "order.victim",
        forms.VictimToldForm,
        "Record that the victim was told",
        lambda order, typed: following.tell_victim(actor=request.user, order=order, **typed.cleaned_data),
        "Recorded.",
    )


@page("notification.record")
def renewal(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide whether the order is renewed or let lapse."""
    return _step(
        request,
        reference,
        "notification.record",
        forms.RenewalForm,
        "Decide on renewal",
        lambda order, typed: following.decide_renewal(actor=request.user, order=order, **typed.cleaned_data),
        "The decision is recorded.",
    )


@page("notification.record")
def register_ended(request: HttpRequest, reference: str) -> HttpResponse:
    """The sex-offender register ended: the duty to notify begins."""
    return _step(
        request,
        reference,
        "notification.record",
        forms.RegisterEndedForm,
        "The register ended",
        lambda order, typed: end_register(actor=request.user, order=order, **typed.cleaned_data),
        "The three days are counted; the date is shown below with its reasons.",
    )


@page("notification.record")
def no_offence(request: HttpRequest, reference: str) -> HttpResponse:
    """A missed notification was considered and no offence is pursued."""
    order = order_for(request, reference, "notification.record")
    missed = order.duties.filter(state__in=(flow.OVERDUE, flow.MET_LATE)).order_by("due_on", "pk").first()

    def act(_: Order, typed: Any) -> Any:
        if missed is None:
            raise GuardFailed("No notification was missed under this order.")
        return notifying.no_offence(actor=request.user, duty=missed, **typed.cleaned_data)

    return _step(request, reference, "notification.record", forms.NoOffenceForm, "No offence is pursued", act, "The decision is recorded.")


@page("order.view")
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The orders of one case."""
    seen = open_case(request, reference, "order.view")
    now = timezone.now()
    rows = [
        {"order": order, "standing": selectors.standing_now(order, now), "service": selectors.service_words(order, now)}
        for order in selectors.orders_for(request.user)
        .filter(case=seen.case)
        .select_related("defendant", "main_application")
        .order_by("-made_at", "-pk")
    ]
    context = {"seen": seen, "here": "orders", "rows": rows, "end_words": selectors.end_words}
    return render(request, "orders/of_case.html", context)


@page("card.look")
def card(request: HttpRequest) -> HttpResponse:
    """The enforcement card. Asked by POST, so that no name stands in an address; each look is logged."""
    found: list[cards.Card] | None = None
    form = forms.CardForm(request.POST) if request.method == "POST" else forms.CardForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = cards.cards(
            reference=data["reference"],
            family_name=data["family_name"],
            given_names=data["given_names"],
            born=data["date_of_birth"],
        )
        viewed(
            "LOOK",
            actor=request.user,
            action="card.look",
            object_type="order",
            ids=[each.order.pk for each in found],
            term=digest("|".join(str(data[name] or "").lower() for name in ("reference", "family_name", "given_names", "date_of_birth"))),
        )
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "card/card.html", {"form": form, "cards": found, "may_report": can(request.user, "breach.report")}, status=status
    )
