"""One case through the whole of the product, as its people work it: report to breach, with the reminder that arrives."""

import re
from typing import Any

import pytest
import time_machine
from django.urls import resolve

from casework.applications.models import Application
from casework.cases.models import Case
from casework.clocks.models import Reminder
from casework.clocks.sweep import sweep
from casework.evidence.models import Exhibit
from casework.orders.models import NotificationDuty, Order
from casework.outbox.delivery import deliver
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.pins.models import Notice
from casework.reports.models import ReportDraft
from tests.factories import make_user
from tests.journeys.driver import Walk, at_nine, day, moment
from tests.outbox.server import smtp_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "17 Quince Terrace, Wellburn"
VICTIM, SUSPECT = "Zelda", "Fenwick-Ashcroft"


@pytest.fixture
def postbox(settings: Any) -> Any:
    with smtp_server() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        yield post


@pytest.fixture
def walk(live_server: Any, quiet: Any, sign_in: Any, axe: Any) -> Walk:
    return Walk(quiet, live_server.url, sign_in, axe, lambda path: resolve(path).url_name or path)


def test_one_case_from_report_to_breach(walk: Walk, postbox: Any) -> None:
    officer = make_user("OFFICER", first_name="Priya", last_name="Dhanda")
    sergeant, lawyer = make_user("SUPERVISOR"), make_user("LEGAL")
    superintendent, store, control = make_user("AUTHORISER"), make_user("EXHIBITS"), make_user("CONTROL")

    # The report, with a protected address that must leave by no road.
    walk.be(officer)
    walk.fill("/cases/new/", {"danger_now": "NO", "reported_at": moment(6)})
    at = f"/cases/new/{ReportDraft.objects.get().pk}"
    walk.fill(f"{at}/victim/", {"victim_given_names": VICTIM, "victim_family_name": "Harrow"})
    walk.fill(f"{at}/contact/", {"contact_by": "NOT_KNOWN", "victim_home": ADDRESS})
    walk.fill(
        f"{at}/suspect/",
        {
            "suspect_given_names": "Miles",
            "suspect_family_name": SUSPECT,
            "suspect_date_of_birth": "4/2/1985",
            "relationship": "EX_PARTNER",
        },
    )
    walk.fill(f"{at}/what/", {"occurred_at": moment(30), "acts": ["B"], "summary": "Flowers left at her work without a name"})
    assert ADDRESS not in walk.text()
    walk.fill(f"{at}/check/", {}, button="Open the case")
    case = Case.objects.get()
    at = f"/cases/{case.reference}"
    walk.fill(f"{at}/crime/", {"offence": "STALKING_2A", "crime_reference": "48N/10231/26"})
    walk.be(sergeant)
    walk.fill(f"{at}/allocate/", {"officer": officer.pk, "reason": "Trained, and on duty", "untrained_agreed": True})
    walk.be(officer)
    walk.fill(f"{at}/start/", {})
    walk.fill(
        f"{at}/incidents/add/",
        {"occurred_at": moment(8), "acts": ["B", "E"], "summary": "A second bunch, and he waited outside"},
    )
    walk.go(f"{at}/")
    assert "s.2A" in walk.text()

    # Is it stalking, and how dangerous.
    four = dict.fromkeys(("fixated", "obsessive", "unwanted", "repeated"), "yes") | {
        f"{name}_why": "See the chronology" for name in ("fixated", "obsessive", "unwanted", "repeated")
    }
    walk.fill(f"{at}/stalking/decide/", four | {"decision": "STALKING_2A"})
    walk.fill(
        f"{at}/risk/assess/",
        {
            "assessed_at": moment(1),
            "trigger": "First report",
            "tool": "S_DASH",
            "tool_version": "2009",
            "victim_view": "HIGH",
            "victim_words": "He will not stop",
            "officer_view": "MEDIUM",
            "officer_rationale": "Twice in two days, and near her work",
            "actions-0-kind": "SAFETY_PLAN",
            "actions-0-what": "Agree a safety plan",
            "actions-0-owner": officer.pk,
            "actions-0-due_on": day(2),
        },
    )
    case.refresh_from_db()
    assert case.grade == "HIGH", "the victim's higher view stands"
    walk.be(sergeant)
    walk.fill(f"{at}/risk/review/", {"agreed": "yes"})

    # Search power, an exhibit, the store.
    walk.be(officer)
    walk.fill(f"{at}/search/", {"considered": "NOT_USED", "not_used_reason": "The florist holds the order and gave it to us"})
    walk.fill(
        f"{at}/evidence/seize/",
        {
            "seized_at": moment(2),
            "power": "VOLUNTARY",
            "seized_from": "The victim",
            "items-0-description": "Card with handwriting in a white envelope",
            "items-0-kind": "LETTER",
            "items-0-found_at": "Handed over at the front desk",
            "items-0-seal": "B10044999",
        },
    )
    exhibit = Exhibit.objects.get()
    walk.be(store)
    walk.go("/evidence/")
    for kind, values in (
        ("booked_in", {"to_place": "Central Exhibits Store, shelf A1", "acknowledged": "Jo Brandt"}),
        ("moved", {"to_place": "Central Exhibits Store, shelf B2", "acknowledged": "Jo Brandt"}),
    ):
        slug = next(each for each in _links(walk, f"/evidence/{exhibit.pk}/") if each.split("/")[-2].replace("-", "_").lower() == kind)
        walk.fill(slug, {"at": moment(0.2 if kind == "booked_in" else 0), "seal_before": "B10044999", **values})
    exhibit.refresh_from_db()
    assert exhibit.place == "Central Exhibits Store, shelf B2"

    # An old notice gets its real answer.
    walk.be(officer)
    walk.fill(f"{at}/pins/add/", {"kind": "PIN", "issued_on": "2/3/2015", "conduct": "Repeated letters to a former partner"})
    notice = Notice.objects.get()
    walk.fill(f"/pins/{notice.reference}/review/", {"outcome": "LINKED_TO_EXISTING_CASE", "existing": case.reference})
    walk.be(sergeant)
    walk.fill(f"/pins/{notice.reference}/approve/", {"agreed": "yes"})
    notice.refresh_from_db()
    assert notice.state == "REPLACED"

    # The application: drafted, returned, mended, approved, authorised, lodged.
    walk.be(officer)
    walk.fill(f"{at}/applications/start/", {})
    application = Application.objects.get()
    to = f"/applications/{application.reference}"
    incidents = list(case.incidents.values_list("pk", flat=True))
    risk = case.risk_assessments.get().pk
    walk.fill(f"{to}/part/subject/", {"area_basis": "RESIDES", "area_reason": "Electoral roll"})
    walk.fill(
        f"{to}/part/acts/",
        {
            "text": "He left flowers twice and waited outside her work after being told to stop.",
            "incidents": incidents,
            "exhibits": [exhibit.pk],
        },
    )
    walk.fill(
        f"{to}/part/risk/",
        {
            "text": "The acts come closer together, and she fears what comes next.",
            "harm": "PSYCHOLOGICAL",
            "incidents": incidents[:1],
            "risks": [risk],
        },
    )
    walk.fill(
        f"{to}/part/necessity/",
        {"text": "Nothing else keeps him from her: no bail, no other order, and he was told to stop.", "incidents": incidents[-1:]},
    )
    walk.fill(
        f"{to}/conditions/add/?category=NO_CONTACT_DIRECT",
        {"necessity_reason": "Contact is how it is done", "measure": "Call records and her statement"},
    )
    walk.fill(f"{to}/part/screens/", {"religion_answer": "CLEAR", "work_answer": "CLEAR"})
    walk.fill(f"{to}/part/views/", {"victim_view": "SUPPORTS", "prosecution": "NONE"})
    walk.fill(
        f"{to}/part/interim/", {"interim_sought": "yes", "interim_why": "Weeks to a hearing", "on_notice": "yes", "urgency": "STANDARD"}
    )
    walk.fill(f"{to}/part/court/", {"court": "Northmoor Magistrates' Court", "court_kind": "ADULT", "asked_fixed": "yes", "asked_years": 5})
    walk.fill(f"{to}/submit/", {})
    walk.be(lawyer)
    walk.go("/applications/")
    assert application.reference in walk.text()
    walk.fill(f"{to}/review/", {"decision": "return"}, refused=True)
    assert "reasons" in walk.text().lower()
    walk.fill(f"{to}/review/", {"decision": "return", "reasons": "PRIVILEGED-MARKER say when he was told to stop"})
    walk.be(officer)
    walk.go(f"{to}/")
    assert "PRIVILEGED-MARKER" in walk.text(), "the author reads the reasons"
    walk.fill(f"{to}/part/acts/", {"text": "On two days he left flowers and waited outside her work; she told him to stop on the first."})
    walk.fill(f"{to}/submit/", {})
    walk.be(lawyer)
    walk.go(f"{to}/review/")
    tests = [name for name in _names(walk) if name.startswith("test_")]
    walk.fill(f"{to}/review/", {"compatibility": True, "decision": "approve", **dict.fromkeys(tests, True)})
    walk.be(superintendent)
    walk.fill(f"{to}/authority/", {"given": "yes", "rationale": "The three grounds appear to me to be met."})
    walk.be(lawyer)
    walk.fill(f"{to}/lodge/", {"complaint_on": day(), "court_reference": "NMC-2026-0933", "route": "electronic"})
    walk.fill(f"{to}/hearing/", {"at": moment(), "court": "Northmoor Magistrates' Court", "kind": "INTERIM"})

    # The interim order, its service, the duty that service starts.
    walk.fill(
        f"{to}/order/",
        {
            "kind": "ISPO",
            "made_at": moment(),
            "court": "Northmoor Magistrates' Court",
            "fixed_period": "yes",
            "end_date": day(28),
            "next_hearing_at": moment(days_ahead=21),
        },
    )
    interim = Order.objects.get(type="ISPO")
    walk.be(officer)
    walk.fill(
        f"/orders/{interim.reference}/service/",
        {
            "method": "hand",
            "sent_at": moment(),
            "succeeded": "yes",
            "place_kind": "STATION",
            "identity_check": "Passport",
            "explained": ["terms_explained", "notification_explained", "copy_left"],
        },
    )
    duty = NotificationDuty.objects.get()
    assert duty.state == "PENDING" and "SPA 2019 s.9(1)" in walk.page.content()

    # The reminder comes once by mail and once in the application, and names nobody.
    with time_machine.travel(at_nine(2), tick=False):
        for _ in range(2):
            sweep()
            deliver()
    letters = postbox.received
    reminders = InAppMessage.objects.filter(user=officer, title__icontains="notification")
    stages = Reminder.objects.filter(clock__rule_id="SPA-9-1", state=Reminder.SENT)
    assert {each.stage for each in stages} == {"before", "day"} and reminders.count() == stages.count() == 2, "each stage once"
    assert len(letters) == OutboxMessage.objects.filter(state=OutboxMessage.SENT).count()
    about = [each for each in letters if case.reference in str(each["Subject"]) and officer.email in str(each["To"])]
    assert about and len({each["Message-ID"] for each in letters}) == len(letters), "each letter once"
    everything = "\n".join(each.as_string() for each in letters)
    for name in (VICTIM, SUSPECT, "Quince", "PRIVILEGED"):
        assert name not in everything

    # The full order replaces the interim one and starts no new duty.
    walk.be(lawyer)
    walk.fill(
        f"{to}/order/",
        {
            "kind": "SPO",
            "made_at": moment(),
            "court": "Northmoor Magistrates' Court",
            "fixed_period": "yes",
            "end_date": day(5 * 366),
        },
    )
    full = Order.objects.get(type="SPO")
    interim.refresh_from_db()
    assert (interim.state, interim.replaced_by) == ("SUPERSEDED", full)
    walk.be(officer)
    walk.fill(
        f"/orders/{full.reference}/service/",
        {"method": "hand", "sent_at": moment(), "succeeded": "yes", "place_kind": "COURT", "identity_check": "Known"},
    )
    assert full.duties.get().state == "NOT_APPLICABLE"

    # A breach, reported by the control room from the card.
    walk.be(control)
    walk.fill("/card/", {"reference": full.reference})
    assert "In force" in walk.text() and case.reference not in walk.text()
    condition = full.versions.get().conditions.get()
    walk.fill(
        f"/orders/{full.reference}/breach/",
        {"occurred_at": moment(), "type": "S8_BREACH", "conditions": [condition.pk], "what_happened": "Rang her at work and hung up"},
    )
    breach = full.breaches.get()
    walk.be(officer)
    walk.fill(f"/breaches/{breach.reference}/crime/", {"crime_number": "48N/10500/26"})
    walk.go(f"{at}/")
    walk.go("/")
    assert "Quince" not in walk.page.content()

    # What is privileged stays on its own side.
    for outsider in (store, control):
        walk.be(outsider)
        for path in (f"{at}/", f"{to}/", f"/orders/{full.reference}/", "/"):
            walk.page.goto(walk.base + path)
            shown = walk.page.content()
            assert "PRIVILEGED-MARKER" not in shown and "Quince" not in shown


def _links(walk: Walk, path: str) -> list[str]:
    walk.go(path)
    found = [each.get_attribute("href") or "" for each in walk.page.locator("#main a").all()]
    return [each for each in found if re.fullmatch(re.escape(path) + r"[\w-]+/", each)]


def _names(walk: Walk) -> list[str]:
    return [each.get_attribute("name") or "" for each in walk.page.locator("#main form [name]").all()]
