"""What facts of the journey set off here: whatever is seized is reviewed, and sooner where custody or bail was all that it was kept for."""

from django.urls import reverse

from casework.access.role_tasks import open_task
from casework.cases.facts import Fact
from casework.cases.models import Case
from casework.custody.flow import REMANDED
from casework.evidence.models import Exhibit, ExhibitFlag
from casework.evidence.services import CLOSING
from casework.keeping.services import AT_ONCE, start_review
from casework.outbox.services import send
from casework.staff.models import Role


def review_kept(fact: Fact) -> None:
    """Answers "exhibit.seized": an item that is kept has its first review (R16)."""
    exhibit: Exhibit = fact.subject
    start_review(exhibit, on=fact.at, which="first", actor=fact.actor)


def custody_changed(fact: Fact) -> None:
    """Answers a release from custody, a change or end of bail and a court's decision: what was seized only to prevent harm is reviewed.

    Such an item goes back once the person is out of police detention and of the court's custody, or bailed by the court (PACE 1984
    s.22(3)). Whether that is so, the review says; it is asked of the store, and the case's officer is told.
    """
    if fact.case_id is None or (fact.detail or {}).get("kind") == REMANDED:
        return
    kept = Exhibit.objects.filter(case_id=fact.case_id, flags__contains=[ExhibitFlag.PREVENT]).exclude(standing__in=CLOSING).order_by("pk")
    for exhibit in kept:
        case: Case = exhibit.case
        task = open_task(case, Role.EXHIBITS, AT_ONCE, subject=exhibit)
        if case.owner is not None:
            send(
                user=case.owner,
                key=f"review-at-once:{task.pk}",
                title=f"Review at once whether exhibit {exhibit.number} is still kept",
                text="It was seized only so that it could not be used for harm, and custody or bail has changed (PACE 1984 s.22(3)).",
                reference=case.reference,
                case_id=case.pk,
                path=reverse("keeping-review", args=[exhibit.pk]),
                action_due=True,
            )
