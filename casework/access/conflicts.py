"""Conflicts of interest: declared by the person, or recorded by someone who knows. They are subtracted from every reach."""

from typing import Any

from django.utils import timezone

from casework.access.models import ConflictOfInterest
from casework.access.predicate import sees, visible
from casework.access.scope import forget, scope
from casework.access.writing import change
from casework.cases.models import Case
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.services import send
from casework.people.models import Person
from casework.staff.models import User


def declare(*, actor: Any, case: Case, reason: str, person: Person | None = None) -> ConflictOfInterest:
    """Say that one must not work on this case (or, with `person`, on any case of that party). From now on it is a 404 to oneself.

    Where the person owns or supervises the case, its supervisor or owner is told that it needs someone else.
    """
    if not sees(actor, case):
        raise Hidden
    return _record(actor, "conflict.declare", case, actor, reason, person)


def record(*, actor: Any, case: Case, user: User, reason: str, person: Person | None = None) -> ConflictOfInterest:
    """Record a colleague's conflict (supervisor or professional standards). One's own is declared, not recorded."""
    if user.pk == actor.pk:
        raise GuardFailed("Declare a conflict of your own instead.", "user")
    return _record(actor, "conflict.keep", case, user, reason, person)


def end(*, actor: Any, conflict: ConflictOfInterest, reason: str) -> None:
    """End a colleague's conflict. Never one's own; and only for a case, or a party of a case, that the actor may keep conflicts on."""
    if conflict.user_id == actor.pk:
        raise Forbidden("You cannot end a conflict of interest of your own.", action="conflict.keep")
    if not reason.strip():
        raise GuardFailed("Say why the conflict has ended.", "reason")
    cases = visible(actor, "conflict.keep")
    case = (
        cases.filter(pk=conflict.case_id).first()
        if conflict.case_id
        else cases.filter(parties__person_id=conflict.person_id or 0).order_by("pk").first()
    )
    if case is None:
        raise Hidden
    with change(actor, "conflict.keep", case) as ch:
        if not ConflictOfInterest.objects.filter(pk=conflict.pk, ended_at__isnull=True).update(ended_at=ch.now):
            raise GuardFailed("This conflict has ended already.")
        ch.event("conflict.ended", f"The conflict of interest of {conflict.user.display_name} has ended", subject=conflict)
        ch.audit("UPDATE", conflict, after={"ended_at": ch.now, "reason": reason.strip()})
        forget()


def _record(actor: Any, action: str, case: Case, user: User, reason: str, person: Person | None) -> ConflictOfInterest:
    reason = reason.strip()
    with change(actor, action, case) as ch:
        problems: list[tuple[str | None, str]] = []
        if len(reason) < 5:
            problems.append(("reason", "Say what the conflict is, in a few words."))
        if person is not None and not case.parties.filter(person=person).exists():
            problems.append(("person", "This person has no part in this case."))
        if case.pk in scope(user).conflicted:
            problems.append(("user", "A conflict with this case is recorded already."))
        if problems:
            raise GuardFailed(problems)
        conflict = ConflictOfInterest.objects.create(user=user, case=None if person else case, person=person, reason=reason[:200])
        forget()
        ch.event("conflict.recorded", f"{user.display_name} has a conflict of interest and no longer reaches the case", subject=conflict)
        ch.audit("CREATE", conflict, after={"user": user.pk, "reason": reason})
        held = {case.owner_id: case.supervisor, case.supervisor_id: case.owner}
        other = held.get(user.pk)
        if other is not None and other.pk != user.pk and sees(other, case):
            send(
                user=other,
                key=f"conflict:{conflict.pk}",
                title="This case needs someone else",
                text=f"{user.display_name} has a conflict of interest since {timezone.localtime(ch.now):%H:%M} today.",
                reference=case.reference,
                case_id=case.pk,
                path=f"/cases/{case.reference}/",
                action_due=True,
            )
    return conflict
