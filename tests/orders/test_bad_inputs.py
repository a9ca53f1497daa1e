"""Bad input in the later stages: the sentence stands next to its field and in the summary, and nothing typed is lost."""

import tomllib
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.applications import services as applying
from casework.errors import GuardFailed
from casework.orders.models import OrderCondition
from tests import later_stages as stage
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
ORDERED = {"made_at": "23/11/2026 15:00", "court": stage.COURT, "kind": "SPO", "fixed_period": "yes", "end_date": "22/11/2028"}
REASONS = {"necessity_reason": "He has contacted her 43 times.", "measure": "Messages as she received them."}
SERVED = {"method": "hand", "sent_at": "24/11/2026 09:00", "succeeded": "yes", "server": "PC 4471", "place_kind": "STATION"}
NOTIFIED = {
    "trigger": "FIRST",
    "given_at": "25/11/2026 09:00",
    "channel": "IN_PERSON",
    "station": "Castlegate",
    "received_by": "PC 4471",
    "names": "Callum Rudd",
    "address": "4 Mill Lane, Castlegate",
    "acknowledgement": "ACK-17",
}
HAPPENED = {"occurred_at": "28/11/2026 20:00", "type": "S8_BREACH", "what_happened": "He sent four messages."}
Place = tuple[Any, str, dict[str, Any]]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        LATER["traveller"] = traveller
        yield


# The clock that is stopped for the test, for the roads that need a later day.
LATER: dict[str, Any] = {}


def condition(team: stage.Team) -> Place:
    at = f"/applications/{stage.draft(team).reference}/conditions/add/?category=NO_CONTACT_DIRECT"
    return team.officer, at, {**REASONS, "part_who": "Elin Prosser"}


def term(team: stage.Team) -> Place:
    given = {"version": 1, "court": stage.COURT, "court_kind": "ADULT", "asked_fixed": "yes", "asked_years": "2"}
    return team.officer, f"/applications/{stage.draft(team).reference}/part/court/", given


def authority(team: stage.Team) -> Place:
    application = stage.approved(team)
    writer = make_user("AUTHORISER")
    application.writers.add(writer)
    sent = {"version": application.version, "given": "yes", "rationale": "It appears to me that it is met."}
    return writer, f"/applications/{application.reference}/authority/", sent


def authority_reasons(team: stage.Team) -> Place:
    _, at, sent = authority(team)
    return team.superintendent, at, sent


def order(team: stage.Team) -> Place:
    application = stage.listed(team)
    at = f"/applications/{application.reference}/order/"
    return team.lawyer, at, {**ORDERED, "take_1": "on", "text_1": application.conditions.get().text}


def service(team: stage.Team) -> Place:
    return team.officer, f"/orders/{stage.interim_order(team).reference}/service/", {**SERVED, "identity_check": "Known to me"}


def notification(team: stage.Team) -> Place:
    made = stage.interim_order(team)
    stage.serve(team, made, stage.at("2026-11-24 09:00"))
    return team.officer, f"/orders/{made.reference}/notification/", dict(NOTIFIED)


def breach(team: stage.Team, **changes: Any) -> Place:
    made = stage.interim_order(team, **changes)
    stage.serve(team, made, stage.at("2026-11-24 09:00"))
    broken = list(OrderCondition.objects.filter(version__order=made).values_list("pk", flat=True))
    return team.officer, f"/orders/{made.reference}/breach/", {**HAPPENED, "conditions": broken}


def breach_after_expiry(team: stage.Team) -> Place:
    return breach(team, end_date=date(2026, 11, 26))


def change(team: stage.Team) -> Place:
    at = f"/orders/{stage.made_order(team).reference}/apply/"
    return team.lawyer, at, {"kind": "VARY", "applicant": "DEFENDANT", "asked": "That condition 1 be lifted at work", "court": stage.COURT}


def appeal(team: stage.Team) -> Place:
    at = f"/orders/{stage.made_order(team).reference}/appeal/"
    sent = {"step": "notice", "appellant": "defendant", "notice_on": "30/11/2026", "notice_to": "The court and the other party"}
    return team.lawyer, at, sent


def late_appeal(team: stage.Team) -> Place:
    user, address, sent = appeal(team)
    LATER["traveller"].move_to(stage.at("2026-12-20 12:00"), tick=False)
    return user, address, sent


def order_review(team: stage.Team) -> Place:
    at = f"/orders/{stage.made_order(team).reference}/review/"
    return team.manager_of_offenders, at, {"after": "PERIOD", "grade": "HIGH", "decision": "KEEP"}


def order_transfer(team: stage.Team) -> Place:
    at = f"/orders/{stage.made_order(team).reference}/transfer/"
    return team.manager_of_offenders, at, {"to_name": "Harbour Police", "pack": "Order, risk, notifications, contacts"}


ROADS: dict[str, Callable[[stage.Team], Place]] = {
    "condition": condition,
    "term": term,
    "authority": authority,
    "authority-reasons": authority_reasons,
    "order": order,
    "service": service,
    "notification": notification,
    "breach": breach,
    "breach-after-expiry": breach_after_expiry,
    "change": change,
    "appeal": appeal,
    "late-appeal": late_appeal,
    "order-review": order_review,
    "order-transfer": order_transfer,
}


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] in ROADS], ids=lambda row: row["id"])
def test_bad_input_is_answered_in_words_and_nothing_is_lost(row: dict[str, Any], db: None) -> None:
    user, address, accepted = ROADS[row["road"]](stage.make_team())
    client = Client()
    client.force_login(user)
    sent = {name: value for name, value in {**accepted, **row["give"]}.items() if value != ""}
    answer = client.post(address, sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    summary = page[page.index("govuk-error-summary") : page.index("</h1>")]
    assert row["sentence"].removesuffix(".") in summary
    if row["field"] not in ("all", "conditions"):
        assert f'id="id_{row["field"]}-error"' in page
    for value in row["give"].values():
        assert value in page


def test_the_same_refusals_hold_in_the_service_without_a_page(db: None) -> None:
    team = stage.make_team()
    application = stage.approved(team)
    with pytest.raises(GuardFailed):
        applying.decide_authority(actor=team.superintendent, application=application, given=True, rationale="Yes.")
