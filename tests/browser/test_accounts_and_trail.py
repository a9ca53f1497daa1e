"""Signing in, accounts and the trail in a real browser: accessible, readable at 320 px, by keyboard and without JavaScript."""

from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from casework.access.writing import change
from casework.audit.models import ChangeEvent
from casework.audit.record import refused, viewed
from casework.audit.seal import seal
from casework.staff.models import RoleProposal
from tests.factories import AbsenceFactory, DelegationFactory, RoleAssignmentFactory, make_case, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "seven-lanterns-at-dusk"


@pytest.fixture
def people(settings, tmp_path):
    """Two administrators, an auditor, a supervisor and an officer with something of everything."""
    cache.clear()
    settings.DATA_DIR = tmp_path
    staff = {role: make_user(role, username=role.lower()) for role in ("ADMIN", "AUDITOR", "SUPERVISOR")}
    staff["SECOND"] = make_user("ADMIN", username="admin2")
    officer = staff["OFFICER"] = make_user("OFFICER", username="pdhanda", first_name="Priya", last_name="Dhanda", collar_number="5082")
    officer.set_password(PASSWORD)
    officer.save()
    RoleAssignmentFactory(user=officer, role="LEGAL", ended=True)
    AbsenceFactory(user=officer, deputy=staff["SUPERVISOR"])
    DelegationFactory(giver=officer, taker=make_user(rank="SERGEANT"), role="OFFICER")
    staff["proposal"] = RoleProposal.objects.create(
        subject=officer,
        role="AUDITOR",
        force=officer.force,
        starts_on=timezone.localdate(),
        reason="Posted there",
        proposed_by=staff["ADMIN"],
    )
    staff["case"] = case = make_case(owner=officer)
    for number in range(30):
        with change(officer, "case.update", case) as ch:
            ch.audit("UPDATE", case, after={"grade": number})
    viewed("LIST", actor=officer, action="case.list", object_type="case", ids=[case.pk, 999])
    refused(actor=officer, action="audit.view", why="forbidden")
    seal()
    return staff


PAGES = [
    ("ADMIN", "/staff/"),
    ("ADMIN", "/staff/?q=&unit=&role=OFFICER&state=all"),
    ("ADMIN", "/staff/?q=nobody"),
    ("ADMIN", "/staff/add/"),
    ("ADMIN", "/staff/{officer}/"),
    ("ADMIN", "/staff/{officer}/move/"),
    ("ADMIN", "/staff/{officer}/roles/give/"),
    ("ADMIN", "/staff/{officer}/deactivate/"),
    ("ADMIN", "/staff/{officer}/cases/"),
    ("SUPERVISOR", "/staff/{officer}/"),
    ("SUPERVISOR", "/staff/{officer}/cases/"),
    ("SUPERVISOR", "/staff/{officer}/lend/"),
    ("SUPERVISOR", "/staff/{officer}/absences/add/"),
    ("SECOND", "/staff/proposals/"),
    ("SECOND", "/staff/proposals/{proposal}/"),
    ("ADMIN", "/staff/proposals/{proposal}/"),
    ("OFFICER", "/staff/me/"),
    ("OFFICER", "/accounts/password/change/"),
    ("OFFICER", "/accounts/second-step/"),
    ("OFFICER", "/accounts/logout/"),
    ("OFFICER", "/audit/"),
    ("AUDITOR", "/audit/"),
    ("AUDITOR", "/audit/?q=dhanda"),
    ("AUDITOR", "/audit/people/{officer}/"),
    ("AUDITOR", "/audit/people/{officer}/?what=&since=4%2F11%2F2026&until=3%2F11%2F2026"),
    ("AUDITOR", "/audit/records/case/{case}/"),
    ("AUDITOR", "/audit/seal/"),
    (None, "/accounts/login/?next=/audit/"),
]


@pytest.mark.parametrize("who", sorted({who or "" for who, _ in PAGES}))
def test_every_page_is_accessible_and_narrow_enough(live_server, quiet, sign_in, axe, narrow, people, who):
    page = sign_in(quiet, people[who]) if who else quiet
    for address in (address for whose, address in PAGES if (whose or "") == who):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address.format(officer=people["OFFICER"].pk, proposal=people["proposal"].pk, case=people["case"].pk))
        expect(page.locator("main h1")).to_be_visible()
        axe(page)
        narrow(page)
        axe(page)


def test_a_person_signs_in_chooses_a_password_and_goes_on(live_server, quiet, axe, narrow, people):
    officer = people["OFFICER"]
    officer.must_change_password, officer.temporary_until = True, timezone.now() + timedelta(days=1)
    officer.save()
    page = quiet
    page.goto(live_server.url + "/audit/")
    page.get_by_label("Your user name").fill("pdhanda")
    page.get_by_label("Your password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_contain_text("do not belong together")
    expect(page.get_by_label("Your user name")).to_have_value("pdhanda")
    axe(page)
    narrow(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Choose your own password")
    axe(page)
    page.get_by_label("The password that you use now").fill(PASSWORD)
    page.get_by_label("A new password", exact=True).fill("another-thing-entirely")
    page.get_by_label("The new password again").fill("another-thing-entirely")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("h1")).to_contain_text("Priya Dhanda")


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_step_is_switched_on_asked_for_and_kept_encrypted(live_server, quiet, sign_in, axe, narrow, people):
    officer = people["OFFICER"]
    page = quiet
    page.goto(live_server.url + "/accounts/login/?next=/accounts/second-step/app/activate/")
    page.get_by_label("Your user name").fill("pdhanda")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Is it you?")
    axe(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Switch the second step on")
    axe(page)
    narrow(page)
    secret = page.locator(".casework-key").inner_text()
    page.get_by_label("The code that the app shows").fill(code(secret))
    page.get_by_role("button", name="Switch on").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    axe(page)
    narrow(page)
    spare = page.locator(".casework-codes code").first.inner_text()
    stored = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in stored and get_adapter().decrypt(stored) == secret
    page.goto(live_server.url + "/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("Your user name").fill("pdhanda")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Second step")
    axe(page)
    page.get_by_label("The code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the six digits that the app shows now")
    page.get_by_label("The code").fill(spare)
    page.get_by_role("button", name="Go on").click()
    page.goto(live_server.url + "/accounts/second-step/")
    expect(page.locator("main")).to_contain_text("Switched on")
    events = ChangeEvent.objects.filter(actor_id=officer.pk, object_type="user", object_id=officer.pk).order_by("id")
    told = [(event.verb, event.detail.get("how") or event.detail.get("fields")) for event in events]
    assert told[:2] == [("LOGIN", "password"), ("UPDATE", ["second_step"])] and ("LOGIN", "password and code from an app") in told
    assert ChangeEvent.objects.filter(verb="LOGIN_FAILED").count() == 1


def test_a_temporary_password_is_shown_once_and_can_be_read(live_server, quiet, sign_in, axe, narrow, people):
    page = sign_in(quiet, people["ADMIN"])
    page.goto(f"{live_server.url}/staff/{people['OFFICER'].pk}/password/")
    axe(page)
    page.get_by_role("button", name="Give a temporary password").click()
    expect(page.locator(".casework-key")).to_be_visible()
    axe(page)
    narrow(page)
