"""Files in a real browser: taken in without script, seen, set apart and released; a large one sent in parts and broken off."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from casework.files import tasks
from casework.files.models import CaseFile, Upload
from tests.factories import make_case, make_user
from tests.files.conftest import own_store
from tests.files.made import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["own_store"]


def test_files_are_taken_in_without_script_and_looked_at(
    live_server: Any, without_script: Any, sign_in: Any, axe: Any, narrow: Any, quiet: Any, tmp_path: Path
) -> None:
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    case = make_case(officer, supervisor=sergeant)
    photo, lie = tmp_path / "photo.jpg", tmp_path / "letter.jpg"
    photo.write_bytes(jpeg())
    lie.write_bytes(b"<!DOCTYPE html><html><script>1</script></html>")
    page = sign_in(without_script, officer)
    page.goto(f"{live_server.url}/cases/{case.reference}/files/add/")
    page.set_input_files("[name=files]", [photo, lie])
    page.click("main button[type=submit]")
    assert page.url.endswith("/files/") and page.locator("tr[data-ref]").count() == 2
    tasks.work()
    page = sign_in(quiet, sergeant)
    apart = CaseFile.objects.get(name="letter.jpg")
    for address in (
        f"/cases/{case.reference}/files/",
        f"/files/{apart.pk}/",
        f"/files/{apart.pk}/release/",
        f"/files/{apart.pk}/download/",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        axe(page)
        narrow(page)
    page.goto(f"{live_server.url}/files/{apart.pk}/")
    page.click("text=Release it")
    page.fill("[name=reason]", "It is a saved page of his profile")
    page.click("main button[type=submit]")
    assert "The file may be used" in page.locator("#main").inner_text()
    held = CaseFile.objects.get(name="photo.jpg")
    page.goto(f"{live_server.url}/files/{held.pk}/")
    axe(page)
    assert page.locator("img.casework-preview").evaluate("each => each.naturalWidth") == 64


def test_a_large_file_is_sent_in_parts_and_gone_on_with(
    live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Upload, "PART", 100_000)
    officer = make_user("OFFICER")
    case = make_case(officer)
    large = tmp_path / "calls.txt"
    large.write_bytes(b"9 November, silent call from 07700 900123\n" * 12_000)
    page = sign_in(quiet, officer)
    page.goto(f"{live_server.url}/cases/{case.reference}/files/large/")
    axe(page)
    narrow(page)
    # The third part does not come through, and the page is left: what had come is not sent a second time.
    asked: list[str] = []
    page.route("**/parts/3/", lambda route: route.fulfill(status=422, json={"problems": ["The line is down."]}))
    page.on("request", lambda request: asked.append(request.url) if "/parts/" in request.url else None)
    page.set_input_files("[name=file]", large)
    page.click("text=Send the file")
    expect(page.locator("#large-said")).to_contain_text("The line is down. Trying again.")
    page.unroute("**/parts/3/")
    page.reload()
    page.set_input_files("[name=file]", large)
    page.click("text=Send the file")
    expect(page.locator("#large-said")).to_contain_text("All parts are sent")
    tasks.work()
    page.wait_for_url("**/files/*/")
    file = CaseFile.objects.get()
    assert file.content.size == large.stat().st_size and file.name == "calls.txt"
    assert sum(url.endswith("/parts/1/") for url in asked) == 1
