"""Hearsay before a contested hearing: the notice with its backward clock, and what follows it (SI 1999/681; Civil Evidence Act 1995).

The clock of HR-3 hangs on the application and follows its hearing; the clocks of what comes after a notice hang on the notice.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from casework.access.writing import Change, change
from casework.applications import hearsay_rules, selectors
from casework.applications.models import (
    Application,
    Hearing,
    HearsayMethod,
    HearsayNotice,
    HearsayPlan,
    HearsayPlanKind,
    HearsayStep,
    HearsayStepKind,
)
from casework.cases.facts import Fact, happened
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.rules.hearsay import served_on
from casework.law.when import day_of, day_words
from casework.policies.selectors import law_for

Kind = HearsayStepKind
AFTER_NOTICE = ("CEA-2-1b", "HR-4", "HR-4-4", "HR-5-2", "HR-5-4")


def _path(application: Application) -> str:
    return f"/applications/{application.reference}/hearsay/"


def follow_hearing(hearing: Hearing, actor: Any, why: str) -> None:
    """The hearing was listed, moved or adjourned: HR-3 starts, is counted anew, or falls away where nobody contests.

    Nothing starts once a notice is served or a decision of force legal stands that none is needed. `why` completes "because ...".
    """
    application = hearing.application
    if not hearing.contested:
        clocks.cancel("HR-3", subject=application, actor=actor, why="The hearing is not contested")
        return
    plan = selectors.hearsay_plan(application)
    if application.hearsay_notices.exists() or (plan is not None and plan.kind != HearsayPlanKind.DIRECTED):
        return
    directed = plan.directed_on if plan is not None and plan.at >= hearing.recorded_at else None
    day = day_of(hearing.at)
    # A day that the court directed was for the hearing as it stood; one that is put off asks the court again.
    if clocks.recompute("HR-3", subject=application, on=day, inputs={"directed": directed}, actor=actor, why=why) is None:
        clocks.start(
            "HR-3",
            subject=application,
            case=application.case,
            on=day,
            inputs={"directed": directed} if directed else {},
            title=f"Hearsay notice for {application.reference}",
            actor=actor,
            path=_path(application),
        )


def end_with_application(application: Application, actor: Any, why: str) -> None:
    """The application has ended: the notices' and the summons' dates fall away with it."""
    for rule in ("HR-3", "MCR-99-7"):
        clocks.cancel(rule, subject=application, actor=actor, why=why)
    for notice in application.hearsay_notices.all():
        for rule in AFTER_NOTICE:
            clocks.cancel(rule, subject=notice, actor=actor, why=why)


def _contested(application: Application) -> Hearing:
    hearing = selectors.pending_hearing(application)
    if hearing is None or not hearing.contested:
        raise GuardFailed("No contested hearing is listed. Hearsay notices belong to one.")
    return hearing


def plan_hearsay(*, actor: Any, application: Application, kind: str, directed_on: date | None = None, reason: str) -> HearsayPlan:
    """Record the day that the court directed for the notice, or that none is needed and why. HR-3 follows."""
    with change(actor, "application.lodge", application.case, lock=True) as ch:
        hearing = _contested(application)
        problems = hearsay_rules.plan_problems(kind, directed_on, reason, day_of(hearing.at))
        if problems:
            raise GuardFailed(problems)
        plan = HearsayPlan.objects.create(
            application=application,
            kind=kind,
            directed_on=directed_on if kind == HearsayPlanKind.DIRECTED else None,
            reason=reason.strip(),
            at=timezone.now(),
            recorded_by=actor,
        )
        if kind == HearsayPlanKind.DIRECTED:
            follow_hearing(hearing, actor, "the court directed another day")
        else:
            clocks.cancel("HR-3", subject=application, actor=actor, why=str(HearsayPlanKind(kind).label))
        ch.event("hearsay.planned", f"{application.reference}: hearsay notice, {plan.get_kind_display().lower()}.", subject=plan)
        ch.audit("CREATE", plan, after={"kind": kind, "directed_on": directed_on})
    return plan


def serve_hearsay_notice(*, actor: Any, application: Application, values: dict[str, Any]) -> HearsayNotice:
    """Record a notice that was served and filed. `values` are the contents of r.3(4), and how, when and on whom it was served.

    By post it counts as served on the second business day after posting (r.6). HR-3 is met once it is served and filed; the other
    party's seven days (HR-4, HR-5-2) begin. GuardFailed with every item of r.3(4) that it lacks.
    """
    case = application.case
    with change(actor, "application.lodge", case, lock=True) as ch:
        hearing = _contested(application)
        today = timezone.localdate()
        problems = hearsay_rules.notice_problems(values, today, application.complaint_on)
        if problems:
            raise GuardFailed(problems)
        by_post = values["method"] == HearsayMethod.POST
        effective = served_on(values["sent_on"], by_post=by_post, calendar=law_for(case.force_id).calendar)
        notice = HearsayNotice.objects.create(application=application, hearing=hearing, effective_on=effective, recorded_by=actor, **values)
        clocks.satisfy("HR-3", subject=application, at=max(effective, notice.filed_on), actor=actor)
        for rule, title in (("HR-4", "apply to cross-examine"), ("HR-5-2", "attack the maker's credibility")):
            clocks.start(
                rule,
                subject=notice,
                case=case,
                on=effective,
                title=f"{application.reference}: the other party may {title}",
                actor=actor,
                path=_path(application),
            )
        words = f"{application.reference}: hearsay notice, counts as served on {day_words(effective)}."
        ch.event("hearsay.notice_served", words, subject=notice)
        ch.audit("CREATE", notice, after={"method": notice.method, "sent_on": notice.sent_on, "effective_on": effective})
        happened(Fact("hearsay.notice_served", case.pk, notice, ch.now, actor))
    return notice


def record_hearsay_step(
    *, actor: Any, notice: HearsayNotice, kind: str, on: date, heard_on: date | None = None, note: str = ""
) -> HearsayStep:
    """Record what followed a notice; it settles and sets off the dates of r.4, r.5 and CEA 1995 s.2(1)(b)."""
    application = notice.application
    with change(actor, "application.lodge", application.case, lock=True) as ch:
        if not application.undetermined:
            raise GuardFailed("The application has ended.")
        problems = hearsay_rules.step_problems(
            kind, on, heard_on, {step.kind for step in notice.steps.all()}, notice.effective_on, timezone.localdate()
        )
        if problems:
            raise GuardFailed(problems)
        step = HearsayStep.objects.create(
            notice=notice,
            kind=kind,
            on=on,
            heard_on=heard_on if kind == Kind.CROSS_LISTED else None,
            note=note.strip(),
            recorded_by=actor,
        )
        _follow_step(ch, step)
        ch.event("hearsay.step", f"{application.reference}: {hearsay_rules.STEP_WORDS[Kind(kind)]}.", subject=step)
        ch.audit("CREATE", step, after={"kind": kind, "on": on})
        happened(Fact("hearsay.followed", application.case_id, step, ch.now, actor))
    return step


def _follow_step(ch: Change, step: HearsayStep) -> None:
    notice, on, actor = step.notice, step.on, ch.actor
    application = notice.application

    def begin(rule: str, day: date, title: str) -> None:
        again = clocks.recompute(rule, subject=notice, on=day, actor=actor, why="another day was recorded")
        if again is None:
            path = _path(application)
            clocks.start(
                rule, subject=notice, case=application.case, on=day, title=f"{application.reference}: {title}", actor=actor, path=path
            )

    match step.kind:
        case Kind.PARTICULARS_ASKED:
            begin("CEA-2-1b", on, "give the particulars of the hearsay evidence")
        case Kind.PARTICULARS_GIVEN:
            clocks.satisfy("CEA-2-1b", subject=notice, at=on, actor=actor)
        case Kind.CROSS_SOUGHT:
            clocks.satisfy("HR-4", subject=notice, at=on, actor=actor)
        case Kind.CROSS_LISTED:
            assert step.heard_on is not None  # the rules refused None
            begin("HR-4-4", step.heard_on, "notice of the hearing on cross-examination")
        case Kind.CROSS_TOLD:
            clocks.satisfy("HR-4-4", subject=notice, at=on, actor=actor)
        case Kind.CREDIBILITY:
            clocks.satisfy("HR-5-2", subject=notice, at=on, actor=actor)
            begin("HR-5-4", on, "say whether the maker is called after all")
        case Kind.MAKER_CALLED:
            clocks.satisfy("HR-5-4", subject=notice, at=on, actor=actor)
        case Kind.NOT_CALLED:
            clocks.cancel("HR-5-4", subject=notice, actor=actor, why="The maker is not called after all")
        case Kind.NOTHING:
            for rule in ("HR-4", "HR-5-2"):
                clocks.cancel(rule, subject=notice, actor=actor, why="The other party's days passed and nothing came")
