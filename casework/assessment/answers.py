"""What facts of the journey set off here: the six-month limit, reassessment, the early decisions."""

from django.urls import reverse

from casework.access.role_tasks import open_task
from casework.assessment import flow, rules, selectors, triggering, triggers
from casework.assessment.models import StalkingDecision, TriggerKind
from casework.assessment.services import CONFIRM
from casework.cases.facts import Fact
from casework.cases.flow import CHARGED
from casework.cases.models import Case, Relationship, Transition
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.pages.dates import local
from casework.reports import selectors as reports
from casework.reports.offences import KINDS
from casework.reports.rules import six_months_in_play


def guard_recording(fact: Fact) -> None:
    """Answers "crime.recording": may the crime be recorded so? Raises GuardFailed."""
    case: Case = fact.subject
    detail = fact.detail or {}
    decision = selectors.decision_in_force(case)
    held = decision.decision if decision else ""
    problems = rules.crime_problems(detail["offence"], detail["before"], held, case.relationship)
    if detail["offence"] in KINDS.harassment and decision is not None and not problems:
        signed_off = decision.approved_by_id is not None
        problems = rules.harassment_problems(local(fact.at).date(), decision.reason_not_stalking, signed_off=signed_off)
    if problems:
        raise GuardFailed(problems)


def keep_time_limit(fact: Fact) -> None:
    """Answers whatever moves the last act or the offence in play: R09 runs from the last act while s.2 or s.2A is in play.

    MCA 1980 s.127(1); the last act of the course counts, so each new one moves the date and a correction may bring it forward.
    """
    case = Case.objects.get(pk=fact.case_id)
    last = reports.last_act(case)
    decision = selectors.decision_in_force(case)
    in_play = six_months_in_play(reports.offences(case), decision.decision if decision else "")
    if last is None or not in_play:
        clocks.cancel("R09", subject=case, actor=fact.actor, why="No offence with a six-month limit is in play")
        return
    on = last.last_moment
    if Transition.objects.filter(machine="case", subject_id=case.pk, target=CHARGED, at__gte=on).exists():
        return  # Charged since the last act: the limit has been met.
    running = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=case.pk, state=Clock.OPEN).exists()
    if running and fact.kind != "incident.added":
        clocks.recompute("R09", subject=case, on=on, actor=fact.actor, why="the record of the last act was corrected")
    else:
        clocks.start(
            "R09", subject=case, case=case, on=on, inputs={"offence": "2A"}, title="Charge before the time limit", actor=fact.actor
        )


def check_relationship(fact: Fact) -> None:
    """Answers "relationship.changed": harassment between people who turn out to be former partners goes to the registrar (R08)."""
    case: Case = fact.subject
    if case.relationship != Relationship.EX_PARTNER:
        return
    waiting = StalkingDecision.objects.filter(case=case, state=flow.PROPOSED).exclude(decision__in=rules.STALKING)
    if waiting.update(needs_registrar=True):
        return
    decision = selectors.decision_in_force(case)
    if decision is None or decision.registrar_id is not None or decision.decision in rules.STALKING:
        return
    make_move(decision, "send to the registrar", actor=fact.actor, at=fact.at, needs_registrar=True)
    open_task(case, "RECORDS", CONFIRM, subject=decision)
    path = reverse("stalking-confirm", args=[case.reference])
    clocks.start("R08", subject=decision, case=case, on=fact.at, title=CONFIRM, path=path, actor=fact.actor)


def end_time_limit(fact: Fact) -> None:
    """Answers "charging.decided" and "crime.cancelled": R09 is met by a charge, and falls away with no further action or no crime.

    `detail["outcome"]` of a charging decision: anything that begins with CHARGE is a charge; other decisions end the limit only when
    they begin with NFA, NO_FURTHER or are 4A's; a decision that asks for more leaves it running.
    """
    case = Case.objects.get(pk=fact.case_id)
    outcome = str((fact.detail or {}).get("outcome", "")).upper()
    if fact.kind == "crime.cancelled":
        clocks.cancel("R09", subject=case, actor=fact.actor, why="The crime was cancelled")
    elif outcome.startswith("CHARGE"):
        clocks.satisfy("R09", subject=case, at=fact.at, actor=fact.actor, note="Charged")
    elif outcome.startswith(("NFA", "NO_FURTHER")):
        clocks.cancel("R09", subject=case, actor=fact.actor, why="No further action was decided")


def ask_reassessment(fact: Fact) -> None:
    """Answers every kind of `triggers.FACTS`: what may change the danger opens R05 (investigation.md 4.5)."""
    if fact.case_id is None:
        return
    told = triggers.of(fact)
    case = Case.objects.get(pk=fact.case_id)
    release = (fact.detail or {}).get("release_at")
    if told.kind == TriggerKind.BREACH:
        triggering.overtake(case, fact.subject, told)
    triggering.open_trigger(case, told.kind, at=fact.at, words=told.words, subject=fact.subject, actor=fact.actor, release=release)


def hasten_order_decision(fact: Fact) -> None:
    """Answers a new grade: HIGH shortens the time for considering an order (R10)."""
    case = Case.objects.get(pk=fact.case_id)
    grade = (fact.detail or {}).get("grade", "")
    if grade:
        clocks.recompute("R10", subject=case, inputs={"grade": grade.lower()}, actor=fact.actor, why=f"the risk is now {grade.lower()}")


def order_considered(fact: Fact) -> None:
    """Answers the start of an application: whether an order is needed has been considered (R10)."""
    clocks.satisfy("R10", subject=Case.objects.get(pk=fact.case_id), at=fact.at, actor=fact.actor)
