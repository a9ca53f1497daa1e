"""Reopening a closed case, always with a reason."""

from datetime import datetime

from django.urls import reverse

from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.investigation import rules, selectors
from casework.investigation.models import Ground, OutcomeCode
from casework.outbox.services import send
from casework.staff.models import Role, User

TASK = rules.REOPENING


def _problems(case: Case, ground: str, reason: str) -> list[tuple[str | None, str]]:
    outcome = selectors.outcome(case)
    return rules.reopening_problems(ground, reason, out_of_time=outcome is not None and outcome.code == OutcomeCode.OUT_OF_TIME)


def _words(ground: str, reason: str) -> str:
    return f"{Ground(ground).label}: {reason.strip()}"


def ask_to_reopen(*, actor: User, case: Case, ground: str, reason: str) -> None:
    """An officer proposes that the case be reopened; a supervisor or manager decides."""
    with change(actor, "case.reopen.ask", case, lock=True) as ch:
        problems = _problems(case, ground, reason)
        if case.is_open:
            problems.append((None, "This case is open"))
        if problems:
            raise GuardFailed(problems)
        open_task(case, Role.SUPERVISOR, TASK, subject=case)
        ch.event("closing.reopening_asked", f"Asked to reopen the case. {_words(ground, reason)}", subject=case)
        ch.audit("UPDATE", case, after={"reopening": reason})


def reopen(*, actor: User, case: Case, ground: str, reason: str, at: datetime | None = None) -> Case:
    """Reopen a closed case: it counts as open, its officer is told, and what depends on it starts anew (time limit, risk).

    The limit and the reassessment follow from the fact "case.reopened". Raises GuardFailed (fields ground, reason).
    """
    with change(actor, "case.reopen", case, lock=True) as ch:
        when = at or ch.now
        problems = _problems(case, ground, reason)
        if problems:
            raise GuardFailed(problems)
        make_move(case, "reopen", actor=actor, reason=_words(ground, reason), at=when, is_open=True)
        close_tasks(case, Role.SUPERVISOR, what=TASK)
        ch.event("case.reopened", f"The case was reopened. {_words(ground, reason)}", subject=case, occurred_at=at)
        ch.audit("MOVE", case, after={"state": case.state, "is_open": True})
        happened(Fact("case.reopened", case.pk, case, when, actor))
        if case.grade:
            clocks.start(
                "R06",
                subject=case,
                case=case,
                on=when,
                inputs={"grade": case.grade.lower()},
                title="Assess risk again",
                path=reverse("risk-assess", args=[case.reference]),
                actor=actor,
            )
        owner = case.owner
        if owner is not None and owner != actor and case.pk not in scope(owner).conflicted:
            send(
                user=owner,
                key=f"reopened:{case.pk}:{when.isoformat()}",
                title="Reopened",
                text=f"By {actor.display_name}. See the reason on the case's timeline.",
                reference=case.reference,
                case_id=case.pk,
                path=reverse("case-detail", args=[case.reference]),
            )
    return case
