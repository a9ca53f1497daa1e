"""Tables that leave as files: CSV in UTF-8 with a mark, no cell of which a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def neutral(value: object) -> str:
    """A cell as it may be written to CSV: a text that a spreadsheet would run as a formula gets a leading apostrophe."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write(headings: Iterable[object], lines: Iterable[Sequence[object]]) -> str:
    """CSV text with every cell neutralised; the caller encodes it as UTF-8 with a byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutral(cell) for cell in headings])
    writer.writerows([[neutral(cell) for cell in line] for line in lines])
    return out.getvalue()


def csv_file(name: str, headings: Iterable[object], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """The answer that a browser saves under `name`, which names nobody."""
    answer = HttpResponse(("\ufeff" + write(headings, lines)).encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
