"""Large files in parts of 8 MB: each part is checked when it comes, the whole when a worker has joined them.

A part may be sent again at any time; a broken connection costs one part. Nothing of a file stands in the case before it is whole.
"""

import hashlib
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.access.predicate import require
from casework.access.writing import change
from casework.cases.models import Case
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.files import kinds, rules, scanning, services, store
from casework.files.hints import work_soon
from casework.files.models import CaseFile, FilePurpose, Upload, UploadPart
from casework.staff.models import User


def begin_upload(*, actor: User, case: Case, name: str, declared: str, size: int, purpose: str = FilePurpose.EVIDENCE) -> Upload:
    """Announce a large file of `size` bytes. Raises GuardFailed."""
    problems = rules.begin_problems(name=kinds.plain_name(name), size=size, scanner_answers=scanning.answers())
    if purpose not in FilePurpose.values:
        problems.append(("purpose", "Choose what the file is for"))
    with change(actor, "file.add", case) as ch:
        if problems:
            raise GuardFailed(problems)
        upload = Upload.objects.create(
            case=case, by=actor, name=kinds.plain_name(name), declared=declared[:100], size=size, purpose=purpose
        )
        ch.audit("CREATE", upload, after={"size": size})
    return upload


def upload_of(actor: User, token: UUID | str) -> Upload:
    """An upload of one's own, while one may still add files to its case. Hidden for any other."""
    upload = Upload.objects.select_related("case", "by").filter(token=token, by=actor).first()
    if upload is None:
        raise Hidden
    require(actor, "file.add", upload.case)
    return upload


def here(upload: Upload) -> list[int]:
    """The numbers of the parts that have come, ascending."""
    return list(upload.came.order_by("number").values_list("number", flat=True))


def put_part(*, actor: User, upload: Upload, number: int, body: IO[bytes], declared: str) -> list[int]:
    """Take one part, whose SHA-256 the sender says; the parts that are here now. Raises GuardFailed and changes nothing."""
    require(actor, "file.add", upload.case)
    if upload.state != Upload.OPEN:
        raise GuardFailed("All parts of this file have come already")
    sha256, size = store.hash_of(store.chunks(body))
    must_be = upload.part_size(number) if 1 <= number <= upload.parts else 0
    problems = rules.part_problems(number=number, parts=upload.parts, size=size, must_be=must_be, sha256=sha256, declared=declared)
    if problems:
        raise GuardFailed(problems)
    known = upload.came.filter(number=number).first()
    if known is not None and known.sha256 != sha256:
        raise GuardFailed(f"Part {number} came before with other content. Begin again")
    if known is None:
        body.seek(0)
        key = store.storage().save(f"parts/{upload.token}/{number}", store.File(body))
        try:
            with transaction.atomic():
                UploadPart.objects.create(upload=upload, number=number, sha256=sha256, key=key)
        except IntegrityError:
            # The same part came twice at one moment; the other one stands.
            store.storage().delete(key)
    return here(upload)


def whole_digest(parts: list[str]) -> str:
    """What stands for the whole before it is joined: the SHA-256 over the parts' SHA-256 in hex, one after another."""
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def finish(*, actor: User, upload: Upload, digest: str) -> Upload:
    """All parts have come: a worker joins them. `digest` is `whole_digest` of what the sender sent. Raises GuardFailed."""
    require(actor, "file.add", upload.case)
    with transaction.atomic():
        locked = Upload.objects.select_for_update(no_key=True, of=("self",)).get(pk=upload.pk)
        if locked.state != Upload.OPEN:
            return locked
        came = list(locked.came.order_by("number"))
        missing = sorted(set(range(1, locked.parts + 1)) - {part.number for part in came})
        if missing:
            raise GuardFailed(f"Parts are missing: {', '.join(str(number) for number in missing[:20])}")
        if whole_digest([part.sha256 for part in came]) != digest:
            raise GuardFailed("The parts do not make the file that was announced. Begin again")
        Upload.objects.filter(pk=locked.pk).update(state=Upload.SENT)
        work_soon()
    locked.state = Upload.SENT
    return locked


def join(upload: Upload) -> CaseFile | None:
    """Join the parts of a SENT upload and take the file in. A second worker at the same moment takes nothing twice."""
    came = list(upload.came.order_by("number"))
    keys = [part.key for part in came]
    with store.joined(keys) as (whole, sha256, size):
        if size != upload.size:
            return _fail(upload, "The joined file does not have the size that was announced")
        got = services.received(name=upload.name, declared=upload.declared, body=whole, sha256=sha256, size=size)
        try:
            with transaction.atomic():
                if not Upload.objects.select_for_update(no_key=True).filter(pk=upload.pk, state=Upload.SENT).exists():
                    return None
                held = services.hold_joined(actor=upload.by, case=upload.case, came=got, purpose=upload.purpose)
                Upload.objects.filter(pk=upload.pk).update(state=Upload.TAKEN, file=held)
        except (Hidden, Forbidden):
            return _fail(upload, "The person who sent it may not add files to the case any more")
    _drop_parts(upload, keys)
    return held


def _fail(upload: Upload, why: str) -> None:
    Upload.objects.filter(pk=upload.pk, state=Upload.SENT).update(state=Upload.FAILED, why=why)


def _drop_parts(upload: Upload, keys: list[str]) -> None:
    """The parts have become a file; they themselves were never evidence."""
    UploadPart.objects.filter(upload=upload).delete()
    for key in keys:
        store.storage().delete(key)


def drop_abandoned() -> int:
    """Remove the parts of uploads that nobody went on with for `UPLOADS_KEPT` (a setting); the upload's row stays as FAILED."""
    old = Upload.objects.filter(state=Upload.OPEN, begun_at__lt=timezone.now() - settings.UPLOADS_KEPT)
    count = 0
    for upload in old[:100]:
        keys = list(upload.came.values_list("key", flat=True))
        if Upload.objects.filter(pk=upload.pk, state=Upload.OPEN).update(state=Upload.FAILED, why="It was not gone on with"):
            _drop_parts(upload, keys)
            count += 1
    return count
