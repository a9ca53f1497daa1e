"""Moving cases: choose (frozen), look, do, undo on the same day. Each case is asked about again when it is moved; none is passed over
in silence."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.access.hidden import hidden_load
from casework.access.predicate import require
from casework.audit.record import changed
from casework.cases.models import Case
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.reports.services import allocate
from casework.staff.models import User
from casework.worklists.models import Reassignment
from casework.worklists.workload import selectors

MOST = 200


def choose(*, actor: User, source: User, target: User | None, reason: str, cases: Sequence[int], everything: bool = False) -> Reassignment:
    """Freeze a selection: these cases, or with `everything` all that the actor may move now, as the server counts them.

    Raises GuardFailed (fields cases, target, reason). Nothing is moved yet.
    """
    require(actor, "workload.reassign")
    allowed = list(selectors.movable(actor, source).values_list("pk", flat=True))
    if not allowed:
        raise Hidden
    wanted = allowed if everything else [pk for pk in allowed if pk in set(cases)]
    problems: list[tuple[str | None, str]] = []
    if not wanted:
        problems.append(("cases", "Choose at least one case."))
    if len(wanted) > MOST:
        problems.append(("cases", f"Move at most {MOST} cases at a time. You chose {len(wanted)}."))
    if target is None or target.pk not in {user.pk for user in selectors.takers(actor, source)}:
        problems.append(("target", "Choose an officer who serves now."))
    if len(reason.strip()) < 10:
        problems.append(("reason", "Say why, in at least 10 characters."))
    if problems or target is None:
        raise GuardFailed(problems)
    with transaction.atomic():
        made = Reassignment.objects.create(
            made_by=actor, source=source, target=target, reason=reason.strip()[:200], cases=wanted, made_at=timezone.now()
        )
        changed("CREATE", actor=actor, action="workload.reassign", subject=made, after={"cases": wanted, "target": target.pk})
    return made


def left_out(actor: User, plan: Reassignment) -> int:
    """How many restricted cases of this officer the actor cannot see and therefore cannot move."""
    return sum(load.cases for load in hidden_load(actor) if load.owner_id == plan.source_id)


def confirm(*, actor: User, plan: Reassignment, untrained_agreed: bool = False) -> Reassignment:
    """Move the frozen cases, in one transaction. What changed since it was chosen stays where it is and is reported with the reason."""
    with transaction.atomic():
        plan = _locked(actor, plan)
        if plan.done_at is not None:
            raise GuardFailed("These cases have been moved already.")
        if plan.target.stalking_trained_on is None and not untrained_agreed:
            raise GuardFailed("This officer has no stalking training on record. Tick to move the cases all the same.", "untrained_agreed")
        moved, left = _move(actor, plan.cases, plan.source_id, plan.target, plan.reason, untrained_agreed)
        plan.done_at = timezone.now()
        plan.outcome = {"moved": moved, "left": left}
        plan.save(update_fields=["done_at", "outcome"])
        changed("UPDATE", actor=actor, action="workload.reassign", subject=plan, after={"moved": moved})
    return plan


def undo(*, actor: User, plan: Reassignment) -> Reassignment:
    """Give the moved cases back, on the day of the move (London) only; a case that has since gone elsewhere stays there."""
    with transaction.atomic():
        plan = _locked(actor, plan)
        if plan.done_at is None or plan.undone_at is not None:
            raise GuardFailed("There is nothing to undo.")
        if timezone.localdate(plan.done_at) != timezone.localdate():
            raise GuardFailed("A move can be undone on the same day only. Move the cases back instead.")
        moved, left = _move(actor, plan.outcome["moved"], plan.target_id, plan.source, f"Undone: {plan.reason}"[:200], True)
        plan.undone_at = timezone.now()
        plan.outcome |= {"undone": {"moved": moved, "left": left}}
        plan.save(update_fields=["undone_at", "outcome"])
        changed("UPDATE", actor=actor, action="workload.reassign", subject=plan, after={"undone": moved})
    return plan


def _locked(actor: User, plan: Reassignment) -> Reassignment:
    """The plan's row, locked; Hidden for anyone but who made it."""
    require(actor, "workload.reassign")
    found = Reassignment.objects.select_for_update(no_key=True, of=("self",)).filter(pk=plan.pk, made_by=actor).first()
    if found is None:
        raise Hidden
    return found


def _move(
    actor: User, ids: Sequence[int], source_id: int, target: User, reason: str, untrained_agreed: bool
) -> tuple[list[int], list[list[Any]]]:
    """(case ids moved, [case id, why not] of the others). Each case in a savepoint of its own, in the order of the locks."""
    moved: list[int] = []
    left: list[list[Any]] = []
    for pk in sorted(ids):
        case = Case.objects.select_related("owner", "supervisor", "unit", "force").filter(pk=pk).first()
        if case is None or case.owner_id != source_id:
            left.append([pk, "It has another officer now."])
            continue
        if not case.is_open:
            left.append([pk, "It has been closed."])
            continue
        try:
            with transaction.atomic():
                allocate(actor=actor, case=case, officer=target, reason=reason, untrained_agreed=untrained_agreed)
        except GuardFailed as refusal:
            left.append([pk, " ".join(f"{sentence.rstrip('.')}." for _, sentence in refusal.problems)])
        except Conflict:
            left.append([pk, "Somebody changed it at the same moment."])
        except Hidden:
            left.append([pk, "It is no longer open to you."])
        except Forbidden as refusal:
            left.append([pk, refusal.reason])
        else:
            moved.append(pk)
    return moved, left


def references(user: Any, ids: Sequence[int]) -> dict[int, str]:
    """case id -> reference, for those that the person may still see."""
    return dict(selectors.visible(user).filter(pk__in=list(ids)).values_list("pk", "reference"))
