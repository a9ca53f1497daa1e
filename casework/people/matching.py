"""Which known people may be the one just named: ranked by name, alias and date of birth, each with its reasons in words.

Within the forces given; no permission is asked here. What is known exactly and protected (a telephone number, a handle) comes in as
`exact`, from a look-up that did ask.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from casework.people.models import Alias, Person
from casework.people.names import MOST, asked, candidates

# How much a date of birth and an exact fact add to the likeness of a name, which is from 0 to 1.
SAME_BIRTH, OTHER_BIRTH, EXACT = 0.5, -0.25, 2.0
# Below this a name alone is no reason to ask; with the same date of birth a weaker one is.
LEAST, LEAST_WITH_BIRTH = 0.5, 0.3
FEW_ON_A_DAY = 500


@dataclass(frozen=True)
class Named:
    """What was typed about a person; anything may be missing."""

    given_names: str = ""
    family_name: str = ""
    other_name: str = ""
    born: date | None = None

    @property
    def full(self) -> str:
        """Names in order."""
        return " ".join(part for part in (self.given_names.strip(), self.family_name.strip()) if part)


@dataclass(frozen=True)
class Like:
    """A person who may be meant; the higher the score the likelier. `sure`: so like that a hidden case's list is told of it."""

    person_id: int
    score: float
    sure: bool = False


def plain(name: str) -> str:
    """As the database compares names, without asking it: lower case, no accents, one space between words."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", bare))


def ranked(named: Named, forces: Collection[int], *, exact: Collection[int] = (), limit: int = MOST) -> list[Like]:
    """Everybody of these forces who may be the one named, the likeliest first. `exact`: people found by an exact protected fact."""
    likeness: dict[int, float] = {}
    for text in (named.full, named.other_name):
        for person, like in candidates(text, forces) if text.strip() else ():
            likeness[person] = max(like, likeness.get(person, 0.0))
    births = dict(Person.objects.filter(pk__in=asked(likeness)).values_list("pk", "date_of_birth"))
    if named.born is not None:
        for person, given, family, born in _born_alike(named.born, forces):
            births[person] = born
            likeness.setdefault(person, ratio(f"{given} {family}".lower(), named.full.lower()) / 100 if named.full else LEAST_WITH_BIRTH)
    found = []
    for person in {*likeness, *exact}:
        like = likeness.get(person, 0.0)
        birth = _birth(named.born, births.get(person))
        if person not in exact and like < (LEAST_WITH_BIRTH if birth > 0 else LEAST):
            continue
        sure = person in exact or like > 0.999 or (like >= 0.85 and birth == SAME_BIRTH)
        found.append(Like(person, like + birth + (EXACT if person in exact else 0.0), sure))
    found.sort(key=lambda one: (-one.score, one.person_id))
    return found[:limit]


def _birth(typed: date | None, known: date | None) -> float:
    if typed is None or known is None:
        return 0.0
    if typed == known:
        return SAME_BIRTH
    return SAME_BIRTH / 2 if nearly(typed, known) else OTHER_BIRTH


def _born_alike(born: date, forces: Collection[int]) -> list[tuple[int, str, str, date | None]]:
    """People born on that day, or on the day that it is with day and month changed over."""
    days = [born]
    if born.day <= 12 and born.day != born.month:
        days.append(date(born.year, born.day, born.month))
    rows = Person.objects.filter(date_of_birth__in=days, force_id__in=forces, merged_into__isnull=True)
    return list(rows.values_list("pk", "given_names", "family_name", "date_of_birth")[:FEW_ON_A_DAY])


def nearly(one: date, other: date) -> bool:
    """Two days of birth that a slip of the pen makes out of each other: day and month changed over, or one figure."""
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return swapped or OSA.distance(one.strftime("%d%m%Y"), other.strftime("%d%m%Y")) == 1


def reasons(named: Named, person: Person, aliases: Sequence[str], exact: Sequence[str] = ()) -> tuple[str, ...]:
    """Why this person is suggested, in words: the protected facts that are the same, the name, the date of birth."""
    found = [f"Same {label.lower()} (protected)" for label in exact]
    name = _name_reason(named, person, aliases)
    if name:
        found.append(name)
    known = person.date_of_birth
    if named.born is not None and known is not None:
        if named.born == known:
            found.append("Same date of birth")
        elif (named.born.year, named.born.month, named.born.day) == (known.year, known.day, known.month):
            found.append("Date of birth the same with day and month changed over")
        elif nearly(named.born, known):
            found.append("Date of birth differs in one figure")
        else:
            found.append("Another date of birth")
    elif named.born is not None:
        found.append("Date of birth not known")
    return tuple(found)


def _name_reason(named: Named, person: Person, aliases: Sequence[str]) -> str:
    typed = [text for text in (plain(named.full), plain(named.other_name)) if text]
    known = plain(person.full_name)
    other = {plain(alias): alias for alias in aliases}
    if known in typed:
        return "Same name"
    for text in typed:
        if text in other:
            return f"Also known as “{other[text]}”"
    for text in typed:
        if sorted(text.split()) == sorted(known.split()):
            return "Same names in another order"
    close = [(OSA.distance(text, name), shown) for text in typed for name, shown in ((known, ""), *other.items())]
    distance, shown = min(close, default=(99, ""))
    where = f"Also known as “{shown}”: " if shown else "Name "
    if distance == 1:
        return f"{where}one letter different"
    if distance == 2 and len(known) > 5:
        return f"{where}two letters different"
    if named.family_name and plain(named.family_name) == plain(person.family_name):
        return "Same family name"
    return "The name sounds or reads alike" if typed else ""


def alias_names(people: Collection[int]) -> Mapping[int, list[str]]:
    """The other names of these people, by person."""
    found: dict[int, list[str]] = {}
    for person, name in Alias.objects.filter(person_id__in=asked(people)).order_by("pk").values_list("person_id", "name"):
        found.setdefault(person, []).append(name)
    return found


def worth_asking(named: Named, person: Person, aliases: Sequence[str], exact: Sequence[str] = ()) -> bool:
    """False for two people of one family name with plainly different first names and no other sign, so that nobody is asked in vain."""
    if exact or (named.born is not None and person.date_of_birth is not None and _birth(named.born, person.date_of_birth) > 0):
        return True
    if not named.given_names.strip() or not person.given_names:
        return True
    typed, known = plain(named.given_names), plain(person.given_names)
    firsts = ratio(typed, known) >= 50 or typed[:1] == known[:1]
    turned = ratio(plain(named.full), plain(f"{person.family_name} {person.given_names}")) >= 80
    texts = [text for text in (plain(named.full), plain(named.other_name)) if text]
    other = any(ratio(text, plain(name)) >= 80 for text in texts for name in (person.full_name, *aliases) if text != plain(named.full))
    return firsts or turned or other or any(ratio(plain(named.full), plain(alias)) >= 70 for alias in aliases)
