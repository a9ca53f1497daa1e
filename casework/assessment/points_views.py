"""Pages of the points to prove, of risk over time, and of telling the victim."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.assessment import flow, pointing, points, selectors, triggering
from casework.assessment.models import Flag, Line, Point, RiskReview, StalkingDecision
from casework.assessment.points_forms import ChangeForm, PointForm, ToldForm, occasion_words
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import case_for, page
from casework.pages.views import form_page, render
from casework.reports import flow as reports_flow
from casework.reports.cancelling import record_telling, told_of
from casework.reports.casepage import open_case
from casework.reports.models import CrimeRequest, Impact, Telling
from casework.reports.views import at_case


@page("points.view")
def points_to_prove(request: HttpRequest, reference: str) -> HttpResponse:
    """Each line of s.2A and s.4A: met or not, what it rests on, why; and how each offence stands."""
    seen = open_case(request, reference, "points.view")
    judged = pointing.of_case(seen.case)
    states = {line: point.state for line, point in judged.items()}
    occasions = pointing.occasions(seen.case)
    limit = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=seen.case.pk, state=Clock.OPEN).first()
    context: dict[str, Any] = {
        "seen": seen,
        "here": "points",
        "sections": [
            (
                key,
                points.TITLES[key],
                points.standing(key, states),
                [(number, line, points.HELP[line], judged.get(line)) for number, line in lines],
            )
            for key, lines in points.SECTIONS.items()
        ],
        "occasions": {incident.pk: occasion_words(incident) for incident in occasions},
        "impacts": dict(Impact.choices),
        "limit": limit,
        "signs": selectors.points_to_4a(seen.case),
        "suggested": points.suggested(occasions),
    }
    return render(request, "assessment/points.html", context)


@page("points.update")
def point_judge(request: HttpRequest, reference: str, line: str) -> HttpResponse:
    """Say how one line stands."""
    case = case_for(request, reference, "points.update")
    if line.upper() not in Line.values:
        raise Hidden
    which = Line(line.upper())
    point = Point.objects.filter(case=case, line=which).first()
    where = reverse("points", args=[reference])

    def act(form: PointForm) -> Point:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return pointing.judge_point(actor=request.user, case=case, line=which, version=form.cleaned_data["version"] or 0, values=values)

    return form_page(
        request,
        PointForm,
        act,
        done=where,
        message="Saved",
        context=at_case(case, heading=which.label, cancel=where),
        initial={name: getattr(point, name) for name in (*pointing.FIELDS, "version")} if point else {"version": 0},
        theirs=where,
        line=which,
        occasions=pointing.occasions(case),
        exhibits=pointing.exhibits_of(case),
    )


@page("risk.view")
def risk_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every assessment and review there ever was, the newest first, and what led to each. Nothing of it can be changed."""
    seen = open_case(request, reference, "risk.view")
    rows = list(selectors.assessments(seen.case).prefetch_related("triggers"))
    return render(request, "assessment/risk_history.html", {"seen": seen, "here": "risk", "rows": rows, "flags": dict(Flag.choices)})


@page("risk.trigger")
def risk_trigger(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell of a change that asks for a new assessment."""
    case = case_for(request, reference, "risk.trigger")
    where = reverse("risk", args=[reference])
    return form_page(
        request,
        ChangeForm,
        lambda form: triggering.tell_change(actor=request.user, case=case, **form.cleaned_data),
        done=where,
        message="A new assessment is asked for",
        context=at_case(case, heading="Something has changed", cancel=where),
    )


def _decided(case: Case, about: str) -> Any:
    """The newest decision of which the victim is to be told: (when it was decided, the records on which work was opened)."""
    if about == Telling.About.LOWERED:
        review = RiskReview.objects.filter(case=case, kind=RiskReview.Kind.LOWERING, agreed=True).order_by("-at", "-pk").first()
        return (review.at, (review,)) if review else None
    decision = StalkingDecision.objects.filter(case=case, state=flow.IN_FORCE).exclude(down_code="").first()
    cancelled = CrimeRequest.objects.filter(case=case, state=reports_flow.DONE).order_by("-registrar_at", "-pk").first()
    found = [(one.registrar_at, one) for one in (decision, cancelled) if one is not None and one.registrar_at]
    return (max(at for at, _ in found), tuple(one for _, one in found)) if found else None


@page("victim.tell")
def victim_tell(request: HttpRequest, reference: str, about: str) -> HttpResponse:
    """Record that the victim was told of a decision that goes against them, with the reasons."""
    case = case_for(request, reference, "victim.tell")
    if about.upper() not in Telling.About.values:
        raise Hidden
    which = Telling.About(about.upper())
    decided = _decided(case, which)
    if decided is None:
        raise GuardFailed("Nothing was decided on this case of which the victim would have to be told so.")
    at, subjects = decided
    before = told_of(case, which)
    return form_page(
        request,
        ToldForm,
        lambda form: record_telling(actor=request.user, case=case, about=which, decided_at=at, subjects=subjects, **form.cleaned_data),
        done=reverse("case-detail", args=[reference]),
        message="Saved",
        context=at_case(
            case,
            heading="The victim was told",
            intro=f"{which.label}." + (" The victim was told before; this adds another time." if before else ""),
        ),
    )
