"""Searches, exhibit numbers, seizures and the invariants of the continuity ledger (investigation.md 5.1, 5.4, 5.5). Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from casework.evidence import flow
from casework.evidence.models import ExhibitFlag, ExhibitKind, Power, SearchDecision
from casework.reports.rules import REASON, Problems, future, short

NUMBER = re.compile(r"^([A-Z]{2,4}[0-9]{0,5})/([1-9][0-9]{0,3})([A-Z]?)$")
SEAL = re.compile(r"^[A-Z0-9][A-Z0-9-]{3,19}$")
INDICTABLE_ONLY = frozenset({Power.PACE_8, Power.PACE_18, Power.PACE_32})
NOT_FOR_PREMISES = frozenset({Power.VICTIM_PCSCA_37, Power.VOLUNTARY, Power.PACE_19, Power.PACE_20, Power.CJPA_50})
# Descriptions that describe nothing; ten characters are asked for besides.
EMPTY_WORDS = frozenset({"item", "items", "phone", "mobile", "device", "thing", "exhibit", "object", "property", "stuff"})
LATE_ENTRY_SECONDS = 24 * 3600


def decision_problems(answer: str, power: str, reasons: str, not_used_reason: str, *, indictable: bool) -> Problems:
    """Was the power to search considered: a power with reasons, or why none is used (PHA 1997 s.2B; PACE 1984)."""
    Answer = SearchDecision.Answer
    if answer not in Answer.values:
        return [("considered", "Choose whether premises will be searched")]
    found: Problems = []
    if answer == Answer.NOT_USED:
        if short(not_used_reason, REASON):
            found.append(("not_used_reason", f"Say in at least {REASON} characters why no power to search is used"))
        return found
    if power not in Power.values or power in NOT_FOR_PREMISES:
        found.append(("power", "Choose the power under which premises will be searched"))
    elif power in INDICTABLE_ONLY and not indictable:
        found.append(("power", "This power needs an indictable offence, and none is recorded. For s.2A alone use a warrant under s.2B"))
    if short(reasons, REASON):
        found.append(("reasons", f"Say in at least {REASON} characters what is sought and why there"))
    return found


def normal_number(text: str) -> str:
    """An exhibit number as it is stored: upper case, no space."""
    return re.sub(r"\s+", "", text or "").upper()


def number_problems(number: str, field: str, *, taken: Collection[str], producers: Mapping[str, int], producer_id: int) -> Problems:
    """Does the number follow the pattern, is it free in the case, and are the initials this producer's?

    `taken` are numbers used in the case, cancelled ones included; `producers` maps initials to the officer who used them first.
    """
    match = NUMBER.match(number)
    if match is None:
        return [(field, "Write the number as initials, a stroke and a number without leading zeros, such as AJM/1")]
    if number in taken:
        return [(field, f"{number} is used in this case already. Take the next number")]
    if producers.get(match[1], producer_id) != producer_id:
        return [(field, f"Another officer uses {match[1]} in this case. Add digits to the initials, such as {match[1]}2/1")]
    return []


def initials_of(first_name: str, last_name: str) -> str:
    """A producer's initials from a name, two to four capital letters: "A. J.", "Marlow" gives AJM."""
    letters = re.findall(r"(?<![A-Za-z])[A-Za-z]", f"{first_name} {last_name}")
    text = "".join(letters).upper()
    return text[:4] if len(text) >= 2 else (text + "XX")[:2]


def next_number(initials: str, taken: Iterable[str]) -> str:
    """The next free number of these initials in a case: gaps are never filled."""
    used = [int(match[2]) for match in map(NUMBER.match, taken) if match and match[1] == initials]
    return f"{initials}/{max(used, default=0) + 1}"


def seizure_problems(common: Mapping[str, Any], items: Sequence[Mapping[str, Any]], *, reported_at: datetime, now: datetime) -> Problems:
    """One seizure of one or several items: when, by what power, from whom; and each item's description, place and seal.

    Fields of items are named `items-0-description` and so on. Nothing is seized before the report, save what is handed over.
    """
    found = future("seized_at", common["seized_at"], now)
    power = common.get("power")
    if power not in Power.values:
        found.append(("power", "Choose the power under which it was seized"))
    elif common["seized_at"] < reported_at and power != Power.VOLUNTARY:
        found.append(("seized_at", "Nothing can have been seized before the report came in, unless it was handed over voluntarily"))
    if not common.get("unattended") and short(common.get("seized_from", ""), 2):
        found.append(("seized_from", "Say from whom it was seized, or tick that it was found unattended"))
    if not items:
        found.append((None, "Describe at least one item"))
    for place, item in enumerate(items):
        found += [(f"items-{place}-{field}", sentence) for field, sentence in _item_problems(item)]
    seals = [item["seal"] for item in items if item.get("seal")]
    for place, item in enumerate(items):
        if item.get("seal") and seals.count(item["seal"]) > 1:
            found.append((f"items-{place}-seal", "Two items cannot bear the same seal number"))
    return found


def _item_problems(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    description = (item.get("description") or "").strip()
    if len(description) < 10 or description.lower().strip(". ") in EMPTY_WORDS:
        found.append(("description", "Describe it so that it cannot be mistaken, in at least 10 characters"))
    if item.get("kind") not in ExhibitKind.values:
        found.append(("kind", "Choose what kind of thing it is"))
    if (item.get("quantity") or 0) < 1:
        found.append(("quantity", "Enter how many, at least 1"))
    if short(item.get("found_at", ""), 3):
        found.append(("found_at", "Say exactly where it was found, such as “desk drawer, back bedroom”"))
    flags = item.get("flags") or []
    found += code_problems("description", description) + code_problems("found_at", item.get("found_at") or "")
    if not set(flags) <= set(ExhibitFlag.values):
        found.append(("flags", "Choose from the warnings listed"))
    seal = item.get("seal") or ""
    if not SEAL.match(seal):
        found.append(("seal", "Enter the number of the bag or tag, such as B10044213"))
    return found


# A code beside a word for one, such as “PIN 2580” or “passcode is 114477”. It never stands in free text.
DEVICE_CODE = re.compile(
    r"\b(?:pin|pass ?code|pass ?word|unlock(?:ing)?(?: code)?|lock code|code)\b[^\w\n]{0,4}(?:is|was)?[^\w\n]{0,4}[\w@#!$*]*\d{3,}", re.I
)


def code_problems(field: str, text: str) -> Problems:
    """No code that opens a device in free text: it goes to the digital unit by its own way."""
    if DEVICE_CODE.search(text):
        return [(field, "Take the device's code out of the text. It goes to the digital unit by hand and is written down nowhere here")]
    return []


def normal_seal(text: str) -> str:
    """A seal number as it is stored: upper case, no space."""
    return re.sub(r"\s+", "", text or "").upper()


@dataclass(frozen=True)
class Standing:
    """What the ledger says now: how many events, the last one's time and kind, who or what place holds the item, the seal,
    whether it was ever booked in or sealed, and what kind of event brought it where it is."""

    sequence: int = 0
    at: datetime | None = None
    kind: str = ""
    user_id: int | None = None
    place: str = ""
    seal: str = ""
    stored: bool = False
    sealed: bool = False
    closed: bool = False
    moved: str = ""


@dataclass(frozen=True)
class Entry:
    """An event as it is put before the ledger. `to_user_id` or `to_place` for transfers; `from_*` None means "whoever holds it".

    `breaks` is for a discrepancy alone: the seal that the ledger knows holds no longer.
    """

    kind: str
    at: datetime
    to_user_id: int | None = None
    to_place: str = ""
    from_user_id: int | None = None
    from_place: str | None = None
    seal_before: str | None = None
    seal: str = ""
    acknowledged: str = ""
    witness: str = ""
    purpose: str = ""
    late_reason: str = ""
    breaks: bool = False


def fold(standing: Standing, entry: Entry) -> Standing:
    """The standing after an event that was accepted."""
    kind = flow.BY_CODE[entry.kind]
    seal = entry.seal if kind.seal == flow.APPLY else "" if kind.seal == flow.BREAK or entry.breaks else standing.seal
    after = replace(standing, sequence=standing.sequence + 1, at=entry.at, kind=entry.kind, seal=seal, closed=kind.last)
    after = replace(after, stored=standing.stored or entry.kind == "BOOKED_IN", sealed=standing.sealed or bool(seal))
    return after if kind.to == flow.SAME else replace(after, user_id=entry.to_user_id, place=entry.to_place, moved=entry.kind)


def ledger_problems(standing: Standing, entry: Entry, now: datetime, *, seals_used: Collection[str] = ()) -> Problems:
    """The invariants of continuity. `seals_used` are those of the numbers asked for that were ever used on any item."""
    kind = flow.BY_CODE.get(entry.kind)
    if kind is None:
        return [("kind", "Choose one of the events listed")]
    if standing.closed:
        return [("kind", "Nothing more can happen to it: it was returned or disposed of")]
    if (standing.sequence == 0) != (entry.kind == "SEIZED"):
        return [("kind", "The first event is the seizure, and there is only one")]
    found = _times(standing, entry, now) + _order(standing, kind) + code_problems("purpose", entry.purpose)
    if entry.from_user_id is not None and entry.from_user_id != standing.user_id:
        found.append(("from_user", "It is not held by that person now"))
    if entry.from_place is not None and standing.sequence and entry.from_place != standing.place:
        found.append(("from_place", "It is not in that place now"))
    if entry.seal_before is not None and entry.seal_before != standing.seal:
        found.append(("seal_before", "That is not the seal that the ledger says it bears. Record a discrepancy"))
    return found + _receiver(standing, entry, kind) + _seal(standing, entry, kind, seals_used)


def _times(standing: Standing, entry: Entry, now: datetime) -> Problems:
    found = future("at", entry.at, now)
    if standing.at is not None and entry.at < standing.at:
        found.append(("at", "This lies before the last event in the ledger. Check the date and the time"))
    if not found and (now - entry.at).total_seconds() > LATE_ENTRY_SECONDS and short(entry.late_reason, 5):
        found.append(("late_reason", "It is written down more than 24 hours after it happened. Say why"))
    return found


def _order(standing: Standing, kind: flow.Kind) -> Problems:
    if kind.needs_seal is True and not standing.seal:
        return [("kind", "It must be sealed first")]
    if kind.needs_seal is False and standing.seal:
        return [("kind", f"It is sealed already ({standing.seal})")]
    if kind.after and standing.moved not in kind.after:
        return [("kind", f"{kind.title} comes after: {', '.join(flow.BY_CODE[code].title.lower() for code in kind.after)}")]
    if kind.code == "SEALED" and standing.sealed:
        return [("kind", "It was sealed before. Reseal it")]
    if kind.code == "RESEALED" and not standing.sealed:
        return [("kind", "It was never sealed. Seal it")]
    if kind.code == "BOOKED_OUT" and (standing.user_id is not None or not standing.stored):
        return [("kind", "It is not in a store")]
    if kind.code == "BOOKED_IN" and standing.stored:
        return [("kind", "It was booked in before. Return it to the store")]
    if kind.code == "RETURNED_TO_STORE" and not standing.stored:
        return [("kind", "It was never in the store. Book it in")]
    return []


def closed_because(standing: Standing, kind: flow.Kind) -> str:
    """Why an event of this kind cannot follow now, for the page; empty when it can."""
    return "; ".join(sentence[0].lower() + sentence[1:] for _, sentence in _order(standing, kind))


def _receiver(standing: Standing, entry: Entry, kind: flow.Kind) -> Problems:
    if kind.to == flow.SAME:
        return [("to_place", "This event does not move it")] if entry.to_user_id or entry.to_place else []
    person, place = entry.to_user_id is not None, not short(entry.to_place, 2)
    if kind.to == flow.PERSON and (not person or entry.to_place):
        return [("to_user", "Choose who took it over, and no place")]
    if kind.to == flow.PLACE and (not place or person):
        return [("to_place", "Say where it went, such as “Central Exhibits Store A4”, and choose no person")]
    if kind.to == flow.EITHER and person == place:
        return [("to_user", "Choose who took it over, or say where it was put; one of them")]
    if standing.sequence and person and entry.to_user_id == standing.user_id:
        return [("to_user", "Whoever hands it over and whoever takes it are two people")]
    if standing.sequence and place and not person and standing.user_id is None and entry.to_place.strip().lower() == standing.place.lower():
        return [("to_place", "It is there already")]
    return []


def _seal(standing: Standing, entry: Entry, kind: flow.Kind, seals_used: Collection[str]) -> Problems:
    found: Problems = []
    if kind.seal == flow.APPLY:
        if not SEAL.match(entry.seal):
            found.append(("seal", "Enter the number of the bag or tag, such as B10044213"))
        elif entry.seal in seals_used:
            found.append(("seal", f"The seal number {entry.seal} has been used before. Take a new bag or tag"))
    elif entry.seal:
        found.append(("seal", "This event puts no new seal on it"))
    if kind.seal == flow.BREAK and short(entry.purpose, 5):
        found.append(("purpose", "Say why it was opened"))
    if kind.seal == flow.BREAK and short(entry.witness, 2):
        found.append(("witness", "Name who saw it opened"))
    if kind.code == "DISCREPANCY" and short(entry.purpose, 10):
        found.append(("purpose", "Say in at least 10 characters what does not agree"))
    if entry.breaks and (kind.code != "DISCREPANCY" or not standing.seal):
        found.append(("about", "It bears no seal that could be broken or differ"))
    return found


def receipt_problems(receipt: Any, *, actor_id: int, seal_read: str) -> Problems:
    """Whoever took the item over says so, and reads the seal on the bag."""
    found = _theirs(receipt, actor_id)
    seal = receipt.event.seal_after
    if seal and seal_read != seal:
        found.append(("seal_read", "That is not the seal that the ledger says it bore. Read it again, or say that it does not agree"))
    return found


def dispute_problems(receipt: Any, *, actor_id: int, words: str) -> Problems:
    """Whoever is said to have taken the item over says what does not agree."""
    found = _theirs(receipt, actor_id)
    if short(words, 10):
        found.append(("words", "Say in at least 10 characters what does not agree"))
    return found


def _theirs(receipt: Any, actor_id: int) -> Problems:
    return [] if receipt.person_id == actor_id else [(None, "Only the person who took it over can answer this")]


def resolve_problems(
    discrepancy: Any, *, actor_id: int, outcome: str, found_out: str, evidence: str, outcomes: Collection[str]
) -> Problems:
    """A discrepancy is resolved by another than who opened it, who says what was found out and what that rests on."""
    found: Problems = []
    if discrepancy.opened_by_id == actor_id:
        found.append((None, "Whoever recorded a discrepancy does not resolve it. A supervisor or another exhibits officer does"))
    if outcome not in outcomes:
        found.append(("outcome", "Choose what came of it"))
    if short(found_out, REASON):
        found.append(("found_out", f"Say in at least {REASON} characters what was found out"))
    if short(evidence, 5):
        found.append(("evidence", "Name what this rests on, such as a statement, a video or a file of the case"))
    return found
