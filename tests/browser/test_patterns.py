"""The chronology, the prompts and the review in a real browser: accessible, readable at 320 px, and an incident in three clicks."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from casework.assessment.prompts.models import PatternPrompt
from casework.assessment.prompts.services import read_course
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from casework.reports.models import Incident
from tests.factories import incident_values, make_case, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def team() -> Any:
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    case = make_case(owner=officer, supervisor=boss, relationship="ACQUAINTANCE", reported_at=NOW - timedelta(days=60))
    return officer, boss, case


def filled(officer: Any, case: Any) -> None:
    record_crime(actor=officer, case=case, offence="NUISANCE", crime_reference="48N/10231/26")
    for days, acts, text, behaviour in (
        (50, ["B"], "Roses were left on her doorstep without a card.", "FLOWERS"),
        (43, ["B"], "A second bunch of roses, with a card that says thinking of you.", "CARD"),
        (20, ["E"], "He stood outside her work until she left.", "OUTSIDE_WORK"),
        (6, ["A"], "He followed her home from the station and would not leave her alone.", "FOLLOWED_FOOT"),
        (4, ["B", "E"], "He rang 14 times and then waited at her gate.", "CALLS"),
        (2, ["E"], "He sat in his car opposite her house again.", "OUTSIDE_HOME"),
    ):
        values = incident_values(occurred_at=NOW - timedelta(days=days), acts=acts, summary=text, behaviour=behaviour)
        add_incident(actor=officer, case=case, values=values)


def test_the_chronology_the_prompts_and_the_review_are_accessible_and_fit_a_narrow_screen(
    live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any, team: Any
) -> None:
    officer, boss, case = team
    filled(officer, case)
    calm = make_case(owner=officer, supervisor=boss, relationship="NEIGHBOUR")
    record_crime(actor=officer, case=calm, no_crime_reason="A dispute about a hedge, settled by the council.")
    read_course(case=calm)
    prompt = PatternPrompt.objects.filter(case=case, kind="REPETITION").get()
    at = f"/cases/{case.reference}/"
    for user, addresses in (
        (officer, (at, f"{at}incidents/", f"{at}incidents/add/", f"{at}incidents/diary/", f"{at}prompts/", f"{at}prompts/{prompt.pk}/")),
        (boss, ("/prompts/", "/review/", "/review/sample/", "/review/figures/", f"/review/sample/{calm.reference}/")),
    ):
        page = sign_in(quiet, user)
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, (address, answer.status)
            axe(page)
            narrow(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}{at}incidents/")
    assert page.get_by_role("img", name="The course over time").count() == 1
    assert "It comes more often" in page.locator("#main").inner_text()


def test_an_incident_is_added_from_the_case_page_with_one_form_in_three_clicks(
    live_server: Any, quiet: Any, sign_in: Any, team: Any
) -> None:
    officer, _, case = team
    page = sign_in(quiet, officer)
    page.goto(f"{live_server.url}/cases/{case.reference}/")
    clicks = 0

    def click(what: Any) -> None:
        nonlocal clicks
        clicks += 1
        what.click()

    click(page.get_by_role("link", name="Add what happened").first)
    page.get_by_label("When did it happen?").fill("22/11/2026 21:15")
    page.get_by_label("What happened?").fill("Flowers on the step, no card.")
    click(page.get_by_label("Got in touch, or tried to"))
    click(page.get_by_role("button", name="Save", exact=True))
    assert clicks <= 3
    assert "Flowers on the step" in page.locator("#main").inner_text()
    assert Incident.objects.filter(case=case).count() == 1


def test_a_diary_is_pasted_checked_and_saved(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any, team: Any) -> None:
    officer, _, case = team
    page = sign_in(quiet, officer)
    page.goto(f"{live_server.url}/cases/{case.reference}/incidents/diary/")
    page.get_by_label("Paste the diary or call log").fill("1/11/2026 21:15 rang\n2 November rang again\nyesterday he came to the house")
    page.get_by_label("What are most of them?").select_option("CALLS")
    page.get_by_role("button", name="Go on to check the rows").click()
    axe(page)
    narrow(page)
    page.get_by_role("button", name="Save all rows").click()
    assert "Row 3: Enter the date, or leave the row out" in page.locator(".govuk-error-summary").inner_text()
    axe(page)
    narrow(page)
    page.get_by_label("Leave out row 3").check()
    page.get_by_label("I have checked the rows that carry a doubt").check()
    page.get_by_role("button", name="Save all rows").click()
    assert "2 added to the chronology" in page.locator("#main").inner_text()
    assert Incident.objects.filter(case=case).count() == 2


def test_a_supervisor_declines_a_prompt_from_the_queue_with_the_reason(live_server: Any, quiet: Any, sign_in: Any, team: Any) -> None:
    officer, boss, case = team
    filled(officer, case)
    page = sign_in(quiet, boss)
    page.goto(f"{live_server.url}/prompts/")
    page.get_by_role("link", name="Answer").first.click()
    page.get_by_label("No, and this is why").check()
    page.get_by_role("button", name="Save the answer").click()
    assert "Say in at least 20 characters" in page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Why?").fill("The florist sent both by mistake and says so.")
    page.get_by_role("button", name="Save the answer").click()
    page.wait_for_url("**/prompts/")
    assert PatternPrompt.objects.filter(case=case, state="DECLINED", answered_by=boss).count() == 1
