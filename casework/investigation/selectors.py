"""The log, actions, the outcome, transfers and links as pages need them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, Q, QuerySet, When
from django.utils import timezone

from casework.access.predicate import can, visible
from casework.access.scope import scope
from casework.access.several import allowed, unmasked_cases
from casework.assessment.selectors import plan_owners
from casework.cases.models import Case, CaseParty
from casework.investigation import flow
from casework.investigation.models import (
    MARKED,
    SUPERVISORS,
    Action,
    CaseLink,
    CaseOutcome,
    ClosingRequest,
    EntryKind,
    LogEntry,
    OutcomeNews,
    Transfer,
)
from casework.staff.models import Role, RoleAssignment, Unit, User

MOST_WORDS, MOST_LINKS = 6, 50


def kinds_for(user: Any, case: Case) -> list[str]:
    """Which kinds of entry this person may write on the case, in the order of the form."""
    may = allowed(user, case, ("log.add", "log.decide", "log.direct"))
    found = []
    for kind in EntryKind.values:
        need = "log.direct" if kind in SUPERVISORS else "log.decide" if kind == EntryKind.POLICY else "log.add"
        if need in may:
            found.append(kind)
    return found


def role_for(user: Any, case: Case, kind: str) -> str:
    """The role in which the person writes such an entry: the weightiest one that lets them."""
    roles = scope(user).roles()
    order = [Role.SUPERVISOR, Role.AUTHORISER] if kind in SUPERVISORS else []
    if user.pk == case.owner_id:
        order.append(Role.OFFICER)
    order += [Role.SUPERVISOR, Role.OFFICER, Role.OFFENDER_MANAGER, Role.AUTHORISER, Role.LEGAL, Role.VICTIM_CARE]
    return str(next((role for role in order if role in roles), next(iter(sorted(roles)), Role.OFFICER)))


def log(case: Case, *, own: Any = None, text: str = "", kind: str = "", marked: bool = False) -> QuerySet[LogEntry]:
    """The log of a case whose reader was checked, narrowed; `own`: only what this person wrote. Every word of `text` must be found."""
    rows = LogEntry.objects.filter(case=case).select_related("author", "corrects", "correction__author")
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(Q(fact__icontains=word) | Q(opinion__icontains=word))
    if kind:
        rows = rows.filter(kind=kind)
    if marked:
        rows = rows.filter(kind__in=MARKED)
    return rows.filter(author=own) if own is not None else rows


def actions_of(case: Case, *, own: Any = None, closed: bool = False) -> QuerySet[Action]:
    """The open or the closed actions of a case whose reader was checked; `own`: only this person's."""
    rows = Action.objects.filter(case=case).select_related("owner", "closed_by", "raised_by")
    rows = rows.exclude(state=flow.OPEN) if closed else rows.filter(state=flow.OPEN)
    return rows.filter(owner=own) if own is not None else rows


def board(
    user: Any, *, person: str = "", unit: int | None = None, late: bool = False, priority: str = "", mine: bool = False
) -> QuerySet[Action]:
    """Open actions of every case whose actions the person may see, and their own. Order them by person or by day."""
    whole = Q(case__in=visible(user, "action.view"))
    own = Q(owner_id=user.pk, case__in=visible(user, "action.do"))
    rows = Action.objects.filter(own if mine else whole | own, state=flow.OPEN).select_related("case", "owner", "owner__unit")
    for word in person.split()[:3]:
        rows = rows.filter(Q(owner__last_name__istartswith=word) | Q(owner__collar_number__iexact=word))
    if unit is not None:
        rows = rows.filter(case__unit_id=unit)
    if late:
        rows = rows.filter(due_on__lt=timezone.localdate())
    return rows.filter(priority=priority) if priority else rows


@dataclass(frozen=True)
class Load:
    """Open and late actions of one person."""

    name: str
    open: int
    late: int


def loads(user: Any) -> list[Load]:
    """By person, how many actions are open and how many are late, in the cases that the user may count; the latest first."""
    counted = Q(case__in=visible(user, "action.view", "action.count"))
    rows = (
        Action.objects.filter(counted, state=flow.OPEN)
        .order_by()
        .values("owner_id")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=timezone.localdate())))
    )
    numbers = {row["owner_id"]: row for row in rows}
    people = User.objects.filter(pk__in=numbers).only("first_name", "last_name", "username", "collar_number")
    found = [Load(person.display_name, numbers[person.pk]["open"], numbers[person.pk]["late"]) for person in people]
    return sorted(found, key=lambda load: (-load.late, -load.open, load.name))


def units_of(user: Any) -> QuerySet[Unit]:
    """The units whose actions the person may see on the board, for its filter."""
    found = Q(pk__in=())
    for held in scope(user).held:
        found |= Q(force_id=held.force_id) if held.units is None else Q(pk__in=held.units)
    return Unit.objects.filter(found).select_related("force").order_by("name")


def action_owners(case: Case) -> QuerySet[User]:
    """Who may be given an action: the case's own people, its unit, and the roles of the force that do actions."""
    today = timezone.localdate()
    dated = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    roles = (Role.EXHIBITS, Role.LEGAL, Role.RECORDS)
    others = RoleAssignment.objects.filter(dated, role__in=roles, force_id=case.force_id).values("user_id")
    named = case.grants.filter(permission__codename__in=("assigned_case", "listed_case")).values("user_id")
    own = plan_owners(case).values("pk")
    found = User.objects.filter(Q(pk__in=own) | Q(pk__in=others) | Q(pk__in=named), is_active=True, deactivated_at__isnull=True)
    return found.order_by("last_name", "first_name", "pk")


def outcome(case: Case | int) -> CaseOutcome | None:
    """How the crime ended: what stands."""
    return CaseOutcome.objects.filter(case=case).select_related("decided_by").order_by("-decided_at", "-id").first()


def news(outcome: CaseOutcome) -> OutcomeNews | None:
    """When the victim was told of it, or why not; what was recorded last."""
    return OutcomeNews.objects.filter(outcome=outcome).select_related("recorded_by").order_by("-id").first()


def closing_waiting(case: Case | int) -> ClosingRequest | None:
    """The request to close that waits for a supervisor."""
    return ClosingRequest.objects.filter(case=case, state=flow.ASKED).select_related("asked_by", "case").first()


def transfer_live(case: Case | int) -> Transfer | None:
    """The transfer that is under way."""
    return Transfer.objects.filter(case=case, state__in=flow.TRANSFER_LIVE).first()


def _received_by(user: Any) -> Q:
    """The filter for transfers offered to units in which the person supervises or manages; a restricted case only to its list."""
    now = scope(user)
    units = Q(pk__in=())
    for held in now.held:
        if held.role in (Role.SUPERVISOR, Role.MANAGER):
            units |= Q(to_force_id=held.force_id) if held.units is None else Q(to_unit_id__in=held.units)
    hidden = Q(case__restricted=False) | Q(case_id__in=now.listed)
    # Before the sending unit's own supervisor has sent it on, the receiving unit knows nothing of it.
    return units & hidden & Q(sent_by__isnull=False) & ~Q(case_id__in=now.conflicted)


def transfers(user: Any) -> QuerySet[Transfer]:
    """Transfers that the person may read: of cases whose transfers they may see, and those offered to or taken over by their units."""
    rows = Transfer.objects.select_related(
        "case", "from_unit", "from_force", "to_unit", "to_force", "proposed_by", "sent_by", "decided_by", "officer"
    )
    received = _received_by(user) & Q(state__in=[flow.OFFERED, flow.ACCEPTED, flow.REFUSED])
    return rows.filter(Q(case__in=visible(user, "transfer.view")) | received)


def receives(user: Any, transfer: Transfer) -> bool:
    """May the person take the case over for the receiving unit?"""
    return can(user, "transfer.receive") and Transfer.objects.filter(_received_by(user), pk=transfer.pk).exists()


def receiving_units(case: Case) -> QuerySet[Unit]:
    """Every other unit of the installation, the own force's first."""
    near = Choose(When(force_id=case.force_id, then=0), default=1)
    return Unit.objects.exclude(pk=case.unit_id).select_related("force").order_by(near, "force__name", "name")


def links(user: Any, case: Case) -> list[tuple[CaseLink, Case]]:
    """The live links of a case with the other case, as far as the person may see that one; of the rest nothing, not even how many."""
    seen = visible(user, "case.view")
    rows = (
        CaseLink.objects.filter(Q(first=case, second__in=seen) | Q(second=case, first__in=seen), ended_at__isnull=True)
        .select_related("first", "second", "made_by")
        .order_by("-made_at", "-pk")
    )
    return [(link, link.second if link.first_id == case.pk else link.first) for link in rows[:MOST_LINKS]]


def same_people(user: Any, case: Case) -> list[tuple[Case, str]]:
    """Other cases that share a victim or a suspect with this one and that the person may see, not yet linked: worth a look."""
    people = CaseParty.objects.filter(case=case, role__in=["VICTIM", "SUSPECT"]).values("person_id")
    linked = {other.pk for _, other in links(user, case)}
    parts = CaseParty.objects.filter(person_id__in=people, case__in=unmasked_cases(user, "case.view")).exclude(case=case)
    found: dict[int, tuple[Case, str]] = {}
    for part in parts.select_related("case").order_by("-case_id", "pk")[: 2 * MOST_LINKS]:
        if part.case_id not in linked:
            found.setdefault(part.case_id, (part.case, f"a person of this case is {part.get_role_display().lower()} there"))
    return list(found.values())
