"""The primary navigation: which entries a person sees. At most seven, and none that would lead to a refusal."""

from dataclasses import dataclass

from casework.access.matrix import table
from casework.pages.ways import action_at
from casework.staff.models import Role

MOST = 7


@dataclass(frozen=True)
class Entry:
    """One entry: its words, its address, and the roles it is no use to although they may open it."""

    text: str
    href: str
    not_for: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """An entry as the template draws it."""

    text: str
    href: str
    active: bool


_NO_CASES = frozenset({"CONTROL", "ANALYST", "ADMIN"})

# In the order of the page. Who may open an entry is asked of the access matrix, by the action of the page that answers there.
ENTRIES = (
    Entry("My work", "/", _NO_CASES),
    Entry("Cases", "/cases/", frozenset({"CPS"})),
    Entry("Applications", "/applications/", frozenset({"EXHIBITS", "RECORDS"})),
    Entry("Orders", "/orders/"),
    Entry("Check an order", "/card/", frozenset(Role.values) - {"CONTROL"}),
    Entry("Victims", "/victims/", frozenset(Role.values) - {"VICTIM_CARE"}),
    Entry("Evidence", "/evidence/", frozenset({"CPS", "AUDITOR"})),
    Entry("PINs", "/pins/", frozenset({"LEGAL"})),
    Entry("PIN figures", "/figures/pins/", frozenset(Role.values) - {"ANALYST"}),
    Entry("Workload", "/workload/"),
    Entry("Staff", "/staff/", frozenset(Role.values) - {"ADMIN"}),
    Entry("Audit", "/audit/", frozenset(Role.values) - {"AUDITOR"}),
    Entry("Rules", "/rules/"),
)


def opens(href: str, roles: frozenset[str]) -> bool:
    """Whether a page answers there and its row of the matrix has a cell for one of the roles."""
    action = action_at(href)
    if action is None:
        return False
    return not action or action not in table() or bool(roles & table()[action][1].keys())


def entries(path: str, roles: frozenset[str]) -> list[Shown]:
    """The entries for a person with these roles, the one that `path` belongs to marked active."""
    fitting = [entry for entry in ENTRIES if roles - entry.not_for and opens(entry.href, roles - entry.not_for)]
    # The rules come last and stay; whoever holds so many roles that more than seven fit loses the others from the end.
    shown = fitting if len(fitting) <= MOST else [*fitting[: MOST - 1], fitting[-1]]
    return [Shown(entry.text, entry.href, _active(path, entry.href)) for entry in shown]


def _active(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
