"""What keeping a trail costs a change: the row's history and the event, against the same update of the same rows without either.

Twice: as an installation commits, and without waiting for the disk. That wait is the same for all and long, so that it hides the rest.
"""

from django.db import connection, transaction

from casework.audit.record import changed
from casework.cases.models import Case
from tests.benchmarks.caseload import officers
from tests.benchmarks.measuring import SCHEMA, Line, line, ratio, schema, statements, timed

ROWS = 1000
UPDATE = "UPDATE {table} SET grade = CASE grade WHEN 'HIGH' THEN 'MEDIUM' ELSE 'HIGH' END, version = version + 1 WHERE id = %s"


def measure(*, samples: int = 200) -> list[Line]:
    """Each update a transaction of its own, as a service makes it; the seeded cases' grades are turned back at the end."""
    actor = officers()[0]
    cases = list(Case.objects.filter(is_open=True).order_by("pk")[:ROWS])
    kept = {case.pk: (case.grade, case.version) for case in cases}
    with schema():
        ids = ", ".join(str(case.pk) for case in cases)
        statements(
            f"CREATE TABLE {SCHEMA}.bare (LIKE casework_case INCLUDING ALL)",
            f"INSERT INTO {SCHEMA}.bare SELECT * FROM casework_case WHERE id IN ({ids})",
            f"ANALYZE {SCHEMA}.bare",
        )

        def update(table: str, number: int, *, event: bool = False) -> None:
            case = cases[number % len(cases)]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(UPDATE.format(table=table), [case.pk])
                if event:
                    changed("UPDATE", actor=actor, action="case.update", subject=case, case_id=case.pk, after={"grade": "HIGH"})

        variants = {
            "bare": lambda n: update(f"{SCHEMA}.bare", n),
            "history": lambda n: update("casework_case", n),
            "audited": lambda n: update("casework_case", n, event=True),
        }
        try:
            durable = timed(variants, samples)
            _wait_for_the_disk(False)
            working = timed(variants, samples)
        finally:
            _wait_for_the_disk(True)
            for case in cases:
                case.grade, case.version = kept[case.pk]
            Case.objects.bulk_update(cases, ["grade", "version"])
    return [
        line("audit.update.to.bare", ratio(durable, "audited", "bare"), 1.6, "lower", durable["audited"]),
        line("audit.work.history.to.bare", ratio(working, "history", "bare"), None, "lower", working["history"]),
        line("audit.work.update.to.bare", ratio(working, "audited", "bare"), None, "lower", working["audited"]),
    ]


def _wait_for_the_disk(yes: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit" if yes else "SET synchronous_commit = off")
