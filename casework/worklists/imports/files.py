"""Reading a file as a table: CSV in UTF-8 or Windows-1252 with whatever separator, or the fullest sheet of an XLSX workbook."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from casework.worklists.imports.cells import UnreadableFile, decode, trim

MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED = 200_000, 200, 400 * 1024 * 1024
SEPARATORS = ",;\t|"
XLSX = "XLSX"


@dataclass(frozen=True)
class Table:
    """`rows` are (number as a spreadsheet counts it, heading -> trimmed text); `encoding` how the file was read, as people name it."""

    headings: list[str]
    rows: list[tuple[int, dict[str, str]]]
    encoding: str


def read_table(raw: bytes) -> Table:
    """The table of a file. Raises UnreadableFile with a sentence for the person who chose it."""
    if raw[:4] == b"PK\x03\x04":
        return _workbook(raw)
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableFile("This is an old Excel file (.xls). Save it as XLSX or as CSV (UTF-8) and choose it again.")
    text, encoding = decode(raw)
    if "\x00" in text:
        raise UnreadableFile("This is not a text file. Choose a CSV or XLSX file with a heading row.")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), skipinitialspace=True))
    except csv.Error as error:
        raise UnreadableFile(f"The file cannot be read as CSV: {error}.") from error
    return _table([[trim(cell) for cell in line] for line in lines], encoding)


def _separator(text: str) -> str:
    """The separator that cuts the first lines into most cells, alike in each."""
    first = [line for line in text.splitlines()[:20] if line.strip()]
    if not first:
        return ","
    return max(SEPARATORS, key=lambda each: (min(line.count(each) for line in first[:2]), first[0].count(each)))


def _workbook(raw: bytes) -> Table:
    import openpyxl  # kept out of start-up: a tenth of a second that only a workbook needs

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableFile("The workbook is too large when unpacked. Save the register's sheet alone, or as CSV (UTF-8).")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [[[_text(cell) for cell in line] for line in _lines(sheet)] for sheet in book.worksheets]
        book.close()
    except UnreadableFile:
        raise
    except Exception as error:
        # The library raises whatever its parsers raise: for the person it is one thing, and the file is at fault.
        raise UnreadableFile("The workbook cannot be opened. Save it again as XLSX without a password, or as CSV (UTF-8).") from error
    filled = [sum(1 for line in sheet if any(line)) for sheet in sheets]
    return _table(sheets[filled.index(max(filled))] if filled else [], XLSX)


def _lines(sheet: object) -> Iterable[tuple[object, ...]]:
    rows: Iterable[tuple[object, ...]] = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)  # type: ignore[attr-defined]
    return rows


def _text(cell: object) -> str:
    """A cell of a workbook as text: days as 2015-03-02, whole numbers without their point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return trim(cell)


def _table(lines: list[list[str]], encoding: str) -> Table:
    """The table below the heading: the first line with at least two filled cells of which most hold letters. Blank lines are left out."""
    at = next((n for n, line in enumerate(lines[:30]) if _heads(line)), None)
    if at is None:
        raise UnreadableFile("There is no heading row. Put the columns' names into the first row and choose the file again.")
    width = min(max(len(line) for line in lines[at : at + 50]), MOST_COLUMNS)
    headings = _unlike([*lines[at], *[""] * width][:width])
    rows = [
        (n, dict(zip(headings, [*line, *[""] * width], strict=False))) for n, line in enumerate(lines[at + 1 :], start=at + 2) if any(line)
    ]
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows. Split it and import the parts.")
    return Table(headings, rows, encoding)


def _heads(line: list[str]) -> bool:
    filled = [cell for cell in line if cell]
    return len(filled) >= 2 and sum(any(char.isalpha() for char in cell) for cell in filled) * 2 > len(filled)


def _unlike(names: list[str]) -> list[str]:
    """Headings without two alike and none blank."""
    made: list[str] = []
    for place, name in enumerate(names, start=1):
        base = " ".join(name.split()) or f"Column {place}"
        unlike, n = base, 2
        while unlike in made:
            unlike, n = f"{base} ({n})", n + 1
        made.append(unlike)
    return made
