"""Exhibits in a real browser: five booked in by scanning, one to forensics, back with a broken seal, the discrepancy resolved."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.evidence.models import Discrepancy, Exhibit
from casework.evidence.services import seize
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEALS = [f"B1004420{n}" for n in range(5)]


def test_from_the_scene_to_the_digital_unit_and_back(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    officer, sergeant, store = make_user("OFFICER"), make_user("SUPERVISOR"), make_user("EXHIBITS")
    case = make_case(officer, supervisor=sergeant, reported_at=timezone.now() - timedelta(hours=5))
    seize(actor=officer, case=case, common=seizure_values(), items=[item_values(seal) for seal in SEALS])
    page = sign_in(quiet, store)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/evidence/scan/")
    for seal in SEALS:
        assert page.evaluate("document.activeElement.name") == "code"
        page.keyboard.type(seal)
        page.keyboard.press("Enter")
        page.wait_for_selector(f"li:has-text('{seal}')")
    assert "5 on the list" in page.locator("[role=status]").first.inner_text()
    axe(page)
    narrow(page)
    page.check("input[name=kind][value=BOOKED_IN]")
    page.fill("[name=to_place]", "Central Exhibits Store A4")
    page.click("text=Record it for all")
    assert "5 exhibits: booked in" in page.locator("#main").inner_text()

    exhibit = Exhibit.objects.get(seal=SEALS[0])
    home = f"{live_server.url}/evidence/{exhibit.pk}/"
    page.goto(f"{home}sent-dfu/")
    page.fill("[name=seal_before]", SEALS[0])
    page.fill("[name=to_place]", "Digital Forensic Unit")
    page.click("main button[type=submit]")
    page.goto(f"{home}received-dfu/")
    page.fill("[name=seal_before]", SEALS[0])
    page.select_option("[name=to_user]", str(store.pk))
    page.click("main button[type=submit]")
    page.goto(f"{home}discrepancy/")
    page.check("input[name=about][value=SEAL_BROKEN]")
    page.fill("[name=purpose]", "The bag came back torn along its seam")
    axe(page)
    page.click("main button[type=submit]")
    assert "Open discrepancy" in page.locator("#main").inner_text()
    page.goto(f"{home}returned-to-store/")
    assert "must be sealed first" in page.locator("#main").inner_text()
    page.goto(f"{home}resealed/")
    page.fill("[name=seal]", "B10044299")
    page.click("main button[type=submit]")
    axe(page)
    narrow(page)

    page = sign_in(quiet, sergeant)
    page.goto(f"{live_server.url}/evidence/discrepancies/")
    axe(page)
    page.goto(f"{live_server.url}/evidence/discrepancies/{Discrepancy.objects.get().pk}/resolve/")
    axe(page)
    page.check("input[name=outcome][value=RESEALED]")
    page.fill("[name=found_out]", "The van's camera shows the bag catching on the door")
    page.fill("[name=evidence]", "Camera of van 4, and the statement of PC Tait")
    page.click("main button[type=submit]")
    assert "The item is the same; it is sealed again" in page.locator("#main").inner_text()
    for address in (f"/keeping/{exhibit.pk}/", f"/devices/{exhibit.pk}/"):
        page.goto(live_server.url + address)
        axe(page)
        narrow(page)
