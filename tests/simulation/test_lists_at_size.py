"""The register of orders, the queue of applications and the register of exhibits among many: the same pages, queries and database pages."""

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.access.branches import SIZE, Walk, statement, walk_page
from casework.access.models import RoleTask
from casework.access.scope import scope
from casework.applications import selectors as applications
from casework.applications.models import Application
from casework.cases.models import NO_DATE, Case, CaseParty
from casework.evidence import selectors as exhibits
from casework.evidence.models import Exhibit
from casework.orders import selectors as orders
from casework.orders.models import Order, OrderVersion
from casework.staff.models import User
from casework.worklists.seeding import copy, reserve, seed
from tests.benchmarks.plans import pages_and_discarded
from tests.factories import make_user

pytestmark = pytest.mark.django_db

CASES, FEW, MANY = int(os.environ.get("CASEWORK_CASES", "10000")), 10_000, int(os.environ.get("CASEWORK_ORDERS", "100000"))
MOST_QUERIES, MOST_PAGES, MOST_IN_VAIN, MOST_GROWTH = 14, 80, 60, 1.25
LISTS: dict[str, tuple[str, Walk, str, Q]] = {
    "orders": ("/orders/?standing=live", orders.WALK, "order.view", orders.IN_FORCE),
    "all orders": ("/orders/", orders.WALK, "order.view", Q()),
    "applications": ("/applications/", applications.WALK, "application.view", Q(state__in=["DRAFT", "LEGAL_REVIEW"])),
    "exhibits": ("/evidence/", exhibits.WALK, "exhibit.view", Q()),
}


def file(first: int, number: int, cases: list[int], suspects: dict[int, int], officer: int) -> None:
    """That many orders, applications and exhibits by COPY, dealt out over the cases; half of the orders open-ended."""
    today, now = timezone.localdate(), timezone.now()

    def each(start: int) -> Iterator[tuple[int, int, int, int]]:
        for place in range(first, first + number):
            case = cases[place % len(cases)]
            yield start + place - first, place, case, suspects[case]

    with pgtrigger.ignore():
        start = reserve(Order, number)
        names = ["id", "reference", "case_id", "defendant_id", "type", "state", "court", "made_on", "made_at", "fixed_period"]
        copy(Order, [*names, "end_date", "end_sort"], (_order(*row, today, now) for row in each(start)))
        versions = ((start + place, 1, "MADE", today, False) for place in range(number))
        copy(OrderVersion, ["order_id", "number", "reason", "effective_from", "fixed_period"], versions)
        start = reserve(Application, number)
        names = ["id", "reference", "case_id", "defendant_id", "author_id", "state", "urgency", "started_at", "imported"]
        copy(
            Application,
            names,
            (
                (pk, f"APP-S{place:08d}", case, suspect, officer, ("DRAFT", "LEGAL_REVIEW", "REFUSED")[place % 3],
                 "URGENT" if place % 9 == 0 else "STANDARD", now - timedelta(minutes=place), True)
                for pk, place, case, suspect in each(start)
            ),
        )  # fmt: skip
        start = reserve(Exhibit, number)
        names = ["id", "case_id", "number", "description", "kind", "found_by_id", "found_at", "seized_at", "seized_by_id", "power"]
        copy(
            Exhibit,
            [*names, "unattended", "created_by_id", "place"],
            (
                (pk, case, f"AJM{place // 9000}/{place % 9000 + 1}", "A typed letter", "LETTER", officer, "Hall",
                 now - timedelta(minutes=place), officer, "CONSENT", True, officer, "Store")
                for pk, place, case, _ in each(start)
            ),
        )  # fmt: skip
    with connection.cursor() as cursor:
        # The planner counts the tables as their owner's autovacuum would have.
        cursor.execute("SET ROLE NONE")
        for table in ("order", "application", "exhibit", "case"):
            cursor.execute(f"ANALYZE casework_{table}")
        cursor.execute(f'SET ROLE "{settings.DATABASE_RUNTIME_ROLE}"')


def _order(pk: int, place: int, case: int, suspect: int, today: Any, now: Any) -> tuple[Any, ...]:
    made = today - timedelta(days=place % 700)
    end = made + timedelta(days=730 + place % 900) if place % 2 else None
    kept = ("SPO", "IN_FORCE", "Seeded Court", made, now - timedelta(days=place % 700), end is not None, end, end or NO_DATE)
    return (pk, f"ORD-S{place:08d}", case, suspect, *kept)


def measured(user: User) -> dict[str, tuple[int, int, int, int]]:
    """By list: database pages of the first page and of one far behind it, rows read in vain, and queries of the whole answer."""
    client, found = Client(), {}
    client.force_login(user)
    client.get("/orders/")
    for name, (address, walk, action, wanted) in LISTS.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code in (200, 403)
        assert walk_page(user, walk, (action,), wanted, counted=False).rows, (user, name)
        far = walk_page(user, walk, (action,), wanted, size=SIZE * 20, counted=False).after
        costs = []
        for place in (None, far):
            sql, params = statement(scope(user), walk, (action,), wanted, place)
            costs.append(pages_and_discarded(sql, params) if sql else (0, 0))
        found[name] = (costs[0][0], costs[1][0], max(vain for _, vain in costs), len(asked))
    return found


def test_the_lists_touch_as_many_pages_and_ask_as_many_queries_however_many_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    seed(CASES, incidents=0)
    officer = User.objects.filter(rank="CONSTABLE").earliest("pk")
    sergeant = User.objects.filter(unit=officer.unit, rank="SERGEANT").earliest("pk")
    User.objects.filter(pk__in=(officer.pk, sergeant.pk)).update(is_demo=False)
    everywhere = make_user("AUDITOR", force=officer.force)
    lawyer = make_user("LEGAL", force=officer.force)
    readers = {"officer": User.objects.get(pk=officer.pk), "unit": User.objects.get(pk=sergeant.pk), "force": everywhere, "legal": lawyer}
    suspects = dict(CaseParty.objects.filter(role="SUSPECT").values_list("case_id", "person_id"))
    cases = sorted(suspects)
    mine = list(Case.objects.filter(force=officer.force).order_by("pk").values_list("pk", flat=True)[:40])
    RoleTask.objects.bulk_create(RoleTask(case_id=pk, role="LEGAL", force=officer.force, what="Review") for pk in mine)
    file(0, FEW, cases, suspects, officer.pk)
    few = {name: measured(user) for name, user in readers.items()}
    file(FEW, MANY - FEW, sorted(set(cases) - set(mine)), suspects, officer.pk)
    assert Order.objects.count() == Application.objects.count() == Exhibit.objects.count() == MANY
    with capsys.disabled():
        sys.stdout.write(f"\n{MANY} of each: pages of the first page, of one far behind, rows read in vain, queries\n")
        for name, user in readers.items():
            many = measured(user)
            for each, (first, far, vain, asked) in many.items():
                before = few[name][each]
                sys.stdout.write(f"{name:8} {each:12} {first:5} {far:5} {vain:5} {asked:3}   among {FEW}: {before}\n")
                assert asked <= before[3] <= MOST_QUERIES, (name, each)
                if name != "legal":
                    assert max(first, far) <= MOST_PAGES and vain <= MOST_IN_VAIN, (name, each)
                # Forty files by name are looked up one by one, so they may touch more; a longer table may not make it dearer.
                assert first <= max(MOST_PAGES, before[0] * MOST_GROWTH), (name, each)
    stranger = User.objects.create(username="seed-nobody", is_demo=True)
    for _, walk, action, wanted in LISTS.values():
        assert statement(scope(stranger), walk, (action,), wanted) == ("", ())
