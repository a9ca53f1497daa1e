"""Judging a row of an old register of notices: taken, doubted or refused, with the reasons in words. Pure.

A row that is dated after the cut-over is refused and put aside for professional standards (`values["quarantine"]`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.law.spans import age_on
from casework.pages.dates import short_day
from casework.pins.models import NoticeKind
from casework.pins.rules import after_cut_over, short
from casework.worklists.imports import days
from casework.worklists.imports.cells import PLACEHOLDERS, blank
from casework.worklists.imports.columns import FIELDS
from casework.worklists.imports.days import EITHER, MONTH_FIRST
from casework.worklists.imports.judging import Judgement, twice
from casework.worklists.imports.people_cells import BORN_PIVOT, Person, read_people
from casework.worklists.imports.pin_words import KINDS, YES_NO, words_of

# Before it nothing could be harassment under it: Protection from Harassment Act 1997, in force for ss.1-7 from this day.
ACT = date(1997, 6, 16)
FIRST_YEAR, YOUNGEST = 1990, 10
NO_CONDUCT = "Not stated in the old register"
LENGTHS = {
    "source_system": 60,
    "source_reference": 60,
    "service_method": 60,
    "issuing_officer": 120,
    "issuing_collar": 12,
    "text_reference": 120,
    "linked_crime": 30,
    "source_status": 60,
}
DATES = ("issued_on", "served_on", "recipient_date_of_birth", "complainant_date_of_birth")


def judge_all(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    *,
    mapping: Mapping[str, str],
    force: str,
    system: str,
    cut_over: date,
    today: date,
    digest: Callable[[str], str],
) -> list[Judgement]:
    """Judge each row. `mapping` is field -> column, `system` what the source is called where no column says; `today` is London's.

    `digest` tells rows without a reference apart without keeping what they say.
    """
    fixed = Fixed(mapping, force, system, cut_over, today, digest)
    heads = {field: mapping[field] for field in FIELDS if field in mapping}
    settled = {field: days.uk_order(row[heads[field]] for _, row in rows) for field in DATES if field in heads}
    found = []
    for number, row in rows:
        cells = {field: row.get(column, "") for field, column in heads.items()}
        found.append(_Row(number, cells, heads, settled, fixed).judged)
    twice(found, heads.get("source_reference", "Reference"))
    return found


@dataclass(frozen=True)
class Fixed:
    """What is the same for every row of a file."""

    mapping: Mapping[str, str]
    force: str
    system: str
    cut_over: date
    today: date
    digest: Callable[[str], str]


class _Row:
    """One row under judgement."""

    def __init__(self, number: int, cells: Mapping[str, str], heads: Mapping[str, str], settled: Mapping[str, bool], fixed: Fixed) -> None:
        self.cells, self.heads, self.settled, self.today = cells, heads, settled, fixed.today
        content = "\x1f".join(f"{name}={cells[name]}" for name in sorted(cells))
        self.judged = Judgement(number, "", content)
        values: dict[str, Any] = {name: self._short(name) for name in LENGTHS}
        values["source_system"] = values["source_system"] or fixed.system[:60]
        self.judged.values["row"] = {heads[name]: text for name, text in cells.items()}
        values |= {"kind": self._kind(), **self._issued(fixed.cut_over), **self._answers()}
        values["recipient_vulnerability"] = self._long("recipient_vulnerability", 2000)
        values["conduct"] = self._conduct()
        recipients, complainant = self._recipients(values["issued_on"]), self._complainant()
        reference = values["source_reference"]
        if not reference:
            self._doubt("source_reference", "There is no usable reference.")
        said = "\x1f".join((self._cell("recipient"), self._cell("recipient_family_name"), self._cell("issued_on"), values["conduct"]))
        told = reference.upper() or f"row {fixed.digest(said)[:40]}"
        self.judged.key = f"{fixed.force}/{values['source_system'].upper()}/{told}"
        self.judged.values |= {"values": values, "recipients": recipients, "complainant": complainant}

    def _cell(self, name: str) -> str:
        text = self.cells.get(name, "")
        return "" if text.strip().lower() in PLACEHOLDERS else text

    def _column(self, name: str) -> str:
        return self.heads.get(name, FIELDS[name].label)

    def _doubt(self, name: str, sentence: str) -> None:
        self.judged.doubt(self._column(name), sentence)

    def _refuse(self, name: str, sentence: str) -> None:
        self.judged.refuse(self._column(name), sentence)

    def _short(self, name: str) -> str:
        text = " ".join(self._cell(name).split())
        if len(text) > LENGTHS[name]:
            self._doubt(name, f"Longer than {LENGTHS[name]} characters: cut off there.")
        return text[: LENGTHS[name]]

    def _long(self, name: str, most: int) -> str:
        text = self._cell(name).strip()
        if len(text) > most:
            self._doubt(name, f"Longer than {most:,} characters: cut off there.")
        return text[:most]

    def _kind(self) -> str:
        text = self._cell("kind")
        if not text:
            return NoticeKind.PIN
        kind = KINDS.get(words_of(text)) or next((kind for words, kind in _LONGEST if words in f" {words_of(text)} "), None)
        if kind is None:
            self._doubt("kind", "This is no known name of a notice: kept as a Police Information Notice.")
        return kind or NoticeKind.PIN

    def _day(self, name: str, *, must: bool = False) -> date | None:
        text = self._cell(name)
        if not text:
            return None
        reading = days.read(text)
        if reading is None or not FIRST_YEAR <= reading.day.year <= 2100:
            words = f'"{text[:40]}" is not a date that exists.' if reading is None else f'"{text[:40]}": the year cannot be right.'
            if must:
                self._refuse(name, words)
            else:
                self._doubt(name, words + " It was left out.")
            return None
        if reading.order == MONTH_FIRST:
            self._doubt(name, f'"{text[:40]}" can only be read with the month first: taken as {short_day(reading.day)}.')
        elif reading.order == EITHER and not self.settled.get(name, False):
            other = days.turned(reading.day)
            self._doubt(
                name, f'"{text[:40]}" was read as {short_day(reading.day)}, day first; nothing in the column rules out {short_day(other)}.'
            )
        return reading.day

    def _issued(self, cut_over: date) -> dict[str, date | None]:
        issued = self._day("issued_on", must=True)
        served = self._day("served_on", must=True)
        if not self._cell("issued_on"):
            self._refuse("issued_on", "There is no day of issue.")
        elif issued is not None:
            if issued > self.today:
                self._refuse("issued_on", f"{short_day(issued)} is in the future. Put aside for professional standards.")
            elif after_cut_over(issued, cut_over):
                self._refuse(
                    "issued_on",
                    f"Issued on {short_day(issued)}, after police stopped issuing notices on {short_day(cut_over)}."
                    " Put aside for professional standards.",
                )
            elif issued < ACT:
                self._doubt("issued_on", "Issued before the Protection from Harassment Act 1997 was in force.")
            self.judged.values["quarantine"] = after_cut_over(issued, cut_over)
        if served is not None:
            if served > self.today:
                self._refuse("served_on", f"{short_day(served)} is in the future.")
            elif issued is not None and served < issued:
                self._refuse("served_on", "It was given before it was issued: the dates are the wrong way round.")
        return {"issued_on": issued, "served_on": served}

    def _answers(self) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        for name in ("course_alleged", "investigated"):
            text = self._cell(name).lower()
            found[name] = (
                YES_NO.get(self.cells.get(name, "").strip().lower()) if self.cells.get(name, "").strip().lower() in YES_NO else None
            )
            if text and found[name] is None:
                self._doubt(name, "This is neither yes nor no: kept as not known.")
        return found

    def _conduct(self) -> str:
        text = self._long("conduct", 4000)
        if not text:
            self._doubt("conduct", "The conduct is not described.")
            return NO_CONDUCT
        return f"{NO_CONDUCT} beyond: {text}" if short(text, 10) else text

    def _recipients(self, issued: date | None) -> list[Person]:
        found = self._people("recipient", "recipient_family_name", "recipient_given_names")
        name = "recipient" if "recipient" in self.heads else "recipient_family_name"
        if not found:
            self._refuse(name, "There is no recipient.")
            return []
        if len(found) > 1:
            self._doubt(name, f"{len(found)} people are named in one cell: each gets an entry.")
        born = self._born("recipient_date_of_birth")
        if born is not None:
            if len(found) > 1:
                self._doubt("recipient_date_of_birth", "It is not clear whose date of birth this is: left out.")
            elif found[0].born not in (None, born):
                self._doubt("recipient_date_of_birth", "The two dates of birth in the row differ: this one was taken.")
            found[0].born = born if len(found) == 1 else found[0].born
        aliases = [alias for text in self._cell("recipient_aliases").replace(";", ",").split(",") if (alias := " ".join(text.split()))]
        found[0].aliases += [alias for alias in aliases if alias not in found[0].aliases]
        for person in found:
            if person.born is not None and issued is not None and (person.born >= issued or age_on(person.born, issued) < YOUNGEST):
                self._doubt(name, f"The date of birth makes a recipient younger than {YOUNGEST}: left out.")
                person.born = None
        return found

    def _complainant(self) -> Person | None:
        found = self._people("complainant", "", "")
        if len(found) > 1:
            self._doubt("complainant", "Several people are named as complainants: the first was taken.")
        person = found[0] if found else None
        born = self._born("complainant_date_of_birth")
        if person is not None and born is not None:
            person.born = born
        return person

    def _people(self, whole: str, family: str, given: str) -> list[Person]:
        if family and not blank(self.cells.get(family, "")):
            one = read_people(f"{self._cell(family)}, {self._cell(given)}" if given else self._cell(family))
        else:
            one = read_people(self._cell(whole))
        for person in one:
            for sentence in person.doubts:
                self._doubt(whole if whole in self.heads else family or whole, sentence)
        return one

    def _born(self, name: str) -> date | None:
        text = self._cell(name)
        if not text:
            return None
        reading = days.read(text, BORN_PIVOT)
        if reading is None or not 1900 <= reading.day.year <= self.today.year:
            self._doubt(name, f'"{text[:40]}" is not a date that exists. It was left out.')
            return None
        if reading.short_year:
            self._doubt(name, "The year of birth has two figures only.")
        if reading.order == MONTH_FIRST or (reading.order == EITHER and not self.settled.get(name, False)):
            self._doubt(name, "Day and month of the date of birth may be changed over.")
        return reading.day


_LONGEST = sorted(((f" {words} ", kind) for words, kind in KINDS.items() if len(words) > 3), key=lambda pair: -len(pair[0]))
