"""Two versions of a record side by side, with the words that differ marked."""

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from casework.pages import dates


@dataclass(frozen=True)
class Row:
    """One field of two versions; the markup marks taken-out and added words with <del> and <ins>."""

    label: str
    before: Markup
    after: Markup
    same: bool


def rows(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str] | None = None) -> list[Row]:
    """A row for each field that either version has, in the order of the labels; the version number itself is left out."""
    labels = labels or {}
    names = [name for name in labels if name in before or name in after]
    names += [name for name in [*before, *after] if name not in names and name not in ("version", "csrfmiddlewaretoken")]
    made = []
    for name in dict.fromkeys(names):
        if name == "version":
            continue
        old, new = shown(before.get(name)), shown(after.get(name))
        left, right = marked(old, new)
        made.append(Row(labels.get(name, name.replace("_", " ").capitalize()), left, right, old == new))
    return made


def shown(value: Any) -> str:
    """A value as a reader knows it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime | dt.date):
        return dates.when(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(shown(one) for one in value) or "nothing"
    return str(value)


def marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Both texts with their differences marked, word by word."""
    left, right = _words(old), _words(new)
    made_left, made_right = Markup(), Markup()
    for tag, from_left, to_left, from_right, to_right in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        one, two = "".join(left[from_left:to_left]), "".join(right[from_right:to_right])
        if tag == "equal":
            made_left += one
            made_right += two
            continue
        if one:
            made_left += Markup("<del>{}</del>").format(one)
        if two:
            made_right += Markup("<ins>{}</ins>").format(two)
    return made_left, made_right


def _words(text: str) -> list[str]:
    """Words, each with the space after it."""
    words: list[str] = []
    for piece in text.splitlines(keepends=True):
        parts = piece.split(" ")
        words += [part + " " for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    return words
