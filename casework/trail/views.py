"""Pages over the audit trail. Reading it is itself in the trail."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework.access.predicate import can
from casework.audit import heads
from casework.audit.models import TrailEvent
from casework.audit.record import viewed
from casework.audit.state import sealing
from casework.pages.guarded import page
from casework.pages.views import Page, paginate, render
from casework.trail import selectors
from casework.trail.forms import FilterForm, FindForm
from casework.trail.words import lines, record_name


def _page(
    request: HttpRequest, events: QuerySet[TrailEvent], form: FilterForm, *, action: str, kind: str, pk: int
) -> tuple[Page, list[Any]]:
    """One page of events in words; writes what was read into the trail first."""
    found = paginate(events.filter(form.condition()), selectors.ORDER, request)
    shown = [[event.kind, event.pk] for event in found.rows]
    viewed("TRAIL", actor=request.user, action=action, object_type=kind, object_id=pk, case_id=pk if kind == "case" else None, events=shown)
    return found, lines(request.user, found.rows, trails=can(request.user, "audit.view"))


def _filters(request: HttpRequest) -> FilterForm:
    return FilterForm(request.GET if {"what", "since", "until"} & request.GET.keys() else None)


@page("audit.own")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own actions; for professional standards also the way to others' trails."""
    find, people = None, None
    if can(request.user, "audit.view"):
        asked = request.GET.get("q", "").strip()
        find = FindForm(request.GET if "q" in request.GET else None)
        if asked and find.is_valid():
            if selectors.REFERENCE.match(asked):
                record = selectors.by_reference(request.user, asked)
                if record:
                    return HttpResponseRedirect(reverse("audit-record", args=record))
                find.add_error("q", "No record with this reference that you may see. Check the letters and the number")
            else:
                people = paginate(selectors.find_people(request.user, asked), ("last_name", "first_name", "id"), request)
                viewed("SEARCH", actor=request.user, action="audit.view", object_type="user", ids=[user.pk for user in people.rows])
    form = _filters(request)
    # The summary on top tells what is to be mended in either form.
    shown = find if find is not None and find.is_bound else form
    context: dict[str, Any] = {"form": shown, "find": find, "filters_form": form, "people": people, "asked": request.GET.get("q", "")}
    if people is None:
        found, told = _page(request, selectors.own(request.user), form, action="audit.own", kind="user", pk=request.user.pk)
        context |= {"page": found, "lines": told}
    return render(request, "trail/index.html", context | {"sees_seals": can(request.user, "audit.seal")})


@page("audit.view")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's whole trail."""
    subject = selectors.person(request.user, pk)
    form = _filters(request)
    events = selectors.of_person(subject, sign_ins=form.data.get("what") == "signins")
    found, told = _page(request, events, form, action="audit.view", kind="user", pk=subject.pk)
    return render(request, "trail/person.html", {"subject": subject, "form": form, "page": found, "lines": told})


@page("audit.view")
@require_safe
def record(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One record's whole trail."""
    subject, case = selectors.record(request.user, kind, pk)
    form = _filters(request)
    found, told = _page(request, selectors.of_record(kind, pk), form, action="audit.view", kind=kind, pk=pk)
    name = f"{record_name(type(subject))} {getattr(subject, 'reference', '') or 'on ' + case.reference}"
    context = {"subject": subject, "case": case, "name": name, "whole": reverse("audit-record", args=["case", case.pk])}
    return render(request, "trail/record.html", context | {"form": form, "page": found, "lines": told, "is_case": subject == case})


@page("audit.seal")
@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """How far the trail is sealed, and whether the seals have been copied out."""
    with connection.cursor() as cursor:
        state = sealing(cursor)
    exported = [(name, body) for name, body in heads.exported()][-5:]
    viewed("VIEW", actor=request.user, action="audit.seal", object_type="auditseal")
    return render(request, "trail/seal.html", {"state": state, "exported": exported[::-1]})
