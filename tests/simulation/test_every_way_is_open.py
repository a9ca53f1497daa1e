"""Every account of the demonstration follows the links it is shown: each leads to a page, none to a refusal or a fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from casework.demo.staff import ACCOUNTS
from casework.staff.models import User
from tests.simulation.demonstration import told, walk

pytestmark = pytest.mark.django_db

OF_A_KIND = 2  # pages of one address pattern that a person opens
FEWEST = 25  # pages that anybody must have come by


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    with django_db_blocker.unblock(), told() as accounts:
        yield accounts


@pytest.mark.parametrize("username", [account.username for account in ACCOUNTS])
def test_no_link_leads_to_a_refusal(people: dict[str, User], db: None, username: str) -> None:
    client = Client()
    client.force_login(people[username])
    opened = list(walk(client, OF_A_KIND))
    wrong = [each for each in opened if each.response.status_code >= 400]
    assert not wrong, "\n".join(f"{each.response.status_code} {each.path} ({each.words!r} on {each.shown_on})" for each in wrong)
    assert len(opened) >= FEWEST
