"""The words of the commands `due` and `rules`: read the question, put it to the law, say the answer. No database, no clock, no Django.

Exit codes: 0 done, 1 a guard does not pass, 2 bad input (one line that names the input and what is accepted), 3 unknown rule.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TextIO

from casework.law.engine import Result, compute
from casework.law.errors import LawInputError, UnknownRule
from casework.law.registry import Rule, all_rules, get
from casework.law.when import moment_words

DONE, WRONG, BAD_INPUT, UNKNOWN = 0, 1, 2, 3
Say = Callable[[str], Any]
By = Callable[..., Result]
"""Who answers: `casework.law.engine.compute`, or the law as one force has it."""


SHAPE = "It is written: due RULE --on WHEN [--set KEY=VALUE]... [--live [--force CODE]] [--json]."
NOT_LIVE = "It goes with --live, which counts with a force's own values."
RULES_SHAPE = "It is written: rules [--json]."
# What Django adds to every command; with one of these the command goes the ordinary way.
DJANGOS = ("--settings", "--pythonpath", "--verbosity", "-v", "--traceback", "--no-color", "--force-color", "--version", "--skip-checks")


def one_line(message: str, shape: str) -> str:
    """argparse's message about what was typed, as one line that names the argument and says how the command is written."""
    missing = "the following arguments are required: "
    said = f"{message.removeprefix(missing)}: It is missing" if message.startswith(missing) else message.removeprefix("argument ")
    return f"{said}. {shape}"


class _Parser(argparse.ArgumentParser):
    """Refuses in one line on standard error, with exit code 2."""

    shape = ""

    def error(self, message: str) -> NoReturn:
        """One line, with how the command is written."""
        self.exit(BAD_INPUT, one_line(message, self.shape) + "\n")


def answers_alone(argv: Sequence[str]) -> bool:
    """Whether `main` can answer this command line (without the program's name) by itself, so that nothing else need be loaded."""
    return argv[:1] in (["due"], ["rules"]) and not any(word == "--live" or word.startswith(DJANGOS) for word in argv[1:])


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run `due` or `rules` from a command line that `answers_alone`; gives back the exit code."""
    parser = _Parser(prog=f"manage.py {argv[0]}", allow_abbrev=False)
    if argv[0] == "rules":
        parser.shape = RULES_SHAPE
        add_rules(parser)
        return rules(as_json=parser.parse_args(argv[1:]).json, out=_say(out))
    parser.shape = SHAPE
    add_due(parser)
    typed = parser.parse_args(argv[1:])
    if typed.force:
        return refuse(LawInputError("force", NOT_LIVE), _say(err))
    return due(typed.rule, typed.on, typed.values, as_json=typed.json, out=_say(out), err=_say(err))


def _say(stream: TextIO) -> Say:
    return lambda text: stream.write(f"{text}\n")


def add_due(parser: argparse.ArgumentParser) -> None:
    """The arguments of `due`."""
    parser.add_argument("rule", metavar="RULE", help="a rule's id or other name, as the command rules lists them")
    parser.add_argument("--on", metavar="WHEN", help="the day or instant of the trigger: 2026-11-27 or 2026-11-27T16:40, local time")
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="values", help="one input of the rule")
    parser.add_argument("--live", action="store_true", help="count with a force's own values and bank holidays (reads the database)")
    parser.add_argument("--force", metavar="CODE", default="", help="which force, where there are several")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")


def add_rules(parser: argparse.ArgumentParser) -> None:
    """The arguments of `rules`."""
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")


def pairs(values: Sequence[str], rule: Rule) -> dict[str, str]:
    """`KEY=VALUE` texts as a mapping. `LawInputError` for a text without an equals sign and for a key that stands twice."""
    found: dict[str, str] = {}
    for text in values:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            accepted = ", ".join(each.name for each in rule.inputs) or "no input"
            raise LawInputError("set", f"Write --set KEY=VALUE, not {text!r}. {rule.id} takes: {accepted}.")
        if name in found:
            raise LawInputError(name, "It is set twice. Set it once.")
        found[name] = value
    return found


def due(rule_id: str, on: str | None, values: Sequence[str], *, as_json: bool, out: Say, err: Say, by: By = compute) -> int:
    """Answer one question on `out`, or say on `err` in one line why it cannot be answered. Gives back the exit code."""
    try:
        result = by(rule_id, on=on, inputs=pairs(values, get(rule_id)))
    except LawInputError as fault:
        return refuse(fault, err)
    out(json.dumps(result.as_json(), indent=2) if as_json else said(result))
    return WRONG if result.passes is False else DONE


def refuse(fault: LawInputError, err: Say) -> int:
    """One line on `err`, and the exit code that goes with the fault."""
    err(" ".join(str(fault).split()))
    return UNKNOWN if isinstance(fault, UnknownRule) else BAD_INPUT


def said(result: Result) -> str:
    """The answer as people read it on a terminal."""
    rule = get(result.rule_id)
    lines = [f"{rule.id}: {rule.title}", *(f"  {step}" for step in result.steps)]
    if result.passes is not None:
        lines.append("Passes." if result.passes else "Does not pass.")
    lines += [f"  {reason}" for reason in result.reasons]
    lines += [f"  {name.replace('_', ' ')}: {moment_words(at)}" for name, at in result.also]
    lines.append(cited(rule))
    return "\n".join(lines)


def cited(rule: Rule) -> str:
    """The citation, and in brackets how sure it is unless it says so itself."""
    said_already = rule.confidence_words in rule.citation.lower()
    return rule.citation if said_already else f"{rule.citation} ({rule.confidence_words})"


def rules(*, as_json: bool, out: Say) -> int:
    """List every rule on `out`."""
    if as_json:
        out(json.dumps([rule.as_json() for rule in all_rules()], indent=2))
        return DONE
    for rule in all_rules():
        also = f" ({', '.join(rule.aliases)})" if rule.aliases else ""
        out(f"{rule.id}{also}: {rule.title}. {cited(rule)}")
    return DONE
