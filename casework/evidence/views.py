"""Pages of searches, exhibits and their ledgers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can
from casework.errors import GuardFailed, Hidden
from casework.evidence import flow, ledger, rules, selectors
from casework.evidence.forms import EventForm, SearchForm, SeizeForm
from casework.evidence.models import Exhibit, ExhibitFlag, LedgerEvent
from casework.evidence.services import CLOSING, decide_search, handle, initials_in, seize
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.rows import one_more
from casework.pages.views import form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case

FILTERS = [("", "Any"), ("waiting", "Not booked in yet"), *flow.CHOICES]


@page("exhibit.list")
def evidence_list(request: HttpRequest) -> HttpResponse:
    """Exhibits of the cases that the person reaches, newest seizure first."""
    text, standing = request.GET.get("q", "").strip(), request.GET.get("standing", "")
    mine = request.GET.get("mine", "") == "yes"
    rows = paginate(selectors.found(request.user, text, standing, mine), ["-seized_at", "-id"], request)
    listed(request, "exhibit.view", "exhibit", [exhibit.pk for exhibit in rows])
    context = {"rows": rows, "text": text, "standing": standing, "mine": mine, "standings": FILTERS}
    return render(request, "evidence/list.html", context)


@page("exhibit.view")
def case_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """The search decision and the exhibits of a case."""
    seen = open_case(request, reference, "exhibit.view")
    rows = paginate(Exhibit.objects.filter(case=seen.case).select_related("holder"), ["seized_at", "id"], request, size=100)
    listed(request, "exhibit.view", "exhibit", [exhibit.pk for exhibit in rows])
    decision = selectors.search_decision(seen.case) if "search.view" in seen.may else None
    return render(request, "evidence/case.html", {"seen": seen, "here": "evidence", "rows": rows, "decision": decision})


@page("search.decide")
def search_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide whether premises are searched."""
    case = case_for(request, reference, "search.decide")
    return form_page(
        request,
        SearchForm,
        lambda form: decide_search(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-detail", args=[reference]),
        message="The decision on search and seizure is saved",
        context=at_case(case, heading="Search and seizure"),
    )


@page("exhibit.seize")
def exhibit_seize(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a seizure, of several items in one go."""
    case = case_for(request, reference, "exhibit.seize")
    taken, producers = selectors.numbers(case)
    following = rules.next_number(initials_in(case, request.user, producers), taken)
    context = at_case(case, heading="Seize exhibits", more="Add another item", intro=f"Your next number here is {following}.")
    more = one_more(request)
    if more is not None:
        return render(request, "components/rows_page.html", context | {"form": SeizeForm(initial=more)})

    def act(form: SeizeForm) -> list[Exhibit]:
        try:
            return seize(actor=request.user, case=case, common=form.common(), items=form.filled())
        except GuardFailed as refusal:
            raise form.placed(refusal) from None

    sees = can(request.user, "exhibit.view", case)
    return form_page(
        request,
        SeizeForm,
        act,
        template="components/rows_page.html",
        done=reverse("case-evidence" if sees else "case-detail", args=[reference]),
        message=lambda made: f"Seized: {', '.join(exhibit.number for exhibit in made)}",
        context=context,
    )


def _exhibit(request: HttpRequest, pk: int, action: str) -> Exhibit:
    """The exhibit, behind its case's predicate: Hidden for unknown and unseen alike."""
    exhibit = Exhibit.objects.select_related("case", "holder", "seized_by", "found_by").filter(pk=pk).first()
    if exhibit is None:
        raise Hidden
    exhibit.case = case_for(request, exhibit.case.reference, action)
    return exhibit


@page("exhibit.view")
def exhibit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One exhibit: what it is, who holds it, its seal, and every hand it passed through."""
    exhibit = _exhibit(request, pk, "exhibit.view")
    events = list(selectors.ledger(exhibit))
    steps: list[dict[str, Any]] = []
    if can(request.user, "exhibit.handle", exhibit.case):
        steps = [_step(exhibit, kind, events) for kind in flow.EVENTS if kind.code not in {"SEIZED", *CLOSING}]
    context = {
        "exhibit": exhibit,
        "events": events,
        "steps": sorted(steps, key=lambda step: bool(step["why_not"])),
        "flags": dict(ExhibitFlag.choices),
        "kinds": dict(flow.CHOICES),
    }
    return render(request, "evidence/exhibit.html", context)


def _step(exhibit: Exhibit, kind: flow.Kind, events: list[LedgerEvent]) -> dict[str, Any]:
    return {
        "text": kind.verb,
        "href": reverse("exhibit-event", args=[exhibit.pk, kind.code.lower().replace("_", "-")]),
        "why_not": rules.closed_because(ledger.standing(reversed(events)), kind),
    }


@page("exhibit.handle")
def exhibit_event(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add an event to the ledger."""
    code = kind.upper().replace("-", "_")
    exhibit = _exhibit(request, pk, "exhibit.handle")
    if code not in flow.BY_CODE or code == "SEIZED" or code in CLOSING:
        raise Hidden
    number = exhibit.ledger.count()
    where = reverse("exhibit-detail", args=[pk])
    return form_page(
        request,
        EventForm,
        lambda form: handle(actor=request.user, exhibit=exhibit, kind=code, **form.event()),
        done=where,
        message=f"{exhibit.number}: {flow.BY_CODE[code].title.lower()}",
        context={
            "heading": flow.BY_CODE[code].verb,
            "caption": f"{exhibit.case.reference}, {exhibit.number}",
            "intro": exhibit.description,
            "crumbs": [(exhibit.case.reference, reverse("case-evidence", args=[exhibit.case.reference])), (exhibit.number, where)],
            "cancel": where,
        },
        initial={"version": number},
        theirs=where,
        kind=code,
        case=exhibit.case,
        sealed=bool(exhibit.seal),
    )
