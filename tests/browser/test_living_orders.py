"""An order's life in a real browser: service by post, late notification, renewal; refusal and appeal; discharge; the card at 2 a.m."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from casework.audit.models import ReadEvent
from casework.orders import services as ordering
from casework.orders.models import Appeal, Order, OrderChange
from tests import later_stages as stage
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(stage.NOW) as traveller:
        yield traveller


@pytest.fixture
def visit(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> Any:
    """`visit(user, address)`: the page, accessible, wide and narrow."""

    def visited(user: Any, address: str) -> Any:
        page = sign_in(quiet, user)
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, (address, answer.status)
        axe(page)
        narrow(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        return page

    return visited


def main(page: Any) -> str:
    return " ".join(page.locator("#main").inner_text().split())


def send(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_service_by_post_late_notification_and_renewal(visit: Any, axe: Any, clock: Any) -> None:
    team = stage.make_team()
    order = stage.made_order(team)
    at = f"/orders/{order.reference}"

    page = visit(team.officer, f"{at}/service/")
    page.get_by_label("Posted", exact=True).check()
    page.get_by_label("When was it handed over, sent or posted?").fill("23/11/2026 16:00")
    page.get_by_label("Who served it?").fill("PC 4471")
    send(page, "Record service")
    # Posted on Monday: served on Thursday by the rule, which says why, and the third day is Saturday.
    assert "Counts as served on Thursday 26 November 2026 (r.115(4)(c))" in main(page)
    assert "Saturday 28 November 2026" in main(page) and "Certificate of service not signed" in main(page)
    axe(page)

    assert ordering.miss_overdue() == 1
    page = visit(team.officer, f"{at}/notification/")
    page.get_by_label("First notification after service (s.9(1))").check()
    page.get_by_label("When was it given?").fill("30/11/2026 10:00")
    page.get_by_label("By telephone, e-mail or online").check()
    page.get_by_label("At which police station?").fill("Castlegate")
    page.get_by_label("Who received it?").fill("PC 4471")
    page.get_by_label("Which names were notified?").fill("Callum Rudd")
    page.get_by_label("Which home address was notified?").fill("4 Mill Lane, Castlegate")
    page.get_by_label("Reference of the written acknowledgement").fill("ACK-17")
    send(page, "Record the notification")
    told = page.locator(".govuk-error-summary").inner_text()
    assert "Only a notification in person" in told and "It was late: the last day was Saturday 28 November 2026" in told
    axe(page)
    page.get_by_label("In person, by word of mouth, at a police station").check()
    page.get_by_label("If it is late: what reason did the defendant give?").fill("None given")
    send(page, "Record the notification")
    assert "Notified late" in main(page) and "An offence is suspected from Sunday 29 November 2026" in main(page)

    clock.move_to(stage.at("2028-09-10 09:00"))
    page = visit(team.manager_of_offenders, f"{at}/apply/")
    page.get_by_label("Renew the order").check()
    page.get_by_label("Yes, until a new last day").check()
    page.get_by_label("Until which new last day?").fill("22/11/2030")
    page.get_by_label("The chief officer who applied for the order").check()
    page.get_by_label("What exactly is asked for?").fill("That the order runs for two more years")
    page.get_by_label("Why, and how does the risk stand now?").fill("Two breaches this year, and he still writes to her")
    send(page, "Record the application")
    made = OrderChange.objects.get(order=order)
    visit(team.manager_of_offenders, f"/changes/{made.reference}/")
    page.get_by_role("link", name="Send to force legal").click()
    send(page, "Send to force legal")
    page = visit(team.lawyer, f"/changes/{made.reference}/review/")
    page.get_by_label("Approve it: a superintendent decides next").check()
    page.get_by_label("I compared the conditions").check()
    send(page, "Record the review")
    page = visit(team.superintendent, f"/changes/{made.reference}/authority/")
    page.get_by_label("Authorise it").check()
    page.get_by_label("Why?").fill("It appears to me that it is still necessary")
    send(page, "Record the decision")
    page = visit(team.lawyer, f"/changes/{made.reference}/lodge/")
    page.get_by_label("The court's reference").fill("NMC-2028-77")
    send(page, "Record that it was lodged")
    assert "Not told yet" in main(page)
    page = visit(team.lawyer, f"/changes/{made.reference}/hearing/")
    page.get_by_label("When is it heard?").fill("10/9/2028 10:00")
    send(page, "Record the hearing")
    clock.move_to(stage.at("2028-09-10 12:00"))
    page = visit(team.lawyer, f"/changes/{made.reference}/granted/")
    send(page, "Record what the court made")
    order = Order.objects.get(pk=order.pk)
    assert str(order.end_date) == "2030-11-22" and order.versions.count() == 2
    assert "Friday 22 November 2030, end of the day" in main(page) and "Version 2 not served yet" in main(page)
    page = visit(team.officer, f"{at}/?at=1/6/2027%2010:00")
    assert "At Tuesday 1 June 2027, 10:00: In force" in main(page) and "Its last day: Wednesday 22 November 2028" in main(page)


def test_refusal_and_appeal(visit: Any, clock: Any) -> None:
    team = stage.make_team()
    application = stage.refused(team)
    page = visit(team.lawyer, f"/applications/{application.reference}/appeal/")
    assert "Monday 14 December 2026" in main(page) and "ask force legal" in main(page)
    page.get_by_label("A notice of appeal was given").check()
    page.get_by_label("The chief officer who applied").check()
    page.get_by_label("On which day was notice given?").fill("30/11/2026")
    page.get_by_label("To whom?").fill("The designated officer and the defendant")
    send(page, "Record it")
    appeal = Appeal.objects.get()
    assert "Notice lodged" in main(page)
    page = visit(team.lawyer, f"/appeals/{appeal.pk}/hearing/")
    page.get_by_label("When is it heard?").fill("14/12/2026 10:00")
    page.get_by_label("Which Crown Court?").fill("Northmoor Crown Court")
    send(page, "Record the hearing")
    assert "case progression officer" in page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Who is our case progression officer?").fill("S. Okafor")
    send(page, "Record the hearing")
    clock.move_to(stage.at("2026-12-14 16:00"))
    page = visit(team.lawyer, f"/appeals/{appeal.pk}/decide/")
    page.get_by_label("The appeal is allowed").check()
    page.get_by_label("What did it say?").fill("Necessary after all: an order is made")
    page.get_by_label("An order is made").check()
    page.get_by_label("Yes, until a new last day").check()
    page.get_by_label("What is its last day from now on?").fill("13/12/2028")
    send(page, "Record the decision")
    order = Order.objects.get()
    page = visit(team.lawyer, f"/orders/{order.reference}/")
    assert "on appeal" in main(page) and "In force" in main(page)
    visit(team.lawyer, f"/appeals/{appeal.pk}/")


def test_discharge_inside_two_years_with_each_consent_missing_once(visit: Any, axe: Any) -> None:
    team = stage.make_team()
    order = stage.made_order(team)
    made = stage.change_listed(team, stage.change_received(team, order))
    wanted = {
        "The defendant": "The defendant's consent is needed",
        "The chief officer who applied for the order": "The consent of the chief officer who applied for the order is needed",
    }
    for missing, words in wanted.items():
        given = next(each for each in wanted if each != missing)
        for who, word in ((given, "Given"), (missing, "Taken back")):
            page = visit(team.lawyer, f"/changes/{made.reference}/consent/")
            page.get_by_label(who, exact=True).check()
            page.get_by_label(word, exact=True).check()
            page.get_by_label("On which day?").fill("27/11/2026")
            page.get_by_label("What shows it?").fill("Signed form of 27 November")
            send(page, "Record the consent")
        page = visit(team.lawyer, f"/changes/{made.reference}/granted/")
        page.get_by_label("What did the court decide, and on what grounds?").fill("Discharged on the defendant's application")
        send(page, "Record the discharge")
        assert words in page.locator(".govuk-error-summary").inner_text()
        axe(page)
    stage.consents(team, made, "defendant_consents", "original_officer_consents")
    page = visit(team.lawyer, f"/changes/{made.reference}/granted/")
    page.get_by_label("What did the court decide, and on what grounds?").fill("Discharged on the defendant's application")
    send(page, "Record the discharge")
    assert Order.objects.get(pk=order.pk).state == "DISCHARGED"
    assert "Granted" in main(page)


def test_the_card_at_two_in_the_morning_for_a_restricted_case(visit: Any, axe: Any, narrow: Any, clock: Any) -> None:
    team = stage.make_team()
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-24 16:00"))
    stage.varied(team, order)
    team.case.restricted = True
    team.case.save(update_fields=["restricted"])
    clock.move_to(stage.at("2026-12-05 02:00"))
    control = make_user("CONTROL")
    page = visit(control, "/card/")
    page.get_by_label("Given names").fill("Callum")
    page.get_by_label("Family name").fill("Rudd")
    page.get_by_label("Date of birth").fill("2/4/1988")
    send(page, "Check")
    told = main(page)
    for words in (
        "In force",
        "Served on Tuesday 24 November 2026",
        "Wednesday 22 November 2028, end of the day",
        "Not to enter Mill Lane",
        "Ring",
    ):
        assert words in told, words
    assert "that version has not been served yet" in told
    for secret in (team.case.reference, "Flowers", team.victim.family_name + " lives", "risk"):
        assert secret not in told
    axe(page)
    narrow(page)
    assert ReadEvent.objects.filter(verb="LOOK", actor_id=control.pk).count() == 1
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name=re.compile("Report a breach")).or_(page.get_by_role("link", name="Report a breach")).click()
    page.get_by_label("When did it happen?").fill("5/12/2026 01:30")
    page.get_by_label(re.compile("Not to contact Elin Prosser")).check()
    page.get_by_label("What happened?").fill("He rang her eleven times within the hour")
    axe(page)
    send(page, "Report the breach")
    assert order.breaches.count() == 1 and page.url.endswith("/card/")
    answer = page.goto(page.url.replace("/card/", f"/orders/{order.reference}/"))
    assert answer.status == 404


def test_the_other_pages_of_an_orders_life(visit: Any) -> None:
    team = stage.make_team()
    order = stage.made_order(team, end_date=stage.date(2027, 11, 22))
    stage.serve(team, order, stage.at("2026-11-27 11:15"))
    at = f"/orders/{order.reference}"
    for address in ("review/", "manager/", "relevant/", "transfer/", "copy/", "copy/check/"):
        visit(team.manager_of_offenders, f"{at}/{address}")
    for address in ("/orders/queries/", f"{at}/query/", f"{at}/request/", f"{at}/appeal/", "/changes/"):
        visit(team.lawyer, address)
    made = stage.change_drafted(team, order)
    for address in ("", "edit/", "condition/", "submit/", "withdraw/"):
        visit(team.manager_of_offenders, f"/changes/{made.reference}/{address}")
