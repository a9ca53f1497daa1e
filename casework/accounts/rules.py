"""What must hold for accounts, roles, loans and absences. Pure: each returns problems as (field or None, sentence)."""

import re
from collections.abc import Collection
from datetime import date

from casework.staff.models import RANK_ORDER, Rank, Role

Problems = list[tuple[str | None, str]]

# investigation.md M30: these need the countersignature of a second administrator.
NEEDS_TWO = frozenset({Role.AUTHORISER, Role.AUDITOR, Role.ADMIN})
LEAST_RANK = {Role.SUPERVISOR: Rank.SERGEANT, Role.AUTHORISER: Rank.SUPERINTENDENT}
NEVER_TOGETHER = (
    (Role.LEGAL, Role.CPS, "Force legal and the CPS are never the same person"),
    (Role.AUDITOR, Role.ADMIN, "Professional standards and administration are kept apart: one checks the other"),
)
# Roles that the unit's own work needs; a person who moves takes them along or leaves them.
OF_A_UNIT = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.MANAGER, Role.EXHIBITS, Role.VICTIM_CARE, Role.OFFENDER_MANAGER})
USERNAME = re.compile(r"[a-z0-9][a-z0-9.\-_]{2,29}")


def username_problems(username: str, *, taken: bool) -> Problems:
    """A user name is lower case, 3 to 30 characters, and nobody else's."""
    if not USERNAME.fullmatch(username):
        return [("username", "Use 3 to 30 letters, digits, full stops, hyphens or underscores, beginning with a letter or a digit")]
    return [("username", f"“{username}” is taken. Choose another user name")] if taken else []


def days_problems(starts_on: date, ends_on: date | None, today: date, *, past: bool = False) -> Problems:
    """The days stand in order and, unless `past`, do not begin before today."""
    found: Problems = []
    if starts_on < today and not past:
        found.append(("starts_on", "Enter today or a later day: what was done cannot be allowed afterwards"))
    if ends_on is not None and ends_on < starts_on:
        found.append(("ends_on", "Enter the first day again, or a later one"))
    if ends_on is not None and ends_on < today:
        found.append(("ends_on", "Enter today or a later day"))
    return found


def own_problems(*, own: bool) -> Problems:
    """Nobody changes their own roles or account."""
    return [(None, "You cannot do this to your own account: another administrator does")] if own else []


def role_problems(role: str, *, rank: str, held: Collection[str], active: bool, has_it_already: bool) -> Problems:
    """The rank is high enough, the roles go together, and the person does not hold it already in those days."""
    found: Problems = []
    if not active:
        found.append((None, "The account is deactivated. Reactivate it first"))
    least = LEAST_RANK.get(Role(role))
    if least and RANK_ORDER[rank] < RANK_ORDER[least]:
        found.append(
            ("role", f"This role needs the rank of {Rank(least).label.lower()} or above. The account says {Rank(rank).label.lower()}")
        )
    for one, other, sentence in NEVER_TOGETHER:
        if (role == one and other in held) or (role == other and one in held):
            found.append(("role", f"{sentence}. End the other role first"))
    if has_it_already:
        found.append(("role", "The person holds this role there already in some of these days"))
    return found


def loan_problems(
    *, giver_rank: str, taker_rank: str, same_person: bool, same_force: bool, taker_active: bool, held_throughout: bool
) -> Problems:
    """Deputising: the taker is somebody else of the same rank or above, and the giver holds the role in all of the days."""
    found: Problems = []
    if same_person:
        return [("taker", "Enter somebody else: a role is lent to another person")]
    if not taker_active or not same_force:
        found.append(("taker", "Enter an active member of the same force"))
    if RANK_ORDER[taker_rank] < RANK_ORDER[giver_rank]:
        ranks = f"This person is {Rank(taker_rank).label.lower()}, the giver {Rank(giver_rank).label.lower()}"
        found.append(("taker", f"A role is lent to the same rank or above. {ranks}"))
    if not held_throughout:
        found.append(("role", "The giver does not hold this role in all of these days"))
    return found


def absence_problems(*, overlaps: bool, deputy_is_self: bool, deputy_active: bool, deputy_away: bool) -> Problems:
    """One absence at a time, and a deputy who is there."""
    found: Problems = []
    if overlaps:
        found.append(("starts_on", "There is an absence in some of these days already. End that one first, or choose other days"))
    if deputy_is_self:
        found.append(("deputy", "Enter somebody else: nobody is their own deputy"))
    elif not deputy_active:
        found.append(("deputy", "Enter an active member of the same force"))
    elif deputy_away:
        found.append(("deputy", "This colleague is away in some of these days. Choose another"))
    return found


def decision_problems(*, waiting: bool, by_proposer: bool, by_party: bool) -> Problems:
    """A proposal is decided once, by somebody who neither made it nor gains or lends by it."""
    if not waiting:
        return [(None, "This has been decided already")]
    if by_proposer:
        return [(None, "You proposed this: another administrator decides")]
    if by_party:
        return [(None, "This is about your own roles: another administrator decides")]
    return []
