"""Orders, applications and exhibits by ordered branches are those that `visible` lets through, also after their case has moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.access.branches import Walk, walk_page
from casework.access.predicate import predicate, visible
from casework.access.scope import scope
from casework.applications import selectors as applications
from casework.applications.models import Application
from casework.cases.models import NO_DATE, REPEATED, Case
from casework.evidence import selectors as exhibits
from casework.evidence.models import Exhibit
from casework.orders import selectors as orders
from casework.orders.models import Order
from casework.staff.models import Rank
from tests.access.test_one_predicate import Held, Spec, build, case, held
from tests.factories import PersonFactory, make_case, make_user

pytestmark = pytest.mark.django_db

LISTS = [
    (orders.WALK, "order.view", orders.IN_FORCE),
    (applications.WALK, "application.view", Q(state="DRAFT")),
    (exhibits.WALK, "exhibit.view", Q(power="PACE_32")),
]


def filed(case: Case, number: int) -> None:
    """One of each on a case, at times that fall together and apart."""
    now, person = timezone.now(), PersonFactory(force=case.force)
    staff = case.owner or make_user("OFFICER")
    ends = date(2028, 1, 1 + number % 3)
    order = {"type": "SPO", "court": "Northmoor", "made_on": date(2026, 3, 2), "made_at": now, "fixed_period": number % 2 == 0}
    ended = {"end_date": ends, "end_sort": ends} if number % 2 == 0 else {"end_sort": NO_DATE}
    state = {"state": "EXPIRED", "ended_at": now} if number % 4 == 0 else {"state": "IN_FORCE"}
    Order.objects.create(reference=f"ORD-T{case.pk}", case=case, defendant=person, **order, **ended, **state)
    asked = {"author": staff, "defendant": person, "started_at": now - timedelta(hours=number % 3), "imported": True}
    urgent = {"urgency": "URGENT" if number % 2 else "STANDARD", "state": ("DRAFT", "REFUSED")[number % 3 == 0]}
    Application.objects.create(reference=f"APP-T{case.pk}", case=case, **asked, **urgent)
    item = {
        "number": "AJM/1",
        "description": "A typed letter",
        "kind": "LETTER",
        "found_by": staff,
        "found_at": "Hall",
        "seized_by": staff,
    }
    how = {
        "power": ("PACE_32", "CONSENT")[number % 2],
        "unattended": True,
        "created_by": staff,
        "seized_at": now - timedelta(hours=number % 3),
    }
    Exhibit.objects.create(case=case, **item, **how)


def walked(me: Any, walk: Walk, action: str, wanted: Q) -> list[int]:
    """Every page of two, to the end."""
    found: list[int] = []
    place, total = None, None
    while True:
        page = walk_page(me, walk, (action,), wanted, after=place, size=2)
        assert total in (None, page.count), "the count is the same on every page"
        total, place = page.count, page.after
        found += [row.pk for row in page.rows]
        if place is None:
            assert total == len(found)
            return found


def agree(me: Any) -> None:
    for walk, action, some in LISTS:
        assert all(row[0] == row[1] for row in walk.model.objects.values_list("case__unit_id", "case_unit_id"))
        for wanted in (Q(), some):
            right = walk.model.objects.filter(wanted, case__in=visible(me, action)).order_by(*walk.order)
            assert walked(me, walk, action, wanted) == list(right.values_list("pk", flat=True)), (walk, wanted)
        joined = walk.model.objects.filter(predicate(scope(me), action, by="case__"))
        assert set(joined) == set(walk.model.objects.filter(case__in=visible(me, action)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(held, max_size=3),
    rank=st.sampled_from([Rank.SERGEANT, Rank.SUPERINTENDENT]),
    cases=st.lists(case, min_size=1, max_size=6),
    moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans(), st.booleans(), st.booleans()), max_size=4),
)
def test_each_list_is_what_may_be_seen_before_and_after_cases_move(
    roles: list[Held], rank: str, cases: list[Spec], moves: list[tuple[int, int, bool, bool, bool]]
) -> None:
    with transaction.atomic():
        world = build(roles, rank, cases, False, False)
        for number, each in enumerate(world.cases):
            filed(each, number)
        agree(world.me)
        for which, unit, mine, over, restricted in moves:
            to = world.units[unit]
            fresh = {"unit": to, "force": to.force, "owner": world.me if mine else None, "supervisor": world.me if over else None}
            Case.objects.filter(pk=world.cases[which % len(world.cases)].pk).update(**fresh, restricted=restricted)
        if moves:
            agree(world.me)
        transaction.set_rollback(True)


def repeated(row: Any) -> tuple[Any, ...]:
    return type(row).objects.filter(pk=row.pk).values_list(*REPEATED).get()


def test_a_record_cannot_say_anything_else_of_its_case() -> None:
    case, other = make_case(owner=make_user("OFFICER")), make_case(owner=make_user("OFFICER"))
    filed(case, 0)
    order = Order.objects.get(case=case)
    right = repeated(order)
    assert right == (case.force_id, case.unit_id, case.owner_id, case.supervisor_id, False)
    Order.objects.filter(pk=order.pk).update(case_owner_id=other.owner_id, case_restricted=True)
    assert repeated(order) == right
    stale = Order.objects.get(pk=order.pk)
    Case.objects.filter(pk=case.pk).update(owner=other.owner)
    stale.save()
    assert repeated(order)[2] == other.owner_id
    Order.objects.filter(pk=order.pk).update(case=other)
    assert repeated(order) == (other.force_id, other.unit_id, other.owner_id, other.supervisor_id, False)


def test_a_case_that_moves_writes_no_history_of_its_orders() -> None:
    case = make_case(owner=make_user("OFFICER"))
    filed(case, 0)
    history = apps.get_model("casework", "OrderHistory").objects
    before = history.count()
    Case.objects.filter(pk=case.pk).update(owner=make_user("OFFICER"), restricted=True)
    assert (history.count(), Order.objects.get(case=case).case_restricted) == (before, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] != "postgres", "the run-time role is enough"
