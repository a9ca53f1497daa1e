"""What the report's pages and other stages read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.access.scope import scope
from casework.cases.models import Case, CaseParty, PartyRole
from casework.people.models import Person
from casework.reports.models import CourseOfConduct, CrimeRecord, Incident
from casework.reports.offences import KINDS
from casework.reports.rhythm import Moment
from casework.staff.models import RoleAssignment, Unit, User

# How many known people are offered beside a newly typed name.
OFFERED = 8


@dataclass(frozen=True)
class Known:
    """A person already known, with the visible cases in which they stand."""

    person: Person
    references: tuple[str, ...]

    @property
    def words(self) -> str:
        """Name, date of birth and cases, for a choice in a form."""
        born = f", born {self.person.date_of_birth:%d/%m/%Y}" if self.person.date_of_birth else ", date of birth not known"
        cases = f" ({', '.join(self.references)})" if self.references else ""
        return f"{self.person.full_name}{born}{cases}"


def same_people(user: User, given_names: str, family_name: str, date_of_birth: date | None) -> list[Known]:
    """People in the user's visible cases who may be this one: same family name with the same birth date or first name.

    Someone who stands only in cases hidden from the user is not offered.
    """
    if not family_name:
        return []
    first = given_names.split(" ")[0] if given_names else ""
    alike = Q(family_name__iexact=family_name)
    nearer = Q(given_names__istartswith=first) if first else Q()
    if date_of_birth:
        nearer |= Q(date_of_birth=date_of_birth)
    parts = (
        CaseParty.objects.filter(case__in=visible(user, "case.view"), person__in=Person.objects.filter(alike & nearer, unknown=False))
        .select_related("person", "case")
        .order_by("person__family_name", "person__given_names", "case__reference")
    )
    found: dict[int, tuple[Person, list[str]]] = {}
    for part in parts[:50]:
        found.setdefault(part.person_id, (part.person, []))[1].append(part.case.reference)
    return [Known(person, tuple(dict.fromkeys(references))) for person, references in found.values()][:OFFERED]


def known_person(user: User, pk: int) -> Person | None:
    """A person whom the user may know: one who stands in a case visible to them."""
    return Person.objects.filter(pk=pk, parts__case__in=visible(user, "case.view")).distinct().first()


def parties(case: Case) -> dict[str, list[Person]]:
    """The people of a case by role, in the order in which they were added."""
    found: dict[str, list[Person]] = {role: [] for role in PartyRole.values}
    for part in CaseParty.objects.filter(case=case).select_related("person").order_by("pk"):
        found[part.role].append(part.person)
    return found


def chronology(user: User, case: Case) -> QuerySet[Incident]:
    """Everything in the course of conduct that the user may read, newest first: the case's own and that of other cases of the pair."""
    courses = CourseOfConduct.objects.filter(victim__parts__case=case, victim__parts__role=PartyRole.VICTIM).filter(
        suspect__parts__case=case, suspect__parts__role=PartyRole.SUSPECT
    )
    mine = Q(case=case) | Q(course__in=courses, case__in=visible(user, "incident.view"))
    return (
        Incident.objects.filter(mine)
        .select_related("case", "course__victim", "course__suspect", "created_by")
        .order_by("-occurred_at", "-id")
    )


# How many occasions the picture is drawn from at most; a longer course is drawn from its latest.
DRAWN = 2000


def moments(user: User, case: Case) -> list[Moment]:
    """Every occasion of the course that the user may read, as the picture over time needs it."""
    rows = chronology(user, case).select_related(None).values_list("occurred_at", "acts", "exactness")[:DRAWN]
    return [Moment(at, tuple(acts), exactness == "EXACT") for at, acts, exactness in rows]


def known_moments(case: Case) -> list[datetime]:
    """The moments at which something stands on the case's chronology already."""
    return list(Incident.objects.filter(case=case, occurred_to__isnull=True).values_list("occurred_at", flat=True))


def last_act(case: Case) -> Incident | None:
    """The incident whose last moment is the latest: the one that MCA 1980 s.127(1) counts from."""
    incidents = list(Incident.objects.filter(case=case).only("occurred_at", "occurred_to"))
    return max(incidents, key=lambda incident: incident.last_moment, default=None)


def offences(case: Case) -> list[str]:
    """Codes of the offences recorded now, the principal one first."""
    rows = CrimeRecord.objects.filter(case=case, replaced_at__isnull=True).exclude(offence="")
    return list(rows.order_by("-principal", "pk").values_list("offence", flat=True))


def has_indictable(codes: Collection[str]) -> bool:
    """Is any of these offences triable on indictment (PACE ss.8, 17, 18, 32 ask for one)?"""
    return bool(set(codes) - KINDS.six_months - {"MALICIOUS_COMMUNICATIONS", "NUISANCE", "OTHER"})


def officers(case: Case) -> QuerySet[User]:
    """Officers of the case's force who may be given the case: holding the role today and not deactivated."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleAssignment.objects.filter(live, role="OFFICER", force_id=case.force_id)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True).select_related("unit")


def reporting_units(user: Any) -> list[Unit]:
    """Units for which the user may open a case, the own unit first."""
    held = [h for h in scope(user).held if h.role in ("OFFICER", "SUPERVISOR")]
    wanted = Q(pk__in=())
    for one in held:
        wanted |= Q(force_id=one.force_id) if one.units is None else Q(pk__in=one.units)
    units = list(Unit.objects.filter(wanted).select_related("force"))
    return sorted(units, key=lambda unit: (unit.pk != user.unit_id, unit.name))
