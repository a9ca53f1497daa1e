"""Invented cases in great numbers, by COPY, for measuring. Only where no real person works; every account is a demonstration account.

A team for each thousand cases, twenty officers a team, forty teams a force at most 42 forces; six in ten cases are open, one in a hundred
is restricted. Dates come from the law, a few dozen answers dealt out over all cases.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import connection, models, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from casework.cases.flow import INVESTIGATING
from casework.cases.models import NO_DATE, Case, CaseParty, Grade, PartyRole, Relationship
from casework.clocks.models import Clock
from casework.law.engine import Result, compute
from casework.law.spans import days_from, start_of
from casework.law.when import day_of
from casework.people.models import Person
from casework.reports.models import Act, CourseOfConduct, Incident
from casework.staff.models import Force, Rank, Role, RoleAssignment, Unit, User

CHUNK = 20_000
PER_TEAM, OFFICERS, TEAMS, FORCES = 1000, 20, 40, 42
YEAR = 2025
RULES = (("R10", "Consider a Stalking Protection Order"), ("R11", "Decide on search and seizure"))
GIVEN = (
    "Elin",
    "Tariq",
    "Maya",
    "Joan",
    "Leo",
    "Callum",
    "Denise",
    "Ruth",
    "Ravi",
    "Nia",
    "Owen",
    "Ines",
    "Hugh",
    "Iris",
    "Beth",
    "Kieran",
)
FIRST = (
    "Ash",
    "Bram",
    "Cal",
    "Dun",
    "Elm",
    "Far",
    "Gar",
    "Hol",
    "Ink",
    "Kel",
    "Lan",
    "Mor",
    "Nor",
    "Orm",
    "Pen",
    "Quin",
    "Ros",
    "Sal",
    "Thor",
    "Wen",
)
LAST = (
    "bourne",
    "by",
    "combe",
    "den",
    "field",
    "gate",
    "ham",
    "ing",
    "ley",
    "mere",
    "ness",
    "over",
    "port",
    "ridge",
    "stead",
    "ton",
    "wick",
    "worth",
)
# The columns of the rows that `_chunk` makes, in their order.
CASE = [
    "id",
    "reference",
    "force_id",
    "unit_id",
    "owner_id",
    "supervisor_id",
    "state",
    "is_open",
    "restricted",
    "relationship",
    "grade",
    "next_deadline",
    "reported_at",
    "opened_by_id",
]
CLOCK = [
    "rule_id",
    "rule_version",
    "case_id",
    "force_id",
    "subject_type",
    "subject_id",
    "title",
    "reference",
    "slot",
    "holder_id",
    "asked",
    "inputs",
    "result",
    "due_on",
    "due_at",
    "overdue_from",
    "state",
    "started_at",
]


@dataclass(frozen=True)
class Team:
    """A unit with the ids of its officers and its supervisor."""

    force_id: int
    unit_id: int
    officers: Sequence[int]
    supervisor: int


def refusal() -> str:
    """Why nothing may be invented here; "" when it may."""
    if User.objects.filter(is_demo=False).exists() or (not User.objects.exists() and Case.objects.exists()):
        return "This database has real accounts or cases: invented ones are never mixed in."
    return ""


def seed(cases: int, *, incidents: int = 2, bare: bool = False, say: Callable[[int], None] = lambda done: None) -> None:
    """Invent that many cases with their people, incidents and dates, a chunk a transaction; `say` is told how many are done.

    `bare`: the cases and who works them, and nothing else, for what reads only those.
    """
    chance = random.Random(417)  # noqa: S311 - the same invented world each time
    teams = _teams(max(1, cases // PER_TEAM))
    answers = _answers()
    done = 0
    while done < cases:
        size = min(CHUNK, cases - done)
        # The histories of values are for what people change; filling them here would only double the work.
        with transaction.atomic(), pgtrigger.ignore():
            _chunk(chance, teams, answers, size, None if bare else incidents)
        done += size
        say(done)


def reserve(model: type[models.Model], count: int) -> int:
    """The first of `count` ids in a row, taken from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(n) FROM (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS n FROM generate_series(1, %s)) AS taken",
            [model._meta.db_table, count],
        )
        return int(cursor.fetchone()[0])


def copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows of these columns (attribute names); every other column gets its field's default."""
    rest = [field for field in model._meta.concrete_fields if not (field.attname in names or field.attname == "id" or field.generated)]
    now = timezone.now()
    fixed = tuple(now if isinstance(field, models.DateTimeField) and field.auto_now_add else _default(field) for field in rest)
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in names) + "".join(f', "{field.column}"' for field in rest)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as into:
        for row in rows:
            into.write_row((*row, *fixed))


def _default(field: Any) -> Any:
    value = field.get_default()
    return Jsonb(value) if isinstance(field, models.JSONField) else value


def _teams(count: int) -> list[Team]:
    per_force = max(TEAMS, -(-count // FORCES))
    made: list[Team] = []
    today = timezone.localdate()
    for number in range(count):
        if number % per_force == 0:
            code = f"seed{number // per_force}"
            force, _ = Force.objects.get_or_create(code=code, defaults={"name": f"Seeded Force {number // per_force}"})
        unit, new = Unit.objects.get_or_create(force=force, name=f"Seeded team {number}")
        if new:
            _staff(force, unit, number, days_from(today, -400))
        people = list(User.objects.filter(unit=unit).order_by("pk").values_list("pk", flat=True))
        made.append(Team(force.pk, unit.pk, people[1:], people[0]))
    return made


def _staff(force: Force, unit: Unit, number: int, since: Any) -> None:
    people = User.objects.bulk_create(
        [
            User(
                username=f"seed-{number}-{place}", first_name=GIVEN[place % len(GIVEN)], last_name=f"{FIRST[number % len(FIRST)]}by",
                collar_number=f"S{number}{place:02d}", force=force, unit=unit, password="!", is_demo=True,  # noqa: S106 - no password signs in
                rank=Rank.CONSTABLE if place else Rank.SERGEANT, stalking_trained_on=since,
            )
            for place in range(OFFICERS + 1)
        ]
    )  # fmt: skip
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(user=user, role=Role.OFFICER if place else Role.SUPERVISOR, force=force, unit=unit, starts_on=since)
            for place, user in enumerate(people)
        ]
    )


def _answers() -> list[list[tuple[str, Result]]]:
    """For each rule the law's answers for triggers from ten days ago to thirty ahead."""
    today = timezone.localdate()
    return [[(title, compute(rule, on=start_of(days_from(today, n)))) for n in range(-10, 31)] for rule, title in RULES]


def _chunk(
    chance: random.Random, teams: Sequence[Team], answers: Sequence[Sequence[tuple[str, Result]]], size: int, incidents: int | None
) -> None:
    """`incidents`: how many for each case; None for the cases alone."""
    now = timezone.now()
    case_id = reserve(Case, size)
    cases, clocks = [], []
    for place in range(size):
        pk = case_id + place
        team = teams[pk % len(teams)]
        owner, is_open = chance.choice(team.officers), chance.random() < 0.6
        dealt = [chance.choice(answer) for answer in answers]
        next_day = min(day_of(result.due) for _, result in dealt if result.due is not None) if is_open else NO_DATE
        reference = f"STK-{YEAR}-{pk:06d}"
        cases.append(
            (
                pk, reference, team.force_id, team.unit_id, owner, team.supervisor, INVESTIGATING, is_open, chance.random() < 0.01,
                chance.choice(Relationship.values), chance.choice(["", *Grade.values]), next_day, now, owner,
            )
        )  # fmt: skip
        clocks += [_clock(pk, reference, team, owner, title, result, is_open, now) for title, result in dealt]
    copy(Case, CASE, cases)
    if incidents is None:
        return
    person_id, course_id = reserve(Person, 2 * size), reserve(CourseOfConduct, size)
    copy(Person, ("id", "force_id", "given_names", "family_name"), _people(chance, person_id, cases))
    parts = ((case_id + n // 2, person_id + n, PartyRole.SUSPECT if n % 2 else PartyRole.VICTIM) for n in range(2 * size))
    copy(CaseParty, ("case_id", "person_id", "role"), parts)
    courses = ((course_id + n, person_id + 2 * n, person_id + 2 * n + 1) for n in range(size))
    copy(CourseOfConduct, ("id", "victim_id", "suspect_id"), courses)
    acts = list(Act.values)
    occasions = (
        (course_id + n, case_id + n, now, [chance.choice(acts)], "Parked outside and left a card on the windscreen", cases[n][4])
        for n in range(size)
        for _ in range(incidents)
    )
    copy(Incident, ("course_id", "case_id", "occurred_at", "acts", "summary", "created_by_id"), occasions)
    copy(Clock, CLOCK, clocks)


def _clock(pk: int, reference: str, team: Team, owner: int, title: str, result: Result, is_open: bool, now: datetime) -> tuple[Any, ...]:
    stored = result.as_json()
    return (
        result.rule_id, result.rule_version, pk, team.force_id, "case", pk, title, reference, "owner", owner, result.asked,
        Jsonb(stored["inputs"]), Jsonb(stored), day_of(result.due) if result.due else None,
        result.due if isinstance(result.due, datetime) else None, result.overdue_from, Clock.OPEN if is_open else Clock.MET, now,
    )  # fmt: skip


def _people(chance: random.Random, first: int, cases: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for place in range(2 * len(cases)):
        family = chance.choice(FIRST) + chance.choice(LAST)
        if chance.random() < 0.5:
            family += f"-{chance.choice(FIRST)}{chance.choice(LAST)}"
        yield first + place, cases[place // 2][2], chance.choice(GIVEN), family
