"""`wired` tells the truth: a rule is wired when code above the law names it, to start a clock on it or to ask it as a guard."""

import ast
from pathlib import Path

import pytest

from casework.flow import ANSWERS
from casework.law.registry import all_rules, get
from casework.law.wired import WIRED

pytestmark = pytest.mark.quick

CASEWORK = Path(__file__).resolve().parents[2] / "casework"
NAMES = {name for rule in all_rules() for name in (rule.id, *rule.aliases)}


def named_above_the_law():
    """Ids of rules that stand as a text of their own in the code outside `law`."""
    found = set()
    for path in CASEWORK.rglob("*.py"):
        if path.is_relative_to(CASEWORK / "law") or path.is_relative_to(CASEWORK / "migrations"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in NAMES:
                found |= {"SPA-9-3", "SPA-9-4"} if node.value == "R28" else {get(node.value).id}
    return found


def test_a_rule_that_is_used_is_listed_as_wired():
    assert named_above_the_law() - WIRED == set(), "add these to casework/law/wired.py"


def test_a_rule_that_is_listed_as_wired_is_used():
    assert WIRED - named_above_the_law() == set(), "nothing uses these: take them off casework/law/wired.py, or wire them"


# A fact of this kind is told, and still nothing runs on the rule: each with its reason.
TOLD_BUT_NOT_WIRED: dict[str, str] = {
    "MCR-115-5": "asked as the method print_date of MCR-115, which is wired",
    "MCR-99-7": "no page records that a summons was issued before it records that it was served",
    "R19": "counts from arrest, bail and interview, which no page records yet",
    "SPA-5-6b": "the interim order is ended in the transaction that decides the application, so there is nothing to wait for",
}


def told(kind):
    return kind in ANSWERS


def test_a_fact_that_is_told_has_its_rules_wired():
    loose = {rule.id for rule in all_rules() if not rule.wired and (told(rule.trigger) or told(rule.satisfied_by))}
    assert loose - TOLD_BUT_NOT_WIRED.keys() == set(), "wire these, or say in TOLD_BUT_NOT_WIRED why not"
    assert TOLD_BUT_NOT_WIRED.keys() - loose == set(), "these are wired, or their facts are told no more: take them off"
