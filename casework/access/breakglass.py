"""Break-glass: a hidden case opened in an emergency, for reading, for an hour, with an alert and a review (section 12, M25 and M26)."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casework.access.grants import auditors
from casework.access.matrix import table
from casework.access.models import BreakGlass
from casework.access.predicate import can, require, sees
from casework.access.scope import forget, scope
from casework.access.writing import change
from casework.audit.record import digest, viewed
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, Visibility
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.outbox.services import send
from casework.staff.models import Role, RoleAssignment, User

LEAST_REASON = 30
LASTS = timedelta(minutes=60)
# The same words for a case that does not exist, of another force, or in conflict: the answer must not tell them apart.
NO_SUCH = "There is no case with this reference that you can open here. Check the reference."


def open_case(*, actor: Any, reference: str, reason: str) -> BreakGlass:
    """Open a case that is hidden from `actor` until 60 minutes from now (exclusive), for reading only.

    Professional standards of the force and the supervisors concerned are told at once. Raises GuardFailed (fields reference, reason).
    """
    require(actor, "breakglass.use")
    reference, reason = reference.strip().upper(), " ".join(reason.split())
    viewed("GLASS_TRIED", actor=actor, action="breakglass.use", object_type="case", term=digest(reference))
    if len(reason) < LEAST_REASON:
        raise GuardFailed(f"Say what the emergency is, in at least {LEAST_REASON} characters. This has {len(reason)}.", "reason")
    now_scope = scope(actor)
    users = table()["breakglass.use"][1]
    forces = {held.force_id for held in now_scope.held if held.role in users}
    case = Case.objects.filter(reference=reference, force_id__in=forces).exclude(pk__in=now_scope.conflicted).first()
    if case is None:
        raise GuardFailed(NO_SUCH, "reference")
    if can(actor, "case.view", case):
        raise GuardFailed("You can open this case already. Find it under Cases.", "reference")
    with change(actor, "breakglass.use", case) as ch:
        glass = BreakGlass.objects.create(user=actor, case=case, reason=reason[:500], opened_at=ch.now, expires_at=ch.now + LASTS)
        forget()
        ch.event(
            "breakglass.used",
            f"{actor.display_name} opened the case by break-glass",
            subject=glass,
            visibility=Visibility.RESTRICTED if case.restricted else Visibility.ORDINARY,
        )
        ch.audit("BREAK_GLASS", glass, after={"reason": reason, "expires_at": glass.expires_at})
        _alert(glass)
        happened(Fact("breakglass.used", case.pk, glass, ch.now, actor))
    return glass


def review(*, actor: Any, glass: BreakGlass, outcome: str, note: str) -> BreakGlass:
    """Professional standards say whether a use was justified. Never the user's own, never by someone in conflict with the case."""
    require(actor, "breakglass.review")
    if glass.user_id == actor.pk:
        raise Forbidden("You cannot review your own use of break-glass.", action="breakglass.review", case_id=glass.case_id)
    if glass.case.force_id not in scope(actor).forces(Role.AUDITOR):
        raise Hidden
    with change(actor, "breakglass.review", glass.case) as ch:
        problems: list[tuple[str | None, str]] = []
        if outcome not in dict(BreakGlass.OUTCOMES):
            problems.append(("outcome", "Say whether it was justified."))
        if not note.strip():
            problems.append(("note", "Say what you found."))
        if problems:
            raise GuardFailed(problems)
        written = BreakGlass.objects.filter(pk=glass.pk, reviewed_at__isnull=True).update(
            reviewed_by=actor, reviewed_at=ch.now, outcome=outcome, note=note.strip()[:500]
        )
        if not written:
            raise GuardFailed("Someone else has reviewed this use already.")
        glass.refresh_from_db()
        ch.event(
            "breakglass.reviewed",
            f"Use of break-glass reviewed: {glass.get_outcome_display().lower()}",
            subject=glass,
            visibility=Visibility.RESTRICTED if glass.case.restricted else Visibility.ORDINARY,
        )
        ch.audit("UPDATE", glass, after={"outcome": outcome, "note": note.strip()})
        happened(Fact("breakglass.reviewed", glass.case_id, glass, ch.now, actor))
    return glass


def waiting(user: Any) -> list[BreakGlass]:
    """Uses that this member of professional standards has to review, oldest first: their force's, not their own, not in conflict."""
    now = scope(user)
    return list(
        BreakGlass.objects.filter(reviewed_at__isnull=True, case__force_id__in=now.forces(Role.AUDITOR))
        .exclude(user_id=now.user_id)
        .exclude(case_id__in=now.conflicted)
        .select_related("user", "case")
        .order_by("opened_at", "pk")
    )


def own(user: Any) -> list[BreakGlass]:
    """The person's own uses, newest first: those still open can be followed to their case."""
    return list(BreakGlass.objects.filter(user=user).select_related("case").order_by("-opened_at")[:20])


def is_open(glass: BreakGlass) -> bool:
    """True while it still opens the case."""
    return glass.expires_at > timezone.now()


def _alert(glass: BreakGlass) -> None:
    """Tell professional standards, the case's supervisor and the user's own supervisors, none of whom learns more than they may see."""
    case, user = glass.case, glass.user
    until = f"{timezone.localtime(glass.expires_at):%H:%M}"
    for auditor in auditors(case):
        if auditor.pk == user.pk or case.pk in scope(auditor).conflicted:
            continue
        send(
            user=auditor,
            key=f"glass:{glass.pk}",
            title="Break-glass was used: review it within one working day",
            text=f"{user.display_name} opened the case until {until}. Reason given: {glass.reason}",
            reference=case.reference,
            case_id=case.pk,
            path="/break-glass/",
            action_due=True,
        )
    bosses = set(_supervisors_of(user)) | ({case.supervisor} if case.supervisor else set())
    for boss in bosses:
        if boss.pk == user.pk:
            continue
        known = sees(boss, case)
        send(
            user=boss,
            key=f"glass:{glass.pk}",
            title=f"{user.display_name} used break-glass",
            text=f"{'The case' if known else 'A case that you cannot see'} was opened until {until}. Professional standards review it.",
            reference=case.reference if known else "",
            case_id=case.pk if known else None,
            path=f"/cases/{case.reference}/" if known else "",
        )


def _supervisors_of(user: User) -> list[User]:
    if user.unit_id is None:
        return []
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), role=Role.SUPERVISOR, unit_id=user.unit_id, starts_on__lte=today
    )
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True))
