"""What a rule is, and the list of all of them. A rule is data; only its `compute` is code, and that is a pure function.

The list refuses to load with a rule that has no citation, no worked example or no slot, or whose id or other name is taken.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from casework.law.errors import RegistryError, UnknownRule

if TYPE_CHECKING:
    from casework.law.engine import Answer, Question

CLASSES = ("crime", "court", "guard", "duty", "policy")
AUTHORITIES = ("statute", "rule", "code", "national", "force")
CONFIDENCES = ("read", "secondary", "inference", "recalled", "policy")
KINDS = ("choice", "bool", "int", "date", "datetime", "text")
SLOTS = (
    "owner",
    "supervisor",
    "inspector",
    "legal",
    "authoriser",
    "offender_manager",
    "exhibits",
    "victim_care",
    "records",
    "cps",
    "auditor",
    "manager",
)
"""Roles on a case. Who fills one is decided when a reminder is claimed, not here."""

CONFIDENCE_WORDS = MappingProxyType(
    {
        "read": "read in the source",
        "secondary": "from a secondary source",
        "inference": "our reading of the text",
        "recalled": "ask force legal",
        "policy": "force policy",
    }
)
AUTHORITY_WORDS = MappingProxyType(
    {"statute": "statute", "rule": "rules of court", "code": "statutory code", "national": "national standard", "force": "force policy"}
)
CLASS_WORDS = MappingProxyType(
    {
        "crime": "missing it may be an offence by the defendant",
        "court": "missing it has consequences in court",
        "guard": "decides whether something may be done",
        "duty": "a duty of the police",
        "policy": "force policy",
    }
)


@dataclass(frozen=True)
class Input:
    """One value that a rule asks for besides the day itself. `default` counts when it is not given and not `required`."""

    name: str
    kind: str
    question: str
    choices: tuple[str, ...] = ()
    required: bool = False
    default: Any = None
    lowest: int = 0
    highest: int = 10000


@dataclass(frozen=True)
class Vector:
    """A worked example: put `on` and `inputs`, get `due`, `also` and `passes`. `source` says who worked it.

    `asked` is the name to ask by if not the id; `policy` the force's own values if not the defaults. Several dates of one name stand in
    `also` with a space between.
    """

    on: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    due: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    passes: bool | None = None
    source: str = "worked by hand"
    asked: str = ""
    policy: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One duty, limit or permission, once. Other names of the same duty are `aliases`.

    `on` says what starts it: a "day" (a time given with it is dropped), a "moment" (a time is required) or "either" (which of the two
    depends on the inputs). `trigger` and `satisfied_by` are kinds of fact. `slot` is the role on the case that is reminded; `also_slots`
    get the alerts too; `who_acts` is whom the duty binds, in words; `escalates` is False where lateness is no task of the police
    (another party's time limit), `each_day` True where it is said again every day. `consequence` says what a miss leads to. `policy`
    lists the force-policy values it counts with. `in_force_from` and `in_force_to` are inclusive days, None for open. `version` rises
    when the sum changes.
    """

    id: str
    title: str
    citation: str
    klass: str
    authority: str
    confidence: str
    trigger: str
    satisfied_by: str
    slot: str
    who_acts: str
    compute: "Callable[[Question], Answer]"
    vectors: tuple[Vector, ...]
    instrument: str = ""
    section: str = ""
    aliases: tuple[str, ...] = ()
    on: str = "day"
    on_question: str = ""
    inputs: tuple[Input, ...] = ()
    policy: tuple[str, ...] = ()
    also_slots: tuple[str, ...] = ()
    escalates: bool = True
    each_day: bool = False
    consequence: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    version: int = 1

    @property
    def wired(self) -> bool:
        """Whether the product puts this rule to work: a clock runs on it, or a guard asks it."""
        from casework.law.wired import WIRED

        return self.id in WIRED

    @property
    def confidence_words(self) -> str:
        """How sure the line is, as people read it: "ask force legal" for what is recalled, "force policy" for what no law sets."""
        return CONFIDENCE_WORDS[self.confidence]

    @property
    def authority_words(self) -> str:
        """What kind of source the line has, as people read it."""
        return AUTHORITY_WORDS[self.authority]

    @property
    def class_words(self) -> str:
        """What missing it means, as people read it."""
        return CLASS_WORDS[self.klass]

    def input(self, name: str) -> Input:
        """The declared input of that name; `KeyError` if there is none."""
        return {each.name: each for each in self.inputs}[name]

    def as_json(self) -> dict[str, Any]:
        """The row that the command `rules --json` prints."""
        return {
            "id": self.id,
            "aliases": list(self.aliases),
            "title": self.title,
            "citation": self.citation,
            "class": self.klass,
            "authority": self.authority,
            "confidence": self.confidence,
            "inputs": [{"name": i.name, "kind": i.kind, "choices": list(i.choices), "required": i.required} for i in self.inputs],
            "wired": self.wired,
        }


def _faults(rule: Rule) -> Iterable[str]:
    from casework.law.policy import DEFAULTS

    if not rule.citation.strip():
        yield "has no citation"
    if not rule.vectors:
        yield "has no worked example"
    if rule.slot not in SLOTS:
        yield f"has no slot ({rule.slot!r})"
    if not rule.title or not rule.who_acts or not rule.trigger or not rule.satisfied_by:
        yield "lacks a title, who acts, a trigger or what satisfies it"
    if rule.klass not in CLASSES or rule.authority not in AUTHORITIES or rule.confidence not in CONFIDENCES:
        yield "has a class, authority or confidence that is not one"
    if rule.on not in ("day", "moment", "either"):
        yield f"starts on {rule.on!r}"
    if (rule.authority == "force") != (rule.confidence == "policy"):
        yield "is half force policy: authority force and confidence policy go together"
    for each in rule.inputs:
        if each.kind not in KINDS or (each.kind == "choice") != bool(each.choices):
            yield f"has an input {each.name} of no known kind"
        if each.kind == "choice" and not each.required and each.default not in (*each.choices, None):
            yield f"has an input {each.name} whose default is not a choice"
    for slot in rule.also_slots:
        if slot not in SLOTS:
            yield f"has no slot ({slot!r})"
    for code in rule.policy:
        if code not in DEFAULTS:
            yield f"uses the force-policy value {code}, which does not exist"


def assemble(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """Every rule by id, in order. `RegistryError` for a rule that may not be."""
    found: dict[str, Rule] = {}
    names: dict[str, set[str]] = {}
    for rule in rules:
        for fault in _faults(rule):
            raise RegistryError(f"{rule.id} {fault}")
        if rule.id.upper() in (known.upper() for known in found):
            raise RegistryError(f"{rule.id} stands twice")
        found[rule.id] = rule
        for alias in rule.aliases:
            names.setdefault(alias.upper(), set()).add(rule.id)
    for alias, holders in names.items():
        if alias in (known.upper() for known in found):
            raise RegistryError(f"{alias} is a rule and another name of one")
        if len(holders) > 1 and not all(_told_apart(found[holder]) for holder in holders):
            raise RegistryError(f"{alias} is another name of {', '.join(sorted(holders))}, and no input `kind` tells them apart")
    return MappingProxyType(found)


def _told_apart(rule: Rule) -> bool:
    return any(each.name == "kind" and len(each.choices) == 1 for each in rule.inputs)


@lru_cache(maxsize=1)
def by_id() -> Mapping[str, Rule]:
    """Every rule by its own id, loaded and checked once."""
    from casework.law.rules import EVERY

    return assemble(EVERY)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[Rule, ...]]:
    names: dict[str, tuple[Rule, ...]] = {}
    for rule in by_id().values():
        for name in (rule.id, *rule.aliases):
            names[name.upper()] = (*names.get(name.upper(), ()), rule)
    return names


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the documents."""
    return tuple(by_id().values())


def get(id_or_alias: str, kind: object = None) -> Rule:
    """The rule of that id or other name, in any case. `UnknownRule` if there is none.

    One other name stands for two rules (R28: a new name, a new address); `kind` tells them apart, else the first is meant.
    """
    found = _by_name().get(str(id_or_alias).strip().upper())
    if not found:
        raise UnknownRule(str(id_or_alias))
    for rule in found[1:]:
        if kind is not None and str(kind).strip().lower() in rule.input("kind").choices:
            return rule
    return found[0]
