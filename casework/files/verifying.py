"""Reading stored content back and comparing it with what was taken in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from casework.files import services, store
from casework.files.models import CaseFile, Content

CHANGED, MISSING, UNREADABLE = "changed", "missing", "unreadable"


@dataclass(frozen=True)
class Bad:
    """Content that is not what was taken in: what happened, which (SHA-256), and the files that hold it."""

    kind: str
    id: str
    why: str


def verify(*, least_lately: int | None = None) -> Iterator[Bad | None]:
    """Read back all content, or so many of it that were read least lately; for each None or what is wrong with it."""
    rows = Content.objects.order_by("checked_at", "id")
    for content in rows[:least_lately] if least_lately else rows.iterator(chunk_size=500):
        yield check(content)


def check(content: Content) -> Bad | None:
    """Read one content back, and keep what was found."""
    kind, why = "", ""
    try:
        sha256, size = store.hash_stored(content.key)
    except FileNotFoundError:
        kind, why = MISSING, "the stored bytes are gone"
    except OSError as fault:
        kind, why = UNREADABLE, f"the stored bytes cannot be read: {type(fault).__name__}"
    else:
        if (sha256, size) != (content.sha256, content.size):
            kind, why = CHANGED, f"{size:,} bytes with SHA-256 {sha256} are stored; {content.size:,} bytes were taken in"
    services.found_on_reading(content, not kind, timezone.now())
    if not kind:
        return None
    held = ", ".join(str(pk) for pk in CaseFile.objects.filter(content=content).order_by("pk").values_list("pk", flat=True)[:20])
    return Bad(kind, content.sha256, f"{why} (files {held or 'none'})")
