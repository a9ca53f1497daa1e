"""References such as STK-2026-000417: unique across forces, numbered within the London year."""

from django.db import connection
from django.utils import timezone


def next_reference(prefix: str) -> str:
    """The next reference for `prefix` (STK, APP, ORD, BRE...), inside the caller's transaction.

    Call it late: the counter's row stays locked until the transaction ends.
    """
    return next_references(prefix, 1)[0]


def next_references(prefix: str, count: int) -> list[str]:
    """The next so many, in order, with one statement."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_referencecounter AS counter (prefix, year, last) VALUES (%s, %s, %s)"
            " ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + EXCLUDED.last RETURNING last",
            [prefix, year, count],
        )
        (last,) = cursor.fetchone()
    return [f"{prefix}-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]
