"""Stories of cases as they are worked: a log with a decision and a direction, actions one of which is late, a transfer, a closed case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.assessment.assessing import complete_action
from casework.assessment.models import PlanAction
from casework.assessment.services import consider_order
from casework.cases.models import Case
from casework.demo.telling import Teller
from casework.investigation.services import (
    add_entry,
    approve_closing,
    ask_to_close,
    correct_entry,
    propose_transfer,
    raise_action,
    record_outcome,
    tell_outcome,
)


def _entry(t: Teller, case: Case, at: Any, who: str, kind: str, fact: str, opinion: str = "") -> Any:
    values: Mapping[str, Any] = {"kind": kind, "fact": fact, "opinion": opinion, "happened_at": at}
    return add_entry(actor=t.staff[who], case=case, values=values, at=at)


def _action(t: Teller, case: Case, at: Any, owner: str, kind: str, what: str, due_on: date, **more: Any) -> None:
    values = {"kind": kind, "what": what, "detail": "", "owner": t.staff[owner], "due_on": due_on, "priority": "B"} | more
    raise_action(actor=t.staff["officer1"], case=case, values=values, at=at)


def worked_and_handed_over(t: Teller) -> None:
    """A case in the middle of its work: the log, actions for three people, and its officer asks that another unit takes it."""
    case = t.open(
        victim=t.person("Orla", "Pennick", (1991, 1, 19), "Female"),
        suspect=t.person("Stuart", "Vale", (1984, 8, 8), "Male"),
        relationship="COLLEAGUE",
        at=t.on(9, 9),
        incidents=[
            {"occurred_at": t.on(16, 18), "acts": ["B"], "summary": "A card on her windscreen, unsigned", "means": "POST"},
            {"occurred_at": t.on(10, 18), "acts": ["E"], "summary": "Waited by her car in the staff car park", "place_kind": "WORK"},
        ],
    )
    t.stalking(case, t.on(8, 9))
    risk = {"victim": "MEDIUM", "officer_view": "MEDIUM", "words": "He knows my shifts", "why": "Comes nearer, knows her hours"}
    t.reviewed(t.risk(case, t.on(8, 10), **risk), t.on(8, 14))
    _entry(t, case, t.on(8, 11), "officer1", "VICTIM", "Spoken to by the agreed safe means. She has changed where she parks.")
    wrong = _entry(t, case, t.on(7, 10), "officer1", "ENQUIRY", "The car park keeps its footage for 14 days.", "It should show his car.")
    correct_entry(
        actor=t.staff["officer1"],
        entry=wrong,
        values={"fact": "The car park keeps its footage for 10 days.", "opinion": wrong.opinion},
        why="The manager rang back: it is 10 days",
        at=t.on(7, 15),
    )
    _entry(
        t,
        case,
        t.on(6, 9),
        "officer1",
        "POLICY",
        "No approach to his employer at present.",
        "It would tell him of the report before the footage is had; she asked us to wait.",
    )
    _entry(t, case, t.on(6, 16), "sergeant1", "DIRECTION", "Fetch the footage before it is overwritten.", "Nothing else places him there.")
    _action(t, case, t.on(6, 17), "officer1", "FOOTAGE", "Fetch the car park's footage", t.day(-2), priority="A")
    _action(t, case, t.on(5, 9), "officer2", "STATEMENT", "Statement of the colleague who saw him wait", t.day(3))
    _action(t, case, t.on(5, 9), "victimcare1", "VICTIM", "Offer the advocate again, by the safe means", t.day(1))
    propose_transfer(
        actor=t.staff["officer1"],
        case=case,
        unit=next(unit for name, unit in sorted(t.units.items()) if unit.pk != case.unit_id),
        reason="Victim and suspect both work in that unit's area",
        note="The footage is the next thing: it is overwritten soon. She prefers to be rung after six in the evening.",
        at=t.ago(hours=20),
    )


def closed_with_reasons(t: Teller) -> None:
    """A case that is closed: every gate passed, the victim told, approved by the inspector."""
    case = t.open(
        victim=t.person("Gwen", "Arlott", (1966, 6, 2), "Female"),
        suspect=t.person("Peter", "Lisle", (1962, 2, 11), "Male"),
        relationship="ACQUAINTANCE",
        at=t.on(80, 10),
        incidents=[
            {"occurred_at": t.on(90, 12), "acts": ["B"], "summary": "Letters through the door each Sunday", "means": "POST"},
            {"occurred_at": t.on(81, 12), "acts": ["B"], "summary": "A parcel with photographs of her garden", "means": "DELIVERY"},
        ],
    )
    officer = t.staff["officer1"]
    t.stalking(case, t.on(79, 9))
    risk = {"victim": "STANDARD", "officer_view": "STANDARD", "words": "A nuisance, no more", "why": "No approach in person, has stopped"}
    t.reviewed(t.risk(case, t.on(79, 10), **risk), t.on(79, 15))
    t.no_search(case, t.on(78, 9), "The letters are with us; nothing further is sought at his home")
    reasons = "He has stopped since he was spoken to, and she does not fear him"
    consider_order(actor=officer, case=case, needed=False, reasons=reasons, at=t.on(77, 9))
    record_outcome(actor=officer, case=case, code="16", reasons="She does not support a prosecution; he has stopped", at=t.on(60, 10))
    values = {"told_at": t.on(59, 11), "how": "In person by the officer", "review_offered": True, "why_not": ""}
    tell_outcome(actor=officer, case=case, values=values)
    t.reviewed(t.risk(case, t.on(59, 12), **risk), t.on(59, 15))
    for action in PlanAction.objects.filter(case=case).select_related("case", "owner"):
        complete_action(actor=officer, action=action, outcome="Done and agreed with her", at=t.on(58, 8))
    summary = "He stopped when spoken to; she does not support a prosecution and knows how to reach us."
    request = ask_to_close(actor=officer, case=case, summary=summary, at=t.on(58, 9))
    approve_closing(actor=t.staff["inspector1"], request=request, at=t.on(57, 9))


STORIES = (worked_and_handed_over, closed_with_reasons)
