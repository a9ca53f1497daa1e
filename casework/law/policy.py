"""Force policy as data: the numbers that no law sets. A force edits its own copy; these are the defaults.

Anything counted with one of these is shown as "force policy", never as law. Units: "hours" are elapsed hours, "days" calendar days,
"working days" business days (the day of the event is day 0), "months" and "years" those of the calendar, "date" the day from which a
provision is in use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from casework.law.errors import LawInputError

Value = int | tuple[int, ...] | date | None
"""A number in its unit; several for a ladder of alerts, longest lead first; a date or nothing for a provision not yet in use."""

HIGHEST = {"hours": 24 * 366, "days": 3660, "working days": 1000, "months": 1200, "years": 100}


@dataclass(frozen=True)
class PolicyValue:
    """One number that a force may set: `code` is its key, `rule` the rule that uses it, `title` what it means in words."""

    code: str
    value: Value
    unit: str
    title: str
    rule: str


def check(code: str, value: Value) -> None:
    """Refuse a value that the code cannot have: `LawInputError` with the sentence for the form."""
    known = DEFAULTS.get(code)
    if known is None:
        raise LawInputError(code, f"There is no force-policy value called {code}.")
    if known.unit == "date":
        if value is not None and not isinstance(value, date):
            raise LawInputError(code, "Give the day from which it is in use, or leave it empty while it is not.")
        return
    several = isinstance(known.value, tuple)
    given = value if isinstance(value, tuple) and several else (value,)
    numbers = [n for n in given if isinstance(n, int) and not isinstance(n, bool)]
    if not given or len(numbers) != len(given) or (several and not isinstance(value, tuple)):
        raise LawInputError(code, "Give whole numbers, the longest lead time first." if several else "Give a whole number.")
    highest = HIGHEST[known.unit]
    if any(not 0 <= n <= highest for n in numbers):
        raise LawInputError(code, f"Give a whole number of {known.unit} from 0 to {highest}.")
    if several and numbers != sorted(set(numbers), reverse=True):
        raise LawInputError(code, "Give the longest lead time first and each only once.")


SAME = {"hours": "at once", "days": "the same day", "working days": "the same working day"}


def in_words(code: str, value: Value) -> str:
    """ "3 working days", "the same day", "180, 90, 60, 30 days", "from 2027-01-01", "not in use": a value as the page Rules shows it."""
    unit = DEFAULTS[code].unit
    if unit == "date":
        return "not in use" if value is None else f"from {value}"
    if isinstance(value, tuple):
        return f"{', '.join(str(n) for n in value)} {unit}"
    if value == 0 and unit in SAME:
        return SAME[unit]
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"


@dataclass(frozen=True)
class PolicyValues(Mapping[str, Value]):
    """The values in force for one sum: the defaults, a force's own on top.

    `inactive` holds ids of rules of the class "policy" that the force has switched off; any other rule in it stays on.
    """

    own: Mapping[str, Value] = field(default_factory=dict)
    inactive: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a code that does not exist and a value out of its bounds, before anything is counted with it."""
        for code, value in self.own.items():
            check(code, value)

    def __getitem__(self, code: str) -> Value:
        """The force's own value, else the default."""
        return self.own[code] if code in self.own else DEFAULTS[code].value

    def __iter__(self) -> Iterator[str]:
        """Every code there is."""
        return iter(DEFAULTS)

    def __len__(self) -> int:
        """How many codes there are."""
        return len(DEFAULTS)

    def number(self, code: str) -> int:
        """A single number in the code's unit."""
        value = self[code]
        if not isinstance(value, int):
            raise TypeError(code)
        return value

    def ladder(self, code: str) -> tuple[int, ...]:
        """Several numbers in the code's unit, longest first."""
        value = self[code]
        if not isinstance(value, tuple):
            raise TypeError(code)
        return value

    def day(self, code: str) -> date | None:
        """The day from which a provision is in use, or None while it is not."""
        value = self[code]
        return value if isinstance(value, date) else None


def _values(*rows: tuple[str, Value, str, str]) -> Mapping[str, PolicyValue]:
    made = {code: PolicyValue(code, value, unit, title, code.split(".")[0]) for code, value, unit, title in rows}
    if len(made) != len(rows):
        raise ValueError("a force-policy code stands twice")
    return MappingProxyType(made)


# The code is the rule's id, with the case after a full stop. Source: the [D], [M] and [LOCAL] figures of the two law documents.
DEFAULTS: Mapping[str, PolicyValue] = _values(
    ("ESCALATE.supervisor", 24, "hours", "Overdue: to the sergeant after"),
    ("ESCALATE.inspector", 72, "hours", "Overdue: to the inspector after"),
    # Orders and applications
    ("OP-AUTH.full", 1, "working days", "Authority for a full application after legal advice"),
    ("OP-AUTH.interim", 0, "days", "Authority for an interim application after legal advice"),
    ("OP-SERVE", 24, "hours", "First attempt at personal service after an order is made"),
    ("OP-VICTIM", 24, "hours", "Telling the victim of an order's events"),
    ("OP-VICTIM.hearing", 0, "days", "Telling the victim of a hearing's outcome"),
    ("OP-PNC", 24, "hours", "PNC and local markers after an order's event"),
    ("OP-EXPIRY.alerts", (180, 90, 60, 30), "days", "Alerts before an order ends"),
    ("OP-EXPIRY.decision", 90, "days", "Renewal decided this long before an order ends"),
    ("OP-EXPIRY.lodged", 60, "days", "Renewal lodged this long before an order ends"),
    ("SPA-5-6a.alerts", (10, 7, 5, 2), "days", "Alerts before an interim order ends"),
    ("OP-REVIEW.first", 28, "days", "First review of an order after it is made"),
    ("OP-REVIEW.high", 3, "months", "Next review of an order, HIGH risk"),
    ("OP-REVIEW.other", 6, "months", "Next review of an order"),
    ("OP-REVIEW.event", 0, "days", "Review of an order after a breach, a move or a release"),
    ("OP-XFER", 5, "working days", "Handover to another force"),
    ("OP-LISTING", 5, "working days", "Hearing date known after lodging"),
    ("SPA-4-2", 0, "working days", "Telling every relevant chief officer of an application to vary, renew or discharge"),
    ("MCR-99-7", 2, "working days", "First attempt to serve a summons"),
    ("SPA-10-4", 0, "days", "Written acknowledgement of a notification"),
    ("CEA-2-1b", 5, "working days", "Particulars of hearsay evidence on request"),
    ("CC-7", 21, "days", "Notice of appeal to the Crown Court: recalled, ask force legal"),
    ("CPA26-ORD.from", None, "date", "Orders on conviction or acquittal: in force from"),
    ("CPA26-ORD", 1, "working days", "Draft conditions before the court, before the hearing"),
    ("CPA26-GUID.from", None, "date", "Multi-agency stalking guidance: in force from"),
    ("CPA26-DISC.from", None, "date", "Guidance on telling a victim who the stalker is: in force from"),
    ("SPA-8.risk", 4, "hours", "Risk review after a breach is reported"),
    ("SPA-8.arrest", 24, "hours", "Arrest, or the reason for none, after a breach is reported"),
    ("SPA-8.crime", 24, "hours", "Crime recorded after a breach is reported"),
    ("SPA-11-3", 24, "hours", "Offence considered after a missed notification"),
    ("R23.standard", 3, "working days", "Legal review of an application"),
    ("R23.urgent", 1, "working days", "Legal review of an urgent application"),
    ("R25.standard", 2, "working days", "Lodging after authority"),
    ("R25.urgent", 0, "days", "Lodging after authority, HIGH risk or interim"),
    # Report, risk, case
    ("R02", 24, "hours", "First risk assessment after a report"),
    ("R03.high", 24, "hours", "Supervisor's review of a HIGH assessment"),
    ("R03.other", 72, "hours", "Supervisor's review of any other assessment"),
    ("R04", 24, "hours", "Inspector's decision when the final grade is below the victim's view"),
    ("R05", 24, "hours", "Reassessment after a trigger"),
    ("R05.urgent", 4, "hours", "Reassessment after a trigger, HIGH risk or breach"),
    ("R06.high", 7, "days", "Next assessment, HIGH"),
    ("R06.medium", 14, "days", "Next assessment, MEDIUM"),
    ("R06.standard", 28, "days", "Next assessment, STANDARD"),
    ("R08", 5, "working days", "Force Crime Registrar's decision on an ex-partner course of conduct not recorded as stalking"),
    ("R09.warnings", (60, 30, 14, 7), "days", "Warnings before the time limit for a summary offence"),
    ("R10.high", 24, "hours", "Decision whether to seek an order, HIGH risk"),
    ("R10.other", 5, "working days", "Decision whether to seek an order"),
    ("R11", 72, "hours", "Decision whether to search"),
    ("R12.warnings", (30, 14, 7, 3), "days", "Warnings before a warrant runs out"),
    ("R13", 1, "working days", "Endorsement and return of a warrant logged"),
    ("R14", 24, "hours", "Seized item booked in with its seal"),
    ("R15", 2, "working days", "Record of what was seized, on request"),
    ("R16.first", 28, "days", "First review of a kept item"),
    ("R16.next", 90, "days", "Next review of a kept item"),
    ("R17", 7, "days", "Receipt by the digital unit"),
    ("R18", 24, "hours", "Return of a victim's device when no date was agreed"),
    ("R46", 4, "hours", "Inspector told of a search made without prior authority"),
    # Victims
    ("R21", 1, "working days", "Advocate for a victim at HIGH risk"),
    ("R39.enhanced", 1, "working days", "Victim told of a decision, enhanced rights: recalled, ask force legal"),
    ("R39.other", 5, "working days", "Victim told of a decision: working days recalled, ask force legal"),
    # Bail, charging, closing, records
    ("R34.warnings", (28, 14, 7), "days", "Warnings before bail ends"),
    ("R35", 7, "days", "Decision on the gap before bail ends with no order in force"),
    ("R36", 28, "days", "Prosecutors' decision after a referral, GREEN: recalled, ask force legal"),
    ("R36.priority", 5, "working days", "Prosecutors' decision, GREEN priority: recalled, ask force legal"),
    ("R36.red", 0, "days", "Prosecutors' decision, RED, suspect in custody: recalled, ask force legal"),
    ("R37", 14, "days", "Item of a prosecutors' action plan without a date of its own"),
    ("R42", 1, "working days", "Review of a break-glass"),
    ("R43.lead", 1, "months", "Retention decision before the review date"),
    ("R43.group1", 10, "years", "Review interval, group 1: recalled, ask force legal"),
    ("R43.group2", 10, "years", "Clear period, group 2: recalled, ask force legal"),
    ("R43.group3", 6, "years", "Clear period, group 3: recalled, ask force legal"),
    ("R43.group4", 6, "years", "Clear period, group 4: recalled, ask force legal"),
    ("R38.urgent", 24, "hours", "Review of an old notice, urgent"),
    ("R38.other", 28, "days", "Review of an old notice"),
)
