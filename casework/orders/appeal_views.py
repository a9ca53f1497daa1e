"""Pages of an appeal to the Crown Court (SPA 2019 s.7)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, require, why_not
from casework.applications.models import Application
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.law.rules.appeals import RIGHTS
from casework.law.when import day_of, day_words
from casework.orders import appeal_forms as forms
from casework.orders import appeal_rules, flow, selectors
from casework.orders import services as ordering
from casework.orders.change_views import change_for
from casework.orders.condition_fields import lines_of, lines_of_draft
from casework.orders.models import Appeal
from casework.orders.services.appealing import OURS
from casework.orders.views import order_for
from casework.pages.guarded import page
from casework.pages.views import form_page, render
from casework.policies.selectors import law_for


def _notice(request: HttpRequest, against: Any, decision: str, decided_on: Any, back: str, caption: str) -> HttpResponse:
    """The page on which a notice is recorded, or the decision not to appeal."""
    parties = RIGHTS[decision]
    answer = law_for(against.case.force_id).compute("CC-7", on=decided_on)
    if parties:
        last = f"The last day for the notice is {day_words(day_of(answer.due))}." if answer.due is not None else ""
        intro = f"Decided on {day_words(decided_on)}. {last} That period is recalled and not read in the rules: ask force legal."
    else:
        intro = "Section 7 lists no appeal from a decision under s.5(7) on an interim order. Ask force legal."

    def act(form: forms.NoticeForm) -> Any:
        if form.cleaned_data["step"] == "notice":
            return ordering.lodge_appeal(actor=request.user, against=against, **form.notice())
        return ordering.decide_against_appeal(actor=request.user, subject=against, reason=form.cleaned_data["reason"])

    return form_page(
        request,
        forms.NoticeForm,
        act,
        done=lambda made: reverse("appeal-detail", args=[made.pk]) if made is not None else back,
        message=lambda made: (
            "The notice is recorded. The order is unaffected meanwhile." if made is not None else "The decision is recorded."
        ),
        context={"heading": "Appeal to the Crown Court", "caption": caption, "intro": intro, "cancel": back},
        appellants=list(parties),
        ours=decision in OURS,
    )


@page("order.record")
def on_order(request: HttpRequest, reference: str) -> HttpResponse:
    """An appeal against the making of an order."""
    order = order_for(request, reference, "order.record")
    back = reverse("order-detail", args=[reference])
    decision = appeal_rules.decision_on_order(order)
    return _notice(request, order, decision, order.made_on, back, f"{order.get_type_display()} {reference}")


@page("order.record")
def on_change(request: HttpRequest, reference: str) -> HttpResponse:
    """An appeal against a decision on an application about an order."""
    made = change_for(request, reference, "order.record")
    if made.determined_at is None or made.state not in (flow.GRANTED, flow.REFUSED):
        raise Hidden(case_id=made.case_id)
    back = reverse("change-detail", args=[reference])
    return _notice(
        request, made, appeal_rules.decision_on_change(made), day_of(made.determined_at), back, f"{made.title} {made.order.reference}"
    )


@page("order.record")
def on_application(request: HttpRequest, reference: str) -> HttpResponse:
    """An appeal against the refusal of an order."""
    application = Application.objects.select_related("case__force").filter(reference=reference).first()
    if application is None:
        raise Hidden
    require(request.user, "application.view", application.case)
    require(request.user, "order.record", application.case)
    viewed(
        "VIEW",
        actor=request.user,
        action="order.record",
        object_type="application",
        object_id=application.pk,
        case_id=application.case_id,
    )
    if application.state != "REFUSED":
        raise Hidden(case_id=application.case_id)
    decided_on = day_of(application.determined_at or application.started_at)
    back = reverse("application-detail", args=[reference])
    return _notice(request, application, appeal_rules.decision_on_application(application), decided_on, back, f"Refused: {reference}")


def appeal_for(request: HttpRequest, pk: int, action: str = "order.view") -> Appeal:
    """The appeal; Hidden when unknown or unseen. Logs the look."""
    found = Appeal.objects.select_related("case__force", "order__main_application", "application", "change__order").filter(pk=pk).first()
    if found is None:
        raise Hidden
    require(request.user, "order.view", found.case)
    require(request.user, action, found.case)
    viewed("VIEW", actor=request.user, action=action, object_type="appeal", object_id=found.pk, case_id=found.case_id)
    return found


def _steps(user: Any, appeal: Appeal, *, stayed: bool) -> list[dict[str, str]]:
    offered = []
    if appeal.state == flow.NOTICE_LODGED:
        offered.append(("Record the hearing", "appeal-hearing"))
    if appeal.state == flow.LISTED:
        offered.append(("Record what the Crown Court decided", "appeal-decide"))
    if appeal.state in flow.APPEAL_OPEN:
        if stayed:
            offered.append(("Record that the stay was lifted", "appeal-lift"))
        elif appeal.order is not None and appeal.order.state in flow.LIVE:
            offered.append(("Record a stay of the order", "appeal-stay"))
        offered.append(("Record that it was abandoned", "appeal-abandon"))
    closed = "" if can(user, "order.record", appeal.case) else why_not("order.record")
    return [{"text": text, "href": reverse(name, args=[appeal.pk]), "why_not": closed} for text, name in offered]


@page("order.view")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal: against what, by whom, in time or with an extension, and what came of it."""
    appeal = appeal_for(request, pk)
    stays = list(appeal.stays.all())
    law = law_for(appeal.case.force_id)
    answer = appeal_rules.right(law, decision=appeal.decision, appellant=appeal.appellant, decided_on=appeal.decided_on)
    steps = _steps(request.user, appeal, stayed=any(each.until_at is None for each in stays))
    return render(request, "appeals/detail.html", {"appeal": appeal, "stays": stays, "answer": answer, "steps": steps})


def _step(
    request: HttpRequest, pk: int, form: type, heading: str, act: Callable[[Appeal, Any], Any], message: str = "Recorded.", **more: Any
) -> HttpResponse:
    appeal = appeal_for(request, pk, "order.record")
    back = reverse("appeal-detail", args=[pk])
    return form_page(
        request,
        form,
        lambda typed: act(appeal, typed),
        done=back,
        message=message,
        context={"heading": heading, "caption": "Appeal to the Crown Court", "cancel": back, **more.pop("context", {})},
        **more,
    )


@page("order.record")
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """The Crown Court has listed it."""
    return _step(
        request,
        pk,
        forms.ListForm,
        "Record the hearing",
        lambda appeal, typed: ordering.list_appeal(actor=request.user, appeal=appeal, **typed.cleaned_data),
    )


@page("order.record")
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """A court stayed the order."""
    return _step(
        request,
        pk,
        forms.StayForm,
        "Record a stay of the order",
        lambda appeal, typed: ordering.record_stay(actor=request.user, appeal=appeal, **typed.cleaned_data),
        "The stay is recorded: the order does not bind until it ends.",
        context={"intro": "An appeal does not stop the order by itself. Record a stay only where a court ordered one."},
    )


@page("order.record")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """The stay was lifted."""
    return _step(
        request,
        pk,
        forms.LiftForm,
        "Record that the stay was lifted",
        lambda appeal, typed: ordering.lift_stay(actor=request.user, appeal=appeal, **typed.cleaned_data),
        "The order binds again.",
    )


@page("order.record")
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """The appellant gave it up."""
    return _step(
        request,
        pk,
        forms.AbandonForm,
        "Record that it was abandoned",
        lambda appeal, typed: ordering.abandon_appeal(actor=request.user, appeal=appeal, **typed.cleaned_data),
    )


@page("order.record")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What the Crown Court decided."""
    appeal = appeal_for(request, pk, "order.record")
    if appeal.order is not None:
        lines = lines_of(selectors.version_at(appeal.order, timezone.now()))
    else:
        lines = lines_of_draft(list(appeal.application.conditions.all())) if appeal.application is not None else []
    order = appeal.order
    initial: dict[str, Any] = {}
    if order is not None:
        initial = {"fixed": "yes" if order.fixed_period else "no", "end": order.end_date}
    if appeal.hearing_at is not None and appeal.hearing_at <= timezone.now():
        initial["at"] = appeal.hearing_at
    return _step(
        request,
        pk,
        forms.DecideForm,
        "Record what the Crown Court decided",
        lambda appeal, typed: ordering.decide_appeal(actor=request.user, appeal=appeal, **typed.values()),
        "The decision is recorded.",
        template="changes/granted.html",
        initial=initial,
        lines=lines,
    )
