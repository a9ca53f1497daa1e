"""A ledger of 500 events: what it says now is what all of them come to, and its pages ask and read as much as those of a short one."""

import os
import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.errors import GuardFailed
from casework.evidence import flow, ledger
from casework.evidence.models import LedgerEvent
from casework.evidence.services import handle
from tests.benchmarks.measuring import touched
from tests.evidence.page_team import client_of, text_of

pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("CASEWORK_FAULT_SEED") or random.randrange(10**6))
LONG = 500


def lengthen(exhibit, store, to):
    """Moves between two shelves until the ledger has that many entries."""
    last = LedgerEvent.objects.filter(exhibit=exhibit).latest("sequence")
    rows, place = [], last.to_place
    for sequence in range(last.sequence + 1, to + 1):
        place, before = f"Store {'AB'[sequence % 2]}1", place
        rows.append(
            LedgerEvent(
                exhibit=exhibit, case_id=exhibit.case_id, sequence=sequence, kind="MOVED", at=last.at, from_place=before, to_place=place,
                seal_before=last.seal_after, seal_after=last.seal_after, entered_by=store, entered_at=last.entered_at,
            )
        )  # fmt: skip
    LedgerEvent.objects.bulk_create(rows)


def test_what_it_says_now_is_what_all_its_events_come_to(team):
    people, _, exhibit = team
    chance, store, seals = random.Random(SEED), people["store"], iter(range(10**6))
    accepted = 0
    for _ in range(150):
        kind = chance.choice([each for each in flow.EVENTS if not each.last or chance.random() < 0.02])
        given = {"purpose": "As the unit asked"}
        if kind.to != flow.SAME:
            given |= {"to_place": f"Store {chance.choice('ABCD')}1"} if chance.random() < 0.7 else {"to_user": people["officer"]}
        if kind.seal == flow.APPLY:
            given["seal"] = f"B2{next(seals):07d}"
        elif kind.seal == flow.BREAK:
            given["witness"] = "PC Tait 2210"
        if held := ledger.standing_now(exhibit).seal:
            given["seal_before"] = held
        try:
            handle(actor=store, exhibit=exhibit, kind=kind.code, **given)
            accepted += 1
        except GuardFailed:
            pass
        whole = ledger.standing(LedgerEvent.objects.filter(exhibit=exhibit).order_by("sequence"))
        assert ledger.standing_now(exhibit) == whole, (SEED, kind.code)
    assert accepted > 5, SEED


@pytest.fixture
def pages(team):
    """The store's client, the exhibit, and the addresses that show or extend its ledger."""
    people, _, exhibit = team
    handle(actor=people["store"], exhibit=exhibit, kind="BOOKED_IN", to_place="Store A1")
    addresses = [f"/evidence/{exhibit.pk}/", f"/evidence/{exhibit.pk}/moved/", f"/keeping/{exhibit.pk}/"]
    return client_of(people["store"]), people["store"], exhibit, addresses


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_as_many_queries_and_database_pages_for_a_long_ledger_as_for_one_page_of_it(pages):
    client, store, exhibit, addresses = pages
    client.get(addresses[0])
    lengthen(exhibit, store, 30)
    few = [(queries(client, address), touched(lambda address=address: client.get(address))[0]) for address in addresses]
    lengthen(exhibit, store, LONG)
    many = [(queries(client, address), touched(lambda address=address: client.get(address))[0]) for address in addresses]
    assert [asked for asked, _ in many] == [asked for asked, _ in few]
    for (_, before), (_, after), address in zip(few, many, addresses, strict=True):
        assert after <= before * 1.25 + 10, (address, before, after)


def test_its_pages_show_every_entry_once_the_newest_first(pages):
    client, store, exhibit, (address, *_) = pages
    lengthen(exhibit, store, 60)
    shown = []
    while address:
        page = text_of(client.get(address))
        shown += [int(found) for found in re.findall(r'data-ref="(\d+)"', page)]
        following = re.search(r'href="([^"]*after=[^"]*)"', page)
        address = f"/evidence/{exhibit.pk}/{following[1].replace('&amp;', '&')}" if following and following[1].startswith("?") else (
            following[1].replace("&amp;", "&") if following else ""
        )  # fmt: skip
    assert shown == list(range(60, 0, -1))


def test_an_old_entry_is_corrected_by_its_number(pages):
    client, store, exhibit, addresses = pages
    lengthen(exhibit, store, 60)
    sent = {
        "version": "60",
        "at": "23/11/2026 21:30",
        "to_place": "Store C1",
        "seal_before": "B10044213",
        "corrects": "3",
        "purpose": "Wrong shelf",
    }
    assert client.post(addresses[1], sent | {"purpose": "Wrong shelf"}).status_code == 302
    assert LedgerEvent.objects.get(sequence=61).corrects.sequence == 3
