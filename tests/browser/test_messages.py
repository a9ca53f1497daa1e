"""The messages page in a real browser: accessible, readable at 320 px, and usable without JavaScript."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casework.clocks.services import reassigned, recompute, start
from casework.clocks.sweep import sweep
from casework.law.spans import seconds_from
from casework.outbox.delivery import deliver
from casework.outbox.models import OutboxMessage
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(settings, tmp_path):
    """An officer with a late reminder, a changed date and a digest."""
    settings.DEMO, settings.DATA_DIR, settings.EMAIL_BACKEND = True, tmp_path, "casework.outbox.backends.FileSink"
    user, boss = make_user("OFFICER", "ADMIN"), make_user("SUPERVISOR")
    case = make_case(owner=boss, supervisor=boss)
    start("SPA-9-1", subject=case, case=case, on=date(2026, 3, 2), inputs={"method": "hand"}, title="Defendant's first notification")
    start("R06", subject=case, case=case, on=timezone.localdate(), inputs={"grade": "standard"}, title="Next risk assessment")
    case.owner = user
    case.save()
    reassigned(case, boss)
    sweep()
    recompute("R06", subject=case, on=seconds_from(timezone.now(), 3 * 86400).date(), actor=boss, why="the assessment was dated wrongly")
    deliver()
    OutboxMessage.objects.filter(user=user).update(
        state="DEAD", died_at=timezone.now(), attempts=15, last_error="The mail server refused the address (550)."
    )
    return user


@pytest.mark.parametrize("address", ["/messages/", "/messages/?show=all", "/staff/undelivered/", "/demo/mail/"])
def test_a_page_is_accessible_and_narrow_enough(live_server, quiet, sign_in, axe, narrow, officer, address):
    page = sign_in(quiet, officer)
    page.goto(live_server.url + address)
    expect(page.locator("[data-ref]").first).to_be_visible()
    axe(page)
    narrow(page)
    axe(page)


def test_messages_are_read_and_marked_without_javascript(live_server, without_script, sign_in, officer):
    page = sign_in(without_script, officer)
    page.goto(live_server.url + "/messages/")
    expect(page.get_by_role("heading", name="Late: Defendant's first notification")).to_be_visible()
    page.get_by_role("button", name="Mark those on this page as read").click()
    expect(page.get_by_text("Nothing unread")).to_be_visible()
