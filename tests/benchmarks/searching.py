"""A name with one letter wrong, in its force, against fetching a person by primary key; and how often the right one is found."""

import random
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from django.db import connection

from casework.people.matching import Named, ranked
from casework.people.models import Person
from casework.people.names import candidates
from tests.benchmarks.measuring import Line, NotHere, line, ratio, timed

SHOWN = 25


def measure(*, samples: int = 40) -> list[Line]:
    """Seeded people, their names mistyped at random in the same way each time."""
    chance = random.Random(7)
    ends = Person.objects.filter(force__code__startswith="seed")
    if not ends.exists():
        raise NotHere("no seeded people: run seed --cases 10000 first")
    low, high = ends.earliest("pk").pk, ends.latest("pk").pk
    people = [person for _ in range(samples) if (person := ends.filter(pk__gte=chance.randint(low, high)).order_by("pk").first())]
    typed = [mistyped(person.full_name, chance) for person in people]

    def find(number: int) -> list[tuple[int, float]]:
        place = number % len(people)
        return candidates(typed[place], [people[place].force_id], SHOWN)

    def fetch(number: int) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM casework_person WHERE id = %s", [people[number % len(people)].pk])
            return cursor.fetchone()

    times = timed({"typo": find, "key": lambda n: Person.objects.get(pk=people[n % len(people)].pk), "bare": fetch}, samples)
    recalled = 0
    for place, person in enumerate(people):
        names = set(Person.objects.filter(pk__in=[pk for pk, _ in find(place)]).values_list("given_names", "family_name"))
        recalled += (person.given_names, person.family_name) in names
    spread = quantiles(times["typo"], n=20)[-1] / median(times["typo"])
    return [
        line("search.typo.to.key", ratio(times, "typo", "key"), 10, "lower", times["typo"]),
        line("search.typo.to.bare.key", ratio(times, "typo", "bare"), None, "lower", times["bare"]),
        line("search.recall", recalled / len(people), 0.98, "higher", times["typo"]),
        line("search.named.recall", named_recall(people, chance), 0.98, "higher", times["typo"]),
        line("search.spread", spread, 3, "lower", times["typo"]),
    ]


def named_recall(people: Sequence[Person], chance: random.Random) -> float:
    """The share of these people who stand among the first 25 when the family name is mistyped in a report and the birth date is known."""
    found = 0
    for person in people:
        named = Named(person.given_names, mistyped(person.family_name, chance), born=person.date_of_birth)
        found += person.pk in {one.person_id for one in ranked(named, [person.force_id], limit=SHOWN)}
    return found / len(people)


def mistyped(name: str, chance: random.Random) -> str:
    """The name with two neighbouring letters changed over, one dropped, one doubled, or another in its place."""
    place = chance.randrange(1, max(2, len(name) - 1))
    match chance.choice(("swap", "drop", "double", "other")):
        case "swap":
            return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]
        case "drop":
            return name[:place] + name[place + 1 :]
        case "double":
            return name[:place] + name[place] + name[place:]
    return name[:place] + chance.choice("aeinorst") + name[place + 1 :]
