"""Every worked example stored with a rule comes out, from the rule's own id and from the name it was asked by."""

import pytest

from casework.law.engine import compute
from casework.law.policy import PolicyValues
from casework.law.registry import all_rules

pytestmark = pytest.mark.quick

CASES = [(rule, vector) for rule in all_rules() for vector in rule.vectors]


@pytest.mark.parametrize(("rule", "vector"), CASES, ids=[f"{rule.id}-{vector.on}-{number}" for number, (rule, vector) in enumerate(CASES)])
def test_worked_example(rule, vector):
    asked = vector.asked or rule.id
    said = compute(asked, on=vector.on, inputs=vector.inputs, policy=PolicyValues(vector.policy)).as_json()
    assert said["rule"] == rule.id
    assert said["asked"] == asked
    assert said["due"] == vector.due
    assert said["passes"] is vector.passes
    for name, dates in vector.also.items():
        assert " ".join(each["date"] for each in said["also"] if each["name"] == name) == dates, name
    assert said["steps"] or said["reasons"]


# Rows of the practice document's table that give no example of their own, or whose example the stricter value of section 5.0 replaces.
WITHOUT = {"R31": "OP-EXPIRY holds, with its own example", "R32": "no example", "R40": "no example", "R43": "no example"}
ELSEWHERE = {"R39": "R19"}  # "as R19"


def test_every_worked_example_of_the_two_documents_is_stored_with_a_rule():
    said = " | ".join(vector.source for _, vector in CASES) + " |"
    missing = [n for n in range(1, 29) if not any(end in said for end in (f"5.1 no. {n} |", f"5.1 no. {n},"))]
    assert missing == []
    named = {name for n in range(1, 56) if (name := f"R{n:02d}") not in WITHOUT}
    assert {name for name in named if f"investigation.md {ELSEWHERE.get(name, name)} |" not in said} == set()
