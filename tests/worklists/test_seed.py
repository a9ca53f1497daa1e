"""Invented cases in numbers: sound by the database's own rules, found by their officers, never among real ones."""

import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from casework.access.caseload import caseload_page, statement
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.people.names import candidates
from casework.reports.models import Incident
from casework.staff.models import User
from casework.worklists.seeding import seed
from tests.benchmarks.plans import pages_and_discarded
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_real_account_forbids_it():
    make_user("OFFICER")
    with pytest.raises(CommandError, match="real accounts"):
        call_command("seed", cases=5, stderr=io.StringIO())
    assert not Case.objects.exists()


@pytest.mark.parametrize("count", [0, -1, 3_000_000])
def test_a_number_out_of_bounds_is_refused(count):
    with pytest.raises(CommandError, match="from 1 to"):
        call_command("seed", cases=count)


def test_what_is_invented_fits_together():
    seed(300)
    assert Case.objects.count() == 300
    assert Incident.objects.count() == 600
    for case in Case.objects.filter(is_open=True)[:20]:
        assert case.next_deadline == min(Clock.objects.filter(case=case, state="OPEN").values_list("due_on", flat=True))
        victim = case.parties.get(role="VICTIM").person
        assert victim.pk in dict(candidates(victim.full_name, [case.force_id]))
    assert not User.objects.filter(is_demo=False).exists()


@pytest.mark.parametrize("cases", [10_000, 100_000])
def test_a_page_of_the_caseload_touches_few_pages_and_reads_few_rows_in_vain(cases):
    seed(cases, bare=True)
    officer = User.objects.filter(rank="CONSTABLE").earliest("pk")
    nobody = User.objects.create(username="seed-nobody", is_demo=True)
    assert len(caseload_page(officer).rows) == 25
    with connection.cursor() as cursor:
        # The planner counts the table as its owner's autovacuum would have.
        cursor.execute("SET ROLE NONE")
        cursor.execute("ANALYZE casework_case")
        cursor.execute(f'SET ROLE "{settings.DATABASE_RUNTIME_ROLE}"')
    for user in (officer, nobody):
        sql, params = statement(user)
        if not sql:
            continue  # somebody without any way to a case asks the database nothing
        pages, discarded = pages_and_discarded(sql, params)
        assert pages <= 80, (user.username, pages)
        assert discarded <= 60, (user.username, discarded)
    assert statement(nobody) == ("", ())
