"""The words by which an account shows what was done: cues in groups, each group with its weight. The words stand in `cues.toml`.

A cue is written as words; `*` stands for any ending, `|` between words for either, `..` for up to five words between, `@name` for any
word of a class, `#` for a number, `#+` for three or more. Shorthand is written out first. No group decides anything by itself, and no
cue by itself fills a group (see `weighing.py`).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Group:
    """Cues of one meaning. `code` is the letter of PHA 1997 s.2A(3) that they show, "" for none; `weight` what a full group counts.

    `words` says the group to a reader. `side` is "act", "mind" (how it was meant and taken) or "against" (another explanation).
    """

    key: str
    words: str
    side: str
    weight: float
    cues: tuple[str, ...]
    code: str = ""
    harmless: bool = False
    remote: bool = False


def _groups(data: dict[str, Any], side: str) -> tuple[Group, ...]:
    return tuple(Group(**(row | {"side": side, "cues": _cues(row["cues"])})) for row in data[side])


def _cues(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", " ").split(";") if part.strip())


_DATA = tomllib.loads((Path(__file__).parent / "cues.toml").read_text(encoding="utf-8"))
# Words that stand for one another in a cue, as the choices of one place.
CLASSES: dict[str, str] = {name: "|".join(words.split()) for name, words in _DATA["classes"].items()}
# Officers' shorthand and common slips: what is written -> what is read.
SHORTHAND: dict[str, str] = _DATA["shorthand"]
ACTS, MINDS, AGAINST = (_groups(_DATA, side) for side in ("act", "mind", "against"))
GROUPS: dict[str, Group] = {group.key: group for group in (*ACTS, *MINDS, *AGAINST)}
