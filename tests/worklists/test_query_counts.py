"""The first page and the lists ask the database as often for one row as for many; how often stands in query_counts.json."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import PersonFactory, make_case, make_user

pytestmark = pytest.mark.django_db
PINNED = json.loads((Path(__file__).resolve().parents[1] / "query_counts.json").read_text())
PAGES = {
    "home": ("OFFICER", "/"),
    "cases": ("OFFICER", "/cases/"),
    "search": ("OFFICER", "/search/?q=Elin"),
    "workload": ("MANAGER", "/workload/"),
}


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_for_one_row_as_for_many(name):
    role, path = PAGES[name]
    officer = make_user("OFFICER")
    reader = officer if role == "OFFICER" else make_user(role)
    victim = {"given_names": "Elin", "family_name": "Prosser"}
    make_case(owner=officer, victim=PersonFactory(**victim))
    client = Client()
    client.force_login(reader)
    client.get(path)
    few = queries(client, path)
    for _ in range(20):
        make_case(owner=officer, victim=PersonFactory(**victim))
    assert queries(client, path) == few
    assert few == PINNED[name]
