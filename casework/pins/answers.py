"""What facts of the journey set off on the register."""

from django.db.models import Q

from casework.audit.record import changed
from casework.cases.facts import Fact
from casework.clocks import services as clocks
from casework.pins.flow import REPLACED
from casework.pins.models import Notice


def make_urgent(fact: Fact) -> None:
    """Answers "incident.added": an unreplaced notice given to the suspect about this victim becomes urgent (R38: 24 hours).

    A notice whose complainant is not known counts: it may have been this victim.
    """
    course = fact.subject.course
    pair = Q(recipient_id=course.suspect_id) & (Q(complainant_id=course.victim_id) | Q(complainant__isnull=True))
    for notice in Notice.objects.filter(pair, urgent=False).exclude(state=REPLACED).order_by("pk"):
        why = "a new incident involves the same two people"
        Notice.objects.filter(pk=notice.pk).update(urgent=True, urgent_why=why[0].upper() + why[1:])
        changed("UPDATE", actor=fact.actor, action="notice.urgent", subject=notice, case_id=notice.case_id, after={"urgent": True})
        clocks.recompute("R38", subject=notice, on=fact.at, inputs={"urgent": True}, actor=fact.actor, why=why)
