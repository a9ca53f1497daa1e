"""Exhibits in a real browser: five seized on a telephone and photographed, booked in by scanning, one to forensics and back broken."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from casework.evidence.models import Discrepancy, Exhibit
from casework.files.models import CaseFile
from tests.factories import make_case, make_user
from tests.files.conftest import own_store
from tests.files.made import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["own_store"]

PHONE = {"width": 360, "height": 740}

SEALS = [f"B1004420{n}" for n in range(5)]


ITEMS = [
    ("Black mobile telephone, cracked screen", "PHONE", "Desk drawer, back bedroom"),
    ("Greetings card, “Thinking of you”", "LETTER", "Shelf above the desk"),
    ("Four typed letters, unsent", "LETTER", "Folder under the bed"),
    ("Florist's receipt of 12 November", "BANK_RECORD", "Kitchen noticeboard"),
    ("Small tracking device, no make shown", "TRACKER", "Coat pocket, hall"),
]


def seize_on_a_telephone(page: Page, at: str, axe: Any, narrow: Any, folder: Path) -> None:
    """Five items in one form, the fourth with its seal forgotten at first; then a photograph of each but one."""
    page.goto(f"{at}/evidence/")
    page.click("main >> text=Seize exhibits")
    page.select_option("[name=power]", "PACE_32")
    page.fill("[name=seized_from]", "The suspect")
    for place, ((what, kind, where), seal) in enumerate(zip(ITEMS, SEALS, strict=True)):
        if place:
            page.click(f"#item-{place + 1} > summary")
        page.fill(f"[name=items-{place}-description]", what)
        page.select_option(f"[name=items-{place}-kind]", kind)
        page.fill(f"[name=items-{place}-found_at]", where)
        page.fill(f"[name=items-{place}-seal]", "" if place == 3 else seal)
    axe(page)
    page.click("main .govuk-button >> text=Seize")
    assert "There is a problem" in page.locator(".govuk-error-summary").inner_text()
    assert page.input_value("[name=items-4-description]") == ITEMS[4][0], "nothing typed is lost"
    assert page.locator("#item-4").get_attribute("open") is not None
    axe(page)
    narrow(page)
    page.set_viewport_size(PHONE)
    page.fill("[name=items-3-seal]", SEALS[3])
    page.click("main .govuk-button >> text=Seize")
    for place in range(5):
        page.wait_for_selector(f"text={ITEMS[place][0]}")
        if place == 0:
            axe(page)
            narrow(page)
            page.set_viewport_size(PHONE)
        if place == 2:
            page.click("text=Not now: go on with")
            continue
        photograph = folder / f"scene-{place}.jpg"
        photograph.write_bytes(jpeg())
        page.set_input_files("[name=files]", str(photograph))
        page.click("text=Take the photographs in")
    assert "Photographs and files" in page.locator("#main").inner_text(), "the last one leads to its exhibit"


def test_from_the_scene_to_the_digital_unit_and_back(
    live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any, own_store: Any, tmp_path: Path
) -> None:
    officer, sergeant, store = make_user("OFFICER"), make_user("SUPERVISOR"), make_user("EXHIBITS")
    case = make_case(officer, supervisor=sergeant, reported_at=timezone.now() - timedelta(hours=5))
    page = sign_in(quiet, officer)
    page.set_viewport_size(PHONE)
    seize_on_a_telephone(page, f"{live_server.url}/cases/{case.reference}", axe, narrow, tmp_path)
    assert [exhibit.seal for exhibit in Exhibit.objects.order_by("pk")] == SEALS
    assert CaseFile.objects.filter(case=case, subject_type="exhibit").values("subject_id").distinct().count() == 4
    page = sign_in(quiet, store)
    page.set_viewport_size(PHONE)
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
