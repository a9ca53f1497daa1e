"""What becomes of each row of an orders register, with its reason in words."""

from datetime import date
from pathlib import Path

import pytest

from casework.pages import spreadsheets
from casework.worklists.imports import cells, orders_register

pytestmark = pytest.mark.quick

SAMPLE = Path(__file__).parent.parent / "data" / "orders-register.csv"
TODAY = date(2026, 11, 23)
SOUND = {
    "Client Code": "200318",
    "Matter Number": "1614",
    "Client Name": "Northmoor Police",
    "Matter Description": "SPO - Mr Rudd",
    "Case Manager": "D Lytton-Hale",
    "Date Opened": "11/05/2022",
    "Niche Ref": "45677814/22",
    "Mapped Division": "Northmoor East",
    "Perpetrator Age": "43",
    "Victim Age": "29",
    "Interim granted": "No",
    "Date Interim Granted": "",
    "Full Order": "Yes",
    "Date Full Order Granted": "14/06/2022",
    "Date of Order Expiry": "13/06/2027",
    "Length of order": "5",
}


def judge(*changes: dict[str, str]) -> list[orders_register.Judgement]:
    return orders_register.judge_all(
        [SOUND | change for change in changes],
        today=TODAY,
        forces={"Northmoor Police"},
        divisions={("Northmoor Police", "Northmoor East")},
    )


def test_a_row_whose_dates_are_sound_is_taken() -> None:
    (only,) = judge({})
    assert (only.outcome, only.reasons) == ("taken", [])
    assert only.values["ends_on"] == date(2027, 6, 13)


@pytest.mark.parametrize(
    ("change", "outcome", "column", "words"),
    [
        ({"Date Opened": ""}, "refused", "Date Opened", "no date of opening"),
        ({"Date Opened": "someday"}, "refused", "Date Opened", "not a date that exists"),
        ({"Date Full Order Granted": "31/02/2023"}, "refused", "Date Full Order Granted", "not a date that exists"),
        ({"Date Full Order Granted": ""}, "refused", "Date Full Order Granted", "no date of it"),
        ({"Date Full Order Granted": "14/06/2031"}, "refused", "Date Full Order Granted", "in the future"),
        ({"Date of Order Expiry": "13/06/2021"}, "refused", "Date of Order Expiry", "wrong way round"),
        ({"Date of Order Expiry": "12/06/2024"}, "refused", "Date of Order Expiry", "cannot end before 13/06/2024"),
        ({"Date of Order Expiry": "13/06/2024", "Length of order": "2"}, "taken", "", ""),
        ({"Date Full Order Granted": "10/05/2022"}, "refused", "Date Full Order Granted", "wrong way round"),
        ({"Interim granted": "Yes", "Date Interim Granted": "TBC"}, "refused", "Date Interim Granted", "no date of it"),
        ({"Date of Order Expiry": ""}, "doubted", "Date of Order Expiry", "end not known"),
        ({"Date of Order Expiry": "14/06/2027"}, "doubted", "Length of order", "the anniversary itself"),
        ({"Length of order": "-5"}, "doubted", "Length of order", "cannot be"),
        ({"Perpetrator Age": "0"}, "doubted", "Perpetrator Age", "cannot be right"),
        ({"Niche Ref": "TBC"}, "doubted", "Niche Ref", "no usable crime reference"),
        ({"Client Name": "Elmscar Police"}, "doubted", "Client Name", "was not known"),
        ({"Mapped Division": "Ashmere"}, "doubted", "Division", "was not known"),
        (
            {"Interim granted": "Yes", "Date Interim Granted": "20/05/2022", "Full Order": "Pending", "Date Full Order Granted": ""},
            "doubted",
            "Interim granted",
            "counted as live",
        ),
    ],
)
def test_what_becomes_of_a_row(change: dict[str, str], outcome: str, column: str, words: str) -> None:
    (only,) = judge(change)
    assert only.outcome == outcome, only.reasons
    if column:
        assert any(where == column and words in sentence for where, sentence in only.reasons), only.reasons


def test_a_repeated_row_is_refused_naming_the_row_it_repeats() -> None:
    _, second = judge({}, {})
    assert (second.outcome, second.reasons) == ("refused", [("Matter Number", "This is the same as row 2.")])


def test_the_same_matter_with_other_content_is_refused_naming_the_column() -> None:
    _, second = judge({}, {"Perpetrator Age": "44"})
    assert second.reasons == [("Matter Number", "This differs from row 2 in Perpetrator Age.")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/05/2022", date(2022, 5, 11)),
        ("13-Jul-25", date(2025, 7, 13)),
        ("2026-04-30 00:00:00.000", date(2026, 4, 30)),
        ("45915", date(2025, 9, 15)),
        ("31/02/2023", None),
        ("TBC", None),
        ("4591", None),
        ("99999", None),
    ],
)
def test_dates_in_the_four_styles_of_old_systems(text: str, day: date | None) -> None:
    assert cells.read_day(text) == day


def test_padding_and_the_byte_order_mark_are_not_content() -> None:
    text, name = cells.decode(SAMPLE.read_bytes())
    assert name == "UTF-8"
    padded = cells.rows(text, orders_register.REQUIRED)[-2]
    assert (padded["Client Code"], padded["Matter Number"]) == ("200318", "4650")


def test_windows_1252_is_read_and_said() -> None:
    assert cells.decode("Ó Briain".encode("cp1252")) == ("Ó Briain", "Windows-1252")


@pytest.mark.parametrize("raw", [b"", b"  \n"])
def test_an_empty_file_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(cells.UnreadableFile, match="empty"):
        cells.decode(raw)


def test_missing_columns_are_named() -> None:
    with pytest.raises(cells.UnreadableFile, match="Full Order"):
        cells.rows("Client Code,Matter Number\n1,2\n", orders_register.REQUIRED)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert spreadsheets.neutral(text) == "'" + text


def test_the_sample_adds_up_and_its_oddities_are_refused() -> None:
    text, _ = cells.decode(SAMPLE.read_bytes())
    rows = cells.rows(text, orders_register.REQUIRED)
    known = {(row["Client Name"], row["Mapped Division"]) for row in rows}
    judged = orders_register.judge_all(rows, today=TODAY, forces={force for force, _ in known}, divisions=known)
    by_outcome = {name: [j.number for j in judged if j.outcome == name] for name in ("taken", "doubted", "refused")}
    assert sum(map(len, by_outcome.values())) == len(rows) == 123
    # Two with reversed dates, three orders shorter than two years, and the three oddities at the end of the file.
    assert by_outcome["refused"] == [15, 40, 53, 75, 76, 122, 123, 124]
