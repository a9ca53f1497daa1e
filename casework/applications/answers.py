"""What facts of the stages before set off on applications: an old notice stands in the grounds as evidence of what its recipient knew."""

from casework.applications import selectors
from casework.applications.models import Application, GroundLink, Limb
from casework.applications.services.drafting import start_application
from casework.audit.record import changed
from casework.cases.facts import Fact
from casework.errors import GuardFailed
from casework.pins.models import Notice, NoticeReview


def attach_notices(fact: Fact) -> None:
    """Answers "application.started": the case's notices given to the defendant are put under the acts, as evidence of knowledge."""
    application: Application = fact.subject
    _attach(application, list(Notice.objects.filter(case_id=application.case_id, recipient_id=application.defendant_id)), fact)


def draft_application(fact: Fact) -> None:
    """Answers "notice.reviewed": where the outcome is an application that nobody has begun, its draft begins with the notice attached.

    An undetermined application against the same person is the one; its reference goes into the review. Raises GuardFailed.
    """
    detail = fact.detail or {}
    if not detail.get("drafts"):
        return
    notice: Notice = fact.subject
    case = notice.case
    if case is None:
        return
    application = selectors.undetermined_main(case)
    if application is None or application.defendant_id != notice.recipient_id:
        if not selectors.suspects_of(case).filter(pk=notice.recipient_id).exists():
            raise GuardFailed(
                "The recipient is not a suspect of the linked case yet. Confirm who it is, or give the reference of an application",
                "application_reference",
            )
        application = start_application(actor=fact.actor, case=case, defendant=notice.recipient)
    elif application.state == "DRAFT":
        _attach(application, [notice], fact)
    review: NoticeReview = detail["review"]
    NoticeReview.objects.filter(pk=review.pk).update(application_reference=application.reference)


def _attach(application: Application, notices: list[Notice], fact: Fact) -> None:
    there = set(
        GroundLink.objects.filter(application=application, limb=Limb.ACTS, notice__isnull=False).values_list("notice_id", flat=True)
    )
    new = [notice for notice in notices if notice.pk not in there]
    GroundLink.objects.bulk_create(
        GroundLink(application=application, limb=Limb.ACTS, notice=notice, added_by=fact.actor) for notice in new
    )
    if new:
        links = sorted(notice.pk for notice in new)
        changed(
            "UPDATE",
            actor=fact.actor,
            action="application.draft",
            subject=application,
            case_id=application.case_id,
            after={"links": links},
        )
