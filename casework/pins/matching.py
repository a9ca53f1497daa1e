"""How like two people are by their names, other names and dates of birth, with the reasons in words that name nobody. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

# Below this a name is another name; two letters of a short name changed over still count as one slip.
LEAST_NAME = 0.72
LEAST_WITH_BIRTH = 0.6
LEAST = 55
NAME, BIRTH = 70, 30


@dataclass(frozen=True)
class Described:
    """A person as somebody wrote them down: the name first, then other names; the date of birth where it is known."""

    names: Sequence[str]
    born: date | None = None


@dataclass(frozen=True)
class Likeness:
    """0 to 100, and why."""

    score: int
    reasons: tuple[str, ...]


def plain(name: str) -> str:
    """Lower case, without accents, words apart by one space."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def compare(wanted: Described, known: Described) -> Likeness | None:
    """How like they are, or None when they are not worth a person's look."""
    best, words = _names(wanted, known)
    birth, about = _births(wanted.born, known.born)
    if best < (LEAST_WITH_BIRTH if birth == BIRTH else LEAST_NAME):
        return None
    score = round(NAME * best) + birth
    if score < LEAST:
        return None
    return Likeness(min(score, 100), tuple(part for part in (words, about) if part))


def _names(wanted: Described, known: Described) -> tuple[float, str]:
    best, words = 0.0, ""
    for n, one in enumerate(wanted.names):
        for m, other in enumerate(known.names):
            like, said = _pair(plain(one), plain(other))
            if like > best:
                best, words = like, said + (", by another name that one of them uses" if n or m else "")
    return best, words


def _pair(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0.0, ""
    if one == other:
        return 1.0, "The same name"
    slips = OSA.distance(one, other)
    like = 1 - slips / max(len(one), len(other))
    turned = " ".join(sorted(one.split())), " ".join(sorted(other.split()))
    if turned[0] == turned[1]:
        return 0.98, "The same names in another order"
    slips_turned = OSA.distance(*turned)
    if slips_turned < slips:
        slips, like = slips_turned, 1 - slips_turned / max(len(one), len(other))
    fewer, more = sorted((one.split(), other.split()), key=len)
    if len(fewer) >= 2 and len(more) > len(fewer) and fewer[0] == more[0] and fewer[-1] == more[-1]:
        return 0.95, "The same first and family name; one has a middle name"
    if like < LEAST_WITH_BIRTH:
        return like, ""
    return like, f"A name that differs by {'one letter' if slips == 1 else f'{slips} letters'}"


def _births(one: date | None, other: date | None) -> tuple[int, str]:
    if one is None or other is None:
        return 10, "A date of birth is missing, so it could not be compared"
    if one == other:
        return BIRTH, "The same date of birth"
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return 22, "The same date of birth with day and month changed over"
    if sum((one.day != other.day, one.month != other.month, one.year != other.year)) == 1:
        return 12, "A date of birth that differs in one part"
    return -25, "Another date of birth"
