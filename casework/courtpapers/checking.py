"""Checking a manifest by itself: no database, no settings, only the file and, if given, the folder with the files."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = "casework-manifest-1"


class NotAManifest(ValueError):
    """The file cannot be read as a manifest; the sentence says why."""


def digest_of(value: Any) -> str:
    """SHA-256 of plain values in one agreed form."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def chained(before: str, row: Mapping[str, Any]) -> str:
    """The digest of a ledger's row, which takes in the row before it."""
    return digest_of([before, dict(row)])


def whole(manifest: Mapping[str, Any]) -> str:
    """The digest of all that a manifest holds."""
    return digest_of({name: value for name, value in manifest.items() if name != "sha256"})


def read(path: Path) -> dict[str, Any]:
    """The manifest in a file. Raises NotAManifest."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise NotAManifest(f"{path}: the file cannot be read ({type(fault).__name__})") from None
    except ValueError:
        raise NotAManifest(f"{path}: it is not JSON") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NotAManifest(f"{path}: it is not a manifest of this product ({FORMAT})")
    if not all(isinstance(found.get(name), list) for name in ("files", "ledgers")):
        raise NotAManifest(f"{path}: its lists of files and ledgers are missing")
    return found


def check(manifest: Mapping[str, Any], folder: Path | None = None) -> tuple[int, list[dict[str, str]]]:
    """(how many rows, files and wholes were checked, what is bad): every row of every ledger, each file in `folder`, and the whole."""
    checked, bad = 1, []
    for ledger in manifest["ledgers"]:
        number, before, expected = str(ledger.get("exhibit")), "", 1
        for event in ledger.get("events", []):
            checked += 1
            row = event.get("row", {})
            name = f"{number} entry {row.get('sequence')}"
            if row.get("sequence") != expected:
                bad.append({"kind": "ledger", "id": name, "why": f"entry {expected} is missing before it"})
                expected = row.get("sequence") if isinstance(row.get("sequence"), int) else expected
            if event.get("sha256") != chained(before, row):
                bad.append({"kind": "ledger", "id": name, "why": "the entry, or one before it, is not what was exported"})
            before, expected = str(event.get("sha256")), expected + 1
        if ledger.get("entries") != len(ledger.get("events", [])):
            bad.append({"kind": "ledger", "id": number, "why": f"{ledger.get('entries')} entries were exported"})
    for file in manifest["files"] if folder is not None else ():
        checked += 1
        why = _file(file, folder) if folder is not None else ""
        if why:
            bad.append({"kind": "file", "id": str(file.get("name")), "why": why})
    if manifest.get("sha256") != whole(manifest):
        bad.append({"kind": "manifest", "id": str(manifest.get("case")), "why": "the manifest as a whole is not what was exported"})
    return checked, bad


def _file(file: Mapping[str, Any], folder: Path) -> str:
    # Only the last part of a name counts, so that a manifest cannot lead out of the folder.
    path = folder / Path(str(file.get("name"))).name
    try:
        found = hashlib.sha256()
        with path.open("rb") as body:
            while chunk := body.read(1024 * 1024):
                found.update(chunk)
    except OSError:
        return "it is not in the folder"
    return "" if found.hexdigest() == file.get("sha256") else f"its SHA-256 is {found.hexdigest()}, {file.get('sha256')} was exported"
