"""Running an import: file in, rows judged, chunks taken in transactions that move the run's position with them."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.access.facts import store
from casework.access.writing import Change, change
from casework.applications import flow as application_flow
from casework.audit.record import digest
from casework.cases.models import Case, CaseParty, PartyRole, Relationship
from casework.cases.references import next_reference
from casework.errors import GuardFailed
from casework.orders.takeover import Matter, noon, take_over
from casework.people.models import FactKind, Person
from casework.people.normal import postcode
from casework.staff.models import Force, Unit, User
from casework.worklists.imports import cells, orders_register
from casework.worklists.imports.orders_register import ALREADY, REFUSED, Judgement
from casework.worklists.imports.sealed import seal, source_rows
from casework.worklists.models import ImportedMatter, ImportRow, ImportRun

CHUNK = 100
MAX_BYTES = 20 * 1024 * 1024
DESK = "Orders desk"
RELATIONSHIPS = {
    "ex-partner": Relationship.EX_PARTNER,
    "ex partner": Relationship.EX_PARTNER,
    "family member": Relationship.FAMILY,
    "acquaintance": Relationship.ACQUAINTANCE,
    "work colleague": Relationship.COLLEAGUE,
    "neighbour": Relationship.NEIGHBOUR,
    "stranger": Relationship.STRANGER,
}
OUTCOMES = {"no": application_flow.REFUSED, "refused": application_flow.REFUSED, "withdrawn": application_flow.WITHDRAWN}
DETAILS = ("Perpetrator Age", "Perpetrator Gender", "Perpetrator Type", "Victim Gender", "Victim Age", "Victim Supports")
MORE_DETAILS = (
    "Application Contested",
    "If Contested, Date of Next Hearing",
    "Length of order",
    "Case Manager",
    "Niche Ref",
    "Client Name",
)


def begin(*, actor: User, name: str, raw: bytes) -> ImportRun:
    """Keep a file (sealed) as a run that waits for its word; the same unfinished file is the same run.

    Raises GuardFailed for a file that cannot be read as a register, too large, or without rows.
    """
    if len(raw) > MAX_BYTES:
        raise GuardFailed("The file is larger than 20 MB. Split it and import the parts.", "file")
    try:
        text, encoding = cells.decode(raw)
        rows = cells.rows(text, orders_register.REQUIRED)
    except cells.UnreadableFile as refusal:
        raise GuardFailed(str(refusal), "file") from refusal
    if not rows:
        raise GuardFailed("The file has a heading row and nothing below it.", "file")
    fingerprint = hashlib.sha256(raw).hexdigest()
    with change(actor, "orders.import") as ch:
        run = ImportRun.objects.filter(kind="orders", file_digest=fingerprint).exclude(state=ImportRun.FINISHED).first()
        if run is None:
            key_id, source = seal(fingerprint, raw)
            run = ImportRun.objects.create(
                file_name=name[:200],
                file_digest=fingerprint,
                encoding=encoding,
                source=source,
                key_id=key_id,
                total=len(rows),
                started_by=actor,
            )
            ch.audit("IMPORT", run, after={"file": fingerprint})
    return run


def judgements(run: ImportRun) -> list[Judgement]:
    """What is to become of every row, as things stand now; what is on the register already says so."""
    divisions = set(Unit.objects.values_list("force__name", "name"))
    judged = orders_register.judge_all(
        source_rows(run), today=timezone.localdate(), forces=set(Force.objects.values_list("name", flat=True)), divisions=divisions
    )
    known = dict(ImportedMatter.objects.filter(kind="orders").values_list("key", "content"))
    for row in judged:
        _against(row, known)
    return judged


def _against(row: Judgement, known: dict[str, str]) -> None:
    if row.outcome == REFUSED or row.key not in known:
        return
    row.reasons.clear()
    if known[row.key] == digest(row.content):
        row.outcome = ALREADY
    else:
        row.refuse(
            "Matter Number", "This matter is on the register with other content. A person must compare the two: nothing was overwritten."
        )


def run_to_end(run: ImportRun, *, actor: User, progress: Callable[[int, int], None] | None = None) -> ImportRun:
    """Take every row that is left, chunk by chunk, calling `progress(done, total)` after each. Safe to call again after a kill."""
    judged = judgements(run)
    while True:
        done = _chunk(run.pk, actor, judged)
        if progress:
            progress(done, len(judged))
        if done >= len(judged):
            run.refresh_from_db()
            return run


def release(*, actor: User, run: ImportRun) -> None:
    """The person's word to go ahead; a run that has it already stays as it is."""
    with change(actor, "orders.import") as ch:
        if ImportRun.objects.filter(pk=run.pk, state=ImportRun.WAITING).update(state=ImportRun.RUNNING):
            ch.audit("UPDATE", run, fields=["state"])


def _chunk(run_id: int, actor: User, judged: list[Judgement]) -> int:
    with transaction.atomic():
        # The lock is the run's: a second worker waits, then finds the position moved.
        run = ImportRun.objects.select_for_update(no_key=True).get(pk=run_id)
        chunk = judged[run.position : run.position + CHUNK]
        with change(actor, "orders.import") as ch:
            known = dict(ImportedMatter.objects.filter(kind="orders", key__in=[row.key for row in chunk]).values_list("key", "content"))
            for row in chunk:
                _against(row, known)
                application = None
                if row.outcome not in (REFUSED, ALREADY):
                    application = _take(ch, row)
                ImportRow.objects.create(
                    run=run, number=row.number, key=row.key[:80], outcome=row.outcome, reasons=row.reasons, application=application
                )
        run.position += len(chunk)
        run.state = ImportRun.RUNNING
        if run.position >= run.total:
            run.state, run.finished_at = ImportRun.FINISHED, timezone.now()
        run.save(update_fields=["position", "state", "finished_at"])
        return run.position


def _take(ch: Change, row: Judgement) -> Any:
    source: dict[str, str] = row.values["row"]  # type: ignore[assignment]
    force = _force(source["Client Name"])
    unit, _ = Unit.objects.get_or_create(force=force, name=source.get("Mapped Division") or source.get("Division") or DESK)
    matter = _matter(row, source)
    defendant = _person(force, source.get("Perpetrator Gender", ""), source["Matter Description"])
    victim = Person.objects.create(
        force=force, unknown=True, description="Victim, not named in the register", sex=source.get("Victim Gender", "")[:20]
    )
    case = Case.objects.create(
        reference=next_reference("STK"),
        force=force,
        unit=unit,
        state="RECORDED",
        is_open=matter.outcome == application_flow.LODGED,
        relationship=RELATIONSHIPS.get(source.get("Perpetrator Type", "").lower(), Relationship.UNKNOWN),
        reported_at=noon(matter.opened_on),
        opened_by=ch.actor,
    )
    _postcode(ch, victim, source.get("Victim Postcode", ""))
    _postcode(ch, defendant, source.get("Perpetrator Postcode", ""))
    CaseParty.objects.create(case=case, person=victim, role=PartyRole.VICTIM)
    CaseParty.objects.create(case=case, person=defendant, role=PartyRole.SUSPECT)
    ch.event("case.taken_over", "Taken over from another register", case=case, subject=case, occurred_at=case.reported_at)
    application = take_over(ch, case=case, defendant=defendant, matter=matter, doubts=bool(row.reasons))
    ImportedMatter.objects.create(
        force=force,
        key=row.key,
        content=digest(row.content),
        details={name: source.get(name, "") for name in DETAILS + MORE_DETAILS if source.get(name)},
        application=application,
    )
    ch.audit("CREATE", case, fields=["imported"])
    return application


def _force(name: str) -> Force:
    force = Force.objects.filter(name=name).first()
    if force is None:
        base = "".join(letter for letter in name.lower() if letter.isalnum())[:8] or "force"
        taken = Force.objects.filter(code__startswith=base).count()
        force = Force.objects.create(name=name, code=f"{base}{taken or ''}")
    return force


def _person(force: Force, sex: str, description: str) -> Person:
    """The defendant from "SPO - Mr Nguyễn": only what the register says, so a family name without given names."""
    words = description.split(" - ", 1)[-1].strip()
    title, _, family = words.partition(" ")
    if title.rstrip(".").lower() not in {"mr", "mrs", "ms", "miss", "dr", "mx"}:
        family = words
    return Person.objects.create(force=force, family_name=family[:120] or "Not named", sex=sex[:20])


def _postcode(ch: Change, person: Person, text: str) -> None:
    """A postcode is where someone lives: it goes into the cipher. "NFA" and text that is no postcode say nothing to keep."""
    if postcode(text):
        store(person=person, kind=FactKind.HOME, text=text, by=ch.actor, why="From an imported register: postcode only")


def _matter(row: Judgement, source: dict[str, str]) -> Matter:
    values = row.values
    outcome = application_flow.GRANTED if values["full_on"] else OUTCOMES.get(source["Full Order"].lower(), application_flow.LODGED)
    return Matter(
        opened_on=values["opened"],  # type: ignore[arg-type]
        outcome=outcome,
        reason=source.get("Reason for Withdrawal/Refusal", ""),
        interim_on=values["interim_on"],  # type: ignore[arg-type]
        full_on=values["full_on"],  # type: ignore[arg-type]
        ends_on=values.get("ends_on"),  # type: ignore[arg-type]
    )
