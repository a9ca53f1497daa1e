"""All measurements, in the order in which `manage.py benchmark` prints them, and how much each costs."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.benchmarks import auditing, caseload, casepage, duties, recount, searching, sweep, uploading, workload
from tests.benchmarks.measuring import Line, line

# name -> (the measurement, what it is given for figures to rely on, and for a look at whether it works)
ALL: dict[str, tuple[Callable[..., list[Line]], dict[str, Any], dict[str, Any]]] = {
    "caseload": (caseload.measure, {"samples": 40}, {"samples": 2}),
    "due": (duties.measure, {"samples": 40}, {"samples": 2}),
    "casepage": (casepage.measure, {"samples": 60}, {"samples": 2}),
    "audit": (auditing.measure, {"samples": 300}, {"samples": 5}),
    "search": (searching.measure, {"samples": 60}, {"samples": 5}),
    "workload": (workload.measure, {"samples": 15}, {"samples": 2}),
    "sweep": (sweep.measure, {"due": 2000, "samples": 3}, {"due": 20, "samples": 1}),
    "recount": (recount.measure, {"clocks": 1000, "samples": 3}, {"clocks": 20, "samples": 1}),
}
# What starts a server of its own and takes minutes: only when asked for by name.
APART: dict[str, tuple[Callable[..., list[Line]], dict[str, Any], dict[str, Any]]] = {
    "upload": (uploading.measure, {"megabytes": 2048}, {"megabytes": 64, "samples": 20}),
}
# Ratios to something whose time does not depend on how much there is: they must hardly grow with the database (performance.md: 1.25 times
# from 10 thousand cases to a million). Plain times would also tell how busy the machine was.
STEADY = {"caseload.to.key": 1.25, "due.to.key": 1.25, "casepage.to.trivial": 1.25, "search.typo.to.key": None}
PAGES = "caseload."


def run(names: Iterable[str] = (), *, quickly: bool = False, say: Callable[[str], object] = lambda text: None) -> list[Line]:
    """The lines of these measurements, or of all; `say` is told before each which it is."""
    lines: list[Line] = []
    for name, (measure, well, fast) in (ALL | APART).items():
        if name in names or (not names and name in ALL):
            say(name)
            lines += measure(**(fast if quickly else well))
    return lines


def growth(now: list[Line], before: list[Line]) -> list[Line]:
    """How much ratios and pages grew since an earlier run on a smaller database: a line for each that has a limit."""
    earlier = {row["id"]: row for row in before}
    found = []
    for row in now:
        old = earlier.get(row["id"])
        if old is None:
            continue
        if row["id"] in STEADY:
            found.append(line(f"growth.{row['id']}", row["ratio"] / old["ratio"], STEADY[row["id"]], "lower"))
        if row["id"].startswith(PAGES) and row["pages"] and old["pages"]:
            found.append(line(f"growth.{row['id']}", row["pages"] / old["pages"], 1.25, "lower"))
    return found
