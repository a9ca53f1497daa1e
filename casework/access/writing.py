"""How every service writes: one transaction, permission first, then lock, guards, write, case event, audit event."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.access.predicate import require
from casework.audit.record import attribute, changed
from casework.cases.models import Case, CaseEvent, Visibility


@dataclass
class Change:
    """One service call under way. `actor` None is the system itself."""

    actor: Any
    action: str
    case: Case | None
    now: datetime

    def event(
        self,
        kind: str,
        text: str,
        *,
        subject: Any = None,
        occurred_at: datetime | None = None,
        visibility: str = Visibility.ORDINARY,
        case: Case | None = None,
    ) -> CaseEvent:
        """Put a line on the case's timeline. `text` never holds a protected fact or privileged advice."""
        case = case or self.case
        if case is None:
            raise ValueError("an event needs a case")
        return CaseEvent.objects.create(
            case_id=case.pk,
            kind=kind,
            text=text,
            occurred_at=occurred_at or self.now,
            actor=self.actor,
            visibility=visibility,
            subject_type=subject._meta.model_name if subject is not None else "",
            subject_id=subject.pk if subject is not None else None,
        )

    def audit(self, verb: str, subject: Any, *, fields: Sequence[str] = (), before: Any = None, after: Any = None) -> None:
        """Write the audit event of this change: ids, field names and keyed digests, never values. `verb` is CREATE, UPDATE, MOVE..."""
        changed(
            verb,
            actor=self.actor,
            action=self.action,
            subject=subject,
            case_id=self.case.pk if self.case else getattr(subject, "case_id", None),
            fields=fields,
            before=before,
            after=after,
        )


@contextmanager
def change(actor: Any, action: str, case: Case | None = None, *, lock: bool = False) -> Iterator[Change]:
    """Open a transaction, check `action` (Hidden or Forbidden), lock the case's row when asked, and hand over a Change.

    Use `lock` only where the service depends on other rows of the case; the lock lets readers and read-log inserts through.
    """
    with transaction.atomic():
        require(actor, action, case)
        attribute(actor, action)
        if lock and case is not None:
            Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
            case.refresh_from_db()
        yield Change(actor, action, case, timezone.now())


@contextmanager
def system_change(action: str, case: Case | None = None) -> Iterator[Change]:
    """The same for what the system does by itself (sweeps, expiry): no person, no permission, still audited."""
    with transaction.atomic():
        attribute(None, action)
        yield Change(None, action, case, timezone.now())
