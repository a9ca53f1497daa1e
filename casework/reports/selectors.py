"""What the report's pages and other stages read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.facts import holders, look_up
from casework.access.hidden import note_matches
from casework.access.predicate import visible
from casework.access.scope import scope
from casework.audit.record import digest, viewed
from casework.cases.models import Case, CaseParty, PartyRole
from casework.pages.dates import short_day
from casework.people.matching import Named, alias_names, ranked, reasons, worth_asking
from casework.people.models import FactIndex, FactKind, Person, PersonMerge
from casework.people.names import asked
from casework.reports.models import CourseOfConduct, CrimeRecord, FirstReport, Incident
from casework.reports.offences import KINDS
from casework.reports.rhythm import Moment
from casework.staff.models import RoleAssignment, Unit, User

# How many known people are offered beside a newly typed name.
OFFERED = 8


@dataclass(frozen=True)
class Known:
    """A person already known, with the visible cases in which they stand and why they are suggested, in words."""

    person: Person
    references: tuple[str, ...]
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Name and date of birth, for a choice in a form."""
        born = f", born {short_day(self.person.date_of_birth)}" if self.person.date_of_birth else ", date of birth not known"
        return f"{self.person.full_name}{born}"

    @property
    def why(self) -> str:
        """The reasons and the cases, for the hint below the choice."""
        return f"{'. '.join(self.reasons)}. In {', '.join(self.references)}"


def known_people(user: User, named: Named, facts: Collection[tuple[str, str]] = ()) -> list[Known]:
    """People in the user's visible cases who may be the one named, the likeliest first, each with the reasons.

    `facts` are protected facts as typed, (kind, text): found exactly and only where the user may reveal. Someone who stands only in
    cases hidden from the user is not offered, and the lists of restricted ones are told. Writes the SEARCH event.
    """
    exact: dict[int, list[str]] = {}
    everywhere: set[int] = set()
    for kind, text in facts:
        everywhere.update(*holders(text, kinds=(kind,)).values())
        for people in look_up(user, text, kinds=(kind,)).values():
            for person in people:
                exact.setdefault(person, []).append(FactKind(kind).label)
    likely = ranked(named, scope(user).forces(), exact=exact)
    parts = (
        CaseParty.objects.filter(
            case__in=visible(user, "case.view"),
            person__in=asked([one.person_id for one in likely]),
            person__unknown=False,
            person__merged_into__isnull=True,
        )
        .select_related("person", "case")
        .order_by("-case_id")
    )
    found: dict[int, tuple[Person, list[str]]] = {}
    for part in parts:
        references = found.setdefault(part.person_id, (part.person, []))[1]
        if part.case.reference not in references:
            references.append(part.case.reference)
    others = alias_names(found)
    known = []
    for one in likely:
        if one.person_id in found:
            person, references = found[one.person_id]
            signs = (named, person, others.get(person.pk, ()), exact.get(person.pk, ()))
            if worth_asking(*signs):
                known.append(Known(person, tuple(references[:3]), reasons(*signs)))
    known = known[:OFFERED]
    note_matches(user, [one.person_id for one in likely if one.sure] + sorted(everywhere))
    term = digest(f"{named.full} {named.other_name}".lower())
    viewed("SEARCH", actor=user, action="case.create", object_type="person", term=term, ids=[one.person.pk for one in known])
    return known


def same_as(user: User, person: Person) -> list[Known]:
    """Other records that may be this very person, in cases where the user may join records; with the reasons."""
    mine = visible(user, "person.merge")
    digests = FactIndex.objects.filter(fact__person=person).exclude(form="POSTCODE").values("form", "digest")
    shared: dict[int, list[str]] = {}
    if digests:
        alike = FactIndex.objects.filter(digest__in=[row["digest"] for row in digests]).exclude(fact__person=person)
        seen = alike.filter(fact__person__parts__case__in=visible(user, "fact.reveal"))
        for other, kind in seen.values_list("fact__person_id", "fact__kind").distinct():
            shared.setdefault(other, []).append(FactKind(kind).label)
    named = Named(person.given_names, person.family_name, born=person.date_of_birth)
    likely = [one for one in ranked(named, scope(user).forces(), exact=shared) if one.person_id != person.pk]
    parts = CaseParty.objects.filter(
        case__in=mine, person__in=asked([one.person_id for one in likely]), person__merged_into__isnull=True
    ).select_related("person", "case")
    found: dict[int, tuple[Person, list[str]]] = {}
    for part in parts.order_by("-case_id"):
        references = found.setdefault(part.person_id, (part.person, []))[1]
        if part.case.reference not in references:
            references.append(part.case.reference)
    others = alias_names(found)
    known = []
    for one in likely:
        if one.person_id in found:
            other_person, references = found[one.person_id]
            why = reasons(named, other_person, others.get(other_person.pk, ()), shared.get(other_person.pk, ()))
            known.append(Known(other_person, tuple(references[:3]), why))
    known = known[:OFFERED]
    note_matches(user, [one.person_id for one in likely if one.sure])
    term = digest(named.full.lower())
    viewed("SEARCH", actor=user, action="person.merge", object_type="person", term=term, ids=[one.person.pk for one in known])
    return known


def standing_merges(case: Case) -> dict[int, list[PersonMerge]]:
    """Merges that stand, by the party of the case that stayed."""
    found: dict[int, list[PersonMerge]] = {}
    rows = PersonMerge.objects.filter(kept__parts__case=case, undone_at__isnull=True).select_related("gone", "merged_by").distinct()
    for merge in rows.order_by("pk"):
        found.setdefault(merge.kept_id, []).append(merge)
    return found


def known_person(user: User, pk: int) -> Person | None:
    """A person whom the user may know: one who stands in a case visible to them, and not merged into another record."""
    return Person.objects.filter(pk=pk, merged_into__isnull=True, parts__case__in=visible(user, "case.view")).distinct().first()


def first_report(case: Case) -> FirstReport | None:
    """What was asked at the first report about safety and safe contact."""
    return FirstReport.objects.filter(case=case).select_related("taken_by").first()


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
    return officers_of(case.force_id)


def officers_of(force_id: int) -> QuerySet[User]:
    """Officers of a force who may be given a case."""
    today = timezone.localdate()
    live = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleAssignment.objects.filter(live, role="OFFICER", force_id=force_id)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True, deactivated_at__isnull=True).select_related("unit")


def reporting_units(user: Any) -> list[Unit]:
    """Units for which the user may open a case, the own unit first."""
    held = [h for h in scope(user).held if h.role in ("OFFICER", "SUPERVISOR")]
    wanted = Q(pk__in=())
    for one in held:
        wanted |= Q(force_id=one.force_id) if one.units is None else Q(pk__in=one.units)
    units = list(Unit.objects.filter(wanted).select_related("force"))
    return sorted(units, key=lambda unit: (unit.pk != user.unit_id, unit.name))
