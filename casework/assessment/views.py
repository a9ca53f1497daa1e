"""Pages of the stalking question and of risk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can
from casework.assessment import flow, selectors, triggering
from casework.assessment import risk as rules_of_risk
from casework.assessment.assessing import assess, complete_action, decide_lowering, drop_action, review_assessment
from casework.assessment.forms import TOPICS, JudgeForm, LowerForm, OrderForm, OutcomeForm, ReviewForm, RiskForm, StalkingForm
from casework.assessment.models import Flag, OrderDecision, PlanAction, RiskAssessment, RiskReview, StalkingDecision
from casework.assessment.services import approve_decision, confirm_decision, consider_order, decide_stalking
from casework.cases.models import Case
from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import case_for, page
from casework.pages.rows import one_more
from casework.pages.views import form_page, render
from casework.reports.cancelling import told_of
from casework.reports.casepage import open_case
from casework.reports.models import Telling
from casework.reports.views import at_case


@page("case.view")
def stalking(request: HttpRequest, reference: str) -> HttpResponse:
    """Every answer to "is it stalking?", the one that stands first."""
    seen = open_case(request, reference)
    rows = StalkingDecision.objects.filter(case=seen.case).select_related("proposed_by", "approved_by", "registrar").order_by("-pk")
    return render(request, "assessment/stalking.html", {"seen": seen, "here": "summary", "rows": list(rows)})


@page("stalking.decide")
def stalking_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer FOUR and decide."""
    case = case_for(request, reference, "stalking.decide")
    signs = selectors.points_to_4a(case)
    intro = f"These point to s.4A: {', '.join(signs)}." if signs else "Think stalking first."
    return form_page(
        request,
        StalkingForm,
        lambda form: decide_stalking(actor=request.user, case=case, values=form.answers()),
        done=reverse("case-detail", args=[reference]),
        message=lambda made: (
            "Sent to a supervisor for approval" if made.state == flow.PROPOSED else f"Decided: {made.get_decision_display()}"
        ),
        context=at_case(case, heading="Is it stalking?", intro=intro),
    )


@page("classification.approve")
def stalking_approve(request: HttpRequest, reference: str) -> HttpResponse:
    """A supervisor approves the answer that waits, or not."""
    case = case_for(request, reference, "classification.approve")
    return _judge(request, case, flow.PROPOSED, approve_decision, "Approve the answer")


@page("classification.confirm")
def stalking_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The Force Crime Registrar confirms the answer that a supervisor approved, or not."""
    case = case_for(request, reference, "classification.confirm")
    return _judge(request, case, flow.WITH_REGISTRAR, confirm_decision, "Confirm the answer")


def _judge(request: HttpRequest, case: Case, state: str, act: Callable[..., StalkingDecision], heading: str) -> HttpResponse:
    waiting = StalkingDecision.objects.filter(case=case, state=state).select_related("case", "proposed_by", "approved_by").first()
    if waiting is None:
        raise GuardFailed("No answer waits for you on this case.")
    return form_page(
        request,
        JudgeForm,
        lambda form: act(actor=request.user, decision=waiting, **form.answer()),
        template="assessment/judge.html",
        done=reverse("case-detail", args=[case.reference]),
        message=lambda made: made.get_state_display(),
        context=at_case(case, heading=heading, decision=waiting),
    )


@page("order.consider")
def order_consider(request: HttpRequest, reference: str) -> HttpResponse:
    """Is a Stalking Protection Order needed? The decision that stands is shown above the form."""
    case = case_for(request, reference, "order.consider")

    def act(form: OrderForm) -> OrderDecision:
        return consider_order(
            actor=request.user, case=case, needed=form.cleaned_data["needed"] == "yes", reasons=form.cleaned_data["reasons"]
        )

    return form_page(
        request,
        OrderForm,
        act,
        template="assessment/order.html",
        done=reverse("case-detail", args=[reference]),
        message="The decision is saved",
        context=at_case(case, heading="Is a Stalking Protection Order needed?", decision=selectors.order_decision(case)),
    )


@page("risk.view")
def risk(request: HttpRequest, reference: str) -> HttpResponse:
    """The assessment that stands, its plan, and the ones before."""
    seen = open_case(request, reference, "risk.view")
    context: dict[str, Any] = {
        "seen": seen,
        "here": "risk",
        "rows": list(selectors.assessments(seen.case)),
        "actions": list(selectors.actions(seen.case)),
        "flags": dict(Flag.choices),
        "topics": dict(TOPICS),
        "waiting": triggering.waiting(seen.case),
        "asked": _asked(seen.case, list(selectors.actions(seen.case))),
        "today": timezone.localdate(),
        "lowered": _lowered(seen.case),
    }
    return render(request, "assessment/risk.html", context)


def _asked(case: Case, actions: list[PlanAction]) -> list[tuple[rules_of_risk.Expected, bool]]:
    """What the standing grade asks for, each with whether the plan has it."""
    newest = selectors.latest_assessment(case)
    if newest is None:
        return []
    ticks = len(newest.answers.get("yes", ())) + len(newest.answers.get("numbered", ()))
    concern = str(newest.answers.get("concern", ""))
    planned = {action.kind for action in actions if action.state != flow.DROPPED}
    found = rules_of_risk.expected(newest.standing_grade, relationship=case.relationship, ticks=ticks, flags=newest.flags, concern=concern)
    return [(one, one.kind in planned) for one in found]


def _lowered(case: Case) -> bool:
    """Is the grade below the victim's view by an inspector's decision of which the victim was not told yet?"""
    review = RiskReview.objects.filter(case=case, kind=RiskReview.Kind.LOWERING, agreed=True).order_by("-at", "-pk").first()
    told = told_of(case, Telling.About.LOWERED)
    return review is not None and (told is None or told.told_at < review.at)


@page("risk.assess")
def risk_assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Assess risk, with a plan of as many actions as are needed."""
    case = case_for(request, reference, "risk.assess")
    context = at_case(case, heading="Assess risk", more="Add another action")
    more = one_more(request)
    if more is not None:
        return render(request, "components/rows_page.html", context | {"form": RiskForm(initial=more, case=case)})

    def act(form: RiskForm) -> RiskAssessment:
        try:
            at = form.cleaned_data["assessed_at"]
            return assess(actor=request.user, case=case, values=form.assessment(), actions=form.filled(), at=at)
        except GuardFailed as refusal:
            raise form.placed(refusal) from None

    return form_page(
        request,
        RiskForm,
        act,
        template="components/rows_page.html",
        done=reverse("risk", args=[reference]),
        message=lambda made: f"Assessed: {made.get_final_grade_display()} risk",
        context=context,
        initial={"trigger": "" if case.grade else "First report"},
        case=case,
    )


def _standing(case: Case) -> RiskAssessment:
    assessment = selectors.latest_assessment(case)
    if assessment is None:
        raise GuardFailed("Risk has not been assessed on this case yet.")
    return assessment


@page("risk.review")
def risk_review(request: HttpRequest, reference: str) -> HttpResponse:
    """A supervisor reviews the assessment that stands."""
    case = case_for(request, reference, "risk.review")
    assessment = _standing(case)
    return form_page(
        request,
        ReviewForm,
        lambda form: review_assessment(actor=request.user, assessment=assessment, **form.answer()),
        template="assessment/review.html",
        done=reverse("risk", args=[reference]),
        message="The review is saved",
        context=_beside(case, assessment, "Review the risk assessment"),
    )


@page("risk.lower")
def risk_lower(request: HttpRequest, reference: str) -> HttpResponse:
    """An inspector decides on going below the victim's view."""
    case = case_for(request, reference, "risk.lower")
    assessment = _standing(case)
    return form_page(
        request,
        LowerForm,
        lambda form: decide_lowering(actor=request.user, assessment=assessment, **form.answer()),
        template="assessment/review.html",
        done=reverse("risk", args=[reference]),
        message="The decision is saved",
        context=_beside(case, assessment, "Below the victim's view?"),
    )


def _beside(case: Case, assessment: RiskAssessment, heading: str) -> dict[str, Any]:
    return at_case(case, heading=heading, row=assessment, flags=dict(Flag.choices), topics=dict(TOPICS))


@page("plan.update")
def plan_close(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Close an action of the plan: done, or dropped by a supervisor."""
    case = case_for(request, reference, "plan.update")
    action = PlanAction.objects.filter(pk=pk, case=case).select_related("case", "owner").first()
    if action is None:
        raise Hidden
    may_drop = can(request.user, "plan.drop", case)

    def act(form: OutcomeForm) -> PlanAction:
        close = drop_action if form.cleaned_data.get("drop") else complete_action
        return close(actor=request.user, action=action, outcome=form.cleaned_data["outcome"])

    where = reverse("risk", args=[reference])
    return form_page(
        request,
        OutcomeForm if may_drop else type("DoneForm", (OutcomeForm,), {"drop": None}),
        act,
        done=where,
        message="The action is closed",
        context=at_case(case, heading=action.what, intro=f"{action.get_kind_display()}, by {action.owner}", cancel=where),
    )
