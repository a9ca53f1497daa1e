"""The sealed head, written out of the database once a day: whoever may rewrite the database cannot rewrite the copies kept elsewhere.

One file a day in the data directory (`audit-heads/2026-11-23.json`), readable by this account only; operations copy the folder to
a place that the database's administrators do not reach.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone


def folder() -> Path:
    """Where the heads are written."""
    return Path(settings.DATA_DIR) / "audit-heads"


def export_head(into: Path | None = None) -> Path | None:
    """Write the newest seal's number and hash into today's file, once a day; returns the file, or None when nothing is sealed.

    A head that is already there for today stays: the first of the day is the one that others have copied.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, hash, sealed_at FROM casework_auditseal ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        return None
    number, hashed, sealed_at = row
    target = into or folder()
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = timezone.localtime()
    path = target / f"{now.date().isoformat()}.json"
    body = {"seal": number, "hash": bytes(hashed).hex(), "sealed_at": sealed_at.isoformat(), "exported_at": now.isoformat()}
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "w") as file:
        json.dump(body, file)
    return path


def exported(where: Path | None = None) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """(file name, content) of every exported head in order of days; None for a file that cannot be read as one."""
    for path in sorted((where or folder()).glob("*.json")):
        try:
            body = json.loads(path.read_text())
            yield path.name, {"seal": int(body["seal"]), "hash": bytes.fromhex(body["hash"])}
        except (OSError, ValueError, KeyError, TypeError):
            yield path.name, None


def broken(cursor: CursorWrapper, where: Path | None = None) -> Iterator[tuple[int, str]]:
    """(number of the seal, why) for each exported head that the database does not bear out any more."""
    for name, body in exported(where):
        if body is None:
            yield 0, f"the exported head {name} cannot be read"
            continue
        cursor.execute("SELECT hash FROM casework_auditseal WHERE id = %s", [body["seal"]])
        row = cursor.fetchone()
        if row is None:
            yield body["seal"], f"the seal exported in {name} is gone"
        elif bytes(row[0]) != body["hash"]:
            yield body["seal"], f"is not the seal that was exported in {name}"
