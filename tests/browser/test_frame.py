"""The frame and the forms in a real browser: accessible, readable at 320 px, by keyboard alone and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_user
from tests.pages import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.pages.addresses")]


@pytest.fixture
def officer():
    addresses.SAVED.clear()
    return make_user("OFFICER")


@pytest.mark.parametrize("address", ["/note/", "/bare/?clash=1", "/kept/", "/session-ended/?kept=1"])
def test_a_page_is_accessible_and_narrow_enough(live_server, quiet, sign_in, axe, narrow, officer, address):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + address)
    axe(page)
    narrow(page)
    axe(page)


def test_a_refused_form_leads_by_its_summary_to_the_field(live_server, quiet, sign_in, axe, narrow, officer):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + "/note/")
    page.get_by_label("When?").fill("yesterday")
    page.get_by_role("button", name="Save").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_visible()
    axe(page)
    narrow(page)
    summary.get_by_role("link", name="such as 27/3/2026").click()
    expect(page.get_by_label("When?")).to_be_focused()
    expect(page.get_by_label("When?")).to_have_value("yesterday")


def test_a_form_is_sent_by_keyboard_alone(live_server, quiet, sign_in, officer):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + "/note/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What happened?")).to_be_focused()
    page.keyboard.type("Seen at nine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Seen at nine” is saved.")).to_be_visible()


def test_a_form_is_sent_without_javascript(live_server, without_script: Page, sign_in, officer):
    page = sign_in(without_script, officer)
    page.goto(live_server.url + "/note/")
    page.get_by_label("What happened?").fill("Seen at nine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Seen at nine” is saved.")).to_be_visible()
    expect(page.locator("#session-notice")).to_be_hidden()


def test_the_frame_itself_is_light(live_server, page, sign_in, officer):
    sign_in(page, officer).goto(live_server.url + "/note/")
    assert page.evaluate("document.documentElement.outerHTML.length") < 10_000


def test_the_marking_stands_on_every_printed_page(live_server, page, sign_in, officer):
    sign_in(page, officer).goto(live_server.url + "/note/")
    page.emulate_media(media="print")
    rules = page.evaluate("() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join(' ')")
    assert '@top-center { content: "OFFICIAL-SENSITIVE"' in rules
    expect(page.locator(".casework-nav")).to_be_hidden()


def test_a_hasty_second_press_sends_nothing_twice(live_server, quiet, sign_in, officer):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + "/note/")
    page.get_by_label("What happened?").fill("Seen at nine")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_text("“Seen at nine” is saved.")).to_be_visible()
    assert len(addresses.SAVED) == 1


def test_the_end_of_the_session_is_announced_and_can_be_put_off(live_server, quiet, sign_in, axe, officer):
    page = sign_in(quiet, officer)
    page.clock.install()
    page.goto(live_server.url + "/note/")
    page.get_by_label("What happened?").fill("Seen at nine")
    notice = page.get_by_role("dialog", name="You will soon be signed out")
    expect(notice).to_be_hidden()
    page.clock.run_for(28 * 60 * 1000 + 10_000)
    expect(notice).to_be_visible()
    axe(page)
    with page.expect_response("**/stay-signed-in/") as answer:
        page.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 200
    expect(notice).to_be_hidden()
    page.clock.run_for(60 * 1000)
    expect(notice).to_be_hidden()
    expect(page.get_by_label("What happened?")).to_have_value("Seen at nine")


def test_what_is_sent_after_the_session_ended_comes_back_after_sign_in(live_server, quiet, sign_in, officer):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + "/note/")
    page.get_by_label("What happened?").fill("Seen at nine")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Your session has ended")).to_be_visible()
    sign_in(page, officer).goto(live_server.url + "/kept/")
    page.get_by_role("main").get_by_role("link", name="Sent").click()
    page.get_by_role("button", name="Put it back into the form").press("Space")
    expect(page.get_by_label("What happened?")).to_have_value("Seen at nine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Seen at nine” is saved.")).to_be_visible()
