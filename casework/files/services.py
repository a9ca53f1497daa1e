"""Taking files in, setting apart and releasing them, and what a worker finds out about their content afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from casework.access.writing import Change, change, system_change
from casework.audit.record import changed
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.errors import GuardFailed
from casework.files import flow, kinds, rules, scanning, store
from casework.files.hints import work_soon
from casework.files.models import CaseFile, Content, FilePurpose
from casework.staff.models import User

INFECTED = "The scanner found a virus in it"


@dataclass(frozen=True)
class Received:
    """A file that has come whole: its name as kept, what the sender declared, its bytes with their SHA-256."""

    name: str
    declared: str
    body: IO[bytes]
    sha256: str
    size: int
    verdict: kinds.Verdict
    key: str = ""


def received(*, name: str, declared: str, body: IO[bytes], sha256: str, size: int) -> Received:
    """Look at a file and lay its bytes down, before any transaction opens. What is stored but then refused is named by nothing."""
    kept = kinds.plain_name(name)
    verdict = kinds.judge(kept, declared, body)
    return Received(kept, declared, body, sha256, size, verdict, store.keep(body, sha256, size))


def add_files(
    *,
    actor: User,
    case: Case,
    files: Sequence[Any],
    purpose: str = FilePurpose.EVIDENCE,
    note: str = "",
    subject: Any = None,
    original: CaseFile | None = None,
) -> list[CaseFile]:
    """Take uploaded files (`receiving.ReceivedFile`) into a case: all of them, or none with the reasons. Raises GuardFailed, Forbidden.

    `subject` is the record they belong to. `original` makes each a working copy of that file.
    """
    with change(actor, "file.add", case):
        pass
    sizes = [(kinds.plain_name(each.name), each.size, each.too_large) for each in files]
    problems = rules.taken_problems(sizes, scanner_answers=scanning.answers())
    if original is not None and original.case_id != case.pk:
        problems.append((None, "The original belongs to another case"))
    if not files:
        problems.append(("files", "Choose at least one file"))
    if problems:
        raise GuardFailed(problems)
    came = [received(name=f.name, declared=f.content_type or "", body=f, sha256=f.sha256, size=f.size) for f in files]
    with change(actor, "file.add", case) as ch:
        made = [_hold(ch, case, each, purpose=purpose, note=note, subject=subject, original=original) for each in came]
        work_soon()
    return made


def _hold(
    ch: Change, case: Case, came: Received, *, purpose: str, note: str, subject: Any = None, original: CaseFile | None = None
) -> CaseFile:
    content = _content(came, ch.now)
    apart = INFECTED if content.scan == Content.INFECTED else came.verdict.apart
    held = CaseFile.objects.create(
        case=case,
        content=content,
        name=came.name,
        purpose=purpose,
        note=note,
        subject_type=subject._meta.model_name if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        original=original,
        state=flow.QUARANTINED if apart else flow.HELD,
        apart_because=apart,
        added_by=ch.actor,
    )
    begin(held, "take in apart" if apart else "take in", actor=ch.actor, reason=apart)
    ch.audit("CREATE", held, after={"content": content.sha256, "name": came.name, "purpose": purpose})
    # The name may name a person: the timeline says what and how many, the file's own page says the name.
    ch.event("file.added", f"File {held.pk} taken in: {held.get_purpose_display().lower()}{', set apart' if apart else ''}", subject=held)
    return held


def _content(came: Received, now: datetime) -> Content:
    waiting = Content.WAITING if scanning.configured() else Content.NOT_SCANNED
    values = {"size": came.size, "key": came.key, "kind": came.verdict.kind, "scan": waiting, "checked_at": now}
    return Content.objects.get_or_create(sha256=came.sha256, defaults=values)[0]


def hold_joined(*, actor: User, case: Case, came: Received, purpose: str) -> CaseFile:
    """Take in a file whose parts a worker has joined; the right to add is asked again, because time has passed."""
    with change(actor, "file.add", case) as ch:
        held = _hold(ch, case, came, purpose=purpose, note="")
        work_soon()
        return held


def release(*, actor: User, file: CaseFile, reason: str) -> CaseFile:
    """Use a file after all that was set apart: another person has looked at it and says why. Raises GuardFailed."""
    with change(actor, "file.release", file.case) as ch:
        facts = {
            "reason": reason,
            "infected": file.content.scan == Content.INFECTED,
            "added_by_self": file.added_by_id == actor.pk,
        }
        make_move(file, "release", actor=actor, reason=reason, facts=facts)
        ch.audit("MOVE", file, fields=("state",))
        ch.event("file.released", f"File {file.pk} looked at and released", subject=file)
    return file


def set_apart(*, actor: User, file: CaseFile, reason: str) -> CaseFile:
    """Set a file apart by hand: nobody uses it until it is released. Raises GuardFailed."""
    with change(actor, "file.release", file.case) as ch:
        if rules.short(reason, 10):
            raise GuardFailed("Say in at least 10 characters why it is set apart", "reason")
        make_move(file, "set apart", actor=actor, reason=reason, apart_because=reason[:300])
        ch.audit("MOVE", file, fields=("state",))
        ch.event("file.apart", f"File {file.pk} set apart", subject=file)
    return file


def scanned(content: Content, said: str) -> None:
    """Keep what the scanner said; every file of infected content is set apart at once, whoever holds it."""
    now = timezone.now()
    with transaction.atomic():
        if not Content.objects.filter(pk=content.pk, scan=Content.WAITING).update(scan=said, scanned_at=now):
            return
        changed("UPDATE", actor=None, action="file.scan", subject=content, fields=("scan",), after={"scan": said})
        if said != Content.INFECTED:
            return
        for file in CaseFile.objects.select_related("case").filter(content=content, state=flow.HELD).order_by("pk"):
            with system_change("file.scan", file.case) as ch:
                make_move(file, "set apart", actor=None, reason=INFECTED, apart_because=INFECTED)
                ch.event("file.apart", f"File {file.pk} set apart: {INFECTED[0].lower()}{INFECTED[1:]}", subject=file)


def previewed(content: Content, key: str) -> None:
    """Keep where the preview lies; empty where there is none."""
    Content.objects.filter(pk=content.pk).update(preview_key=key, previewed=True)


def found_on_reading(content: Content, intact: bool, at: datetime) -> None:
    """Keep what reading content back found; a change for the worse, and back, goes into the trail."""
    with transaction.atomic():
        if content.intact != intact:
            changed("UPDATE", actor=None, action="file.verify", subject=content, fields=("intact",), after={"intact": intact})
        Content.objects.filter(pk=content.pk).update(checked_at=at, intact=intact)
