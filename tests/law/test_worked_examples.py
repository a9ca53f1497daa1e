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
