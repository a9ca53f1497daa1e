"""A thousand mutations by the owner of the database, each found, and each by name.

CASEWORK_MUTATIONS sets how many; every one is checked by a verification of the whole trail and rolled back.
"""

import os
import random

import pytest
from django.db import connection

from casework.audit.seal import seal
from casework.audit.verify import verify
from tests.audit.trail import rolled_back, run, tampering, write

pytestmark = pytest.mark.django_db(transaction=True)

MUTATIONS = int(os.environ.get("CASEWORK_MUTATIONS", "1000"))
TABLES = {"change": "casework_changeevent", "read": "casework_readevent"}
CHANGES = {
    "at": "at + interval '1 second'",
    "actor_id": "actor_id + 1",
    "roles": "roles || 'X'",
    "verb": "'NOTHING'",
    "action": "action || '.x'",
    "object_type": "object_type || 'x'",
    "object_id": "coalesce(object_id, 0) + 1",
    "case_id": "coalesce(case_id, 0) + 1",
    "detail": "detail || '{\"ids\": []}'",
    "session_digest": "session_digest || 'x'",
    "xid": "((xid::text::bigint + 1)::text)::xid8",
    "epoch": "epoch + 1",
    "id": "id + 1000000",
}
COLUMNS = "at, actor_id, roles, verb, action, object_type, object_id, case_id, detail, session_digest"


@pytest.fixture
def ids(settings, tmp_path) -> dict[str, list[int]]:
    """Sealed events in many small blocks, and a few not sealed yet."""
    settings.DATA_DIR = tmp_path
    write(40, changes=2, reads=2)
    assert seal(block=8) == 160
    write(1)
    found = {}
    for kind, table in TABLES.items():
        found[kind] = [number for (number,) in run(f"SELECT id FROM {table} ORDER BY id LIMIT 80")]
    return found


def change(table: str, ids: list[int], chance: random.Random) -> set[int]:
    column = chance.choice(list(CHANGES))
    victim = chance.choice(ids)
    run(f"UPDATE {table} SET {column} = {CHANGES[column]} WHERE id = %s", victim)
    return {victim}


def delete(table: str, ids: list[int], chance: random.Random) -> set[int]:
    victim = chance.choice(ids)
    run(f"DELETE FROM {table} WHERE id = %s", victim)
    return {victim}


def swap(table: str, ids: list[int], chance: random.Random) -> set[int]:
    """Two rows change places: everything but their ids, or only their transactions."""
    one, other = chance.sample(ids, 2)
    columns = chance.choice([COLUMNS, f"{COLUMNS}, xid", "detail, at"])
    run(
        f"UPDATE {table} t SET ({columns}) = (SELECT {columns} FROM {table} o WHERE o.id IN %s AND o.id <> t.id) WHERE t.id IN %s".replace(
            "IN %s", "= ANY(%s)"
        ),
        [one, other],
        [one, other],
    )
    return {one, other}


def insert(table: str, ids: list[int], chance: random.Random) -> set[int]:
    """A row slipped in: a copy beside its original, a new one among a block's transactions, or one that claims an odd transaction."""
    model = chance.choice(ids)
    number, xid = chance.choice([("id", "xid"), ("-id", "xid"), ("-id", "'1'"), ("-id", "'9000000000000000000'")])
    at = "at + interval '1 day'" if number == "id" else "at"
    ((new,),) = run(
        f"INSERT INTO {table} (id, xid, epoch, {COLUMNS}) SELECT {number}, {xid}, epoch, {COLUMNS.replace('at,', at + ',', 1)}"
        f" FROM {table} WHERE id = %s RETURNING id",
        model,
    )
    return {new}


def test_every_mutation_of_a_sealed_event_is_found(ids):
    chance = random.Random(2026)
    found = 0
    with tampering():
        assert verify().bad == []
        for number in range(MUTATIONS):
            kind = chance.choice(list(TABLES))
            mutation = (change, delete, swap, insert)[number % 4]
            with rolled_back():
                touched = mutation(TABLES[kind], ids[kind], chance)
                bad = {(bad.kind, bad.id) for bad in verify().bad}
            named = {row for row in touched if (kind, row) in bad or (kind, row + 1_000_000) in bad}
            assert named == touched, (mutation.__name__, kind, touched, bad)
            # Nothing is suspected but what was touched.
            assert {row for _, row in bad} <= touched | {row + 1_000_000 for row in touched}
            found += 1
        assert verify().bad == []
    assert found == MUTATIONS


SEAL_MUTATIONS = (
    "UPDATE casework_auditseal SET ids[1] = ids[1] + 1 WHERE id = %s",
    "UPDATE casework_auditseal SET digests = overlay(digests placing '\\x00'::bytea from 1) WHERE id = %s",
    "UPDATE casework_auditseal SET hash = overlay(hash placing '\\x00'::bytea from 1) WHERE id = %s",
    "UPDATE casework_auditseal SET previous = overlay(previous placing '\\xff'::bytea from 1) WHERE id = %s",
    "UPDATE casework_auditseal SET sealed_at = sealed_at - interval '1 year' WHERE id = %s",
    "UPDATE casework_auditseal SET high = ((high::text::bigint + 1)::text)::xid8 WHERE id = %s",
    "UPDATE casework_auditseal SET kind = CASE kind WHEN 'read' THEN 'change' ELSE 'read' END WHERE id = %s",
    "UPDATE casework_auditseal SET id = id + 1000 WHERE id = %s",
    "DELETE FROM casework_auditseal WHERE id = %s",
)


@pytest.mark.parametrize("statement", SEAL_MUTATIONS)
@pytest.mark.parametrize("number", [1, 7, 12])
def test_every_mutation_of_a_seal_is_found(ids, statement, number):
    with tampering():
        run(statement, number)
        assert any(bad.kind == "seal" for bad in verify().bad)


def test_verification_takes_few_statements_however_many_blocks(ids, django_assert_max_num_queries):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_auditseal")
        assert cursor.fetchone()[0] >= 20
    with django_assert_max_num_queries(25):
        assert verify().bad == []
