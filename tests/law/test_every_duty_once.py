"""Every row of both tables of rules can be asked for, and each duty stands once."""

import dataclasses

import pytest

from casework.law import registry
from casework.law.errors import RegistryError, UnknownRule
from casework.law.registry import all_rules, assemble, get

pytestmark = pytest.mark.quick

ORDERS = [
    "MCR-3D",
    "SPA-1-3",
    "SPA-1-1",
    "SPA-2-3",
    "SPA-2-7",
    "SPA-3-2",
    "SPA-3-3",
    "SPA-4-2",
    "SPA-4-4b",
    "SPA-5-6a",
    "SPA-5-6b",
    "SPA-6",
    "MCR-99",
    "MCR-99-7",
    "MCR-67",
    "MCR-115",
    "MCR-115-5",
    "SPA-9-1",
    "SPA-9-3",
    "SPA-9-4",
    "SPA-9-5",
    "SPA-9-7",
    "SPA-10-4",
    "SPA-10-5",
    "SPA-11-3",
    "HR-3",
    "CEA-2-1b",
    "HR-4",
    "HR-4-4",
    "HR-5-2",
    "HR-5-4",
    "CC-7",
    "CC-5A",
    "MCR-66D",
    "SPA-8",
    "PACE-24",
    "CPA26-ORD",
    "CPA26-GUID",
    "CPA26-DISC",
    "CPA-31-2",
    "OP-AUTH",
    "OP-SERVE",
    "OP-VICTIM",
    "OP-PNC",
    "OP-REVIEW",
    "OP-EXPIRY",
    "OP-XFER",
    "OP-LISTING",
]
# Not a row of its own: the document's actions and closure gates presuppose a day agreed for each action, and its clock needs a rule.
BESIDE = ["OP-ACTION"]
INVESTIGATION = [f"R{number:02d}" for number in range(1, 56)]
SAME_DUTY = {
    "R24": "OP-AUTH",
    "R26": "OP-SERVE",
    "R27": "SPA-9-1",
    "R29": "SPA-11-3",
    "R30": "SPA-3-2",
    "R31": "OP-EXPIRY",
    "R32": "SPA-5-6a",
    "R33": "SPA-8",
    "R47": "PACE-24",
}


@pytest.mark.parametrize("name", ORDERS)
def test_each_row_of_the_orders_table_is_a_rule(name):
    assert get(name).id == name


@pytest.mark.parametrize("name", INVESTIGATION)
def test_each_row_of_the_investigation_table_is_a_rule_or_another_name(name):
    assert get(name).id == SAME_DUTY.get(name, name) or name == "R28"


def test_a_new_name_and_a_new_address_share_one_other_name():
    assert get("R28").id == "SPA-9-3"
    assert get("R28", "address").id == "SPA-9-4"


def test_there_is_no_rule_beyond_the_two_tables():
    known = {*ORDERS, *BESIDE, *INVESTIGATION} - set(SAME_DUTY) - {"R28"}
    assert {rule.id for rule in all_rules()} == known


def test_names_are_found_in_any_case():
    assert get(" spa-4-4B ").id == "SPA-4-4b"


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownRule):
        get("R99")


@pytest.mark.parametrize(
    "fault",
    [
        {"citation": " "},
        {"vectors": ()},
        {"slot": ""},
        {"slot": "somebody"},
        {"klass": "crimes"},
        {"confidence": "sure"},
        {"on": "later"},
        {"policy": ("R99",)},
        {"authority": "force"},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_the_list_refuses_a_rule_that_is_not_whole(fault):
    with pytest.raises(RegistryError, match="SPA-9-1"):
        assemble([dataclasses.replace(get("SPA-9-1"), **fault)])


def test_the_list_refuses_a_name_that_is_taken():
    rule = get("R01")
    with pytest.raises(RegistryError, match="twice"):
        assemble([rule, rule])
    with pytest.raises(RegistryError, match="another name"):
        assemble([rule, dataclasses.replace(get("R02"), aliases=("r01",))])
    with pytest.raises(RegistryError, match="tells them apart"):
        assemble([dataclasses.replace(rule, aliases=("X",)), dataclasses.replace(get("R02"), aliases=("X",))])


def test_what_no_law_sets_is_never_shown_as_law():
    """A due date that moves with a force-policy number is labelled force policy, or "ask force legal" where the figure is recalled."""
    for rule in all_rules():
        number_only_warns = {"R09", "R12", "R34", "SPA-5-6a"}
        if rule.policy and rule.id not in number_only_warns and not rule.id.startswith("CPA"):
            assert rule.confidence in ("policy", "recalled"), rule.id
        if rule.id.startswith("OP-"):
            assert (rule.klass, rule.authority, rule.confidence_words) == ("policy", "force", "force policy")


def test_words_for_people():
    assert registry.CONFIDENCE_WORDS["recalled"] == "ask force legal"
    for rule in all_rules():
        assert rule.confidence_words and rule.authority_words and rule.class_words
        assert rule.on_question.endswith("?"), rule.id
        assert rule.title[0].isupper() and not rule.title.endswith("."), rule.id
        for each in rule.inputs:
            assert each.question[0].isupper() and each.question[-1] in "?.", (rule.id, each.name)
