"""Opening and answering what makes a new assessment necessary. R05 runs on each trigger until an assessment answers it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.writing import change
from casework.assessment import risk, triggers
from casework.assessment.models import RiskAssessment, RiskTrigger, TriggerKind
from casework.cases.models import Case
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.staff.models import User


def open_trigger(
    case: Case, kind: str, *, at: datetime, words: str, subject: Any = None, actor: Any = None, release: datetime | None = None
) -> RiskTrigger | None:
    """Open a trigger, or count one more of a kind that is open already: the first one's date stands. Inside the caller's transaction.

    None while the first assessment is still to be made (R02 asks for it), except after a breach. `release` is when the suspect will
    be released, if that is known: an assessment that is urgent is made before it.
    """
    if release is not None:
        known_release(case, release, actor)
    if kind != TriggerKind.BREACH and not RiskAssessment.objects.filter(case=case).exists():
        return None
    there = RiskTrigger.objects.select_for_update(of=("self",)).filter(case=case, kind=kind, assessment__isnull=True).first()
    if there is not None:
        RiskTrigger.objects.filter(pk=there.pk).update(times=there.times + 1, last_at=max(there.last_at, at), at=min(there.at, at))
        there.refresh_from_db()
        return there
    made = RiskTrigger.objects.create(
        case=case,
        kind=kind,
        at=at,
        last_at=at,
        words=words[:200],
        subject_type=subject._meta.model_name if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        told_by=actor,
    )
    _start(made, actor, release)
    return made


def _start(trigger: RiskTrigger, actor: Any, release: datetime | None) -> None:
    case = trigger.case
    inputs: dict[str, Any] = {"grade": case.grade.lower()} if case.grade else {}
    if trigger.kind == TriggerKind.BREACH:
        inputs["breach"] = True
    if release is not None:
        inputs["release"] = release
    clocks.start(
        "R05",
        subject=trigger,
        case=case,
        on=trigger.at,
        inputs=inputs,
        title=f"Assess risk again: {trigger.words[:1].lower()}{trigger.words[1:]}" if trigger.words else "Assess risk again",
        path=reverse("risk-assess", args=[case.reference]),
        actor=actor,
    )


def known_release(case: Case, release: datetime, actor: Any) -> None:
    """It became known when the suspect will be released: what is urgent and open is due before it."""
    for trigger in waiting(case):
        clocks.recompute("R05", subject=trigger, inputs={"release": release}, actor=actor, why="the time of the suspect's release is known")


def overtake(case: Case, breach: Any, told: triggers.Trigger) -> None:
    """A breach put its own occasion on the chronology: the trigger of that incident becomes the breach's, with the shorter time."""
    incident_id = getattr(breach, "incident_id", None)
    if incident_id is None:
        return
    mine = RiskTrigger.objects.filter(case=case, kind=TriggerKind.INCIDENT, assessment__isnull=True, times=1)
    for trigger in mine.filter(subject_type="incident", subject_id=incident_id):
        clocks.cancel("R05", subject=trigger, actor=None, why=f"{told.words}: that is more urgent")
        trigger.delete()


def waiting(case: Case | int) -> list[RiskTrigger]:
    """The triggers that no assessment has answered, the first to happen first."""
    return list(RiskTrigger.objects.filter(case=case, assessment__isnull=True).select_related("case").order_by("at", "pk"))


def answer(assessment: RiskAssessment, actor: Any) -> list[RiskTrigger]:
    """An assessment answers every trigger that happened before it was made; what happened after it stays open.

    Times are typed to the minute: what stood on record when the assessment was saved and happened in its minute came before it.
    """
    answered = []
    for trigger in waiting(assessment.case):
        if _minute(trigger.at) > assessment.assessed_at:
            continue
        later = trigger.last_at if _minute(trigger.last_at) > assessment.assessed_at else None
        RiskTrigger.objects.filter(pk=trigger.pk).update(assessment=assessment)
        clocks.satisfy("R05", subject=trigger, at=max(assessment.assessed_at, trigger.at), actor=actor)
        if later is not None:
            open_trigger(assessment.case, trigger.kind, at=later, words=trigger.words, actor=actor)
        answered.append(trigger)
    return answered


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def tell_change(
    *, actor: User, case: Case, kind: str, words: str, happened_at: datetime, release: datetime | None = None
) -> RiskTrigger | None:
    """Somebody tells of a change that no record of the product tells of: the victim moved, other-force intelligence and the like."""
    with change(actor, "risk.trigger", case, lock=True) as ch:
        problems = risk.trigger_problems(kind, words, happened_at, case.reported_at, ch.now)
        if problems:
            raise GuardFailed(problems)
        trigger = open_trigger(case, kind, at=happened_at, words=TriggerKind(kind).label, subject=None, actor=actor, release=release)
        said = TriggerKind(kind).label
        ch.event("risk.trigger", f"To be assessed again: {said[:1].lower()}{said[1:]}", subject=trigger, occurred_at=happened_at)
        if trigger is not None:
            ch.audit("CREATE", trigger, after={"kind": kind, "words": words})
            RiskTrigger.objects.filter(pk=trigger.pk).update(words=words.strip()[:200])
    return trigger
