"""The report in steps and risk in a real browser: a telephone's width, without script too, accessible empty, filled and refused."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from casework.assessment.assessing import assess
from casework.cases.models import Case
from casework.reports.incidents import add_incident
from casework.reports.models import ReportDraft
from tests import later_stages as stage
from tests.factories import PersonFactory, incident_values, make_case, make_user, plan_values, risk_values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(stage.NOW):
        yield


def go_on(page: Any) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def test_a_report_on_a_telephone(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    officer = make_user("OFFICER")
    known = PersonFactory(given_names="Callum", family_name="Rudd")
    make_case(owner=officer, suspect=known)
    page = sign_in(quiet, officer)
    page.goto(live_server.url + "/cases/new/")

    def check() -> None:
        axe(page)
        narrow(page)

    check()
    go_on(page)
    assert page.locator(".govuk-error-summary").count() == 1
    check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What has been done about it?").fill("Patrol on its way")
    go_on(page)
    check()
    page.get_by_label("Victim's first names").fill("Elin")
    go_on(page)
    check()
    page.get_by_label("Not known yet").check()
    go_on(page)
    check()
    page.get_by_label("Suspect's first names").fill("Calum")
    page.get_by_label("Suspect's family name").fill("Rudd")
    page.get_by_label("What is the suspect to the victim?").select_option("EX_PARTNER")
    go_on(page)
    assert "Name one letter different" in page.locator("#main").inner_text()
    check()
    page.get_by_label("Callum Rudd").check()
    go_on(page)
    check()
    draft = ReportDraft.objects.get()
    page.goto(live_server.url + "/")
    assert "Go on with the report begun" in page.locator("#main").inner_text()
    check()
    page.goto(f"{live_server.url}/cases/new/{draft.pk}/what/")
    page.get_by_label("When did it happen?").fill("20/11/2026 21:15")
    page.get_by_label("Got in touch").check()
    page.get_by_label("What happened?").fill("Flowers came without a card.")
    go_on(page)
    check()
    with page.expect_navigation():
        page.get_by_role("button", name="Open the case").click()
    assert Case.objects.order_by("-pk")[0].parties.get(role="SUSPECT").person == known
    reference = Case.objects.order_by("-pk")[0].reference
    for path in (f"/cases/{reference}/people/", f"/cases/{reference}/people/{known.pk}/", f"/cases/{reference}/people/{known.pk}/join/"):
        page.goto(live_server.url + path)
        check()


def test_a_report_without_script(live_server: Any, without_script: Any, sign_in: Any) -> None:
    officer = make_user("OFFICER")
    page = sign_in(without_script, officer)
    page.goto(live_server.url + "/cases/new/")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Victim's first names").fill("Elin")
    page.get_by_role("button", name="Save and finish later").click()
    assert "Your report is kept" in page.locator("#main").inner_text()
    page.get_by_role("link", name="Go on with the report begun").click()
    assert page.get_by_label("Victim's first names").input_value() == "Elin"


def test_risk_and_the_points_to_prove(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    officer = make_user("OFFICER")
    case = make_case(owner=officer, supervisor=make_user("SUPERVISOR"))
    values = risk_values("STANDARD", "HIGH", flags=["TRACKING"])
    assess(actor=officer, case=case, values=values, actions=[plan_values(officer)])
    for _ in range(2):
        add_incident(actor=officer, case=case, values=incident_values(fear_of_violence=True, impacts=["JOB"]))
    page = sign_in(quiet, officer)
    for path in ("", "risk/", "risk/assess/", "risk/history/", "risk/changed/", "points/", "points/occasions/", "people/relationship/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(f"{live_server.url}/cases/{case.reference}/{path}")
        assert answer.status == 200, path
        axe(page)
        narrow(page)
    page.goto(f"{live_server.url}/cases/{case.reference}/risk/")
    words = page.locator("#main").inner_text()
    assert "To be assessed again because of" in words
    assert "What this grade asks for" in words
    page.goto(f"{live_server.url}/cases/{case.reference}/points/occasions/")
    page.get_by_label("Met", exact=True).check()
    page.get_by_role("button", name="Save").click()
    assert "Two occasions at least" in page.locator(".govuk-error-summary").inner_text()
    axe(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    assert "Consider s.4A" in page.locator("#main").inner_text()
