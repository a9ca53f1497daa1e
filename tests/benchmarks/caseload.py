"""The caseload page against what else could build it: guardian's rows, one WHERE with OR, the same statement bare, no permission at all."""

from typing import Any

from django.db import connection
from django.db.models import Q

from casework.access.caseload import SIZE, caseload_page, statement
from casework.access.predicate import visible
from casework.access.scope import Held, Scope
from casework.cases.models import Case
from casework.staff.models import RoleAssignment, Unit, User
from tests.benchmarks.measuring import SCHEMA, Line, NotHere, line, owning, ratio, same, schema, statements, timed
from tests.benchmarks.plans import pages_and_discarded

PEOPLE = 40
UNITS, GRANTS = 20, 300
PERMISSION, CONTENT_TYPE = 1, 1
# Guardian's two tables, as its migrations make them, with a row for each case and person who sees it among those measured, and one for
# each case's owner and supervisor besides.
GUARDIAN = f"""
CREATE TABLE {SCHEMA}.generic (
  id bigserial PRIMARY KEY, object_pk varchar(255) NOT NULL, content_type_id integer NOT NULL, permission_id integer NOT NULL,
  user_id bigint NOT NULL
);
CREATE TABLE {SCHEMA}.direct (
  id bigserial PRIMARY KEY, content_object_id bigint NOT NULL, permission_id integer NOT NULL, user_id bigint NOT NULL
);
INSERT INTO {SCHEMA}.direct (content_object_id, permission_id, user_id)
  SELECT id, {PERMISSION}, owner_id FROM casework_case WHERE owner_id IS NOT NULL AND owner_id <> ALL(%(people)s)
  UNION ALL SELECT id, {PERMISSION}, supervisor_id FROM casework_case WHERE supervisor_id IS NOT NULL AND supervisor_id <> ALL(%(people)s);
"""
KEYS = f"""
INSERT INTO {SCHEMA}.generic (object_pk, content_type_id, permission_id, user_id)
  SELECT content_object_id::varchar, {CONTENT_TYPE}, permission_id, user_id FROM {SCHEMA}.direct;
CREATE UNIQUE INDEX ON {SCHEMA}.generic (user_id, permission_id, object_pk);
CREATE INDEX ON {SCHEMA}.generic (permission_id, user_id, content_type_id, object_pk);
CREATE INDEX ON {SCHEMA}.generic (object_pk, content_type_id);
CREATE UNIQUE INDEX ON {SCHEMA}.direct (user_id, permission_id, content_object_id);
CREATE INDEX ON {SCHEMA}.direct (content_object_id);
ANALYZE {SCHEMA}.generic; ANALYZE {SCHEMA}.direct;
"""
GENERIC = (
    f"id IN (SELECT object_pk::bigint FROM {SCHEMA}.generic"
    f" WHERE user_id = %s AND permission_id = {PERMISSION} AND content_type_id = {CONTENT_TYPE})"
)
DIRECT = f"id IN (SELECT content_object_id FROM {SCHEMA}.direct WHERE user_id = %s AND permission_id = {PERMISSION})"


def officers() -> list[User]:
    """Seeded officers, of units all over the country."""
    found = RoleAssignment.objects.filter(role="OFFICER", user__username__startswith="seed-").order_by("user__username")
    people = [row.user for row in found.select_related("user")]
    if not people or not Case.objects.exists():
        raise NotHere("no seeded cases: run seed --cases 10000 first")
    step = max(1, len(people) // PEOPLE)
    return people[::step][:PEOPLE]


def measure(*, samples: int = 40) -> list[Line]:
    """The page of seeded officers and of somebody who sees nothing, in turn with its comparators."""
    people = officers()
    nobody = User.objects.filter(username__startswith="seed-").latest("pk").pk + 1_000_000_000
    stranger = User(pk=nobody, username="nobody")
    with schema():
        _grant(people)
        return [*_timed(people, stranger, samples), *_plans(people, stranger)]


def _grant(people: list[User]) -> None:
    ids = [user.pk for user in people]
    insert = f"INSERT INTO {SCHEMA}.direct (content_object_id, permission_id, user_id) SELECT pk, {PERMISSION}, %s FROM ({{seen}}) AS seen"
    seen = {pk: visible(user).values("pk").query.sql_with_params() for pk, user in zip(ids, people, strict=True)}
    with owning(), connection.cursor() as cursor:
        for each in GUARDIAN.split(";"):
            if each.strip():
                cursor.execute(each, {"people": ids} if "%(people)s" in each else None)
        for pk, (sql, params) in seen.items():
            cursor.execute(insert.format(seen=sql), [pk, *params])
    statements(*(each for each in KEYS.split(";") if each.strip()))


def _open(condition: str, user: int) -> list[Case]:
    return list(Case.objects.filter(is_open=True).extra(where=[condition], params=[user]).order_by("next_deadline", "pk")[: SIZE + 1])


def _one_where(user: Any) -> list[Case]:
    return list(visible(user).filter(is_open=True).order_by("next_deadline", "pk")[: SIZE + 1])


def _bare(user: Any) -> list[tuple[Any, ...]]:
    """The page's own statement by the driver alone, ready made: no scope loaded, no SQL put together, no model made."""
    with connection.cursor() as cursor:
        cursor.execute(*BARE[user.pk])
        return list(cursor.fetchall())


BARE: dict[int, tuple[str, tuple[Any, ...]]] = {}


def _timed(people: list[User], stranger: User, samples: int) -> list[Line]:
    BARE.update({user.pk: statement(user) for user in people})
    plain = Case.objects.filter(is_open=True).order_by("next_deadline", "pk")
    for user in people:
        page = [row.pk for row in caseload_page(user, counted=False).rows]
        others = (_open(GENERIC, user.pk), _open(DIRECT, user.pk), _one_where(user))
        same(f"the caseload of {user}", page, *([row.pk for row in rows][:SIZE] for rows in others), [row[0] for row in _bare(user)][:SIZE])
    same("nobody's caseload", [], caseload_page(stranger, counted=False).rows, _open(GENERIC, stranger.pk), _one_where(stranger))

    keys = [row[0] for user in people for row in _bare(user)[:1]]

    def officer(number: int) -> User:
        return people[number % len(people)]

    times = timed(
        {
            "page": lambda n: caseload_page(officer(n), counted=False).rows,
            "floor": lambda n: list(plain[: SIZE + 1]),
            "key": lambda n: Case.objects.get(pk=keys[n % len(keys)]),
            "bare": lambda n: _bare(officer(n)),
            "or": lambda n: _one_where(officer(n)),
            "generic": lambda n: _open(GENERIC, officer(n).pk),
            "direct": lambda n: _open(DIRECT, officer(n).pk),
            "nobody": lambda n: caseload_page(stranger, counted=False).rows,
            "nobody.generic": lambda n: _open(GENERIC, stranger.pk),
        },
        samples,
    )
    # What performance.md sets a goal for has one; among few cases every way is quick, so the other ratios are only printed.
    return [
        line("caseload.to.unfiltered", ratio(times, "page", "floor"), None, "lower", times["page"]),
        line("caseload.to.key", ratio(times, "page", "key"), None, "lower", times["key"]),
        line("caseload.to.bare.sql", ratio(times, "page", "bare"), None, "lower", times["bare"]),
        line("caseload.one.where.to.page", ratio(times, "or", "page"), None, "higher", times["or"]),
        line("caseload.guardian.generic.to.page", ratio(times, "generic", "page"), None, "higher", times["generic"]),
        line("caseload.guardian.direct.to.page", ratio(times, "direct", "page"), None, "higher", times["direct"]),
        line("caseload.nobody.guardian.to.page", ratio(times, "nobody.generic", "nobody"), None, "higher", times["nobody.generic"]),
    ]


def _plans(people: list[User], stranger: User) -> list[Line]:
    """Pages touched and rows read in vain, the worst of all measured; then two people of unusual reach."""
    found = [pages_and_discarded(*BARE[user.pk]) for user in people]
    sql, params = statement(stranger)
    nothing = pages_and_discarded(sql, params) if sql else (0, 0)
    force = people[0].force_id
    units = frozenset(Unit.objects.filter(force_id=force).order_by("pk").values_list("pk", flat=True)[:UNITS])
    boss = Scope(stranger.pk, held=(Held("SUPERVISOR", force or 0, units, "INSPECTOR"),))
    cases = frozenset(Case.objects.filter(is_open=True).order_by("pk").values_list("pk", flat=True)[: 7 * GRANTS : 7])
    liaison = Scope(stranger.pk, held=(Held("CPS", force or 0, None, "STAFF"),), named=cases)
    lines = [
        line("caseload.pages", max(pages for pages, _ in found), 80, "lower", pages=max(pages for pages, _ in found)),
        line("caseload.discarded", max(rows for _, rows in found), 60, "lower"),
        line("caseload.nobody.pages", nothing[0], 80, "lower", pages=nothing[0]),
        line("caseload.nobody.discarded", nothing[1], 60, "lower"),
    ]
    for name, who in ((f"caseload.{len(units)}.units.pages", boss), (f"caseload.{len(cases)}.grants.pages", liaison)):
        pages, _ = pages_and_discarded(*statement(who, Q()))
        lines.append(line(name, pages, None, "lower", pages=pages))
    return lines
