"""Reading cells as old systems write them: four styles of date in one file, padded text, placeholders, formulas."""

import csv
import io
import re
from datetime import date, datetime

from casework.pages.spreadsheets import FORMULA_STARTS

PLACEHOLDERS = {"", "tbc", "see file", "n/a", "na", "none", "unknown", "-"}
# Day 0 of the spreadsheet calendar, as an ordinal; serial numbers count days from it.
_SPREADSHEET_DAY_0 = date(1899, 12, 30).toordinal()
_STYLES = ("%d/%m/%Y", "%d-%b-%y", "%d-%b-%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y")


class UnreadableFile(ValueError):
    """The file as a whole cannot be taken; the text is a sentence for the person who chose it."""


def decode(raw: bytes) -> tuple[str, str]:
    """(text, encoding as people name it): UTF-8 with or without a mark, else Windows-1252."""
    if not raw.strip():
        raise UnreadableFile("The file is empty. Choose a CSV file with a heading row.")
    try:
        return raw.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise UnreadableFile("The file is neither UTF-8 nor Windows-1252 text. Save it as CSV (UTF-8) and choose it again.") from error


def rows(text: str, required: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows as heading -> trimmed text. Raises UnreadableFile naming the headings that are missing."""
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    try:
        headings = [(name or "").strip() for name in reader.fieldnames or []]
        missing = [name for name in required if name not in headings]
        if missing:
            raise UnreadableFile("These columns are missing: " + ", ".join(missing) + ".")
        reader.fieldnames = headings
        return [{name: trim(value) for name, value in row.items() if isinstance(name, str)} for row in reader]
    except csv.Error as error:
        raise UnreadableFile(f"The file cannot be read as CSV near line {reader.line_num}: {error}.") from error


def trim(value: object) -> str:
    """Text without padding, also without no-break spaces; a tab that starts a formula is kept for `neutral` to see.

    The apostrophe that `neutral` put before a formula is taken off again, so that our own file comes back as it was.
    """
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    text = re.sub(r"^[ \u00a0\ufeff]+|[ \u00a0\t]+$", "", str(value or ""))
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def blank(value: str) -> bool:
    """True for an empty cell and for what people type instead of leaving it empty."""
    return value.strip().lower() in PLACEHOLDERS


def read_day(value: str) -> date | None:
    """The day a cell means, or None when it holds no date that exists. A bare number is a spreadsheet's serial number.

    Days before 1990 and after 2100 are not believed: they come from mistyped years or serial numbers of other things.
    """
    text = value.strip()
    found: date | None = None
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        found = serial_day(int(text.split(".")[0]))
    else:
        for style in _STYLES:
            try:
                found = datetime.strptime(text, style).date()  # noqa: DTZ007 (a day, not a moment)
                break
            except ValueError:
                continue
    return found if found and 1990 <= found.year <= 2100 else None


def serial_day(number: int) -> date:
    """The day that a spreadsheet's serial number means."""
    return date.fromordinal(_SPREADSHEET_DAY_0 + number)
