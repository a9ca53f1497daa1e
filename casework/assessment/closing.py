"""What the stalking question, risk and the order decision ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, Q

from casework.assessment import flow
from casework.assessment.models import OrderDecision, PlanAction, RiskAssessment, RiskReview, RiskTrigger, StalkingDecision
from casework.cases.closing import Facts, Gate, Missing
from casework.clocks.models import Clock
from casework.reports.casepage import CASE, newest, number


def _class_facts() -> Mapping[str, Any]:
    decisions = StalkingDecision.objects.filter(case=CASE)
    return {
        "decision": newest(decisions.filter(state=flow.IN_FORCE).order_by("-pk"), "decision"),
        "decision_waits": Exists(decisions.filter(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR])),
    }


def classified(facts: Facts) -> Sequence[Missing]:
    """It is decided whether it is stalking, and no newer answer waits."""
    if facts["decision_waits"]:
        return [Missing("The answer to “Is it stalking?” waits for approval", "stalking")]
    return [] if facts["decision"] else [Missing("Answer: is it stalking?", "stalking-decide")]


def _risk_facts() -> Mapping[str, Any]:
    risk = RiskAssessment.objects.filter(case=CASE).order_by("-assessed_at", "-id")
    reviewed = RiskReview.objects.filter(case=CASE).order_by("-assessment__assessed_at", "-assessment_id")
    again = RiskTrigger.objects.filter(case=CASE, assessment__isnull=True)
    return {
        "risk": newest(risk, "pk"),
        "risk_lower": newest(risk, "lower_to"),
        "risk_reviewed": newest(reviewed.filter(kind=RiskReview.Kind.SUPERVISOR), "assessment"),
        "risk_lowered": newest(reviewed.filter(kind=RiskReview.Kind.LOWERING), "assessment"),
        "risk_again": Exists(again),
        "plan_open": number(PlanAction.objects.filter(case=CASE, state=flow.OPEN)),
    }


def risk_done(facts: Facts) -> Sequence[Missing]:
    """The last assessment follows everything that happened, a supervisor has reviewed it, and every action of the plan is closed."""
    if not facts["risk"]:
        return [Missing("Make a final risk assessment", "risk-assess")]
    found = []
    if facts["risk_again"]:
        found.append(Missing("Assess risk again: something happened since the last assessment", "risk-assess"))
    if facts["risk_reviewed"] != facts["risk"]:
        found.append(Missing("A supervisor has not reviewed the final risk assessment", "risk"))
    if facts["risk_lower"] and facts["risk_lowered"] != facts["risk"]:
        found.append(Missing("An inspector has not decided on going below the victim's view", "risk"))
    left = facts["plan_open"] or 0
    if left:
        found.append(Missing(f"{left} {'action' if left == 1 else 'actions'} of the risk plan still to be closed", "risk"))
    return found


def _order_facts() -> Mapping[str, Any]:
    met = Q(state__in=[Clock.MET, Clock.MET_LATE])
    return {
        "order_decided": Exists(OrderDecision.objects.filter(case=CASE)),
        "order_considered": Exists(Clock.objects.filter(met, rule_id="R10", subject_type="case", subject_id=CASE)),
    }


def order_decided(facts: Facts) -> Sequence[Missing]:
    """Whether an order is needed was decided, with reasons, or an application was begun."""
    decided = facts["order_decided"] or facts["order_considered"]
    return [] if decided else [Missing("Decide whether a Stalking Protection Order is needed", "order-consider")]


GATES = (
    Gate("class_and_outcome", "Stalking or not decided", _class_facts, classified),
    Gate("risk_done", "Final risk assessment made and reviewed, plan closed", _risk_facts, risk_done),
    Gate("order_decided", "Decision on an order", _order_facts, order_decided),
)
