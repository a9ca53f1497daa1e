"""Handing a case over to another unit, of the same or another force, with a note and with its dates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.grants import live
from casework.access.models import RoleTask
from casework.access.predicate import can
from casework.access.scope import ASSIGNED, GRANTED, forget, scope
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.flow import REPORTED
from casework.cases.models import Case, CaseParty
from casework.cases.moves import begin, make_move
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.investigation import flow, rules, selectors
from casework.investigation.models import Transfer
from casework.outbox.services import Letter, send_all
from casework.people.models import Person
from casework.reports.services import allocate
from casework.staff.models import Role, Unit, User
from casework.staff.selectors import holding


def propose_transfer(*, actor: User, case: Case, unit: Unit, reason: str, note: str, at: datetime | None = None) -> Transfer:
    """Put the case up for another unit, with why and what its next officer must know (`note`, without a protected fact).

    From a supervisor or manager it goes to the receiving unit at once, from an officer first to their own supervisor. Nothing moves
    until the receiving unit takes it over. Raises GuardFailed (fields unit, reason, note).
    """
    with change(actor, "case.transfer", case, lock=True) as ch:
        when = at or ch.now
        problems = rules.transfer_problems(
            reason=reason,
            note=note,
            same_unit=unit.pk == case.unit_id,
            is_open=case.is_open,
            recorded=case.state != REPORTED,
            under_way=selectors.transfer_live(case) is not None,
            closing=selectors.closing_waiting(case) is not None,
            hidden_from_receiver=case.restricted and not _receivers(case, unit),
        )
        if problems:
            raise GuardFailed(problems)
        decides = can(actor, "case.allocate", case)
        transfer = Transfer.objects.create(
            case=case,
            from_force=case.force,
            from_unit=case.unit,
            to_force=unit.force,
            to_unit=unit,
            reason=reason.strip(),
            note=note.strip(),
            state=flow.OFFERED if decides else flow.PROPOSED,
            proposed_at=when,
            proposed_by=actor,
            sent_by=actor if decides else None,
        )
        begin(transfer, "offer" if decides else "propose", actor=actor, at=when)
        ch.event("transfer.proposed", f"Transfer to {unit}, {unit.force} proposed", subject=transfer, occurred_at=at)
        ch.audit("CREATE", transfer, after={"to_unit": unit.pk})
        if decides:
            _tell_receivers(transfer)
        elif case.supervisor is not None:
            _tell([case.supervisor_id], transfer, "A transfer waits for you", "An officer proposes that a case goes to another unit.")
    return transfer


def send_on(*, actor: User, transfer: Transfer) -> Transfer:
    """A supervisor or manager of the sending unit agrees: the receiving unit is asked."""
    case = transfer.case
    with change(actor, "case.allocate", case, lock=True) as ch:
        make_move(transfer, "send on", actor=actor, sent_by=actor)
        ch.event("transfer.sent", f"Transfer to {transfer.to_unit} agreed by a supervisor", subject=transfer)
        ch.audit("MOVE", transfer, after={"state": transfer.state})
        _tell_receivers(transfer)
    return transfer


def take_over(*, actor: User, transfer: Transfer, officer: User, untrained_agreed: bool = False, at: datetime | None = None) -> Transfer:
    """The receiving unit takes the case over and names its officer. Unit, force, officer and every open date go over together.

    Access that was given by name in the sending force ends; the named list of a restricted case stays. A person who has no part in
    any case of the sending force any more becomes a nominal of the receiving one. Raises Hidden, GuardFailed, Conflict.
    """
    if not selectors.receives(actor, transfer):
        raise Hidden(case_id=transfer.case_id)
    with change(actor, "transfer.receive") as ch:
        case = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=transfer.case_id)
        ch.case = case
        when = at or ch.now
        running = Clock.objects.filter(case=case, state__in=Clock.RUNNING)
        make_move(
            transfer,
            "take over",
            actor=actor,
            at=when,
            decided_by=actor,
            decided_at=when,
            officer=officer,
            dates_carried=running.filter(state=Clock.OPEN).count(),
        )
        Case.objects.filter(pk=case.pk).update(unit=transfer.to_unit, force=transfer.to_force, supervisor=None)
        case = Case.objects.select_related("unit", "force", "owner", "supervisor").get(pk=case.pk)
        if transfer.from_force_id != transfer.to_force_id:
            running.update(force=transfer.to_force)
            _leave_force(ch, case, transfer)
        forget()
        ch.event("case.transferred", f"Taken over by {transfer.to_unit}, {transfer.to_force}", subject=transfer, occurred_at=at)
        ch.audit("MOVE", transfer, after={"unit": transfer.to_unit_id, "force": transfer.to_force_id})
        allocate(
            actor=actor,
            case=case,
            officer=officer,
            reason=f"Taken over from {transfer.from_unit}",
            untrained_agreed=untrained_agreed,
            at=at,
        )
        transfer.case = case
        _tell([transfer.proposed_by_id], transfer, "Taken over", f"{transfer.to_unit} has taken the case over.", link=False)
        happened(Fact("case.transferred", case.pk, transfer, when, actor))
    return transfer


def _leave_force(ch: Change, case: Case, transfer: Transfer) -> None:
    """What belongs to the sending force's own people ends; open work for roles goes over to the receiving force's."""
    for grant in live(case, ASSIGNED, GRANTED).filter(user__force_id=transfer.from_force_id):
        ch.audit("DELETE", grant, before={"user": grant.user_id})
        grant.delete()
    RoleTask.objects.filter(case=case, closed_at__isnull=True).update(force=transfer.to_force)
    people = CaseParty.objects.filter(case=case).values("person_id")
    staying = CaseParty.objects.filter(person_id__in=people).exclude(case__force_id=transfer.to_force_id).values("person_id")
    Person.objects.filter(pk__in=people, force_id=transfer.from_force_id).exclude(pk__in=staying).update(force=transfer.to_force)


def refuse_transfer(*, actor: User, transfer: Transfer, reason: str) -> Transfer:
    """The sending unit's supervisor does not send it on, or the receiving unit does not take it; always with a reason."""
    if transfer.state == flow.PROPOSED:
        case: Case | None = transfer.case
        action = "case.allocate"
    else:
        if not selectors.receives(actor, transfer):
            raise Hidden(case_id=transfer.case_id)
        case, action = None, "transfer.receive"
    with change(actor, action, case) as ch:
        ch.case = transfer.case
        values: dict[str, Any] = {"decided_by": actor, "decided_at": ch.now, "decision_reason": reason.strip()}
        make_move(transfer, "refuse", actor=actor, reason=reason, facts={"reason": reason}, **values)
        ch.event("transfer.refused", f"Transfer to {transfer.to_unit} refused", subject=transfer)
        ch.audit("MOVE", transfer, after={"state": transfer.state})
        people = {transfer.proposed_by_id, transfer.sent_by_id} - {None, actor.pk}
        _tell(sorted(pk for pk in people if pk is not None), transfer, "Transfer refused", "See the reason on the transfer.")
    return transfer


def withdraw_transfer(*, actor: User, transfer: Transfer) -> Transfer:
    """The sending side takes it back: who proposed it, or a supervisor or manager of the unit."""
    case = transfer.case
    with change(actor, "case.transfer", case, lock=True) as ch:
        if actor.pk != transfer.proposed_by_id and not can(actor, "case.allocate", case):
            raise Forbidden("Who proposed it takes it back, or a supervisor does.", action="case.transfer", case_id=case.pk)
        make_move(transfer, "withdraw", actor=actor, decided_by=actor, decided_at=ch.now)
        ch.event("transfer.withdrawn", f"Transfer to {transfer.to_unit} taken back", subject=transfer)
        ch.audit("MOVE", transfer, after={"state": transfer.state})
    return transfer


def _receivers(case: Case, unit: Unit) -> list[int]:
    """Supervisors and managers of the unit who may be told of the case: for a restricted one only those on its list."""
    today = timezone.localdate()
    held = {pk for role in (Role.SUPERVISOR, Role.MANAGER) for pk, place in holding(role, today, unit.force_id) if place in (None, unit.pk)}
    people = User.objects.filter(pk__in=held, is_active=True, deactivated_at__isnull=True)
    found = []
    for user in people:
        now = scope(user)
        if case.pk not in now.conflicted and (not case.restricted or case.pk in now.listed):
            found.append(user.pk)
    return found


def _tell_receivers(transfer: Transfer) -> None:
    people = _receivers(transfer.case, transfer.to_unit)
    _tell(
        people, transfer, "A case is offered to your unit", f"{transfer.from_unit}, {transfer.from_force} asks your unit to take it over."
    )


def _tell(people: Sequence[int | None], transfer: Transfer, title: str, text: str, *, link: bool = True) -> None:
    """Messages about the transfer itself: they lead to its page, which each reader may open, and name no one."""
    send_all(
        [
            Letter(
                user_id=pk,
                key=f"transfer:{transfer.pk}:{transfer.state}",
                title=title,
                text=text,
                reference=transfer.case.reference,
                case_id=None,
                path=reverse("transfer-detail", args=[transfer.pk]) if link else "",
                about=f"transfer:{transfer.pk}",
                action_due=transfer.state in flow.TRANSFER_LIVE,
            )
            for pk in people
            if pk is not None
        ]
    )
