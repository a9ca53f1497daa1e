"""Raising, changing and closing actions. A clock of rule OP-ACTION runs on each open one, held by whoever took it on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, why_not
from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import forget, scope
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.cases.versions import save_version
from casework.clocks import services as clocks
from casework.clocks.slots import NAMED
from casework.errors import Forbidden, GuardFailed
from casework.investigation import flow, rules, subjects
from casework.investigation.models import Action
from casework.outbox.services import send
from casework.staff.models import Role, User

RULE = "OP-ACTION"
TASK = "Do an action"
# Roles that reach a case by work that is open for them: an action of theirs is such work.
BY_TASK = (Role.VICTIM_CARE, Role.LEGAL, Role.OFFENDER_MANAGER, Role.AUTHORISER)
FIELDS = ("kind", "what", "detail", "owner", "due_on", "priority")


def raise_action(*, actor: User, case: Case, values: Mapping[str, Any], subject: Any = None, at: datetime | None = None) -> Action:
    """Raise an action: `values` are `kind`, `what`, `detail`, `owner`, `due_on` and `priority`; `subject` is what it was raised from.

    Its clock starts and its owner is told; an owner whose role reaches cases by open work reaches this one while it is open. Raises
    GuardFailed.
    """
    with change(actor, "action.add", case, lock=True) as ch:
        raised = at or ch.now
        owner = values.get("owner")
        door = _door(case, owner) if owner is not None else None
        problems = rules.action_problems(values, today=timezone.localdate(raised), is_open=case.is_open, owner_sees=door is not None)
        if problems:
            raise GuardFailed(problems)
        given = {name: values.get(name, "") for name in FIELDS}
        action = Action.objects.create(case=case, raised_at=raised, raised_by=actor, **given, **subjects.columns(subject))
        begin(action, "raise", actor=actor, at=raised)
        _let_in(case, action, door)
        ch.event("action.raised", f"{_title(action)} (raised)", subject=action, occurred_at=at)
        ch.audit("CREATE", action, after={name: getattr(action, name) for name in ("kind", "what", "owner_id", "due_on", "priority")})
        clocks.start(
            RULE,
            subject=action,
            case=case,
            on=timezone.localdate(raised),
            inputs={"agreed": action.due_on},
            title=_title(action),
            slot=NAMED,
            holder=action.owner,
            path=_page(action),
            actor=actor,
        )
        if owner != actor:
            send(
                user=action.owner,
                key=f"action:{action.pk}",
                title=f"New for you: {_title(action)}",
                text=f"Given by {actor.display_name}.",
                reference=case.reference,
                case_id=case.pk,
                path=_page(action),
                about=f"action:{action.pk}",
            )
        happened(Fact("action.raised", case.pk, action, raised, actor))
    return action


def _title(action: Action) -> str:
    """What the action is, without any name."""
    return f"Action: {action.get_kind_display()[0].lower()}{action.get_kind_display()[1:]}"


def _page(action: Action) -> str:
    return reverse("action-detail", args=[action.case.reference, action.pk])


def _door(case: Case, owner: User) -> str | None:
    """How the owner reaches the case for it: "" already, a role that an open task lets in, None not at all."""
    if can(owner, "action.do", case):
        return ""
    now = scope(owner)
    if case.restricted or case.pk in now.conflicted:
        return None
    return next((str(role) for role in BY_TASK if any(h.role == role and h.force_id == case.force_id for h in now.held)), None)


def _let_in(case: Case, action: Action, door: str | None) -> None:
    if door:
        open_task(case, door, TASK, subject=action)


def change_action(*, actor: User, action: Action, version: int, values: Mapping[str, Any], why: str) -> Action:
    """Give an open action to somebody else, agree another day, or put its words right; `why` is asked where owner or day changes.

    Raises GuardFailed, Conflict.
    """
    case = action.case
    with change(actor, "action.add", case, lock=True) as ch:
        owner = values.get("owner")
        before = {"owner": action.owner, "due_on": action.due_on}
        moved = owner != action.owner or values.get("due_on") != action.due_on
        door = _door(case, owner) if owner is not None else None
        today = min(timezone.localdate(ch.now), action.due_on) if values.get("due_on") == action.due_on else timezone.localdate(ch.now)
        problems = rules.action_problems(values, today=today, is_open=case.is_open, owner_sees=door is not None)
        if action.state != flow.OPEN:
            problems.append((None, "This action is closed"))
        if moved and rules.short(why, rules.RESULT):
            problems.append(("why", f"Say in at least {rules.RESULT} characters why"))
        if problems:
            raise GuardFailed(problems)
        save_version(action, version, {name: values.get(name, "") for name in FIELDS})
        if action.owner != before["owner"]:
            close_tasks(action)
            _let_in(case, action, door)
            clocks.hand_over(RULE, subject=action, holder=action.owner, actor=actor)
            ch.event("action.given", f"{_title(action)}: given to somebody else", subject=action)
        if action.due_on != before["due_on"]:
            clocks.recompute(RULE, subject=action, inputs={"agreed": action.due_on}, actor=actor, why=why.strip())
        ch.audit("UPDATE", action, after={"owner": action.owner_id, "due_on": action.due_on, "why": why})
        forget()
    return action


def complete_action(*, actor: User, action: Action, result: str, at: datetime | None = None) -> Action:
    """The action was done; `result` says what came of it. Its owner does this, or a supervisor. Raises Forbidden, GuardFailed."""
    row = "action.do" if action.owner_id == actor.pk else "action.close"
    return _close(actor, action, row, "complete", result, at)


def drop_action(*, actor: User, action: Action, result: str, at: datetime | None = None) -> Action:
    """A supervisor decides that the action is not needed any more; `result` says why."""
    return _close(actor, action, "action.close", "drop", result, at)


def _close(actor: User, action: Action, row: str, verb: str, result: str, at: datetime | None) -> Action:
    case = action.case
    with change(actor, row, case) as ch:
        when = at or ch.now
        make_move(action, verb, actor=actor, facts={"result": result}, at=when, result=result.strip(), closed_at=when, closed_by=actor)
        if verb == "complete":
            clocks.satisfy(RULE, subject=action, at=when, actor=actor)
        else:
            clocks.cancel(RULE, subject=action, actor=actor, why="A supervisor decided that it is not needed any more")
        close_tasks(action)
        _tell_raiser(ch, action)
        ch.event(f"action.{verb}", f"{_title(action)}: {action.get_state_display().lower()}", subject=action, occurred_at=at)
        ch.audit("MOVE", action, after={"state": action.state})
        happened(Fact("action.done", case.pk, action, when, actor))
    return action


def _tell_raiser(ch: Change, action: Action) -> None:
    """Whoever raised it and does not close it hears that it is closed, if they may still see the case."""
    raiser = action.raised_by
    if raiser != ch.actor and can(raiser, "action.open", action.case):
        send(
            user=raiser,
            key=f"action:{action.pk}:closed",
            title=f"Closed: {_title(action)}",
            text="See what came of it.",
            reference=action.case.reference,
            case_id=action.case_id,
            path=_page(action),
            about=f"action:{action.pk}",
        )


def require_action(actor: User, action: Action) -> None:
    """Its owner reads an action, and whoever reads all actions of the case. Raises Forbidden."""
    if action.owner_id == actor.pk or can(actor, "action.view", action.case):
        return
    raise Forbidden(f"This action is somebody else's. {why_not('action.view')}", action="action.do", case_id=action.case_id)
