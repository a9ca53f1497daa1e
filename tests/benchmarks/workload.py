"""Figures of open cases: of one force by unit and of all forces, live; and, for comparison, all forces from a materialised view."""

from typing import Any

from django.conf import settings
from django.db import connection

from casework.cases.models import Case
from casework.worklists.workload.selectors import counted
from tests.benchmarks.caseload import officers
from tests.benchmarks.measuring import SCHEMA, Line, line, ratio, same, schema, statements, timed

KEPT = f"""
CREATE MATERIALIZED VIEW {SCHEMA}.national AS
SELECT force_id, count(*) AS cases, min(reported_at) AS oldest FROM casework_case WHERE is_open GROUP BY force_id
"""


def measure(*, samples: int = 15) -> list[Line]:
    """The product counts live; the view shows what a page of the whole country would gain by one."""
    force = officers()[0].force_id
    wanted, everywhere = Case.objects.filter(force_id=force, is_open=True), Case.objects.filter(is_open=True)
    with schema():
        statements(KEPT, f'GRANT SELECT ON {SCHEMA}.national TO "{settings.DATABASE_RUNTIME_ROLE}"')
        same("the figures of one force", sum(row["cases"] for row in counted(wanted, "unit_id").values()), wanted.count())
        live = {key: row["cases"] for key, row in counted(everywhere, "force_id").items()}
        same("the figures of all forces", sorted(live.items()), sorted((row[0], row[1]) for row in _kept()))
        times = timed(
            {
                "units": lambda n: counted(wanted, "unit_id"),
                "count": lambda n: wanted.count(),
                "live": lambda n: counted(everywhere, "force_id"),
                "kept": lambda n: _kept(),
            },
            samples,
        )
    return [
        line("workload.force.to.count", ratio(times, "units", "count"), 20, "lower", times["units"]),
        line("workload.national.live.to.kept", ratio(times, "live", "kept"), None, "higher", times["live"]),
    ]


def _kept() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT force_id, cases, oldest FROM {SCHEMA}.national")
        return list(cursor.fetchall())
