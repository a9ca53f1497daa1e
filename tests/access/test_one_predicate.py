"""What a person may see is one thing: lists, single records, counts, the caseload page and an account of the rules in plain words agree."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.access import branches
from casework.access.caseload import caseload_page, count
from casework.access.matrix import table
from casework.access.models import BreakGlass
from casework.access.predicate import PRIVILEGED, SEEING, can, masked, sees, visible
from casework.cases.models import CaseParty
from casework.staff.models import RANK_ORDER, Rank, Role
from casework.worklists.caselist.search import search
from tests.factories import (
    CaseFactory,
    ConflictFactory,
    ForceFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleTaskFactory,
    UnitFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
# 0 and 1 stand in the first force, 2 below 1, 3 in the second.
UNITS = 4
ACTIONS = (
    "case.view",
    "case.brief",
    "case.file",
    "incident.view",
    "incident.add",
    "fact.reveal",
    "advice.view",
    "case.restrict",
    "case.allocate",
)


@dataclass(frozen=True)
class Held:
    role: str
    unit: int | None
    second_force: bool
    when: str  # now, past, future


@dataclass(frozen=True)
class Spec:
    unit: int
    restricted: bool
    is_open: bool
    owner: bool
    supervisor: bool
    days: int
    grants: frozenset[tuple[str, bool]] = field(default_factory=frozenset)
    task: str = ""
    conflict: str = ""
    glass: str = ""


held = st.builds(
    Held,
    role=st.sampled_from(Role.values),
    unit=st.sampled_from([None, *range(UNITS)]),
    second_force=st.booleans(),
    when=st.sampled_from(["now", "now", "now", "past", "future"]),
)
case = st.builds(
    Spec,
    unit=st.integers(0, UNITS - 1),
    restricted=st.booleans(),
    is_open=st.sampled_from([True, True, False]),
    owner=st.sampled_from([False, False, True]),
    supervisor=st.sampled_from([False, False, True]),
    days=st.integers(0, 3),
    grants=st.dictionaries(st.sampled_from(["assigned_case", "listed_case", "granted_case"]), st.booleans(), max_size=2).map(
        lambda given: frozenset(given.items())
    ),
    task=st.sampled_from(["", "", *Role.values]),
    conflict=st.sampled_from(["", "", "", "case", "person", "party", "ended"]),
    glass=st.sampled_from(["", "", "", "live", "past"]),
)


def build(roles: list[Held], rank: str, cases: list[Spec], superuser: bool, gone: bool) -> SimpleNamespace:
    forces = [ForceFactory(code="one", name="One Police"), ForceFactory(code="two", name="Two Police")]
    units = [UnitFactory(force=forces[0], name="A"), UnitFactory(force=forces[0], name="B")]
    units += [UnitFactory(force=forces[0], name="B below", parent=units[1]), UnitFactory(force=forces[1], name="C")]
    now, today = timezone.now(), timezone.localdate()
    me = UserFactory(force=forces[0], unit=units[0], rank=rank, is_superuser=superuser, deactivated=gone)
    dates = {
        "now": (today - timedelta(days=1), None),
        "past": (today - timedelta(days=9), today - timedelta(days=1)),
        "future": (today + timedelta(days=1), None),
    }
    for each in roles:
        unit = units[each.unit] if each.unit is not None else None
        starts, ends = dates[each.when]
        force = unit.force if unit else forces[each.second_force]
        RoleAssignmentFactory(user=me, role=each.role, force=force, unit=unit, starts_on=starts, ends_on=ends)
    made = []
    for spec in cases:
        row = CaseFactory(
            unit=units[spec.unit],
            force=units[spec.unit].force,
            restricted=spec.restricted,
            is_open=spec.is_open,
            owner=me if spec.owner else None,
            supervisor=me if spec.supervisor else None,
            next_deadline=date(2026, 12, 1) + timedelta(days=spec.days),
        )
        for codename, alive in spec.grants:
            grant(row, me, codename, hours=1 if alive else -1)
        if spec.task:
            RoleTaskFactory(case=row, role=spec.task)
        if spec.conflict in ("case", "ended"):
            ConflictFactory(user=me, case=row, ended_at=now if spec.conflict == "ended" else None)
        elif spec.conflict:
            person = PersonFactory(force=row.force, staff_account=me if spec.conflict == "party" else None)
            CaseParty.objects.create(case=row, person=person, role="WITNESS")
            if spec.conflict == "person":
                ConflictFactory(user=me, person=person)
        if spec.glass:
            opened = now - timedelta(minutes=1 if spec.glass == "live" else 61)
            BreakGlass.objects.create(user=me, case=row, reason="x", opened_at=opened, expires_at=opened + timedelta(minutes=60))
        made.append(row)
    return SimpleNamespace(me=me, cases=made, units=units)


def expected(action: str, roles: list[Held], rank: str, spec: Spec, gone: bool) -> bool:
    """The rules of architecture section 4 for one case, in plain words and without the database."""
    if gone or spec.conflict in ("case", "person", "party"):
        return False
    alive = {codename for codename, live in spec.grants if live}
    on_list = not spec.restricted or "listed_case" in alive
    second = spec.unit == 3
    for each in roles:
        cell = table()[action][1].get(each.role)
        if each.when != "now" or cell is None:
            continue
        if cell.min_rank and RANK_ORDER[rank] < RANK_ORDER[cell.min_rank]:
            continue
        in_force = (each.unit == 3 if each.unit is not None else each.second_force) == second
        in_unit = in_force if each.unit is None else spec.unit == each.unit or (each.unit == 1 and spec.unit == 2)
        reads = action.endswith(".view") or action == "fact.reveal"
        if (
            ("*" in cell.letters and (spec.owner or (on_list and (spec.supervisor or "assigned_case" in alive))))
            or ("u" in cell.letters and in_unit and on_list)
            or ("f" in cell.letters and in_force and on_list)
            or ("g" in cell.letters and "listed_case" in alive)
            or ("g" in cell.letters and on_list and (alive or (spec.task == each.role and in_force)))
            or (spec.glass == "live" and reads and action not in PRIVILEGED and each.role in table()["breakglass.use"][1])
        ):
            return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(held, max_size=3),
    rank=st.sampled_from([Rank.STAFF, Rank.SERGEANT, Rank.INSPECTOR, Rank.SUPERINTENDENT]),
    cases=st.lists(case, min_size=1, max_size=7),
    superuser=st.booleans(),
    gone=st.sampled_from([False, False, False, False, True]),
)
def test_list_open_count_and_page_agree_with_the_rules_in_plain_words(roles, rank, cases, superuser, gone):
    with transaction.atomic():
        world = build(roles, rank, cases, superuser, gone)
        me = world.me
        for action in ACTIONS:
            wanted = {row.pk for row, spec in zip(world.cases, cases, strict=True) if expected(action, roles, rank, spec, gone)}
            assert set(visible(me, action).values_list("pk", flat=True)) == wanted, action
            assert {row.pk for row in world.cases if can(me, action, row)} == wanted, action
        known = {
            row.pk
            for row, spec in zip(world.cases, cases, strict=True)
            if any(expected(action, roles, rank, spec, gone) for action in SEEING)
        }
        assert {row.pk for row in world.cases if sees(me, row)} == known
        assert {row.pk for row in world.cases if [found.pk for found in search(me, row.reference).cases] == [row.pk]} == known
        for closed in (False, True):
            order = ("-pk",) if closed else ("next_deadline", "pk")
            right = list(visible(me).filter(is_open=not closed).order_by(*order).values_list("pk", flat=True))
            found, place = [], None
            while True:
                page = caseload_page(me, after=place, size=2, closed=closed)
                assert page.count == len(right)
                found += [row.pk for row in page.rows]
                place = page.after
                if place is None:
                    break
            assert found == right
        for row in world.cases:
            if can(me, "case.view", row):
                unmasked = any(
                    h.when == "now" and not table()["case.view"][1][h.role].masked for h in roles if h.role in table()["case.view"][1]
                )
                assert unmasked or masked(me, "case.view", row)
        transaction.set_rollback(True)


def test_pages_walk_back_the_way_they_came():
    with transaction.atomic():
        world = build(
            [Held("OFFICER", 0, False, "now")],
            Rank.CONSTABLE,
            [Spec(0, False, True, n % 2 == 0, False, n % 3) for n in range(7)],
            False,
            False,
        )
        first = caseload_page(world.me, size=3)
        second = caseload_page(world.me, after=first.after, size=3)
        back = caseload_page(world.me, before=second.before, size=3)
        assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
        assert first.before is None
        assert back.before is None
        assert back.after == first.after


def test_counts_stop_at_the_cap(monkeypatch):
    monkeypatch.setattr(branches, "MOST_COUNTED", 3)
    world = build([Held("OFFICER", 0, False, "now")], Rank.CONSTABLE, [Spec(0, False, True, False, False, 0)] * 6, False, False)

    assert count(world.me, Q()) == 4


def test_visible_is_an_ordinary_queryset_that_can_be_filtered_sliced_and_locked():
    world = build(
        [Held("OFFICER", 0, False, "now")], Rank.CONSTABLE, [Spec(0, False, True, True, False, n) for n in range(3)], False, False
    )
    with transaction.atomic():
        locked = visible(world.me).filter(owner=world.me).select_for_update(no_key=True, of=("self",)).order_by("pk")
        assert len(locked[:2]) == 2
