"""Sealing: every few seconds, off the requests' path, committed events are put into a chain of blocks.

Transaction numbers only rise, and every transaction below the oldest running one is over. So the events whose number lies in
[end of the last block, oldest running transaction) are final: none can be added later, however long a commit was delayed. A block holds
their ids and digests; its hash is an HMAC, under a key that is not in the database, over that and the hash of the block before.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from casework.audit.kinds import KINDS, LAST, Kind
from casework.errors import CaseworkError

BLOCK = 1_000
_LOCK = 0x5EA1
START = b"\0" * 32


class Moved(CaseworkError):
    """The database was restored into another cluster, whose transaction numbers are behind the sealed ones: run `restart_seals`."""

    def __init__(self) -> None:
        super().__init__("The database has been restored into another cluster: run manage.py restart_seals as its owner.")


def oldest_running(cursor: CursorWrapper) -> int:
    """The lowest number of a transaction that has not ended; all below are over, and what they committed can be seen."""
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(cursor.fetchone()[0])


def block_hash(
    number: int, kind: str, epoch: int, low: int, high: int, ids: str, digests: bytes, previous: bytes, sealed_at: datetime
) -> bytes:
    """The HMAC-SHA-256 of one block. `ids` is the ids in ascending order, joined by commas."""
    key = hmac.new(settings.DIGEST_KEY.encode(), b"casework.audit.seal", hashlib.sha256).digest()
    head = f"{number} {kind} {epoch} {low} {high} {sealed_at.astimezone(UTC).isoformat()} {ids} "
    return hmac.new(key, head.encode() + digests + previous, hashlib.sha256).digest()


def seal(*, block: int = BLOCK, frontier: Callable[[CursorWrapper], int] = oldest_running) -> int:
    """Seal all that is final; returns how many events. Two sealers at once are harmless: the second finds nothing to do.

    A block holds at most `block` events, or more when one transaction wrote more. Each block is a transaction of its own.
    Raises Moved when the database runs in another cluster than the one whose events were sealed.
    """
    sealed = 0
    for kind in KINDS:
        while count := _seal_block(kind, block, frontier):
            sealed += count
    return sealed


def close_epoch(epoch: int) -> int:
    """Seal whatever an epoch still holds, to its very end; only for `restart_seals`, when no transaction of it can be running."""
    sealed = 0
    for kind in KINDS:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            low = _reached(cursor, kind, epoch)
            sealed += _add(cursor, kind, epoch, low, LAST) if low < LAST else 0
    return sealed


def _seal_block(name: str, most: int, frontier: Callable[[CursorWrapper], int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s), public.casework_audit_epoch()", [_LOCK])
        free, epoch = cursor.fetchone()
        if not free:
            return 0
        low = _reached(cursor, name, epoch)
        end = frontier(cursor)
        if end < low:
            raise Moved
        high = _upto(cursor, KINDS[name], epoch, low, end, most)
        return _add(cursor, name, epoch, low, high) if high else 0


def _reached(cursor: CursorWrapper, kind: str, epoch: int) -> int:
    """Where the next block of the kind begins."""
    cursor.execute("SELECT epoch, high::text::bigint FROM casework_auditseal WHERE kind = %s ORDER BY id DESC LIMIT 1", [kind])
    last = cursor.fetchone()
    return int(last[1]) if last is not None and last[0] == epoch else 0


def _upto(cursor: CursorWrapper, kind: Kind, epoch: int, low: int, end: int, most: int) -> int:
    """The end of the next block, between transactions and never within one; 0 when there is nothing to seal."""
    cursor.execute(
        f"SELECT xid::text::bigint FROM {kind.table} WHERE epoch = %s AND xid >= %s::text::xid8 AND xid < %s::text::xid8"  # noqa: S608
        " ORDER BY epoch, xid LIMIT %s",
        [epoch, low, end, most + 1],
    )
    found = [int(xid) for (xid,) in cursor.fetchall()]
    if len(found) <= most:
        return end if found else 0
    return found[-1] if found[-1] > found[0] else found[0] + 1


def _add(cursor: CursorWrapper, name: str, epoch: int, low: int, high: int) -> int:
    kind = KINDS[name]
    cursor.execute(
        f"SELECT {kind.listed} FROM {kind.table} e"  # noqa: S608 - names from KINDS
        " WHERE e.epoch = %s AND e.xid >= %s::text::xid8 AND e.xid < %s::text::xid8",
        [epoch, low, high],
    )
    ids, digests = cursor.fetchone()
    ids, digests = ids or "", bytes(digests or b"")
    cursor.execute("SELECT id, hash FROM casework_auditseal ORDER BY id DESC LIMIT 1")
    last = cursor.fetchone()
    number, previous = (last[0] + 1, bytes(last[1])) if last else (1, START)
    now = timezone.now()
    hashed = block_hash(number, name, epoch, low, high, ids, digests, previous, now)
    cursor.execute(
        "INSERT INTO casework_auditseal (id, kind, epoch, low, high, ids, digests, previous, hash, sealed_at)"
        " VALUES (%s, %s, %s, %s::text::xid8, %s::text::xid8, string_to_array(%s, ',')::bigint[], %s, %s, %s, %s)",
        [number, name, epoch, low, high, ids, digests, previous, hashed, now],
    )
    return len(digests) // 32
