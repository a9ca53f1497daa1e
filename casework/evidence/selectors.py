"""Exhibits and search decisions as lists and pages need them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.access.branches import Walk
from casework.access.predicate import visible
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.evidence import flow
from casework.evidence.models import Discrepancy, Exhibit, LedgerEvent, Receipt, SearchDecision, ShelfCount
from casework.evidence.rules import NUMBER, normal_number, normal_seal
from casework.files.models import CaseFile
from casework.staff.models import RoleAssignment, User

WAITING = "waiting"


def not_booked_in() -> Q:
    """The filter for exhibits that no store has taken in yet."""
    return ~Exists(LedgerEvent.objects.filter(exhibit=OuterRef("pk"), kind="BOOKED_IN"))


# The register, the newest seizure first.
WALK = Walk(Exhibit, ("-seized_at", "-id"))
REGISTER = Exhibit.objects.select_related("case", "holder")


def narrowed(user: Any, *, text: str = "", place: str = "", holder: str = "", standing: str = "", mine: bool = False) -> Q:
    """What the register is narrowed to: `text` by exhibit number, seal or case; `holder` by family name or collar number."""
    found = Q()
    if text:
        seal, number = normal_seal(text), normal_number(text)
        found &= Q(number=number) | Q(number__startswith=f"{number}/") | Q(seal=seal) | Q(case__reference=seal)
    if place:
        found &= Q(place__icontains=place)
    for word in holder.split()[:5]:
        found &= Q(holder__last_name__istartswith=word) | Q(holder__collar_number__iexact=word)
    if standing == WAITING:
        found &= not_booked_in()
    elif standing in flow.BY_CODE:
        found &= Q(standing=standing)
    return found & Q(holder=user) if mine else found


def of_case(case: Case) -> QuerySet[Exhibit]:
    """The exhibits of a case whose reader was checked."""
    return Exhibit.objects.filter(case=case).select_related("holder")


def without_files(exhibit: Exhibit) -> list[Exhibit]:
    """The other exhibits of the same seizure, by the same hand, that have no photograph or file yet."""
    files = CaseFile.objects.filter(subject_type="exhibit", subject_id=OuterRef("pk"))
    alike = {"case_id": exhibit.case_id, "created_by_id": exhibit.created_by_id, "seized_at": exhibit.seized_at, "power": exhibit.power}
    return list(Exhibit.objects.filter(~Exists(files), **alike).exclude(pk=exhibit.pk).order_by("pk")[:30])


def in_words(case: Case) -> dict[str, str]:
    """The exhibits of a case whose reader was checked: number -> description."""
    return dict(Exhibit.objects.filter(case=case).order_by("pk").values_list("number", "description"))


def booking_clocks(exhibits_: Iterable[Exhibit]) -> dict[int, Clock]:
    """The open date by which each of these exhibits is to be booked in (R14), by the exhibit's key."""
    keys = [exhibit.pk for exhibit in exhibits_]
    found = Clock.objects.filter(rule_id="R14", subject_type="exhibit", subject_id__in=keys, state=Clock.OPEN)
    return {clock.subject_id: clock for clock in found}


def clocks(exhibit: Exhibit) -> list[Clock]:
    """The dates of an exhibit, the open ones first, without those that a later one replaced."""
    found = Clock.objects.filter(subject_type="exhibit", subject_id=exhibit.pk).exclude(state=Clock.SUPERSEDED).order_by("pk")
    return sorted(found, key=lambda clock: clock.state != Clock.OPEN)


def ledger(exhibit: Exhibit) -> QuerySet[LedgerEvent]:
    """The events of an exhibit, newest first."""
    about = ("from_user", "to_user", "entered_by", "corrects", "receipt", "discrepancy")
    return LedgerEvent.objects.filter(exhibit=exhibit).select_related(*about).order_by("-sequence")


def receipts(user: Any) -> QuerySet[Receipt]:
    """What was handed over to the person and waits for their word, of the cases that they may reach for it."""
    waiting = Receipt.objects.filter(person=user, state=flow.WAITING, case__in=visible(user, "exhibit.receive"))
    return waiting.select_related("event__entered_by", "exhibit", "case")


def discrepancies(user: Any) -> QuerySet[Discrepancy]:
    """The open discrepancies of exhibits that the user may read."""
    found = Discrepancy.objects.filter(state=flow.OPEN, case__in=visible(user, "exhibit.view"))
    return found.select_related("event", "exhibit__holder", "opened_by", "case")


def of_exhibit(exhibit: Exhibit) -> list[Discrepancy]:
    """The discrepancies of an exhibit whose reader was checked, the open ones first."""
    found = Discrepancy.objects.filter(exhibit=exhibit).select_related("event", "opened_by", "resolved_by")
    return sorted(found.order_by("-pk"), key=lambda each: each.state != flow.OPEN)


def counts(user: Any) -> QuerySet[ShelfCount]:
    """The counts of shelves of the user's force."""
    return ShelfCount.objects.filter(force_id=user.force_id).select_related("counted_by")


def store_people(user: Any) -> QuerySet[User]:
    """Who may take over a whole batch: the force's exhibits officers."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleAssignment.objects.filter(live, role="EXHIBITS", force_id=user.force_id)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True)


def numbers(case: Case) -> tuple[set[str], dict[str, int]]:
    """Numbers taken in a case, and which officer uses which initials there."""
    taken: set[str] = set()
    producers: dict[str, int] = {}
    for number, producer in Exhibit.objects.filter(case=case).order_by("pk").values_list("number", "seized_by_id"):
        taken.add(number)
        match = NUMBER.match(number)
        if match:
            producers.setdefault(match[1], producer)
    return taken, producers


def decisions(case: Case) -> QuerySet[SearchDecision]:
    """The decisions on search of a case, newest first: the first stands."""
    return SearchDecision.objects.filter(case=case).select_related("decided_by").order_by("-decided_at", "-id")


def decision_clock(case: Case) -> Clock | None:
    """The date by which a decision on search is due (R11), or was."""
    found = Clock.objects.filter(rule_id="R11", subject_type="case", subject_id=case.pk).exclude(state=Clock.SUPERSEDED)
    return found.order_by("-pk").first()


def handlers(case: Case) -> QuerySet[User]:
    """Who may take an exhibit over: the force's exhibits officers, and the officers and supervisors of the case's unit."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    near = Q(role="EXHIBITS") | Q(role__in=["OFFICER", "SUPERVISOR"], user__unit_id=case.unit_id)
    held = RoleAssignment.objects.filter(live, near, force_id=case.force_id)
    return User.objects.filter(Q(pk__in=held.values("user_id")) | Q(pk=case.owner_id), is_active=True, deactivated_at__isnull=True)
