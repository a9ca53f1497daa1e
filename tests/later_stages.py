"""Applications, orders and breaches for tests, brought to each stage by the product's own services.

    team = make_team()                            # an officer, a lawyer, a superintendent ..., each another person
    application = ready_draft(team)               # nothing missing; then submitted, approved, authorised, lodged, listed
    order = made_order(team)                      # a full order, or interim_order(team)

Times are given; freeze the clock later than the last of them (`NOW`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from casework.applications import services as applying
from casework.applications.models import Application
from casework.assessment.models import RiskAssessment
from casework.cases.models import Case
from casework.orders import services as ordering
from casework.orders.models import Order, OrderChange, ServiceAttempt
from casework.people.models import Person
from casework.reports.incidents import add_incident
from casework.staff.models import User
from tests.factories import make_case, make_person, make_user

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    """London time, "2026-11-23 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


NOW = at("2026-11-30 12:00")
REPORTED = at("2026-11-02 09:00")
STARTED = at("2026-11-09 10:00")
SUBMITTED = at("2026-11-10 10:00")
APPROVED = at("2026-11-11 10:00")
AUTHORISED = at("2026-11-11 15:00")
LODGED = at("2026-11-11 16:00")
HEARING = at("2026-11-23 10:00")
MADE = at("2026-11-23 15:00")
COURT = "Northmoor Magistrates' Court"


@dataclass
class Team:
    """The people of one case, each another person, and the case itself."""

    officer: User
    sergeant: User
    lawyer: User
    superintendent: User
    manager_of_offenders: User
    carer: User
    clerk: User
    case: Case
    victim: Person
    suspect: Person


def make_team(**values: Any) -> Team:
    """A case with two incidents and a risk assessment, and everyone who works on it. `values` go to `make_case`."""
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    victim = make_person(given_names="Elin", family_name="Prosser")
    suspect = make_person(given_names="Callum", family_name="Rudd", date_of_birth=date(1988, 4, 2), sex="Male")
    case = make_case(officer, supervisor=sergeant, victim=victim, suspect=suspect, reported_at=REPORTED, **values)
    for day in ("2026-10-20 18:00", "2026-10-29 21:30"):
        add_incident(
            actor=officer,
            case=case,
            values={"occurred_at": at(day), "acts": ["B"], "summary": "Flowers and a card were left at her work."},
        )
    RiskAssessment.objects.create(
        case=case,
        tool="DASH",
        assessed_at=at("2026-11-03 10:00"),
        assessor=officer,
        victim_view="HIGH",
        officer_view="HIGH",
        officer_rationale="Escalating, knows where she works.",
        divergence="NONE",
        final_grade="HIGH",
        decided_by=officer,
        trigger="First",
        next_review_due=at("2026-11-10 10:00"),
    )
    return Team(
        officer,
        sergeant,
        make_user("LEGAL"),
        make_user("AUTHORISER"),
        make_user("OFFENDER_MANAGER"),
        make_user("VICTIM_CARE"),
        make_user("RECORDS"),
        case,
        victim,
        suspect,
    )


CONDITION = {
    "category": "NO_CONTACT_DIRECT",
    "parts": {"who": "Elin Prosser"},
    "own_text": "",
    "necessity_reason": "He has contacted her 43 times since she told him to stop.",
    "measure": "Call records and the messages as she received them.",
    "protected_person": None,
    "locality": "",
    "until": None,
    "agency": "",
}


def fill(team: Team, application: Application) -> None:
    """Write every section, so that nothing is missing."""
    incidents = list(team.case.incidents.values_list("pk", flat=True))
    risks = list(RiskAssessment.objects.filter(case=team.case).values_list("pk", flat=True))
    by: dict[str, Any] = {"actor": team.officer, "application": application, "expected": None, "at": STARTED}
    applying.save_section(**by, section="subject", values={"area_basis": "RESIDES", "area_reason": "He lives in Castlegate."})
    for section, text in (
        ("acts", "He left flowers, cards and messages at her work on two occasions after she told him to stop."),
        ("risk", "He poses a risk of psychological harm: she no longer goes out alone and cannot sleep."),
        ("necessity", "Bail has ended and nothing else keeps him from contacting her; he has said that he will go on."),
    ):
        rests = {"incident": incidents, "risk": risks if section == "risk" else []}
        applying.save_ground(**by, section=section, text=text, rests_on=rests, harm="PSYCHOLOGICAL" if section == "risk" else "")
    applying.add_condition(actor=team.officer, application=application, at=STARTED, **CONDITION)
    applying.save_section(
        **by, section="screens", values={"religion_answer": "CLEAR", "religion_note": "", "work_answer": "CLEAR", "work_note": ""}
    )
    applying.save_section(
        **by,
        section="views",
        values={
            "victim_view": "SUPPORTS",
            "victim_view_text": "",
            "prosecution": "NONE",
            "cps_consulted_on": None,
            "other_orders": "",
        },
    )
    applying.save_section(
        **by,
        section="interim",
        values={
            "interim_sought": True,
            "interim_why": "The full hearing is weeks away and he escalates.",
            "on_notice": True,
            "on_notice_why": "",
            "urgency": "URGENT",
            "urgency_why": "High risk",
        },
    )
    applying.save_section(**by, section="court", values={"court": COURT, "court_kind": "ADULT", "asked_fixed": True, "asked_years": 2})
    application.refresh_from_db()


def draft(team: Team, **values: Any) -> Application:
    """A draft just begun."""
    return applying.start_application(actor=team.officer, case=team.case, defendant=team.suspect, at=STARTED, **values)


def ready_draft(team: Team) -> Application:
    """A draft that lacks nothing."""
    application = draft(team)
    fill(team, application)
    return application


def submitted(team: Team) -> Application:
    """With force legal."""
    return applying.submit(actor=team.officer, application=ready_draft(team), at=SUBMITTED)


def approve(team: Team, application: Application, **changes: Any) -> Application:
    """Approve with every test ticked; `changes` replace arguments."""
    from casework.applications import rules

    given: dict[str, Any] = {
        "compatibility": True,
        "list_seen": [],
        "tests": dict.fromkeys(rules.tests_for(application), True),
        "at": APPROVED,
        **changes,
    }
    return applying.approve(actor=given.pop("actor", team.lawyer), application=application, **given)


def approved(team: Team) -> Application:
    """With the superintendent."""
    return approve(team, submitted(team))


def authorised(team: Team) -> Application:
    """Authorised."""
    return applying.decide_authority(
        actor=team.superintendent, application=approved(team), given=True, rationale="It appears to me that s.1(1) is met.", at=AUTHORISED
    )


def lodged(team: Team) -> Application:
    """Before the court."""
    return applying.lodge(
        actor=team.lawyer,
        application=authorised(team),
        complaint_on=timezone.localdate(LODGED),
        court_reference="NMC-2026-0933",
        at=LODGED,
    )


def listed(team: Team) -> Application:
    """With a hearing on 23 November 2026."""
    application = lodged(team)
    applying.list_hearing(actor=team.lawyer, application=application, hearing_at=HEARING, court=COURT, at=LODGED)
    return application


def order_conditions(application: Application) -> list[dict[str, Any]]:
    """The draft's conditions as the court made them."""
    return [
        {"number": each.number, "kind": each.kind, "category": each.category, "text": each.text, "locality": "", "until": None}
        for each in application.conditions.all()
    ]


def make_order(team: Team, application: Application, **changes: Any) -> Order:
    """Record an order on a listed application; `changes` replace arguments."""
    given: dict[str, Any] = {
        "kind": "SPO",
        "made_at": MADE,
        "court": COURT,
        "fixed_period": True,
        "end_date": date(2028, 11, 22),
        "conditions": order_conditions(application),
        **changes,
    }
    return ordering.record_order(actor=team.lawyer, application=application, **given)


def made_order(team: Team, **changes: Any) -> Order:
    """A full order of 23 November 2026 for two years."""
    return make_order(team, listed(team), **changes)


def order_on(team: Team, application: Application, **changes: Any) -> Order:
    """A full order on a draft just begun, brought through legal, authority and court, and served by hand at once."""
    fill(team, application)
    applying.submit(actor=team.officer, application=application, at=SUBMITTED)
    approve(team, application)
    applying.decide_authority(
        actor=team.superintendent, application=application, given=True, rationale="It appears to me that s.1(1) is met.", at=AUTHORISED
    )
    complaint = timezone.localdate(LODGED)
    applying.lodge(actor=team.lawyer, application=application, complaint_on=complaint, court_reference="NMC-2026-0933", at=LODGED)
    applying.list_hearing(actor=team.lawyer, application=application, hearing_at=HEARING, court=COURT, at=LODGED)
    order = make_order(team, application, **{"made_at": MADE, **changes})
    serve(team, order, MADE)
    order.refresh_from_db()
    return order


def interim_order(team: Team, **changes: Any) -> Order:
    """An interim order of 23 November 2026 to 20 December 2026, the main application put off to 14 December."""
    return make_order(
        team, listed(team), **{"kind": "ISPO", "end_date": date(2026, 12, 20), "next_hearing_at": at("2026-12-14 10:00"), **changes}
    )


def serve(team: Team, order: Order, sent_at: datetime = MADE, **changes: Any) -> ServiceAttempt:
    """Serve by hand at a police station; `changes` replace arguments."""
    given: dict[str, Any] = {
        "method": "hand",
        "sent_at": sent_at,
        "server": "PC 4471",
        "place_kind": "STATION",
        "identity_check": "Known to the officer",
        "terms_explained": True,
        "copy_left": True,
        **changes,
    }
    return ordering.record_service(actor=team.officer, order=order, **given)


CHANGE_AT = at("2026-11-26 09:00")
CHANGE_HEARD = at("2026-11-30 11:00")
ASKED = "That the order be changed as the attached draft says."
WHY = "The risk was assessed again and the conditions do not fit it any more."


def change_drafted(team: Team, order: Order, kind: str = "VARY", **more: Any) -> OrderChange:
    """Our own chief officer's application, drafted by the offender manager."""
    term = {"fixed": True, "end": date(2030, 11, 22)} if kind == "RENEW" else {}
    given: dict[str, Any] = {"kind": kind, "applicant": "OUR_OFFICER", "asked": ASKED, "why": WHY, "at": CHANGE_AT, **term, **more}
    return ordering.start_change(actor=team.manager_of_offenders, order=order, **given)


def change_lodged(team: Team, order: Order, kind: str = "VARY", **more: Any) -> OrderChange:
    """The same before the court: reviewed and authorised by two others."""
    made = change_drafted(team, order, kind, **more)
    when = {"at": more.get("at", CHANGE_AT)}
    ordering.submit_change(actor=team.manager_of_offenders, made=made, **when)
    ordering.review_change(actor=team.lawyer, made=made, approve=True, compatible=True, **when)
    ordering.authorise_change(actor=team.superintendent, made=made, given=True, reasons="It appears to me that it is needed.", **when)
    return ordering.lodge_change(actor=team.lawyer, made=made, court=COURT, court_reference="NMC-2026-1001", **when)


def change_received(team: Team, order: Order, kind: str = "DISCHARGE", **more: Any) -> OrderChange:
    """The defendant's application, recorded when it came."""
    term = {"fixed": True, "end": date(2030, 11, 22)} if kind == "RENEW" else {}
    given: dict[str, Any] = {"kind": kind, "applicant": "DEFENDANT", "asked": ASKED, "court": COURT, "at": CHANGE_AT, **term, **more}
    return ordering.start_change(actor=team.lawyer, order=order, **given)


def change_listed(team: Team, made: OrderChange, hearing_at: datetime = CHANGE_HEARD) -> OrderChange:
    """With a hearing."""
    return ordering.list_change(actor=team.lawyer, made=made, hearing_at=hearing_at, court=COURT, at=made.lodged_at)


def consents(team: Team, made: OrderChange, *by: str, given: bool = True) -> None:
    """Consents on record."""
    for each in by:
        ordering.record_consent(actor=team.lawyer, made=made, by=each, given=given, on=CHANGE_AT.date(), evidence="Signed form of consent")


def discharged(team: Team, order: Order, when: datetime = CHANGE_HEARD) -> Order:
    """Discharged on the defendant's application with the consents of s.4(4)(b)."""
    made = change_listed(team, change_received(team, order))
    consents(team, made, "defendant_consents", "original_officer_consents")
    ordering.grant_discharge(actor=team.lawyer, made=made, at=when, note="Discharged by consent of all who must")
    order.refresh_from_db()
    return order


def as_it_stands(order: Order) -> list[dict[str, Any]]:
    """The newest version's conditions, as the court would repeat them."""
    version = order.versions.order_by("-number").first()
    assert version is not None
    return [
        {
            "number": each.number,
            "kind": each.kind,
            "category": each.category,
            "text": each.text,
            "locality": each.locality,
            "until": each.until,
        }
        for each in version.conditions.all()
    ]


NEW_CONDITION = {
    "number": 2,
    "kind": "PROHIBITION",
    "category": "OTHER_PROHIBITION",
    "text": "Not to enter Mill Lane, Castlegate.",
    "locality": "",
    "until": None,
    "new": True,
    "necessity": "He waited there on three mornings.",
}


def varied(team: Team, order: Order, when: datetime = CHANGE_HEARD, **more: Any) -> OrderChange:
    """Varied on our own application: one condition more."""
    made = change_listed(team, change_lodged(team, order, "VARY", **more), when)
    ordering.grant_variation(actor=team.lawyer, made=made, conditions=[*as_it_stands(order), NEW_CONDITION], at=when)
    order.refresh_from_db()
    return made


def refused(team: Team) -> Application:
    """A main application that the court refused on 23 November 2026."""
    application = listed(team)
    return applying.determine(
        actor=team.lawyer, application=application, granted=False, at=MADE, note="Not satisfied that it is necessary."
    )
