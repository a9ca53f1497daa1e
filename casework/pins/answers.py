"""What facts of the journey set off on the register."""

from typing import Any

from django.db.models import Q

from casework.cases.facts import Fact
from casework.cases.models import Case, CaseParty, PartyRole
from casework.people.models import Person
from casework.pins import selectors
from casework.pins.flow import REPLACED
from casework.pins.models import Notice
from casework.pins.services.matching import match_person
from casework.pins.services.reviewing import being_opened
from casework.pins.services.urgency import hasten

WHY = {
    "incident.added": "a new incident involves {}",
    "case.reported": "a new case involves {}",
    "order.made": "an order was made in a case of {}",
    "bail.set": "bail was set in a case of {}",
    "bail.changed": "bail was changed in a case of {}",
    "bail.breached": "bail was broken in a case of {}",
}


def make_urgent(fact: Fact) -> None:
    """Answers a new incident, case, order or bail: an unreplaced notice of either person becomes urgent (R38: 24 hours).

    The case whose opening is the outcome of a notice is no news about that notice. Of a restricted case only that there is something.
    """
    suspects, victims = _people(fact)
    everyone = suspects | victims
    if not everyone:
        return
    case = Case.objects.filter(pk=fact.case_id).select_related("force").first()
    either = Q(recipient_id__in=everyone) | Q(complainant_id__in=everyone)
    mine = being_opened()
    notices = Notice.objects.filter(either, urgent=False).exclude(state=REPLACED)
    if mine is not None:
        notices = notices.exclude(pk=mine)
    for notice in notices.select_related("case", "case__owner", "case__supervisor", "reviewer").order_by("pk"):
        hidden = case is not None and case.restricted and notice.case_id != case.pk
        why = selectors.NEWS if hidden else WHY[fact.kind].format(_whom(notice, everyone))
        hasten(notice, why=why, at=fact.at, actor=fact.actor)


def _people(fact: Fact) -> tuple[set[int], set[int]]:
    """(suspects, victims) whom the fact is about: the pair of an incident, else those of the case."""
    course: Any = getattr(fact.subject, "course", None)
    if course is not None:
        return {course.suspect_id}, {course.victim_id}
    parts = CaseParty.objects.filter(case_id=fact.case_id, role__in=[PartyRole.SUSPECT, PartyRole.VICTIM])
    pairs = set(parts.values_list("role", "person_id"))
    return {pk for role, pk in pairs if role == PartyRole.SUSPECT}, {pk for role, pk in pairs if role == PartyRole.VICTIM}


def _whom(notice: Notice, everyone: set[int]) -> str:
    if notice.recipient_id in everyone and notice.complainant_id in everyone:
        return "the same two people"
    return "the recipient" if notice.recipient_id in everyone else "the complainant"


def match_arrivals(fact: Fact) -> None:
    """Answers a report: its people are compared with those of notices that matched nobody yet."""
    for part in CaseParty.objects.filter(case_id=fact.case_id).select_related("person", "case").order_by("pk"):
        match_person(part.person, case=part.case)


def match_arrival(fact: Fact) -> None:
    """Answers "person.arrived": the same for one person."""
    person = fact.subject if isinstance(fact.subject, Person) else getattr(fact.subject, "person", None)
    if isinstance(person, Person):
        match_person(person)
