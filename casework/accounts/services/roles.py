"""Roles: given, lent, countersigned and ended. Nobody touches their own."""

from datetime import date
from typing import Any

from django.utils import timezone

from casework.access.scope import forget
from casework.access.writing import Change, change
from casework.accounts import rules, selectors
from casework.errors import GuardFailed, Hidden
from casework.outbox.services import send
from casework.staff.models import Delegation, Role, RoleAssignment, RoleProposal, Unit, User


def give(
    *, actor: Any, subject: User, role: str, unit: Unit | None, starts_on: date, ends_on: date | None, reason: str
) -> RoleAssignment | RoleProposal:
    """Give somebody a role in a unit (None: the whole force), days inclusive.

    AUTHORISER, AUDITOR and ADMIN become a proposal, which a second administrator decides.
    """
    with change(actor, "staff.manage") as ch:
        _kept(actor, subject)
        problems = rules.own_problems(own=subject.pk == actor.pk) + rules.days_problems(starts_on, ends_on, timezone.localdate())
        problems += _role_problems(subject, role, unit, starts_on, ends_on)
        if unit is not None and unit.force_id != subject.force_id:
            problems.append(("unit", "Choose a unit of the same force"))
        if problems:
            raise GuardFailed(problems)
        if role in rules.NEEDS_TWO:
            return _propose(ch, subject=subject, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on, reason=reason)
        return _assign(ch, subject, role, unit, starts_on, ends_on, reason, assigned_by=actor)


def lend(*, actor: Any, giver: User, taker: User, role: str, starts_on: date, ends_on: date, reason: str) -> Delegation | RoleProposal:
    """Lend `giver`'s role to `taker`, days inclusive. An administrator does it; a supervisor or manager proposes it for their people.

    AUTHORISER, AUDITOR and ADMIN, and whatever an administrator would lend to or from themselves, wait for a second administrator.
    """
    with change(actor, "delegation.propose") as ch:
        if not selectors.staff(actor).filter(pk=giver.pk).exists():
            raise Hidden
        problems = rules.days_problems(starts_on, ends_on, timezone.localdate()) + _loan_problems(giver, taker, role, starts_on, ends_on)
        if problems:
            raise GuardFailed(problems)
        party = actor.pk in (giver.pk, taker.pk)
        if role in rules.NEEDS_TWO or party or not selectors.kept_by(actor, giver):
            return _propose(ch, subject=taker, giver=giver, role=role, unit=None, starts_on=starts_on, ends_on=ends_on, reason=reason)
        return _lend(ch, giver, taker, role, starts_on, ends_on, reason)


def decide(*, actor: Any, proposal: RoleProposal, agree: bool, note: str = "") -> RoleAssignment | Delegation | None:
    """Agree to a proposal, which makes the role or the loan, or refuse it. The rules are asked again: things may have changed."""
    with change(actor, "staff.manage") as ch:
        proposal = _locked(actor, proposal)
        problems = rules.decision_problems(
            waiting=proposal.state == RoleProposal.WAITING,
            by_proposer=proposal.proposed_by_id == actor.pk,
            by_party=actor.pk in (proposal.subject_id, proposal.giver_id),
        )
        if agree and not problems:
            starts, ends = max(proposal.starts_on, timezone.localdate()), proposal.ends_on
            problems = rules.days_problems(starts, ends, timezone.localdate())
            if proposal.giver is not None and ends is not None:
                problems += _loan_problems(proposal.giver, proposal.subject, proposal.role, starts, ends)
            else:
                problems += _role_problems(proposal.subject, proposal.role, proposal.unit, starts, ends)
            # On the page of a decision there is no field to stand by.
            problems = [(None, sentence) for _, sentence in problems]
        elif not agree and not note:
            problems = [*problems, ("note", "Say why you refuse it")]
        if problems:
            raise GuardFailed(problems)
        _close(ch, proposal, RoleProposal.AGREED if agree else RoleProposal.REFUSED, note)
        made: RoleAssignment | Delegation | None = None
        if agree and proposal.giver is not None and ends is not None:
            made = _lend(ch, proposal.giver, proposal.subject, proposal.role, starts, ends, proposal.reason)
        elif agree:
            made = _assign(
                ch, proposal.subject, proposal.role, proposal.unit, starts, ends, proposal.reason,
                assigned_by=proposal.proposed_by, countersigned_by=actor,
            )  # fmt: skip
        _tell_proposer(proposal, agree)
        return made


def withdraw(*, actor: Any, proposal: RoleProposal) -> None:
    """Take one's own proposal back."""
    with change(actor, "delegation.propose") as ch:
        proposal = RoleProposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
        if proposal.proposed_by_id != actor.pk:
            raise Hidden
        if proposal.state != RoleProposal.WAITING:
            raise GuardFailed(rules.decision_problems(waiting=False, by_proposer=False, by_party=False))
        _close(ch, proposal, RoleProposal.WITHDRAWN, "")


def end(*, actor: Any, held: RoleAssignment, ends_on: date) -> None:
    """End a role with a day (today or later, the last day on which it is held). Not one's own; not the force's last administrator's."""
    with change(actor, "staff.manage") as ch:
        _kept(actor, held.user)
        problems = rules.own_problems(own=held.user_id == actor.pk)
        if ends_on < timezone.localdate() or ends_on < held.starts_on:
            problems.append(("ends_on", "Enter today or a later day, and none before the role begins"))
        if held.ends_on is not None and ends_on > held.ends_on:
            problems.append(("ends_on", "This role ends before that day already. To hold it for longer, give it anew"))
        if problems:
            raise GuardFailed(problems)
        if held.role == Role.ADMIN:
            keep_one_administrator(held.user)
        RoleAssignment.objects.filter(pk=held.pk).update(ends_on=ends_on)
        ch.audit("UPDATE", held, before={"ends_on": held.ends_on}, after={"ends_on": ends_on})
        forget()


def end_loan(*, actor: Any, loan: Delegation) -> None:
    """Take a lent role back with today; a loan that has not begun never does. By an administrator or the giver's supervisor or manager."""
    with change(actor, "delegation.propose") as ch:
        if not selectors.staff(actor).filter(pk=loan.giver_id).exists():
            raise Hidden
        today = timezone.localdate()
        if loan.ends_on < today:
            raise GuardFailed("This loan has ended already")
        if loan.starts_on > today:
            ch.audit("DELETE", loan, before={"role": loan.role})
            loan.delete()
        else:
            Delegation.objects.filter(pk=loan.pk).update(ends_on=today)
            ch.audit("UPDATE", loan, before={"ends_on": loan.ends_on}, after={"ends_on": today})
        forget()


def keep_one_administrator(leaving: User) -> None:
    """Refuse to leave a force without an administrator. Locks the rows of its administrators, so that two cannot remove each other."""
    if leaving.force_id is None:
        return
    held = selectors.holding(Role.ADMIN).filter(force_id=leaving.force_id).order_by("pk").select_for_update(no_key=True, of=("self",))
    holders = {assignment.user_id for assignment in held}
    if leaving.pk in holders and holders == {leaving.pk}:
        raise GuardFailed("This is the force’s last administrator. Give the role to somebody else first")


def _kept(actor: Any, subject: User) -> None:
    if not selectors.kept_by(actor, subject):
        raise Hidden


def _role_problems(subject: User, role: str, unit: Unit | None, starts_on: date, ends_on: date | None) -> rules.Problems:
    here = subject.role_assignments.filter(selectors.overlapping(starts_on, ends_on))
    return rules.role_problems(
        role,
        rank=subject.rank,
        held=set(here.values_list("role", flat=True)),
        active=subject.deactivated_at is None and subject.is_active,
        has_it_already=here.filter(role=role, unit=unit).exists(),
    )


def _loan_problems(giver: User, taker: User, role: str, starts_on: date, ends_on: date) -> rules.Problems:
    whole = giver.role_assignments.filter(selectors.on(starts_on) & selectors.on(ends_on), role=role)
    problems = rules.loan_problems(
        giver_rank=giver.rank,
        taker_rank=taker.rank,
        same_person=giver.pk == taker.pk,
        same_force=giver.force_id == taker.force_id,
        taker_active=taker.deactivated_at is None and taker.is_active,
        held_throughout=whole.exists(),
    )
    held = set(taker.role_assignments.filter(selectors.overlapping(starts_on, ends_on)).values_list("role", flat=True))
    together = rules.role_problems(role, rank=taker.rank, held=held, active=True, has_it_already=False)
    lent = Delegation.objects.filter(selectors.overlapping(starts_on, ends_on), giver=giver, taker=taker, role=role)
    if lent.exists():
        problems.append(("starts_on", "The role is lent to this person already in some of these days"))
    return problems + [problem for problem in together if problem not in problems]


def _propose(ch: Change, **values: Any) -> RoleProposal:
    """Write a proposal and tell the administrators who may decide it."""
    subject, giver = values["subject"], values.get("giver")
    waiting = RoleProposal.objects.filter(
        state=RoleProposal.WAITING, subject=subject, giver=giver, role=values["role"], unit=values["unit"]
    )
    if waiting.exists():
        raise GuardFailed("The same is proposed already and waits for a second administrator")
    made = RoleProposal.objects.create(proposed_by=ch.actor, force=subject.force, **values)
    ch.audit("CREATE", made, after={"role": made.role, "subject": subject.pk, "giver": giver.pk if giver else None})
    about = f"Lend {giver.display_name}’s role to {subject.display_name}" if giver else f"Give {subject.display_name} a role"
    parties = {ch.actor.pk, subject.pk, giver.pk if giver else None}
    for admin in selectors.administrators(subject.force_id).exclude(pk__in=parties - {None}):
        send(
            user=admin,
            key=f"role-proposal:{made.pk}",
            title=f"Waits for you: {about}",
            path=f"/staff/proposals/{made.pk}/",
            action_due=True,
        )
    return made


def _locked(actor: Any, proposal: RoleProposal) -> RoleProposal:
    found = RoleProposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
    if found.force_id not in selectors.forces_of(actor):
        raise Hidden
    return found


def _close(ch: Change, proposal: RoleProposal, state: str, note: str) -> None:
    values = {"state": state, "decided_by": ch.actor, "decided_at": ch.now, "note": note}
    if not RoleProposal.objects.filter(pk=proposal.pk, state=RoleProposal.WAITING).update(**values):
        raise GuardFailed("This has been decided already")
    ch.audit("UPDATE", proposal, before={"state": RoleProposal.WAITING}, after={"state": state})


def _assign(
    ch: Change, subject: User, role: str, unit: Unit | None, starts_on: date, ends_on: date | None, reason: str, **who: Any
) -> RoleAssignment:
    if subject.force is None:
        raise GuardFailed("Say first which force this person belongs to.", "role")
    made = RoleAssignment.objects.create(
        user=subject, role=role, force=subject.force, unit=unit, starts_on=starts_on, ends_on=ends_on, reason=reason, **who
    )
    ch.audit("CREATE", made, after={"user": subject.pk, "role": role, "unit": unit.pk if unit else None, "starts_on": starts_on})
    forget()
    return made


def _lend(ch: Change, giver: User, taker: User, role: str, starts_on: date, ends_on: date, reason: str) -> Delegation:
    made = Delegation.objects.create(giver=giver, taker=taker, role=role, starts_on=starts_on, ends_on=ends_on, reason=reason)
    ch.audit("CREATE", made, after={"giver": giver.pk, "taker": taker.pk, "role": role, "starts_on": starts_on, "ends_on": ends_on})
    send(
        user=taker,
        key=f"loan:{made.pk}",
        title=f"You stand in for {giver.display_name} as {made.get_role_display().lower()}",
        path="/staff/me/",
    )
    forget()
    return made


def _tell_proposer(proposal: RoleProposal, agree: bool) -> None:
    words = "agreed" if agree else "refused"
    title = f"{proposal.get_role_display()} for {proposal.subject.display_name}: {words}"
    send(user=proposal.proposed_by, key=f"role-decided:{proposal.pk}", title=title, path=f"/staff/proposals/{proposal.pk}/")
