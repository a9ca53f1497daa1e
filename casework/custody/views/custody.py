"""Pages of a case's custody: arrest, interview, the victim's views, release; and everybody who is in custody now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import masked
from casework.audit.record import viewed
from casework.custody import flow, forms, selectors
from casework.custody.models import Arrest
from casework.custody.services import arresting, releasing
from casework.errors import GuardFailed
from casework.pages.dates import ago
from casework.pages.guarded import case_for, listed, page
from casework.pages.rows import one_more
from casework.pages.views import form_page, paginate, render
from casework.people.naming import shown_name
from casework.reports.casepage import open_case
from casework.reports.views import at_case
from casework.safeguarding.request_forms import BailViewsForm
from casework.safeguarding.selectors import bail_views, victims
from casework.safeguarding.services import record_bail_views


@page("custody.list")
def detained(request: HttpRequest) -> HttpResponse:
    """Everybody in custody on a case that the reader may know of, the longest there first."""
    rows = paginate(selectors.detained(request.user), ("arrested_at", "pk"), request)
    listed(request, "custody.list", "arrest", [row.pk for row in rows])
    now = timezone.now()
    shown = {row.pk: (shown_name(row.suspect), ago(row.arrested_at, now)) for row in rows}
    return render(request, "custody/list.html", {"rows": rows, "shown": shown})


@page("custody.view")
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The arrests, interviews, views and bail of one case."""
    seen = open_case(request, reference, "custody.view")
    return render(
        request,
        "custody/of_case.html",
        {
            "seen": seen,
            "here": "custody",
            "arrests": list(selectors.arrests(seen.case)),
            "interviews": list(selectors.interviews(seen.case)),
            "bails": list(selectors.bails(seen.case)),
            "views": list(bail_views(seen.case)) if "contact.view" in seen.may else [],
            "closed_log": masked(request.user, "contact.view", seen.case),
            "outline": masked(request.user, "custody.view", seen.case),
        },
    )


@page("custody.update")
def arrest(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an arrest."""
    case = case_for(request, reference, "custody.update")
    return form_page(
        request,
        forms.ArrestForm,
        lambda form: arresting.record_arrest(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-custody", args=[reference]),
        message=lambda made: f"{made.reference} recorded. Risk is assessed again before the release.",
        context=at_case(case, heading="Record an arrest"),
        case=case,
    )


@page("custody.update")
def interview(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an interview under caution, in custody or by appointment."""
    case = case_for(request, reference, "custody.update")

    def act(form: forms.InterviewForm) -> Any:
        values = dict(form.cleaned_data)
        suspect = values.pop("suspect")
        inside = Arrest.objects.filter(case=case, suspect=suspect, state=flow.DETAINED).first()
        return arresting.record_interview(actor=request.user, case=case, suspect=suspect, values=values, arrest=inside)

    return form_page(
        request,
        forms.InterviewForm,
        act,
        done=reverse("case-custody", args=[reference]),
        message="The interview is recorded",
        context=at_case(case, heading="Record an interview", intro="Of a suspect in custody, or by appointment."),
        case=case,
    )


@page("contact.record")
def victims_views(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a victim's views before bail is granted or its conditions are changed; they stand in the victim's file too."""
    case = case_for(request, reference, "contact.record")
    return form_page(
        request,
        BailViewsForm,
        lambda form: record_bail_views(actor=request.user, party=form.party, values=form.views_given()),
        done=reverse("case-custody", args=[reference]),
        message="The victim's views are recorded",
        context=at_case(case, heading="The victim's views on bail conditions"),
        victims=list(victims(case)),
    )


@page("custody.update")
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Record how somebody leaves custody."""
    arrest = selectors.arrest_by_reference(request.user, reference, "custody.update")
    case = arrest.case
    viewed("VIEW", actor=request.user, action="custody.update", object_type="arrest", object_id=arrest.pk, case_id=case.pk)
    views = releasing.views_before(case, since=arrest.arrested_at)
    intro = "The victim's views are on record." if views else "Record the victim's views first: bail is refused without them."
    context = at_case(case, heading=f"Release {arrest.reference}", intro=intro, more="Add another condition")
    context["cancel"] = reverse("case-custody", args=[case.reference])
    more = one_more(request, forms.ReleaseForm)
    if more is not None:
        return render(request, "components/rows_page.html", context | {"form": forms.ReleaseForm(initial=more)})

    def act(form: forms.ReleaseForm) -> Any:
        try:
            return _release(request.user, arrest, form)
        except GuardFailed as refusal:
            raise form.placed(refusal) from None

    return form_page(
        request,
        forms.ReleaseForm,
        act,
        template="components/rows_page.html",
        done=reverse("case-custody", args=[case.reference]),
        message="The release is recorded",
        context=context,
    )


def _release(user: Any, arrest: Arrest, form: forms.ReleaseForm) -> Any:
    data = form.cleaned_data
    shared = {"actor": user, "arrest": arrest, "reason": data["reason"], "at": data["at"]}
    match data["kind"]:
        case "BAIL":
            return releasing.release_on_bail(
                conditions=form.filled(),
                attend_at=data["attend_at"],
                attend_place=data["attend_place"],
                purpose=data["purpose"] or "INVESTIGATION",
                **shared,
            )
        case "RUI":
            return releasing.release_under_investigation(ends_on=data["ends_on"], **shared)
        case "NO_ACTION":
            return releasing.release_without_action(**shared)
    return releasing.release_charged(kept=data["kind"] == "REMANDED", **shared)
