"""Every move of an order, a notification duty, a breach, an appeal and an application about an order: the table of orders.md section 6.

Written down here a second time, by hand; a move that is not in it is refused with its reason, by the guard and by the database.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from casework.breaches import flow as breaches
from casework.breaches import rules as breach_rules
from casework.cases.moves import make_move
from casework.errors import GuardFailed
from casework.orders import appeal_rules, change_rules, flow, rules
from casework.policies.selectors import DEFAULT
from tests.later_stages import MADE, at

pytestmark = pytest.mark.quick

LIVE = ("MADE", "IN_FORCE")
# (from, to, verb); "" is the beginning.
ORDER = {
    ("", "MADE", "make"),
    ("MADE", "IN_FORCE", "take effect"),
    *((state, state, verb) for state in LIVE for verb in ("vary", "renew", "amend on appeal")),
    *((state, "DISCHARGED", "discharge") for state in LIVE),
    *((state, "EXPIRED", "expire") for state in LIVE),
    *((state, "SUPERSEDED", "supersede") for state in LIVE),
    *((state, "ENDED_ON_DETERMINATION", "end on determination") for state in LIVE),
    *((state, "QUASHED", "quash") for state in LIVE),
    *(("", state, "take over") for state in ("IN_FORCE", "EXPIRED", "SUPERSEDED", "ENDED_ON_DETERMINATION")),
}
DUTY = {
    ("", "EXEMPT", "exempt"),
    ("", "NOT_APPLICABLE", "no duty"),
    ("", "PENDING", "run"),
    ("EXEMPT", "PENDING", "run"),
    ("EXEMPT", "CANCELLED", "fall away"),
    ("PENDING", "MET", "notify"),
    ("PENDING", "MET_LATE", "notify late"),
    ("PENDING", "OVERDUE", "miss"),
    ("PENDING", "CANCELLED", "fall away"),
    ("OVERDUE", "MET_LATE", "notify late"),
    ("OVERDUE", "PENDING", "run again"),
    ("OVERDUE", "CANCELLED", "fall away"),
    ("MET", "MET_LATE", "count again"),
    ("MET_LATE", "MET", "count again"),
    *((state, "CHARGED", "charge") for state in ("OVERDUE", "MET_LATE", "NFA")),
    *((state, "NFA", "no further action") for state in ("OVERDUE", "MET_LATE")),
}
BREACH = {
    ("", "REPORTED", "report"),
    ("REPORTED", "CRIME_RECORDED", "record crime"),
    ("CRIME_RECORDED", "INVESTIGATING", "investigate"),
    ("INVESTIGATING", "ARRESTED", "arrest"),
    ("INVESTIGATING", "VOLUNTARY", "interview"),
    ("ARRESTED", "CPS_REFERRED", "refer"),
    ("VOLUNTARY", "CPS_REFERRED", "refer"),
    ("CPS_REFERRED", "CHARGED", "charge"),
    *((state, "NFA", "no further action") for state in ("CPS_REFERRED", "INVESTIGATING", "ARRESTED", "VOLUNTARY")),
    ("CHARGED", "CONVICTED", "convict"),
    ("CHARGED", "ACQUITTED", "acquit"),
    ("CHARGED", "DISCONTINUED", "discontinue"),
}
APPEAL = {
    ("", "NOTICE_LODGED", "lodge notice"),
    ("NOTICE_LODGED", "LISTED", "list"),
    ("LISTED", "ALLOWED", "allow"),
    ("LISTED", "DISMISSED", "dismiss"),
    ("NOTICE_LODGED", "ABANDONED", "abandon"),
    ("LISTED", "ABANDONED", "abandon"),
}
CHANGE = {
    ("", "DRAFT", "draft"),
    ("", "LODGED", "receive"),
    ("DRAFT", "LEGAL_REVIEW", "submit"),
    ("LEGAL_REVIEW", "DRAFT", "return"),
    ("LEGAL_REVIEW", "AUTHORISATION", "approve"),
    ("AUTHORISATION", "AUTHORISED", "authorise"),
    ("AUTHORISATION", "DECLINED", "decline"),
    ("AUTHORISED", "LODGED", "lodge"),
    ("LODGED", "LISTED", "list"),
    ("ADJOURNED", "LISTED", "list"),
    ("LISTED", "ADJOURNED", "adjourn"),
    ("LISTED", "GRANTED", "grant"),
    ("LISTED", "REFUSED", "refuse"),
    *(
        (state, "WITHDRAWN", "withdraw")
        for state in ("DRAFT", "LEGAL_REVIEW", "AUTHORISATION", "AUTHORISED", "LODGED", "LISTED", "ADJOURNED")
    ),
}
TRANSFER = {
    ("", "PROPOSED", "propose"),
    ("PROPOSED", "ACCEPTED", "accept"),
    ("PROPOSED", "TURNED_DOWN", "send back"),
    ("PROPOSED", "TAKEN_BACK", "take back"),
}
MACHINES: dict[str, tuple[Any, set[tuple[str, str, str]], list[tuple[str, str]]]] = {
    "order": (flow.MOVES, ORDER, flow.STATES),
    "notification": (flow.DUTY_MOVES, DUTY, flow.DUTY_STATES),
    "breach": (breaches.MOVES, BREACH, breaches.STATES),
    "appeal": (flow.APPEAL_MOVES, APPEAL, flow.APPEAL_STATES),
    "order_change": (flow.CHANGE_MOVES, CHANGE, flow.CHANGE_STATES),
    "order_transfer": (flow.TRANSFER_MOVES, TRANSFER, flow.TRANSFER_STATES),
}


@dataclass
class Thing:
    """Something in a state, that is nowhere stored."""

    MACHINE: str
    MOVES: Any
    state: str
    words: str

    def get_state_display(self) -> str:
        return self.words


@pytest.mark.parametrize("machine", MACHINES)
def test_the_moves_are_those_of_the_requirements_and_no_others(machine: str) -> None:
    moves, table, states = MACHINES[machine]
    assert {(move.source, move.target, move.verb) for move in moves} == table
    assert {move.target for move in moves} | {move.source for move in moves} - {""} <= {key for key, _ in states}
    assert all(move.machine == machine for move in moves)


FORBIDDEN = [
    (machine, state, words, verb)
    for machine, (moves, table, states) in MACHINES.items()
    for state, words in states
    for verb in sorted({move.verb for move in moves if move.source})
    if not any(source == state and each == verb for source, _, each in table)
]


@pytest.mark.parametrize(("machine", "state", "words", "verb"), FORBIDDEN, ids=[f"{m}: {v} from {s}" for m, s, _, v in FORBIDDEN])
def test_a_forbidden_move_is_refused_with_its_reason(machine: str, state: str, words: str, verb: str) -> None:
    thing = Thing(machine, MACHINES[machine][0], state, words)
    with pytest.raises(GuardFailed) as refusal:
        make_move(thing, verb, actor=None)
    assert f"it is {words.lower()}" in str(refusal.value) and thing.state == state


@dataclass
class Paper:
    """As much of an order, a duty, a change, an appeal or a breach as its guards look at."""

    type: str = "SPO"
    made_on: date = date(2026, 11, 23)
    made_at: datetime = MADE
    end_date: date | None = date(2028, 11, 22)
    author_id: int = 1
    legal_reviewer_id: int | None = 2
    asked: str = "That the order be varied as the draft says"
    why: str = "The risk was assessed again and has risen"
    lodged_at: datetime | None = MADE
    notice_on: date = date(2026, 11, 25)
    order_id: int | None = 1
    application_id: int | None = None
    to_force_id: int | None = 7
    proposed_by_id: int = 1
    no_arrest_reason: str = "He was taken to hospital and is under guard"
    no_arrest_by_id: int = 1


GOOD = {"number": 1, "text": "Not to contact Elin Prosser.", "until": None}
NEW = {**GOOD, "number": 2, "new": True}
CONSENTS = {"heard": date(2026, 12, 1), "applicant": "defendant", "defendant_consents": True, "original_officer_consents": True}
LISTING = {"hearing_at": at("2027-01-11 10:00"), "court": "Northmoor Crown Court", "progression_officer": "S. Okafor", "law": DEFAULT}
TESTED: list[tuple[str, Any, Any, dict[str, Any], str]] = [
    # (what, guard, record, facts, words of the refusal or "" when it may be done)
    ("expire early", rules.not_expired, Paper(), {"today": date(2028, 11, 22)}, "not reached its end"),
    ("expire", rules.not_expired, Paper(), {"today": date(2028, 11, 23)}, ""),
    ("expire an open-ended order", rules.not_expired, Paper(end_date=None), {"today": date(2099, 1, 1)}, "not reached its end"),
    ("supersede a full order", rules.not_interim, Paper(), {}, "Only an interim order"),
    ("supersede an interim order", rules.not_interim, Paper(type="ISPO"), {}, ""),
    ("vary", rules.not_variable, Paper(), {"conditions": [GOOD], "on": date(2026, 12, 1)}, ""),
    ("vary to nothing", rules.not_variable, Paper(), {"conditions": [], "on": date(2026, 12, 1)}, "at least one prohibition"),
    ("vary unnecessarily", rules.not_variable, Paper(), {"conditions": [GOOD, NEW], "on": date(2026, 12, 1)}, "why it is necessary"),
    (
        "vary with a reason",
        rules.not_variable,
        Paper(),
        {"conditions": [GOOD, {**NEW, "necessity": "He waited in that street."}], "on": date(2026, 12, 1)},
        "",
    ),
    ("vary what has ended", rules.not_variable, Paper(), {"conditions": [GOOD], "on": date(2028, 11, 23)}, "new main application"),
    ("renew", rules.not_renewable, Paper(), {"conditions": [GOOD], "on": date(2028, 11, 22), "end": date(2030, 1, 1)}, ""),
    (
        "renew what has ended",
        rules.not_renewable,
        Paper(),
        {"conditions": [GOOD], "on": date(2028, 11, 23), "end": date(2030, 1, 1)},
        "Start a new main application",
    ),
    (
        "renew what has no end",
        rules.not_renewable,
        Paper(end_date=None),
        {"conditions": [GOOD], "on": date(2027, 1, 1), "end": None},
        "no last day",
    ),
    ("discharge with consents", rules.consents_missing, Paper(), {"law": DEFAULT, "consents": CONSENTS}, ""),
    (
        "discharge without the defendant's",
        rules.consents_missing,
        Paper(),
        {"law": DEFAULT, "consents": CONSENTS | {"defendant_consents": False}},
        "The defendant's consent is needed",
    ),
    (
        "discharge without the applicant's",
        rules.consents_missing,
        Paper(),
        {"law": DEFAULT, "consents": CONSENTS | {"original_officer_consents": False}},
        "chief officer who applied for the order is needed",
    ),
    (
        "discharge without the home officer's",
        rules.consents_missing,
        Paper(),
        {"law": DEFAULT, "consents": CONSENTS | {"lives_elsewhere": True}},
        "for the area where the defendant lives is needed",
    ),
    (
        "discharge on an officer's application without it",
        rules.consents_missing,
        Paper(),
        {"law": DEFAULT, "consents": CONSENTS | {"applicant": "chief_officer"}},
        "chief officer who applies is needed",
    ),
    (
        "discharge on the last day of two years",
        rules.consents_missing,
        Paper(),
        {"law": DEFAULT, "consents": {"heard": date(2028, 11, 22)}},
        "The defendant's consent",
    ),
    ("discharge after two years", rules.consents_missing, Paper(), {"law": DEFAULT, "consents": {"heard": date(2028, 11, 23)}}, ""),
    (
        "discharge an interim order",
        rules.consents_missing,
        Paper(type="ISPO"),
        {"law": DEFAULT, "consents": {"heard": date(2026, 12, 1)}},
        "",
    ),
    ("no offence without a reason", rules.no_reason_given, Paper(), {"reason": "No."}, "at least 20 characters"),
    ("no offence", rules.no_reason_given, Paper(), {"reason": "He was in hospital all three days."}, ""),
    # Separation of duties: author, legal reviewer and authoriser are three people.
    ("return one's own", change_rules.not_reviewable, Paper(), {"actor_id": 1, "reasons": "Too thin on risk."}, "you drafted it"),
    ("return without reasons", change_rules.not_reviewable, Paper(), {"actor_id": 2, "reasons": "No"}, "Give your reasons"),
    ("approve one's own", change_rules.not_approvable, Paper(), {"actor_id": 1, "compatible": True}, "you drafted it"),
    ("approve uncompared", change_rules.not_approvable, Paper(), {"actor_id": 2, "compatible": False}, "compared with every order"),
    ("approve", change_rules.not_approvable, Paper(), {"actor_id": 2, "compatible": True}, ""),
    (
        "authorise one's own",
        change_rules.not_authorisable,
        Paper(),
        {"actor_id": 1, "has_rank": True, "reasons": "x" * 10},
        "you drafted it",
    ),
    (
        "authorise what one reviewed",
        change_rules.not_authorisable,
        Paper(),
        {"actor_id": 2, "has_rank": True, "reasons": "x" * 10},
        "you reviewed it for legal",
    ),
    (
        "authorise without the rank",
        change_rules.not_authorisable,
        Paper(),
        {"actor_id": 3, "has_rank": False, "reasons": "x" * 10},
        "superintendent",
    ),
    ("authorise", change_rules.not_authorisable, Paper(), {"actor_id": 3, "has_rank": True, "reasons": "x" * 10}, ""),
    ("submit", change_rules.not_ready, Paper(), {"conditions": [], "live": True}, ""),
    ("submit for a dead order", change_rules.not_ready, Paper(), {"conditions": [], "live": False}, "new main application"),
    ("submit without why", change_rules.not_ready, Paper(why=""), {"conditions": [], "live": True}, "with the risk as it now stands"),
    ("lodge nowhere", change_rules.not_lodgeable, Paper(), {"court": "", "court_reference": "x", "live": True}, "Name the court"),
    ("list too early", change_rules.not_listable, Paper(), {"hearing_at": at("2026-11-20 10:00"), "court": "x"}, "cannot be before"),
    ("refuse in silence", change_rules.no_court_reason, Paper(), {"reason": ""}, "Give your reasons"),
    ("list an appeal", appeal_rules.not_listable, Paper(), LISTING, ""),
    (
        "list an appeal without an officer",
        appeal_rules.not_listable,
        Paper(),
        LISTING | {"progression_officer": ""},
        "case progression officer",
    ),
    (
        "allow without an effect",
        appeal_rules.no_effect,
        Paper(),
        {"effect": "", "reason": "Allowed in full.", "live": True},
        "Say what the Crown Court ordered",
    ),
    (
        "quash what is dead",
        appeal_rules.no_effect,
        Paper(),
        {"effect": "QUASHED", "reason": "Allowed in full.", "live": False},
        "no order in force",
    ),
    (
        "make what was not refused",
        appeal_rules.no_effect,
        Paper(),
        {"effect": "MADE", "reason": "Allowed in full.", "live": True},
        "had been refused",
    ),
    ("quash", appeal_rules.no_effect, Paper(), {"effect": "QUASHED", "reason": "Allowed in full.", "live": True}, ""),
    ("dismiss in silence", appeal_rules.no_reason, Paper(), {"reason": ""}, "Write what the court said"),
    (
        "accept one's own handover",
        rules.not_acceptable,
        Paper(),
        {"actor_id": 1, "new_owner": "PC Harle", "note": "", "accepting": True},
        "you proposed it",
    ),
    (
        "accept for nobody",
        rules.not_acceptable,
        Paper(),
        {"actor_id": 2, "new_owner": "", "note": "", "accepting": True},
        "Name the offender manager",
    ),
    ("accept", rules.not_acceptable, Paper(), {"actor_id": 2, "new_owner": "PC Harle", "note": "", "accepting": True}, ""),
    ("arrest without a ground", breach_rules.no_arrest_ground, Paper(), {"ground": "", "reason": "x" * 10}, "PACE 1984 s.24(5)"),
    ("approve one's own reason", breach_rules.no_reason_for_no_arrest, Paper(), {"approver_id": 1}, "you wrote the reason"),
    ("approve another's reason", breach_rules.no_reason_for_no_arrest, Paper(), {"approver_id": 2}, ""),
    ("crime without a number", breach_rules.no_crime, Paper(), {"crime_number": ""}, "Enter the crime number"),
    (
        "investigate undecided",
        breach_rules.further_crime_undecided,
        Paper(),
        {"further_crime": None, "further_crime_why": "x" * 10},
        "Decide whether a further",
    ),
    ("end without a reason", breach_rules.no_outcome_reason, Paper(), {"note": ""}, "Give the reason"),
]


@pytest.mark.parametrize(("what", "guard", "record", "facts", "words"), TESTED, ids=[each[0] for each in TESTED])
def test_a_guard_lets_through_or_says_why_not(what: str, guard: Any, record: Paper, facts: dict[str, Any], words: str) -> None:
    problems = guard(record, **facts)
    assert bool(problems) == bool(words), (what, problems)
    assert words in " ".join(sentence for _, sentence in problems)


def test_every_guard_that_a_move_names_is_in_the_table() -> None:
    named = {move.guard.rsplit(".", 1)[1] for moves, _, _ in MACHINES.values() for move in moves if move.guard}
    assert named == {guard.__name__ for _, guard, _, _, _ in TESTED} | named & {"not_ready"}


# Who may appeal against what (SPA 2019 s.7; orders.md 2.6), written down a second time.
RIGHTS = {
    ("order_made", "defendant"),
    ("interim_made", "defendant"),
    ("order_refused", "applicant_officer"),
    ("interim_refused", "applicant_officer"),
    ("changed_for_officer", "defendant"),
    ("change_refused_to_defendant", "defendant"),
    ("change_refused_to_officer", "applicant_officer"),
    ("changed_for_defendant", "applicant_officer"),
    ("changed_for_defendant", "other_officer"),
}


@pytest.mark.parametrize("appellant", ["defendant", "applicant_officer", "other_officer"])
@pytest.mark.parametrize("decision", sorted({decision for decision, _ in RIGHTS} | {"interim_changed"}))
def test_who_may_appeal_is_the_matrix_of_section_7(decision: str, appellant: str) -> None:
    answer = appeal_rules.right(DEFAULT, decision=decision, appellant=appellant, decided_on=date(2026, 11, 23))
    assert answer.passes is ((decision, appellant) in RIGHTS)
    assert "s.7" in answer.reasons[0] and str(answer.due) == "2026-12-14"
    late = appeal_rules.notice_problems(
        answer,
        decided_on=date(2026, 11, 23),
        notice_on=date(2026, 12, 15),
        today=date(2026, 12, 20),
        notice_to="The court",
        extended_on=None,
        extension_why="",
    )
    assert any("ask force legal" in words for _, words in late)
