"""Verification: does every sealed event still stand as it was sealed, and is the chain of seals whole?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from casework.audit import heads
from casework.audit.kinds import KINDS, LAST
from casework.audit.seal import START, block_hash

# Blocks compared by one statement.
BATCH = 200
_SEAL = (
    "SELECT s.id, s.kind, s.epoch, s.low::text::bigint, s.high::text::bigint, array_to_string(s.ids, ','), s.digests, s.previous, s.hash,"
    " s.sealed_at FROM casework_auditseal s"
)


@dataclass
class Bad:
    """Something found: `kind` is a kind of event, "seal" or "head"."""

    kind: str
    id: int
    why: str


@dataclass
class Report:
    """What verification found. `oldest` is when the oldest event that waits for its seal was written."""

    checked: int = 0
    sealed: int = 0
    unsealed: int = 0
    oldest: datetime | None = None
    bad: list[Bad] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The stable form: checked, sealed, unsealed {count, oldest_seconds}, bad [{kind, id, why}]."""
        seconds = max(0, int((timezone.now() - self.oldest).total_seconds())) if self.oldest else 0
        return {
            "checked": self.checked,
            "sealed": self.sealed,
            "unsealed": {"count": self.unsealed, "oldest_seconds": seconds},
            "bad": [vars(bad) for bad in self.bad],
        }


@dataclass
class _Seal:
    number: int
    kind: str
    epoch: int
    low: int
    high: int
    ids: str
    digests: bytes
    previous: bytes
    hash: bytes
    sealed_at: datetime

    def __post_init__(self) -> None:
        self.digests, self.previous, self.hash = bytes(self.digests), bytes(self.previous), bytes(self.hash)

    def authentic(self) -> bool:
        """Whether the block's hash is ours over what it says now."""
        mine = (self.number, self.kind, self.epoch, self.low, self.high, self.ids, self.digests, self.previous, self.sealed_at)
        return block_hash(*mine) == self.hash


def verify() -> Report:
    """Check everything: every block and its events, what is not sealed yet, and the heads that were exported.

    Reads from one snapshot, so a sealer at work does not disturb it; within a transaction of the caller it sees what that one sees.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        report = Report()
        reached = _chain(cursor, report, 0, LAST)
        for kind in KINDS:
            _waiting(cursor, report, kind, reached.get(kind, (1, 0)))
        report.bad += [Bad("head", number, why) for number, why in heads.broken(cursor)]
        report.bad = _named(cursor, _sorted_out(report.bad))
        return report


def verify_blocks(first: int, last: int) -> Report:
    """Check only the blocks `first` to `last`, both inclusive, and the events in their ranges."""
    with transaction.atomic(), connection.cursor() as cursor:
        report = Report()
        _chain(cursor, report, first, last)
        report.bad = _named(cursor, _sorted_out(report.bad))
        return report


def _chain(cursor: CursorWrapper, report: Report, first: int, last: int) -> dict[str, tuple[int, int]]:
    """Check blocks in order; returns how far each kind is sealed as (epoch, transaction)."""
    cursor.execute(_SEAL + " WHERE s.id < %s ORDER BY s.id DESC LIMIT 1", [first])
    row = cursor.fetchone()
    before = _Seal(*row) if row else None
    reached: dict[str, tuple[int, int]] = {}
    for batch in _batches(cursor, first, last):
        for seal in batch:
            report.bad += [Bad("seal", seal.number, why) for why in _links(seal, before, reached, whole=first == 0)]
            before = seal
            reached[seal.kind] = (seal.epoch, seal.high)
        for name in KINDS:
            _compare(cursor, report, name, [seal for seal in batch if seal.kind == name])
    return reached


def _batches(cursor: CursorWrapper, first: int, last: int) -> Iterator[list[_Seal]]:
    after = first - 1
    while True:
        cursor.execute(_SEAL + " WHERE s.id > %s AND s.id <= %s ORDER BY s.id LIMIT %s", [after, last, BATCH])
        batch = [_Seal(*row) for row in cursor.fetchall()]
        if not batch:
            return
        yield batch
        after = batch[-1].number


def _links(seal: _Seal, before: _Seal | None, reached: dict[str, tuple[int, int]], *, whole: bool) -> Iterator[str]:
    """What is wrong with a block itself and its place in the chain."""
    number, previous = (before.number, before.hash) if before else (0, START)
    if seal.number != number + 1:
        yield f"seal {number + 1} is missing before it"
    elif seal.previous != previous:
        yield "does not follow from the seal before it"
    if not seal.authentic():
        yield "has been changed, or was made without the key"
    if seal.kind not in KINDS:
        yield "seals a kind of event that does not exist"
        return
    epoch, high = reached.get(seal.kind, (1, 0) if whole else (seal.epoch, seal.low))
    if (seal.epoch, seal.low) not in ((epoch, high), (epoch + 1, 0)) or (seal.epoch > epoch and high != LAST):
        yield "leaves a gap after the seal of its kind before it"


def _compare(cursor: CursorWrapper, report: Report, name: str, seals: list[_Seal]) -> None:
    """Compare the events in the blocks' ranges, in one statement, with what was sealed."""
    if not seals:
        return
    kind = KINDS[name]
    cursor.execute(
        f"SELECT r.number, {kind.listed}"  # noqa: S608 - names from KINDS
        " FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[]) AS r (number, epoch, low, high)"
        f" JOIN {kind.table} e ON e.epoch = r.epoch AND e.xid >= r.low::xid8 AND e.xid < r.high::xid8 GROUP BY r.number",
        [[s.number for s in seals], [s.epoch for s in seals], [str(s.low) for s in seals], [str(s.high) for s in seals]],
    )
    found = {number: (ids, bytes(digests)) for number, ids, digests in cursor.fetchall()}
    for seal in seals:
        ids, digests = found.get(seal.number, ("", b""))
        report.sealed += len(seal.digests) // 32
        report.checked += len(digests) // 32
        if (ids, digests) != (seal.ids, seal.digests):
            report.bad += _differences(cursor, seal, _pairs(ids, digests))


def _pairs(ids: str, digests: bytes) -> list[tuple[int, bytes]]:
    return [(int(number), digests[32 * place : 32 * place + 32]) for place, number in enumerate(ids.split(",") if ids else [])]


def _differences(cursor: CursorWrapper, seal: _Seal, now: list[tuple[int, bytes]]) -> Iterator[Bad]:
    """Which rows differ from the block, and how."""
    was = dict(_pairs(seal.ids, seal.digests))
    here: dict[int, list[bytes]] = {}
    for number, digest in now:
        here.setdefault(number, []).append(digest)
    table = KINDS[seal.kind].table
    for number, digest in was.items():
        if number not in here:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s LIMIT 1", [number])  # noqa: S608
            if cursor.fetchone():
                yield Bad(seal.kind, number, f"changed since it was sealed in block {seal.number}")
            elif not _erased(cursor, table, number):
                yield Bad(seal.kind, number, f"removed since it was sealed in block {seal.number}")
        elif digest not in here[number]:
            yield Bad(seal.kind, number, f"changed since it was sealed in block {seal.number}")
        elif len(here[number]) > 1:
            yield Bad(seal.kind, number, f"inserted a second time after block {seal.number} was sealed")
    for number in here:
        if number not in was:
            yield Bad(seal.kind, number, f"inserted after block {seal.number} was sealed")


def _erased(cursor: CursorWrapper, table: str, number: int) -> bool:
    """Whether an event of the trail says that this row was erased by an authorised decision."""
    cursor.execute(
        "SELECT 1 FROM casework_changeevent WHERE verb = 'ERASE' AND object_type = %s AND object_id = %s LIMIT 1",
        [table.removeprefix("casework_"), number],
    )
    return cursor.fetchone() is not None


def _waiting(cursor: CursorWrapper, report: Report, name: str, reached: tuple[int, int]) -> None:
    """Count what is not sealed yet, and find rows that stand where no transaction of ours can have put them."""
    kind, (sealed_epoch, high) = KINDS[name], reached
    cursor.execute("SELECT public.casework_audit_epoch()")
    epoch = cursor.fetchone()[0]
    low = high if epoch == sealed_epoch else 0
    cursor.execute(
        f"SELECT count(*), min(e.{kind.written}) FROM {kind.table} e WHERE e.epoch = %s AND e.xid >= %s::text::xid8",  # noqa: S608
        [epoch, low],
    )
    count, oldest = cursor.fetchone()
    report.unsealed += count
    report.checked += count
    if oldest and (report.oldest is None or oldest < report.oldest):
        report.oldest = oldest
    cursor.execute(
        f"SELECT e.id FROM {kind.table} e WHERE e.epoch < 1 OR e.epoch > %s"  # noqa: S608
        f" UNION ALL SELECT e.id FROM {kind.table} e WHERE e.epoch = %s AND e.xid >= pg_snapshot_xmax(pg_current_snapshot())"
        "   AND e.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()",
        [epoch, epoch],
    )
    report.bad += [Bad(name, number, "carries the number of a transaction that never was") for (number,) in cursor.fetchall()]


def _sorted_out(found: list[Bad]) -> list[Bad]:
    """One line a row: a row that left its place for another has been changed, not inserted."""
    worst: dict[tuple[str, int, str], Bad] = {}
    for bad in found:
        key = (bad.kind, bad.id, bad.why if bad.kind in ("seal", "head") else "")
        if key not in worst or worst[key].why.startswith("inserted"):
            worst[key] = bad
    return sorted(worst.values(), key=lambda bad: (bad.kind, bad.id))


# What the trail says of a row that is gone: on which case it was written.
_GONE = (
    "SELECT c.reference FROM casework_changeevent e JOIN casework_case c ON c.id = e.case_id"
    " WHERE e.verb = 'CREATE' AND e.object_type = %s AND e.object_id = %s LIMIT 1"
)


def _named(cursor: CursorWrapper, found: list[Bad]) -> list[Bad]:
    """Each with the words by which people know it, where its kind has them."""
    for bad in found:
        kind = KINDS.get(bad.kind)
        if kind is None or not kind.named:
            continue
        cursor.execute(kind.named, [bad.id])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_GONE, [kind.table.removeprefix("casework_"), bad.id])
            row = cursor.fetchone()
        bad.why += f" ({row[0]})" if row is not None else ""
    return found
