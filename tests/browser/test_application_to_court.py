"""From the draft to the court in a browser: returned, answered, approved, voided by an edit, authorised; the outcome at 320 px."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from casework.applications import flow, rules
from casework.applications import services as applying
from casework.applications.models import LegalAdvice
from tests import at_court
from tests import later_stages as stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(stage.NOW):
        yield


def test_from_draft_to_authority_and_the_outcome_on_a_telephone(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    team = stage.make_team()
    application = stage.ready_draft(team)
    at = f"{live_server.url}/applications/{application.reference}"
    page = quiet

    def become(user: Any, address: str = "") -> None:
        sign_in(page, user)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{at}/{address}")

    def state() -> str:
        application.refresh_from_db()
        return str(application.state)

    def send_to_legal() -> None:
        become(team.officer, "submit/")
        page.get_by_role("button", name="Send it to force legal").click()
        assert state() == flow.LEGAL_REVIEW

    def approve() -> None:
        become(team.lawyer, "review/")
        page.locator("[name=compatibility]").check()
        for name in rules.tests_for(application):
            page.locator(f"[name={name}]").check()
        page.locator("[name=decision][value=approve]").check()
        page.get_by_role("button", name="Record the decision").click()
        assert state() == flow.AUTHORISATION, page.locator("main").inner_text()

    send_to_legal()
    become(team.lawyer, "review/")
    page.get_by_label("Comment on condition 1").fill("Name the telephone number range that this covers")
    page.locator("[name=decision][value=return]").check()
    page.locator("[name=reasons]").fill("Condition 1 is not plain enough yet.")
    page.get_by_role("button", name="Record the decision").click()
    assert state() == flow.DRAFT

    become(team.officer)
    assert "Condition 1 is not plain enough yet." in page.locator("main").inner_text()
    page.get_by_role("link", name="Answer or settle this").click()
    axe(page)
    narrow(page)
    page.get_by_label("Your answer").fill("It covers every number; the sentence says any direct means.")
    page.get_by_role("button", name="Send").click()
    assert "It covers every number" in page.locator("main").inner_text()

    send_to_legal()
    approve()
    become(team.officer, "part/necessity/")
    page.locator("[name=text]").fill("Bail ended last week, and he has written to her twice since then.")
    page.locator("form[method=post] button").last.click()
    assert state() == flow.DRAFT and application.legal_reviewer is None

    send_to_legal()
    become(team.lawyer, "review/")
    assert page.get_by_text("Changed since your last review").count() == 2
    axe(page)
    narrow(page)
    approve()
    become(team.superintendent, "authority/")
    page.locator("[name=given][value=yes]").check()
    page.get_by_label("Your reasons").fill("It appears to me that the three grounds are met.")
    page.get_by_role("button", name="Record the decision").click()
    assert state() == flow.AUTHORISED

    day = stage.NOW.date()
    applying.lodge(actor=team.lawyer, application=application, complaint_on=day, court_reference="NMC-2026-0933")
    applying.list_hearing(actor=team.lawyer, application=application, hearing_at=stage.at("2026-12-01 10:00"), court=stage.COURT)
    with time_machine.travel(stage.at("2026-12-01 11:00")):
        become(team.lawyer, "outcome/")
        narrow(page)
        axe(page)
        page.locator("[name=outcome][value=adjourned]").check()
        page.get_by_label("When?").fill("1/12/2026 10:40")
        page.get_by_label("When is the next hearing?").fill("25/1/2027 10:00")
        page.locator("[name=contested][value=yes]").check()
        page.get_by_role("button", name="Go on").click()
        assert "25 January 2027" in page.locator("main").inner_text()
        narrow(page)
        page.goto(f"{at}/hearsay/")
        assert "3 January 2027" in page.locator("main").inner_text()
    with time_machine.travel(stage.at("2027-01-25 12:00")):
        become(team.lawyer, "outcome/")
        narrow(page)
        page.locator("[name=outcome][value=made]").check()
        page.locator("[name=heard_at]").fill("25/1/2027 11:30")
        page.get_by_role("button", name="Go on").click()
        assert "Asked for:" in page.locator("main").inner_text()
        narrow(page)
        axe(page)
        page.locator("[name=kind][value=SPO]").check()
        page.locator("[name=made_at]").fill("25/1/2027 11:30")
        page.locator("[name=fixed_period][value=yes]").check()
        page.locator("[name=end_date]").fill("24/1/2029")
        page.locator("[name=text_1]").fill("Not to contact Elin Prosser by telephone or by message.")
        page.get_by_role("button", name="Record the order").click()
        assert state() == flow.GRANTED, page.locator("main").inner_text()
        page.goto(f"{at}/")
        assert "Condition 1 was made otherwise" in page.locator("main").inner_text()
        narrow(page)
        axe(page)
    assert LegalAdvice.objects.get().replies.count() == 1


def test_hearsay_the_summons_and_the_channel(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    team = stage.make_team()
    notice = at_court.after_notice("CROSS_SOUGHT")(team)
    application = notice.application
    type(application).objects.filter(pk=application.pk).update(prosecution="LIVE")
    page = sign_in(quiet, team.lawyer)
    parts = ("hearsay/", "hearsay/plan/", "hearsay/serve/", f"hearsay/{notice.pk}/", "hearing/change/", "summons/steps/", "prosecutors/")
    for part in parts:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(f"{live_server.url}/applications/{application.reference}/{part}")
        assert answer.status == 200, part
        axe(page)
        narrow(page)
