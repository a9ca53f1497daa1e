"""What the stalking question and risk add to the case page."""

from django.urls import reverse
from django.utils import timezone

from casework.assessment import flow
from casework.assessment.models import (
    Classification,
    OrderDecision,
    PlanAction,
    Point,
    PointState,
    RiskAssessment,
    RiskReview,
    RiskTrigger,
    StalkingDecision,
)
from casework.cases.models import Grade
from casework.pages.dates import short_day
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number
from casework.reports.models import Telling

ACTIONS = (
    "stalking.decide",
    "classification.approve",
    "classification.confirm",
    "order.consider",
    "risk.view",
    "risk.assess",
    "risk.review",
    "risk.lower",
    "risk.trigger",
    "plan.update",
    "points.view",
    "points.update",
)


def _facts() -> dict[str, object]:
    decisions = StalkingDecision.objects.filter(case=CASE).order_by("-pk")
    waiting = decisions.filter(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR])
    risk = RiskAssessment.objects.filter(case=CASE).order_by("-assessed_at", "-id")
    reviewed = RiskReview.objects.filter(case=CASE).order_by("-assessment__assessed_at", "-assessment_id")
    return {
        "decision": newest(decisions.filter(state=flow.IN_FORCE), "decision"),
        "waiting": newest(waiting, "state"),
        "waiting_by": newest(waiting, "proposed_by"),
        "waiting_approver": newest(waiting, "approved_by"),
        "assessment": newest(risk, "pk"),
        "assessed_at": newest(risk, "assessed_at"),
        "assessor": newest(risk, "assessor"),
        "lower_to": newest(risk, "lower_to"),
        "reviewed": newest(reviewed.filter(kind=RiskReview.Kind.SUPERVISOR), "assessment"),
        "lowered": newest(reviewed.filter(kind=RiskReview.Kind.LOWERING), "assessment"),
        "order_needed": newest(OrderDecision.objects.filter(case=CASE).order_by("-decided_at", "-id"), "needed"),
        "down_at": newest(decisions.filter(state=flow.IN_FORCE).exclude(down_code=""), "registrar_at"),
        "retry_on": newest(risk, "retry_on"),
        "lowered_at": newest(RiskReview.objects.filter(case=CASE, kind=RiskReview.Kind.LOWERING, agreed=True).order_by("-at", "-pk"), "at"),
        "told_lowered": newest(Telling.objects.filter(case=CASE, about=Telling.About.LOWERED).order_by("-told_at"), "told_at"),
        "triggers": number(RiskTrigger.objects.filter(case=CASE, assessment__isnull=True)),
        "points_met": number(Point.objects.filter(case=CASE, state=PointState.MET)),
        "open_actions": number(PlanAction.objects.filter(case=CASE, state=flow.OPEN)),
    }


def _draw(seen: Seen) -> Parts:
    tab = Tab("risk", "Risk", seen.url("risk"), "risk.view")
    tasks = [_question(seen), _points(seen), _risk(seen), *_tellings(seen), _order(seen)]
    return Parts(tab=tab, tasks=tasks, steps=_steps(seen), prompts=_prompts(seen))


def _points(seen: Seen) -> Task:
    met = seen.facts["points_met"] or 0
    where = seen.link("points.view", "points")
    return Task(
        "Points to prove",
        f"{met} met so far" if met else "To do",
        "done" if met else "next",
        where,
        "For s.2A and s.4A, each with its evidence",
    )


def _tellings(seen: Seen) -> list[Task]:
    """What the victim is still to be told: only where a decision went against them."""
    facts = seen.facts
    decided = [at for at in (facts["down_at"], facts["cancelled_at"]) if at]
    owed = (
        ("Tell the victim that the crime is recorded otherwise", "reclassified", max(decided, default=None), facts["told_reclassified"]),
        ("Tell the victim why the grade is below their view", "lowered", facts["lowered_at"], facts["told_lowered"]),
    )
    tasks = []
    for title, about, at, told in owed:
        if at is not None and (told is None or told < at):
            href = reverse("victim-tell", args=[seen.case.reference, about]) if "victim.tell" in seen.may else ""
            tasks.append(Task(title, "To do", "next", href, "With the reasons, by the agreed safe way"))
    return tasks


def _question(seen: Seen) -> Task:
    facts = seen.facts
    where = seen.link("stalking.decide", "stalking")
    if facts["waiting"] == flow.PROPOSED:
        return Task("Is it stalking?", "Waiting for a supervisor", "next", where)
    if facts["waiting"] == flow.WITH_REGISTRAR:
        return Task("Is it stalking?", "With the Force Crime Registrar", "next", where)
    if facts["decision"]:
        return Task("Is it stalking?", "Done", "done", where, Classification(facts["decision"]).label)
    return Task("Is it stalking?", "To do", "next", where, "Fixated, obsessive, unwanted, repeated")


def _risk(seen: Seen) -> Task:
    facts = seen.facts
    where = seen.link("risk.view", "risk")
    if not facts["assessment"]:
        return Task(
            "Assess risk", "To do", "next", seen.link("risk.assess", "risk-assess") or where, "Within 24 hours of the report, with a plan"
        )
    left = facts["open_actions"] or 0
    hint = f"{left} {'action' if left == 1 else 'actions'} of the plan to do" if left else "Every action of the plan is closed"
    if facts["triggers"]:
        again = "1 event asks" if facts["triggers"] == 1 else f"{facts['triggers']} events ask"
        return Task("Assess risk", "To be assessed again", "next", where, f"{again} for a new assessment. {hint}")
    if facts["reviewed"] != facts["assessment"]:
        return Task("Assess risk", "Waiting for a supervisor's review", "next", where, hint)
    return Task("Assess risk", "Done", "done", where, hint)


def _order(seen: Seen) -> Task:
    needed = seen.facts["order_needed"]
    where = seen.link("order.consider", "order-consider")
    if needed is None and not seen.facts.get("applications"):
        return Task("Is a Stalking Protection Order needed?", "To do", "next", where, "A decision with reasons, also when it is no")
    return Task("Is a Stalking Protection Order needed?", "Not needed now" if needed is False else "Needed", "done", where)


def _steps(seen: Seen) -> list[Step]:
    facts, me = seen.facts, seen.user.pk
    steps = [
        seen.step(
            "stalking.decide", "Answer: is it stalking?" if not facts["decision"] else "Answer again: is it stalking?", "stalking-decide"
        )
    ]
    if facts["waiting"] == flow.PROPOSED:
        own = "you proposed it" if facts["waiting_by"] == me else ""
        steps.append(seen.step("classification.approve", "Approve the answer", "stalking-approve", unless=own))
    if facts["waiting"] == flow.WITH_REGISTRAR:
        own = "you proposed or approved it" if me in (facts["waiting_by"], facts["waiting_approver"]) else ""
        steps.append(seen.step("classification.confirm", "Confirm as Force Crime Registrar", "stalking-confirm", unless=own))
    steps.append(seen.step("risk.assess", "Assess risk", "risk-assess"))
    if facts["assessment"]:
        steps.append(seen.step("risk.trigger", "Tell of a change that bears on the risk", "risk-trigger"))
    steps.append(seen.step("order.consider", "Decide whether an order is needed", "order-consider"))
    if facts["assessment"] and facts["reviewed"] != facts["assessment"]:
        own = "you made the assessment" if facts["assessor"] == me else ""
        steps.append(seen.step("risk.review", "Review the risk assessment", "risk-review", unless=own))
    if facts["assessment"] and facts["lower_to"] and facts["lowered"] != facts["assessment"]:
        own = "you made the assessment" if facts["assessor"] == me else ""
        steps.append(seen.step("risk.lower", "Decide on going below the victim's view", "risk-lower", unless=own))
    return steps


def _prompts(seen: Seen) -> list[Prompt]:
    facts = seen.facts
    found = []
    if facts["lower_to"] and facts["lowered"] != facts["assessment"] and "risk.view" in seen.may:
        found.append(
            Prompt(
                "The officer asks to go below the victim's view",
                (f"Until an inspector decides, the grade is {Grade(seen.case.grade).label}",),
                (("Read the assessment", seen.url("risk")),),
            )
        )
    retry = facts["retry_on"]
    if retry is not None and retry <= timezone.localdate(seen.now) and "risk.assess" in seen.may:
        found.append(
            Prompt(
                "Ask the victim again how dangerous it is",
                (f"The view was not obtained; it was to be asked for again on {short_day(retry)}",),
                (("Assess risk", seen.url("risk-assess")), ("Read the assessment", seen.url("risk"))),
            )
        )
    return found


PANEL = Panel("assessment", ACTIONS, _facts, _draw)
