"""Exhibits and what is done with them, searches, files."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.cases.references import next_reference
from casework.evidence.models import Discrepancy, Exhibit, Receipt
from casework.evidence.services import seize
from casework.files.models import CaseFile, Content, Upload
from casework.keeping.models import ExhibitHold, PropertyRequest, Release
from casework.searches.models import Search, Warrant
from tests.factories import (
    item_values,
    seizure_values,
)
from tests.matrix.samples.ask import Ask, Provider

_OF_DEVICES = ("device", *(f"device-{name}" for name in ("strategy", "notice", "agree", "end", "whole", "sift", "sift-examined")))


def _exhibit(ask: Ask) -> dict[str, Any]:
    item = item_values(f"M{ask.case.pk:08d}")
    return {"pk": ask.once("exhibit", lambda: seize(actor=ask.case.owner, case=ask.case, common=seizure_values(), items=[item])[0]).pk}


def _receipt(ask: Ask) -> dict[str, Any]:
    def make() -> Receipt:
        exhibit = Exhibit.objects.get(pk=_exhibit(ask)["pk"])
        return Receipt.objects.create(event=exhibit.ledger.last(), exhibit=exhibit, case=ask.case, person=ask.world.owner)

    return {"pk": ask.once("receipt", make).pk}


def _discrepancy(ask: Ask) -> dict[str, Any]:
    def make() -> Discrepancy:
        exhibit = Exhibit.objects.get(pk=_exhibit(ask)["pk"])
        values = {"about": "MISSING", "opened_by": ask.world.owner, "opened_at": timezone.now()}
        return Discrepancy.objects.create(event=exhibit.ledger.last(), exhibit=exhibit, case=ask.case, **values)

    return {"pk": ask.once("discrepancy", make).pk}


def _hold(ask: Ask) -> dict[str, Any]:
    def make() -> ExhibitHold:
        values = {"kind": "CIVIL", "reason": "A claim is pending", "placed_at": timezone.now(), "placed_by": ask.world.owner}
        return ExhibitHold.objects.create(exhibit_id=_exhibit(ask)["pk"], case=ask.case, **values)

    return {"pk": ask.once("hold", make).pk}


def _release(ask: Ask) -> dict[str, Any]:
    def make() -> Release:
        values = {"kind": "RETURN", "to": "OWNER", "reason": "A copy suffices", "asked_at": timezone.now(), "asked_by": ask.world.owner}
        return Release.objects.create(exhibit_id=_exhibit(ask)["pk"], case=ask.case, **values)

    return {"pk": ask.once("release", make).pk}


def _property(ask: Ask) -> dict[str, Any]:
    def make() -> PropertyRequest:
        values = {"kind": "RECORD", "asker": "OCCUPIER", "items": "All items", "received_at": timezone.now()}
        return PropertyRequest.objects.create(case=ask.case, recorded_by=ask.world.owner, **values)

    return {"pk": ask.once("property", make).pk}


def _warrant(ask: Ask) -> dict[str, Any]:
    def make() -> Warrant:
        values = {"power": "PHA_2B", "author": ask.world.owner, "drafted_at": timezone.now()}
        return Warrant.objects.create(reference=next_reference("WAR"), case=ask.case, **values)

    return {"number": ask.once("warrant", make).reference}


def _search(ask: Ask) -> dict[str, Any]:
    def make() -> Search:
        now = timezone.now()
        values = {"power": "CONSENT", "place": "A garage", "notice_given": "To the occupier", "recorded_by": ask.world.owner}
        return Search.objects.create(case=ask.case, started_at=now - timedelta(hours=1), ended_at=now, recorded_at=now, **values)

    return {"pk": ask.once("search", make).pk}


def _file(ask: Ask) -> dict[str, Any]:
    def make() -> CaseFile:
        values = {"size": 3, "key": "content/none", "kind": "text", "checked_at": timezone.now()}
        content = Content.objects.create(sha256=f"{ask.case.pk:064x}", **values)
        return CaseFile.objects.create(case=ask.case, content=content, name="diary.txt", added_by=ask.world.owner)

    return {"pk": ask.once("file", make).pk}


def _upload(ask: Ask) -> dict[str, Any]:
    made = ask.once("upload", lambda: Upload.objects.create(case=ask.case, by=ask.world.owner, name="long.txt", size=9))
    return {"token": made.token}


SAMPLES: dict[str, Provider] = {
    **{f"warrant-{name}": _warrant for name in ("detail", "edit", "again", "agree", "back", "apply", "grant", "refuse", "return")},
    **{f"search-{name}": _search for name in ("detail", "inspector", "check")},
    **{f"file-{name}": _file for name in ("detail", "download", "preview", "copy", "release", "apart")},
    "exhibit-detail": _exhibit,
    **dict.fromkeys(("keeping", "keeping-review", "keeping-hold", "release-ask", *_OF_DEVICES), _exhibit),
    "hold-lift": _hold,
    **dict.fromkeys(("release-decide", "release-withdraw", "release-carry"), _release),
    "property-answer": _property,
    "court-paper": lambda ask: {"name": "continuity", "form": "csv"},
    "court-search": lambda ask: _search(ask) | {"form": "csv"},
    "court-warrant": lambda ask: _warrant(ask) | {"form": "csv"},
    "exhibit-photographs": _exhibit,
    "receipt-answer": _receipt,
    "discrepancy-resolve": _discrepancy,
    "exhibit-event": lambda ask: _exhibit(ask) | {"kind": "booked-in"},
    **dict.fromkeys(("upload", "upload-finish"), _upload),
    "upload-part": lambda ask: {**_upload(ask), "number": 1},
}
