"""The list of cases and the search page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.access.predicate import can
from casework.access.scope import scope
from casework.pages.guarded import listed, page
from casework.pages.views import render
from casework.staff.models import Role
from casework.worklists.caselist.forms import FilterForm
from casework.worklists.caselist.rows import case_rows
from casework.worklists.caselist.search import search
from casework.worklists.caselist.selectors import Filters, page_of


@page("case.list")
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that the reader knows of, by next date; filters and place are in the address."""
    form = FilterForm(request.GET or None)
    filters = Filters.read(form.cleaned_data) if form.is_bound and form.is_valid() else Filters()
    found = page_of(request.user, filters, request)
    listed(request, "case.list", "case", [case.pk for case in found.rows])
    return render(
        request,
        "worklists/cases.html",
        {
            "form": form,
            "page": found,
            "rows": case_rows(request.user, found.rows),
            "filters": filters,
            "reports": can(request.user, "case.create"),
            "files": scope(request.user).roles() == {Role.CPS},
        },
    )


@page("case.list")
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Search by reference, name, or an exact telephone number and the like."""
    asked = request.GET.get("q", "")[:200]
    found = search(request.user, asked) if asked.strip() else None
    rows = case_rows(request.user, found.cases, found.why) if found else []
    return render(
        request,
        "worklists/search.html",
        {"asked": asked, "found": found, "rows": rows, "facts": can(request.user, "fact.reveal")},
    )
