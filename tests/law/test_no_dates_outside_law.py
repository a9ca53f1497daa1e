"""No date is computed outside `casework/law`: date arithmetic elsewhere stands only in the files listed here, each with its reason.

A legal or policy date never qualifies for the list. What does: how long a cookie, a lock or a page lives; a difference for display.
"""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "casework/access/breakglass.py": "how long one break-glass lasts: a security setting of the sign-in kind, shown as its own end",
    "casework/access/grants.py": "the longest life of a grant that somebody may choose; no legal or policy date",
    "casework/reports/diary.py": "reads dates as people typed them in a diary; nothing is counted from them",
    "casework/demo/stories.py": "invented people's stories, told back from the day of the demonstration; no date that anybody must meet",
    "casework/demo/telling.py": "turns 'so many days ago' of an invented story into an instant; the limits come from the law all the same",
    "casework/worklists/imports/cells.py": "a spreadsheet writes days as serial numbers: reading, not counting",
    "casework/migrations/0003_audit_partitions.py": "SQL that makes the audit tables' monthly partitions ahead of time",
}
MOVING_FIELDS = {"year", "month", "day", "hour", "minute"}
MODULES = {"dateutil", "relativedelta", "holidays", "dateparser"}


def arithmetic(source: str) -> list[str]:
    """What in this Python text moves a date, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(node, ast.Name | ast.Attribute) and name in ("timedelta", "relativedelta", "fromordinal", "toordinal", "monthrange"):
            found.append(f"{node.lineno}: {name}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replace":
            if MOVING_FIELDS & {each.arg for each in node.keywords}:
                found.append(f"{node.lineno}: replace")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {getattr(node, "module", None) or "", *(alias.name for alias in node.names)}
            if MODULES & {part.split(".")[0] for part in names} or "timedelta" in names:
                found.append(f"{node.lineno}: import")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "interval '" in node.value.lower():
            found.append(f"{node.lineno}: SQL interval")
    return found


def python_files():
    return sorted(
        path
        for path in (ROOT / "casework").rglob("*.py")
        if not path.is_relative_to(ROOT / "casework" / "law") and "__pycache__" not in path.parts
    )


def test_no_date_is_computed_outside_law():
    strays = {}
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        found = arithmetic(path.read_text(encoding="utf-8"))
        if found and name not in ALLOWED:
            strays[name] = found
    assert not strays, "date arithmetic belongs in casework/law; call casework.law.engine.compute or ask for a helper there"


def test_the_list_holds_no_file_that_no_longer_needs_it():
    for name, reason in ALLOWED.items():
        assert len(reason) > 20, name
        assert arithmetic((ROOT / name).read_text(encoding="utf-8")), f"{name} does no date arithmetic any more: take it off the list"


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import timedelta",
        "import datetime as dt\nx = dt.timedelta(days=3)",
        "from dateutil.relativedelta import relativedelta",
        "due = made.replace(year=made.year + 2)",
        "q = \"now() + interval '3 days'\"",
        "import holidays",
    ],
)
def test_the_reader_sees(source):
    assert arithmetic(source)


@pytest.mark.parametrize("source", ["text.replace('a', 'b')", "from datetime import date, datetime", "x = moment.replace(tzinfo=LONDON)"])
def test_the_reader_leaves_alone(source):
    assert not arithmetic(source)
