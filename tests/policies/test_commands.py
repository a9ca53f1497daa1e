"""`due --live` counts with a force's own values; `recompute_clocks` counts open dates anew and says how far it has come."""

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from casework.clocks.models import Clock, ClockChange, Recount
from casework.clocks.services import start
from casework.policies.services import approve, propose_holiday, propose_value
from casework.staff.models import Force
from tests.factories import ForceFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def force(time_machine):
    time_machine.move_to(NOW, tick=False)
    force = ForceFactory()
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    asked = {"actor": admin, "force": force, "reason": "Decided by the stalking lead"}
    approve(actor=chief, proposal=propose_value(code="R23.standard", typed="4", from_on=date(2026, 11, 23), **asked))
    approve(actor=chief, proposal=propose_holiday(kind="ADD", day=date(2026, 11, 24), name="State funeral", **asked))
    return force


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        call_command(*words)
    return left.value.code, capsys.readouterr()


def test_live_counts_with_the_forces_values_and_holidays(force, capsys):
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--live", "--json")
    assert (code, json.loads(said.out)["due"]) == (0, "2026-11-30")
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--json")
    assert json.loads(said.out)["due"] == "2026-11-26"


def test_live_asks_which_force_where_there_are_several(force, capsys):
    ForceFactory(code="other", name="Other Police")
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--live")
    assert (code, said.err.strip()) == (2, "force: There are several forces here. Say which: --force northmoor or other.")
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--live", "--force", "other", "--json")
    assert json.loads(said.out)["due"] == "2026-11-26"


def test_live_says_what_it_does_not_know(force, capsys):
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--live", "--force", "nowhere")
    assert (code, said.err.strip()) == (2, "force: No force has the code 'nowhere'. There are: northmoor.")
    code, said = run(capsys, "due", "R99", "--on", "2026-11-23", "--live")
    assert code == 3


def test_live_without_any_force(db, capsys):
    assert not Force.objects.exists()
    code, said = run(capsys, "due", "R23", "--on", "2026-11-23", "--live")
    assert (code, said.err.strip()) == (2, "live: No force has been set up here yet, so there are no values of its own.")


def test_recompute_counts_a_rule_anew_and_says_so(force, capsys):
    officer = make_user("OFFICER")
    for _ in range(3):
        case = make_case(owner=officer)
        start("R23", subject=case, case=case, on=date(2026, 11, 23))
        start("R01", subject=case, case=case, on=NOW)
    # As if counted by a former release.
    Clock.objects.filter(rule_id="R23").update(result={"due": "2026-11-25", "steps": []}, due_on=date(2026, 11, 25))
    call_command("recompute_clocks", "--rule", "R23", "--json")
    assert json.loads(capsys.readouterr().out)["changed"] == 3
    assert set(Clock.objects.filter(rule_id="R23").values_list("due_on", flat=True)) == {date(2026, 11, 30)}
    assert ClockChange.objects.count() == 3
    call_command("recompute_clocks")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Northmoor Police: 6 of 6, 0 changed"
    assert said[-1] == "6 open dates counted, 0 changed, 0 people told."


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] == "recompute_clocks"], ids=lambda row: row["id"])
def test_recompute_refuses_in_one_line(force, capsys, row):
    code, said = run(capsys, "recompute_clocks", *row["give"])
    assert (code, said.err.strip()) == (row["code"], f"{row['field']}: {row['sentence']}")
    assert not Recount.objects.exists()
