"""Running an import: file in, rows judged, chunks taken in transactions that move the run's position with them."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casework.access.scope import scope
from casework.access.writing import Change, change
from casework.audit.record import digest
from casework.errors import Forbidden, GuardFailed
from casework.outbox.services import Letter, send_all
from casework.staff.models import Role, Unit, User
from casework.staff.selectors import holding
from casework.worklists.imports import cells, columns
from casework.worklists.imports.files import Table
from casework.worklists.imports.judging import ALREADY, REFUSED, Judgement
from casework.worklists.imports.kind import Kind, Taken
from casework.worklists.imports.pins import kept_columns
from casework.worklists.imports.registry import KINDS, kind_of, table_of
from casework.worklists.imports.sealed import seal
from casework.worklists.models import ColumnMapping, ImportedMatter, ImportRow, ImportRun

MAX_BYTES = 20 * 1024 * 1024


def begin(
    *,
    actor: User,
    name: str,
    raw: bytes,
    kind: str = "orders",
    unit: Unit | None = None,
    system: str = "",
    mapping: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep a file (sealed) as a run that waits for its word; the same unfinished file is the same run.

    `mapping` (field -> column) says what a person knows of the columns; the rest is proposed. Raises GuardFailed for a file that cannot be
    read as a register, too large, or without rows.
    """
    of = KINDS[kind]
    if len(raw) > MAX_BYTES:
        raise GuardFailed("The file is larger than 20 MB. Split it and import the parts.", "file")
    try:
        table = of.read(raw)
    except cells.UnreadableFile as refusal:
        raise GuardFailed(str(refusal), "file") from refusal
    if not table.rows:
        raise GuardFailed("The file has a heading row and nothing below it.", "file")
    fingerprint = hashlib.sha256(raw).hexdigest()
    with change(actor, of.action) as ch:
        if unit is not None and unit.force_id not in scope(actor).forces(Role.RECORDS):
            raise GuardFailed("Choose a unit of your force", "unit")
        known = ImportRun.objects.filter(kind=kind, file_digest=fingerprint)
        run = known.exclude(state__in=[ImportRun.FINISHED, ImportRun.DECLINED]).first()
        if run is None:
            key_id, source = seal(fingerprint, raw)
            run = ImportRun.objects.create(
                kind=kind,
                file_name=name[:200],
                file_digest=fingerprint,
                encoding=table.encoding,
                source=source,
                key_id=key_id,
                total=len(table.rows),
                started_by=actor,
                unit=unit,
                system=system[:60],
                mapping=_proposed(of, actor, table, mapping),
            )
            ch.audit("IMPORT", run, after={"file": fingerprint})
        elif mapping and run.state == ImportRun.WAITING:
            run.mapping = {**run.mapping, **mapping}
            run.save(update_fields=["mapping"])
    return run


def _proposed(of: Kind, actor: User, table: Table, given: Mapping[str, str] | None) -> dict[str, str]:
    if not of.maps:
        return {}
    own = {field: column for field, column in (given or {}).items() if column}
    strays = [column for column in own.values() if column not in table.headings]
    if strays:
        raise GuardFailed(f"There is no column “{strays[0]}” in the file. Its columns are: {', '.join(table.headings)}", "file")
    left = {field: column for field, column in kept_columns(actor.force_id).items() if field not in own and column not in own.values()}
    found = {field: guess.column for field, guess in columns.propose(table, {**own, **left}).items()}
    return {field: column for field, column in found.items() if (given or {}).get(field, column)}


def choose_columns(*, actor: User, run: ImportRun, mapping: Mapping[str, str]) -> ImportRun:
    """A person says which column holds which field; kept for the force's next file. GuardFailed for columns that are not in the file."""
    of = kind_of(run)
    with change(actor, of.action) as ch:
        chosen = {field: column for field, column in mapping.items() if column}
        headings = table_of(run).headings
        problems: list[tuple[str | None, str]] = [
            (field, "This column is not in the file. Choose one of those listed")
            for field, column in chosen.items()
            if column not in headings
        ]
        twice = {column for column in chosen.values() if list(chosen.values()).count(column) > 1}
        problems += [(field, "This column is chosen twice") for field, column in chosen.items() if column in twice]
        problems += [(None, f"Choose the column for {words}") for words in columns.missing(chosen)]
        if problems:
            raise GuardFailed(problems)
        if not ImportRun.objects.filter(pk=run.pk, state=ImportRun.WAITING).update(mapping=chosen):
            raise GuardFailed("This import has gone on already. Its columns cannot be changed now")
        run.mapping = chosen
        values = {"columns": chosen, "kept_by": actor, "kept_at": ch.now}
        ColumnMapping.objects.update_or_create(kind=of.name, force=actor.force, defaults=values)
        ch.audit("UPDATE", run, fields=["mapping"])
    return run


def judgements(run: ImportRun) -> list[Judgement]:
    """What is to become of every row, as things stand now; what is on the register already says so."""
    of = kind_of(run)
    judged = of.judge(run, table_of(run))
    known = dict(ImportedMatter.objects.filter(kind=of.name).values_list("key", "content"))
    for row in judged:
        _against(of, row, known)
    return judged


def _against(of: Kind, row: Judgement, known: Mapping[str, str]) -> None:
    if row.outcome == REFUSED or row.key not in known:
        return
    row.reasons.clear()
    if known[row.key] == digest(row.content):
        row.outcome = ALREADY
    else:
        row.refuse(of.key_column, of.changed)


def run_to_end(run: ImportRun, *, actor: User, progress: Callable[[int, int], None] | None = None) -> ImportRun:
    """Take every row that is left, chunk by chunk, calling `progress(done, total)` after each. Safe to call again after a kill.

    GuardFailed for a register that professional standards have not approved.
    """
    of = kind_of(run)
    if of.approval and run.approved_by_id is None:
        raise GuardFailed("Professional standards have not approved this import.")
    judged = judgements(run)
    while True:
        done = _chunk(run.pk, actor, of, judged)
        if progress:
            progress(done, len(judged))
        if done >= len(judged):
            run.refresh_from_db()
            return run


def release(*, actor: User, run: ImportRun) -> None:
    """The person's word to go ahead; a run that has it already stays as it is. Where it needs approval, that is asked for."""
    of = kind_of(run)
    with change(actor, of.action) as ch:
        if of.maps and (lacking := columns.missing(run.mapping)):
            raise GuardFailed([(None, f"Choose the column for {words}") for words in lacking])
        target = ImportRun.ASKED if of.approval else ImportRun.RUNNING
        if ImportRun.objects.filter(pk=run.pk, state=ImportRun.WAITING).update(state=target):
            run.state = target
            ch.audit("UPDATE", run, fields=["state"])
            if of.approval:
                _ask(run, actor)


def _ask(run: ImportRun, actor: User) -> None:
    people = {user for user, _ in holding(Role.AUDITOR, timezone.localdate(), actor.force_id)} - {actor.pk}
    path = reverse("pin-import-run", args=[run.pk])
    title = "An import of a legacy PIN register waits for your approval"
    send_all([Letter(user, f"import-asked:{run.pk}", title, f"{run.total:,} rows.", path=path, action_due=True) for user in sorted(people)])


def approve(*, actor: User, run: ImportRun, agreed: bool, note: str = "") -> None:
    """Professional standards let the import go ahead, or decline it with the reason; never the person who brought the file."""
    of = kind_of(run)
    with change(actor, of.approval) as ch:
        if actor.pk == run.started_by_id:
            raise Forbidden("You cannot approve this because you brought the file in.", action=of.approval)
        if not agreed and len(note.strip()) < 10:
            raise GuardFailed("Say in at least 10 characters why it is declined", "note")
        values: dict[str, Any] = {"approved_by": actor, "approved_at": ch.now, "approval_note": note.strip()[:500]}
        state = ImportRun.RUNNING if agreed else ImportRun.DECLINED
        if not ImportRun.objects.filter(pk=run.pk, state=ImportRun.ASKED).update(state=state, **values):
            raise GuardFailed("Nothing waits for your approval here")
        run.refresh_from_db()
        ch.audit("UPDATE", run, fields=["state", "approved_by"])
        if run.started_by_id is not None:
            title = "Your import of a legacy PIN register was " + ("approved" if agreed else "declined")
            path = reverse("pin-import-run", args=[run.pk])
            send_all([Letter(run.started_by_id, f"import-decided:{run.pk}", title, note.strip(), path=path)])


def _chunk(run_id: int, actor: User, of: Kind, judged: list[Judgement]) -> int:
    with transaction.atomic():
        # The lock is the run's: a second worker waits, then finds the position moved.
        run = ImportRun.objects.select_for_update(no_key=True, of=("self",)).select_related("unit").get(pk=run_id)
        chunk = judged[run.position : run.position + of.chunk]
        with change(actor, of.action) as ch:
            keys = [row.key for row in chunk]
            known = dict(ImportedMatter.objects.filter(kind=of.name, key__in=keys).values_list("key", "content"))
            _take(ch, of, run, chunk, known)
        run.position += len(chunk)
        run.state = ImportRun.RUNNING
        if run.position >= run.total:
            run.state, run.finished_at = ImportRun.FINISHED, timezone.now()
        run.save(update_fields=["position", "state", "finished_at"])
        return run.position


def _take(ch: Change, of: Kind, run: ImportRun, chunk: list[Judgement], known: Mapping[str, str]) -> None:
    """Take the rows of a chunk or leave them out, and write what became of each."""
    for row in chunk:
        _against(of, row, known)
    going = [row for row in chunk if row.outcome not in (REFUSED, ALREADY)]
    taken: dict[int, Taken] = {}
    for row, answer in zip(going, of.take(ch, run, going) if going else [], strict=True):
        if isinstance(answer, Taken):
            taken[row.number] = answer
            continue
        for _, sentence in answer.problems:
            row.refuse(of.key_column, f"{sentence.rstrip('.')}.")
    ImportedMatter.objects.bulk_create(
        ImportedMatter(
            kind=of.name, force_id=made.force_id, key=row.key, content=digest(row.content), details=dict(made.details), **made.link
        )
        for row in going
        if (made := taken.get(row.number)) is not None
    )
    for row in chunk:
        if row.outcome == REFUSED:
            of.refused(ch, run, row)
    ImportRow.objects.bulk_create(
        ImportRow(
            run=run,
            number=row.number,
            key=row.key[:200],
            outcome=row.outcome,
            reasons=row.reasons,
            **(taken[row.number].link if row.number in taken else {}),
        )
        for row in chunk
    )
