"""Which column of an unknown file holds which field of a legacy notice: by its heading, else by what stands in it. Pure.

A person sees the proposal, changes it where it is wrong, and it is kept for the force's next file.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from casework.worklists.imports import days
from casework.worklists.imports.files import Table
from casework.worklists.imports.pin_words import KINDS, YES_NO, words_of

SAMPLE = 400
# The column of reasons in a file of refused rows that comes back mended.
REASON = "Reason refused"
SURE, LIKE = 100, 86


@dataclass(frozen=True)
class Field:
    """A field of the register: its words for people, the headings under which old systems keep it, and what its cells must look like."""

    label: str
    headings: tuple[str, ...]
    holds: str = ""


_DATA = Path(__file__).with_name("pin_columns.toml")
FIELDS: dict[str, Field] = {
    name: Field(each["label"], tuple(each["headings"]), each.get("holds", ""))
    for name, each in tomllib.loads(_DATA.read_text("utf-8")).items()
}
NAMES = ("recipient", "recipient_family_name")
SHORT = {"reference": "source_reference", "ref": "source_reference", "system": "source_system", "type": "kind", "issued": "issued_on",
         "served": "served_on", "officer": "issuing_officer", "collar": "issuing_collar", "dob": "recipient_date_of_birth",
         "aliases": "recipient_aliases", "crime": "linked_crime", "vulnerability": "recipient_vulnerability", "status": "source_status",
         "scan": "text_reference", "course": "course_alleged"}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """The column proposed for a field, and why in words."""

    column: str
    why: str


@dataclass(frozen=True)
class Profile:
    """What stands in a column: shares of its filled cells, the middle year of its dates, and how long its texts are."""

    filled: int
    dates: float = 0.0
    year: int = 0
    kinds: float = 0.0
    yes_no: float = 0.0
    people: float = 0.0
    born: float = 0.0
    codes: float = 0.0
    collars: float = 0.0
    crimes: float = 0.0
    unlike: float = 0.0
    words: float = 0.0
    letters: float = 0.0


def propose(table: Table, kept: Mapping[str, str] | None = None) -> dict[str, Guess]:
    """A column for each field that can be told: kept from last time, by the heading, by likeness of the heading, by the contents."""
    profiles = {name: profile([row[name] for _, row in table.rows[:SAMPLE]]) for name in table.headings}
    found: dict[str, Guess] = {}
    free = [name for name in table.headings if name != REASON]

    def take(field: str, column: str, why: str) -> None:
        found[field] = Guess(column, why)
        free.remove(column)

    for field, column in (kept or {}).items():
        if field in FIELDS and column in free:
            take(field, column, "as last time")
    ranked = sorted(
        (
            (-score, place, n, field, column)
            for place, field in enumerate(FIELDS)
            for n, column in enumerate(table.headings)
            if (score := _likeness(field, column)) >= LIKE
        )
    )
    # Those whose cells fit come first; a file of refused rows may hold nothing but dates that cannot be read.
    for fitting in (True, False):
        for score, _, _, field, column in ranked:
            if field in found or column not in free or _fits(FIELDS[field], profiles[column]) != fitting:
                continue
            if fitting or -score >= SURE:
                take(field, column, "its heading says so" if -score >= SURE else "its heading is like it")
    _whole_or_parts(found, free)
    for field, column, why in _by_contents(found, free, profiles):
        if field not in found and column in free:
            take(field, column, why)
    return found


def _likeness(field: str, column: str) -> float:
    """How like a heading is to the field's own: 100 for one of them (more for a longer one), less for a slip of the pen."""
    heading = words_of(column)
    best = 0.0
    for known in FIELDS[field].headings:
        if heading == known:
            return SURE + len(known) / 100
        if len(known.split()) > 1 and set(known.split()) <= set(heading.split()):
            best = max(best, 95 + len(known) / 100)
        elif len(heading) >= 5 and len(known) >= 5:
            best = max(best, min(float(fuzz.ratio(heading, known)), 94.0))
    return best


def _fits(field: Field, seen: Profile) -> bool:
    """Could this column hold it at all?"""
    if not seen.filled:
        return True
    if field.holds == "date":
        return seen.dates >= 0.4
    if field.holds == "yes or no":
        return seen.yes_no >= 0.5
    return not (field.holds == "text" and seen.dates >= 0.8)


def _whole_or_parts(found: dict[str, Guess], free: list[str]) -> None:
    """A recipient is one column or two: first names alone are no use, and "name" gives way to a family name beside it."""
    if "recipient_family_name" in found and "recipient" in found and "recipient_given_names" in found:
        free.append(found.pop("recipient").column)
    if "recipient_family_name" in found and "recipient" not in found and "recipient_given_names" not in found:
        found["recipient"] = found.pop("recipient_family_name")


def _by_contents(found: Mapping[str, Guess], free: Sequence[str], profiles: Mapping[str, Profile]) -> list[tuple[str, str, str]]:
    """(field, column, why) for columns whose heading says nothing, the surest first."""
    seen = {name: profiles[name] for name in free if profiles[name].filled}
    guesses: list[tuple[str, str, str]] = []
    guesses += [("kind", name, "it holds names of notices") for name, each in seen.items() if each.kinds >= 0.6]
    dated = sorted(((each.year, place, name) for place, (name, each) in enumerate(seen.items()) if each.dates >= 0.6))
    born = [name for year, _, name in dated if year < 1996]
    later = [name for year, _, name in dated if year >= 1996]
    if "issued_on" in found:
        guesses += [("served_on", name, "it holds dates of the same years") for name in later]
    else:
        guesses += [("issued_on", name, f"it holds dates of about {seen[name].year}") for name in later[:1]]
        guesses += [("served_on", name, "it holds dates of the same years") for name in later[1:2]]
    guesses += [("recipient_date_of_birth", name, "it holds dates that may be of birth") for name in born[:1]]
    people = sorted((name for name, each in seen.items() if each.people >= 0.6 and each.words < 8), key=lambda name: -seen[name].born)
    if not any(name in found for name in NAMES):
        guesses += [
            ("recipient", name, "it holds names" + (" with dates of birth" if seen[name].born > 0.1 else "")) for name in people[:1]
        ]
        people = people[1:]
    guesses += [("complainant", name, "it holds names") for name in people[:1]]
    guesses += [("linked_crime", name, "it holds references like those of crimes") for name, each in seen.items() if each.crimes >= 0.6]
    long = sorted((name for name, each in seen.items() if each.words >= 5), key=lambda name: -seen[name].words)
    guesses += [("conduct", name, "it holds sentences") for name in long[:1]]
    coded = sorted((name for name, each in seen.items() if each.codes >= 0.9 and each.unlike >= 0.99), key=lambda name: -seen[name].letters)
    guesses += [("source_reference", name, "every cell is another code") for name in coded[:1]]
    guesses += [("issuing_collar", name, "it holds short numbers") for name, each in seen.items() if each.collars >= 0.8]
    return guesses


_CODE = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9/\-_.#]{1,29}$")
_COLLAR = re.compile(r"^(?:[A-Z]{1,2} ?)?\d{2,6}[A-Z]?$")
_CRIME = re.compile(r"^(?=[^/]*\d)\d{0,3}[A-Z]{0,3}\d*[A-Z]?/\d+[A-Z]?(?:/\d+)?$|^\d{8,11}(?:/\d{2})?$|^CR[\-/ ]?\d+")
_PERSON = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’.\-])*(?:[ ,@/]+[^\W\d_](?:[^\W\d_]|['’.\-])*){1,5}[ ,.]*$")
_BORN = re.compile(r"\b(?:d\.?o\.?b|born|aka|a\.k\.a|alias)\b|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", re.IGNORECASE)


def profile(cells: Sequence[str]) -> Profile:
    """What stands in a column's first cells."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return Profile(0)
    whole = len(filled)
    read = [reading.day.year for cell in filled if (reading := days.read(cell)) is not None and 1900 <= reading.day.year <= 2100]

    def share(matching: Sequence[object]) -> float:
        return len(matching) / whole

    bare = [re.sub(r"[;(\[].*|\bd\.?o\.?b.*|\baka\b.*|\d.*", "", cell, flags=re.IGNORECASE).strip() for cell in filled]
    return Profile(
        filled=whole,
        dates=share(read),
        year=sorted(read)[len(read) // 2] if read else 0,
        kinds=share([cell for cell in filled if words_of(cell) in KINDS]),
        yes_no=share([cell for cell in filled if cell.strip().lower() in YES_NO]),
        people=share(
            [cell for cell, name in zip(filled, bare, strict=True) if _PERSON.match(name) or (_PERSON.match(cell) and len(cell) < 60)]
        ),
        born=share([cell for cell in filled if _BORN.search(cell) and not days.read(cell)]),
        codes=share([cell for cell in filled if _CODE.match(cell) and not days.read(cell)]),
        collars=share([cell for cell in filled if _COLLAR.match(cell)]),
        crimes=share([cell for cell in filled if _CRIME.match(cell) and not days.read(cell)]),
        unlike=len(set(filled)) / whole,
        words=sum(len(cell.split()) for cell in filled) / whole,
        letters=sum(len(cell) for cell in filled) / whole,
    )


def field_called(text: str) -> str | None:
    """The field that somebody names on a command: "issued_on", "Issued-On", or one of its short names."""
    name = re.sub(r"[\s\-]+", "_", text.strip().lower())
    return name if name in FIELDS else SHORT.get(name)


def missing(mapping: Mapping[str, str]) -> list[str]:
    """What no import can do without, in words."""
    found = [] if "issued_on" in mapping else ["the day on which each notice was issued"]
    return found if any(name in mapping for name in NAMES) else [*found, "its recipient"]
