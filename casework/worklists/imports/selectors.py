"""What an import shows: its sums, its reasons, and the refused rows as a file that, mended, imports."""

from collections import Counter

from django.db.models import Count

from casework.pages import spreadsheets
from casework.staff.models import User
from casework.worklists.imports.columns import REASON
from casework.worklists.imports.judging import ALREADY, DOUBTED, REFUSED, TAKEN, Judgement
from casework.worklists.imports.registry import table_of
from casework.worklists.models import ImportRow, ImportRun

OUTCOMES = (TAKEN, DOUBTED, REFUSED, ALREADY)


def runs_for(user: User, kind: str = "orders") -> list[ImportRun]:
    """The last fifty runs of one kind in the person's force."""
    return list(ImportRun.objects.filter(kind=kind, started_by__force=user.force).select_related("started_by").defer("source")[:50])


def summary(rows: "list[Judgement] | list[ImportRow]") -> dict[str, object]:
    """{rows, taken, doubted, refused, already, reasons: [{row, outcome, field, reason}]}; the four add up to rows."""
    counted = Counter(row.outcome for row in rows)
    return {
        "rows": len(rows),
        **{name: counted[name] for name in OUTCOMES},
        "reasons": [
            {"row": row.number, "outcome": row.outcome, "field": column, "reason": sentence}
            for row in rows
            for column, sentence in row.reasons
        ],
    }


def counts(run: ImportRun) -> dict[str, int]:
    """How many rows of a run became what, so far."""
    found = dict(run.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    return {"rows": sum(found.values()), **{name: found.get(name, 0) for name in OUTCOMES}}


def refused_file(run: ImportRun) -> bytes:
    """The refused rows with a first column of reasons, as CSV in UTF-8 with a byte-order mark, every cell neutralised."""
    refused = {row.number: row for row in run.rows.filter(outcome=REFUSED)}
    table = table_of(run)
    headings = [name for name in table.headings if name != REASON]
    lines: list[list[object]] = []
    for number, row in table.rows:
        if number in refused:
            reasons = " ".join(sentence for _, sentence in refused[number].reasons)
            lines.append([*(row[name] for name in headings), reasons])
    return ("\ufeff" + spreadsheets.write([*headings, REASON], lines)).encode()
