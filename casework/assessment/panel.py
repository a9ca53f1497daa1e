"""What the stalking question and risk add to the case page."""

from casework.assessment import flow
from casework.assessment.models import Classification, OrderDecision, PlanAction, RiskAssessment, RiskReview, StalkingDecision
from casework.cases.models import Grade
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number

ACTIONS = (
    "stalking.decide",
    "classification.approve",
    "classification.confirm",
    "order.consider",
    "risk.view",
    "risk.assess",
    "risk.review",
    "risk.lower",
    "plan.update",
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
        "open_actions": number(PlanAction.objects.filter(case=CASE, state=flow.OPEN)),
    }


def _draw(seen: Seen) -> Parts:
    tab = Tab("risk", "Risk", seen.url("risk"), "risk.view")
    return Parts(tab=tab, tasks=[_question(seen), _risk(seen), _order(seen)], steps=_steps(seen), prompts=_prompts(seen))


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
    return found


PANEL = Panel("assessment", ACTIONS, _facts, _draw)
