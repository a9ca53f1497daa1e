"""Protected facts on a case's People page: record one, see one with a reason, end one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from casework.access.facts import add_fact, end_fact, reveal
from casework.cases.models import Case, CaseParty
from casework.errors import Hidden
from casework.pages.guarded import case_for, page
from casework.pages.views import form_page, render
from casework.people.forms import EndFactForm, FactForm, RevealForm
from casework.people.models import ProtectedFact


def _people(reference: str) -> str:
    return f"/cases/{reference}/people/"


def _context(case: Case, heading: str, about: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "caption": f"{case.reference}: {about}",
        "crumbs": [("Cases", "/cases/"), (case.reference, f"/cases/{case.reference}/"), ("People", _people(case.reference)), (heading, "")],
        "cancel": _people(case.reference),
    }


def _fact(case: Case, pk: int) -> tuple[ProtectedFact, str]:
    """The fact of a party of this case, and whose it is in words; Hidden for any other."""
    fact = ProtectedFact.objects.filter(pk=pk, person__parts__case=case).distinct().first()
    if fact is None:
        raise Hidden
    part = CaseParty.objects.filter(case=case, person_id=fact.person_id).order_by("pk")[0]
    return fact, f"{fact.get_kind_display().lower()} of the {part.get_role_display().lower()}"


@sensitive_post_parameters("text")
@page("fact.add")
def fact_add(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Record a protected fact about a party."""
    case = case_for(request, reference, "fact.add")
    part = CaseParty.objects.filter(case=case, person_id=person).select_related("person").order_by("pk").first()
    if part is None:
        raise Hidden
    return form_page(
        request,
        FactForm,
        lambda form: add_fact(actor=request.user, case=case, person=part.person, **form.cleaned_data),
        done=_people(reference),
        message=lambda fact: f"{fact.get_kind_display()} saved. It is shown as “protected” everywhere.",
        context=_context(case, "Record a protected fact", f"{part.get_role_display().lower()}, {part.person.full_name}"),
    )


@never_cache
@sensitive_variables("text")
@page("fact.reveal")
def fact_reveal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show one protected fact, once, for a reason. Asking again needs the reason again."""
    case = case_for(request, reference, "fact.reveal")
    fact, about = _fact(case, pk)
    shown: list[str] = []

    def act(form: RevealForm) -> None:
        shown.append(reveal(request.user, fact, form.cleaned_data["reason"], case=case))

    context = _context(case, "See a protected fact", about) | {
        "intro": "Your name, the time and your reason are recorded before it is shown.",
    }
    response = form_page(request, RevealForm, act, context=context)
    if shown:
        response = render(request, "people/revealed.html", context | {"text": shown[0], "about": about, "back": _people(reference)})
    response["Cache-Control"] = "no-store"
    return response


@page("fact.add")
def fact_end(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a fact has ended."""
    case = case_for(request, reference, "fact.add")
    fact, about = _fact(case, pk)
    return form_page(
        request,
        EndFactForm,
        lambda form: end_fact(actor=request.user, case=case, fact=fact, **form.cleaned_data),
        done=_people(reference),
        message="Saved. It stays on record as an earlier one.",
        context=_context(case, "A fact has ended", about),
    )
