"""Tables and labels as tagged PDF (PDF/UA-1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils import timezone

from casework.pages.dates import when


@dataclass(frozen=True)
class Table:
    """One table of a paper, with its heading."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Paper:
    """One paper: `name` is the file's, without ending and without any person's name; `lines` stand above the tables."""

    title: str
    reference: str
    name: str
    lines: Sequence[str]
    tables: Sequence[Table]


@cache
def _source(name: str) -> bytes:
    return Path(settings.BASE_DIR, "templates/documents", name).read_bytes()


def _made(name: str, data: object) -> bytes:
    given = {"data": json.dumps(data)}
    made: bytes = typst.compile(_source(name), format="pdf", pdf_standards=["ua-1"], sys_inputs=given, ignore_system_fonts=True)
    return made


def pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF."""
    tables = [{"heading": each.heading, "columns": list(each.columns), "rows": [list(row) for row in each.rows]} for each in paper.tables]
    made = when(timezone.now())
    return _made(
        "exhibits.typ", {"title": paper.title, "reference": paper.reference, "lines": list(paper.lines), "tables": tables, "made": made}
    )


def labels(items: Sequence[tuple[str, str, str]]) -> bytes:
    """Labels as a tagged PDF: for each (what the QR code holds, number, what stands below it)."""
    rows = [{"code": segno.make(code, error="m").svg_inline(scale=4, border=2), "number": number, "below": below, "plain": code}
            for code, number, below in items]  # fmt: skip
    return _made("labels.typ", {"labels": rows})
