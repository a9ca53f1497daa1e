"""Measuring how people are matched as they are named: for the command `benchmark`, and for a test on a few thousand people.

A line is a goal as in `measuring`: {id, ratio, target, better, samples, p50, p95, pages}, times in milliseconds.
"""

import random
import time
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from casework.people.matching import Named, ranked
from casework.people.models import Person
from casework.people.names import candidates

FIRST = 25
SAMPLES = 60


def lines(samples: int = SAMPLES) -> list[dict[str, Any]]:
    """The goals of matching on this database; nothing for one without people.

    `matching.recall`: the target of one typo, with its date of birth, among the first 25. `matching.to.key`: the names ranked against
    as many primary-key look-ups.
    """
    chance = random.Random(23)  # noqa: S311 - the same names each time
    people = _sample(samples, chance)
    if not people:
        return []
    typed = [mistyped(person.full_name, chance) for person in people]
    find, key = [], []
    for place, person in enumerate(people):
        find.append(_timed(lambda place=place, person=person: candidates(typed[place], [person.force_id], FIRST)))
        key.append(_timed(lambda person=person: Person.objects.get(pk=person.pk)))
    found = recall(people, chance)
    return [
        _line("matching.recall", found, 0.98, "higher", find),
        _line("matching.to.key", median(find) / median(key), 10, "lower", find),
    ]


def _sample(samples: int, chance: random.Random) -> list[Person]:
    ends = [Person.objects.order_by(by).values_list("pk", flat=True).first() for by in ("pk", "-pk")]
    if ends[0] is None or ends[1] is None:
        return []
    drawn = (Person.objects.filter(pk__gte=chance.randint(ends[0], ends[1]), unknown=False).order_by("pk").first() for _ in range(samples))
    return [person for person in drawn if person is not None and person.full_name]


def recall(people: Sequence[Person], chance: random.Random) -> float:
    """The share of these people who stand among the first 25 when their family name is typed with one slip and the birth date is known."""
    found = 0
    for person in people:
        named = Named(person.given_names, mistyped(person.family_name, chance), born=person.date_of_birth)
        found += person.pk in {one.person_id for one in ranked(named, [person.force_id], limit=FIRST)}
    return found / len(people)


def mistyped(name: str, chance: random.Random) -> str:
    """The name with one slip: two neighbouring letters changed over, one left out, one doubled, or another letter."""
    if len(name) < 3:
        return name
    place = chance.randrange(1, len(name) - 1)
    match chance.choice(("swap", "drop", "double", "other")):
        case "swap":
            return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]
        case "drop":
            return name[:place] + name[place + 1 :]
        case "double":
            return name[:place] + name[place] + name[place:]
    return name[:place] + chance.choice("aeinorst") + name[place + 1 :]


def _timed(act: Any) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _line(name: str, ratio: float, target: float, better: str, times: list[float]) -> dict[str, Any]:
    return {
        "id": name,
        "ratio": round(ratio, 3),
        "target": target,
        "better": better,
        "samples": len(times),
        "p50": round(median(times), 3),
        "p95": round(quantiles(times, n=20)[-1], 3),
        "pages": None,
    }
