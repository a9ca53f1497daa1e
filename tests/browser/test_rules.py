"""The rules pages in a browser: no accessibility violation, no wider than a narrow screen, usable without scripts, whole on paper."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from casework.clocks import recounting
from casework.clocks.models import Recount
from casework.clocks.services import start
from casework.law.registry import all_rules
from casework.policies.models import PolicySetting
from casework.policies.services import approve, propose_holiday, propose_value
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("CASEWORK_PICTURES", "")
WHY = "Decided by the stalking lead"


@pytest.fixture
def people() -> dict[str, Any]:
    """An officer whose dates were counted anew, the administrator who proposed it, and a proposal that waits."""
    today = timezone.localdate()
    officer, admin, chief = make_user("OFFICER"), make_user("ADMIN"), make_user("AUTHORISER")
    for _ in range(3):
        case = make_case(owner=officer)
        start("R10", subject=case, case=case, on=today, inputs={"grade": "standard"}, title="Consider a Stalking Protection Order")
    asked = {"actor": admin, "force": admin.force, "reason": WHY}
    approve(actor=chief, proposal=propose_value(code="R10.other", typed="3", from_on=today, **asked))
    propose_value(code="R11", typed="48", from_on=today, **asked)
    propose_holiday(kind="STRIKE", day=date(2030, 12, 25), **asked)
    recounting.notice()
    recounting.work()
    return {"officer": officer, "admin": admin, "chief": chief}


def addresses() -> list[str]:
    """Every page of the rules, with something on it."""
    waiting = PolicySetting.objects.get(code="R11").pk
    return [
        "/rules/",
        "/rules/?text=nothing+of+the+kind",
        "/rules/SPA-9-1/?on=27/11/2026&method=post",
        "/rules/R01/?on=2026-10-25T01:30",
        "/rules/SPA-3-2/?on=2026-11-23&end=21/11/2028",
        "/rules/R10/",
        "/rules/R10/dates/",
        "/rules/CPA26-ORD/",
        "/rules/coverage/",
        "/rules/recounts/",
        f"/rules/recounts/{Recount.objects.latest('pk').pk}/",
        "/rules/policy/",
        "/rules/policy/R10.other/",
        "/rules/policy/rule/R10/",
        f"/rules/policy/proposals/{waiting}/",
        "/rules/holidays/",
    ]


def picture(page: Page, name: str) -> None:
    """Keep what is seen where CASEWORK_PICTURES says, for whoever wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name.strip('/').replace('/', '-').partition('?')[0] or 'first'}.png"), full_page=True)


def test_no_page_of_the_rules_shuts_anybody_out(live_server, page, sign_in, people, axe, narrow):
    sign_in(page, people["chief"])
    for address in addresses():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        axe(page)
        narrow(page)
        picture(page, address)


def test_the_forms_of_proposing_shut_nobody_out(live_server, page, sign_in, people, axe, narrow):
    sign_in(page, people["admin"])
    for address in ("/rules/policy/R10.other/propose/", "/rules/policy/rule/R10/propose/", "/rules/holidays/propose/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        axe(page)
        page.get_by_role("button", name="Propose").click()
        axe(page)
        narrow(page)
        picture(page, f"{address}-refused")


def test_a_date_is_worked_out_without_scripts(live_server, browser: Browser, people, sign_in):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_in(page, people["officer"])
    page.goto(f"{live_server.url}/rules/SPA-9-1/")
    page.get_by_label("When was the order handed over, sent or posted?").fill("27/11/2026")
    page.get_by_role("button", name="Work it out").click()
    assert page.locator("#answer time").get_attribute("datetime") == "2026-11-29"
    assert page.get_by_label("Full").is_checked(), "what counted unsaid is shown as chosen"
    context.close()


def test_a_rule_on_paper_has_its_sum_and_no_form(live_server, page, sign_in, people):
    sign_in(page, people["officer"])
    page.goto(f"{live_server.url}/rules/SPA-9-1/?on=27/11/2026")
    page.emulate_media(media="print")
    assert page.locator("#answer").is_visible()
    assert page.get_by_text("Day 3, the last day, is Sunday 29 November 2026.").is_visible()
    assert not page.locator("form.casework-calculator").is_visible()
    assert not page.get_by_role("button", name="Work it out").is_visible()
    picture(page, "/rules/on-paper")


def test_the_list_of_rules_and_its_coverage_on_paper_have_every_row_and_no_form(live_server, page, sign_in, people):
    sign_in(page, people["officer"])
    for address, rows in (("/rules/", len(all_rules())), ("/rules/coverage/", sum(not rule.wired for rule in all_rules()))):
        page.goto(live_server.url + address)
        page.emulate_media(media="print")
        assert page.locator("#main [data-ref]").count() >= rows, address
        assert page.locator("#main [data-ref]").last.is_visible()
        for unwanted in ("form.casework-filters", "nav.casework-nav", ".govuk-button"):
            assert not any(each.is_visible() for each in page.locator(unwanted).all()), (address, unwanted)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, "wider than the paper")
        picture(page, f"{address}-on-paper")
