"""What a statement really did: database pages touched and rows read in vain, from its plan."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection


def pages_and_discarded(sql: str, params: Sequence[Any]) -> tuple[int, int]:
    """(pages found in memory or read, rows removed by filters) of one run of the statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    removed = sum(
        int(node.get(key, 0) * node.get("Actual Loops", 1))
        for node in _nodes(plan)
        for key in ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
    )
    return int(plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)), removed


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
