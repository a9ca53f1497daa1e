"""Pages of orders: what they say, to whom, and what they refuse."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.audit.models import ReadEvent
from casework.orders.models import NotificationDuty, ServiceAttempt
from tests.factories import UnitFactory, make_user
from tests.later_stages import NOW, Team, at, interim_order, made_order, make_team, serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def page(client: Client, user: Any, address: str, data: dict[str, Any] | None = None) -> Any:
    client.force_login(user)
    return client.get(address) if data is None else client.post(address, data)


def test_an_order_served_on_a_friday_explains_that_friday_is_day_1_and_sunday_the_last(team: Team, client: Client) -> None:
    order = made_order(team)
    serve(team, order, at("2026-11-27 16:00"))
    drawn = page(client, team.officer, f"/orders/{order.reference}/").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", drawn).split())
    assert "Friday 27 November 2026 is day 1" in text
    assert "the last day, is Sunday 29 November 2026" in text
    assert re.search(r"[Ww]eekends [^.]*count", text) and "SPA 2019 s.9(1)" in text


def test_the_top_answers_what_a_control_room_asks(team: Team, client: Client) -> None:
    order = made_order(team)
    text = page(client, team.officer, f"/orders/{order.reference}/").content.decode()
    for words in ("In force", "Not served", "Wednesday 22 November 2028, end of the day", "Not to contact Elin Prosser"):
        assert words in text


SERVICE = {
    "method": "hand",
    "sent_at": "27/11/2026 16:00",
    "succeeded": "yes",
    "server": "PC 4471",
    "place_kind": "STATION",
    "identity_check": "Passport",
    "explained": ["terms_explained", "copy_left"],
}


def test_service_recorded_on_the_page_starts_the_three_days(team: Team, client: Client) -> None:
    order = made_order(team)
    assert page(client, team.officer, f"/orders/{order.reference}/service/", SERVICE).status_code == 302
    assert str(NotificationDuty.objects.get(order=order).due_on) == "2026-11-29"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"sent_at": "20/11/2026 16:00"}, "sent_at", "cannot be served before it was made"),
        ({"sent_at": "27/11/2027 16:00"}, "sent_at", "in the future"),
        ({"identity_check": ""}, "identity_check", "how you knew who it was"),
        ({"succeeded": "no"}, "why_not", "why it could not be served"),
    ],
)
def test_a_wrong_service_is_refused_next_to_its_field_and_keeps_what_was_typed(
    team: Team, client: Client, change: dict[str, Any], field: str, words: str
) -> None:
    order = made_order(team)
    answer = page(client, team.officer, f"/orders/{order.reference}/service/", {**SERVICE, **change})
    text = answer.content.decode()
    assert answer.status_code == 422 and text.count(words) >= 2 and f"id_{field}-error" in text
    assert "PC 4471" in text and not ServiceAttempt.objects.exists()


def test_two_who_correct_one_service_lose_nothing(team: Team, client: Client) -> None:
    order = interim_order(team)
    attempt = serve(team, order, at("2026-11-24 10:00"))
    address = f"/orders/{order.reference}/service/{attempt.pk}/"
    typed = {"method": "hand", "why": "The log says another hour", "version": attempt.version}
    assert page(client, team.officer, address, {**typed, "sent_at": "25/11/2026 10:00"}).status_code == 302
    second = page(client, team.officer, address, {**typed, "sent_at": "26/11/2026 11:00"})
    text = second.content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert second.status_code == 409
    assert "Wednesday 25 November 2026, 10:00" in words and "Thursday 26 November 2026, 11:00" in words
    assert "The log says another hour" in text and "overdue_from" not in text


def test_a_notification_by_telephone_is_refused_and_the_address_is_kept_nowhere_but_in_the_cipher(team: Team, client: Client) -> None:
    order = made_order(team)
    serve(team, order, at("2026-11-27 16:00"))
    marker = "9 Zebra Parade, Wellburn"
    typed = {
        "trigger": "FIRST",
        "given_at": "28/11/2026 10:00",
        "channel": "OTHER",
        "station": "Castlegate",
        "received_by": "PC 4471",
        "names": "Callum Rudd",
        "address": marker,
        "acknowledgement": "ACK/1",
    }
    refused = page(client, team.officer, f"/orders/{order.reference}/notification/", typed)
    assert refused.status_code == 422 and "in person" in refused.content.decode()
    assert page(client, team.officer, f"/orders/{order.reference}/notification/", {**typed, "channel": "IN_PERSON"}).status_code == 302
    for user in (team.officer, team.sergeant, team.lawyer, team.manager_of_offenders):
        assert "Zebra" not in page(client, user, f"/orders/{order.reference}/").content.decode()
    assert NotificationDuty.objects.get(order=order).state == "MET"


def test_who_may_not_see_the_case_gets_the_same_404_as_for_no_order(team: Team, client: Client) -> None:
    order = made_order(team)
    stranger = make_user("OFFICER", unit=UnitFactory(other=True))
    hidden, unknown = (page(client, stranger, address) for address in (f"/orders/{order.reference}/", "/orders/ORD-2026-999999/"))
    assert hidden.status_code == unknown.status_code == 404
    assert page(client, team.clerk, f"/orders/{order.reference}/service/", SERVICE).status_code == 403
    assert order.reference not in page(client, stranger, "/orders/").content.decode()
    assert order.reference in page(client, team.officer, "/orders/").content.decode()


def test_the_card_shows_the_order_of_a_restricted_case_alone_and_logs_the_look(team: Team, client: Client) -> None:
    order = made_order(team)
    team.case.restricted = True
    team.case.save(update_fields=["restricted"])
    control = make_user("CONTROL")
    asked = {"given_names": "callum", "family_name": "RUDD", "date_of_birth": "2/4/1988"}
    text = page(client, control, "/card/", asked).content.decode()
    assert order.reference in text and "Not to contact Elin Prosser" in text and "In force" in text
    assert team.case.reference not in text and "Flowers" not in text
    assert page(client, control, f"/orders/{order.reference}/").status_code == 404
    look = ReadEvent.objects.filter(verb="LOOK", actor_id=control.pk).latest("id")
    assert look.detail["ids"] == [order.pk] and "rudd" not in str(look.detail).lower()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Enter an order reference, or a name and a date of birth"),
        ({"family_name": "Rudd"}, "Enter the date of birth as well"),
        ({"given_names": "Callum", "family_name": "Rudd", "date_of_birth": "31/2/1988"}, "31/2/1988"),
    ],
)
def test_a_card_is_asked_for_whole(db: None, client: Client, asked: dict[str, str], words: str) -> None:
    answer = page(client, make_user("CONTROL"), "/card/", asked)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_card_that_finds_nothing_says_what_to_do(db: None, client: Client) -> None:
    text = page(client, make_user("CONTROL"), "/card/", {"reference": "ORD-2026-999999"}).content.decode()
    assert "No order is on record" in text and "other names used" in text


def test_control_reports_a_breach_from_the_card_without_seeing_the_case(team: Team, client: Client) -> None:
    order = made_order(team)
    serve(team, order, at("2026-11-24 16:00"))
    control = make_user("CONTROL")
    condition = order.versions.get().conditions.first()
    typed = {
        "occurred_at": "28/11/2026 22:00",
        "type": "S8_BREACH",
        "conditions": [condition.pk],
        "what_happened": "Telephoned her eleven times in an hour",
    }
    answer = page(client, control, f"/orders/{order.reference}/breach/", typed)
    assert answer.status_code == 302 and answer["Location"] == "/card/"
    breach = order.breaches.get()
    assert page(client, control, f"/breaches/{breach.reference}/").status_code == 404
    shown = page(client, team.officer, f"/breaches/{breach.reference}/").content.decode()
    assert "Risk assessed again" in shown and "does not change the order" in shown


def test_a_breach_before_the_order_was_made_is_refused_in_words(team: Team, client: Client) -> None:
    order = made_order(team)
    condition = order.versions.get().conditions.first()
    answer = page(
        client,
        team.officer,
        f"/orders/{order.reference}/breach/",
        {
            "occurred_at": "1/11/2026 22:00",
            "type": "S8_BREACH",
            "conditions": [condition.pk],
            "what_happened": "Telephoned her eleven times",
        },
    )
    assert answer.status_code == 422 and "made later" in answer.content.decode() and not order.breaches.exists()


def test_the_page_of_an_order_asks_the_same_number_of_queries_however_long_its_life(
    team: Team, client: Client, django_assert_max_num_queries: Any
) -> None:
    order = made_order(team)
    for day in range(24, 30):
        serve(team, order, at(f"2026-11-{day} 10:00"), succeeded=False, why_not="Not at home")
    client.force_login(team.officer)
    client.get(f"/orders/{order.reference}/")
    with django_assert_max_num_queries(30):
        client.get(f"/orders/{order.reference}/")
