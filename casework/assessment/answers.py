"""What facts of the journey set off here: the six-month limit, reassessment, the early decisions."""

from django.urls import reverse

from casework.assessment import rules, selectors
from casework.cases.facts import Fact
from casework.cases.models import Case
from casework.clocks import services as clocks
from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.reports import selectors as reports
from casework.reports.rules import six_months_in_play


def guard_recording(fact: Fact) -> None:
    """Answers "crime.recording": may the crime be recorded so? Raises GuardFailed."""
    case: Case = fact.subject
    detail = fact.detail or {}
    decision = selectors.decision_in_force(case)
    problems = rules.crime_problems(detail["offence"], detail["before"], decision.decision if decision else "", case.relationship)
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
    running = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=case.pk, state=Clock.OPEN).exists()
    if running and fact.kind != "incident.added":
        clocks.recompute("R09", subject=case, on=on, actor=fact.actor, why="the record of the last act was corrected")
    else:
        clocks.start(
            "R09", subject=case, case=case, on=on, inputs={"offence": "2A"}, title="Charge before the time limit", actor=fact.actor
        )


def ask_reassessment(fact: Fact) -> None:
    """Answers what may change the danger (investigation.md 4.5): R05, unless the first assessment is still to be made."""
    case = Case.objects.get(pk=fact.case_id)
    if selectors.latest_assessment(case) is None:
        return
    grade = {"grade": case.grade.lower()} if case.grade else {}
    path = reverse("risk-assess", args=[case.reference])
    title = "Assess risk again after what happened"
    clocks.start("R05", subject=case, case=case, on=fact.at, inputs=grade, title=title, path=path, actor=fact.actor)


def hasten_order_decision(fact: Fact) -> None:
    """Answers a new grade: HIGH shortens the time for considering an order (R10)."""
    case = Case.objects.get(pk=fact.case_id)
    grade = (fact.detail or {}).get("grade", "")
    if grade:
        clocks.recompute("R10", subject=case, inputs={"grade": grade.lower()}, actor=fact.actor, why=f"the risk is now {grade.lower()}")


def order_considered(fact: Fact) -> None:
    """Answers the start of an application: whether an order is needed has been considered (R10)."""
    clocks.satisfy("R10", subject=Case.objects.get(pk=fact.case_id), at=fact.at, actor=fact.actor)
