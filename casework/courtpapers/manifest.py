"""The manifest of a case's evidence: the SHA-256 of each file, and each row of each ledger chained to the one before."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.courtpapers.checking import FORMAT, chained, whole
from casework.evidence.models import Exhibit, LedgerEvent
from casework.files.models import CaseFile

COLUMNS = (
    "sequence", "kind", "at", "from_user_id", "from_place", "to_user_id", "to_place", "acknowledged", "seal_before", "seal_after",
    "purpose", "witness", "late_reason", "corrects_id", "entered_by_id", "entered_at",
)  # fmt: skip


def row_of(event: LedgerEvent) -> dict[str, Any]:
    """A row as plain values."""
    return {name: value.isoformat() if hasattr(value := getattr(event, name), "isoformat") else value for name in COLUMNS}


def build(case: Case) -> dict[str, Any]:
    """The manifest of a case whose reader was checked. File names stand as they were stored under: the file's key and its ending."""
    files = [
        {"id": file.pk, "name": f"{file.pk}-{file.name}", "sha256": file.content.sha256, "size": file.content.size}
        for file in CaseFile.objects.filter(case=case).select_related("content").order_by("pk")
    ]
    ledgers = []
    for exhibit in Exhibit.objects.filter(case=case).prefetch_related("ledger").order_by("pk"):
        before, events = "", []
        for event in sorted(exhibit.ledger.all(), key=lambda each: each.sequence):
            row = row_of(event)
            before = chained(before, row)
            events.append({"row": row, "sha256": before})
        ledgers.append({"exhibit": exhibit.number, "entries": len(events), "events": events})
    made = {"format": FORMAT, "case": case.reference, "made_at": timezone.now().isoformat(), "files": files, "ledgers": ledgers}
    return made | {"sha256": whole(made)}


def differences(manifest: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the database no longer holds as it was exported: ledger entries changed or removed, files gone. New ones are no fault."""
    bad = []
    stored = {
        (event.exhibit.number, event.sequence): row_of(event)
        for event in LedgerEvent.objects.filter(case__reference=manifest["case"]).select_related("exhibit")
    }
    for ledger in manifest["ledgers"]:
        for event in ledger["events"]:
            now = stored.get((ledger["exhibit"], event["row"]["sequence"]))
            if now != event["row"]:
                name = f"{ledger['exhibit']} entry {event['row']['sequence']}"
                why = "it is gone from the database" if now is None else "the database holds another: " + _other(now, event["row"])
                bad.append({"kind": "ledger", "id": name, "why": why})
    hashes = dict(CaseFile.objects.filter(case__reference=manifest["case"]).values_list("pk", "content__sha256"))
    for file in manifest["files"]:
        if hashes.get(file["id"]) != file["sha256"]:
            bad.append({"kind": "file", "id": file["name"], "why": "the database no longer holds it as it was"})
    return bad


def _other(now: Mapping[str, Any], then: Mapping[str, Any]) -> str:
    return ", ".join(name for name in COLUMNS if now[name] != then.get(name))
