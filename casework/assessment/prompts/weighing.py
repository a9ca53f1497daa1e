"""Weighs a course of conduct. Pure: an account in, a sum with its parts out.

What was done counts (from the officer's letters and from the words), how it was meant and taken, and how the two people stand, less
what speaks for another explanation. Occasions of one pair repeat by themselves, whatever words are used. No single word carries a
pattern: one cue fills its group only in part, and `enough` asks whether the sum still stands without any one word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.assessment.prompts.lexicon import ACTS, AGAINST, GROUPS, MINDS
from casework.assessment.prompts.reading import by_group, cues_in

# What the whole must weigh for a course to be held up as possible stalking, and what an occasion can weigh at most.
ENOUGH, OCCASION_MOST, COURSE_MOST, COUNTED = 2.5, 3.0, 9.0, 4
# One account that tells of many occasions weighs more, and says so in several ways, before it counts as several.
AGAIN_IN_ONE, MORE_IN_ONE = 2, 0.3
# What it counts that two occasions or more hold no word of another explanation.
NOTHING_ELSE = 0.6
# How full a group is by the number of its cues in one account; the officer's own letter counts as one more.
FILLED = (0.0, 0.6, 0.9, 1.0)
AGAINST_FACTOR = 1.6
# How the two people stand, before anything was done (Home Office Counting Rules: between former partners, stalking first).
STANDING = {
    "EX_PARTNER": 1.5,
    "STRANGER": 0.7,
    "ONLINE_ONLY": 0.7,
    "UNKNOWN": 0.5,
    "ACQUAINTANCE": 0.5,
    "COLLEAGUE": 0.5,
    "PROFESSIONAL": 0.5,
    "POLICE": 0.7,
    "PARTNER": -0.5,
    "FAMILY": -0.3,
    "NEIGHBOUR": -0.3,
}
LETTERS = {group.code: group.key for group in reversed(ACTS) if group.code}
TICKED = "ticked"


@dataclass(frozen=True)
class Occasion:
    """One row of the chronology as the reader takes it. `key` tells it from the others; `acts` are the officer's letters."""

    at: datetime
    text: str
    acts: frozenset[str] = frozenset()
    key: int = 0
    fear: bool = False
    impacts: tuple[str, ...] = ()
    proxy: bool = False
    kind_words: str = ""


@dataclass(frozen=True)
class Account:
    """A course of conduct to be read. `relationship` is a code of cases.Relationship, `recorded` one of `kinds.Recorded`."""

    occasions: tuple[Occasion, ...]
    relationship: str = "UNKNOWN"
    recorded: str = ""
    effect: str = ""


Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Weighed:
    """An account weighed: the sum, its parts in words, and what was seen in each occasion (in order of time) and of its effect."""

    order: tuple[Occasion, ...]
    seen: tuple[Groups, ...]
    aftermath: Sequence[str]
    relationship: str
    total: float
    parts: Mapping[str, float]
    least: float

    @property
    def enough(self) -> bool:
        """Is it to be held up as possible stalking: on two occasions, or in one account that itself tells of many?"""
        if len(self.seen) >= 2:
            return self.least >= ENOUGH
        return bool(self.seen) and self.least >= ENOUGH + MORE_IN_ONE and len(self.words("again")) >= AGAIN_IN_ONE

    @property
    def strength(self) -> int:
        """For ranking: tenths of a point; 0 when it is not enough."""
        return max(1, round(self.total * 10)) if self.enough else 0

    def words(self, key: str) -> list[str]:
        """The words that showed a group, over all occasions and, for its effect, what the victim says of it."""
        found = [word for groups in self.seen for word in groups.get(key, ())]
        return found + list(self.aftermath) if key == "effect" else found

    def occasions_with(self, *keys: str) -> list[Occasion]:
        """The occasions in which any of these groups was seen."""
        return [one for one, groups in zip(self.order, self.seen, strict=True) if any(groups.get(key) for key in keys)]


def weigh(account: Account) -> Weighed:
    """Read every occasion and weigh the whole, and the whole without each word that carries something."""
    order = tuple(sorted(account.occasions, key=lambda one: (one.at, one.key)))
    seen = [_read(one) for one in order]
    aftermath = by_group(cues_in(account.effect)).get("effect", [])
    aftermath += [f"{TICKED} {impact.lower()}" for one in order for impact in one.impacts]
    parts = _parts(seen, aftermath, account.relationship)
    total = sum(parts.values())
    carrying = {
        word
        for groups in seen
        for key, found in groups.items()
        if GROUPS[key].side != "against"
        for cue in found
        if not cue.startswith(TICKED)
        for word in cue.split()
    } | {word for cue in aftermath if not cue.startswith(TICKED) for word in cue.split()}
    least = total
    for word in carrying:
        left = [{key: _without(found, word) for key, found in groups.items()} for groups in seen]
        least = min(least, sum(_parts(left, _without(aftermath, word), account.relationship).values()))
    return Weighed(order, tuple(seen), tuple(aftermath), account.relationship, total, parts, least)


def _read(one: Occasion) -> dict[str, list[str]]:
    groups = by_group(cues_in(f"{one.text} {one.kind_words}"))
    for letter in sorted(one.acts):
        if letter in LETTERS:
            groups.setdefault(LETTERS[letter], []).append(f"{TICKED} {letter}")
    if one.proxy:
        groups.setdefault("proxy", []).append(f"{TICKED} through someone else")
    if one.fear:
        groups.setdefault("threat", []).append(f"{TICKED} violence feared")
    return groups


def _without(cues: Sequence[str], word: str) -> list[str]:
    return [cue for cue in cues if cue.startswith(TICKED) or word not in cue.split()]


def _full(cues: int) -> float:
    return FILLED[min(cues, len(FILLED) - 1)]


def _parts(seen: Sequence[Groups], aftermath: Sequence[str], relationship: str) -> dict[str, float]:
    """What each part of an account counts, in words."""
    points = [min(OCCASION_MOST, sum(group.weight * _full(len(groups.get(group.key, ()))) for group in ACTS)) for groups in seen]
    parts = {"what was done": min(COURSE_MOST, sum(sorted(points, reverse=True)[:COUNTED]))}
    for group in MINDS:
        cues = sum(len(groups.get(group.key, ())) for groups in seen) + (len(aftermath) if group.key == "effect" else 0)
        if cues:
            parts[group.words] = group.weight * _full(cues)
    other = False
    for group in AGAINST:
        share = sum(_full(len(groups.get(group.key, ()))) for groups in seen)
        if share:
            other = True
            parts[group.words] = -group.weight * AGAINST_FACTOR * share / len(seen)
    if len(seen) >= 2 and not other:
        parts["no other explanation is seen"] = NOTHING_ELSE
    parts["how the two people stand"] = STANDING.get(relationship, 0.0)
    return parts
