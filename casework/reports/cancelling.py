"""Cancelling a recorded crime: asked for, approved by a supervisor, decided by the Force Crime Registrar. And telling the victim."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.errors import Conflict, GuardFailed
from casework.reports import flow, rules
from casework.reports.models import CrimeRecord, CrimeRequest, Telling
from casework.staff.models import User

APPROVE, CONFIRM = "Approve that the crime is cancelled", "Decide on cancelling the crime as Force Crime Registrar"
TELL = "Tell the victim that the crime is recorded otherwise"


def ask_to_cancel(*, actor: User, case: Case, values: Mapping[str, Any], at: datetime | None = None) -> CrimeRequest:
    """Ask that the recorded crime is cancelled. `values` are code, narrative and other_reference. Raises GuardFailed."""
    with change(actor, "crime.cancel", case, lock=True) as ch:
        when = at or ch.now
        problems = rules.future("proposed_at", when, ch.now) + rules.cancel_problems(values)
        if not CrimeRecord.objects.filter(case=case, principal=True, replaced_at__isnull=True).exclude(offence="").exists():
            problems.append((None, "No crime is recorded on this case, so there is none to cancel"))
        if waiting_request(case) is not None:
            problems.append((None, "It has been asked for already and is not decided yet"))
        if problems:
            raise GuardFailed(problems)
        request = CrimeRequest.objects.create(
            case=case,
            code=values["code"],
            narrative=values["narrative"].strip(),
            other_reference=(values.get("other_reference") or "").strip(),
            proposed_by=actor,
            proposed_at=when,
        )
        begin(request, "ask", actor=actor, at=when)
        ch.event("crime.cancel_asked", f"Asked to cancel the crime: {request.get_code_display()}", subject=request, occurred_at=when)
        ch.audit("CREATE", request, after={"code": request.code, "narrative": request.narrative})
        open_task(case, "SUPERVISOR", APPROVE, subject=request)
    return request


def waiting_request(case: Case) -> CrimeRequest | None:
    """The request that waits for a supervisor or the registrar."""
    waiting = CrimeRequest.objects.filter(case=case, state__in=(flow.PROPOSED, flow.WITH_REGISTRAR))
    return waiting.select_related("case", "proposed_by", "approved_by").first()


def approve_cancelling(*, actor: User, request: CrimeRequest, agreed: bool, reason: str = "", at: datetime | None = None) -> CrimeRequest:
    """A supervisor who did not ask for it passes it on to the registrar, or refuses with a reason."""
    return _judge(actor, request, "classification.approve", flow.PROPOSED, agreed, reason, at)


def decide_cancelling(*, actor: User, request: CrimeRequest, agreed: bool, reason: str = "", at: datetime | None = None) -> CrimeRequest:
    """The Force Crime Registrar, a third person, cancels the crime or refuses. What was recorded stays on record as replaced."""
    return _judge(actor, request, "classification.confirm", flow.WITH_REGISTRAR, agreed, reason, at)


def _judge(actor: User, request: CrimeRequest, action: str, state: str, agreed: bool, reason: str, at: datetime | None) -> CrimeRequest:
    case = request.case
    with change(actor, action, case, lock=True) as ch:
        when = at or ch.now
        request.refresh_from_db()
        if request.state != state:
            raise Conflict({"state": request.get_state_display()}, {"state": "approve" if agreed else "refuse"})
        facts = {"approver_id": actor.pk, "agreed": agreed, "reason": reason}
        who: dict[str, Any] = (
            {"approved_by": actor, "approved_at": when} if state == flow.PROPOSED else {"registrar": actor, "registrar_at": when}
        )
        if not agreed:
            make_move(request, "refuse", actor=actor, reason=reason, facts=facts, at=when, refusal_reason=reason.strip(), **who)
            words = "Not approved: the crime stays recorded"
        elif state == flow.PROPOSED:
            make_move(request, "pass to the registrar", actor=actor, facts=facts, at=when, **who)
            words = "Cancelling approved by a supervisor; the Force Crime Registrar decides"
        else:
            make_move(request, "cancel", actor=actor, facts=facts, at=when, **who)
            words = f"Crime cancelled by the Force Crime Registrar: {request.get_code_display()}"
        close_tasks(request)
        ch.event("crime.cancelled" if request.state == flow.DONE else "crime.cancel_judged", words, subject=request, occurred_at=at)
        ch.audit("MOVE", request, after={"state": request.state})
        if request.state == flow.WITH_REGISTRAR:
            open_task(case, "RECORDS", CONFIRM, subject=request)
        elif request.state == flow.DONE:
            _cancel(case, request, actor, when)
            ask_to_tell(case, request)
            happened(Fact("crime.cancelled", case.pk, request, when, actor))
    return request


def _cancel(case: Case, request: CrimeRequest, actor: User, when: datetime) -> None:
    CrimeRecord.objects.filter(case=case, replaced_at__isnull=True).update(replaced_at=when)
    CrimeRecord.objects.create(
        case=case,
        crime_reference=request.other_reference,
        no_crime_reason=f"{request.get_code_display()}: {request.narrative}",
        recorded_at=when,
        recorded_by=actor,
    )


def take_back(*, actor: User, request: CrimeRequest) -> CrimeRequest:
    """Whoever asked thinks better of it before it is decided."""
    with change(actor, "crime.cancel", request.case, lock=True) as ch:
        request.refresh_from_db()
        make_move(request, "take back", actor=actor, at=ch.now)
        close_tasks(request)
        ch.event("crime.cancel_judged", "The request to cancel the crime was taken back", subject=request)
        ch.audit("MOVE", request, after={"state": request.state})
    return request


def ask_to_tell(case: Case, subject: Any) -> None:
    """The victim is told of a step down: work for victim care, and a line on the case page until it is recorded."""
    open_task(case, "VICTIM_CARE", TELL, subject=subject)


def told_of(case: Case, about: str) -> Telling | None:
    """When the victim was last told of such a decision."""
    return Telling.objects.filter(case=case, about=about).order_by("-told_at", "-pk").first()


def record_telling(
    *, actor: User, case: Case, about: str, told_at: datetime, how: str, decided_at: datetime, subjects: tuple[Any, ...] = ()
) -> Telling:
    """The victim was told, with the reasons, of what was decided at `decided_at`. Closes the work opened on `subjects`."""
    with change(actor, "victim.tell", case) as ch:
        problems = rules.telling_problems(told_at, how, decided_at, ch.now)
        if problems:
            raise GuardFailed(problems)
        telling = Telling.objects.create(case=case, about=about, told_at=told_at, how=how.strip(), told_by=actor)
        ch.event("victim.told", f"The victim was told: {telling.get_about_display().lower()}", subject=telling, occurred_at=told_at)
        ch.audit("CREATE", telling, after={"about": about, "told_at": told_at})
        for subject in subjects:
            close_tasks(subject, "VICTIM_CARE")
    return telling
