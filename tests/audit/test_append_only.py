"""Nobody changes the trail: the run-time role has no right to, and the owner meets a trigger."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.audit.models import ChangeEvent, ReadEvent
from casework.audit.record import changed, viewed
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABLES = ("casework_changeevent", "casework_readevent", "casework_auditseal")
ATTEMPTS = (
    "UPDATE {table} SET id = id",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
)


@pytest.fixture
def two_events():
    actor = make_user("OFFICER")
    changed("CREATE", actor=actor, action="case.create", subject=actor, after={"surname": "Prosser"})
    viewed("VIEW", actor=actor, action="case.view", object_type="case", object_id=1, case_id=1)
    return actor


def refused_by_database(statement: str) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relid::regclass::text FROM unnest(%s::text[]) t, pg_partition_tree(t::regclass)",
            [["casework_changeevent", "casework_readevent"]],
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_run_time_role_has_no_right_to_change_the_trail(two_events, table, attempt):
    assert "permission denied" in refused_by_database(attempt.format(table=table))


def test_the_run_time_role_has_no_right_on_any_partition(two_events):
    assert len(partitions()) >= 10
    for part in partitions():
        for attempt in ATTEMPTS:
            assert "permission denied" in refused_by_database(attempt.format(table=part))


@pytest.mark.parametrize("table", TABLES[:2])
@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("flush", [False, True])
def test_the_setting_for_emptying_test_databases_does_nothing_for_the_run_time_role_even_with_the_right(two_events, table, attempt, flush):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(f"GRANT UPDATE, DELETE, TRUNCATE ON {table} TO casework_app")
        cursor.execute("SET LOCAL ROLE casework_app")
        if flush:
            cursor.execute("SET LOCAL casework.flush = 'on'")
    assert "append-only" in refused_by_database(attempt.format(table=table))


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_owner_is_refused_on_parents_and_partitions(two_events, attempt):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
    for part in partitions():
        if "TRUNCATE" in attempt or part.endswith("event"):
            assert "append-only" in refused_by_database(attempt.format(table=part))


def test_the_owner_may_empty_the_tables_of_a_test_database_but_never_change_a_row(two_events):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL casework.flush = 'on'")
    assert "append-only" in refused_by_database("UPDATE casework_changeevent SET verb = 'X'")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_changeevent")
        cursor.execute("TRUNCATE casework_readevent")
    assert not ChangeEvent.objects.exists() and not ReadEvent.objects.exists()


def test_an_event_holds_digests_and_never_values(two_events):
    event = ChangeEvent.objects.get()
    assert event.detail["fields"] == ["surname"]
    assert "Prosser" not in str(event.detail) and len(event.detail["after"]["surname"]) == 64


def test_the_database_and_not_the_writer_says_which_transaction_wrote_a_row(two_events):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO casework_changeevent (at, verb, xid, epoch) VALUES (now(), 'X', '7', 99)")
        cursor.execute("SELECT xid = pg_current_xact_id(), epoch FROM casework_changeevent WHERE verb = 'X'")
        assert cursor.fetchone() == (True, 1)


def test_the_run_time_role_makes_the_months_ahead_and_nothing_else(two_events):
    before = set(partitions())
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_audit_partitions(5)")
        assert cursor.fetchone() == (4,)
        cursor.execute("SELECT casework_audit_partitions(5)")
        assert cursor.fetchone() == (0,)
    new = sorted(set(partitions()) - before)
    for attempt in ATTEMPTS:
        assert "permission denied" in refused_by_database(attempt.format(table=new[-1]))
    assert "between 0 and 24" in refused_by_database("SELECT casework_audit_partitions(900)")


def test_a_row_of_a_month_without_a_partition_lands_in_the_default_one():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO casework_readevent (at, verb) VALUES ('2041-05-06Z', 'VIEW')")
        cursor.execute("SELECT tableoid::regclass::text FROM casework_readevent")
        assert cursor.fetchone() == ("casework_readevent_default",)
