"""References such as STK-2026-000417: unique across forces, numbered within the London year."""

from django.db import connection
from django.utils import timezone


def next_reference(prefix: str) -> str:
    """The next reference for `prefix` (STK, APP, ORD, BRE...), inside the caller's transaction.

    Call it late: the counter's row stays locked until the transaction ends.
    """
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_referencecounter (prefix, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (prefix, year) DO UPDATE SET last = casework_referencecounter.last + 1 RETURNING last",
            [prefix, year],
        )
        (number,) = cursor.fetchone()
    return f"{prefix}-{year}-{number:06d}"
