"""Measurements of the lists and the search, as ratios that hold on any machine: variants in turn, equal results asked for first.

Each line of `run` is a goal: {id, ratio, target, better, samples, p50, p95, pages}; times in milliseconds, `pages` database pages touched.
"""

import random
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.db.models import Q

from casework.access.caseload import SIZE, caseload_page, statement
from casework.access.predicate import visible
from casework.cases.models import Case
from casework.people.models import Person
from casework.people.names import candidates
from casework.staff.models import RoleAssignment, User
from casework.worklists.plans import pages_and_discarded
from casework.worklists.workload.selectors import counted

SAMPLES = 40
Line = dict[str, Any]


def run() -> list[Line]:
    """Every goal that this database can answer; nothing for one without cases."""
    officers = [
        row.user for row in RoleAssignment.objects.filter(role="OFFICER", user__username__startswith="seed-").select_related("user")[:200]
    ]
    if not officers or not Case.objects.exists():
        return []
    return [*caseload(officers), *search(), *workload(officers[0])]


def line(name: str, ratio: float, target: float, better: str, times: list[float], pages: int | None = None) -> Line:
    """One goal; `better` says whether a lower or a higher ratio is better."""
    return {
        "id": name,
        "ratio": round(ratio, 3),
        "target": target,
        "better": better,
        "samples": len(times),
        "p50": round(median(times), 3) if times else None,
        "p95": round(quantiles(times, n=20)[-1], 3) if len(times) > 1 else None,
        "pages": pages,
    }


def timed(variants: dict[str, Callable[[int], object]], samples: int = SAMPLES) -> dict[str, list[float]]:
    """Milliseconds of each variant, run in turn after a warming round, so that a slow moment falls on all alike."""
    found: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(samples + 3):
        for name, act in variants.items():
            started = time.perf_counter()
            act(number)
            if number >= 3:
                found[name].append((time.perf_counter() - started) * 1000)
    return found


def caseload(officers: list[User]) -> list[Line]:
    """The page of an officer against the list without any permission and against one WHERE with OR."""
    plain = Case.objects.filter(is_open=True).order_by("next_deadline", "pk")
    one_where = {user.pk: visible(user).filter(is_open=True).order_by("next_deadline", "pk") for user in officers[:SAMPLES]}
    for user in officers[:5]:
        page = [case.pk for case in caseload_page(user, counted=False).rows]
        if page != [case.pk for case in one_where[user.pk][:SIZE]]:
            raise AssertionError("the page and the predicate differ: nothing is timed")

    def officer(number: int) -> User:
        return officers[number % min(SAMPLES, len(officers))]

    times = timed(
        {
            "page": lambda n: caseload_page(officer(n), counted=False).rows,
            "floor": lambda n: list(plain[: SIZE + 1]),
            "or": lambda n: list(visible(officer(n)).filter(is_open=True).order_by("next_deadline", "pk")[: SIZE + 1]),
        }
    )
    touched = [pages_and_discarded(*statement(user)) for user in officers[:20]]
    pages, discarded = max(found for found, _ in touched), max(found for _, found in touched)
    nobody = User(pk=0, username="nobody")
    empty = statement(nobody)
    return [
        line("caseload.pages", pages, 80, "lower", times["page"], pages),
        line("caseload.discarded", discarded, 60, "lower", times["page"], pages),
        line("caseload.pages.nobody", pages_and_discarded(*empty)[0] if empty[0] else 0, 80, "lower", []),
        line("caseload.to.floor", median(times["page"]) / median(times["floor"]), 4, "lower", times["page"], pages),
        # Among few cases one WHERE is as quick; the branches pay when there are many.
        line("caseload.one.where.to.page", median(times["or"]) / median(times["page"]), 0.5, "higher", times["or"]),
    ]


def search() -> list[Line]:
    """A name with one letter wrong, in its force, against fetching a person by primary key; and how often the right one is found."""
    chance = random.Random(7)  # noqa: S311 - the same names each time
    low = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
    high = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    people = [person for _ in range(SAMPLES) if (person := Person.objects.filter(pk__gte=chance.randint(low, high)).order_by("pk").first())]
    typed = [_mistyped(person.full_name, chance) for person in people]

    def find(number: int) -> list[tuple[int, float]]:
        place = number % len(people)
        return candidates(typed[place], [people[place].force_id], 25)

    times = timed({"typo": find, "key": lambda n: Person.objects.get(pk=people[n % len(people)].pk)})
    recalled = 0
    for place, person in enumerate(people):
        names = set(Person.objects.filter(pk__in=[pk for pk, _ in find(place)]).values_list("given_names", "family_name"))
        recalled += (person.given_names, person.family_name) in names
    ratio = median(times["typo"]) / median(times["key"])
    spread = quantiles(times["typo"], n=20)[-1] / median(times["typo"])
    return [
        line("search.typo.to.key", ratio, 10, "lower", times["typo"]),
        line("search.recall", recalled / len(people), 0.98, "higher", times["typo"]),
        line("search.spread", spread, 3, "lower", times["typo"]),
    ]


def _mistyped(name: str, chance: random.Random) -> str:
    """The name with two neighbouring letters changed over, one dropped or one doubled."""
    place = chance.randrange(1, max(2, len(name) - 1))
    kind = chance.choice(("swap", "drop", "double"))
    if kind == "swap":
        return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]
    return name[:place] + name[place + 1 :] if kind == "drop" else name[:place] + name[place] + name[place:]


def workload(officer: User) -> list[Line]:
    """One force by unit, live, against a bare count of the same cases."""
    wanted = Case.objects.filter(Q(force_id=officer.force_id), is_open=True)
    times = timed({"units": lambda n: counted(wanted, "unit_id"), "count": lambda n: wanted.count()}, 15)
    total = sum(row["cases"] for row in counted(wanted, "unit_id").values())
    if total != wanted.count():
        raise AssertionError("the figures differ from a recount: nothing is timed")
    return [line("workload.to.count", median(times["units"]) / median(times["count"]), 20, "lower", times["units"])]


def size() -> int:
    """How many cases there are, roughly, from the planner's own count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'casework_case'::regclass")
        return int(cursor.fetchone()[0])
