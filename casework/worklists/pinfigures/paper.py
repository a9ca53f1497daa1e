"""The one page for the Police and Crime Commissioner: typeset with tags for screen readers, without any name or small number."""

import json
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from casework.pages.dates import short_day
from casework.pins.models import Outcome
from casework.worklists.pinfigures.selectors import BANDS, HOW, ROADS, URGENCY, Figures
from casework.worklists.pinfigures.suppression import Cell

HIDDEN = "not shown"


@cache
def _source() -> bytes:
    return Path(settings.BASE_DIR, "templates/documents/pin_figures.typ").read_bytes()


def page_of(figures: Figures, made_on: str) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1). Only figures without small numbers are printed: ValueError for others."""
    if not figures.hidden:
        raise ValueError("only figures without small numbers leave the force")
    data = {
        "force": figures.force,
        "period": f"{short_day(figures.first)} to {short_day(figures.last)}",
        "made": made_on,
        "urgency": [*URGENCY, "All"],
        "outstanding": [
            [label, *map(_cell, row)] for label, row in zip([*(label for label, _ in BANDS), "All"], figures.outstanding, strict=True)
        ],
        "replaced": [[label, _cell(cell)] for label, cell in zip([*Outcome.labels, "All"], figures.replaced, strict=True)],
        "median": HIDDEN if figures.few else "none yet" if figures.median is None else f"{figures.median:g}",
        "attempts": [[label, _cell(cell)] for label, cell in zip([*(label for _, label in ROADS), "All"], figures.attempts, strict=True)],
        "how": HOW,
    }
    made: bytes = typst.compile(
        _source(), format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": json.dumps(data)}, ignore_system_fonts=True
    )
    return made


def _cell(cell: Cell) -> str:
    return HIDDEN if cell is None else f"{cell:,}"
