"""Attempts to make a notice: kept whatever becomes of the refused change, told to professional standards, and concluded by them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casework.access.predicate import require
from casework.access.scope import scope
from casework.access.writing import change
from casework.audit.record import changed, digest, refused
from casework.cases.models import Case
from casework.errors import GuardFailed, Hidden
from casework.outbox.services import Letter, send_all
from casework.people.sealing import open_bytes, seal_bytes
from casework.pins import rules
from casework.pins.models import NoticeAttempt, Road
from casework.staff.models import Force, Role, User
from casework.staff.selectors import holding


@dataclass(frozen=True)
class Tried:
    """What was tried. `content` (column -> text) is sealed; `source` names nobody; `key` is the same for the same row or paper."""

    force_id: int
    road: str
    case: Case | None = None
    kind: str = ""
    issued_on: date | None = None
    source: str = ""
    key: str = ""
    reasons: Sequence[str] = ()
    content: Mapping[str, str] | None = None


def keep_refused(*, actor: User, tried: Tried, why: str = "after the cut-over") -> None:
    """Keep a refused attempt in the trail and for professional standards, also when the caller's transaction is rolled back."""
    case_id = tried.case.pk if tried.case else None
    action = "paper.check" if tried.road == Road.PAPER else "pin.record"
    refused(actor=actor, action=action, object_type="notice", case_id=case_id, why=why)
    if _free():
        with transaction.atomic():
            _write(connection, actor, tried)
            tell_standards(tried.force_id, actor)
        return
    # The caller's transaction will be rolled back with the refusal: this row is written beside it.
    apart = connection.copy()
    try:
        _write(apart, actor, tried)
    finally:
        apart.close()


def quarantine(*, actor: User, tried: Tried) -> None:
    """Keep a row of an import that is dated after the cut-over, inside the import's transaction. The same row counts once."""
    if _write(connection, actor, tried):
        changed(
            "DENIED",
            actor=actor,
            action="pin.record",
            subject=NoticeAttempt.objects.get(force=tried.force_id, road=tried.road, key=tried.key),
        )


_INSERT = """
INSERT INTO casework_noticeattempt (force_id, case_id, road, kind, issued_on, source, key, reasons, sealed, key_id, excepted,
  exception_reason, at, by_id, conclusion)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, false, '', %s, %s, '') ON CONFLICT DO NOTHING
"""


def _write(through: Any, actor: User, tried: Tried) -> bool:
    key_id, sealed = sealed_content(tried.content) if tried.content else ("", None)
    values = [tried.force_id, tried.case.pk if tried.case else None, tried.road, tried.kind or "", tried.issued_on, tried.source[:200]]
    with through.cursor() as cursor:
        cursor.execute(_INSERT, [*values, tried.key, json.dumps(list(tried.reasons)), sealed, key_id, timezone.now(), actor.pk])
        return bool(cursor.rowcount)


def sealed_content(content: Mapping[str, str]) -> tuple[str, bytes]:
    """(key id, sealed text) of what a row or a paper says."""
    return seal_bytes("notice attempt", json.dumps(dict(content)).encode())


def _free() -> bool:
    """Whether no transaction is open (the one in which a test runs does not count)."""
    return all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def tell_standards(force_id: int, actor: User, *, about: str = "An attempt to make a notice waits for professional standards") -> None:
    """Tell the force's professional standards once a day; the list says the rest."""
    day = timezone.localdate()
    people = {user for user, _ in holding(Role.AUDITOR, day, force_id)} - {actor.pk}
    key = f"notice-attempts:{force_id}:{day.isoformat()}:{digest(about)[:8]}"
    send_all(
        [Letter(user, key, about, "It made nothing. See who tried, and by which road.", path="/pins/attempts/") for user in sorted(people)]
    )


def content_of(user: User, attempt: NoticeAttempt) -> dict[str, str]:
    """What the row or paper says, for professional standards of its force alone. The caller writes the consultation event."""
    require(user, "pin.attempts")
    if attempt.force_id not in scope(user).forces(Role.AUDITOR):
        raise Hidden
    if attempt.sealed is None:
        return {}
    found: dict[str, str] = json.loads(open_bytes("notice attempt", attempt.key_id, bytes(attempt.sealed)))
    return found


def conclude_attempt(*, actor: User, attempt: NoticeAttempt, conclusion: str) -> NoticeAttempt:
    """Professional standards say what they made of it; once, never changed."""
    with change(actor, "pin.attempts") as ch:
        if attempt.force_id not in scope(actor).forces(Role.AUDITOR):
            raise Hidden
        problems = rules.conclusion_problems(attempt, actor_id=actor.pk, conclusion=conclusion)
        if problems:
            raise GuardFailed(problems)
        left = NoticeAttempt.objects.filter(pk=attempt.pk, concluded_at__isnull=True)
        if not left.update(concluded_at=ch.now, concluded_by=actor, conclusion=conclusion.strip()):
            raise GuardFailed("Somebody has concluded this already")
        attempt.refresh_from_db()
        ch.audit("UPDATE", attempt, fields=["conclusion"])
    return attempt


def force_of(actor: User, case: Case | None, unit_force: Force | int | None = None) -> int:
    """The force in which something is tried: the case's, the unit's, else the actor's own."""
    if case is not None:
        return case.force_id
    if unit_force is not None:
        return unit_force if isinstance(unit_force, int) else unit_force.pk
    return int(actor.force_id or 0)
