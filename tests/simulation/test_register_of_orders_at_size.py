"""The register of live orders among many: as many queries as among a few, the same rows, open-ended ones behind those that end."""

import os
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.cases.models import NO_DATE, Case, CaseParty
from casework.orders import selectors
from casework.orders.models import Order, OrderVersion
from casework.staff.models import User
from casework.worklists.seeding import copy, reserve, seed

pytestmark = pytest.mark.django_db

MOST_QUERIES = 14
CASES, WHOLE = int(os.environ.get("CASEWORK_CASES", "4000")), int(os.environ.get("CASEWORK_ORDERS", "8000"))


def seed_orders(cases: list[int], count: int, suspects: dict[int, int]) -> None:
    """That many live orders by COPY, dealt out over the cases, each with its one version; half of them open-ended."""
    today, now = timezone.localdate(), timezone.now()
    start = reserve(Order, count)
    names = [
        "id",
        "reference",
        "case_id",
        "defendant_id",
        "type",
        "state",
        "court",
        "made_on",
        "made_at",
        "fixed_period",
        "end_date",
        "end_sort",
    ]

    def rows() -> Any:
        for place in range(count):
            case = cases[place % len(cases)]
            made = today - timedelta(days=place % 700)
            end = made + timedelta(days=730 + place % 900) if place % 2 else None
            kept = ("SPO", "IN_FORCE", "Seeded Court", made, now - timedelta(days=place % 700), end is not None, end, end or NO_DATE)
            yield (start + place, f"ORD-S{start + place:08d}", case, suspects[case], *kept)

    with pgtrigger.ignore():
        copy(Order, names, rows())
        versions = ((start + place, 1, "MADE", today, False) for place in range(count))
        copy(OrderVersion, ["order_id", "number", "reason", "effective_from", "fixed_period"], versions)
    with connection.cursor() as cursor:
        # The planner counts the tables as their owner's autovacuum would have.
        cursor.execute("SET ROLE NONE")
        cursor.execute("ANALYZE casework_order")
        cursor.execute("ANALYZE casework_case")
        cursor.execute(f'SET ROLE "{settings.DATABASE_RUNTIME_ROLE}"')


def queries(user: User) -> int:
    client = Client()
    client.force_login(user)
    client.get("/orders/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/orders/?standing=live").status_code == 200
    return len(asked)


def test_the_register_asks_and_shows_the_same_however_many_orders_there_are() -> None:
    seed(CASES, incidents=0)
    officer = User.objects.filter(rank="CONSTABLE").earliest("pk")
    sergeant = User.objects.filter(unit=officer.unit, rank="SERGEANT").earliest("pk")
    User.objects.filter(pk__in=(officer.pk, sergeant.pk)).update(is_demo=False)
    nobody = User.objects.create(username="seed-nobody", is_demo=True)
    suspects = dict(CaseParty.objects.filter(role="SUSPECT").values_list("case_id", "person_id"))
    ours = sorted(Case.objects.filter(unit=officer.unit).values_list("pk", flat=True))
    theirs = sorted(Case.objects.exclude(unit=officer.unit).values_list("pk", flat=True))
    seed_orders([*ours, *theirs], CASES, suspects)
    live = {user: selectors.register(user, standing="live") for user in (officer, sergeant)}
    counted = {user: found.count() for user, found in live.items()}
    asked = queries(officer)
    # As many orders again, none of them the reader's.
    seed_orders(theirs, WHOLE - CASES, suspects)
    assert Order.objects.count() == WHOLE
    assert queries(officer) == asked <= MOST_QUERIES
    assert not selectors.register(nobody).exists()
    for user, found in live.items():
        assert found.count() == counted[user] > 25
    ends = list(live[officer].order_by("end_sort", "id").values_list("end_sort", flat=True))
    assert ends[-1] == NO_DATE and ends == sorted(ends), "one until a further order stands in the list, behind those that end"
