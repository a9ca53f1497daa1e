"""The benchmark answers in its stable form; what it says of speed is not tested, only that all of it works and leaves nothing behind."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.worklists.seeding import seed
from tests.benchmarks import everything
from tests.benchmarks.measuring import SCHEMA, line, missed

pytestmark = pytest.mark.django_db


def lines(*words, status=(0, 1)):
    out = io.StringIO()
    try:
        call_command("benchmark", "--json", "--quickly", *words, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        assert end.code in status
    return json.loads(out.getvalue())


def test_without_seeded_cases_there_is_nothing_to_measure():
    with pytest.raises(CommandError, match="nothing to measure") as refusal:
        call_command("benchmark", "--json", stderr=io.StringIO())
    assert refusal.value.returncode == 2


@pytest.mark.parametrize("words", [["--only", "speed"], ["--against", "/nowhere.json"]])
def test_bad_words_are_refused_in_one_line(words):
    with pytest.raises(CommandError) as refusal:
        call_command("benchmark", *words)
    assert refusal.value.returncode == 2 and "\n" not in str(refusal.value)


def test_every_measurement_works_and_says_so_in_its_columns(tmp_path):
    seed(200, incidents=1)
    found = lines()
    names = [row["id"] for row in found]
    assert len(set(names)) == len(names)
    assert {name.split(".")[0] for name in names} == {"caseload", "due", "casepage", "audit", "search", "workload", "sweep", "recount"}
    assert all(list(row) == ["id", "ratio", "target", "better", "samples", "p50", "p95", "pages"] for row in found)
    assert all(row["better"] in ("lower", "higher") and row["ratio"] >= 0 for row in found)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [SCHEMA])
        assert cursor.fetchone() == (0,), "what was compared with is gone"
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(found))
    grown = [row for row in lines("--only", "caseload", "--against", str(earlier)) if row["id"].startswith("growth.")]
    assert {"growth.caseload.to.key", "growth.caseload.pages"} <= {row["id"] for row in grown}


def test_a_goal_is_missed_on_its_wrong_side_alone():
    for ratio, better, wrong in ((5, "lower", False), (5.1, "lower", True), (5, "higher", False), (4.9, "higher", True)):
        assert missed(line("x", ratio, 5, better)) is wrong
    assert not missed(line("x", 99, None, "lower"))


def test_growth_compares_what_both_runs_have():
    small = [line("caseload.to.key", 4, None, "lower"), line("caseload.pages", 40, 80, "lower", pages=40)]
    large = [
        line("caseload.to.key", 4.8, None, "lower"),
        line("caseload.pages", 60, 80, "lower", pages=60),
        line("due.to.key", 3, None, "lower"),
    ]
    found = {row["id"]: (row["ratio"], missed(row)) for row in everything.growth(large, small)}
    assert found == {"growth.caseload.to.key": (1.2, False), "growth.caseload.pages": (1.5, True)}
