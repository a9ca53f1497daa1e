"""`due` and `rules` answer from the law alone: no database, no settings that matter, plain exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

pytestmark = pytest.mark.quick

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_database(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the command opened the database")

    monkeypatch.setattr(BaseDatabaseWrapper, "connect", refuse)
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        call_command(*words)
    return left.value.code, capsys.readouterr()


def test_due_prints_json_and_nothing_else(capsys):
    code, said = run(capsys, "due", "SPA-9-1", "--on", "2026-03-03T23:50", "--json")
    assert code == 0 and not said.err
    answer = json.loads(said.out)
    assert answer["due"] == "2026-03-05"
    assert answer["overdue_from"] == "2026-03-06T00:00:00+00:00"


def test_due_by_post_over_christmas(capsys):
    code, said = run(capsys, "due", "SPA-9-1", "--on", "2026-12-24", "--set", "method=post", "--json")
    answer = json.loads(said.out)
    assert (code, answer["due"], answer["also"]) == (0, "2027-01-02", [{"name": "effective_service", "date": "2026-12-31"}])


def test_due_in_words_shows_the_sum_the_source_and_how_sure_it_is(capsys):
    code, said = run(capsys, "due", "CC-7", "--on", "2026-12-11")
    assert code == 0
    assert "Due: Friday 1 January 2027, end of the day" in said.out
    assert "safe by: Thursday 31 December 2026" in said.out
    assert "ask force legal" in said.out


def test_a_guard_that_does_not_pass_leaves_with_1(capsys):
    code, said = run(capsys, "due", "SPA-3-2", "--on", "2026-11-23", "--set", "end=2028-11-21", "--json")
    assert code == 1
    assert json.loads(said.out)["passes"] is False
    assert run(capsys, "due", "SPA-3-2", "--on", "2026-11-23", "--set", "end=2028-11-22")[0] == 0


def test_rules_lists_every_rule_with_its_inputs(capsys):
    code, said = run(capsys, "rules", "--json")
    rows = json.loads(said.out)
    assert code == 0
    assert all(list(row) == ["id", "aliases", "title", "citation", "class", "authority", "confidence", "inputs", "wired"] for row in rows)
    first = next(row for row in rows if row["id"] == "SPA-9-1")
    assert first["aliases"] == ["R27"]
    assert first["inputs"][0]["name"] == "method" and "post" in first["inputs"][0]["choices"] and first["inputs"][0]["required"] is False


def test_rules_in_words(capsys):
    code, said = run(capsys, "rules")
    assert code == 0
    assert "OP-AUTH (R24): Authority after legal advice." in said.out
    assert "Force policy: turn-round of authority" in said.out


def test_every_declared_input_is_accepted(capsys):
    from casework.law.registry import all_rules

    sample = {"bool": "yes", "int": "1", "date": "2027-01-04", "datetime": "2027-01-04T10:00", "text": "A reason that is long enough"}
    for rule in all_rules():
        words = ["due", rule.id, "--on", "2026-11-23T10:00", "--json"]
        needed = {each.name: each for each in rule.inputs if each.required}
        if rule.id == "SPA-5-6a":
            needed = {"end": rule.input("end")}
        for each in needed.values():
            words += ["--set", f"{each.name}={each.choices[0] if each.choices else sample[each.kind]}"]
        code, said = run(capsys, *words)
        assert code in (0, 1), (rule.id, said.err)
        assert json.loads(said.out)["rule"] == rule.id


def test_the_law_imports_no_django_and_no_holidays_until_they_are_needed():
    program = (
        "import sys; from casework.law import cli, engine, policy, registry, spans; "
        "engine.compute('SPA-9-1', on='2026-11-27'); registry.all_rules(); "
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'holidays', 'celery', 'psycopg')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def by_hand(*words, **environment):
    """The command as typed, with a look at which modules it loaded."""
    program = (
        "import atexit, runpy, sys; sys.argv = ['manage.py', *sys.argv[1:]]; "
        "atexit.register(lambda: sys.stderr.write(' '.join(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'config'})))); "
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    line = [sys.executable, "-c", program, *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, env={"PATH": "", **environment})


@pytest.mark.parametrize("words", [("due", "MCR-66D", "--on", "2026-12-14", "--json"), ("rules", "--json")], ids=lambda words: words[0])
def test_typed_on_the_command_line_they_load_neither_django_nor_settings(words):
    done = by_hand(*words, LANG="C")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert not done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("due", "SPA-99", "--on", "2026-11-23"), 3, "rule: No rule is called 'SPA-99'."),
        (("due",), 2, "RULE: It is missing. It is written: due RULE"),
        (("due", "SPA-9-1", "--on"), 2, "--on: expected one argument. It is written: due RULE"),
        (("rules", "--wat"), 2, "unrecognized arguments: --wat. It is written: rules [--json]."),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_typed_on_the_command_line_they_refuse_in_one_line(words, code, said):
    done = by_hand(*words)
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout


def test_djangos_own_options_still_work():
    done = by_hand("due", "SPA-9-1", "--on", "2026-11-27", "--no-color", DJANGO_SETTINGS_MODULE="config.settings")
    assert done.returncode == 0
    assert "Sunday 29 November 2026" in done.stdout
