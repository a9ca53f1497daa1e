"""How far the trail is sealed, without verifying anything: cheap enough for a page and for a health check."""

from dataclasses import dataclass
from datetime import datetime

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from casework.audit.kinds import KINDS


@dataclass(frozen=True)
class Sealing:
    """`newest` is the last seal's number, `sealed_at` when it was made; `waiting` events have none yet, the oldest since `oldest`."""

    newest: int
    sealed_at: datetime | None
    waiting: int
    oldest: datetime | None

    @property
    def oldest_seconds(self) -> int:
        """For how long the oldest event has waited."""
        return max(0, int((timezone.now() - self.oldest).total_seconds())) if self.oldest else 0


def sealing(cursor: CursorWrapper) -> Sealing:
    """The state now."""
    cursor.execute("SELECT id, sealed_at FROM casework_auditseal ORDER BY id DESC LIMIT 1")
    newest, sealed_at = cursor.fetchone() or (0, None)
    waiting, oldest = 0, None
    for name, kind in KINDS.items():
        cursor.execute(
            f"SELECT count(*), min(e.{kind.written}) FROM {kind.table} e"  # noqa: S608 - names from KINDS
            " WHERE e.epoch = public.casework_audit_epoch() AND e.xid >= coalesce((SELECT s.high FROM casework_auditseal s"
            " WHERE s.kind = %s AND s.epoch = public.casework_audit_epoch() ORDER BY s.id DESC LIMIT 1), '0'::xid8)",
            [name],
        )
        count, first = cursor.fetchone()
        waiting += count
        oldest = min(filter(None, (oldest, first)), default=None)
    return Sealing(newest, sealed_at, waiting, oldest)
