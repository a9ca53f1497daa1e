"""How bail ends: charged, no further action, released from it, or its last day is over."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access.role_tasks import close_tasks
from casework.access.writing import Change, change, system_change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.custody import flow, period
from casework.custody.models import Bail, BailKind, Extension
from casework.law.when import end_of
from casework.staff.models import User

VERBS = {"NO_ACTION": "end without action", "RELEASED": "release"}
WITHDRAWN = "Bail has ended"


def end_bail(*, actor: User, bail: Bail, how: str, reason: str, at: datetime | None = None) -> Bail:
    """End bail, or a release under investigation, without a charge: NO_ACTION or RELEASED, with why. Raises GuardFailed.

    A charge ends it by itself (`end_on_charge`).
    """
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        when = past(at, not_before=bail.granted_at, before="bail was granted")
        _end(ch, bail, VERBS[how], when, reason, facts={"reason": reason})
    return bail


def end_on_charge(ch: Change, bail: Bail, when: datetime) -> None:
    """A charge has been laid: within the caller's change."""
    _end(ch, bail, "end on charge", when, "Charged")


def expire_due(today: date | None = None) -> int:
    """Expire bail whose last day is over and that no application to the court holds open; how many."""
    day = today or timezone.localdate()
    found = Bail.objects.filter(state=flow.LIVE, kind=BailKind.BAIL, ends_on__lt=day, court_applied_at__isnull=True)
    done = 0
    for bail in found.select_related("case"):
        with system_change("custody.update", bail.case) as ch:
            expire(ch, bail, day)
            done += 1
    return done


def expire(ch: Change, bail: Bail, today: date) -> None:
    """Its last day is over: nothing binds the suspect any more."""
    assert bail.ends_on is not None
    _end(ch, bail, "expire", end_of(bail.ends_on), "Its last day is over", facts={"today": today})


def _end(ch: Change, bail: Bail, verb: str, when: datetime, reason: str, *, facts: dict[str, Any] | None = None) -> None:
    make_move(
        bail, verb, actor=ch.actor, reason=reason, facts=facts, at=when, ended_at=when, end_reason=reason.strip(), court_applied_at=None
    )
    for extension in Extension.objects.filter(bail=bail, state=flow.ASKED):
        make_move(
            extension,
            "refuse",
            actor=ch.actor,
            facts={"reason": WITHDRAWN},
            at=when,
            decided_at=when,
            decision_reason=WITHDRAWN,
        )
        close_tasks(extension)
    ch.event("bail.ended", f"{bail.reference}: {bail.get_state_display().lower()}.", subject=bail, occurred_at=when)
    ch.audit("MOVE", bail, after={"state": bail.state})
    period.keep_end(bail, actor=ch.actor, why="bail has ended")
    period.keep_gap(bail, actor=ch.actor, why="bail has ended")
    happened(Fact("bail.ended", bail.case_id, bail, when, ch.actor, {"how": bail.state}))
