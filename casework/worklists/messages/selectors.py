"""A page of messages as its reader may see them now."""

from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from casework.access.predicate import visible
from casework.outbox.backends import folder
from casework.outbox.models import InAppMessage

NEWEST_FILES = 100


@dataclass(frozen=True)
class Shown:
    """A message on the page. `hidden`: it is about a case that the reader may not see any more, so nothing of it is shown."""

    message: InAppMessage
    hidden: bool

    @property
    def unread(self) -> bool:
        """Whether it still waits to be read."""
        return self.message.read_at is None and self.message.withdrawn_at is None

    @property
    def lines(self) -> list[str]:
        """The text, line by line."""
        return self.message.text.splitlines()


def shown(user: Any, messages: Iterable[InAppMessage]) -> list[Shown]:
    """These messages, with those hidden whose case the person may not see now: access may have ended since they were sent."""
    rows = list(messages)
    cases = {row.case_id for row in rows if row.case_id is not None}
    seen = set(visible(user).filter(pk__in=cases).values_list("pk", flat=True)) if cases else set()
    return [Shown(row, hidden=row.case_id is not None and row.case_id not in seen) for row in rows]


@dataclass(frozen=True)
class Letter:
    """One e-mail of the demo, as its reader would have got it."""

    ref: str
    to: str
    subject: str
    body: str
    written: float


def demo_mail() -> list[Letter]:
    """The newest e-mails that the demo wrote to files, newest first."""
    files = sorted(folder().glob("*.eml"), key=lambda each: each.stat().st_mtime, reverse=True)
    return [_read(each) for each in files[:NEWEST_FILES]]


def _read(file: Path) -> Letter:
    parsed = message_from_bytes(file.read_bytes(), policy=policy.default)
    part = parsed.get_body(("plain",))
    body = part.get_content() if part is not None else ""
    return Letter(file.stem, str(parsed["To"]), str(parsed["Subject"]), body, file.stat().st_mtime)
