"""The one way to a legal date: `compute(rule, on=..., inputs=...)`. Pure: the same question gives the same answer for ever.

Dates are days of Europe/London, instants are aware datetimes in Europe/London. A day that is due ends at 24:00 local, and the duty is late
from the next instant; an hour that is due is late one second after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casework.law import counting, when
from casework.law.calendar import Calendar, england_and_wales
from casework.law.errors import LawInputError, MissingInput, SurplusInput, TimeNeeded
from casework.law.policy import PolicyValues
from casework.law.registry import Input, Rule, get
from casework.law.when import in_words

When = date | datetime


@dataclass
class Answer:
    """What a rule's own function gives back. `deadline` False for a date that is only known, not to be met."""

    due: When | None = None
    also: list[tuple[str, When]] = field(default_factory=list)
    passes: bool | None = None
    reasons: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    deadline: bool = True

    def step(self, sentence: str) -> "Answer":
        """Add one step of the sum, in plain words."""
        self.steps.append(sentence)
        return self

    def note(self, name: str, at: When) -> "Answer":
        """Add one of the other dates."""
        self.also.append((name, at))
        return self


@dataclass(frozen=True)
class Question:
    """What a rule's function is asked: the typed inputs, and on demand the day, the instant, the calendar and force policy."""

    rule: Rule
    on: When
    inputs: Mapping[str, Any]
    policy: PolicyValues
    given_calendar: Calendar | None

    def __getitem__(self, name: str) -> Any:
        """The value of a declared input: given, else its default."""
        return self.inputs[name]

    @property
    def day(self) -> date:
        """The local day of the trigger."""
        return when.day_of(self.on)

    @property
    def moment(self) -> datetime:
        """The instant of the trigger, aware; `TimeNeeded` if only a day was given."""
        if not isinstance(self.on, datetime):
            raise TimeNeeded("on", f"{self.rule.id} counts hours, so a time is needed as well: write {self.on.isoformat()}T16:40.")
        return when.local(self.on)

    @property
    def calendar(self) -> Calendar:
        """The business days to count by; the default is loaded only when a rule needs it."""
        return self.given_calendar or england_and_wales()


@dataclass(frozen=True)
class Result:
    """The answer, complete enough to be stored with a clock and explained later.

    `asked` is the name by which the rule was asked for; `inputs` holds every value that counted, `on` included. `due` is a day or an
    aware instant or None; `overdue_from` is the first instant late; `also` holds other dates (safe_by, advisory, arithmetic, post_by,
    effective_service, alert; a name may recur); `passes` answers a guard; `steps` is the sum in plain words.
    """

    rule_id: str
    rule_version: int
    asked: str
    inputs: Mapping[str, Any]
    due: When | None
    overdue_from: datetime | None
    also: tuple[tuple[str, When], ...]
    passes: bool | None
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    citation: str
    klass: str
    authority: str
    confidence: str

    def first(self, name: str) -> When | None:
        """The first of the other dates with that name, or None."""
        return next((at for known, at in self.also if known == name), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values only: a day as `YYYY-MM-DD`, an instant as ISO 8601 with its offset."""
        return {
            "rule": self.rule_id,
            "asked": self.asked,
            "inputs": {name: _plain(value) for name, value in self.inputs.items()},
            "due": _plain(self.due),
            "overdue_from": _plain(self.overdue_from),
            "also": [{"name": name, "date": _plain(at)} for name, at in self.also],
            "passes": self.passes,
            "reasons": list(self.reasons),
            "steps": list(self.steps),
            "citation": self.citation,
            "class": self.klass,
            "authority": self.authority,
            "confidence": self.confidence,
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def compute(
    rule_id: str,
    *,
    on: object,
    inputs: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
    policy: PolicyValues | None = None,
) -> Result:
    """Work out one rule for one trigger.

    `on` is the day or instant of the trigger (a date, a datetime or ISO text; a naive time is local). `inputs` may hold typed values or
    text. Without `calendar` the default of England and Wales counts, without `policy` the default force-policy values.
    `LawInputError` (and its kinds) for anything that cannot be answered: unknown rule, missing or surplus input, no such date or local
    time, a date without a time where hours count, a year whose bank holidays are not known.
    """
    given = dict(inputs or {})
    rule = get(rule_id, given.get("kind"))
    values = _typed(rule, given)
    start = _start(rule, on)
    policy = policy or PolicyValues()
    question = Question(rule, start, values, policy, calendar)
    if rule.id in policy.inactive and rule.klass == "policy":
        answer = Answer(reasons=["The force has switched this rule off (force policy)."])
    elif not _in_force(rule, question.day):
        answer = Answer(reasons=[f"Not in force on {when.day_words(question.day)}."])
    else:
        answer = rule.compute(question)
    return _result(rule, rule_id, start, values, answer)


def recompute(result: Result, *, calendar: Calendar | None = None, policy: PolicyValues | None = None) -> Result:
    """The same question again, from what the result says of itself."""
    rest = {name: value for name, value in result.inputs.items() if name != "on"}
    return compute(result.asked, on=result.inputs["on"], inputs=rest, calendar=calendar, policy=policy)


def _result(rule: Rule, asked: str, start: When, values: Mapping[str, Any], answer: Answer) -> Result:
    late = None
    if answer.due is not None and answer.deadline:
        late = counting.first_late(answer.due) if isinstance(answer.due, datetime) else when.end_of(answer.due)
    if answer.due is not None:
        answer.step(f"Due: {in_words(answer.due)}." if answer.deadline else f"Date: {when.moment_words(answer.due)}.")
    return Result(
        rule_id=rule.id,
        rule_version=rule.version,
        asked=str(asked).strip(),
        inputs={"on": start} | {name: value for name, value in values.items() if value is not None},
        due=answer.due,
        overdue_from=late,
        also=tuple(answer.also),
        passes=answer.passes,
        reasons=tuple(answer.reasons),
        steps=tuple(answer.steps),
        citation=rule.citation,
        klass=rule.klass,
        authority=rule.authority,
        confidence=rule.confidence,
    )


def _in_force(rule: Rule, day: date) -> bool:
    return (rule.in_force_from is None or rule.in_force_from <= day) and (rule.in_force_to is None or day <= rule.in_force_to)


def _start(rule: Rule, on: object) -> When:
    """The trigger as it will be stored: an aware instant where a time was given, else a day."""
    if on is None or (isinstance(on, str) and not on.strip()):
        raise MissingInput("on", f"Say when it happened. {when.HOW_TO_WRITE}")
    start = when.read(on)
    if not isinstance(start, datetime):
        if rule.on == "moment":
            raise TimeNeeded("on", f"{rule.id} counts hours, so a time is needed as well: write {start.isoformat()}T16:40.")
        return start
    if rule.on == "day" and start.tzinfo is None and when.exists(start):
        return start.replace(tzinfo=when.LONDON)
    return when.local(start)


def _typed(rule: Rule, given: dict[str, Any]) -> dict[str, Any]:
    known = {each.name: each for each in rule.inputs}
    for name in given:
        if name not in known:
            accepted = ", ".join(known) or "none"
            raise SurplusInput(str(name), f"{rule.id} has no input {name!r}. It takes: {accepted}.")
    typed: dict[str, Any] = {}
    for name, each in known.items():
        value = given.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if each.required:
                raise MissingInput(name, f"{each.question} {_accepted(each)}")
            typed[name] = each.default
        else:
            typed[name] = _value(each, value)
    return typed


def _accepted(each: Input) -> str:
    return {
        "choice": f"Choose one of: {', '.join(each.choices)}.",
        "bool": "Answer yes or no.",
        "int": f"Give a whole number from {each.lowest} to {each.highest}.",
        "date": "Write a date as 2026-11-27.",
        "datetime": "Write a date and time as 2026-11-27T16:40.",
        "text": "Write it in words.",
    }[each.kind]


def _value(each: Input, value: Any) -> Any:
    if each.kind == "choice":
        folded = str(value).strip().lower()
        for choice in each.choices:
            if choice.lower() == folded:
                return choice
    elif each.kind == "bool":
        if isinstance(value, bool):
            return value
        folded = str(value).strip().lower()
        if folded in ("yes", "true", "1", "y"):
            return True
        if folded in ("no", "false", "0", "n"):
            return False
    elif each.kind == "int":
        number = _whole(value)
        if number is not None and each.lowest <= number <= each.highest:
            return number
    elif each.kind == "date":
        return when.day_of(when.read(value, each.name), each.name)
    elif each.kind == "datetime":
        found = when.read(value, each.name)
        if not isinstance(found, datetime):
            raise TimeNeeded(each.name, f"A time is needed as well: write {found.isoformat()}T16:40.")
        return when.local(found, each.name)
    else:
        return str(value).strip()
    raise LawInputError(each.name, f"{value!r} is not accepted. {_accepted(each)}")


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def stages(
    rule_id: str, result: Result, *, calendar: Calendar | None = None, policy: PolicyValues | None = None
) -> list[tuple[str, datetime, str]]:
    """When reminders go out for a clock with this result: see `casework.law.ladders.stages`."""
    from casework.law.ladders import stages as ladder

    return ladder(get(rule_id), result, calendar=calendar, policy=policy or PolicyValues())
