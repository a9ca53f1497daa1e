"""Where e-mail goes in the demo: files that the page of the demo's mail shows."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> Path:
    """The folder of the demo's mail, closed to other users of the machine."""
    place: Path = settings.DATA_DIR / "mail"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


class FileSink(BaseEmailBackend):
    """Writes each e-mail to a file of its own, named by its Message-ID: a repeat replaces the file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; a file is there whole or not at all."""
        for message in email_messages:
            name = hashlib.sha256(message.extra_headers["Message-ID"].encode()).hexdigest()[:32]
            target = folder() / f"{name}.eml"
            half = target.with_suffix(f".{os.getpid()}.half")
            half.write_bytes(message.message().as_bytes())
            half.replace(target)
        return len(email_messages)
