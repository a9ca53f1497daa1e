"""What charging adds to the case page: the referral, what the prosecutors wait for or asked for, the charge, and outcome 17."""

from django.db.models import F
from django.urls import reverse

from casework.cases import flow as case_flow
from casework.charging import flow
from casework.charging.models import Charge, CpsReferral, LimitPassed, PlanItem
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number

ACTIONS = (
    "charging.view",
    "charging.brief",
    "charging.prepare",
    "charging.approve",
    "charging.decide",
    "charging.item",
    "charging.limit",
    "court.record",
)
LABELS = dict(flow.STATES)


def _facts() -> dict[str, object]:
    referrals = CpsReferral.objects.filter(case=CASE).order_by(F("decided_at").desc(nulls_first=True), "-pk")
    return {
        "referral": newest(referrals, "reference"),
        "referral_state": newest(referrals, "state"),
        "referral_by": newest(referrals, "submitted_by"),
        "plan_left": number(PlanItem.objects.filter(case=CASE, done_at=None, referral__state=flow.MORE_WORK)),
        "charges": number(Charge.objects.filter(case=CASE)),
        "limit_passed": newest(LimitPassed.objects.filter(case=CASE, answered_at=None).order_by("-pk"), "limit_on"),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    tab = Tab("charging", "Charging", seen.url("case-charging"), "charging.brief")
    where = seen.link("charging.brief", "case-charging")
    tasks = []
    state = facts["referral_state"]
    if state:
        hint = ""
        if state == flow.MORE_WORK:
            left = facts["plan_left"] or 0
            hint = f"{left} of the things the CPS asked for to do" if left else "Everything is done: send it again"
        kind = "done" if state in (flow.CHARGED, flow.NO_CHARGE) else "next"
        tasks.append(Task("Charge", LABELS[state], kind, where, hint))
    prompts = []
    if facts["limit_passed"] and "charging.brief" in seen.may:
        prompts.append(
            Prompt(
                "The time limit passed and nobody was charged: outcome 17",
                ("s.2A and s.2 can no longer be charged for what happened before", "A supervisor says how it came to that"),
                (("Open charging", seen.url("case-charging")),),
            )
        )
    return Parts(tab=tab, tasks=tasks, steps=_steps(seen), prompts=prompts)


def _steps(seen: Seen) -> list[Step]:
    facts = seen.facts
    state, reference = facts["referral_state"], facts["referral"]
    steps = []
    if state in (None, flow.NO_CHARGE, flow.CHARGED):
        early = seen.case.state in (case_flow.REPORTED, case_flow.RECORDED, case_flow.ALLOCATED)
        unless = "the case is not under investigation yet" if early else ""
        steps.append(seen.step("charging.prepare", "Refer to the CPS", "charging-begin", unless=unless))
    if reference is None:
        return steps
    own = facts["referral_by"] == seen.user.pk
    for wanted, action, text, name in (
        (flow.PREPARING, "charging.prepare", "Go on with the referral pack", "referral-detail"),
        (flow.SUBMITTED, "charging.approve", "Approve the referral pack", "referral-approve"),
        (flow.SENT, "charging.decide", "Decide on the charge", "referral-decide"),
        (flow.MORE_WORK, "charging.item", "Do what the CPS asked for", "referral-detail"),
        (flow.TO_CHARGE, "charging.prepare", "Record the charge", "referral-charge"),
    ):
        if state == wanted and action in seen.may and not (own and wanted == flow.SUBMITTED):
            steps.append(Step(text, reverse(name, args=[reference])))
    return steps


PANEL = Panel("charging", ACTIONS, _facts, _draw)
