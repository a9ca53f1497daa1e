"""Writing the case log. What is saved stays as it was written: a correction is a new entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases.models import Case
from casework.errors import Forbidden, GuardFailed
from casework.investigation import rules, selectors, subjects
from casework.investigation.models import EntryKind, LogEntry
from casework.staff.models import User

FIELDS = ("kind", "fact", "opinion", "happened_at")


def add_entry(*, actor: User, case: Case, values: Mapping[str, Any], subject: Any = None, at: datetime | None = None) -> LogEntry:
    """Write an entry: `values` are `kind`, `fact`, `opinion` and `happened_at` (now when it is empty). `subject` is what it is about.

    `at` is when it was written, now unless given. A decision or direction also stands on the timeline. Raises GuardFailed.
    """
    with change(actor, "log.write", case) as ch:
        written = at or ch.now
        given = dict(values) | {"happened_at": values.get("happened_at") or written}
        problems = rules.entry_problems(given, kinds=selectors.kinds_for(actor, case), reported_at=case.reported_at, now=written)
        if problems:
            raise GuardFailed(problems)
        return _write(ch, case, given, written, subjects.columns(subject))


def correct_entry(*, actor: User, entry: LogEntry, values: Mapping[str, Any], why: str, at: datetime | None = None) -> LogEntry:
    """Put right what an entry says, by a new one that points at it and says why. The old one stays readable. Raises GuardFailed.

    Whoever wrote it corrects it, or a supervisor; the kind stays.
    """
    case = entry.case
    with change(actor, "log.write", case, lock=True) as ch:
        if entry.author_id != actor.pk and EntryKind.DIRECTION not in selectors.kinds_for(actor, case):
            raise Forbidden("Whoever wrote an entry corrects it, or a supervisor does.", action="log.write", case_id=case.pk)
        written = at or ch.now
        given = {"kind": entry.kind, "fact": values.get("fact", ""), "opinion": values.get("opinion", "")}
        given["happened_at"] = values.get("happened_at") or entry.happened_at
        already = LogEntry.objects.filter(corrects=entry).exists()
        problems = rules.correction_problems(entry, corrected_already=already, why=why)
        allowed = {*selectors.kinds_for(actor, case), entry.kind} if entry.author_id == actor.pk else selectors.kinds_for(actor, case)
        problems += rules.entry_problems(given, kinds=allowed, reported_at=case.reported_at, now=written)
        if problems:
            raise GuardFailed(problems)
        about = {"subject_type": entry.subject_type, "subject_id": entry.subject_id}
        return _write(ch, case, given, written, about | {"corrects": entry, "why_corrected": why.strip()[:300]})


def _write(ch: Change, case: Case, given: Mapping[str, Any], written: datetime, more: Mapping[str, Any]) -> LogEntry:
    entry = LogEntry.objects.create(
        case=case,
        kind=given["kind"],
        fact=(given.get("fact") or "").strip(),
        opinion=(given.get("opinion") or "").strip(),
        happened_at=given["happened_at"],
        recorded_at=written,
        author=ch.actor,
        as_role=selectors.role_for(ch.actor, case, given["kind"]),
        **more,
    )
    if entry.marked:
        words = "corrected in the case log" if entry.corrects_id else "entered in the case log"
        ch.event("log.marked", f"{entry.get_kind_display()} {words}", subject=entry, occurred_at=entry.happened_at)
    ch.audit("CREATE", entry, after={name: getattr(entry, name) for name in FIELDS})
    return entry
