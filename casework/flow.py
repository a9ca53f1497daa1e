"""READ FIRST: every move of every state machine, and which function answers which fact.

A stage's service calls `happened(Fact(kind, ...))` inside its transaction; `ANSWERS` lists who answers, in order. Nothing
registers itself at import: a new effect is a line here.
"""

from casework.applications import flow as applications
from casework.applications import panel as applications_panel
from casework.assessment import answers as assessing
from casework.assessment import flow as assessment
from casework.assessment import panel as assessment_panel
from casework.assessment.prompts import answers as reading
from casework.assessment.prompts import flow as prompts
from casework.assessment.prompts import panel as prompts_panel
from casework.breaches import flow as breaches
from casework.breaches import panel as breaches_panel
from casework.breaches.services import working as breach_work
from casework.cases import flow as cases
from casework.cases.facts import Answer
from casework.cases.moves import Move
from casework.clocks import recounting
from casework.evidence import panel as evidence_panel
from casework.orders import flow as orders
from casework.orders import panel as orders_panel
from casework.orders.services import ending, serving
from casework.pins import answers as registered
from casework.pins import flow as pins
from casework.pins import panel as pins_panel
from casework.reports import panel as reports_panel
from casework.reports.casepage import Panel

MACHINES: dict[str, tuple[Move, ...]] = {
    "case": cases.MOVES,
    "stalking_decision": assessment.DECISION_MOVES,
    "plan_action": assessment.ACTION_MOVES,
    "pattern_prompt": prompts.MOVES,
    "notice": pins.MOVES,
    "application": applications.MOVES,
    "order": orders.MOVES,
    "notification": orders.DUTY_MOVES,
    "breach": breaches.MOVES,
}

ANSWERS: dict[str, tuple[Answer, ...]] = {
    # Who may see
    "breakglass.used": (),
    "breakglass.reviewed": (),
    # Force policy, and what follows it
    "policy.approved": (recounting.ask,),
    "clock.recounted": (serving.follow_recount,),
    # The report, the chronology and the crime
    "case.reported": (),
    "case.allocated": (),
    "case.investigating": (),
    "incident.added": (assessing.keep_time_limit, assessing.ask_reassessment, registered.make_urgent, reading.read_again),
    "incident.changed": (assessing.keep_time_limit, reading.read_again),
    "crime.recording": (assessing.guard_recording,),
    "crime.recorded": (assessing.keep_time_limit, reading.read_again),
    # Is it stalking, and how dangerous
    "stalking.decided": (assessing.keep_time_limit, reading.read_again),
    "risk.assessed": (assessing.hasten_order_decision, breach_work.risk_assessed),
    "risk.reviewed": (assessing.hasten_order_decision,),
    "plan.closed": (),
    "prompt.raised": (),
    "prompt.answered": (),
    "sample.checked": (),
    "order.considered": (),
    # Evidence
    "search.decided": (),
    "exhibit.seized": (),
    "exhibit.handled": (),
    # Legacy notices
    "notice.recorded": (),
    "notice.linked": (),
    "notice.reviewed": (),
    "notice.replaced": (),
    "notice.returned": (),
    # Applications
    "application.started": (assessing.order_considered,),
    "application.submitted": (),
    "application.returned": (),
    "application.reopened": (),
    "application.approved": (),
    "application.authorised": (),
    "application.declined": (),
    "application.lodged": (),
    "hearing.listed": (ending.check_gap,),
    "summons.served": (),
    "application.determined": (ending.on_determined,),
    # Orders
    "order.made": (),
    "order.served": (),
    "order.service_corrected": (),
    "order.ended": (),
    "notification.given": (),
    "notification.missed": (),
    "victim.told": (),
    # Breaches
    "breach.reported": (assessing.ask_reassessment,),
    "breach.step_done": (),
}

# What each stage adds to the case page, in the order of the journey (see `reports/casepage.py`).
CASE_PANELS: tuple[Panel, ...] = (
    reports_panel.PANEL,
    prompts_panel.PANEL,
    assessment_panel.PANEL,
    evidence_panel.PANEL,
    pins_panel.PANEL,
    applications_panel.PANEL,
    orders_panel.PANEL,
    breaches_panel.PANEL,
)
