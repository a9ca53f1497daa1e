"""The register: who sees what in it, how it is narrowed and paged, and what it costs."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.pins.models import Notice
from casework.reports.incidents import add_incident
from tests.factories import incident_values
from tests.pins.page_team import NOW, client_of, on_register, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "notice loose"),
        ("text=rudd", "notice"),
        ("text=NSPIS-88", "loose"),
        ("text=Nobody", ""),
        ("state=REVIEW_DUE", "notice loose"),
        ("state=REPLACED", ""),
        ("urgent=on", "notice"),
        ("unlinked=on", "loose"),
        ("age=28", "loose"),
        ("age=90", ""),
    ],
)
def test_the_register_is_narrowed(team, query, found):
    people, case, notice, loose = team
    add_incident(actor=people["officer"], case=case, values=incident_values())
    Notice.objects.filter(pk=loose.pk).update(recorded_at=NOW - timedelta(days=30))
    text = text_of(client_of(people["sergeant"]).get(f"/pins/?{query}"))
    shown = {name for name, row in {"notice": notice, "loose": loose}.items() if f'data-ref="{row.reference}"' in text}
    assert shown == set(found.split())
    assert ("No notice fits" in text) == (not found)


def test_the_next_page_keeps_the_filter_and_the_count_is_capped(team, monkeypatch):
    people, case, _, _ = team
    for _ in range(30):
        on_register(people["officer"], case)
    monkeypatch.setattr("casework.pages.paging.MOST_COUNTED", 20)
    client = client_of(people["sergeant"])
    first = text_of(client.get("/pins/?state=REVIEW_DUE&text=rudd"))
    assert 'data-count="20"' in first and "(20+)" in first
    onward = html.unescape(re.search(r'href="([^"]*after=[^"]*)" rel="next"', first)[1])
    assert "state=REVIEW_DUE" in onward and "text=rudd" in onward
    second = text_of(client.get(onward))
    refs = [re.findall(r'data-ref="(PIN-[^"]+)"', text) for text in (first, second)]
    assert (len(refs[0]), len(refs[1])) == (25, 6)
    assert not set(refs[0]) & set(refs[1])


@pytest.mark.parametrize("path", ["/pins/", "/cases/{}/pins/", "/pins/{}/"])
def test_many_rows_cost_as_many_queries_as_few(team, path):
    people, case, notice, _ = team
    client = client_of(people["sergeant"])
    path = path.format(notice.reference if path == "/pins/{}/" else case.reference)
    on_register(people["officer"], case)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _ in range(8):
        on_register(people["officer"], case)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
