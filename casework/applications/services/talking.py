"""Answers to force legal's comments, and the prosecutors' own channel. Nothing of either stands in an event, a message or the trail."""

from datetime import datetime
from typing import Any

from casework.access.predicate import why_not
from casework.access.writing import change
from casework.applications import flow, selectors
from casework.applications.models import AdviceReply, Application, LegalAdvice, Prosecution, ProsecutorComment
from casework.cases.models import Visibility
from casework.cases.moments import past
from casework.errors import Forbidden, GuardFailed
from casework.outbox.services import send

ADVICE = "Legal advice"


def answer_advice(*, actor: Any, advice: LegalAdvice, text: str, at: datetime | None = None) -> AdviceReply:
    """Answer a privileged comment: whoever drafts, or force legal going on. The other side is told that there is an answer."""
    return _reply(actor, "advice.answer", advice, text, False, at)


def resolve_advice(*, actor: Any, advice: LegalAdvice, text: str = "", at: datetime | None = None) -> AdviceReply:
    """Force legal holds a comment for settled. GuardFailed when it is already."""
    return _reply(actor, "advice.write", advice, text, True, at)


def _reply(actor: Any, action: str, advice: LegalAdvice, text: str, resolves: bool, at: datetime | None) -> AdviceReply:
    application = advice.application
    with change(actor, action, application.case, lock=True) as ch:
        if not selectors.may_read_advice(actor, application):
            raise Forbidden(why_not(action), action=action, case_id=application.case_id)
        if application.state in flow.ENDED:
            raise GuardFailed("The application has ended. Its comments stay as they are.")
        if AdviceReply.objects.filter(advice=advice, resolves=True).exists():
            raise GuardFailed("This comment is settled already. Force legal writes a new one where there is more to say.")
        if not resolves and len(text.strip()) < 3:
            raise GuardFailed("Write the answer.", "text")
        reply = AdviceReply.objects.create(
            advice=advice,
            text=text.strip(),
            resolves=resolves,
            author=actor,
            at=past(at, not_before=advice.at, before="the comment was written"),
        )
        ch.event("application.advice", ADVICE, subject=application, occurred_at=reply.at, visibility=Visibility.PRIVILEGED)
        ch.audit("CREATE", reply, fields=["text", "resolves"])
        other = application.author if actor == advice.author else advice.author
        if other != actor:
            send(
                user=other,
                key=f"advice-reply:{reply.pk}",
                title=f"A comment on {application.reference} {'is settled' if resolves else 'was answered'}",
                reference=application.case.reference,
                case_id=application.case_id,
                path=f"/applications/{application.reference}/advice/{advice.pk}/",
            )
    return reply


def comment_with_prosecutors(*, actor: Any, application: Application, text: str, at: datetime | None = None) -> ProsecutorComment:
    """Write into the channel that the prosecutors share with the applicant's side. Only while a prosecution runs, and once it is lodged."""
    with change(actor, "prosecutor.comment", application.case, lock=True) as ch:
        if application.prosecution != Prosecution.LIVE:
            raise GuardFailed("No prosecution runs beside this application, so it has no channel with the CPS.")
        if application.state not in selectors.LODGED_ON:
            raise GuardFailed("The CPS sees an application once it is lodged.")
        if len(text.strip()) < 3:
            raise GuardFailed("Write the comment.", "text")
        comment = ProsecutorComment.objects.create(
            application=application,
            text=text.strip(),
            author=actor,
            at=past(at, not_before=application.lodged_at, before="it was lodged"),
        )
        ch.event("application.prosecutor", f"{application.reference}: a word with the CPS.", subject=application, occurred_at=comment.at)
        ch.audit("CREATE", comment, fields=["text"])
        _tell_other_side(comment)
    return comment


def _tell_other_side(comment: ProsecutorComment) -> None:
    """The prosecutors who read the file hear of a word of the applicant's side; of theirs, whoever drafted and force legal's reviewers."""
    application = comment.application
    prosecutors = selectors.prosecutors(application)
    ours = {application.author, *(review.reviewer for review in application.reviews.select_related("reviewer"))}
    for user in ours if comment.author in prosecutors else prosecutors:
        if user != comment.author:
            send(
                user=user,
                key=f"prosecutor-comment:{comment.pk}:{user.pk}",
                title=f"A word on {application.reference} from {'the CPS' if comment.author in prosecutors else 'the police'}",
                reference=application.case.reference,
                case_id=application.case_id,
                path=f"/applications/{application.reference}/prosecutors/",
            )
