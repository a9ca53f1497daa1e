"""Reads an account: which cues of the lexicon stand in it. Pure; the same text always gives the same answer.

Shorthand is written out, endings are ignored where a cue says so, and a long word with one slip in it still counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from casework.assessment.prompts.lexicon import CLASSES, GROUPS, SHORTHAND

# Words of at least this length may hold one slip; shorter ones would turn into others.
SLIP_FROM = 6
_WORD = re.compile(r"£?[a-z0-9][a-z0-9'/.£-]*", re.IGNORECASE)
_GAP = r"(?:\S+ ){0,5}?"
_NO = ("no", "not", "never", "without", "denies", "denied", "nothing", "nor")
# What says the contrary when one of these words stands just before it.
_TURNS = {"threat", "effect", "fixed"}


@dataclass(frozen=True)
class Cue:
    """A cue seen in an account: its group and the words that showed it, those of the lexicon alone.

    What stands between them is left out ("…"): it may be a name or an address.
    """

    group: str
    words: str


def tidy_words(text: str) -> list[str]:
    """The words of an account in lower case, shorthand written out, slips in long words mended, apostrophes dropped."""
    found: list[str] = []
    for raw in _WORD.findall(text.lower().replace("’", "'")):
        word = raw.strip("'.-/£") if raw not in SHORTHAND else raw
        word = SHORTHAND.get(word, word)
        for part in word.split():
            plain = part.replace("'", "")
            if plain:
                found.append(_mended(plain))
    return found


def _spread(cue: str) -> str:
    """A cue with its classes written out."""
    return re.sub(r"@(\w+)", lambda found: CLASSES[found[1]], cue)


@cache
def _stock() -> tuple[frozenset[str], frozenset[str]]:
    """(every whole word, every stem) of the lexicon."""
    words: set[str] = set()
    stems: set[str] = set()
    for group in GROUPS.values():
        for cue in group.cues:
            for part in re.split(r"[ |]+", _spread(cue)):
                if part.endswith("*"):
                    stems.add(part[:-1])
                elif part.isalpha():
                    words.add(part)
    return frozenset(words), frozenset(stems)


@cache
def _vocabulary() -> tuple[frozenset[str], tuple[str, ...]]:
    """(every whole word of the lexicon, those long enough to be written with a slip)."""
    words, stems = _stock()
    return words, tuple(sorted(word for word in words | stems if len(word) >= SLIP_FROM))


@cache
def _mended(word: str) -> str:
    """The word of the lexicon that this one is, written with one slip; else the word itself."""
    known, long = _vocabulary()
    if word in known or len(word) < SLIP_FROM or not word.isalpha() or any(word.startswith(stem) for stem in long):
        return word
    for other in long:
        if other[0] == word[0] and abs(len(other) - len(word)) <= 1 and OSA.distance(word, other, score_cutoff=1) <= 1:
            return other
    return word


def _token(text: str) -> str:
    """One place of a cue as a pattern: words to choose from, each whole or open at its end."""
    options = []
    for option in text.split("|"):
        if option == "#":
            options.append(r"\d+")
        elif option == "#+":
            options.append(
                r"(?:\d{2,}|[3-9]|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|numerous|multiple|several|countless)"
            )
        elif option.startswith("#"):
            options.append(r"\d+" + re.escape(option[1:]))
        else:
            plain = option.replace("'", "")
            options.append(re.escape(plain[:-1]) + r"\S*" if plain.endswith("*") else re.escape(plain))
    return "(?:" + "|".join(options) + ")"


_ENDING = re.compile(
    r"(?:s|es|d|ed|ied|ies|y|ly|r|er|ers|ing|ting|ping|ning|ted|ped|n|en|ion|ions|ation|ations|ment|ments|ive|ance|ence|al)?$"
)


@cache
def _shown(word: str) -> str:
    """A word of the account as it may stand in a reason: whole with a common ending, else its stem. A name may begin like a stem."""
    words, stems = _stock()
    if word in words or not word.isalpha():
        return word
    stem = max((one for one in stems if word.startswith(one)), key=len, default="")
    return word if _ENDING.match(word[len(stem) :]) else f"{stem}…"


@dataclass(frozen=True)
class _Pattern:
    """A cue made ready: its group, its pattern over words parted by one space with a part for each place, and where gaps are."""

    group: str
    regex: re.Pattern[str]
    gaps: tuple[bool, ...]

    def words(self, match: re.Match[str]) -> str:
        """The words of the cue itself."""
        said = [("… " if gap else "") + _shown(part.strip()) for gap, part in zip(self.gaps, match.groups(), strict=True)]
        return " ".join(said)


@cache
def _patterns() -> tuple[dict[str, tuple[_Pattern, ...]], dict[str, tuple[tuple[str, _Pattern], ...]], tuple[_Pattern, ...]]:
    """Every cue by its first word, by its first stem (under the stem's first two letters), and those that begin with a number."""
    whole: dict[str, list[_Pattern]] = {}
    stems: dict[str, list[tuple[str, _Pattern]]] = {}
    numbers: list[_Pattern] = []
    for group in GROUPS.values():
        for cue in group.cues:
            places = [part for part in _spread(cue).split(" ") if part]
            regex = "".join(_GAP if place == ".." else f"({_token(place)} )" for place in places)
            gaps = tuple(places[at - 1] == ".." if at else False for at, place in enumerate(places) if place != "..")
            made = _Pattern(group.key, re.compile(regex), gaps)
            for option in dict.fromkeys(places[0].replace("'", "").split("|")):
                if option.startswith("#"):
                    numbers.append(made)
                elif option.endswith("*"):
                    stems.setdefault(option[:2], []).append((option[:-1], made))
                else:
                    whole.setdefault(option, []).append(made)
    return {k: tuple(v) for k, v in whole.items()}, {k: tuple(v) for k, v in stems.items()}, tuple(numbers)


_NUMBER = re.compile(r"\d|(?:three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|numerous|multiple|several|countless)$")


def cues_in(text: str) -> list[Cue]:
    """Every cue that stands in the account, in the order of the text; of those of one group that overlap, the longest from the left."""
    words = tidy_words(text)
    line = " ".join(words) + " "
    whole, stems, numbers = _patterns()
    found: list[Cue] = []
    reached: dict[str, int] = {}
    place = 0
    for at, word in enumerate(words):
        near = [*whole.get(word, ()), *(made for stem, made in stems.get(word[:2], ()) if word.startswith(stem))]
        if _NUMBER.match(word):
            near += numbers
        longest: dict[str, tuple[int, str]] = {}
        for made in near:
            if place < reached.get(made.group, 0):
                continue
            match = made.regex.match(line, place)
            if match:
                longest[made.group] = max(longest.get(made.group, (0, "")), (match.end(), made.words(match)))
        for group, (end, said) in longest.items():
            if group in _TURNS and _denied(words[max(0, at - 2) : at]):
                continue
            reached[group] = end
            found.append(Cue(group, said))
        place += len(word) + 1
    return found


def _denied(before: list[str]) -> bool:
    return any(word in _NO or word in ("didnt", "doesnt", "isnt", "wasnt", "arent") for word in before)


def by_group(cues: Iterable[Cue]) -> dict[str, list[str]]:
    """Group -> the words that showed it, in order."""
    made: dict[str, list[str]] = {}
    for cue in cues:
        made.setdefault(cue.group, []).append(cue.words)
    return made
