"""The register: who sees what in it, how it is narrowed and paged, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.evidence.services import handle, seize
from tests.evidence.page_team import STORE, client_of, text_of
from tests.factories import item_values, seizure_values

pytestmark = pytest.mark.django_db


def test_the_register_holds_only_what_the_reader_may_see(team):
    people, _, exhibit = team
    for who, number in {"officer": 1, "sergeant": 1, "store": 1, "auditor": 1, "colleague": 0, "stranger": 0, "abroad": 0}.items():
        text = text_of(client_of(people[who]).get("/evidence/"))
        assert (f'data-ref="{exhibit.pk}"' in text) == bool(number), who
    assert client_of(people["manager"]).get("/evidence/").status_code == 403


def test_a_restricted_case_is_not_in_the_stores_register(team):
    people, case, exhibit = team
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    assert f'data-ref="{exhibit.pk}"' not in text_of(client_of(people["store"]).get("/evidence/"))
    assert client_of(people["store"]).get(f"/evidence/{exhibit.pk}/").status_code == 404
    assert client_of(people["officer"]).get(f"/evidence/{exhibit.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=ajm/1", True),
        ("text=AJM", True),
        ("text=AJM/2", False),
        ("text=b10044213", True),
        ("text=B1004421", False),
        ("place=store", False),
        ("holder=marlow", True),
        ("holder=4471", True),
        ("holder=Tait", False),
        ("standing=waiting", True),
        ("standing=SEALED", True),
        ("standing=DISPOSED", False),
        ("mine=on", False),
    ],
)
def test_the_register_is_narrowed(team, query, found):
    people, _, exhibit = team
    text = text_of(client_of(people["store"]).get(f"/evidence/?{query}"))
    assert (f'data-ref="{exhibit.pk}"' in text) == found
    if not found:
        assert "No exhibit fits" in text


def test_what_is_booked_in_waits_no_longer(team):
    people, _, exhibit = team
    client = client_of(people["store"])
    assert "Book in by" in text_of(client.get("/evidence/?standing=waiting"))
    handle(actor=people["store"], exhibit=exhibit, kind="BOOKED_IN", to_place=STORE)
    handle(actor=people["store"], exhibit=exhibit, kind="DISCREPANCY", purpose="The corner of the bag is torn.")
    assert "No exhibit fits" in text_of(client.get("/evidence/?standing=waiting"))
    assert "Book in by" not in text_of(client.get("/evidence/"))
    assert f'data-ref="{exhibit.pk}"' in text_of(client.get("/evidence/?place=store+a4"))


def test_the_next_page_keeps_the_filter(team):
    people, case, _ = team
    items = [item_values(f"B3{n:07d}") for n in range(30)]
    seize(actor=people["officer"], case=case, common=seizure_values(), items=items)
    client = client_of(people["store"])
    first = text_of(client.get("/evidence/?standing=SEALED&holder=marlow"))
    assert 'data-count="31"' in first
    onward = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first)[1].replace("&amp;", "&")
    assert "standing=SEALED" in onward and "holder=marlow" in onward
    second = text_of(client.get(onward))
    refs = [re.findall(r'data-ref="(\d+)"', text) for text in (first, second)]
    assert len(refs[0]) == 25 and len(refs[1]) == 6
    assert not set(refs[0]) & set(refs[1])


@pytest.mark.parametrize("path", ["/evidence/", "/cases/{}/evidence/"])
def test_many_rows_cost_as_many_queries_as_few(team, path):
    people, case, _ = team
    client = client_of(people["store"])
    client.get(path.format(case.reference))
    with CaptureQueriesContext(connection) as few:
        client.get(path.format(case.reference))
    seize(actor=people["officer"], case=case, common=seizure_values(), items=[item_values(f"B3{n:07d}") for n in range(12)])
    with CaptureQueriesContext(connection) as many:
        client.get(path.format(case.reference))
    assert len(many) == len(few)
