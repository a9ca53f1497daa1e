"""The custody ledger against the owner of the database: each entry changed, removed, slipped in or swapped is found, and named.

CASEWORK_MUTATIONS sets how many of each kind in a hundred, CASEWORK_FAULT_SEED which.
"""

import json
import os
import random
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from casework.audit.kinds import KINDS
from casework.audit.seal import seal
from casework.audit.verify import verify
from casework.evidence.models import LedgerEvent
from casework.evidence.services import handle, seize
from tests.audit.trail import rolled_back, run, tampering
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = pytest.mark.django_db(transaction=True)

SEED = int(os.environ.get("CASEWORK_FAULT_SEED") or random.randrange(10**6))
MUTATIONS = int(os.environ.get("CASEWORK_MUTATIONS", "1000")) // 5
PLACES = ("Central Exhibits Store A4", "Central Exhibits Store B1")
# A new value for every column, within the table's own constraints: the owner could lift those first.
CHANGES = {
    "id": "id + 1000000",
    "exhibit_id": "exhibit_id + 1000000",
    "case_id": "case_id + 1000000",
    "sequence": "sequence + 1000",
    "kind": "'EXAMINED'",
    "at": "at - interval '1 second'",
    "from_user_id": "coalesce(from_user_id, 0) + 1",
    "from_place": "from_place || 'x'",
    "to_user_id": "coalesce(to_user_id, 0) + 1",
    "to_place": "to_place || 'x'",
    "acknowledged": "acknowledged || 'x'",
    "seal_before": "seal_before || '1'",
    "seal_after": "seal_after || '1'",
    "purpose": "purpose || 'x'",
    "witness": "witness || 'x'",
    "late_reason": "late_reason || 'x'",
    "corrects_id": "coalesce(corrects_id, 0) + 1",
    "entered_by_id": "entered_by_id + 1",
    "entered_at": "entered_at + interval '1 second'",
    "xid": "((xid::text::bigint + 1)::text)::xid8",
    "epoch": "epoch + 1",
}
COPIED = [name for name in KINDS["ledger"].columns if name not in ("id", "sequence")]


@pytest.fixture
def entries(settings: Any, tmp_path: Any) -> list[LedgerEvent]:
    """Three exhibits with five entries each, sealed in small blocks, and one entry that waits for its seal."""
    settings.DATA_DIR = tmp_path
    officer, store = make_user("OFFICER"), make_user("EXHIBITS")
    case = make_case(owner=officer, reported_at=timezone.now() - timedelta(hours=5))
    made = seize(actor=officer, case=case, common=seizure_values(), items=[item_values(f"B1004420{n}") for n in range(3)])
    for exhibit in made:
        handle(actor=store, exhibit=exhibit, kind="BOOKED_IN", to_place=PLACES[0])
        for number in range(3):
            handle(actor=store, exhibit=exhibit, kind="MOVED", to_place=PLACES[(number + 1) % 2])
    seal(block=4)
    handle(actor=store, exhibit=made[0], kind="MOVED", to_place=PLACES[0])
    sealed = list(LedgerEvent.objects.select_related("exhibit", "case").order_by("pk"))[:-1]
    assert verify().bad == [] and len(sealed) >= 15
    return sealed


def later(entries: list[LedgerEvent]) -> list[LedgerEvent]:
    return [entry for entry in entries if entry.sequence > 1]


def change(entries: list[LedgerEvent], chance: random.Random) -> set[int]:
    column, victim = chance.choice(list(CHANGES)), chance.choice(later(entries))
    run(f"UPDATE casework_ledgerevent SET {column} = {CHANGES[column]} WHERE id = %s", victim.pk)
    return {victim.pk}


def remove(entries: list[LedgerEvent], chance: random.Random) -> set[int]:
    victim = chance.choice(entries)
    run("DELETE FROM casework_ledgerevent WHERE id = %s", victim.pk)
    return {victim.pk}


def slip_in(entries: list[LedgerEvent], chance: random.Random) -> set[int]:
    columns, xid = ", ".join(COPIED), chance.choice(("xid", "'1'"))
    ((new,),) = run(
        f"INSERT INTO casework_ledgerevent (sequence, xid, epoch, {columns})"
        f" SELECT sequence + 500, {xid}, epoch, {columns} FROM casework_ledgerevent WHERE id = %s RETURNING id",
        chance.choice(later(entries)).pk,
    )
    return {new}


def swap(entries: list[LedgerEvent], chance: random.Random) -> set[int]:
    """Two entries of one exhibit change places: what was done first is now said to have been done later."""
    exhibit = chance.choice(entries).exhibit_id
    one, other = chance.sample([entry for entry in later(entries) if entry.exhibit_id == exhibit and entry.kind == "MOVED"], 2)
    run("UPDATE casework_ledgerevent SET sequence = sequence + 7000 WHERE id = ANY(%s)", [one.pk, other.pk])
    for each, number in ((one, other.sequence), (other, one.sequence)):
        run("UPDATE casework_ledgerevent SET sequence = %s WHERE id = %s", number, each.pk)
    return {one.pk, other.pk}


def test_every_column_of_an_entry_is_changed_in_turn() -> None:
    assert {*CHANGES} == {*KINDS["ledger"].columns, "xid", "epoch"}


def test_every_tampering_with_a_sealed_entry_is_found(entries: list[LedgerEvent]) -> None:
    chance = random.Random(SEED)
    with tampering():
        for number in range(MUTATIONS):
            mutation = (change, remove, slip_in, swap)[number % 4]
            with rolled_back():
                touched = mutation(entries, chance)
                bad = {each.id for each in verify().bad if each.kind == "ledger"}
            named = {row for row in touched if row in bad or row + 1_000_000 in bad}
            assert named == touched, (SEED, mutation.__name__, touched, bad)
            assert bad <= touched | {row + 1_000_000 for row in touched}, (SEED, mutation.__name__, touched, bad)
        assert verify().bad == []


def test_what_is_found_is_named_by_exhibit_and_entry(entries: list[LedgerEvent], capsys: pytest.CaptureFixture[str]) -> None:
    moved = next(entry for entry in entries if entry.kind == "MOVED")
    with tampering():
        run("UPDATE casework_ledgerevent SET to_place = 'Elsewhere' WHERE id = %s", moved.pk)
        run("DELETE FROM casework_ledgerevent WHERE id = %s", moved.pk + 1)
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit", "--json")
    found = {each["id"]: each["why"] for each in json.loads(capsys.readouterr().out)["bad"]}
    assert ended.value.code == 1
    assert found[moved.pk].startswith("changed since it was sealed in block ")
    assert found[moved.pk].endswith(f"({moved.exhibit.number} entry {moved.sequence}, {moved.case.reference})")
    assert found[moved.pk + 1].startswith("removed since") and found[moved.pk + 1].endswith(f"({moved.case.reference})")
