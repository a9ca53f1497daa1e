"""Papers for the court, as PDF and CSV; labels; and the manifest."""

import json

from django.http import HttpRequest, HttpResponse

from casework.access.predicate import can, masked, require
from casework.audit.record import viewed
from casework.cases.models import Case
from casework.courtpapers import manifest, papers, typeset
from casework.errors import Forbidden, Hidden
from casework.evidence import scanning
from casework.evidence.models import Exhibit
from casework.pages.guarded import case_for, page
from casework.pages.spreadsheets import csv_file
from casework.pages.views import render
from casework.searches.models import Search, Warrant

PAPERS = {
    "exhibit-list": ("Exhibit list", papers.exhibit_list),
    "continuity": ("Continuity schedule", papers.continuity),
    "seized-property": ("Record of seized property", papers.seized_property),
}
FORMS = ("pdf", "csv")
MASKED = "Your role does not see where things were found and from whom, so it does not take this out."


def _case(request: HttpRequest, reference: str, *, unmasked: bool = True) -> Case:
    case = case_for(request, reference, "exhibit.view")
    if unmasked and masked(request.user, "exhibit.view", case):
        raise Forbidden(MASKED, action="exhibit.view", case_id=case.pk)
    return case


@page("exhibit.view")
def court(request: HttpRequest, reference: str) -> HttpResponse:
    """What can be taken out of a case's evidence."""
    case = _case(request, reference, unmasked=False)
    searches = Search.objects.filter(case=case).order_by("started_at", "pk") if can(request.user, "search.view", case) else ()
    warrants = Warrant.objects.filter(case=case).order_by("drafted_at", "pk") if can(request.user, "search.view", case) else ()
    outline = masked(request.user, "exhibit.view", case)
    names = [(key, title) for key, (title, _) in PAPERS.items()]
    context = {"case": case, "papers": names, "warrants": warrants, "searches": searches, "outline": outline}
    return render(request, "courtpapers/court.html", context)


@page("exhibit.view")
def paper(request: HttpRequest, reference: str, name: str, form: str) -> HttpResponse:
    """One paper of a case."""
    if name not in PAPERS or form not in FORMS:
        raise Hidden
    case = _case(request, reference, unmasked=False)
    viewed("EXPORT", actor=request.user, action="exhibit.view", object_type="case", object_id=case.pk, case_id=case.pk)
    return _answer(PAPERS[name][1](case, outline=masked(request.user, "exhibit.view", case)), form)


@page("search.view")
def search_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The record of one search."""
    found = Search.objects.select_related("case__unit", "case__force", "warrant", "authority_by", "checked_by").filter(pk=pk).first()
    if found is None or form not in FORMS:
        raise Hidden
    require(request.user, "search.view", found.case)
    if masked(request.user, "search.view", found.case):
        raise Forbidden(MASKED, action="search.view", case_id=found.case_id)
    viewed("EXPORT", actor=request.user, action="search.view", object_type="search", object_id=pk, case_id=found.case_id)
    return _answer(papers.search_record(found), form)


@page("search.view")
def warrant_paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """The draft of one application for a search warrant."""
    related = ("case__unit", "case__force", "author", "agreed_by", "resubmits")
    found = Warrant.objects.select_related(*related).filter(reference=number).first()
    if found is None or form not in FORMS:
        raise Hidden
    require(request.user, "search.view", found.case)
    if masked(request.user, "search.view", found.case):
        raise Forbidden(MASKED, action="search.view", case_id=found.case_id)
    viewed("EXPORT", actor=request.user, action="search.view", object_type="warrant", object_id=found.pk, case_id=found.case_id)
    return _answer(papers.warrant_application(found), form)


def _answer(made: typeset.Paper, form: str) -> HttpResponse:
    if form == "csv":
        headings, lines = papers.lines_of(made)
        return csv_file(f"{made.name}.csv", headings, lines)
    return _pdf(made.name, typeset.pdf(made))


def _pdf(name: str, body: bytes) -> HttpResponse:
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@page("exhibit.view")
def labels(request: HttpRequest, reference: str) -> HttpResponse:
    """Labels of all exhibits of a case: number, reference and QR code, no name and no address."""
    case = _case(request, reference, unmasked=False)
    viewed("EXPORT", actor=request.user, action="exhibit.view", object_type="case", object_id=case.pk, case_id=case.pk)
    exhibits = Exhibit.objects.filter(case=case).select_related("case").order_by("pk")
    items = [(scanning.label(each), each.number, f"{case.reference}, {each.get_kind_display()}") for each in exhibits]
    return _pdf(f"labels-{case.reference}", typeset.labels(items))


@page("exhibit.view")
def manifest_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The manifest."""
    case = _case(request, reference)
    viewed("EXPORT", actor=request.user, action="exhibit.view", object_type="case", object_id=case.pk, case_id=case.pk)
    answer = HttpResponse(json.dumps(manifest.build(case), indent=1), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="manifest-{case.reference}.json"'
    return answer
