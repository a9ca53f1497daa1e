"""Hearings and outcomes, and the national protocol's check list."""

from collections.abc import Mapping
from typing import Any

from casework.access.writing import change
from casework.cases import flow as case_flow
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import make_move
from casework.charging import rules
from casework.charging.models import FINAL, Charge, CourtEvent, ProtocolAnswer
from casework.errors import GuardFailed
from casework.staff.models import User

FIELDS = (
    "held_at",
    "result",
    "lesser_plea",
    "lesser_plea_checked",
    "sentence",
    "restraining_order",
    "restraining_note",
    "next_hearing_at",
)


def record_hearing(*, actor: User, charge: Charge, values: Mapping[str, Any]) -> CourtEvent:
    """Record a hearing and what came of it; `values` are fields of CourtEvent. The case is at court from its first. Raises GuardFailed."""
    with change(actor, "court.record", charge.case, lock=True) as ch:
        problems = rules.court_problems(values, charged_at=charge.charged_at, now=ch.now)
        if charge.court_events.filter(result__in=FINAL).exists():
            problems.append((None, "The outcome of this charge is recorded already."))
        if problems:
            raise GuardFailed(problems)
        given = {name: values[name] for name in FIELDS if values.get(name) is not None}
        event = CourtEvent.objects.create(charge=charge, case=charge.case, recorded_at=ch.now, recorded_by=actor, **given)
        words = f"{charge.urn}: at court, {event.get_result_display().lower()}."
        ch.event("charging.court", words, subject=event, occurred_at=event.held_at)
        ch.audit("CREATE", event, after={"result": event.result})
        case = charge.case
        case.refresh_from_db()
        if case.state == case_flow.CHARGED:
            make_move(case, "go to court", actor=actor, at=event.held_at)
        if rules.is_final(event.result):
            happened(Fact("court.outcome", case.pk, event, event.held_at, actor, {"result": event.result}))
    return event


def answer_protocol(*, actor: User, case: Case, point: str, done: bool, note: str) -> ProtocolAnswer:
    """Answer one point of the protocol with what it rests on; the last answer counts. Raises GuardFailed."""
    with change(actor, "protocol.update", case) as ch:
        problems = rules.protocol_problems(point, note)
        if problems:
            raise GuardFailed(problems)
        answer, _ = ProtocolAnswer.objects.update_or_create(
            case=case,
            point=point,
            defaults={"done": done, "note": note.strip(), "answered_at": ch.now, "answered_by": actor},
        )
        ch.audit("UPDATE", answer, after={"point": point, "done": done})
    return answer
