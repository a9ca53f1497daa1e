"""What every test shares: the database is used as in production, by the run-time role."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

USES_DATABASE = {"_django_db_helper", "db", "transactional_db", "live_server", "django_db_reset_sequences"}
TRAIL = ("casework_changeevent", "casework_readevent", "casework_auditseal")


@pytest.fixture(autouse=True)
def as_run_time_role(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """Let the test meet the rights it will have in production; setting up, flushing and tearing down stay the owner's.

    Connections that the test opens later (in threads, in the live server) start as the run-time role as well.
    """
    if not USES_DATABASE.intersection(request.fixturenames):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    role = settings.DATABASE_RUNTIME_ROLE
    options = connection.settings_dict["OPTIONS"]
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
    options["options"] = f"-c role={role}"
    yield
    del options["options"]
    if connection.in_atomic_block:
        return  # the role was set inside the test's transaction and goes with its rollback
    # The session may have started as the run-time role; only NONE leads back to the role that signed in.
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        # Django empties only the tables of managed models.
        cursor.execute(f"SET casework.flush = 'on'; TRUNCATE {', '.join(TRAIL)}; RESET casework.flush")
