"""The owner makes tables; the application cannot."""

import pytest
from django.db import ProgrammingError, connection


def current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_test_runs_as_the_run_time_role():
    assert current() == "casework_app"


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_runs_as_the_run_time_role_on_new_connections_too():
    assert current() == "casework_app"
    connection.close()
    assert current() == "casework_app"


@pytest.mark.django_db
def test_the_run_time_role_makes_no_table():
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")
