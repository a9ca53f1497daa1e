"""Exceptions by name: working beside the owner, one file granted, and the named list of a restricted case."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.matrix import table
from casework.access.models import CaseGrant
from casework.access.scope import ASSIGNED, GRANTED, LISTED, forget, scope
from casework.access.writing import Change, change
from casework.cases.models import Case, Visibility
from casework.errors import GuardFailed
from casework.outbox.services import send
from casework.staff.models import Role, RoleAssignment, User

# Which row of the matrix lets somebody give and take back each kind of exception.
ACTION = {ASSIGNED: "case.assign", GRANTED: "case.grant", LISTED: "case.names"}
WORDS = {ASSIGNED: "work on the case", GRANTED: "read the file", LISTED: "be on the named list"}
LONGEST = timedelta(days=366)


def live(case: Case, *codenames: str) -> QuerySet[CaseGrant]:
    """Grants on the case that hold now, whoever may see them."""
    found = CaseGrant.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), content_object=case)
    return found.filter(permission__codename__in=codenames) if codenames else found


def grant_problems(
    codename: str, user: User, case: Case, *, reason: str, expires_at: datetime | None, now: datetime
) -> list[tuple[str | None, str]]:
    """What stands in the way of a grant; fields user, reason, expires_at."""
    problems: list[tuple[str | None, str]] = []
    theirs = scope(user)
    roles = theirs.roles()
    if not theirs.held:
        problems.append(("user", "This account holds no role now, or is closed."))
    elif case.pk in theirs.conflicted:
        problems.append(("user", "A conflict of interest is recorded between this person and this case."))
    elif codename == GRANTED and not _has("g", roles):
        problems.append(("user", "Their role does not read files by name. Let them work on the case instead."))
    elif codename == ASSIGNED and not _has("*", roles):
        problems.append(("user", "Only an investigating officer can work on the case beside its owner."))
    if not reason.strip():
        problems.append(("reason", "Say why they need it."))
    if expires_at is None and Role.CPS in roles:
        problems.append(("expires_at", "Access of the CPS needs an end."))
    if expires_at is not None and expires_at <= now:
        problems.append(("expires_at", "The end has passed already."))
    if expires_at is not None and expires_at > now + LONGEST:
        problems.append(("expires_at", "Access by name lasts a year at most; it can be given again."))
    return problems


def _has(letter: str, roles: frozenset[str]) -> bool:
    return any(letter in cells[role].letters for _, cells in table().values() for role in roles & cells.keys())


def give(*, actor: Any, case: Case, user: User, codename: str, reason: str, expires_at: datetime | None = None) -> CaseGrant:
    """Give `user` an exception on the case: `assigned_case`, `granted_case` or, where it is restricted, `listed_case`.

    `expires_at` is exclusive and aware; CPS always needs one. A second grant of the same kind replaces the first.
    """
    with change(actor, ACTION[codename], case, lock=True) as ch:
        problems = grant_problems(codename, user, case, reason=reason, expires_at=expires_at, now=ch.now)
        if codename == LISTED and not case.restricted:
            problems.append((None, "This case is not restricted: it has no named list."))
        if problems:
            raise GuardFailed(problems)
        return _write(ch, user, codename, reason.strip(), expires_at)


def withdraw(*, actor: Any, grant: CaseGrant, reason: str) -> None:
    """Take an exception back at once. The owner stays on the list of their own restricted case."""
    case, codename = grant.content_object, grant.permission.codename
    with change(actor, ACTION[codename], case, lock=True) as ch:
        if not reason.strip():
            raise GuardFailed("Say why it ends.", "reason")
        if codename == LISTED and grant.user_id == case.owner_id:
            raise GuardFailed("The owner is always on the list of a restricted case. Allocate it to someone else first.")
        if codename == LISTED and live(case, LISTED).count() == 1:
            raise GuardFailed("A restricted case needs at least one person on its list.")
        ch.event(
            "access.withdrawn", f"{grant.user.display_name} may no longer {WORDS[codename]}", subject=grant, visibility=_tone(codename)
        )
        ch.audit("DELETE", grant, before={"user": grant.user_id, "permission": codename})
        grant.delete()
        forget()


def restrict(*, actor: Any, case: Case, reason: str, names: Iterable[User] = ()) -> Case:
    """Restrict the case: from now on only its named list sees that it exists.

    On the list from the start: the owner, whoever restricts, those in `names`, and professional standards of the force, each unless
    a conflict is recorded. Raises GuardFailed (fields reason, names).
    """
    with change(actor, "case.restrict", case, lock=True) as ch:
        problems: list[tuple[str | None, str]] = []
        if case.restricted:
            problems.append((None, "This case is restricted already."))
        if not reason.strip():
            problems.append(("reason", "Say why the case is to be restricted."))
        wanted = {user.pk: user for user in names}
        for user in wanted.values():
            if case.pk in scope(user).conflicted:
                problems.append(("names", f"A conflict of interest is recorded between {user.display_name} and this case."))
        if problems:
            raise GuardFailed(problems)
        wanted[actor.pk] = actor
        if case.owner is not None:
            wanted[case.owner.pk] = case.owner
        wanted |= {user.pk: user for user in auditors(case) if case.pk not in scope(user).conflicted}
        Case.objects.filter(pk=case.pk).update(restricted=True)
        case.restricted = True
        for user in wanted.values():
            _write(ch, user, LISTED, reason.strip(), None, tell=user.pk != actor.pk)
        ch.event(
            "case.restricted",
            f"The case was restricted: {len(wanted)} {'person is' if len(wanted) == 1 else 'people are'} on its list",
            visibility=Visibility.RESTRICTED,
        )
        ch.audit("UPDATE", case, before={"restricted": False}, after={"restricted": True, "reason": reason.strip()})
    return case


def unrestrict(*, actor: Any, case: Case, reason: str) -> Case:
    """Open a restricted case again to the roles that the matrix gives it to; its list ends."""
    with change(actor, "case.restrict", case, lock=True) as ch:
        if not case.restricted:
            raise GuardFailed("This case is not restricted.")
        if not reason.strip():
            raise GuardFailed("Say why the case need no longer be restricted.", "reason")
        live(case, LISTED).delete()
        Case.objects.filter(pk=case.pk).update(restricted=False)
        case.restricted = False
        ch.event("case.unrestricted", "The case is no longer restricted")
        ch.audit("UPDATE", case, before={"restricted": True}, after={"restricted": False, "reason": reason.strip()})
        forget()
    return case


def keep_owner_listed(case: Case, actor: Any) -> None:
    """Put the owner of a restricted case on its list; for whoever gives a restricted case a new owner, in the same transaction."""
    if case.restricted and case.owner is not None and not live(case, LISTED).filter(user=case.owner).exists():
        CaseGrant.objects.create(
            user=case.owner, permission=_permission(LISTED), content_object=case, granted_by=actor, reason="Owner of the case"
        )
        forget()


def auditors(case: Case) -> list[User]:
    """Professional standards of the case's force, now."""
    today = timezone.localdate()
    dated = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleAssignment.objects.filter(dated, role=Role.AUDITOR, force_id=case.force_id)
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True))


def cut_off(case: Case, names: Sequence[int]) -> list[User]:
    """Those with a grant or a part in the case (supervisor, assigned, granted) who would no longer see it were it restricted to `names`."""
    kept = {*names, case.owner_id}
    users = {grant.user_id for grant in live(case, ASSIGNED, GRANTED)} | ({case.supervisor_id} if case.supervisor_id else set())
    return list(User.objects.filter(pk__in=users - kept))


def _write(ch: Change, user: User, codename: str, reason: str, expires_at: datetime | None, *, tell: bool = True) -> CaseGrant:
    case = ch.case
    if case is None:
        raise ValueError("a grant stands on a case")
    permission = _permission(codename)
    CaseGrant.objects.filter(user=user, permission=permission, content_object=case).delete()
    grant = CaseGrant.objects.create(
        user=user, permission=permission, content_object=case, granted_by=ch.actor, reason=reason[:200], expires_at=expires_at
    )
    forget()
    ch.event("access.given", f"{user.display_name} may {WORDS[codename]}", subject=grant, visibility=_tone(codename))
    ch.audit("CREATE", grant, after={"user": user.pk, "permission": codename, "expires_at": expires_at})
    if tell:
        send(
            user=user,
            key=f"grant:{grant.pk}",
            title=f"You may {WORDS[codename]}",
            text=f"Given by {ch.actor.display_name}. Reason: {reason}",
            reference=case.reference,
            case_id=case.pk,
            path=f"/cases/{case.reference}/",
        )
    return grant


def _tone(codename: str) -> str:
    return Visibility.RESTRICTED if codename == LISTED else Visibility.ORDINARY


def _permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label="casework", content_type__model="case")
