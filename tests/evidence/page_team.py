"""People and helpers of the tests of the exhibits' pages."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from casework.evidence.services import seize
from tests.factories import UnitFactory, item_values, make_case, make_person, make_user, seizure_values

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
STORE = "Central Exhibits Store A4"
FROM = "Callum Rudd of Harbour Row"


@pytest.fixture
def team(time_machine):
    """An officer with one exhibit seized an hour ago, the store, and someone who must not know of the case."""
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER", first_name="A. J.", last_name="Marlow", collar_number="4471")
    case = make_case(
        owner=officer,
        victim=make_person(given_names="Elin", family_name="Prosser"),
        suspect=make_person(given_names="Callum", family_name="Rudd"),
        reported_at=NOW - timedelta(hours=5),
    )
    common = seizure_values(seized_at=NOW - timedelta(hours=1), seized_from=FROM)
    (exhibit,) = seize(actor=officer, case=case, common=common, items=[item_values(found_at="Desk drawer, back bedroom")])
    people = {
        "officer": officer,
        "sergeant": make_user("SUPERVISOR"),
        "store": make_user("EXHIBITS"),
        "manager": make_user("MANAGER"),
        "auditor": make_user("AUDITOR"),
        "colleague": make_user("OFFICER"),
        "stranger": make_user("OFFICER", "SUPERVISOR", unit=UnitFactory(other=True)),
        "abroad": make_user("EXHIBITS", force=UnitFactory(force__other=True, other=True).force),
    }
    return people, case, exhibit


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(answer):
    return answer.content.decode()


def summary_of(answer):
    """The words of the error summary, by the address that each leads to."""
    block = re.search(r'<div class="govuk-error-summary".*?</ul>', text_of(answer), re.S)
    assert block, text_of(answer)[:2000]
    found = re.findall(r'<li>\s*(?:<a href="([^"]*)">)?([^<]+)', block[0])
    return [(where, html.unescape(words).strip()) for where, words in found]
