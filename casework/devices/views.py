"""Pages of devices and of what is seized to sift."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can, masked, require
from casework.audit.record import viewed
from casework.devices import forms, rules, selectors, services
from casework.errors import GuardFailed, Hidden
from casework.evidence.models import Exhibit, Power
from casework.pages.guarded import page
from casework.pages.views import form_page, render


def _exhibit(request: HttpRequest, pk: int, action: str) -> Exhibit:
    """The exhibit, behind its case's predicate: Hidden for unknown and unseen alike. Writes the consultation event."""
    exhibit = Exhibit.objects.select_related("case__unit", "case__force").filter(pk=pk).first()
    if exhibit is None:
        raise Hidden
    require(request.user, action, exhibit.case)
    viewed("VIEW", actor=request.user, action=action, object_type="exhibit", object_id=pk, case_id=exhibit.case_id)
    return exhibit


@page("exhibit.view")
def device(request: HttpRequest, pk: int) -> HttpResponse:
    """What is recorded of a device: the suspect's or the victim's path, and what is seized to sift."""
    exhibit = _exhibit(request, pk, "exhibit.view")
    context = {
        "exhibit": exhibit,
        "by_agreement": rules.by_agreement(exhibit.power),
        "to_sift": exhibit.power == Power.CJPA_50,
        "strategy": selectors.strategy(exhibit),
        "agreement": selectors.agreement(exhibit),
        "sift": selectors.sift(exhibit),
        "records": can(request.user, "device.record", exhibit.case),
        "allows": can(request.user, "device.whole", exhibit.case),
        "masked": masked(request.user, "exhibit.view", exhibit.case),
    }
    return render(request, "devices/device.html", context)


def _step(request: HttpRequest, exhibit: Exhibit, form: type, act: Callable[[Any], Any], heading: str, *, intro: str = "") -> HttpResponse:
    sees = can(request.user, "exhibit.view", exhibit.case)
    where = reverse("device", args=[exhibit.pk]) if sees else reverse("case-detail", args=[exhibit.case.reference])
    context = {
        "heading": heading,
        "caption": f"{exhibit.case.reference}, {exhibit.number}",
        "intro": intro or exhibit.description,
        "crumbs": [(exhibit.number, reverse("exhibit-detail", args=[exhibit.pk])), ("The device", where), (heading, "")],
        "cancel": where,
    }
    return form_page(request, form, act, done=where, message=f"{exhibit.number}: saved", context=context)


@page("device.record")
def strategy(request: HttpRequest, pk: int) -> HttpResponse:
    """The suspect's device."""
    exhibit = _exhibit(request, pk, "device.record")

    def act(form: Any) -> Any:
        return services.record_strategy(actor=request.user, exhibit=exhibit, values=form.cleaned_data)

    return _step(request, exhibit, forms.StrategyForm, act, "Strategy for the suspect's device")


@page("device.record")
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice about a victim's or witness's device."""
    exhibit = _exhibit(request, pk, "device.record")

    def act(form: Any) -> Any:
        return services.give_notice(actor=request.user, exhibit=exhibit, values=form.cleaned_data)

    return _step(request, exhibit, forms.NoticeForm, act, "Notice about the device")


def _agreement(request: HttpRequest, pk: int, action: str) -> tuple[Exhibit, Any]:
    exhibit = _exhibit(request, pk, action)
    return exhibit, selectors.agreement(exhibit)


def _needed(record: Any) -> Any:
    """The record that a step builds on; without it the step is refused in words."""
    if record is None:
        raise GuardFailed("Record the notice first")
    return record


@page("device.record")
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Who agreed."""
    exhibit, found = _agreement(request, pk, "device.record")

    def act(form: Any) -> Any:
        return services.agree(actor=request.user, agreement=_needed(found), values=form.cleaned_data)

    return _step(request, exhibit, forms.AgreeForm, act, "Agreement about the device")


@page("device.record")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The user refuses or withdraws."""
    exhibit, found = _agreement(request, pk, "device.record")

    def act(form: Any) -> Any:
        return services.end_agreement(actor=request.user, agreement=_needed(found), **form.cleaned_data)

    return _step(request, exhibit, forms.EndForm, act, "The user refuses or withdraws")


@page("device.whole")
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the whole device."""
    exhibit, found = _agreement(request, pk, "device.whole")

    def act(form: Any) -> Any:
        return services.allow_whole(actor=request.user, agreement=_needed(found), **form.cleaned_data)

    return _step(request, exhibit, forms.WholeForm, act, "Taking the whole device")


@page("device.record")
def sift(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of what was seized to sift."""
    exhibit = _exhibit(request, pk, "device.record")

    def act(form: Any) -> Any:
        return services.notify_sift(actor=request.user, exhibit=exhibit, values=form.cleaned_data)

    return _step(request, exhibit, forms.SiftForm, act, "Seized to sift: the notice")


@page("device.record")
def sift_examine(request: HttpRequest, pk: int) -> HttpResponse:
    """The first examination of what was seized to sift."""
    exhibit = _exhibit(request, pk, "device.record")
    found = selectors.sift(exhibit)

    def act(form: Any) -> Any:
        return services.examine_sift(actor=request.user, sift=_needed(found), values=form.cleaned_data)

    return _step(request, exhibit, forms.ExamineForm, act, "Seized to sift: the first examination")
