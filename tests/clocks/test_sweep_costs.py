"""What the sweep asks of the database: entry by the partial index, and as many statements for a large batch as for a small one."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.clocks import claiming
from casework.clocks.models import Clock, Reminder
from casework.clocks.sweep import sweep_batch
from casework.outbox import delivery
from tests.benchmarks.plans import pages_and_discarded
from tests.benchmarks.sweep import measure
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]


def clocks(count):
    boss = make_user("SUPERVISOR")
    cases = [make_case(owner=make_user("OFFICER"), supervisor=boss, victim=False, suspect=False) for _ in range(min(count, 5))]
    now = timezone.now()
    made = Clock.objects.bulk_create(
        Clock(
            rule_id="R06", case=cases[n % len(cases)], force=cases[0].force, subject_type="test", subject_id=n, title="Next assessment",
            slot="owner", asked="R06", due_on=now.date(), overdue_from=now, started_at=now,
        )
        for n in range(count)
    )  # fmt: skip
    return made, now


def plan(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE casework_reminder, casework_outboxmessage")
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement, parameters)
        return json.dumps(cursor.fetchone()[0])


def test_the_claim_enters_by_the_index_of_what_waits():
    (clock,), now = clocks(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_reminder (clock_id, generation, stage, slot, due_at, try_at, state) "
            "SELECT %s, 1, 's' || n, 'owner', %s, %s, CASE WHEN n %% 100 = 0 THEN 'WAITING' ELSE 'SENT' END "
            "FROM generate_series(1, 20000) n",
            [clock.pk, now, now],
        )
    found = plan(claiming.CLAIM, {"now": now, "batch": 50})
    assert "reminders_waiting" in found


@pytest.mark.slow
def test_the_claim_looks_up_its_clocks_by_key_however_many_others_there_are():
    """Joined freely, the newest clocks were reached by walking all the older ones: a batch took a second among 200,000."""
    (clock,), now = clocks(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_clock (rule_id, rule_version, case_id, force_id, subject_type, subject_id, title, reference, path, "
            "slot, asked, inputs, result, due_on, overdue_from, generation, state, started_at, end_note) "
            "SELECT 'R06', 1, case_id, force_id, 'many', n, title, '', '', 'owner', 'R06', '{}', '{}', due_on, overdue_from, 1, 'OPEN', "
            "started_at, '' FROM casework_clock, generate_series(1, 30000) n WHERE id = %s",
            [clock.pk],
        )
        cursor.execute(
            "INSERT INTO casework_reminder (clock_id, generation, stage, slot, due_at, try_at, state) "
            "SELECT id, 1, 'day', 'owner', %s, %s, 'WAITING' FROM casework_clock ORDER BY id DESC LIMIT 200",
            [now, now],
        )
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE casework_reminder, casework_clock, casework_case")
    pages, _ = pages_and_discarded(claiming.CLAIM, {"now": now, "batch": 50})
    assert pages <= 50 * 12, pages


def test_the_lease_enters_by_the_index_of_what_waits():
    user, now = make_user("OFFICER"), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_outboxmessage (key, user_id, channel, about, subject, body, message_id, state, attempts, "
            "next_attempt_at, last_error, created_at) SELECT n::text, %s, 'EMAIL', '', '', '', n::text, "
            "CASE WHEN n %% 100 = 0 THEN 'WAITING' ELSE 'SENT' END, 0, %s, '', %s FROM generate_series(1, 20000) n",
            [user.pk, now, now],
        )
    assert "outbox_waiting" in plan(delivery.CLAIM, {"now": now, "until": now})


def test_a_batch_costs_the_same_number_of_statements_at_any_size():
    asked = []
    for count in (5, 60):
        made, now = clocks(count)
        Clock.objects.filter(pk__in=[each.pk for each in made]).update(subject_type=f"test{count}")
        Reminder.objects.bulk_create(Reminder(clock=each, generation=1, stage="day", slot="owner", due_at=now, try_at=now) for each in made)
        with CaptureQueriesContext(connection) as queries:
            assert sweep_batch(now, 500) == (count, count)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 9, [each["sql"][:80] for each in queries]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_benchmark_of_the_sweep_runs_and_cleans_up_after_itself():
    rows = measure(due=40, samples=2)
    assert [row["id"] for row in rows] == ["sweep.batches.to.one.statement", "sweep.to.bare.sql", "sweep.a.message.each.to.batches"]
    assert all(row["ratio"] > 0 for row in rows)
    assert not Clock.objects.exists() and not Reminder.objects.exists()
