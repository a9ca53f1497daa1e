"""Pages of the report, the case and the chronology. Every write goes through a service."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.facts import facts_shown
from casework.cases.models import Case, PartyRole, Transition
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.people.matching import alias_names
from casework.reports import rhythm, selectors
from casework.reports.behaviours import SHORT, words_of
from casework.reports.casepage import open_case, readable_events
from casework.reports.crimes import record_crime
from casework.reports.forms import AllocateForm, CrimeForm, IncidentForm, StartForm
from casework.reports.incidents import FIELDS, add_incident, update_incident
from casework.reports.models import Act, CrimeRecord, Impact, Incident
from casework.reports.services import allocate, start_investigation

PLACE = ("means", "place_kind", "source")


def at_case(case: Case, **context: Any) -> dict[str, Any]:
    """What a form page about a case shows around its form."""
    back = reverse("case-detail", args=[case.reference])
    return {"caption": case.reference, "crumbs": [(case.reference, back)], "cancel": back, **context}


@page("case.open")
def case_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The case: next date, tasks, what can be done now, timeline. Managers and prosecutors see the outline only."""
    seen = open_case(request, reference, "case.open")
    if "case.view" not in seen.may:
        return render(request, "cases/brief.html", {"seen": seen, "dates": "case.brief" in seen.may})
    return render(request, "cases/summary.html", {"seen": seen, "here": "summary"})


@page("case.view")
def case_people(request: HttpRequest, reference: str) -> HttpResponse:
    """The people of the case by role."""
    seen = open_case(request, reference)
    # Even that a fact exists, and of what kind, is only for those who may see the victim's needs or reveal facts.
    shown = facts_shown(request.user, seen.case) if seen.may & {"victim.view", "fact.reveal"} else None
    context = {
        "seen": seen,
        "here": "people",
        "roles": PartyRole.choices,
        "shown": shown,
        "aliases": {} if seen.masked else alias_names([part.person_id for parts in seen.people.values() for part in parts]),
        "merges": selectors.standing_merges(seen.case) if "person.merge" in seen.may else {},
        "first": selectors.first_report(seen.case) if "victim.view" in seen.may else None,
    }
    return render(request, "cases/people.html", context)


@page("case.view")
def case_history(request: HttpRequest, reference: str) -> HttpResponse:
    """The case's own moves, with who and why; and the whole timeline, as far as its reader may read it."""
    seen = open_case(request, reference)
    moves = Transition.objects.filter(case=seen.case, machine="case").select_related("actor")
    rows = paginate(moves, ["-at", "-id"], request)
    events = paginate(readable_events(seen).select_related("actor"), ["-occurred_at", "-id"], request)
    return render(request, "cases/history.html", {"seen": seen, "here": "history", "rows": rows, "events": events})


@page("crime.record")
def case_crime(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the crime, or why there is none."""
    case = case_for(request, reference, "crime.record")
    current = list(CrimeRecord.objects.filter(case=case, replaced_at__isnull=True).order_by("-principal", "pk"))
    principal = next((record for record in current if record.principal), None)
    initial = {
        "offence": principal.offence if principal else "",
        "crime_reference": principal.crime_reference if principal else "",
        "no_crime_reason": principal.no_crime_reason if principal else "",
        "included": [record.offence for record in current if not record.principal],
    }
    return form_page(
        request,
        CrimeForm,
        lambda form: record_crime(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-detail", args=[reference]),
        message="The crime record is saved",
        context=at_case(case, heading="Record the crime"),
        initial=initial,
    )


@page("case.allocate")
def case_allocate(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case to an officer."""
    case = case_for(request, reference, "case.allocate")
    return form_page(
        request,
        AllocateForm,
        lambda form: allocate(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-detail", args=[reference]),
        message=lambda done: f"Allocated to {done.owner}",
        context=at_case(case, heading="Allocate the case"),
        case=case,
    )


@page("case.update")
def case_start(request: HttpRequest, reference: str) -> HttpResponse:
    """Start the investigation."""
    case = case_for(request, reference, "case.update")
    return form_page(
        request,
        StartForm,
        lambda form: start_investigation(actor=request.user, case=case),
        done=reverse("case-detail", args=[reference]),
        message="The investigation has started",
        context=at_case(case, heading="Start the investigation", intro="You take the case up. It shows as under investigation."),
    )


@page("incident.view")
def incident_list(request: HttpRequest, reference: str) -> HttpResponse:
    """The chronology of the course of conduct, newest first, with those incidents of other cases that the person may read."""
    seen = open_case(request, reference, "incident.view")
    rows = paginate(selectors.chronology(request.user, seen.case), ["-occurred_at", "-id"], request)
    listed(request, "incident.view", "incident", [incident.pk for incident in rows])
    moments = selectors.moments(request.user, seen.case)
    stretches = rhythm.columns(moments)
    return render(
        request,
        "cases/incidents.html",
        {
            "seen": seen,
            "here": "incidents",
            "rows": rows,
            "acts": dict(Act.choices),
            "impacts": dict(Impact.choices),
            "behaviour_words": words_of,
            "words": rhythm.in_words(moments, timezone.localdate()),
            "stretches": stretches,
            "drawn": rhythm.drawing(stretches, SHORT),
            "short": SHORT,
        },
    )


@page("incident.add")
def incident_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add what happened. "Save and add another" keeps means, place and source."""
    case = case_for(request, reference, "incident.add")

    def done(incident: Incident) -> str:
        if "another" not in request.POST:
            return reverse("incident-list", args=[reference])
        kept = {name: getattr(incident, name) for name in PLACE if getattr(incident, name)}
        return f"{reverse('incident-add', args=[reference])}?{urlencode(kept)}"

    def act(form: IncidentForm) -> Incident:
        values = form.incident()
        return add_incident(actor=request.user, case=case, values=values, victim=values.get("victim"), suspect=values.get("suspect"))

    return form_page(
        request,
        IncidentForm,
        act,
        template="cases/incident.html",
        done=done,
        message="Added to the chronology",
        context=at_case(case, heading="Add what happened", adding=True),
        initial={name: request.GET[name] for name in PLACE if name in request.GET},
        people=selectors.parties(case),
    )


@page("incident.update")
def incident_edit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct an incident of this case. Someone who saved meanwhile is not overwritten."""
    case = case_for(request, reference, "incident.update")
    incident = Incident.objects.filter(pk=pk, case=case).select_related("case", "course").first()
    if incident is None:
        raise Hidden
    people: dict[str, list[Any]] = {"VICTIM": [], "SUSPECT": []}  # the pair of an incident is not changed by correcting it

    def act(form: IncidentForm) -> Incident:
        values = form.incident()
        return update_incident(actor=request.user, incident=incident, version=values["version"] or 0, values=values)

    where = reverse("incident-list", args=[reference])
    return form_page(
        request,
        IncidentForm,
        act,
        template="cases/incident.html",
        done=where,
        message="Corrected",
        context=at_case(case, heading="Correct what happened", adding=False, cancel=where),
        initial={name: getattr(incident, name) for name in FIELDS} | {"version": incident.version},
        theirs=where,
        people=people,
    )
