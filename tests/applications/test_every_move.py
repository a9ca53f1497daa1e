"""Every move of an application: the table of orders.md 6.1, written down here a second time, by hand, with its guards and its three people.

A move that is not in it is refused with its reason; that the database refuses it too is proved beside the life of an application.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from casework.access.matrix import table as matrix
from casework.applications import flow, rules
from casework.cases.moves import make_move
from casework.errors import GuardFailed
from casework.policies.selectors import DEFAULT
from casework.staff.models import Role
from tests.later_stages import APPROVED, AUTHORISED, STARTED, at

pytestmark = pytest.mark.quick

OPEN = ("DRAFT", "LEGAL_REVIEW", "AUTHORISATION", "AUTHORISED", "LODGED", "LISTED", "SUMMONS_SERVED", "ADJOURNED")
# (from, to, verb): action. "" is the beginning.
TABLE: dict[tuple[str, str, str], str] = {
    ("", "DRAFT", "start"): "application.draft",
    **{("", state, "take over"): "orders.import" for state in ("LODGED", "GRANTED", "REFUSED", "WITHDRAWN")},
    ("DRAFT", "LEGAL_REVIEW", "submit"): "application.draft",
    ("LEGAL_REVIEW", "DRAFT", "return"): "application.review",
    ("LEGAL_REVIEW", "AUTHORISATION", "approve"): "application.review",
    ("LEGAL_REVIEW", "WITHDRAWN", "refuse in review"): "application.review",
    **{(state, "DRAFT", "edit"): "application.draft" for state in ("LEGAL_REVIEW", "AUTHORISATION", "AUTHORISED")},
    ("AUTHORISATION", "AUTHORISED", "authorise"): "application.authorise",
    ("AUTHORISATION", "DECLINED", "decline"): "application.authorise",
    ("AUTHORISED", "LODGED", "lodge"): "application.lodge",
    ("LODGED", "LISTED", "list"): "application.lodge",
    ("ADJOURNED", "LISTED", "list"): "application.lodge",
    ("LISTED", "SUMMONS_SERVED", "serve summons"): "summons.serve",
    **{(state, "ADJOURNED", "adjourn"): "application.lodge" for state in ("LISTED", "SUMMONS_SERVED")},
    **{(state, "GRANTED", "grant"): "application.lodge" for state in ("LISTED", "SUMMONS_SERVED")},
    **{(state, "REFUSED", "refuse"): "application.lodge" for state in ("LISTED", "SUMMONS_SERVED")},
    **{(state, "WITHDRAWN", "withdraw"): "application.draft" if state == "DRAFT" else "application.lodge" for state in OPEN},
}
# Which role may do what: the column "Actor" of the same table.
ACTORS = {
    "application.draft": {Role.OFFICER, Role.LEGAL, Role.OFFENDER_MANAGER},
    "application.review": {Role.LEGAL},
    "application.authorise": {Role.AUTHORISER},
    "application.lodge": {Role.LEGAL},
    "summons.serve": {Role.OFFICER, Role.LEGAL},
}


@dataclass
class Paper:
    """As much of an application as its guards look at, all of it in order."""

    MACHINE = "application"
    MOVES = flow.MOVES

    state: str = "DRAFT"
    kind: str = "MAIN"
    author_id: int = 1
    legal_reviewer_id: int | None = 2
    started_at: datetime = STARTED
    authorised_at: datetime | None = AUTHORISED
    complaint_on: date | None = date(2026, 11, 11)
    area_basis: str = "RESIDES"
    area_reason: str = "He lives in Castlegate."
    acts_text: str = "He left flowers and cards at her work after she told him to stop."
    risk_text: str = "He poses a risk of psychological harm: she no longer goes out alone."
    necessity_text: str = "Bail has ended and nothing else keeps him from contacting her."
    religion_answer: str = "CLEAR"
    religion_note: str = ""
    work_answer: str = "CLEAR"
    work_note: str = ""
    victim_view: str = "SUPPORTS"
    victim_view_text: str = ""
    prosecution: str = "NONE"
    cps_consulted_on: date | None = None
    interim_sought: bool | None = False
    interim_why: str = ""
    court: str = "Northmoor Magistrates' Court"
    court_kind: str = "ADULT"
    defendant: Any = field(default_factory=lambda: SimpleNamespace(unknown=False, date_of_birth=date(1988, 4, 2)))

    def get_state_display(self) -> str:
        return str(dict(flow.STATES)[self.state])


def test_the_moves_are_those_of_the_requirements_and_no_others() -> None:
    assert {(move.source, move.target, move.verb): move.action for move in flow.MOVES} == TABLE
    assert {state for move in flow.MOVES for state in (move.source, move.target)} - {""} == {key for key, _ in flow.STATES}


@pytest.mark.parametrize("action", ACTORS)
def test_each_move_is_for_the_people_of_the_requirements(action: str) -> None:
    assert {Role(role) for role in matrix()[action][1]} == ACTORS[action]


VERBS = sorted({verb for source, _, verb in TABLE if source})
FORBIDDEN = [
    (state, verb) for state, _ in flow.STATES for verb in VERBS if not any(source == state and each == verb for source, _, each in TABLE)
]


@pytest.mark.parametrize(("state", "verb"), FORBIDDEN, ids=[f"{verb} from {state}" for state, verb in FORBIDDEN])
def test_a_forbidden_move_is_refused_with_its_reason(state: str, verb: str) -> None:
    paper = Paper(state=state)
    with pytest.raises(GuardFailed) as refusal:
        make_move(paper, verb, actor=None)
    assert f"it is {paper.get_state_display().lower()}" in str(refusal.value) and paper.state == state


FORCE, RAILWAY = SimpleNamespace(kind="TERRITORIAL"), SimpleNamespace(kind="BTP")
CONDITION = SimpleNamespace(number=1, necessity_reason="He goes on.")
DRAFT = rules.DraftFacts(
    links={"ACTS": 2, "RISK": 1, "NECESSITY": 1}, has_risk_assessment=True, conditions=[CONDITION], protected=1, victims=1, incidents=2
)


def without(**changes: Any) -> rules.DraftFacts:
    return rules.DraftFacts(**{**DRAFT.__dict__, **changes})


READY: dict[str, Any] = {"force": FORCE, "draft": DRAFT}
REVIEW: dict[str, Any] = {"actor_id": 3, "writer_ids": [1], "reasons": "Ground 2 says nothing of risk."}
APPROVE: dict[str, Any] = {
    "actor_id": 3,
    "writer_ids": [1],
    "live_orders": [7],
    "list_seen": [7],
    "compatibility": True,
    "on": APPROVED.date(),
    "tests": {"test_acts": True},
}
AUTHORITY: dict[str, Any] = {"actor_id": 4, "writer_ids": [1], "has_rank": True, "rationale": "It appears to me that it is met."}
LODGE: dict[str, Any] = {
    "complaint_on": date(2026, 11, 11),
    "court_reference": "NMC-1",
    "today": date(2026, 11, 12),
    "main_undetermined": True,
    "same_force": True,
    "form": DEFAULT.compute("MCR-3D", on=AUTHORISED, inputs={"means": "electronic"}),
}
SUMMONS: dict[str, Any] = {"certificate_signed": True, "effective_on": date(2026, 11, 20), "hearing_on": date(2026, 11, 23)}
SUMMONS |= {"issued_at": at("2026-11-12 10:00"), "sent_at": at("2026-11-17 10:00")}
OTHER_FORM = DEFAULT.compute("MCR-3D", on=AUTHORISED, inputs={"means": "other"})
UNKNOWN = SimpleNamespace(unknown=True, date_of_birth=None)
YOUNG = SimpleNamespace(unknown=False, date_of_birth=date(2009, 4, 2))
# (what, verb, from, changes to the paper, changes to the facts, words of the refusal or "" when it may be done)
TESTED: list[tuple[str, str, str, dict[str, Any], dict[str, Any], str]] = [
    ("submit", "submit", "DRAFT", {}, READY, ""),
    ("submit, nobody named", "submit", "DRAFT", {"defendant": UNKNOWN}, READY, "not identified"),
    ("submit, no area", "submit", "DRAFT", {"area_basis": ""}, READY, "s.1(3)"),
    ("submit, no reason for the area", "submit", "DRAFT", {"area_reason": " "}, READY, "how it is known"),
    ("submit, no area on the railway", "submit", "DRAFT", {"area_basis": ""}, {**READY, "force": RAILWAY}, ""),
    ("submit, one limb unwritten", "submit", "DRAFT", {"risk_text": "He is a risk."}, READY, "in full (SPA 2019 s.1(1))"),
    ("submit, one limb unproved", "submit", "DRAFT", {}, {**READY, "draft": without(links={"ACTS": 2, "RISK": 1})}, "Tick at least one"),
    ("submit, no condition", "submit", "DRAFT", {}, {**READY, "draft": without(conditions=[])}, "at least one condition"),
    ("submit, no risk assessment", "submit", "DRAFT", {}, {**READY, "draft": without(has_risk_assessment=False)}, "risk assessment"),
    ("submit, nobody to protect", "submit", "DRAFT", {}, {**READY, "draft": without(protected=0)}, "would protect"),
    ("submit, no victim's view", "submit", "DRAFT", {"victim_view": ""}, READY, "victim's view"),
    ("return", "return", "LEGAL_REVIEW", {}, REVIEW, ""),
    ("return, no reasons", "return", "LEGAL_REVIEW", {}, {**REVIEW, "reasons": "No"}, "reasons"),
    ("return one's own", "return", "LEGAL_REVIEW", {}, {**REVIEW, "actor_id": 1}, "because you drafted it"),
    ("refuse in review", "refuse in review", "LEGAL_REVIEW", {}, REVIEW, ""),
    ("refuse, no reasons", "refuse in review", "LEGAL_REVIEW", {}, {**REVIEW, "reasons": ""}, "reasons"),
    ("refuse as a writer", "refuse in review", "LEGAL_REVIEW", {}, {**REVIEW, "writer_ids": [1, 3]}, "because you drafted it"),
    ("approve", "approve", "LEGAL_REVIEW", {}, APPROVE, ""),
    ("approve one's own", "approve", "LEGAL_REVIEW", {}, {**APPROVE, "actor_id": 1}, "because you drafted it"),
    ("approve as a writer", "approve", "LEGAL_REVIEW", {}, {**APPROVE, "writer_ids": [1, 3]}, "because you drafted it"),
    ("approve unscreened", "approve", "LEGAL_REVIEW", {"religion_answer": ""}, APPROVE, "religious beliefs"),
    ("approve unscreened work", "approve", "LEGAL_REVIEW", {"work_answer": ""}, APPROVE, "work or education"),
    ("approve, adjusted without a note", "approve", "LEGAL_REVIEW", {"work_answer": "ADJUSTED"}, APPROVE, "how this was found out"),
    ("approve, adjusted with a note", "approve", "LEGAL_REVIEW", {"work_answer": "ADJUSTED", "work_note": "His shifts"}, APPROVE, ""),
    ("approve unscreened all the same", "approve", "LEGAL_REVIEW", {"religion_answer": ""}, {**APPROVE, "screen_override": True}, ""),
    ("approve uncompared", "approve", "LEGAL_REVIEW", {}, {**APPROVE, "compatibility": False}, "s.2(6)"),
    ("approve an old list", "approve", "LEGAL_REVIEW", {}, {**APPROVE, "list_seen": []}, "has changed"),
    ("approve, the wrong court", "approve", "LEGAL_REVIEW", {"defendant": YOUNG}, APPROVE, "youth court"),
    ("approve, the youth court", "approve", "LEGAL_REVIEW", {"defendant": YOUNG, "court_kind": "YOUTH"}, APPROVE, ""),
    ("approve, no court", "approve", "LEGAL_REVIEW", {"court": ""}, APPROVE, "No court is chosen"),
    ("approve, CPS not asked", "approve", "LEGAL_REVIEW", {"prosecution": "LIVE"}, APPROVE, "CPS has not been consulted"),
    ("approve, a test left out", "approve", "LEGAL_REVIEW", {}, {**APPROVE, "tests": {"test_risk": False}}, "Tick this"),
    ("authorise", "authorise", "AUTHORISATION", {}, AUTHORITY, ""),
    ("authorise one's own", "authorise", "AUTHORISATION", {}, {**AUTHORITY, "actor_id": 1}, "because you drafted it"),
    ("authorise as its reviewer", "authorise", "AUTHORISATION", {}, {**AUTHORITY, "actor_id": 2}, "reviewed it for legal"),
    ("authorise as an inspector", "authorise", "AUTHORISATION", {}, {**AUTHORITY, "has_rank": False}, "superintendent or above"),
    ("authorise without reasons", "authorise", "AUTHORISATION", {}, {**AUTHORITY, "rationale": "Yes"}, "reasons"),
    ("decline", "decline", "AUTHORISATION", {}, AUTHORITY, ""),
    ("decline without reasons", "decline", "AUTHORISATION", {}, {**AUTHORITY, "rationale": ""}, "reasons"),
    ("lodge", "lodge", "AUTHORISED", {}, LODGE, ""),
    ("lodge in the future", "lodge", "AUTHORISED", {}, {**LODGE, "complaint_on": date(2026, 11, 13)}, "in the future"),
    ("lodge before authority", "lodge", "AUTHORISED", {}, {**LODGE, "complaint_on": date(2026, 11, 10)}, "before it was authorised"),
    ("lodge without a reference", "lodge", "AUTHORISED", {}, {**LODGE, "court_reference": ""}, "court's reference"),
    ("lodge in another way", "lodge", "AUTHORISED", {}, {**LODGE, "form": OTHER_FORM}, "electronic arrangement"),
    ("lodge an interim one too late", "lodge", "AUTHORISED", {"kind": "INTERIM"}, {**LODGE, "main_undetermined": False}, "s.5(1)"),
    ("lodge another chief officer's", "lodge", "AUTHORISED", {"kind": "INTERIM"}, {**LODGE, "same_force": False}, "s.5(2)"),
    ("list", "list", "LODGED", {}, {"hearing_at": at("2026-11-23 10:00"), "court": "Northmoor"}, ""),
    (
        "list before the complaint",
        "list",
        "LODGED",
        {},
        {"hearing_at": at("2026-11-10 10:00"), "court": "Northmoor"},
        "before the complaint",
    ),
    ("list nowhere", "list", "ADJOURNED", {}, {"hearing_at": at("2026-11-23 10:00"), "court": ""}, "Name the court"),
    ("serve the summons", "serve summons", "LISTED", {}, SUMMONS, ""),
    ("serve what was not issued", "serve summons", "LISTED", {}, {**SUMMONS, "issued_at": None}, "when the court issued"),
    (
        "serve before its issue",
        "serve summons",
        "LISTED",
        {},
        {**SUMMONS, "sent_at": at("2026-11-12 09:00")},
        "before the summons was issued",
    ),
    ("serve without a certificate", "serve summons", "LISTED", {}, {**SUMMONS, "certificate_signed": False}, "r.67"),
    ("serve on no day", "serve summons", "LISTED", {}, {**SUMMONS, "effective_on": None}, "No day of receipt"),
    ("serve after the hearing", "serve summons", "LISTED", {}, {**SUMMONS, "effective_on": date(2026, 11, 24)}, "after the hearing"),
]


@pytest.mark.parametrize(("verb", "source", "changes", "facts", "words"), [row[1:] for row in TESTED], ids=[row[0] for row in TESTED])
def test_a_guard_lets_through_or_says_why_not(verb: str, source: str, changes: dict[str, Any], facts: dict[str, Any], words: str) -> None:
    paper = Paper(state=source, **changes)
    move = next(move for move in flow.MOVES if (move.source, move.verb) == (source, verb))
    said = " ".join(sentence for _, sentence in move.problems(paper, facts))
    assert words in said if words else said == ""


def test_every_guard_of_the_table_is_tried() -> None:
    guarded = {move.verb for move in flow.MOVES if move.guard}
    assert guarded == {row[1] for row in TESTED}
