"""Pages of what is kept, held, let go and asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can, require
from casework.access.role_tasks import has_task
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.evidence.models import Exhibit
from casework.keeping import flow, forms, rules, selectors, services
from casework.keeping.models import ExhibitHold, PropertyRequest, Release, To
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.reports.views import at_case
from casework.staff.models import Role

_AROUND = ("case__unit", "case__force")


def _found(request: HttpRequest, model: Any, pk: int, action: str, *more: str) -> Any:
    """The record, behind its case's predicate: Hidden for unknown and unseen alike. Writes the consultation event."""
    record = model.objects.select_related(*_AROUND, *more).filter(pk=pk).first()
    if record is None:
        raise Hidden
    require(request.user, action, record.case)
    kind = model._meta.model_name
    viewed("VIEW", actor=request.user, action=action, object_type=kind, object_id=pk, case_id=record.case_id)
    return record


def _at(exhibit: Exhibit, heading: str) -> dict[str, Any]:
    where = reverse("keeping", args=[exhibit.pk])
    return {
        "heading": heading,
        "caption": f"{exhibit.case.reference}, {exhibit.number}",
        "intro": exhibit.description,
        "crumbs": [(exhibit.number, reverse("exhibit-detail", args=[exhibit.pk])), ("Keeping it", where), (heading, "")],
        "cancel": where,
    }


@page("exhibit.view")
def keeping(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the item is kept, what stands in the way of its going, and how it went."""
    exhibit = _found(request, Exhibit, pk, "exhibit.view")
    facts = selectors.facts_of(exhibit)
    releases = list(selectors.releases(exhibit))
    live = next((each for each in releases if each.state in flow.RELEASE_LIVE), None)
    may = {name: can(request.user, name, exhibit.case) for name in _ACTIONS}
    context = {
        "exhibit": exhibit,
        "plan": selectors.plan_of(exhibit),
        "reviews": list(selectors.reviews(exhibit)),
        "holds": list(selectors.standing_holds(exhibit)),
        "releases": releases,
        "live": live,
        "facts": facts,
        "at_once": has_task(exhibit.case, Role.EXHIBITS, services.AT_ONCE, subject=exhibit),
        "against_return": rules.blockers(Release.Kind.RETURN, facts),
        "against_disposal": rules.blockers(Release.Kind.DISPOSE, facts),
        "may": may,
    }
    return render(request, "keeping/exhibit.html", context)


_ACTIONS = ("retention.review", "release.hold", "release.ask", "release.authorise", "release.carry")


@page("retention.review")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Review whether an item is still kept."""
    exhibit = _found(request, Exhibit, pk, "retention.review")
    return form_page(
        request,
        forms.ReviewForm,
        lambda form: services.review(actor=request.user, exhibit=exhibit, **form.values()),
        done=_home(request, exhibit),
        message=f"{exhibit.number}: the review is saved",
        context=_at(exhibit, "Review whether it is still kept"),
    )


def _home(request: HttpRequest, exhibit: Exhibit) -> str:
    """Where a person goes after a step: the exhibit's page where they may read it."""
    if can(request.user, "exhibit.view", exhibit.case):
        return reverse("keeping", args=[exhibit.pk])
    return reverse("case-detail", args=[exhibit.case.reference])


@page("release.hold")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Place a hold."""
    exhibit = _found(request, Exhibit, pk, "release.hold")
    return form_page(
        request,
        forms.HoldForm,
        lambda form: services.hold(actor=request.user, exhibit=exhibit, **form.cleaned_data),
        done=_home(request, exhibit),
        message=f"{exhibit.number}: the hold stands",
        context=_at(exhibit, "Place a hold"),
    )


@page("release.hold")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold."""
    held: ExhibitHold = _found(request, ExhibitHold, pk, "release.hold", "exhibit__case")
    return form_page(
        request,
        forms.LiftForm,
        lambda form: services.lift(actor=request.user, held=held, **form.cleaned_data),
        done=_home(request, held.exhibit),
        message=f"{held.exhibit.number}: the hold is lifted",
        context=_at(held.exhibit, "Lift a hold") | {"intro": f"{held.get_kind_display()}: {held.reason}"},
    )


@page("release.ask")
def release_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that an item be returned or disposed of."""
    exhibit = _found(request, Exhibit, pk, "release.ask")
    return form_page(
        request,
        forms.AskForm,
        lambda form: services.ask_release(actor=request.user, exhibit=exhibit, values=form.cleaned_data),
        done=_home(request, exhibit),
        message=f"{exhibit.number}: a supervisor decides on it now",
        context=_at(exhibit, "Ask to return or dispose of it"),
    )


def _release(request: HttpRequest, pk: int, action: str) -> Release:
    found: Release = _found(request, Release, pk, action, "exhibit__case")
    return found


def _in_words(release: Release) -> str:
    how = release.get_to_display() if release.kind == Release.Kind.RETURN else release.get_method_display()
    return f"{release.get_kind_display()}: {how}. {release.reason}"


@page("release.authorise")
def release_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Authorise or refuse."""
    release = _release(request, pk, "release.authorise")
    return form_page(
        request,
        forms.DecideForm,
        lambda form: services.decide_release(actor=request.user, release=release, **form.values()),
        done=_home(request, release.exhibit),
        message=f"{release.exhibit.number}: the decision is saved",
        context=_at(release.exhibit, "Decide whether it may go") | {"intro": _in_words(release)},
        disposes=release.kind == Release.Kind.DISPOSE,
    )


@page("release.ask")
def release_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a request."""
    release = _release(request, pk, "release.ask")
    return form_page(
        request,
        forms.WithdrawForm,
        lambda form: services.withdraw_release(actor=request.user, release=release, **form.cleaned_data),
        done=_home(request, release.exhibit),
        message=f"{release.exhibit.number}: the request is withdrawn",
        context=_at(release.exhibit, "Withdraw the request") | {"intro": _in_words(release)},
    )


@page("release.carry")
def release_carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the item went."""
    release = _release(request, pk, "release.carry")
    returns = release.kind == Release.Kind.RETURN
    return form_page(
        request,
        forms.CarryForm,
        lambda form: services.carry_out(actor=request.user, release=release, **form.cleaned_data),
        done=_home(request, release.exhibit),
        message=f"{release.exhibit.number}: recorded",
        context=_at(release.exhibit, "Record that it went") | {"intro": _in_words(release)},
        returns=returns,
        to_victim=returns and release.to == To.VICTIM,
    )


@page("exhibit.view")
def property_requests(request: HttpRequest, reference: str) -> HttpResponse:
    """What people asked of what was seized from them in a case."""
    case = case_for(request, reference, "exhibit.view")
    rows = paginate(selectors.requests(case), ["-received_at", "-id"], request)
    listed(request, "exhibit.view", "propertyrequest", [each.pk for each in rows])
    return render(request, "keeping/requests.html", {"case": case, "rows": rows, "may": can(request.user, "property.request", case)})


@page("property.request")
def property_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a request under s.21."""
    case = case_for(request, reference, "property.request")
    return form_page(
        request,
        forms.RequestForm,
        lambda form: services.receive_request(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("property-requests", args=[reference]),
        message="The request is saved",
        context=at_case(case, heading="A request about what was seized"),
    )


@page("property.request")
def property_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request under s.21."""
    found: PropertyRequest = _found(request, PropertyRequest, pk, "property.request")
    return form_page(
        request,
        forms.AnswerForm,
        lambda form: services.answer_request(actor=request.user, request=found, **form.values()),
        done=reverse("property-requests", args=[found.case.reference]),
        message="The answer is saved",
        context=at_case(found.case, heading="Answer a request about what was seized", intro=f"{found.get_kind_display()}: {found.items}"),
    )
