"""Pages of warrants, searches and their register."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can, masked, require
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.spreadsheets import csv_file
from casework.pages.views import form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case
from casework.searches import flow, forms, selectors, services
from casework.searches.models import Search, Warrant


@page("search.view")
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The warrants and searches of a case."""
    seen = open_case(request, reference, "search.view")
    asked, made = selectors.of_case(seen.case)
    listed(request, "search.view", "warrant", [warrant.pk for warrant in asked])
    context = {
        "seen": seen,
        "here": "searches",
        "warrants": asked,
        "searches": made,
        "outline": masked(request.user, "search.view", seen.case),
    }
    return render(request, "searches/case.html", context)


@page("warrant.draft")
def warrant_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin an application for a warrant."""
    case = case_for(request, reference, "warrant.draft")
    return form_page(
        request,
        forms.WarrantForm,
        lambda form: services.draft(actor=request.user, case=case, values=form.cleaned_data, premises=form.premises()),
        done=_at,
        message=lambda made: f"{made.reference} is begun. A supervisor agrees before it goes to the court",
        context=at_case(case, heading="Apply for a search warrant", intro=FOUR),
        case=case,
    )


FOUR = "The court must be satisfied of all four conditions (PHA 1997 s.2B(1); PACE 1984 s.8). A draft may be saved before all are written."


def _at(warrant: Warrant) -> str:
    return reverse("warrant-detail", args=[warrant.reference])


def _warrant(request: HttpRequest, number: str, action: str) -> Warrant:
    """The warrant, behind its case's predicate: Hidden for unknown and unseen alike. Writes the consultation event."""
    warrant = Warrant.objects.select_related("case__unit", "author", "agreed_by", "resubmits").filter(reference=number).first()
    if warrant is None:
        raise Hidden
    require(request.user, action, warrant.case)
    viewed("VIEW", actor=request.user, action=action, object_type="warrant", object_id=warrant.pk, case_id=warrant.case_id)
    return warrant


STEPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("warrant-agree", "Agree to it", "warrant.agree", (flow.DRAFT,)),
    ("warrant-back", "Send it back", "warrant.agree", (flow.DRAFT,)),
    ("warrant-edit", "Go on writing", "warrant.draft", (flow.DRAFT,)),
    ("warrant-apply", "Record that it is applied for", "warrant.draft", (flow.SUPERVISOR_OK,)),
    ("warrant-grant", "Record that it was granted", "warrant.draft", (flow.APPLIED,)),
    ("warrant-refuse", "Record that it was refused", "warrant.draft", (flow.APPLIED,)),
    ("warrant-again", "Apply again", "warrant.draft", (flow.REFUSED,)),
    ("warrant-return", "Record its return", "warrant.draft", (flow.GRANTED, flow.EXECUTED, flow.EXPIRED)),
)


@page("search.view")
def warrant_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One warrant: its conditions, its dates, its searches, and what can be done now."""
    warrant = _warrant(request, number, "search.view")
    done = warrant.returned_on is not None
    steps = [
        {"text": text, "href": reverse(name, args=[number])}
        for name, text, action, states in STEPS
        if warrant.state in states and can(request.user, action, warrant.case) and not (name == "warrant-return" and done)
        if not (name == "warrant-again" and Warrant.objects.filter(resubmits=warrant).exists())
    ]
    context = {
        "warrant": warrant,
        "premises": list(warrant.premises.all()),
        "searches": list(warrant.searches.order_by("started_at")),
        "clocks": selectors.clocks_of(warrant),
        "steps": steps,
        "outline": masked(request.user, "search.view", warrant.case),
        "again": Warrant.objects.filter(resubmits=warrant).first(),
    }
    return render(request, "searches/warrant.html", context)


@page("warrant.draft")
def warrant_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Go on with a draft."""
    warrant = _warrant(request, number, "warrant.draft")

    def act(form: forms.WarrantForm) -> Warrant:
        given = form.cleaned_data
        return services.edit(actor=request.user, warrant=warrant, values=given, premises=form.premises(), expected=given["version"])

    return form_page(
        request,
        forms.WarrantForm,
        act,
        done=_at(warrant),
        message="The draft is saved",
        context=_about(warrant, "Go on with the application", intro=FOUR),
        initial=forms.initial_of(warrant) | {"version": warrant.version},
        case=warrant.case,
    )


@page("warrant.draft")
def warrant_again(request: HttpRequest, number: str) -> HttpResponse:
    """Apply again after a refusal, from what was written before."""
    old = _warrant(request, number, "warrant.draft")
    return form_page(
        request,
        forms.WarrantForm,
        lambda form: services.draft(actor=request.user, case=old.case, values=form.cleaned_data, premises=form.premises(), resubmits=old),
        done=_at,
        message=lambda made: f"{made.reference} is begun",
        context=_about(old, "Apply again", intro=f"The court refused {old.reference}: {old.refused_because}"),
        initial=forms.initial_of(old),
        case=old.case,
    )


def _about(warrant: Warrant, heading: str, **context: Any) -> dict[str, Any]:
    back = (warrant.case.reference, reverse("case-searches", args=[warrant.case.reference]))
    crumbs = [back, (warrant.reference, _at(warrant)), (heading, "")]
    return {
        "heading": heading,
        "caption": f"{warrant.case.reference}, {warrant.reference}",
        "crumbs": crumbs,
        "cancel": _at(warrant),
        **context,
    }


def _step(
    request: HttpRequest,
    number: str,
    action: str,
    form: type[Any],
    act: Callable[[Warrant, Any], Any],
    heading: str,
    message: str,
    label: str = "",
) -> HttpResponse:
    warrant = _warrant(request, number, action)

    class Asked(form):  # type: ignore[misc]
        """The same form with this step's question."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if label:
                self.fields["reason"].label = label

    return form_page(
        request,
        Asked,
        lambda filled: act(warrant, filled.cleaned_data),
        done=_at(warrant),
        message=message,
        context=_about(warrant, heading),
    )


@page("warrant.agree")
def warrant_agree(request: HttpRequest, number: str) -> HttpResponse:
    """A supervisor agrees."""
    return _step(
        request, number, "warrant.agree", forms.AgreeForm, lambda w, _: services.agree(actor=request.user, warrant=w),
        "Agree to the application", "Agreed. The officer can go to the court",
    )  # fmt: skip


@page("warrant.agree")
def warrant_back(request: HttpRequest, number: str) -> HttpResponse:
    """A supervisor sends it back."""
    return _step(
        request, number, "warrant.agree", forms.ReasonForm, lambda w, v: services.send_back(actor=request.user, warrant=w, **v),
        "Send the application back", "Sent back",
    )  # fmt: skip


@page("warrant.draft")
def warrant_apply(request: HttpRequest, number: str) -> HttpResponse:
    """It went to the court."""
    return _step(
        request, number, "warrant.draft", forms.AppliedForm, lambda w, v: services.apply_for(actor=request.user, warrant=w, **v),
        "Record that it is applied for", "Recorded: it is before the court",
    )  # fmt: skip


@page("warrant.draft")
def warrant_grant(request: HttpRequest, number: str) -> HttpResponse:
    """The court granted it."""
    return _step(
        request, number, "warrant.draft", forms.GrantForm, lambda w, v: services.grant(actor=request.user, warrant=w, **v),
        "Record that it was granted", "Recorded. Its last day stands on this page",
    )  # fmt: skip


@page("warrant.draft")
def warrant_refuse(request: HttpRequest, number: str) -> HttpResponse:
    """The court refused it."""
    return _step(
        request, number, "warrant.draft", forms.ReasonForm, lambda w, v: services.refuse(actor=request.user, warrant=w, **v),
        "Record that it was refused", "Recorded. You can apply again", label="What reasons did the court give?",
    )  # fmt: skip


@page("warrant.draft")
def warrant_return(request: HttpRequest, number: str) -> HttpResponse:
    """It went back to the court."""
    executed = Warrant.objects.filter(reference=number, state=flow.EXECUTED).exists()
    form = forms.EndorsedReturnForm if executed else forms.ReturnForm
    serve = services.returned if executed else services.return_unused
    return _step(
        request,
        number,
        "warrant.draft",
        form,
        lambda w, v: serve(actor=request.user, warrant=w, **v),
        "Record its return",
        "Its return is on record",
    )


@page("search.record")
def search_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a search."""
    case = case_for(request, reference, "search.record")

    def act(form: forms.SearchForm) -> Search:
        found = form.cleaned_data.get("exhibits") or ()
        return services.record_search(actor=request.user, case=case, values=form.values(), exhibits=list(found))

    return form_page(
        request,
        forms.SearchForm,
        act,
        done=lambda made: reverse("search-detail", args=[made.pk]),
        message="The search is on record. A supervisor checks it",
        context=at_case(case, heading="Record a search"),
        initial={"officers": [request.user.pk]},
        case=case,
    )


def _search(request: HttpRequest, pk: int, action: str) -> Search:
    about = ("case__unit", "warrant", "authority_by", "recorded_by", "checked_by", "inspector_told")
    search = Search.objects.select_related(*about).filter(pk=pk).first()
    if search is None:
        raise Hidden
    require(request.user, action, search.case)
    viewed("VIEW", actor=request.user, action=action, object_type="search", object_id=search.pk, case_id=search.case_id)
    return search


def _around(search: Search, heading: str) -> dict[str, Any]:
    back = (search.case.reference, reverse("case-searches", args=[search.case.reference]))
    where = reverse("search-detail", args=[search.pk])
    return {"heading": heading, "caption": search.case.reference, "crumbs": [back, ("Search", where), (heading, "")], "cancel": where}


@page("search.view")
def search_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one search."""
    search = _search(request, pk, "search.view")
    untold = search.power == "PACE_18" and search.authority_at is None and search.inspector_told_at is None
    context = {
        "search": search,
        "line": forms.search_line(search),
        "officers": list(search.officers.order_by("last_name", "pk")),
        "items": list(search.seized.select_related("exhibit").order_by("exhibit__number")),
        "outline": masked(request.user, "search.view", search.case),
        "tells": untold and can(request.user, "search.record", search.case),
        "checks": search.checked_at is None and can(request.user, "search.check", search.case),
        "shows_items": can(request.user, "exhibit.view", search.case),
        "clocks": selectors.clocks_of(search),
    }
    return render(request, "searches/search.html", context)


@page("search.record")
def search_inspector(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an inspector was told."""
    search = _search(request, pk, "search.record")
    return form_page(
        request,
        forms.TellForm,
        lambda form: services.tell_inspector(actor=request.user, search=search, **form.cleaned_data),
        done=reverse("search-detail", args=[pk]),
        message="Recorded: an inspector was told",
        context=_around(search, "Tell an inspector"),
        case=search.case,
    )


@page("search.check")
def search_check(request: HttpRequest, pk: int) -> HttpResponse:
    """A supervisor checks the record."""
    search = _search(request, pk, "search.check")
    return form_page(
        request,
        forms.CheckForm,
        lambda form: services.check_search(actor=request.user, search=search, **form.cleaned_data),
        done=reverse("search-detail", args=[pk]),
        message="The record is checked",
        context=_around(search, "Check the record"),
    )


@page("search.register")
def register(request: HttpRequest) -> HttpResponse:
    """The register: how often the power was considered and used, and each warrant."""
    rows = paginate(selectors.warrants(request.user), ["-drafted_at", "-id"], request)
    listed(request, "search.view", "warrant", [warrant.pk for warrant in rows])
    return render(request, "searches/register.html", {"rows": rows, "figures": selectors.figures(request.user)})


@page("search.register")
def register_file(request: HttpRequest) -> HttpResponse:
    """The register as a file: references, powers, states and dates; no name, no address."""
    lines = list(selectors.register(request.user))
    viewed("EXPORT", actor=request.user, action="search.register", object_type="warrant")
    return csv_file("search-register.csv", selectors.HEADINGS, lines)
