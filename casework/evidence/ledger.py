"""The one way to write a ledger event: lock the item, fold what happened so far, hold the invariants, add a row.

Nothing else creates LedgerEvent or ExhibitSeal, or writes the four columns of Exhibit that repeat the ledger's last word.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, Subquery

from casework.access.writing import Change
from casework.errors import Conflict, GuardFailed
from casework.evidence import flow, rules
from casework.evidence.models import Exhibit, ExhibitSeal, LedgerEvent
from casework.staff.models import User

MOVING = tuple(kind.code for kind in flow.EVENTS if kind.to != flow.SAME)


def standing(events: Iterable[LedgerEvent]) -> rules.Standing:
    """What the events, in order, come to."""
    now = rules.Standing()
    for event in events:
        now = rules.fold(now, _entry(event))
    return now


def standing_now(exhibit: Exhibit) -> rules.Standing:
    """What `standing` over all its events comes to, read from the last ones, so that a long ledger costs what a short one costs."""
    events = LedgerEvent.objects.filter(exhibit=exhibit)
    ever = {
        "stored": Exists(events.filter(kind="BOOKED_IN")),
        "sealed": Exists(events.exclude(seal_after="")),
        "moved": Subquery(events.filter(kind__in=MOVING).order_by("-sequence").values("kind")[:1]),
    }
    last = events.order_by("-sequence").annotate(**ever).first()
    if last is None:
        return rules.Standing()
    return rules.Standing(
        sequence=last.sequence,
        at=last.at,
        kind=last.kind,
        user_id=last.to_user_id,
        place=last.to_place,
        seal=last.seal_after,
        stored=last.stored,  # type: ignore[attr-defined]
        sealed=last.sealed,  # type: ignore[attr-defined]
        closed=flow.BY_CODE[last.kind].last,
        moved=last.moved,  # type: ignore[attr-defined]
    )


def this_minute(exhibit: Exhibit, now: datetime) -> datetime:
    """When an entry that states no time happened: this minute, as people write it, but never before the last entry."""
    minute = now.replace(second=0, microsecond=0)
    last = LedgerEvent.objects.filter(exhibit=exhibit).order_by("-sequence").values_list("at", flat=True).first()
    return minute if last is None else max(minute, last)


def _entry(event: LedgerEvent) -> rules.Entry:
    moves = flow.BY_CODE[event.kind].to != flow.SAME
    breaks = event.kind == "DISCREPANCY" and event.seal_before != event.seal_after
    return rules.Entry(
        event.kind,
        event.at,
        event.to_user_id if moves else None,
        event.to_place if moves else "",
        seal=event.seal_after,
        breaks=breaks,
    )


def write(
    ch: Change,
    exhibit: Exhibit,
    entry: rules.Entry,
    *,
    actor: User,
    expected: int | None = None,
    corrects: LedgerEvent | None = None,
    entered_at: datetime | None = None,
) -> LedgerEvent:
    """Add an event inside the caller's transaction. `expected` is the sequence the writer saw: Conflict when another came first.

    `entered_at` is when it is written down: now unless given. Raises GuardFailed for every broken invariant.
    """
    Exhibit.objects.select_for_update(no_key=True, of=("self",)).get(pk=exhibit.pk)
    now = entered_at or ch.now
    before = standing(LedgerEvent.objects.filter(exhibit=exhibit).order_by("sequence"))
    if expected is not None and expected != before.sequence:
        current = {"kind": flow.BY_CODE[before.kind].title, "at": before.at, "seal": before.seal, "to_place": before.place}
        yours = {"kind": flow.BY_CODE[entry.kind].title, "at": entry.at, "seal": entry.seal, "to_place": entry.to_place}
        raise Conflict(current, yours, version=before.sequence)
    used = set(ExhibitSeal.objects.filter(number=entry.seal).values_list("number", flat=True)) if entry.seal else set()
    problems = rules.ledger_problems(before, entry, now, seals_used=used)
    if corrects is not None and corrects.exhibit_id != exhibit.pk:
        problems.append(("corrects", "That event belongs to another exhibit"))
    if problems:
        raise GuardFailed(problems)
    after = rules.fold(before, entry)
    event = LedgerEvent.objects.create(
        exhibit=exhibit,
        case_id=exhibit.case_id,
        sequence=after.sequence,
        kind=entry.kind,
        at=entry.at,
        from_user_id=before.user_id,
        from_place=before.place or (entry.from_place or "" if not before.sequence else ""),
        to_user_id=after.user_id,
        to_place=after.place,
        acknowledged=entry.acknowledged,
        seal_before=before.seal,
        seal_after=after.seal,
        purpose=entry.purpose,
        witness=entry.witness,
        late_reason=entry.late_reason,
        corrects=corrects,
        entered_by=actor,
        entered_at=now,
    )
    kind = flow.BY_CODE[entry.kind]
    if kind.seal == flow.BREAK or entry.breaks:
        ExhibitSeal.objects.filter(exhibit=exhibit, broken_in__isnull=True).update(broken_in=event)
    elif kind.seal == flow.APPLY:
        _apply(exhibit, entry.seal, event)
    last = {"standing": after.kind, "holder_id": after.user_id, "place": after.place, "seal": after.seal}
    Exhibit.objects.filter(pk=exhibit.pk).update(**last)
    for name, value in last.items():
        setattr(exhibit, name, value)
    return event


def _apply(exhibit: Exhibit, number: str, event: LedgerEvent) -> None:
    """Two people may type one number at the same moment: the database lets one of them have it."""
    try:
        with transaction.atomic():
            ExhibitSeal.objects.create(exhibit=exhibit, number=number, applied_in=event)
    except IntegrityError:
        raise GuardFailed(f"The seal number {number} has just been used. Take a new bag or tag", "seal") from None
