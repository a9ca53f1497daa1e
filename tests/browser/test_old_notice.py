"""From an old notice with a new incident to an opened investigation and a drafted application, in a real browser."""

import re
from datetime import date
from typing import Any

import pytest

from casework.pins.models import Notice, NoticeAttempt
from casework.pins.services import record_loose_notice
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Words that no page may use of a notice or of what came after it, apart from saying that they do not fit.
WRONG = re.compile(r"\b(?:breach(?:es|ed)?|convict\w*|caution\w*|offender)\b", re.IGNORECASE)
SAID_SO = re.compile(r"is no conviction, caution or order|it is not an order and was not broken", re.IGNORECASE)


def test_from_an_old_notice_to_an_investigation_and_an_application(
    live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any
) -> None:
    sergeant, officer, clerk = make_user("SUPERVISOR"), make_user("OFFICER"), make_user("RECORDS")
    values = {"kind": "HARASSMENT_WARNING", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week to her workplace."}
    notice = record_loose_notice(
        actor=clerk,
        values=values,
        unit=officer.unit,
        recipient={"given_names": "Callum", "family_name": "Rudd", "date_of_birth": date(1988, 4, 2)},
        complainant={"given_names": "Elin", "family_name": "Prosser"},
    )

    def at(user: Any, path: str) -> Any:
        page = sign_in(quiet, user)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(live_server.url + path).status == 200, path
        return looked(page)

    def looked(page: Any) -> Any:
        axe(page)
        narrow(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        if "/pins/" in page.url:
            assert not WRONG.search(SAID_SO.sub("", page.locator("#main").inner_text())), page.url
        return page

    page = at(sergeant, "/pins/queue/")
    page.get_by_role("link", name=notice.reference).click()
    page.get_by_role("link", name="Give it to an officer for review").click()
    page.get_by_label("Which officer reviews it?").select_option(str(officer.pk))
    page.get_by_role("button", name="Give it to this officer").click()

    page = at(officer, f"/pins/{notice.reference}/")
    page.get_by_role("link", name="Review it").click()
    looked(page)
    page.get_by_label("Stalking investigation opened").check()
    page.get_by_label("What is the recipient to the complainant?").select_option("EX_PARTNER")
    page.get_by_label("Is there a new incident? When did it happen?").fill("2/11/2026 18:00")
    page.get_by_label(re.compile("Hung about in a place")).check()
    page.get_by_label("What happened?").fill("He waited outside her work again.")
    looked(page)
    page.get_by_role("button", name="Propose this outcome").click()
    assert "Sent to a supervisor for approval" in looked(page).locator("#main").inner_text()

    case = Notice.objects.get().case
    assert case is not None and case.owner == officer
    page = at(sergeant, f"/pins/{notice.reference}/approve/")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    assert "Replaced" in looked(page).locator("#main").inner_text()

    page = at(officer, f"/cases/{case.reference}/applications/start/")
    page.get_by_role("button", name="Start the draft").click()
    looked(page)
    text = page.locator("#main").inner_text()
    assert f"Old notice {notice.reference}, given to the defendant on 2 March 2015: evidence of knowledge" in text


def test_the_pages_around_the_register(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    clerk, standards = make_user("RECORDS"), make_user("AUDITOR")
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    from casework.worklists.imports import services
    from tests.factories import make_case, make_person
    from tests.pins.registers import register

    case = make_case(owner=make_user("OFFICER"), suspect=make_person(given_names="Callum", family_name="Rudd"))
    raw = (
        register(6)
        + b"Elin,Followed her home twice.,P/9,C/9,,PC Moss,4471,Calum Rudd,05/06/2014,LOA,,Y,N,\n"
        + b"A,Letters.,P/8,,,,,Jo Harle,1/1/2024,PIN,,,,\n"
    )
    run = services.begin(actor=clerk, name="register.csv", raw=raw, kind="pins", unit=clerk.unit)

    def look(user: Any, *paths: str) -> None:
        page = sign_in(quiet, user)
        for path in paths:
            page.set_viewport_size({"width": 1280, "height": 900})
            assert page.goto(live_server.url + path).status == 200, path
            axe(page)
            narrow(page)

    at = f"/imports/pins/{run.pk}/"
    look(clerk, "/imports/pins/", f"{at}columns/", at, f"{at}start/")
    services.release(actor=clerk, run=run)
    look(standards, at, f"{at}approve/")
    services.approve(actor=standards, run=run, agreed=True)
    services.run_to_end(run, actor=clerk)
    from casework.pins.services import match_waiting

    match_waiting()
    notice = Notice.objects.get(source_reference="P/9")
    pin = f"/pins/{notice.reference}/"
    match = notice.matches.get()
    look(clerk, at, "/pins/?proposed=on", pin, f"{pin}people/", f"{pin}people/{match.pk}/", f"{pin}doubts/", "/figures/pins/")
    look(standards, "/pins/attempts/", f"/pins/attempts/{NoticeAttempt.objects.get().pk}/", "/figures/pins/")
    look(
        inspector,
        f"{pin}officer/",
        f"{pin}urgent/",
        f"{pin}reopen/",
        f"{pin}contact/",
        f"/cases/{case.reference}/paper/exception/",
        f"/cases/{case.reference}/paper/",
    )
