"""The scanner's bench: what a code means, moving a batch in one go, and counting a shelf against the ledgers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.access.writing import change
from casework.errors import Conflict, GuardFailed
from casework.evidence import flow
from casework.evidence.ledger import this_minute
from casework.evidence.models import About, Exhibit, LedgerEvent, ShelfCount
from casework.evidence.rules import normal_number, normal_seal
from casework.evidence.services import handle
from casework.reports.rules import short
from casework.staff.models import User

MOST = 200
LABEL = re.compile(r"^\s*([A-Z]{3}-\d{4}-\d{6})[\s,;:/]+(\S+)\s*$", re.IGNORECASE)
COUNT = "COUNT"
BATCH = ("BOOKED_IN", "MOVED", "BOOKED_OUT", "SENT_DFU", "SENT_LAB", "RETURNED_TO_STORE")


@dataclass(frozen=True)
class Scanned:
    """One code and what it means: the exhibit, or why none. `seal` is the number where the code was the seal itself."""

    code: str
    exhibit: Exhibit | None = None
    seal: str | None = None
    problem: str = ""


def label(exhibit: Exhibit) -> str:
    """What the QR code of a label holds: the case's reference and the exhibit's number, no name and no address."""
    return f"{exhibit.case.reference} {exhibit.number}"


def reachable(user: Any) -> QuerySet[Exhibit]:
    """The exhibits that the user may handle."""
    return Exhibit.objects.filter(case__in=visible(user, "exhibit.handle")).select_related("case__unit", "case__force", "holder")


def read(user: Any, codes: Sequence[str]) -> list[Scanned]:
    """What each code means: a label's code, or the seal that an item bears now. An item scanned twice counts once."""
    wanted = [code.strip() for code in codes if code.strip()]
    labels = {code: match for code in wanted if (match := LABEL.match(code))}
    seals = {code: normal_seal(code) for code in wanted if code not in labels}
    by_label = {
        (exhibit.case.reference, exhibit.number): exhibit
        for exhibit in reachable(user).filter(case__reference__in={match[1].upper() for match in labels.values()})
    }
    by_seal = {exhibit.seal: exhibit for exhibit in reachable(user).filter(seal__in=set(seals.values()) - {""})}
    made: list[Scanned] = []
    seen: set[int] = set()
    for code in wanted:
        if code in labels:
            found, seal = by_label.get((labels[code][1].upper(), normal_number(labels[code][2]))), None
        else:
            found, seal = by_seal.get(seals[code]), seals[code]
        if found is None:
            made.append(Scanned(code, problem="No exhibit that you may handle bears this"))
        elif found.pk not in seen:
            seen.add(found.pk)
            made.append(Scanned(code, found, seal))
    return made


def _all(scanned: Sequence[Scanned]) -> list[tuple[Exhibit, str | None]]:
    problems: list[tuple[str | None, str]] = [(None, f"{each.code}: {each.problem}") for each in scanned if each.exhibit is None]
    if not scanned:
        problems.append(("code", "Scan or type at least one label or seal"))
    if len(scanned) > MOST:
        problems.append((None, f"Move at most {MOST} at a time"))
    if problems:
        raise GuardFailed(problems)
    return [(each.exhibit, each.seal) for each in scanned if each.exhibit is not None]


def move_batch(
    *, actor: User, scanned: Sequence[Scanned], kind: str, to_place: str = "", to_user: User | None = None, purpose: str = ""
) -> list[LedgerEvent]:
    """Write the same entry for each of several items: all of them, or none and every reason by exhibit. Raises GuardFailed."""
    if kind not in BATCH:
        raise GuardFailed("Choose what happens to them", "kind")
    items = sorted(_all(scanned), key=lambda each: each[0].pk)
    problems: list[tuple[str | None, str]] = []
    made: list[LedgerEvent] = []
    with transaction.atomic():
        for exhibit, seal in items:
            given = {"to_place": to_place, "to_user": to_user, "purpose": purpose, "seal_before": seal}
            at = this_minute(exhibit, timezone.now())
            try:
                with transaction.atomic():
                    made.append(handle(actor=actor, exhibit=exhibit, kind=kind, at=at, **given))
            except GuardFailed as refused:
                problems += [(None, f"{label(exhibit)}: {sentence}") for _, sentence in refused.problems]
            except Conflict:
                problems.append((None, f"{label(exhibit)}: somebody moved it at this moment. Scan again"))
        if problems:
            raise GuardFailed(problems)
    return made


def count_shelf(*, actor: User, scanned: Sequence[Scanned], place: str) -> ShelfCount:
    """Compare what stands on a shelf with what the ledgers say; each difference becomes a discrepancy. Raises GuardFailed.

    What is missing, and what stands here although its ledger has it elsewhere, is somebody else's to resolve.
    """
    where = " ".join(place.split())
    if short(where, 2):
        raise GuardFailed("Say which shelf you counted, as the ledgers write it", "to_place")
    here = {exhibit.pk: exhibit for exhibit, _ in (_all(scanned) if scanned else [])}
    with change(actor, "exhibit.scan") as ch:
        expected = {exhibit.pk: exhibit for exhibit in reachable(actor).filter(place__iexact=where)}
        missing = [exhibit for pk, exhibit in sorted(expected.items()) if pk not in here]
        surplus = [exhibit for pk, exhibit in sorted(here.items()) if pk not in expected]
        made = ShelfCount.objects.create(
            force_id=actor.force_id,
            place=where,
            counted_at=ch.now,
            counted_by=actor,
            expected=len(expected),
            found=len(here),
            differences=len(missing) + len(surplus),
        )
        ch.audit("CREATE", made, after={"expected": made.expected, "found": made.found})
        for exhibits, about, words in ((missing, About.MISSING, "it is not there"), (surplus, About.FOUND, "it stands here")):
            for exhibit in exhibits:
                said = f"Shelf count {made.pk} of {where}: {words}"
                at = this_minute(exhibit, ch.now)
                handle(actor=actor, exhibit=exhibit, kind="DISCREPANCY", at=at, about=about, purpose=said[:300])
    return made


KINDS = [(code, flow.BY_CODE[code].verb) for code in BATCH]
