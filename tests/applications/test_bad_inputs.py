"""Bad input before the court and in the threads: the sentence stands next to its field and in the summary, and nothing typed is lost."""

import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.applications import services as applying
from tests import at_court
from tests import later_stages as stage

pytestmark = pytest.mark.django_db

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
Place = tuple[Any, str, dict[str, Any]]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False):
        yield


def notice(team: stage.Team) -> Place:
    typed: dict[str, Any] = {name: "on" if value is True else value for name, value in at_court.NOTICE.items()}
    typed |= {"sent_on": "24/11/2026", "filed_on": "24/11/2026"}
    return team.lawyer, f"/applications/{at_court.contested(team).reference}/hearsay/serve/", typed


def plan(team: stage.Team) -> Place:
    typed = {"kind": "DIRECTED", "directed_on": "11/1/2027", "reason": "As the court directed at the first hearing"}
    return team.lawyer, f"/applications/{at_court.contested(team).reference}/hearsay/plan/", typed


def step(team: stage.Team) -> Place:
    served = at_court.notice_served(team)
    return team.lawyer, f"/applications/{served.application.reference}/hearsay/{served.pk}/", {"kind": "CREDIBILITY", "on": "26/11/2026"}


def summons(team: stage.Team) -> Place:
    at = f"/applications/{at_court.issued(team).reference}/summons/steps/"
    return team.officer, at, {"kind": "ATTEMPTED", "at": "13/11/2026 10:00", "note": "Nobody opened the door"}


def lodging(team: stage.Team) -> Place:
    typed = {"complaint_on": "12/11/2026", "court_reference": "NMC-1", "route": "electronic"}
    return team.lawyer, f"/applications/{stage.authorised(team).reference}/lodge/", typed


def thread(team: stage.Team) -> Place:
    application = stage.submitted(team)
    advice = applying.add_advice(actor=team.lawyer, application=application, part="risk", text="Say what the risk is")
    return team.officer, f"/applications/{application.reference}/advice/{advice.pk}/", {"text": "She cannot sleep"}


ROADS: dict[str, Callable[[stage.Team], Place]] = {
    "hearsay-notice": notice,
    "hearsay-plan": plan,
    "hearsay-step": step,
    "summons-step": summons,
    "lodging": lodging,
    "advice-thread": thread,
}


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] in ROADS], ids=lambda row: row["id"])
def test_bad_input_is_answered_in_words_and_nothing_is_lost(row: dict[str, Any], db: None) -> None:
    user, address, good = ROADS[row["road"]](stage.make_team())
    client = Client()
    client.force_login(user)
    typed = {**good, **row["give"]}
    answer = client.post(address, typed)
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    summary = text[text.index("govuk-error-summary") : text.index("</h1>")]
    assert row["sentence"].removesuffix(".") in summary
    assert f'id="id_{row["field"]}-error"' in text
    for name, value in typed.items():
        assert name not in ("evidence", "maker", "reason", "note", "court_reference") or str(value) in text
