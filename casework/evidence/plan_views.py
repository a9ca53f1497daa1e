"""The page that plans what becomes of the exhibits of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can
from casework.evidence.plan_forms import PlansForm
from casework.evidence.planning import plan_exhibits, standing_plans, waiting
from casework.pages.guarded import case_for, listed, page
from casework.pages.views import form_page
from casework.reports.views import at_case


@page("exhibit.plan")
def exhibit_plans(request: HttpRequest, reference: str) -> HttpResponse:
    """For each exhibit in police hands: is it to be kept, returned or disposed of when the case is closed, and why."""
    case = case_for(request, reference, "exhibit.plan")
    exhibits = waiting(case)
    listed(request, "exhibit.plan", "exhibit", [exhibit.pk for exhibit in exhibits])
    where = "case-closing" if can(request.user, "closing.view", case) else "case-evidence"

    def act(form: PlansForm) -> Any:
        return plan_exhibits(actor=request.user, case=case, plans=form.wanted())  # type: ignore[arg-type]

    return form_page(
        request,
        PlansForm,
        act,
        done=reverse(where, args=[reference]),
        message="The plans are saved",
        context=at_case(
            case,
            heading="What becomes of the exhibits?",
            intro="Return and disposal themselves are recorded in each exhibit's ledger."
            if exhibits
            else "No exhibit of this case is in police hands.",
        ),
        exhibits=exhibits,
        plans=standing_plans(case),
    )
