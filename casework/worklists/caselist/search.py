"""Search: a reference, an exact telephone or the like for those who may reveal, or a name that may be mistyped. Only what the reader's
caseload holds is found; a match in a hidden case changes nothing on the page and is told to that case's list."""

import re
from dataclasses import dataclass, field
from typing import Any

from casework.access.facts import holders, look_up
from casework.access.hidden import note_matches
from casework.access.predicate import SEEING, holds, predicate, visible
from casework.access.scope import scope
from casework.access.several import unmasked
from casework.audit.record import digest, viewed
from casework.cases.models import Case, CaseParty
from casework.people.models import FactKind
from casework.people.names import asked, candidates
from casework.people.normal import POSTCODE

MOST = 50
SAME = 0.999
REFERENCE = re.compile(r"^(?:STK)?[-/ ]*((?:19|20)\d\d)[-/ ]+0*(\d{1,6})$", re.IGNORECASE)
NUMBER = re.compile(r"^\+?[\d ()./-]{6,20}$")
MARK = re.compile(r"^[A-Z]{1,3}\d[A-Z0-9 ]{2,6}$", re.IGNORECASE)


@dataclass
class Found:
    """Cases found, best first, with why each was; `more`: there are others beyond the first 50."""

    cases: list[Case] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)
    more: bool = False


def search(user: Any, text: str) -> Found:
    """What the text finds for this reader. Writes the SEARCH event: a digest of the text and the ids shown."""
    text = " ".join(text.split())
    found = Found()
    if text:
        reference = REFERENCE.match(text)
        if reference:
            found = _by_reference(user, f"STK-{reference[1]}-{int(reference[2]):06d}")
        else:
            kinds = _fact_kinds(text)
            found = _by_fact(user, text, kinds) if kinds else Found()
            if not found.cases and "@" not in text and not NUMBER.match(text):
                found = _by_name(user, text)
    viewed("SEARCH", actor=user, action="case.list", object_type="case", term=digest(text.lower()), ids=[case.pk for case in found.cases])
    return found


def _by_reference(user: Any, reference: str) -> Found:
    return Found(list(visible(user).filter(reference=reference)))


def _fact_kinds(text: str) -> tuple[str, ...]:
    """What sort of protected fact the text may be."""
    if "@" in text:
        return (FactKind.EMAIL, FactKind.HANDLE) if not text.startswith("@") else (FactKind.HANDLE,)
    if NUMBER.match(text) and sum(char.isdigit() for char in text) >= 6:
        return (FactKind.TELEPHONE,)
    if POSTCODE.search(text):
        return (FactKind.HOME,)
    if MARK.match(text) and any(char.isdigit() for char in text):
        return (FactKind.VEHICLE,)
    return ()


def _by_fact(user: Any, text: str, kinds: tuple[str, ...]) -> Found:
    """By blind index; a reader who may reveal nothing anywhere finds nothing, and hidden lists are told either way."""
    if not holds(user, "fact.reveal"):
        return Found()
    everyone = {person for people in holders(text, kinds=kinds).values() for person in people}
    allowed = {person for people in look_up(user, text, kinds=kinds).values() for person in people}
    note_matches(user, everyone)
    rows = visible(user, "fact.reveal").filter(parties__person_id__in=asked(allowed)).distinct().order_by("-pk")[: MOST + 1]
    cases = list(rows)
    label = "Address or postcode" if FactKind.HOME in kinds else " or ".join(FactKind(kind).label.lower() for kind in kinds).capitalize()
    return Found(cases[:MOST], {case.pk: f"{label} of a party (protected)" for case in cases}, len(cases) > MOST)


def _by_name(user: Any, text: str) -> Found:
    """By likeness and sound, in the reader's forces, only through roles that see names."""
    now = scope(user)
    ranked = candidates(text, now.forces())
    likeness = dict(ranked)
    note_matches(user, [person for person, like in ranked if like >= SAME])
    parts = list(
        CaseParty.objects.filter(
            person_id__in=asked(likeness),
            case__in=Case.objects.filter(predicate(now, *SEEING)).annotate(named=unmasked(user, "case.view")).filter(named=True),
        ).select_related("person", "case")
    )
    parts.sort(key=lambda part: (-likeness[part.person_id], not part.case.is_open, -part.case_id, part.pk))
    found = Found()
    for part in parts:
        if part.case_id in found.why:
            continue
        if len(found.cases) == MOST:
            found.more = True
            break
        found.cases.append(part.case)
        found.why[part.case_id] = (
            "" if part.case.restricted else f"{part.get_role_display()}: {_shown(part, text, likeness[part.person_id])}"
        )
    return found


def _shown(part: CaseParty, text: str, like: float) -> str:
    name = part.person.full_name
    return name if like >= SAME else f"{name} (like “{text}”)"
