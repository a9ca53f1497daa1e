"""The rules as their pages show them: found by words and kind, asked by a form, with their worked examples and the dates that run."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from casework.access.predicate import visible
from casework.clocks.models import Clock, ClockChange, Recount
from casework.law import registry, when
from casework.law.engine import Result
from casework.law.policy import DEFAULTS, in_words
from casework.law.registry import Rule, Vector
from casework.policies.selectors import ForceLaw

# Who may know that a date runs in a case: whoever sees the case, or its reference and dates.
SEEING_DATES = ("case.view", "case.brief")
SHORT_CLASS = {"crime": "Crime", "court": "Court", "guard": "Guard", "duty": "Duty", "policy": "Policy"}
UK_DATE = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:(?:\s*,\s*|\s+|T)(\d{1,2})[:.](\d{2})\s*(.*))?$", re.IGNORECASE)
PAPERS = {"orders.md": "law of the orders,", "investigation.md": "police practice,"}
ZONES = {"bst": "+01:00", "gmt": "+00:00", "utc": "+00:00"}


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; empty means all."""

    text: str = ""
    klass: str = ""
    authority: str = ""
    confidence: str = ""
    wired: str = ""


def find(wanted: Wanted) -> list[Rule]:
    """The rules that fit, in the order of the documents. Every word must stand in the id, another name, the title or the citation."""
    return [rule for rule in registry.all_rules() if _fits(rule, wanted)]


def _fits(rule: Rule, wanted: Wanted) -> bool:
    whole = " ".join((rule.id, *rule.aliases, rule.title, rule.citation, rule.instrument, rule.section, rule.who_acts)).lower()
    return (
        all(word in whole for word in wanted.text.lower().split())
        and wanted.klass in ("", rule.klass)
        and wanted.authority in ("", rule.authority)
        and wanted.confidence in ("", rule.confidence)
        and wanted.wired in ("", "yes" if rule.wired else "no")
    )


def named(text: str) -> Rule | None:
    """The rule of that id or other name, in any case; None for an unknown one."""
    try:
        return registry.get(text)
    except registry.UnknownRule:
        return None


def off(rule: Rule, law: ForceLaw, today: date) -> str:
    """Why the rule sets no date at present: "Not in force", "Not in force before ...", "Switched off by the force"; else empty."""
    if rule.klass == "policy" and rule.id in law.policy.inactive:
        return "Switched off by the force"
    for code in rule.policy:
        if DEFAULTS[code].unit == "date":
            since = law.policy.day(code)
            if since is None or today < since:
                return "Not in force" if since is None else f"Not in force before {when.day_words(since)}"
    if rule.in_force_from is not None and today < rule.in_force_from:
        return f"Not in force before {when.day_words(rule.in_force_from)}"
    if rule.in_force_to is not None and rule.in_force_to < today:
        return f"Not in force since {when.day_words(rule.in_force_to)}"
    return ""


def words(text: str) -> str:
    """ "order.served" and "print_date" as people write them."""
    return text.replace(".", " ").replace("_", " ")


def iso(text: str) -> str:
    """A day or time as it is written in Britain, in the form in which the law reads it; anything else as it stands."""
    found = UK_DATE.match(text.strip())
    if found is None:
        return text.strip()
    day, month, year, hour, minute, rest = found.groups()
    written = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return written
    return f"{written}T{int(hour):02}:{minute}{ZONES.get((rest or '').lower(), rest or '')}"


def dates_under(user: Any, rule: Rule) -> QuerySet[Clock]:
    """The open dates of this rule in cases whose dates the reader may see, unordered."""
    return Clock.objects.filter(rule_id=rule.id, state=Clock.OPEN, case__in=visible(user, *SEEING_DATES)).select_related("case")


def changes_of(user: Any, recount: Recount) -> QuerySet[ClockChange]:
    """The dates that a recount changed, in cases whose dates the reader may see, unordered."""
    return ClockChange.objects.filter(recount=recount, clock__case__in=visible(user, *SEEING_DATES)).select_related("clock__case")


@dataclass(frozen=True)
class Shown:
    """An answer of the law, ready to be drawn. `due` in words; `late` the first instant late in words, or empty."""

    result: Result
    due: str
    late: str
    also: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]


def shown(result: Result) -> Shown:
    """The answer in words, with what was asked."""
    return Shown(
        result=result,
        due=when.in_words(result.due) if result.due is not None and result.overdue_from is not None else _known(result.due),
        late=when.in_words(result.overdue_from) if result.overdue_from is not None else "",
        also=tuple((words(name), when.moment_words(at)) for name, at in result.also),
        asked=tuple((words(name), said(value)) for name, value in result.inputs.items() if value != ""),
    )


def _known(due: date | datetime | None) -> str:
    return when.moment_words(due) if due is not None else ""


def said(value: Any) -> str:
    """A value of an input in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return when.moment_words(value) if isinstance(value, date) else words(str(value))


@dataclass(frozen=True)
class Example:
    """A worked example in words."""

    on: str
    given: tuple[tuple[str, str], ...]
    gives: tuple[str, ...]
    source: str


def example(vector: Vector) -> Example:
    """A worked example in words: what is given, what comes out, who worked it."""
    given = [(words(name), words(str(value))) for name, value in vector.inputs.items()]
    given += [(f"force policy {code}", in_words(code, value)) for code, value in vector.policy.items()]
    gives = [f"Due {when.moment_words(_read(vector.due))}"] if vector.due else []
    for name, texts in vector.also.items():
        gives += [f"{words(name)}: {when.moment_words(_read(text))}" for text in texts.split()]
    if vector.passes is not None:
        gives.append("Passes" if vector.passes else "Does not pass")
    source = vector.source
    for name, said_as in PAPERS.items():
        source = source.replace(name, said_as)
    return Example(when.moment_words(_read(vector.on)), tuple(given), tuple(gives) or ("No date",), f"{source[0].upper()}{source[1:]}")


def _read(text: str) -> date | datetime:
    found = when.read(text)
    return when.local(found) if isinstance(found, datetime) else found


@dataclass(frozen=True)
class Coverage:
    """How many rules there are of one kind, how many of them the product uses, and how many worked examples they have."""

    name: str
    rules: int
    wired: int
    examples: int
    fewest: int


def coverage(kind: str, labels: Mapping[str, str]) -> list[Coverage]:
    """A line for each value of "klass", "authority" or "confidence"."""
    return [_covered(label, [rule for rule in registry.all_rules() if getattr(rule, kind) == value]) for value, label in labels.items()]


def whole_coverage() -> Coverage:
    """The line for all rules."""
    return _covered("All rules", registry.all_rules())


def _covered(name: str, rules: Sequence[Rule]) -> Coverage:
    counted = Counter(len(rule.vectors) for rule in rules)
    return Coverage(
        name=name,
        rules=len(rules),
        wired=sum(rule.wired for rule in rules),
        examples=sum(number * times for number, times in counted.items()),
        fewest=min(counted, default=0),
    )
