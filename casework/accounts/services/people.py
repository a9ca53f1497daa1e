"""Accounts: added, changed, moved, closed and opened again by administrators of the force; each change audited."""

import re
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from casework.access.models import CaseGrant
from casework.access.scope import forget
from casework.access.writing import Change, change, system_change
from casework.accounts import rules, selectors
from casework.accounts.services.roles import keep_one_administrator
from casework.cases.versions import save_version
from casework.errors import GuardFailed, Hidden
from casework.law.spans import DAY, seconds_from
from casework.outbox.services import send
from casework.staff.models import Delegation, Force, Role, RoleAssignment, RoleProposal, Unit, User

TEMPORARY_DAYS = 3
# No letter or digit that is mistaken for another when read out over the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
MOVE, END, KEEP = "MOVE", "END", "KEEP"


def temporary_password() -> str:
    """Three groups of four, some 59 bits: to be read out once and replaced at the first sign-in."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def _guard(problems: rules.Problems) -> None:
    if problems:
        raise GuardFailed(problems)


def _kept(actor: Any, subject: User) -> None:
    """Hidden unless the actor administers the subject's force."""
    if not selectors.kept_by(actor, subject):
        raise Hidden


def _give_password(subject: User) -> str:
    password = temporary_password()
    subject.set_password(password)
    subject.must_change_password = True
    subject.temporary_until = seconds_from(timezone.now(), TEMPORARY_DAYS * DAY)
    return password


def add(*, actor: Any, username: str, force: Force, unit: Unit | None, **values: Any) -> tuple[User, str]:
    """Add an account without roles; returns it and its temporary password, which is kept nowhere.

    `values`: first_name, last_name, email, rank, collar_number, stalking_trained_on.
    """
    username = username.strip().lower()
    with change(actor, "staff.manage") as ch:
        if force.pk not in selectors.forces_of(actor):
            raise Hidden
        _guard(rules.username_problems(username, taken=User.objects.filter(username=username).exists()))
        if unit is not None and unit.force_id != force.pk:
            raise GuardFailed("Choose a unit of the same force", "unit")
        subject = User(username=username, force=force, unit=unit, **values)
        password = _give_password(subject)
        try:
            with transaction.atomic():
                subject.save()
        except IntegrityError:
            raise GuardFailed(rules.username_problems(username, taken=True)) from None
        ch.audit("CREATE", subject, after={"username": username, "force": force.pk, "unit": unit.pk if unit else None, **values})
    return subject, password


def make_administrator(*, username: str, password: str, force_name: str, force_code: str, again: bool = False, **names: str) -> User:
    """The first account of an installation, or with `again` one more, as administrator of a force; made from the command line only.

    Makes the force when no force has this code. `names`: first_name, last_name, email. Raises GuardFailed with a sentence for what
    must be put right; demo accounts do not count as accounts.
    """
    username, code = username.strip().lower(), force_code.strip().lower()
    with system_change("staff.manage") as ch:
        if not again and User.objects.filter(is_demo=False).exists():
            raise GuardFailed("There are accounts already: an administrator adds others under /staff/. To make one more here, add --again.")
        _guard(rules.username_problems(username, taken=User.objects.filter(username=username).exists()))
        subject = User(username=username, **names)
        try:
            validate_password(password, subject)
        except ValidationError as refusal:
            raise GuardFailed([("password", sentence) for sentence in refusal.messages]) from None
        force = _force(ch, force_name.strip(), code)
        subject.force = force
        subject.set_password(password)
        subject.save()
        ch.audit("CREATE", subject, after={"username": username, "force": force.pk})
        held = RoleAssignment.objects.create(
            user=subject, role=Role.ADMIN, force=force, starts_on=timezone.localdate(), reason="Made from the command line"
        )
        ch.audit("CREATE", held, after={"user": subject.pk, "role": held.role})
    return subject


def _force(ch: Change, name: str, code: str) -> Force:
    found = Force.objects.filter(code=code).first()
    if found is not None:
        if name and found.name != name:
            raise GuardFailed(f"The force with the code “{code}” is {found.name}. Give that name, or another code.")
        return found
    if not name or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,11}", code):
        raise GuardFailed("Give the force a name and a code of at most 12 small letters, digits and hyphens.")
    if Force.objects.filter(name=name).exists():
        raise GuardFailed(f"{name} has another code. Give that one.")
    made = Force.objects.create(name=name, code=code)
    ch.audit("CREATE", made, after={"name": name, "code": code})
    return made


def update(*, actor: Any, subject: User, version: int, values: dict[str, Any]) -> User:
    """Change name, rank, collar number, e-mail or training of somebody else. Raises Conflict when it was changed meanwhile."""
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        before = {name: getattr(subject, name) for name in values}
        changed = {name: value for name, value in values.items() if value != before[name]}
        save_version(subject, version, values)
        if changed:
            ch.audit("UPDATE", subject, before={name: before[name] for name in changed}, after=changed)
        forget()
    return subject


def update_own(*, actor: User, version: int, email: str) -> User:
    """Change one's own e-mail address: where "action due" is sent."""
    with change(actor, "profile.own") as ch:
        before = actor.email
        save_version(actor, version, {"email": email})
        ch.audit("UPDATE", actor, before={"email": before}, after={"email": email})
    return actor


def move(*, actor: Any, subject: User, unit: Unit, roles: str) -> User:
    """Move somebody to another unit of the force from today. `roles` held in the old unit: MOVE along, END, or KEEP.

    Roles that end do so with today, so that the work can be handed over.
    """
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        if unit.force_id != subject.force_id:
            raise GuardFailed("Choose a unit of the same force", "unit")
        if unit.pk == subject.unit_id:
            raise GuardFailed(f"The person is in {unit} already", "unit")
        old, today = subject.unit, timezone.localdate()
        subject.unit = unit
        subject.save(update_fields=["unit"])
        ch.audit("UPDATE", subject, before={"unit": old.pk if old else None}, after={"unit": unit.pk})
        if old is not None and roles != KEEP:
            for held in selectors.roles_now_or_later(subject).filter(unit=old, role__in=rules.OF_A_UNIT):
                starts, ends = max(held.starts_on, today), held.ends_on
                _end(ch, held)
                if roles == MOVE:
                    taken = RoleAssignment.objects.create(
                        user=subject, role=held.role, force_id=unit.force_id, unit=unit, starts_on=starts, ends_on=ends,
                        assigned_by=actor, reason=f"Moved from {old}"[:200],
                    )  # fmt: skip
                    ch.audit("CREATE", taken, after={"role": taken.role, "unit": unit.pk})
        forget()
    return subject


def new_password(*, actor: Any, subject: User) -> str:
    """Give a temporary password in place of one that was forgotten; ends the person's sessions."""
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        if subject.deactivated_at:
            raise GuardFailed("The account is deactivated. Reactivate it instead")
        password = _give_password(subject)
        subject.save(update_fields=["password", "must_change_password", "temporary_until"])
        ch.audit("UPDATE", subject, fields=["password"])
    return password


def remove_second_step(*, actor: Any, subject: User) -> None:
    """Take the second step off an account whose holder has lost the telephone."""
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        if not Authenticator.objects.filter(user=subject).delete()[0]:
            raise GuardFailed("This account has no second step")
        ch.audit("UPDATE", subject, fields=["second_step"])


def deactivate(*, actor: Any, subject: User, reason: str) -> int:
    """Close an account at once: sessions, roles, grants and loans end; its open cases are put to whoever may allocate them.

    Returns the number of open cases it owns.
    """
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        if subject.deactivated_at:
            raise GuardFailed("This account is deactivated already")
        keep_one_administrator(subject)
        subject.deactivated_at, subject.is_active = ch.now, False
        # Another key: whoever is signed in is so no more, now or after a reactivation.
        subject.set_unusable_password()
        subject.save(update_fields=["deactivated_at", "is_active", "password"])
        ch.audit("UPDATE", subject, fields=["deactivated_at"], after={"reason": reason})
        _end_everything(ch, subject)
        forget()
        return _hand_over(ch, subject)


def reactivate(*, actor: Any, subject: User) -> str:
    """Open a closed account again, without any of its former roles; returns a temporary password."""
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        _guard(rules.own_problems(own=subject.pk == actor.pk))
        if not subject.deactivated_at:
            raise GuardFailed("This account is not deactivated")
        subject.deactivated_at, subject.is_active = None, True
        password = _give_password(subject)
        subject.save(update_fields=["deactivated_at", "is_active", "password", "must_change_password", "temporary_until"])
        ch.audit("UPDATE", subject, fields=["deactivated_at", "password"])
        forget()
    return password


def _end(ch: Change, held: RoleAssignment) -> None:
    """End a role with today; one that has not begun yet never will."""
    today = timezone.localdate()
    if held.starts_on > today:
        ch.audit("DELETE", held, before={"role": held.role, "starts_on": held.starts_on})
        held.delete()
        return
    RoleAssignment.objects.filter(pk=held.pk).update(ends_on=today)
    ch.audit("UPDATE", held, before={"ends_on": held.ends_on}, after={"ends_on": today})


def _end_everything(ch: Change, subject: User) -> None:
    today = timezone.localdate()
    for held in selectors.roles_now_or_later(subject):
        _end(ch, held)
    live = CaseGrant.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=ch.now), user=subject)
    for grant in live:
        CaseGrant.objects.filter(pk=grant.pk).update(expires_at=ch.now)
        ch.audit("UPDATE", grant, before={"expires_at": grant.expires_at}, after={"expires_at": ch.now})
    for loan in selectors.loans(subject):
        if loan.starts_on > today:
            ch.audit("DELETE", loan, before={"role": loan.role})
            loan.delete()
        else:
            Delegation.objects.filter(pk=loan.pk).update(ends_on=today)
            ch.audit("UPDATE", loan, before={"ends_on": loan.ends_on}, after={"ends_on": today})
    waiting = RoleProposal.objects.filter(Q(subject=subject) | Q(giver=subject), state=RoleProposal.WAITING)
    for proposal in waiting:
        RoleProposal.objects.filter(pk=proposal.pk).update(state=RoleProposal.WITHDRAWN, decided_at=ch.now, note="Account deactivated")
        ch.audit("UPDATE", proposal, after={"state": RoleProposal.WITHDRAWN})


def _hand_over(ch: Change, subject: User) -> int:
    count = selectors.load(subject)
    if count:
        for person in selectors.allocators(subject.unit):
            send(
                user=person,
                key=f"reallocate:{subject.pk}:{ch.now.isoformat()}",
                title=f"{subject.display_name} has left: {count} open case{'s' if count > 1 else ''} to give to others",
                path=f"/staff/{subject.pk}/cases/",
                action_due=True,
            )
    return count
