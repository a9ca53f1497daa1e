"""Every bad input of the table gets exactly one line that names the input and says what is accepted."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.quick

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
NEVER = ("invalid", "error occurred", "n/a", "none type", "traceback")


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] == "due"], ids=lambda row: row["id"])
def test_due_refuses_in_one_line(row, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("due", *row["give"])
    said = capsys.readouterr()
    assert said.err.strip() == f"{row['field']}: {row['sentence']}"
    assert left.value.code == row["code"]
    assert not said.out


def test_every_row_has_a_road_a_field_and_a_sentence_of_its_own():
    ids = [row["id"] for row in TABLE]
    assert len(ids) == len(set(ids))
    for row in TABLE:
        assert row["road"] and row["field"], row["id"]
        assert row["sentence"][-1] in ".?", row["id"]
        assert not [word for word in NEVER if word in row["sentence"].lower()], row["id"]
