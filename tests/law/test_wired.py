"""`wired` tells the truth: a rule is wired when code above the law names it, to start a clock on it or to ask it as a guard."""

import ast
from pathlib import Path

import pytest

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
