"""Pages about access: who reaches a case by name, restriction, conflicts, break-glass, and the matrix itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from casework.access import breakglass, conflicts, grants
from casework.access.forms import BreakGlassForm, DeclareForm, GiveForm, RecordForm, RestrictForm, ReviewForm, WhyForm
from casework.access.matrix_words import drawn
from casework.access.models import CaseGrant, ConflictOfInterest
from casework.access.predicate import can, holds
from casework.access.scope import ASSIGNED, GRANTED, LISTED
from casework.cases.models import Case
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.views import form_page, render
from casework.staff.models import Role

TITLES = {ASSIGNED: "Work on the case beside its owner", GRANTED: "Read the file by name", LISTED: "On the named list"}


def _crumbs(case: Case, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Cases", "/cases/"), (case.reference, f"/cases/{case.reference}/"), *more]


def _who(case: Case) -> tuple[str, str]:
    return ("Who can see it", reverse("case-access", args=[case.reference]))


@page("access.view")
def case_access(request: HttpRequest, reference: str) -> HttpResponse:
    """Who reaches the case by name, until when and why; conflicts; whether it is restricted."""
    case = case_for(request, reference, "access.view")
    given = grants.live(case).select_related("user", "granted_by", "permission").order_by("permission__codename", "user__last_name", "pk")
    against = ConflictOfInterest.objects.filter(case=case, ended_at__isnull=True).select_related("user").order_by("pk")
    keeps = {codename: can(request.user, action, case) for codename, action in grants.ACTION.items()}
    return render(
        request,
        "access/case.html",
        {
            "case": case,
            "crumbs": _crumbs(case, ("Who can see it", "")),
            "groups": [
                (TITLES[codename], keeps[codename], [row for row in given if row.permission.codename == codename])
                for codename in (LISTED, ASSIGNED, GRANTED)
                if codename != LISTED or case.restricted
            ],
            "conflicts": against,
            "gives": any(keeps.values()),
            "restricts": can(request.user, "case.restrict", case),
            "records": can(request.user, "conflict.keep", case),
        },
    )


@page("access.view")
def give(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a colleague an exception."""
    case = case_for(request, reference, "access.view")
    return form_page(
        request,
        GiveForm,
        lambda form: grants.give(actor=request.user, case=case, **form.cleaned_data),
        case=case,
        done=reverse("case-access", args=[reference]),
        message=lambda grant: f"{grant.user.display_name} now has access.",
        context={
            "heading": "Give someone access",
            "caption": case.reference,
            "crumbs": _crumbs(case, _who(case), ("Give access", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@page("access.view")
def withdraw(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take an exception back."""
    case = case_for(request, reference, "access.view")
    grant = CaseGrant.objects.select_related("user", "permission", "content_object__owner").filter(pk=pk, content_object=case).first()
    if grant is None:
        raise Hidden
    name = grant.user.display_name
    return form_page(
        request,
        WhyForm,
        lambda form: grants.withdraw(actor=request.user, grant=grant, reason=form.cleaned_data["reason"]),
        done=reverse("case-access", args=[reference]),
        message=f"{name} no longer has this access.",
        context={
            "heading": f"Withdraw access: {name}",
            "caption": f"{case.reference}: {TITLES[grant.permission.codename].lower()}",
            "crumbs": _crumbs(case, _who(case), ("Withdraw access", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@page("case.restrict")
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    """Restrict the case to a named list."""
    case = case_for(request, reference, "case.restrict")
    assert request.user.pk is not None  # `page` lets nobody in who is not signed in
    lost = ", ".join(user.display_name for user in grants.cut_off(case, [request.user.pk]))
    return form_page(
        request,
        RestrictForm,
        lambda form: grants.restrict(actor=request.user, case=case, **form.cleaned_data),
        case=case,
        done=reverse("case-access", args=[reference]),
        message="The case is restricted. Only the people on its list know that it exists.",
        context={
            "heading": "Restrict this case",
            "caption": case.reference,
            "intro": "From now on only the people on its list see that it exists: in lists, search, counts and reminders."
            + (f" These would no longer see it unless you name them below: {lost}." if lost else ""),
            "crumbs": _crumbs(case, _who(case), ("Restrict", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@page("case.restrict")
def unrestrict(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a restricted case again."""
    case = case_for(request, reference, "case.restrict")
    return form_page(
        request,
        WhyForm,
        lambda form: grants.unrestrict(actor=request.user, case=case, reason=form.cleaned_data["reason"]),
        done=reverse("case-access", args=[reference]),
        message="The case is no longer restricted.",
        context={
            "heading": "End the restriction",
            "caption": case.reference,
            "intro": "The case will again be seen by everyone whose role and unit give it to them. Its named list ends.",
            "crumbs": _crumbs(case, _who(case), ("End the restriction", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@page("case.view")
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare a conflict of one's own."""
    case = case_for(request, reference, "case.view")
    return form_page(
        request,
        DeclareForm,
        lambda form: conflicts.declare(actor=request.user, case=case, **form.cleaned_data),
        case=case,
        done="/",
        message="The conflict is recorded. You no longer reach this case; its supervisor has been told.",
        context={
            "heading": "Declare a conflict of interest",
            "caption": case.reference,
            "intro": "For example: you know one of the people privately, or you are one of them. From then on the case does not exist "
            "for you. Only a supervisor or professional standards can end it.",
            "crumbs": _crumbs(case, ("Declare a conflict", "")),
            "cancel": f"/cases/{reference}/",
        },
    )


@page("conflict.keep")
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a colleague's conflict."""
    case = case_for(request, reference, "conflict.keep")
    return form_page(
        request,
        RecordForm,
        lambda form: conflicts.record(actor=request.user, case=case, **form.cleaned_data),
        case=case,
        done=reverse("case-access", args=[reference]),
        message=lambda conflict: f"The conflict is recorded. {conflict.user.display_name} no longer reaches the case.",
        context={
            "heading": "Record a colleague's conflict of interest",
            "caption": case.reference,
            "crumbs": _crumbs(case, _who(case), ("Record a conflict", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@page("conflict.keep")
def end_conflict(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """End a colleague's conflict."""
    case = case_for(request, reference, "conflict.keep")
    conflict = ConflictOfInterest.objects.select_related("user").filter(pk=pk, case=case).first()
    if conflict is None:
        raise Hidden
    return form_page(
        request,
        WhyForm,
        lambda form: conflicts.end(actor=request.user, conflict=conflict, reason=form.cleaned_data["reason"]),
        done=reverse("case-access", args=[reference]),
        message="The conflict has ended.",
        context={
            "heading": f"End the conflict of {conflict.user.display_name}",
            "caption": case.reference,
            "crumbs": _crumbs(case, _who(case), ("End a conflict", "")),
            "cancel": reverse("case-access", args=[reference]),
        },
    )


@never_cache
@page("breakglass.page")
def break_glass(request: HttpRequest) -> HttpResponse:
    """The emergency form for those who may use it, the uses that wait for review for those who review."""
    uses = holds(request.user, "breakglass.use")
    waiting = breakglass.waiting(request.user) if holds(request.user, "breakglass.review") else []
    listed(request, "breakglass.page", "breakglass", [glass.pk for glass in waiting])
    context = {
        "uses": uses,
        "own": [(glass, breakglass.is_open(glass)) for glass in breakglass.own(request.user)],
        "reviews": holds(request.user, "breakglass.review"),
        "waiting": waiting,
    }
    return form_page(
        request,
        BreakGlassForm,
        lambda form: breakglass.open_case(actor=request.user, **form.cleaned_data),
        template="access/break_glass.html",
        done=lambda glass: f"/cases/{glass.case.reference}/",
        message="The case is open to you for 60 minutes, for reading. Professional standards have been told.",
        context=context,
    )


@page("breakglass.review")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Professional standards review one use."""
    glass = next((each for each in breakglass.waiting(request.user) if each.pk == pk), None)
    if glass is None:
        raise Hidden
    return form_page(
        request,
        ReviewForm,
        lambda form: breakglass.review(actor=request.user, glass=glass, **form.cleaned_data),
        template="access/review.html",
        done=reverse("break-glass"),
        message="The review is saved.",
        context={"glass": glass},
    )


@page("permissions.view")
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what: the matrix, as the program reads it."""
    return render(request, "access/permissions.html", {"groups": drawn(), "roles": Role.choices})
