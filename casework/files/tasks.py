"""What workers do with files after they came. Rows say what is left; each task may be missed, doubled or killed."""

import io

from celery import shared_task

from casework.files import kinds, previews, resumable, scanning, services, store, verifying
from casework.files.hints import WORK
from casework.files.models import Content, Upload

AT_ONCE = 20


@shared_task(name=WORK, time_limit=280, soft_time_limit=270)
def work() -> None:
    """Join what has come in parts, scan what waits for the scanner, draw previews; each minute, and sooner when asked."""
    for upload in Upload.objects.select_related("case", "by").filter(state=Upload.SENT).order_by("begun_at")[:AT_ONCE]:
        resumable.join(upload)
    for content in Content.objects.filter(scan=Content.WAITING).order_by("id")[:AT_ONCE]:
        _scan(content)
    for content in Content.objects.filter(previewed=False).exclude(scan__in=[Content.WAITING, Content.INFECTED]).order_by("id")[:AT_ONCE]:
        _preview(content)


def _scan(content: Content) -> None:
    with store.storage().open(content.key) as body:
        said = scanning.scan(body)
    if said is not None:
        services.scanned(content, said)


def _preview(content: Content) -> None:
    key = ""
    if content.kind in kinds.PICTURES:
        with store.storage().open(content.key) as body:
            made = previews.drawn(body)
        if made is not None:
            key = store.storage().save(f"previews/{content.sha256[:2]}/{content.sha256}.jpg", store.File(io.BytesIO(made)))
    services.previewed(content, key)


@shared_task(name="casework.files.tasks.verify", time_limit=280, soft_time_limit=270)
def verify() -> int:
    """Read back the content that was read least lately; hourly, so that all of it comes round."""
    return sum(1 for bad in verifying.verify(least_lately=200) if bad is not None)


@shared_task(name="casework.files.tasks.tidy")
def tidy() -> int:
    """Remove parts of uploads that nobody went on with."""
    return resumable.drop_abandoned()
