"""READ FIRST: every move of every state machine, and which function answers which fact.

A stage's service calls `happened(Fact(kind, ...))` inside its transaction; `ANSWERS` lists who answers, in order. Nothing
registers itself at import: a new effect is a line here.
"""

from casework.applications import answers as from_notices
from casework.applications import background as applications_background
from casework.applications import closing as applications_closing
from casework.applications import flow as applications
from casework.applications import panel as applications_panel
from casework.assessment import answers as assessing
from casework.assessment import closing as assessment_closing
from casework.assessment import flow as assessment
from casework.assessment import panel as assessment_panel
from casework.assessment.pointing import Evidence
from casework.assessment.prompts import answers as reading
from casework.assessment.prompts import flow as prompts
from casework.assessment.prompts import panel as prompts_panel
from casework.breaches import closing as breaches_closing
from casework.breaches import flow as breaches
from casework.breaches import panel as breaches_panel
from casework.breaches.services import working as breach_work
from casework.cases import flow as cases
from casework.cases.closing import Gate
from casework.cases.facts import Answer
from casework.cases.moves import Move
from casework.charging import closing as charging_closing
from casework.charging import flow as charging
from casework.charging import pack
from casework.charging import panel as charging_panel
from casework.charging.pack import Source as PackSource
from casework.charging.services import laying
from casework.clocks import answers as timing
from casework.clocks import recounting
from casework.custody import answers as custody_answers
from casework.custody import closing as custody_closing
from casework.custody import flow as custody
from casework.custody import panel as custody_panel
from casework.custody.protection import Protection
from casework.devices import answers as devices
from casework.devices import flow as devices_flow
from casework.evidence import closing as evidence_closing
from casework.evidence import flow as evidence
from casework.evidence import panel as evidence_panel
from casework.evidence import selectors as exhibits
from casework.files import flow as files
from casework.files import panel as files_panel
from casework.investigation import answers as working
from casework.investigation import closing as investigation_closing
from casework.investigation import flow as investigation
from casework.investigation import panel as investigation_panel
from casework.keeping import answers as keeping
from casework.keeping import flow as keeping_flow
from casework.keeping.blocking import Keeps
from casework.orders import answers as told_of_orders
from casework.orders import background as orders_background
from casework.orders import flow as orders
from casework.orders import panel as orders_panel
from casework.orders import selectors as orders_read
from casework.orders.services import appealing, changing, ending, following, notifying, reviewing, serving
from casework.pins import answers as registered
from casework.pins import closing as pins_closing
from casework.pins import flow as pins
from casework.pins import panel as pins_panel
from casework.pins import selectors as pins_read
from casework.pins.background import Source as BackgroundSource
from casework.reports import closing as reports_closing
from casework.reports import flow as reports
from casework.reports import panel as reports_panel
from casework.reports.casepage import Panel
from casework.safeguarding import answers as caring
from casework.safeguarding import flow as safeguarding
from casework.safeguarding import pack as victim_pack
from casework.safeguarding import panel as safeguarding_panel
from casework.searches import flow as searches
from casework.searches import panel as searches_panel

MACHINES: dict[str, tuple[Move, ...]] = {
    "case": cases.MOVES,
    "stalking_decision": assessment.DECISION_MOVES,
    "plan_action": assessment.ACTION_MOVES,
    "case_file": files.MOVES,
    "receipt": evidence.RECEIPT_MOVES,
    "discrepancy": evidence.DISCREPANCY_MOVES,
    "release": keeping_flow.RELEASE_MOVES,
    "property_request": keeping_flow.REQUEST_MOVES,
    "device_agreement": devices_flow.AGREEMENT_MOVES,
    "sift": devices_flow.SIFT_MOVES,
    "warrant": searches.MOVES,
    "victim_duty": safeguarding.DUTY_MOVES,
    "referral": safeguarding.REFERRAL_MOVES,
    "review_request": safeguarding.REVIEW_MOVES,
    "action": investigation.ACTION_MOVES,
    "closing": investigation.CLOSING_MOVES,
    "transfer": investigation.TRANSFER_MOVES,
    "arrest": custody.ARREST_MOVES,
    "bail": custody.BAIL_MOVES,
    "extension": custody.EXTENSION_MOVES,
    "cps_referral": charging.MOVES,
    "crime_request": reports.REQUEST_MOVES,
    "pattern_prompt": prompts.MOVES,
    "notice": pins.MOVES,
    "match": pins.MATCH_MOVES,
    "application": applications.MOVES,
    "order": orders.MOVES,
    "notification": orders.DUTY_MOVES,
    "order_change": orders.CHANGE_MOVES,
    "appeal": orders.APPEAL_MOVES,
    "order_transfer": orders.TRANSFER_MOVES,
    "breach": breaches.MOVES,
}

ANSWERS: dict[str, tuple[Answer, ...]] = {
    # Who may see
    "breakglass.used": (timing.review_break_glass,),
    "breakglass.reviewed": (timing.break_glass_reviewed,),
    # Force policy, and what follows it
    "policy.approved": (recounting.ask,),
    "clock.recounted": (serving.follow_recount,),
    # The report, the chronology and the crime
    "case.reported": (caring.offer_support, registered.make_urgent, registered.match_arrivals),
    "person.arrived": (caring.offer_support, registered.match_arrival),
    "case.allocated": (),
    "case.investigating": (),
    "incident.added": (
        assessing.keep_time_limit,
        assessing.ask_reassessment,
        registered.make_urgent,
        reading.read_again,
        working.on_closed_case,
    ),
    "incident.changed": (assessing.keep_time_limit, reading.read_again),
    "crime.recording": (assessing.guard_recording,),
    "crime.recorded": (assessing.keep_time_limit, reading.read_again),
    "crime.cancelled": (assessing.end_time_limit,),
    "relationship.changed": (assessing.check_relationship,),
    "suspect.identified": (assessing.ask_reassessment,),
    # Is it stalking, and how dangerous
    "stalking.decided": (assessing.keep_time_limit, reading.read_again),
    "risk.assessed": (assessing.hasten_order_decision, breach_work.risk_assessed, caring.offer_advocate),
    "risk.reviewed": (assessing.hasten_order_decision, caring.offer_advocate),
    "plan.closed": (),
    "order.considered": (),
    "prompt.raised": (),
    "prompt.answered": (),
    "sample.checked": (),
    # Victim care
    "statement.taken": (caring.offer_personal_statement,),
    "victim.contacted": (told_of_orders.told_in_contact,),
    "referral.moved": (),
    "bail.views_recorded": (),
    "review.decided": (),
    # Working the case
    "action.raised": (),
    "action.done": (),
    "investigation.declined": (assessing.ask_reassessment, caring.must_be_told),
    "outcome.told": (),
    "case.closed": (),
    "case.reopened": (assessing.keep_time_limit, assessing.ask_reassessment),
    "case.transferred": (),
    # Custody and bail
    "suspect.arrested": (assessing.ask_reassessment, caring.must_be_told, breach_work.suspect_arrested),
    "suspect.interviewed": (assessing.ask_reassessment, caring.must_be_told),
    "suspect.charging": (laying.guard_release,),
    "suspect.released": (assessing.ask_reassessment, caring.must_be_told, keeping.custody_changed),
    "bail.set": (assessing.ask_reassessment, caring.must_be_told, registered.make_urgent),
    "bail.changed": (assessing.ask_reassessment, caring.must_be_told, registered.make_urgent, keeping.custody_changed),
    "bail.ended": (assessing.ask_reassessment, caring.must_be_told, keeping.custody_changed),
    "bail.breached": (assessing.ask_reassessment, registered.make_urgent),
    # Charging and court
    "charging.referred": (),
    "charging.decided": (assessing.end_time_limit, assessing.ask_reassessment, caring.must_be_told),
    "charge.laid": (),
    "court.outcome": (assessing.ask_reassessment, caring.court_outcome, keeping.custody_changed),
    # Evidence
    "search.decided": (),
    "warrant.granted": (),
    "search.made": (),
    "exhibit.seized": (keeping.review_kept, devices.device_taken),
    "exhibit.handling": (devices.guard_extraction,),
    "exhibit.handled": (devices.device_gone,),
    "sift.notified": (),
    "exhibit.reviewed": (),
    "device.returned": (assessing.ask_reassessment,),
    "property.asked": (),
    "property.answered": (),
    # Legacy notices
    "notice.recorded": (),
    "notice.linked": (),
    "notice.reviewed": (from_notices.draft_application,),
    "notice.replaced": (),
    "notice.returned": (),
    "notice.reopened": (),
    "notice.contact": (),
    "paper.excepted": (),
    # Applications
    "application.started": (assessing.order_considered, from_notices.attach_notices),
    "application.submitted": (),
    "application.returned": (),
    "application.reopened": (),
    "application.approved": (),
    "application.authorised": (),
    "application.declined": (assessing.ask_reassessment,),
    "application.lodged": (assessing.ask_reassessment,),
    "summons.issued": (),
    "hearsay.notice_served": (),
    "hearsay.followed": (),
    "hearing.listed": (ending.check_gap, assessing.ask_reassessment),
    "summons.served": (assessing.ask_reassessment,),
    "application.determined": (ending.on_determined, appealing.on_refused, assessing.ask_reassessment),
    # Orders
    "order.made": (assessing.ask_reassessment, custody_answers.protection_changed, registered.make_urgent),
    "order.served": (assessing.ask_reassessment, custody_answers.protection_changed),
    "order.service_corrected": (custody_answers.protection_changed,),
    "order.ended": (assessing.ask_reassessment, custody_answers.protection_changed, changing.end_open_changes),
    "order.expiring": (assessing.ask_reassessment,),
    "order.changed": (assessing.ask_reassessment,),
    "order.reviewed": (),
    "order.handed_over": (),
    "address.moved_force": (),
    "information.requested": (),
    "variation.received": (),
    "appeal.begun": (),
    "appeal.decided": (),
    "notification.given": (),
    "notification.missed": (assessing.ask_reassessment,),
    "victim.told": (),
    # Breaches
    "breach.reported": (assessing.ask_reassessment, reviewing.after_breach),
    "breach.step_done": (following.victim_told,),
    "breach.charged": (notifying.charged, following.tell_of_charge),
}

# On what a point to prove may rest besides the chronology: functions of a case, giving exhibit number -> description.
EVIDENCE: tuple[Evidence, ...] = (exhibits.in_words,)

# What each stage adds to the case page, in the order of the journey (see `reports/casepage.py`).
CASE_PANELS: tuple[Panel, ...] = (
    reports_panel.PANEL,
    prompts_panel.PANEL,
    assessment_panel.PANEL,
    safeguarding_panel.PANEL,
    investigation_panel.PANEL,
    custody_panel.PANEL,
    charging_panel.PANEL,
    evidence_panel.PANEL,
    searches_panel.PANEL,
    files_panel.PANEL,
    pins_panel.PANEL,
    applications_panel.PANEL,
    orders_panel.PANEL,
    breaches_panel.PANEL,
)

# What must be so before a case is closed (investigation.md 12.2), in the order of the journey (see `cases/closing.py`).
CLOSING_GATES: tuple[Gate, ...] = (
    *reports_closing.GATES,
    *assessment_closing.GATES,
    *investigation_closing.GATES,
    *custody_closing.GATES,
    *charging_closing.GATES,
    *evidence_closing.GATES,
    *pins_closing.GATES,
    *applications_closing.GATES,
    *breaches_closing.GATES,
)

# Records that outlive their case, by kind: the role that is responsible for them, and for their dates, once the case is closed.
OUTLIVING: dict[str, str] = {
    "exhibit": "exhibits",
    "order": "offender_manager",
    "orderversion": "offender_manager",
    "notificationduty": "offender_manager",
}

# Who knows whether an order protects a victim on a day (see `custody/protection.py`).
PROTECTIONS: tuple[Protection, ...] = (orders_read.protects,)

# Who knows why the exhibits of a case must not be disposed of yet (see `keeping/blocking.py`).
KEEPS: tuple[Keeps, ...] = (orders_read.keeps_exhibits,)

# Who knows of which part of a referral pack (see `charging/pack.py`): each stage for its own records.
PACK: dict[str, tuple[PackSource, ...]] = {
    "CHRONOLOGY": (pack.chronology,),
    "POINTS": (pack.points,),
    "RISK": (pack.risk,),
    "STATEMENT": (victim_pack.statement,),
    "VPS": (victim_pack.personal_statement,),
    "BAIL": (pack.bail,),
    "ORDERS": (orders_read.in_pack, pins_read.in_pack),
}

# What later stages know of the people of an old notice (see `pins/background.py`).
NOTICE_BACKGROUND: tuple[BackgroundSource, ...] = (applications_background.SOURCE, orders_background.SOURCE)
