"""One case from report to charge and closure, as officer, sergeant, inspector, CPS and the others work it at one browser.

Every gate of closing is seen shut on the closing page, with what is missing and the way there, and later seen open. Every kind of page
is checked with axe for each who meets it. The application to the court and the life of the order have their own journey; here they are
brought about by the services, since closing only asks whether they have ended.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from casework.applications.models import Application
from casework.breaches.models import Breach
from casework.cases.models import Case, PartyRole
from casework.charging.models import Charge, CpsReferral, LimitPassed, PackPart
from casework.charging.services.limits import notice_due
from casework.custody.models import Arrest, Bail, Extension
from casework.evidence.models import Exhibit
from casework.investigation.models import Action, LogEntry
from casework.orders.models import Order
from casework.pins.models import Notice
from casework.reports.models import ReportDraft
from tests import later_stages as stage
from tests.factories import make_user
from tests.journeys.closing_gates import TITLES, Gates, narrow_enough, photograph
from tests.journeys.driver import Walk, day, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Seen in the messages"
COURT = "Northmoor Magistrates' Court"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """The hour in which the case is worked; it goes on, and can be moved on."""
    with time_machine.travel(stage.NOW) as traveller:
        yield traveller


def test_from_report_to_charge_and_closure(walk: Walk, clock: Any, monkeypatch: Any) -> None:
    officer, sergeant = make_user("OFFICER", first_name="Priya", last_name="Dhanda"), make_user("SUPERVISOR")
    inspector, prosecutor = make_user("SUPERVISOR", rank="INSPECTOR"), make_user("CPS", first_name="Hana", last_name="Quill")
    gates = Gates(walk, officer)
    at = gates.at = reported(walk, officer)
    nothing_is_done_yet(walk, gates, sergeant, officer)
    worked(walk, gates)
    identified(walk, gates, officer, sergeant)
    searched(walk, gates)
    old_notice(walk, gates, sergeant)
    order = ordered(walk, gates, officer, sergeant, monkeypatch)
    clock.shift(timedelta(minutes=30))
    breached(walk, gates, order)
    arrested_and_bailed(walk, gates, officer, sergeant, inspector)
    charged(walk, gates, officer, sergeant, prosecutor)
    clock.shift(timedelta(minutes=30))
    ended(walk, gates, officer, sergeant)
    assert gates.opened == set(gates.shut) == set(TITLES), "every gate was seen shut and then open; there is none that cannot apply"
    left = {title: missing for title, missing in gates.now().items() if missing}
    assert not left, left
    closed(walk, at, officer, sergeant)
    reopened(walk, at, officer, sergeant)


def reported(walk: Walk, officer: Any) -> str:
    """Reported in its steps, of an act more than six months ago; the address of the case."""
    walk.be(officer)
    walk.fill("/cases/new/", {"danger_now": "NO", "reported_at": "2/11/2026 09:00"})
    step = f"/cases/new/{ReportDraft.objects.get().pk}"
    walk.fill(f"{step}/victim/", {"victim_given_names": "Elin", "victim_family_name": "Prosser"})
    walk.fill(f"{step}/contact/", {"contact_by": "NOT_KNOWN"})
    suspect = {"suspect_given_names": "Callum", "suspect_family_name": "Rudd", "relationship": "EX_PARTNER"}
    walk.fill(f"{step}/suspect/", suspect | {"suspect_date_of_birth": "2/4/1988"})
    walk.fill(f"{step}/what/", {"occurred_at": "4/5/2026 18:00", "acts": ["B"], "summary": "Flowers came without a card."})
    walk.fill(f"{step}/check/", {}, button="Open the case")
    return f"/cases/{Case.objects.get().reference}/"


def nothing_is_done_yet(walk: Walk, gates: Gates, sergeant: Any, officer: Any) -> None:
    """What is missing, each thing with the way to it, and no form; then the crime, the allocation, and the limit that passed."""
    at = gates.at
    gates.are_shut(
        {
            "Crime recorded": ("Record the crime, or why none is recorded", f"{at}crime/"),
            "Stalking or not decided": ("Answer: is it stalking?", f"{at}stalking/decide/"),
            "Final risk assessment made and reviewed, plan closed": ("Make a final risk assessment", f"{at}risk/assess/"),
            "Decision on an order": ("Decide whether a Stalking Protection Order is needed", f"{at}order-needed/"),
            "Outcome recorded": ("Record the outcome, with its code and reasons", f"{at}outcome/"),
            "Victim told": ("Record the outcome, then when the victim was told of it", f"{at}outcome/"),
            "Decision on a search": ("Decide on search and seizure", f"{at}search/"),
        }
    )
    walk.fill(f"{at}crime/", {"offence": "STALKING_2A", "crime_reference": "48N/10231/26"})
    walk.be(sergeant)
    walk.fill(f"{at}allocate/", {"officer": str(officer.pk), "reason": "On duty and knows the street", "untrained_agreed": True})
    walk.be(officer)
    walk.fill(f"{at}start/", {})
    gates.are_open("Crime recorded")
    gates.are_shut({"Time limit not running": ("The time limit for a summary offence still runs", f"{at}outcome/")})
    assert notice_due() == 1
    gates.are_shut(
        {"A limit that passed was answered for": ("A time limit passed uncharged: a supervisor says how it came to that", f"{at}charging/")}
    )
    walk.be(sergeant)
    walk.fill(
        f"{at}charging/limit/{LimitPassed.objects.get().pk}/", {"answer": "She told us of it half a year later, and is cared for now."}
    )
    gates.are_open("A limit that passed was answered for")


def worked(walk: Walk, gates: Gates) -> None:
    """The chronology grows; an entry of the log with an action raised from it, corrected, searched and set out for paper."""
    at = gates.at
    walk.be(gates.officer)
    for when, what in (("20/11/2026 18:00", "A second bunch came."), ("28/11/2026 21:30", "He waited outside her work.")):
        walk.fill(f"{at}incidents/add/", {"occurred_at": when, "acts": ["B", "E"], "summary": what})
    walk.go(f"{at}incidents/")
    assert all(words in walk.text() for words in ("Flowers came without a card.", "A second bunch came.", "He waited outside her work."))
    walk.go(f"{at}log/")
    entry = {"kind": "ENQUIRY", "fact": "The shop keeps its footage until Friday.", "opinion": "It may show him."}
    walk.fill(f"{at}log/add/?outline=enquiry", entry, button="Save and raise an action")
    assert "an entry of the log" in walk.text()
    path = walk.page.url.removeprefix(walk.base)
    walk.fill(path, {"kind": "FOOTAGE", "what": "Fetch the footage", "owner": f"{Case.objects.get().owner_id}", "due_on": day(2)})
    pk, action = LogEntry.objects.get().pk, Action.objects.get().pk
    walk.fill(f"{at}log/{pk}/correct/", {"fact": "The shop keeps its footage until Thursday.", "why": "It is Thursday"})
    walk.go(f"{at}log/?text=thursday")
    assert "Corrects the entry" in walk.text()
    walk.go(f"{at}log/print/")
    for part in ("log/", "log/add/", "actions/", f"actions/{action}/", "closing/", ""):
        narrow_enough(walk, f"{at}{part}")
    walk.go("/actions/")
    assert "Fetch the footage" in walk.text()
    gates.are_shut({"Actions closed": ("1 action is still open", f"{at}actions/")})
    walk.fill(f"{at}actions/{action}/close/", {"result": "The footage shows nobody."})
    gates.are_open("Actions closed")


def identified(walk: Walk, gates: Gates, officer: Any, sergeant: Any) -> None:
    """It is stalking; risk for the first time; an order is needed, and nobody has applied yet."""
    at = gates.at
    four = {
        name: value for word in ("fixated", "obsessive", "unwanted", "repeated") for name, value in ((word, "yes"), (f"{word}_why", WHY))
    }
    walk.fill(f"{at}stalking/decide/", {**four, "decision": "STALKING_2A"})
    gates.are_open("Stalking or not decided")
    assess(walk, at, "First report", **{"actions-0-kind": "SAFETY_PLAN", "actions-0-what": "Agree a safety plan"}, owner=officer)
    gates.are_shut({"Final risk assessment made and reviewed, plan closed": ("1 action of the risk plan still to be closed", f"{at}risk/")})
    walk.be(sergeant)
    walk.fill(f"{at}risk/review/", {"agreed": "yes"})
    walk.be(officer)
    walk.fill(f"{at}order-needed/", {"needed": "yes", "reasons": "Bail alone will not keep him from her for long enough."})
    gates.are_open("Decision on an order")
    gates.are_shut({"Applications decided": ("It was decided that an order is needed, and nobody has applied", f"{at}order-needed/")})


def assess(walk: Walk, at: str, trigger: str, owner: Any = None, **more: Any) -> None:
    """Assess risk: with an action for `owner`, or the reason for none."""
    values = {
        "tool": "DASH",
        "tool_version": "2009",
        "victim_view": "MEDIUM",
        "victim_words": "He knows when I am alone.",
        "officer_view": "MEDIUM",
        "officer_rationale": "Contact goes on although he was told to stop.",
        "trigger": trigger,
    }
    if owner is None:
        more["no_action_reason"] = "She has moved away and nobody knows where she lives now."
    else:
        more |= {"actions-0-owner": owner.pk, "actions-0-due_on": day(2)}
    walk.fill(f"{at}risk/assess/", values | more)


def searched(walk: Walk, gates: Gates) -> None:
    """No search, with the reason; an exhibit that the victim gives is planned for."""
    at = gates.at
    walk.fill(f"{at}search/", {"considered": "NOT_USED", "not_used_reason": "Nothing is sought at his home that is not had already."})
    gates.are_open("Decision on a search")
    item = {"description": "Card with handwriting", "kind": "LETTER", "found_at": "Handed over at the front desk", "seal": "B10044999"}
    seized = {"seized_at": moment(2), "power": "VOLUNTARY", "seized_from": "The victim"}
    walk.fill(f"{at}evidence/seize/", seized | {f"items-0-{name}": value for name, value in item.items()})
    exhibit = Exhibit.objects.get()
    words = f"Plan whether to keep, return or dispose of {exhibit.number}"
    gates.are_shut({"A plan for each exhibit": (words, f"{at}evidence/plans/")})
    walk.fill(f"{at}evidence/plans/", {f"plan-{exhibit.pk}": "RETAIN", f"reason-{exhibit.pk}": "Until an appeal is over"})
    gates.are_open("A plan for each exhibit")


def old_notice(walk: Walk, gates: Gates, sergeant: Any) -> None:
    """An old notice is replaced by a decision that another approves."""
    at = gates.at
    walk.fill(f"{at}pins/add/", {"kind": "PIN", "issued_on": "2/3/2015", "conduct": "Repeated letters to a former partner"})
    notice = Notice.objects.get()
    gates.are_shut({"Legacy notices reviewed": (f"{notice.reference} is not replaced by a decision yet", f"/pins/{notice.reference}/")})
    walk.fill(f"/pins/{notice.reference}/review/", {"outcome": "LINKED_TO_EXISTING_CASE", "existing": Case.objects.get().reference})
    walk.be(sergeant)
    walk.fill(f"/pins/{notice.reference}/approve/", {"agreed": "yes"})
    gates.are_open("Legacy notices reviewed")


def ordered(walk: Walk, gates: Gates, officer: Any, sergeant: Any, monkeypatch: Any) -> Order:
    """The application is begun by page, and brought to an order that is served by the services."""
    case = Case.objects.get()
    walk.fill(f"{gates.at}applications/start/", {})
    application = Application.objects.get()
    words = f"{application.reference} is neither decided nor withdrawn"
    gates.are_shut({"Applications decided": (words, f"/applications/{application.reference}/")})
    for name in ("STARTED", "SUBMITTED", "APPROVED", "AUTHORISED", "LODGED", "HEARING", "MADE"):
        monkeypatch.setattr(stage, name, timezone.now())
    people = [case.parties.get(role=role).person for role in (PartyRole.VICTIM, PartyRole.SUSPECT)]
    others = [make_user(role) for role in ("LEGAL", "AUTHORISER", "OFFENDER_MANAGER", "VICTIM_CARE", "RECORDS")]
    team = stage.Team(officer, sergeant, *others, case, *people)
    order = stage.order_on(team, application, end_date=date(2028, 11, 30))
    gates.are_open("Applications decided")
    return order


def breached(walk: Walk, gates: Gates, order: Order) -> None:
    """The control room reports a breach; it comes to its end, and the order stays as it is."""
    walk.be(make_user("CONTROL"))
    condition = order.versions.get().conditions.get()
    happened = {"occurred_at": moment(), "type": "S8_BREACH", "conditions": [condition.pk], "what_happened": "Rang her at work and hung up"}
    walk.fill(f"/orders/{order.reference}/breach/", happened)
    breach = Breach.objects.get()
    to = f"/breaches/{breach.reference}/"
    gates.are_shut({"Breaches ended": (f"{breach.reference} is still open", to)})
    walk.fill(f"{to}crime/", {"crime_number": "48N/10500/26"})
    walk.fill(f"{to}further/", {"further_crime": "no", "further_crime_why": "It is part of the course that was charged"})
    walk.fill(f"{to}move/", {"verb": "no further action", "note": "The call came from a colleague, as her records show"})
    gates.are_open("Breaches ended")
    assert Order.objects.get().state == "IN_FORCE", "a breach does not change the order"


def arrested_and_bailed(walk: Walk, gates: Gates, officer: Any, sergeant: Any, inspector: Any) -> None:
    """Arrested for a ground, interviewed, bailed once she was asked, and bail extended by an inspector."""
    at = gates.at
    held = {"at": moment(9), "offences": ["STALKING_2A"], "station": "Castlegate"}
    walk.fill(f"{at}custody/arrest/", held | {"power": "WITHOUT_WARRANT"}, refused=True)
    assert "Choose the ground that made the arrest necessary" in walk.text()
    photograph(walk, "arrest-refused")
    walk.fill(f"{at}custody/arrest/", held | {"ground": "PROTECT", "reason": "He went to her work again"})
    arrest = Arrest.objects.get()
    gates.are_shut({"Bail clear": ("A suspect is in custody: record the release", f"{at}custody/")})
    walk.fill(
        f"{at}custody/interview/",
        {
            "started_at": moment(6),
            "ended_at": moment(5),
            "place": "Castlegate",
            "legal_advice": "Duty solicitor, in person",
            "account": "He said that he only wanted to talk",
        },
    )
    walk.be(sergeant)
    walk.go("/custody/")
    assert arrest.reference in walk.text()
    photograph(walk, "custody-list")

    # Bail is refused until the victim has been asked.
    walk.be(officer)
    release = {
        "at": moment(1),
        "kind": "BAIL",
        "reason": "The download of his telephone is awaited",
        "attend_at": moment(days_ahead=28),
        "attend_place": "Castlegate",
        "conditions-0-category": "NO_CONTACT_DIRECT",
        "conditions-0-text": "Not to contact her directly by any means",
        "conditions-1-category": "EXCLUSION_ZONE",
        "conditions-1-text": "Not to enter Castlegate inside the ring road",
    }
    walk.fill(f"/custody/{arrest.reference}/release/", release, refused=True)
    assert "Record when the victim's views were sought" in walk.text()
    photograph(walk, "release-refused")
    views = {"about_at": moment(1), "sought": "yes", "views_at": moment(3), "views": "She fears that he comes to her work"}
    walk.fill(f"{at}custody/views/", views | {"passed_to": "PS Tait", "passed_at": moment(2)})
    walk.fill(f"/custody/{arrest.reference}/release/", release)
    photograph(walk, "custody-of-case")
    bail = Bail.objects.get()
    first_end = bail.ends_on
    gates.are_shut({"Bail clear": ("End bail, or the release under investigation", f"{at}custody/")})

    walk.fill(
        f"/bail/{bail.reference}/extend/",
        {
            "why": "The download of two telephones is still with the digital unit",
            "told_at": moment(0.5),
            "representations": "None were made",
        },
    )
    walk.be(sergeant)
    walk.go(f"/bail/{bail.reference}/")
    assert "PACE s.47ZD keeps this to an inspector" in walk.text()
    walk.be(inspector)
    answer = {"granted": "yes", "conditions": ["condition_a", "condition_b", "condition_c"], "considered": True}
    walk.fill(f"/bail/{bail.reference}/extend/inspector/", answer, refused=True)
    assert "Without condition D bail cannot be extended" in walk.text()
    photograph(walk, "extension-refused")
    walk.fill(f"/bail/{bail.reference}/extend/inspector/", answer | {"conditions": [*answer["conditions"], "condition_d"]})  # type: ignore[misc]
    assert first_end is not None and Extension.objects.get().ends_after > first_end
    photograph(walk, "bail")
    narrow_enough(walk, f"/bail/{bail.reference}/")


def missing_parts(walk: Walk, to: str) -> dict[str, str]:
    """The parts that the pack's page shows as missing: code -> title."""
    walk.go(f"{to}/")
    rows = walk.page.locator("#main li[data-ref]").filter(has=walk.page.locator(".govuk-tag", has_text="Missing"))
    return {each.get_attribute("data-ref") or "": each.get_by_role("link").inner_text() for each in rows.all()}


def charged(walk: Walk, gates: Gates, officer: Any, sergeant: Any, prosecutor: Any) -> None:
    """A whole pack, another supervisor, a prosecutor by name, an action plan, the decision, the charge."""
    at, case = gates.at, Case.objects.get()
    walk.be(officer)
    why = "s.2A is proposed; s.4A is not, since she fears no violence"
    walk.fill(f"{at}charging/begin/", {"category": "GREEN", "offences": ["STALKING_2A"], "considered": why})
    referral = CpsReferral.objects.get()
    to = f"/charging/{referral.reference}"
    gates.are_shut({"The CPS and the court have decided": ("A referral to the CPS is open: wait for the decision", f"{at}charging/")})
    missing = missing_parts(walk, to)
    assert missing and not missing.keys() & {"CHRONOLOGY", "POINTS", "RISK", "ORDERS", "BAIL"}, "what has its own record is there"
    assert "4 occasions on the chronology" in walk.text()
    walk.fill(f"{to}/submit/", {}, refused=True)
    assert "Missing from the pack" in walk.text() and all(title in walk.text() for title in missing.values())
    victim = case.parties.get(role=PartyRole.VICTIM).pk
    taken = {"at": moment(2), "kept_at": "exhibit AJM/3", "vps": "VPS_DECLINED", "ask_measures": "no"}
    walk.fill(f"{at}victims/{victim}/statement/", taken)
    assert missing.keys() - missing_parts(walk, to).keys() == {"STATEMENT", "VPS"}, "the statement and the offer are found by themselves"
    for part in missing_parts(walk, to):
        applies = {"applies": "no", "note": "She does not want to ask the court for any"} if part == PackPart.MEASURES else {}
        walk.fill(f"{to}/part/{part}/", applies or {"applies": "yes", "note": f"Attached as {part.lower()}"})
    assert not missing_parts(walk, to)
    photograph(walk, "pack")
    narrow_enough(walk, f"{to}/")
    walk.fill(f"{to}/submit/", {})
    walk.be(sergeant)
    walk.fill(f"{to}/approve/", {"agreed": "yes", "prosecutor": prosecutor.pk})
    walk.be(prosecutor)
    walk.fill(f"{to}/plan/", {"items-0-what": "The bank's records of the transfers", "items-0-due_on": day(9)})
    photograph(walk, "plan-as-cps")
    gates.are_shut({"The CPS and the court have decided": ("Something that the CPS asked for is still to do", f"{at}charging/")})
    walk.fill(f"{to}/plan/{referral.plan.get().pk}/", {"note": "Sent as MG11/4"})
    walk.fill(f"{to}/again/", {})
    walk.fill(f"{to}/charge/", {"urn": "48NM0104726", "court": COURT}, refused=True)
    assert "Police never charge stalking" in walk.text()
    walk.be(prosecutor)
    walk.fill(f"{to}/comment/", {"text": "A clear file, thank you"})
    walk.fill(f"{to}/decide/", {"charge": "yes", "code_test": "FULL", "reasons": "A course of conduct that amounts to stalking"})
    photograph(walk, "decided-as-cps")
    gates.are_shut({"The CPS and the court have decided": ("The CPS decided to charge: record the charge", f"{at}charging/")})
    walk.go(at)
    photograph(walk, "case-page")
    walk.fill(f"{to}/charge/", {"urn": "48NM0104726", "court": COURT, "first_hearing_at": moment(days_ahead=21)})
    case.refresh_from_db()
    charge = Charge.objects.get()
    assert (case.state, Bail.objects.get().state, charge.offences) == ("CHARGED", "CHARGED", ["STALKING_2A"])
    gates.are_open("Bail clear", "Time limit not running")
    gates.are_shut({"The CPS and the court have decided": ("A charge has no outcome at court yet: record it", f"{at}charging/")})
    walk.fill(f"{at}charging/protocol/STALKING_FIRST/", {"done": "yes", "note": "The referral says which charge was considered"})
    hearing = f"{at}charging/court/{charge.pk}/"
    walk.fill(hearing, {"held_at": moment(), "result": "ADJOURNED", "next_hearing_at": moment(days_ahead=30)})
    photograph(walk, "charging-of-case")
    for path in (f"{at}charging/", f"{at}custody/", f"{at}custody/arrest/"):
        narrow_enough(walk, path)
    walk.fill(hearing, {"held_at": moment(), "result": "CONVICTED", "sentence": "Still to come", "restraining_order": "no"} | {
        "restraining_note": "A Stalking Protection Order is in force already"
    })  # fmt: skip
    gates.are_open("The CPS and the court have decided")


def ended(walk: Walk, gates: Gates, officer: Any, sergeant: Any) -> None:
    """The outcome, telling her, and the last assessment, which follows all that happened."""
    at = gates.at
    walk.be(officer)
    walk.fill(f"{at}outcome/", {"code": "1", "reasons": "Charged on the decision of the CPS, and convicted."})
    gates.are_open("Outcome recorded")
    gates.are_shut({"Victim told": ("Record when the victim was told of the outcome", f"{at}outcome/told/")})
    walk.fill(f"{at}outcome/told/", {"told_at": moment(), "how": "In person by the officer", "review_offered": True})
    gates.are_open("Victim told")
    risk = "Final risk assessment made and reviewed, plan closed"
    gates.are_shut({risk: ("Assess risk again: something happened since the last assessment", f"{at}risk/assess/")})
    plan = Case.objects.get().plan_actions.get()
    walk.fill(f"{at}risk/actions/{plan.pk}/", {"outcome": "The plan is agreed"})
    assess(walk, at, "The end of the investigation")
    gates.are_shut({risk: ("A supervisor has not reviewed the final risk assessment", f"{at}risk/")})
    walk.be(sergeant)
    walk.fill(f"{at}risk/review/", {"agreed": "yes"})
    gates.are_open(risk)


def closed(walk: Walk, at: str, officer: Any, sergeant: Any) -> None:
    """The officer asks, is refused a thin summary, asks again, and cannot approve it; the sergeant closes."""
    walk.be(officer)
    walk.go(f"{at}closing/")
    assert "Nothing is missing" in walk.text()
    walk.fill(f"{at}closing/", {"summary": "Done."}, refused=True)
    assert "Sum up in at least 30 characters" in walk.text()
    walk.fill(f"{at}closing/", {"summary": "He was convicted, an order is in force, and she is safe where she is."})
    walk.go(at)
    assert "Closing asked for" in walk.text()
    refused = walk.page.goto(f"{walk.base}{at}closing/decide/")
    assert refused is not None and refused.status == 403, "who asked does not approve"
    walk.be(sergeant)
    walk.fill(f"{at}closing/decide/", {"agreed": "yes"})
    assert "Closed" in walk.text()
    assert not Case.objects.get().is_open


def reopened(walk: Walk, at: str, officer: Any, sergeant: Any) -> None:
    """A reason is asked for; then it is open, and risk has to be assessed again."""
    walk.be(sergeant)
    walk.fill(f"{at}reopen/", {"ground": "INCIDENT"}, refused=True)
    assert not Case.objects.get().is_open
    walk.fill(f"{at}reopen/", {"ground": "INCIDENT", "reason": "She was rung again from an unknown number"})
    assert "Reopened" in walk.text()
    assert Case.objects.get().is_open
    walk.go(f"{at}risk/")
    assert "To be assessed again because of" in walk.text() and "reopened" in walk.text()
    narrow_enough(walk, f"{at}history/")
    assert "The case was closed" in walk.text() and "She was rung again from an unknown number" in walk.text()
