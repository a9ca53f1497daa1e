"""What the tests of the trail share: events in transactions of their own, and an owner who tampers."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, transaction

from casework.audit.kinds import KINDS
from casework.audit.record import changed, viewed

TABLES = [kind.table for kind in KINDS.values()]
ACTOR = SimpleNamespace(pk=7)


def write(transactions: int, changes: int = 1, reads: int = 1) -> None:
    """Commit that many transactions with that many events each."""
    for number in range(transactions):
        with transaction.atomic():
            for place in range(changes):
                changed("UPDATE", actor=ACTOR, action="case.update", case_id=number, after={"grade": f"{number}/{place}"})
            for place in range(reads):
                viewed("LIST", actor=ACTOR, action="case.view", object_type="case", ids=[number, place])


@contextmanager
def tampering() -> Iterator[None]:
    """Inside, the connection is the owner's with the triggers switched off; afterwards everything is rolled back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            for table in [*TABLES, "casework_auditseal"]:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        transaction.set_rollback(True)


@contextmanager
def rolled_back() -> Iterator[None]:
    """One tampering, undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(statement: str, *values: object) -> list[tuple]:
    """One statement; its rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
