"""Judging a row of a force solicitor's orders register: taken, doubted or refused, with the reasons in words. Pure."""

from datetime import date

from casework.law.counting import anniversary, years_last_day
from casework.worklists.imports.cells import blank, read_day
from casework.worklists.imports.judging import Judgement, twice

REQUIRED = (
    "Client Code",
    "Matter Number",
    "Client Name",
    "Matter Description",
    "Date Opened",
    "Interim granted",
    "Date Interim Granted",
    "Full Order",
    "Date Full Order Granted",
    "Date of Order Expiry",
)
MADE = {"yes", "y", "granted"}
ENDED = {"no", "n", "refused", "withdrawn"}


def judge_all(rows: list[dict[str, str]], *, today: date, forces: set[str], divisions: set[tuple[str, str]]) -> list[Judgement]:
    """Judge each row of a file; numbers count from 2, the heading being row 1. `forces` are known names, `divisions`
    known (force, division) pairs; `today` (London) bounds what can already have happened."""
    found = [_judge(number, row, today, forces, divisions) for number, row in enumerate(rows, start=2)]
    twice(found, "Matter Number")
    return found


def _judge(number: int, row: dict[str, str], today: date, forces: set[str], divisions: set[tuple[str, str]]) -> Judgement:
    key = f"{row['Client Code']}/{row['Matter Number']}"
    judged = Judgement(number, key, "\x1f".join(f"{name}={row[name]}" for name in sorted(row)))
    judged.values["row"] = row
    if not row["Client Code"] or not row["Matter Number"]:
        judged.refuse("Matter Number", "There is no client code or matter number, so the row cannot be told from others.")
    opened = _day(judged, row, "Date Opened", today)
    if blank(row["Date Opened"]):
        judged.refuse("Date Opened", "There is no date of opening.")
    hearing_text = row.get("If Contested, Date of Next Hearing", "")
    if not blank(hearing_text) and read_day(hearing_text) is None:
        judged.refuse("If Contested, Date of Next Hearing", f'"{hearing_text}" is not a date that exists.')
    interim = _interim(judged, row, today, opened)
    full = _full(judged, row, today, opened, interim)
    judged.values |= {"opened": opened, "interim_on": interim, "full_on": full}
    judged.values["determined"] = row["Full Order"].lower() in MADE | ENDED
    _doubts(judged, row, forces, divisions)
    return judged


def _day(judged: Judgement, row: dict[str, str], column: str, today: date) -> date | None:
    text = row[column]
    if blank(text):
        return None
    found = read_day(text)
    if found is None:
        judged.refuse(column, f'"{text}" is not a date that exists.')
    elif column != "Date of Order Expiry" and found > today:
        judged.refuse(column, f"{found:%d/%m/%Y} is in the future.")
    return found


def _interim(judged: Judgement, row: dict[str, str], today: date, opened: date | None) -> date | None:
    if row["Interim granted"].lower() not in MADE:
        return None
    made = _day(judged, row, "Date Interim Granted", today)
    if made is None:
        if blank(row["Date Interim Granted"]):
            judged.refuse("Date Interim Granted", "An interim order was granted, but there is no date of it.")
        return None
    if opened and made < opened:
        judged.refuse("Date Interim Granted", "The interim order is dated before the matter was opened: the dates are the wrong way round.")
    outcome = row["Full Order"].lower()
    if outcome in ENDED:
        judged.doubt("Full Order", "The interim order ended when the application was determined; the file does not say on which day.")
    elif outcome not in MADE:
        judged.doubt("Interim granted", "The interim order has no end in the file: kept as end not known, counted as live.")
    return made


def _full(judged: Judgement, row: dict[str, str], today: date, opened: date | None, interim: date | None) -> date | None:
    if row["Full Order"].lower() not in MADE:
        return None
    made = _day(judged, row, "Date Full Order Granted", today)
    if made is None:
        if blank(row["Date Full Order Granted"]):
            judged.refuse("Date Full Order Granted", "A full order was made, but there is no date of it.")
        return None
    if opened and made < opened:
        judged.refuse("Date Full Order Granted", "The order is dated before the matter was opened: the dates are the wrong way round.")
    if interim and made < interim:
        judged.refuse("Date Full Order Granted", "The full order is dated before the interim one: the dates are the wrong way round.")
    ends = _day(judged, row, "Date of Order Expiry", today)
    judged.values["ends_on"] = ends
    if ends is None:
        if blank(row["Date of Order Expiry"]):
            judged.doubt("Date of Order Expiry", "The file gives no end of the order: kept as end not known.")
        return made
    if ends < made:
        judged.refuse("Date of Order Expiry", "The order ends before it was made: the dates are the wrong way round.")
    elif ends < years_last_day(made, 2):
        judged.refuse(
            "Date of Order Expiry",
            f"A full order lasts at least two years (SPA 2019 s.3(2)); made {made:%d/%m/%Y}, it cannot end before"
            f" {years_last_day(made, 2):%d/%m/%Y}. Send this one to force legal to be recorded as made and queried.",
        )
    else:
        _length(judged, row.get("Length of order", ""), made, ends)
    return made


def _length(judged: Judgement, text: str, made: date, ends: date) -> None:
    """The column counts calendar years crossed, so it is only compared, never used."""
    if blank(text):
        return
    try:
        years = int(text)
    except ValueError:
        judged.doubt("Length of order", f'"{text}" is not a number of years.')
        return
    if years < 1:
        judged.doubt("Length of order", f"A length of {years} years cannot be.")
    elif ends != years_last_day(made, years):
        late = " (the file's end is the anniversary itself)" if ends == anniversary(made, years) else ""
        judged.doubt(
            "Length of order",
            f"{years} years from {made:%d/%m/%Y} end on {years_last_day(made, years):%d/%m/%Y}, but the file says {ends:%d/%m/%Y}{late}.",
        )


def _doubts(judged: Judgement, row: dict[str, str], forces: set[str], divisions: set[tuple[str, str]]) -> None:
    force = row["Client Name"]
    division = row.get("Mapped Division") or row.get("Division", "")
    for column in ("Perpetrator Age", "Victim Age"):
        text = row.get(column, "")
        if (
            text
            and (not text.isdigit() or not 10 <= int(text) <= 120)
            and not (column == "Victim Age" and text.isdigit() and 0 < int(text) < 10)
        ):
            judged.doubt(column, f"An age of {text} cannot be right.")
    if blank(row.get("Niche Ref", "")):
        judged.doubt("Niche Ref", "There is no usable crime reference.")
    if not force:
        judged.refuse("Client Name", "The row names no force.")
    elif force not in forces:
        judged.doubt("Client Name", f'The force "{force}" was not known and has been made.')
    if not division:
        judged.doubt("Division", "The row names no division; the force's own desk holds it.")
    elif (force, division) not in divisions:
        judged.doubt("Division", f'The division "{division}" was not known and has been made.')
