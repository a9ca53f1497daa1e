"""The access matrix in words, as the permissions page draws it."""

from casework.access.matrix import Cell, Row, table
from casework.staff.models import Rank

# What each line of section 12 is about, for the permissions page.
CODES = {
    "M01": "Case: basic record",
    "M02": "Case log and actions",
    "M03": "Allocate, transfer, reopen",
    "M04": "Victim and witness: needs, safe contact",
    "M05": "Protected facts",
    "M06": "Incidents, chronology",
    "M07": "Classification",
    "M08": "Risk assessment and plan",
    "M09": "Searches and warrants",
    "M10": "Arrest, bail, charging",
    "M11": "Exhibits, continuity",
    "M12": "Exhibits: retention, return, disposal",
    "M13": "Retention of records",
    "M14": "Legacy PIN register",
    "M15": "Applications",
    "M16": "Privileged advice",
    "M17": "Authority",
    "M18": "Orders",
    "M19": "Notification, visits, reviews of orders",
    "M20": "Breaches",
    "M21": "Enforcement card",
    "M22": "CPS referral",
    "M23": "Victim contact",
    "M24": "Outgoing papers",
    "M25": "Break-glass and conflicts of interest",
    "M26": "Review of break-glass",
    "M27": "Workload and figures",
    "M28": "Audit trail",
    "M29": "Rules and policy",
    "M30": "Accounts and roles",
}
_WORDS = {"y": "yes", "*": "own", "u": "unit", "f": "force", "g": "by name"}


def in_words(cell: Cell) -> str:
    """A cell as the permissions page says it: "own; unit; masked", "by name, from superintendent"."""
    said = [words for letter, words in _WORDS.items() if letter in cell.letters]
    if cell.masked:
        said.append("masked")
    words = "; ".join(said)
    return f"{words}, from {Rank(cell.min_rank).label.lower()}" if cell.min_rank else words


def drawn() -> list[tuple[str, str, list[tuple[Row, dict[str, str]]]]]:
    """The matrix for the page: (code, what it is about, its rows with each role's cell in words), in the order of section 12."""
    groups: dict[str, list[tuple[Row, dict[str, str]]]] = {}
    for row, cells in table().values():
        groups.setdefault(row.code, []).append((row, {role: in_words(cell) for role, cell in cells.items()}))
    return [(code, CODES[code], groups[code]) for code in sorted(groups)]
