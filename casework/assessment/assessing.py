"""Assessing risk, planning what is done about it, and the reviews of both."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.assessment import risk, triggering
from casework.assessment.models import PlanAction, RiskAssessment, RiskReview
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, Grade
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.staff.models import User

FIELDS = (
    "tool",
    "tool_version",
    "victim_view",
    "victim_words",
    "no_view_reason",
    "retry_on",
    "officer_view",
    "officer_rationale",
    "lower_to",
    "lower_reason",
    "flags",
    "answers",
    "trigger",
    "no_action_reason",
)
REVIEW, LOWER = "Review the risk assessment", "Decide on going below the victim's view"
TELL = "Tell the victim why the grade lies below their view"


def assess(
    *, actor: User, case: Case, values: Mapping[str, Any], actions: Sequence[Mapping[str, Any]] = (), at: datetime | None = None
) -> RiskAssessment:
    """Record an assessment with its plan. Append-only: it stands in place of the one before. `at` is when it was made.

    `values` are fields of RiskAssessment, each of `actions` those of PlanAction (kind, what, owner, due_on, needs_consent). Starts
    R03 and R06 (and R04 where a grade below the victim's view is asked for), satisfies R02 and R05. Raises GuardFailed.
    """
    with change(actor, "risk.assess", case, lock=True) as ch:
        assessed_at = at or ch.now
        given = {"assessed_at": assessed_at, **values}
        problems = risk.assessment_problems(given, actions, case.reported_at, ch.now)
        if problems:
            raise GuardFailed(problems)
        result = risk.outcome(given["victim_view"], given["officer_view"], given.get("flags", ()), given.get("lower_to", ""))
        periodic = _periodic(case, assessed_at, result.final, actor)
        assessment = RiskAssessment.objects.create(
            case=case,
            assessed_at=assessed_at,
            assessor=actor,
            decided_by=actor,
            divergence=result.divergence,
            final_grade=result.final,
            floor_reason=result.floor[:200],
            next_review_due=periodic.overdue_from,
            **{name: given[name] for name in FIELDS if name in given},
        )
        for action in actions:
            planned = PlanAction.objects.create(
                case=case,
                assessment=assessment,
                **{name: action[name] for name in ("kind", "what", "owner", "due_on", "needs_consent") if name in action},
            )
            begin(planned, "plan", actor=actor, at=assessed_at)
        _keep_grade(case, result.final)
        ch.event("risk.assessed", f"Risk assessed: {Grade(result.final).label}", subject=assessment, occurred_at=assessed_at)
        ch.audit("CREATE", assessment, after={name: given.get(name, "") for name in FIELDS} | {"final_grade": result.final})
        _clocks_of(assessment, result, planned=bool(actions), actor=actor)
        triggering.answer(assessment, actor)
        happened(Fact("risk.assessed", case.pk, assessment, assessed_at, actor, {"grade": result.final}))
    return assessment


def _page(case: Case, name: str) -> str:
    return reverse(name, args=[case.reference])


def _periodic(case: Case, assessed_at: datetime, grade: str, actor: User) -> Any:
    return clocks.start(
        "R06",
        subject=case,
        case=case,
        on=assessed_at,
        inputs={"grade": grade.lower()},
        title="Assess risk again",
        path=_page(case, "risk-assess"),
        actor=actor,
    )


def _clocks_of(assessment: RiskAssessment, result: risk.Outcome, *, planned: bool, actor: User) -> None:
    case, at = assessment.case, assessment.assessed_at
    if planned:
        clocks.satisfy("R02", subject=case, at=at, actor=actor)
    clocks.start(
        "R03",
        subject=assessment,
        case=case,
        on=at,
        inputs={"grade": result.final.lower()},
        title=REVIEW,
        path=_page(case, "risk-review"),
        actor=actor,
    )
    open_task(case, "SUPERVISOR", REVIEW, subject=assessment)
    if result.inspector:
        clocks.start("R04", subject=assessment, case=case, on=at, title=LOWER, path=_page(case, "risk-lower"), actor=actor)
        open_task(case, "SUPERVISOR", LOWER, subject=assessment)
    # What an assessment now replaced still asked of a supervisor has fallen away with it.
    for older in RiskAssessment.objects.filter(case=case).exclude(pk=assessment.pk).order_by("-pk")[:1]:
        for rule_id in ("R03", "R04"):
            clocks.cancel(rule_id, subject=older, actor=actor, why="A newer assessment stands in its place")
        close_tasks(older)


def _keep_grade(case: Case, grade: str) -> None:
    Case.objects.filter(pk=case.pk).update(grade=grade)
    case.grade = grade


def review_assessment(
    *, actor: User, assessment: RiskAssessment, agreed: bool, grade: str = "", reason: str = "", at: datetime | None = None
) -> RiskReview:
    """A supervisor's review (R03): agrees, or changes the grade with a reason. A plan without actions is approved with it.

    Raises GuardFailed: by the assessor, below the victim's view, a second time, or of an assessment that no longer stands.
    """
    case = assessment.case
    with change(actor, "risk.review", case, lock=True) as ch:
        when = at or ch.now
        problems = risk.review_problems(
            assessor_id=assessment.assessor_id,
            reviewer_id=actor.pk,
            agreed=agreed,
            grade=grade,
            reason=reason,
            final=assessment.standing_grade,
            victim_view=assessment.victim_view,
            officer_view=assessment.officer_view,
        )
        problems += _standing_problems(assessment, RiskReview.Kind.SUPERVISOR)
        if problems:
            raise GuardFailed(problems)
        review = _review(assessment, RiskReview.Kind.SUPERVISOR, agreed, "" if agreed else grade, reason, actor, when)
        words = "Risk assessment reviewed: agreed" if agreed else f"Risk assessment reviewed: changed to {Grade(grade).label}"
        ch.event("risk.reviewed", words, subject=assessment, occurred_at=at)
        ch.audit("CREATE", review, after={"agreed": agreed, "grade": review.grade})
        clocks.satisfy("R03", subject=assessment, at=when, actor=actor)
        if assessment.no_action_reason:
            clocks.satisfy("R02", subject=case, at=when, actor=actor)
        close_tasks(assessment, what=REVIEW)
        _after_grade(assessment, review.grade, actor)
        happened(Fact("risk.reviewed", case.pk, assessment, when, actor, {"grade": review.grade or assessment.final_grade}))
    return review


def decide_lowering(*, actor: User, assessment: RiskAssessment, agreed: bool, reason: str, at: datetime | None = None) -> RiskReview:
    """An inspector decides on a grade below the victim's view (R04). Refused, the victim's grade stays."""
    case = assessment.case
    with change(actor, "risk.lower", case, lock=True) as ch:
        when = at or ch.now
        problems = risk.lowering_problems(
            assessor_id=assessment.assessor_id, reviewer_id=actor.pk, lower_to=assessment.lower_to, reason=reason
        )
        problems += _standing_problems(assessment, RiskReview.Kind.LOWERING)
        if problems:
            raise GuardFailed(problems)
        review = _review(assessment, RiskReview.Kind.LOWERING, agreed, assessment.lower_to if agreed else "", reason, actor, when)
        words = f"Lowered to {Grade(assessment.lower_to).label} by an inspector" if agreed else "The victim's grade stands: not lowered"
        ch.event("risk.lowered" if agreed else "risk.kept", words, subject=assessment, occurred_at=at)
        ch.audit("CREATE", review, after={"agreed": agreed, "grade": review.grade})
        clocks.satisfy("R04", subject=assessment, at=when, actor=actor)
        close_tasks(assessment, what=LOWER)
        if agreed:
            # The victim is told the reasons: victim care's work until it is recorded.
            open_task(case, "VICTIM_CARE", TELL, subject=review)
        _after_grade(assessment, review.grade, actor)
        happened(Fact("risk.reviewed", case.pk, assessment, when, actor, {"grade": review.grade or assessment.final_grade}))
    return review


def _standing_problems(assessment: RiskAssessment, kind: str) -> list[tuple[str | None, str]]:
    newest = RiskAssessment.objects.filter(case_id=assessment.case_id).order_by("-assessed_at", "-id").values_list("pk", flat=True).first()
    if newest != assessment.pk:
        return [(None, "A newer assessment stands in its place. Review that one")]
    if RiskReview.objects.filter(assessment=assessment, kind=kind).exists():
        return [(None, "This has been decided already")]
    return []


def _review(assessment: RiskAssessment, kind: str, agreed: bool, grade: str, reason: str, actor: User, at: datetime) -> RiskReview:
    return RiskReview.objects.create(
        assessment=assessment, case=assessment.case, kind=kind, agreed=agreed, grade=grade, reason=reason.strip(), reviewer=actor, at=at
    )


def _after_grade(assessment: RiskAssessment, grade: str, actor: User) -> None:
    """A review changed the grade: the case repeats it and the periodic date follows it."""
    if not grade:
        return
    _keep_grade(assessment.case, grade)
    clocks.recompute(
        "R06", subject=assessment.case, inputs={"grade": grade.lower()}, actor=actor, why=f"the grade is now {Grade(grade).label}"
    )


def complete_action(*, actor: User, action: PlanAction, outcome: str, at: datetime | None = None) -> PlanAction:
    """An action of the plan was done; `outcome` says what came of it."""
    return _close(actor, action, "plan.update", "complete", outcome, at)


def drop_action(*, actor: User, action: PlanAction, outcome: str, at: datetime | None = None) -> PlanAction:
    """A supervisor takes an action off the plan; `outcome` says why."""
    return _close(actor, action, "plan.drop", "drop", outcome, at)


def _close(actor: User, action: PlanAction, row: str, verb: str, outcome: str, at: datetime | None) -> PlanAction:
    case = action.case
    with change(actor, row, case) as ch:
        when = at or ch.now
        make_move(action, verb, actor=actor, facts={"outcome": outcome}, at=when, outcome=outcome.strip(), closed_at=when, closed_by=actor)
        ch.event(f"plan.{verb}", f"{action.get_kind_display()}: {action.get_state_display().lower()}", subject=action, occurred_at=at)
        ch.audit("MOVE", action, after={"state": action.state})
        happened(Fact("plan.closed", case.pk, action, when, actor))
    return action
