"""What every test shares: the database is used as in production, by the run-time role."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

USES_DATABASE = {"_django_db_helper", "db", "transactional_db", "live_server", "django_db_reset_sequences"}
TRAIL = ("casework_changeevent", "casework_readevent", "casework_auditseal", "casework_personname")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is marked slow out of the quick tier: a mark on a whole file cannot be taken off one of its tests."""
    if config.option.markexpr != "quick":
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)


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


@pytest.fixture(autouse=True)
def names_from_the_beginning() -> None:
    """Give the people that factories make the same names in each test, whichever tests ran before it; none that a test itself gives."""
    from tests.factories import PersonFactory, UserFactory

    for made, fields in ((UserFactory, ("first_name", "last_name")), (PersonFactory, ("given_names", "family_name"))):
        for field in fields:
            made._meta.base_declarations[field].reset()


@pytest.fixture
def log_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """Everything the application has logged so far in this test, as an installation would write it. Also read by `never_logged`."""
    written = io.StringIO()
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    monkeypatch.setattr(handler, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.fixture
def never_logged(log_lines: Callable[[], list[dict[str, Any]]]) -> Iterator[set[str]]:
    """A set to which a test adds protected markers; at its end none of them stands in any line of the log."""
    markers: set[str] = set()
    yield markers
    whole = json.dumps(log_lines())
    assert not [marker for marker in markers if marker in whole]
