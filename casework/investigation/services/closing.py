"""Closing a case: every gate is passed, somebody asks, and a supervisor who is neither the officer nor who asked approves (R40)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, change
from casework.cases import closing as gates
from casework.cases.facts import Fact, happened
from casework.cases.flow import CLOSABLE
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.investigation import rules, selectors
from casework.investigation.models import ClosingRequest, OutcomeCode
from casework.law.registry import get
from casework.policies.selectors import law_for
from casework.staff.models import Role, User

TASK = "Approve the closing of the case"
APPROVER = "supervisor_approves"


def missing_of(case: Case) -> list[str]:
    """What stands in the way of closing, in words, without the supervisor's approval; empty when every gate is passed.

    Asked of the stages' gates and of rule R40, so that neither can let through what the other stops.
    """
    asked = gates.ask(case)
    found = [missing.words for each in asked for missing in each.missing]
    answered = gates.answers(asked)
    result = law_for(case.force_id).compute("R40", on=timezone.localdate(), inputs={**_open_doors(answered), **answered, APPROVER: True})
    if not result.passes and not found:
        found = [reason for reason in result.reasons if reason] or ["A gate of rule R40 is not passed"]
    return found


def _open_doors(answered: dict[str, bool]) -> dict[str, bool]:
    """A key of R40 for which no stage has a gate, because nothing of the kind can be recorded, counts as passed."""
    return {each.name: True for each in get("R40").inputs if each.name not in answered}


def ask_to_close(*, actor: User, case: Case, summary: str, at: datetime | None = None) -> ClosingRequest:
    """Put the case to a supervisor for closing, with how it ended. Raises GuardFailed with everything that is missing."""
    with change(actor, "case.close.ask", case, lock=True) as ch:
        when = at or ch.now
        problems = rules.asking_problems(
            summary,
            missing=missing_of(case),
            waiting=selectors.closing_waiting(case) is not None,
            transfer=selectors.transfer_live(case) is not None,
            closable=case.state in CLOSABLE,
        )
        if problems:
            raise GuardFailed(problems)
        request = ClosingRequest.objects.create(case=case, summary=summary.strip(), asked_at=when, asked_by=actor)
        begin(request, "ask to close", actor=actor, at=when)
        open_task(case, Role.SUPERVISOR, TASK, subject=request)
        ch.event("closing.asked", "A supervisor is asked to close the case", subject=request, occurred_at=at)
        ch.audit("CREATE", request, fields=["summary"])
    return request


def approve_closing(*, actor: User, request: ClosingRequest, reason: str = "", at: datetime | None = None) -> Case:
    """Close the case: all gates are asked again at this moment. Its clocks end, save those of records that outlive it.

    An order outlives its case: it and its dates go over to the offender manager. Raises GuardFailed, Conflict.
    """
    case = request.case
    with change(actor, "case.close", case, lock=True) as ch:
        when = at or ch.now
        asked = gates.ask(case)
        facts = {
            "approver_id": actor.pk,
            "owner_id": case.owner_id,
            "reason": reason,
            "missing": missing_of(case),
            "transfer": selectors.transfer_live(case) is not None,
        }
        passed = {each.gate.title: each.passed for each in asked}
        values: dict[str, Any] = {"decided_by": actor, "decided_at": when, "decision_reason": reason.strip(), "gates": passed}
        make_move(request, "approve", actor=actor, reason=reason, facts=facts, at=when, **values)
        make_move(case, "close", actor=actor, reason=request.summary, role=Role.SUPERVISOR, at=when, is_open=False)
        close_tasks(request)
        _end_clocks(ch, case, when)
        ch.event("case.closed", "The case was closed", subject=case, occurred_at=at)
        ch.audit("MOVE", case, after={"state": case.state, "is_open": False})
        happened(Fact("case.closed", case.pk, case, when, actor))
    return case


def _end_clocks(ch: Change, case: Case, when: datetime) -> None:
    outcome = selectors.outcome(case)
    if outcome is not None and outcome.code not in (OutcomeCode.CHARGED, OutcomeCode.OUT_OF_TIME):
        clocks.satisfy("R09", subject=case, at=outcome.decided_at, actor=ch.actor, note="Decided otherwise than by charge")
    clocks.end_with_case(case, outliving=gates.outliving(), why="The case was closed", actor=ch.actor)


def send_back_closing(*, actor: User, request: ClosingRequest, reason: str, at: datetime | None = None) -> ClosingRequest:
    """A supervisor does not close it yet; `reason` says what is still to be done."""
    case = request.case
    with change(actor, "case.close", case, lock=True) as ch:
        when = at or ch.now
        facts: dict[str, Any] = {"approver_id": actor.pk, "owner_id": case.owner_id, "reason": reason}
        values: dict[str, Any] = {"decided_by": actor, "decided_at": when, "decision_reason": reason.strip()}
        make_move(request, "send back", actor=actor, reason=reason, facts=facts, at=when, **values)
        close_tasks(request)
        ch.event("closing.sent_back", "The case is not closed yet: a supervisor sent the request back", subject=request, occurred_at=at)
        ch.audit("MOVE", request, after={"state": request.state})
    return request


def withdraw_closing(*, actor: User, request: ClosingRequest) -> ClosingRequest:
    """Who asked, or another who may ask, takes the request back."""
    with change(actor, "case.close.ask", request.case, lock=True) as ch:
        make_move(request, "withdraw", actor=actor, decided_at=ch.now)
        close_tasks(request)
        ch.event("closing.withdrawn", "The request to close the case was taken back", subject=request)
        ch.audit("MOVE", request, after={"state": request.state})
    return request


def standing(case: Case) -> Sequence[gates.Asked]:
    """Every gate as it stands, for the page."""
    return gates.ask(case)
