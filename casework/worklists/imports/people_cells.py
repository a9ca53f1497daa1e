"""Reading people as old registers write them: several in one cell, with other names and dates of birth, family name first or last. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from casework.worklists.imports import days
from casework.worklists.imports.cells import PLACEHOLDERS

# Nobody who was given a notice is younger than this makes them.
BORN_PIVOT = 12
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "master"})
UNKNOWN = PLACEHOLDERS | {"not known", "n/k", "nk", "anon", "anonymous", "withheld", "not recorded"}
_DAY = (
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s\-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\-]+(?:\d{4}|\d{2}))"
)
_BORN = re.compile(
    rf"[\(\[,;\s\-]*(?:d\.?\s?o\.?\s?b\.?|born|b\.|b(?=\s?\d)|date of birth)?\s*[:\-]?\s*(?P<day>{_DAY})\s*[\)\]]?", re.IGNORECASE
)
_ALIAS = re.compile(
    r"[\(\[,;\s]*\b(?:a\.?\s?/?k\.?\s?/?a\.?|alias(?:es)?|also known as|known as|formerly|n[eé]e|f/?k/?a|@)(?=[\s:.])[\s:.]*"
    r"(?P<names>[^()\[\];\n]+)[\)\]]?",
    re.IGNORECASE,
)
_AT = re.compile(r"\s@\s*(?P<names>[^()\[\];\n@]+)")
_CALLED = re.compile(r"[\"“”‘’']([^\"“”‘’']{2,40})[\"“”‘’'](?=\s|$|\))")
_AGE = re.compile(r"[\(\[]\s*\d{1,3}\s*[\)\]]|[\(\[]?\s*(?:aged?\s*\d{1,3}|\d{1,3}\s*(?:yrs?|years?)(?: old)?)\s*[\)\]]?", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n|]+")
_AND = re.compile(r"\s+(?:and|&|\+)\s+", re.IGNORECASE)


@dataclass
class Person:
    """One person as the cell names them; `doubts` are sentences without the name."""

    given_names: str = ""
    family_name: str = ""
    born: date | None = None
    aliases: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Is there any name?"""
        return bool(self.given_names or self.family_name)


def read_people(text: str) -> list[Person]:
    """Everyone whom a cell names, in its order; empty where it says that nobody is known."""
    if text.strip().lower() in UNKNOWN:
        return []
    found: list[Person] = []
    for part in _parts(text):
        person = _person(part)
        if person.named:
            found.append(person)
        elif found:
            # "Callum Rudd; aka Cal; 02/04/1988": what names nobody belongs to the person before it.
            last = found[-1]
            last.aliases += [alias for alias in person.aliases if alias not in last.aliases]
            last.born = last.born or person.born
            last.doubts += person.doubts
    return found


def _parts(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        halves = _AND.split(part)
        if len(halves) > 1 and all(len(_bare(half).split()) >= 2 for half in halves) and not _ALIAS.search(part):
            yield from halves
        elif part.strip():
            yield part


def _bare(text: str) -> str:
    """A part of a cell without what is no name."""
    for pattern in (_ALIAS, _AT, _BORN, _AGE, _CALLED):
        text = pattern.sub(" ", text)
    return " ".join(re.sub(r"[()\[\]]", " ", text).split())


def _person(text: str) -> Person:
    person = Person()
    text = f" {text.strip()} "
    if (found := _BORN.search(text)) and (reading := days.read(found["day"], BORN_PIVOT)):
        person.born = reading.day
        if reading.short_year:
            person.doubts.append("The year of birth has two figures only.")
        if reading.order == days.MONTH_FIRST:
            person.doubts.append("The date of birth can only be read with the month first.")
        text = text[: found.start()] + " " + text[found.end() :]
    for pattern in (_ALIAS, _AT):
        while found := pattern.search(text):
            person.aliases += [alias for name in re.split(r"[,/]|\s+or\s+", found["names"]) if (alias := _name(name))]
            text = text[: found.start()] + " " + text[found.end() :]
    for found in _CALLED.finditer(text):
        person.aliases.append(_name(found[1]))
    text = _AGE.sub(" ", _CALLED.sub(" ", text))
    inside = re.findall(r"[\(\[]([^)\]]*)[\)\]]", text)
    text = " ".join(re.sub(r"[\(\[][^)\]]*[\)\]]?", " ", text).replace("]", " ").replace(")", " ").split()).strip(" ,.-/")
    if any(words.strip() for words in inside):
        person.doubts.append("Something stands in brackets after the name that is neither a date nor another name; it was left out.")
    if re.search(r"\d", text):
        person.doubts.append("There are figures in the name; they were left out.")
        text = " ".join(re.sub(r"\S*\d\S*", " ", text).split()).strip(" ,.-/")
    if _AND.search(f" {text} "):
        person.doubts.append("The cell may name two people.")
    person.given_names, person.family_name, turned = _split(text)
    if turned:
        person.doubts.append(turned)
    person.aliases = [alias for alias in dict.fromkeys(person.aliases) if alias]
    return person


def _name(text: str) -> str:
    words = [word for word in text.strip(" ,.'\"“”‘’-").split() if word.lower().rstrip(".") not in TITLES]
    return _cased(" ".join(words))


def _split(text: str) -> tuple[str, str, str]:
    """(given names, family name, what is doubtful about which is which)."""
    if "," in text:
        family, _, given = text.partition(",")
        return _name(given.replace(",", " "))[:120], _name(family)[:120], ""
    words = [word for word in text.split() if word.lower().rstrip(".") not in TITLES]
    if not words:
        return "", "", ""
    if len(words) == 1:
        return "", _cased(words[0])[:120], "There is one name only; it was taken as the family name."
    loud = [word for word in words if len(word) > 1 and sum(char.islower() for char in word) <= (1 if len(word) > 3 else 0)]
    if loud and len(loud) < len(words):
        quiet = [word for word in words if word not in loud]
        return _cased(" ".join(quiet))[:120], _cased(" ".join(loud))[:120], ""
    return _cased(" ".join(words[:-1]))[:120], _cased(words[-1])[:120], ""


def _cased(text: str) -> str:
    """RUDD and rudd become Rudd; McAllister, O'Neill and van der Berg stay as they are."""
    return " ".join(_word(word) for word in text.split())


def _word(word: str) -> str:
    if word.startswith("Mc") and word[2:].isupper() and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    if (
        len(word) < 2
        or not (word.isupper() or word.islower())
        or word.lower() in {"van", "von", "de", "der", "den", "la", "le", "al", "bin", "ibn"}
    ):
        return word if not word.isupper() or len(word) < 2 else word.capitalize()
    made = "".join(part.capitalize() for part in re.split(r"([\-'’])", word))
    return re.sub(r"^Mc([a-z])", lambda found: "Mc" + found[1].upper(), made)
