"""`wired` tells the truth: a rule is wired when code above the law names it, to start a clock on it or to ask it as a guard."""

import ast
from functools import cache
from pathlib import Path

import pytest

from casework.flow import ANSWERS
from casework.law.registry import all_rules, get
from casework.law.wired import WIRED

pytestmark = pytest.mark.quick

CASEWORK = Path(__file__).resolve().parents[2] / "casework"
NAMES = {name for rule in all_rules() for name in (rule.id, *rule.aliases)}


@cache
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


# What each kind of fact that the services tell sets off or settles, by the rules' ids; () where no rule waits for it. Whoever adds a kind
# to casework/flow.py says it here: both documents were read for each.
RULES_OF: dict[str, tuple[str, ...]] = {
    "breakglass.used": ("R42",),
    "breakglass.reviewed": ("R42",),
    "policy.approved": (),
    "clock.recounted": (),
    "case.reported": ("R01", "R02", "R20"),
    "case.allocated": ("R10", "R11"),
    "case.investigating": (),
    "case.closed": ("R40",),
    "case.reopened": (),
    "case.transferred": (),
    "incident.added": ("R05", "R09", "R38"),
    "incident.changed": ("R09",),
    "crime.recording": ("R07",),
    "crime.recorded": ("R01",),
    "stalking.decided": ("R08", "R09"),
    "risk.assessed": ("R02", "R03", "R04", "R05", "R06", "R21"),
    "risk.reviewed": ("R03", "R04"),
    "plan.closed": (),
    "order.considered": ("R10",),
    "search.decided": ("R11",),
    "exhibit.seized": ("R14", "R16", "R55"),
    "exhibit.handling": ("R51", "R55"),
    "sift.notified": ("R55",),
    "exhibit.handled": ("R14", "R16", "R17", "R18"),
    "exhibit.reviewed": ("R16",),
    "property.asked": ("R15",),
    "property.answered": ("R15",),
    "device.returned": ("R05", "R18"),
    "notice.recorded": ("R38",),
    "notice.linked": ("R38",),
    "notice.reviewed": ("R38",),
    "notice.replaced": ("R38",),
    "notice.returned": ("R38",),
    "application.started": ("R10",),
    "application.submitted": ("R23", "SPA-1-1", "SPA-1-3"),
    "application.returned": ("R23",),
    "application.reopened": (),
    "application.approved": ("R23", "OP-AUTH", "SPA-2-3", "SPA-2-7"),
    "application.authorised": ("OP-AUTH", "R25"),
    "application.declined": ("OP-AUTH",),
    "application.lodged": ("R25", "OP-LISTING", "MCR-3D"),
    "hearing.listed": ("OP-LISTING", "HR-3", "SPA-5-6a"),
    "summons.issued": ("MCR-99-7",),
    "hearsay.notice_served": ("HR-3", "HR-4", "HR-5-2"),
    "hearsay.followed": ("CEA-2-1b", "HR-4", "HR-4-4", "HR-5-2", "HR-5-4"),
    "summons.served": ("MCR-99", "MCR-67", "MCR-99-7"),
    "application.determined": ("SPA-5-6a", "SPA-5-6b", "CC-7", "OP-VICTIM"),
    "order.made": ("SPA-3-2", "SPA-3-3", "SPA-6", "SPA-5-6a", "OP-SERVE", "OP-PNC", "OP-VICTIM", "OP-EXPIRY", "OP-REVIEW"),
    "order.served": ("MCR-115", "MCR-115-5", "MCR-67", "SPA-9-1", "SPA-9-5", "OP-SERVE"),
    "order.service_corrected": ("MCR-115", "SPA-9-1"),
    "order.ended": ("OP-PNC", "OP-VICTIM", "OP-EXPIRY"),
    "notification.given": ("SPA-9-1", "SPA-9-3", "SPA-9-4", "SPA-9-7", "SPA-10-4", "SPA-10-5"),
    "notification.missed": ("SPA-11-3",),
    "victim.told": ("OP-VICTIM", "R19", "R39"),
    "breach.reported": ("SPA-8", "R05", "PACE-24"),
    "breach.step_done": ("SPA-8",),
    "suspect.arrested": ("R19", "R34", "PACE-24"),
    "suspect.interviewed": ("R19",),
    "suspect.released": ("R19",),
    "bail.set": ("R19", "R34", "R35", "R49"),
    "bail.changed": ("R19", "R34", "R35", "R48", "R49"),
    "bail.ended": ("R19", "R34", "R35"),
    "bail.breached": ("R05",),
    "investigation.declined": ("R19", "R39", "R52"),
    "charging.referred": ("R36",),
    "charging.decided": ("R36", "R37", "R39", "R52"),
    "court.outcome": ("R53",),
    "statement.taken": ("R22",),
    "person.arrived": (),
    "action.raised": ("OP-ACTION",),
    "action.done": ("OP-ACTION",),
    "address.moved_force": ("OP-XFER",),
    "appeal.begun": ("CC-7", "CC-5A"),
    "appeal.decided": ("CC-5A",),
    "bail.views_recorded": ("R49",),
    "breach.charged": ("SPA-8", "OP-VICTIM"),
    "charge.laid": ("R09",),
    "crime.cancelled": ("R09",),
    "information.requested": ("MCR-66D",),
    "notice.contact": (),
    "notice.reopened": ("R38",),
    "order.changed": ("SPA-4-2", "SPA-4-4b", "OP-PNC", "OP-VICTIM"),
    "order.expiring": ("OP-EXPIRY", "R05"),
    "order.handed_over": ("OP-XFER",),
    "order.reviewed": ("OP-REVIEW",),
    "outcome.told": ("R39",),
    "paper.excepted": (),
    "prompt.answered": (),
    "prompt.raised": (),
    "referral.moved": ("R20", "R21"),
    "relationship.changed": ("R08",),
    "review.decided": ("R52",),
    "sample.checked": (),
    "search.made": ("R12", "R13", "R44", "R46"),
    "suspect.charging": (),
    "suspect.identified": ("R05",),
    "variation.received": ("SPA-4-2", "SPA-4-4b"),
    "victim.contacted": ("R19", "R39", "R50", "R52", "R53"),
    "warrant.granted": ("R12", "R44"),
}
# A fact of this kind is told, and still nothing runs on the rule: each with its reason.
TOLD_BUT_NOT_WIRED: dict[str, str] = {
    "MCR-115-5": "asked as the method print_date of MCR-115, which is wired",
    "SPA-5-6b": "the interim order is ended in the transaction that decides the application, so there is nothing to wait for",
}


def test_every_kind_of_fact_says_which_rules_wait_for_it():
    assert ANSWERS.keys() - RULES_OF.keys() == set(), "say in RULES_OF which rules these facts set off or settle"
    assert {name for names in RULES_OF.values() for name in names} <= {rule.id for rule in all_rules()}


def test_a_fact_that_is_told_has_its_rules_wired():
    told = {name for kind in ANSWERS for name in RULES_OF.get(kind, ())}
    told |= {rule.id for rule in all_rules() if rule.trigger in ANSWERS or rule.satisfied_by in ANSWERS}
    loose = told - WIRED
    assert loose - TOLD_BUT_NOT_WIRED.keys() == set(), "wire these, or say in TOLD_BUT_NOT_WIRED why not"
    assert TOLD_BUT_NOT_WIRED.keys() - loose == set(), "these are wired, or their facts are told no more: take them off"


def test_a_rule_that_is_wired_has_a_fact_that_sets_it_off_or_settles_it():
    """Otherwise RULES_OF is not whole, and a rule beside it could be missed."""
    assert WIRED - {name for names in RULES_OF.values() for name in names} == set()
