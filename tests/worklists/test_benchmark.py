"""The benchmark answers in its stable form; what it says of speed is not tested, only that it says it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from casework.worklists.seeding import seed

pytestmark = pytest.mark.django_db


def test_without_seeded_cases_there_is_nothing_to_measure():
    with pytest.raises(CommandError, match="nothing to measure"):
        call_command("benchmark", json=True)


def test_every_line_has_its_columns():
    seed(200, incidents=0)
    out = io.StringIO()
    try:
        call_command("benchmark", json=True, stdout=out)
    except SystemExit as end:
        assert end.code == 1
    lines = json.loads(out.getvalue())
    assert {"caseload.pages", "caseload.discarded", "search.recall", "search.typo.to.key"} <= {row["id"] for row in lines}
    assert all(list(row) == ["id", "ratio", "target", "better", "samples", "p50", "p95", "pages"] for row in lines)
    assert all(row["better"] in ("lower", "higher") for row in lines)
