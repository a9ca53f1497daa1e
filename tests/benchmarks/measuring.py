"""What every measurement shares: a goal's line, variants timed in turn, what a call asked of the database, a schema to compare in.

Times are milliseconds; `pages` are database pages touched. A ratio holds on any machine, a time only on its own.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import ProgrammingError

from casework.management.commands.migrate import as_owner
from tests.benchmarks.plans import pages_and_discarded

SCHEMA = "casework_bench"
WARMING = 3
Line = dict[str, Any]


class NotHere(Exception):
    """This database cannot answer the measurement; the text says what it lacks."""


def line(name: str, ratio: float, target: float | None, better: str, times: list[float] | None = None, pages: int | None = None) -> Line:
    """One goal. `better` says whether a lower or a higher ratio is better; without a target the figure is only printed."""
    times = times or []
    return {
        "id": name,
        "ratio": round(ratio, 3),
        "target": target,
        "better": better,
        "samples": len(times),
        "p50": round(median(times), 3) if times else None,
        "p95": round(quantiles(times, n=20)[-1], 3) if len(times) > 1 else None,
        "pages": pages,
    }


def missed(row: Line) -> bool:
    """Whether the goal was not reached."""
    if row["target"] is None:
        return False
    return bool(row["ratio"] > row["target"] if row["better"] == "lower" else row["ratio"] < row["target"])


def timed(variants: Mapping[str, Callable[[int], object]], samples: int) -> dict[str, list[float]]:
    """Milliseconds of each variant, run in turn after a warming round, so that a slow moment falls on all alike."""
    found: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(samples + WARMING):
        for name, act in variants.items():
            started = time.perf_counter()
            act(number)
            if number >= WARMING:
                found[name].append((time.perf_counter() - started) * 1000)
    return found


def ratio(times: Mapping[str, list[float]], over: str, under: str) -> float:
    """How many times as long the one takes as the other, by their middles."""
    return median(times[over]) / median(times[under])


def same(what: str, *results: Any) -> None:
    """Nothing is timed unless all variants gave the same."""
    if any(result != results[0] for result in results[1:]):
        raise AssertionError(f"{what}: the variants differ, so nothing is timed")


def asked(act: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements that the call sends, with their parameters."""
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return found


def touched(act: Callable[[], object]) -> tuple[int, int]:
    """(pages touched, rows read in vain) of everything that the call reads."""
    reads = [(sql, params) for sql, params in asked(act) if sql.lstrip(" (").upper().startswith(("SELECT", "WITH"))]
    counts = [pages_and_discarded(sql, params) for sql, params in reads]
    return sum(pages for pages, _ in counts), sum(discarded for _, discarded in counts)


@contextmanager
def owning() -> Iterator[None]:
    """Within the block the database's owner works: what is compared with lies in tables of its own, which the run-time role cannot make."""
    if connection.in_atomic_block:  # inside a test, whose session belongs to the owner
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f'SET ROLE "{settings.DATABASE_RUNTIME_ROLE}"')
        return
    with as_owner(connection):
        yield


def statements(*sql: str) -> None:
    """Run these as the owner."""
    with owning(), connection.cursor() as cursor:
        for each in sql:
            cursor.execute(each)


@contextmanager
def schema() -> Iterator[None]:
    """An empty schema for what is compared with; gone afterwards, and whatever a killed run left is gone before."""
    try:
        statements(
            f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE",
            f"CREATE SCHEMA {SCHEMA}",
            f'GRANT USAGE ON SCHEMA {SCHEMA} TO "{settings.DATABASE_RUNTIME_ROLE}"',
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA {SCHEMA} GRANT SELECT, UPDATE ON TABLES TO "{settings.DATABASE_RUNTIME_ROLE}"',
        )
    except ProgrammingError as fault:
        raise NotHere("what is compared with needs the database's owner: set DATABASE_OWNER_URL") from fault
    try:
        yield
    finally:
        statements(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
