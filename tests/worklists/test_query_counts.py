"""The first page and the lists ask the database as often for one row as for many; how often stands in query_counts.json."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.applications.models import Application
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from tests.factories import PersonFactory, RoleTaskFactory, make_case, make_user

pytestmark = pytest.mark.django_db
PINNED = json.loads((Path(__file__).resolve().parents[1] / "query_counts.json").read_text())
PAGES = {
    "home": ("OFFICER", "/"),
    "home of a supervisor": ("SUPERVISOR", "/"),
    "home of force legal": ("LEGAL", "/"),
    "home of records": ("RECORDS", "/"),
    "home of professional standards": ("AUDITOR", "/"),
    "the queue of applications": ("LEGAL", "/applications/"),
    "cases": ("OFFICER", "/cases/"),
    "search": ("OFFICER", "/search/?q=Elin"),
    "workload": ("MANAGER", "/workload/"),
}


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def work(officer, role, victim):
    """A case with a date that is due, and for those who come to it by open work, that work with a draft application."""
    case = make_case(owner=officer, victim=PersonFactory(**victim))
    clocks.start("R10", subject=case, case=case, on=timezone.localdate(), inputs={"grade": "standard"})
    if role in ("LEGAL", "RECORDS"):
        RoleTaskFactory(case=case, role=role)
        Application.objects.create(
            reference=next_reference("APP"), case=case, author=officer, defendant=case.parties.get(role="SUSPECT").person,
            started_at=timezone.now(), state="LEGAL_REVIEW",
        )  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_for_one_row_as_for_many(name):
    role, path = PAGES[name]
    officer = make_user("OFFICER")
    reader = officer if role == "OFFICER" else make_user(role)
    victim = {"given_names": "Elin", "family_name": "Prosser"}
    work(officer, role, victim)
    client = Client()
    client.force_login(reader)
    client.get(path)
    few = queries(client, path)
    for _ in range(20):
        work(officer, role, victim)
    assert queries(client, path) == few
    assert few == PINNED[name], few
