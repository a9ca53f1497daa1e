"""A suspect from arrest to charge, as officer, inspector, sergeant and prosecutor work it: every page with axe, some at 320 px."""

import os
from typing import Any

import pytest
from django.urls import resolve

from casework.charging.models import Charge, CpsReferral, PackPart
from casework.charging.services import referring
from casework.custody.models import Arrest, Bail, Extension
from casework.reports.incidents import add_incident
from tests.factories import incident_values, make_case, make_user
from tests.journeys.driver import Walk, day, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(live_server: Any, quiet: Any, sign_in: Any, axe: Any) -> Walk:
    return Walk(quiet, live_server.url, sign_in, axe, lambda path: resolve(path).url_name or path)


def photograph(walk: Walk, name: str) -> None:
    """The page as it looks, where somebody asked for pictures."""
    folder = os.environ.get("CASEWORK_PICTURES")
    if folder:
        walk.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_from_arrest_to_charge(walk: Walk, narrow: Any) -> None:
    officer, sergeant = make_user("OFFICER", first_name="Priya", last_name="Dhanda"), make_user("SUPERVISOR")
    inspector, prosecutor = make_user("SUPERVISOR", rank="INSPECTOR"), make_user("CPS", first_name="Hana", last_name="Quill")
    case = make_case(officer, supervisor=sergeant)
    for _ in range(2):
        add_incident(actor=officer, case=case, values=incident_values())
    at = f"/cases/{case.reference}"

    walk.be(officer)
    walk.fill(
        f"{at}/custody/arrest/",
        {"at": moment(9), "offences": ["STALKING_2A"], "power": "WITHOUT_WARRANT", "station": "Castlegate"},
        refused=True,
    )
    assert "Choose the ground that made the arrest necessary" in walk.text()
    photograph(walk, "arrest-refused")
    walk.fill(
        f"{at}/custody/arrest/",
        {"at": moment(9), "offences": ["STALKING_2A"], "ground": "PROTECT", "reason": "He went to her work again", "station": "Castlegate"},
    )
    held = Arrest.objects.get()
    walk.fill(
        f"{at}/custody/interview/",
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
    assert held.reference in walk.text()
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
    walk.fill(f"/custody/{held.reference}/release/", release, refused=True)
    assert "Record when the victim's views were sought" in walk.text()
    photograph(walk, "release-refused")
    walk.fill(
        f"{at}/custody/views/",
        {
            "about_at": moment(1),
            "sought": "yes",
            "views_at": moment(3),
            "views": "She fears that he comes to her work",
            "passed_to": "PS Tait",
            "passed_at": moment(2),
        },
    )
    walk.fill(f"/custody/{held.reference}/release/", release)
    photograph(walk, "custody-of-case")
    bail = Bail.objects.get()
    first_end = bail.ends_on

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
    walk.fill(
        f"/bail/{bail.reference}/extend/inspector/",
        {"granted": "yes", "conditions": ["condition_a", "condition_b", "condition_c"], "considered": True},
        refused=True,
    )
    assert "Without condition D bail cannot be extended" in walk.text()
    photograph(walk, "extension-refused")
    walk.fill(
        f"/bail/{bail.reference}/extend/inspector/",
        {"granted": "yes", "conditions": ["condition_a", "condition_b", "condition_c", "condition_d"], "considered": True},
    )
    assert first_end is not None and Extension.objects.get().ends_after > first_end
    photograph(walk, "bail")
    narrow(walk.page)
    photograph(walk, "bail-320")
    walk.page.set_viewport_size({"width": 1280, "height": 900})

    # The referral: a whole pack, a supervisor, a prosecutor by name.
    walk.be(officer)
    walk.fill(
        f"{at}/charging/begin/",
        {"category": "GREEN", "offences": ["STALKING_2A"], "considered": "s.2A is proposed; s.4A is not, since she fears no violence"},
    )
    referral = CpsReferral.objects.get()
    to = f"/charging/{referral.reference}"
    walk.fill(f"{to}/submit/", {}, refused=True)
    assert "Missing from the pack" in walk.text()
    walk.fill(f"{to}/part/MG3/", {"applies": "yes", "note": "MG3/1"})
    for part in sorted(set(PackPart.values) - {"CHRONOLOGY", "BAIL", "MEASURES", "MG3"}):
        referring.say_of_part(actor=officer, referral=referral, part=part, applies=True, note=f"Attached as {part.lower()}")
    walk.fill(f"{to}/part/MEASURES/", {"applies": "no", "note": "She does not want to ask the court for any"})
    photograph(walk, "pack")
    narrow(walk.page)
    photograph(walk, "pack-320")
    walk.page.set_viewport_size({"width": 1280, "height": 900})
    walk.fill(f"{to}/submit/", {})
    walk.be(sergeant)
    walk.fill(f"{to}/approve/", {"agreed": "yes", "prosecutor": prosecutor.pk})
    walk.be(prosecutor)
    walk.fill(f"{to}/plan/", {"items-0-what": "The bank's records of the transfers", "items-0-due_on": day(9)})
    photograph(walk, "plan-as-cps")
    walk.be(officer)
    item = referral.plan.get()
    walk.fill(f"{to}/plan/{item.pk}/", {"note": "Sent as MG11/4"})
    walk.fill(f"{to}/again/", {})
    walk.fill(f"{to}/charge/", {"urn": "48NM0104726", "court": "Northmoor Magistrates' Court"}, refused=True)
    assert "Police never charge stalking" in walk.text()
    walk.be(prosecutor)
    walk.fill(f"{to}/comment/", {"text": "A clear file, thank you"})
    walk.fill(f"{to}/decide/", {"charge": "yes", "code_test": "FULL", "reasons": "A course of conduct that amounts to stalking"})
    photograph(walk, "decided-as-cps")
    walk.be(officer)
    walk.go(f"{at}/")
    photograph(walk, "case-page")
    walk.fill(f"{to}/charge/", {"urn": "48NM0104726", "court": "Northmoor Magistrates' Court", "first_hearing_at": moment(days_ahead=21)})
    case.refresh_from_db()
    bail.refresh_from_db()
    charge = Charge.objects.get()
    assert (case.state, bail.state, charge.offences) == ("CHARGED", "CHARGED", ["STALKING_2A"])
    walk.fill(f"{at}/charging/protocol/STALKING_FIRST/", {"done": "yes", "note": "The referral says which charge was considered"})
    walk.fill(f"{at}/charging/court/{charge.pk}/", {"held_at": moment(), "result": "ADJOURNED", "next_hearing_at": moment(days_ahead=30)})
    photograph(walk, "charging-of-case")
    for path in (f"{at}/charging/", f"{at}/custody/", f"{at}/custody/arrest/"):
        walk.page.set_viewport_size({"width": 1280, "height": 900})
        walk.go(path)
        narrow(walk.page)
        photograph(walk, f"narrow-{path.strip('/').replace('/', '-')}")
