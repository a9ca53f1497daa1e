"""How the columns and cells of an old register of notices are read."""

import random
from datetime import date
from typing import Any

import pytest

from casework.errors import GuardFailed
from casework.worklists.imports import columns, files, services
from casework.worklists.imports.days import read
from casework.worklists.imports.people_cells import read_people
from casework.worklists.models import ColumnMapping
from tests.factories import ForceFactory, make_user
from tests.pins.registers import HEADINGS, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# Cells


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RUDD, Callum (aka Cal Rood) 02/04/1988", [("Callum", "Rudd", date(1988, 4, 2), ["Cal Rood"])]),
        ("Mr Callum RUDD DOB 2.4.88", [("Callum", "Rudd", date(1988, 4, 2), [])]),
        ("Callum Rudd; aka Cal; 02/04/1988", [("Callum", "Rudd", date(1988, 4, 2), ["Cal"])]),
        ("Callum Rudd (born 2nd April 1988) a.k.a. Cal Rood/Cal R", [("Callum", "Rudd", date(1988, 4, 2), ["Cal Rood", "Cal R"])]),
        ("O'Neill, Sean @ Shaun Neill (27)", [("Sean", "O'Neill", None, ["Shaun Neill"])]),
        ("Dr Ewa Nowak-Smith [DOB: 1970-01-02], alias Eva", [("Ewa", "Nowak-Smith", date(1970, 1, 2), ["Eva"])]),
        ("Callum Rudd b. 02/04/1988 alias 'Cal'", [("Callum", "Rudd", date(1988, 4, 2), ["Cal"])]),
        ("JEAN McALLISTER", [("Jean", "McAllister", None, [])]),
        ("Callum Rudd and Jo Harle", [("Callum", "Rudd", None, []), ("Jo", "Harle", None, [])]),
        ("Callum Rudd\nJo Harle DOB 3/4/1990", [("Callum", "Rudd", None, []), ("Jo", "Harle", date(1990, 4, 3), [])]),
        ("unknown", []),
        ("n/k", []),
    ],
)
def test_people_in_one_cell(text: str, names: Any) -> None:
    assert [(each.given_names, each.family_name, each.born, each.aliases) for each in read_people(text)] == names


@pytest.mark.quick
@pytest.mark.parametrize(
    "text",
    ["2/3/2015", "02.03.2015", "02-03-15", "2 March 2015", "2nd March 2015", "2-Mar-15", "March 2, 2015", "2015-03-02", "20150302", "42065",
     "Monday 2 March 2015", "02/03/2015 14:30", "2015-03-02 00:00:00", "Mon, 2 Mar 2015", "2 of March 2015"],
)  # fmt: skip
def test_one_day_in_many_styles(text: str) -> None:
    reading = read(text)
    assert reading is not None
    assert reading.day == date(2015, 3, 2)


@pytest.mark.quick
@pytest.mark.parametrize("text", ["31/02/2015", "2015", "soon", "32/1/2015", "1/13/13/2015", "Marchember 2 2015", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read(text) is None


# Columns


@pytest.mark.quick
def test_columns_are_found_in_any_order_with_the_reason() -> None:
    table = files.read_table(register(30))
    wanted = {field: guess.column for field, guess in columns.propose(table).items()}
    rng = random.Random(3)
    for _ in range(10):
        order = list(table.headings)
        rng.shuffle(order)
        shuffled = files.Table(order, table.rows, table.encoding)
        found = columns.propose(shuffled)
        assert {field: guess.column for field, guess in found.items()} == wanted
        assert all(guess.why for guess in found.values())
    assert wanted["recipient"] == "Person warned" and wanted["complainant"] == "Aggrieved" and wanted["served_on"] == "Date served"


@pytest.mark.quick
def test_columns_without_telling_headings_are_found_by_what_stands_in_them() -> None:
    table = files.read_table(register(60))
    blind = {name: f"F{n}" for n, name in enumerate(HEADINGS)}
    rows = [(number, {blind[name]: cell for name, cell in row.items()}) for number, row in table.rows]
    found = {field: guess.column for field, guess in columns.propose(files.Table(list(blind.values()), rows, "UTF-8")).items()}
    for field, heading in {
        "recipient": "Person warned", "issued_on": "Date issued", "served_on": "Date served", "kind": "Type", "conduct": "What happened",
        "linked_crime": "Crime No", "source_reference": "PIN Ref", "issuing_collar": "Collar No",
    }.items():  # fmt: skip
        assert found.get(field) == blind[heading] or field in ("issued_on", "served_on"), field
    assert {found["issued_on"], found["served_on"]} == {blind["Date issued"], blind["Date served"]}


def test_what_a_person_chooses_is_kept_for_the_forces_next_file(clerk: Any) -> None:
    raw = b"A,B,C,D\nP/1,25/03/2015,Callum Rudd,Forty calls to her work.\n"
    run = services.begin(actor=clerk, name="x.csv", raw=raw, kind="pins", unit=clerk.unit)
    services.choose_columns(actor=clerk, run=run, mapping={"source_reference": "A", "issued_on": "B", "recipient": "C", "conduct": "D"})
    again = services.begin(
        actor=clerk, name="y.csv", raw=raw + b"P/2,26/03/2015,Jo Harle,Followed her home twice.\n", kind="pins", unit=clerk.unit
    )
    assert again.mapping == {"source_reference": "A", "issued_on": "B", "recipient": "C", "conduct": "D"}
    other = make_user("RECORDS", force=ForceFactory(other=True))
    assert services.begin(actor=other, name="z.csv", raw=raw + b"\n", kind="pins").mapping != again.mapping
    assert ColumnMapping.objects.get().force == clerk.force
    with pytest.raises(GuardFailed) as refused:
        services.choose_columns(actor=clerk, run=again, mapping={"issued_on": "B", "served_on": "B", "recipient": "Z"})
    assert {name for name, _ in refused.value.problems} == {"issued_on", "served_on", "recipient"}
