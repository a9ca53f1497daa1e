"""Legal review and the superintendent's authority. Author, reviewer and authoriser are three people.

What legal writes is privileged: it stands in its own rows. Events, transitions, messages and the audit trail say only that it exists.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import Change, change
from casework.applications import flow, rules, selectors
from casework.applications.models import (
    Application,
    ApplicationKind,
    Authority,
    Condition,
    LegalAdvice,
    LegalReview,
    ReviewOutcome,
    WithdrawalReason,
)
from casework.applications.snapshots import draft_text
from casework.cases.facts import Fact, happened
from casework.cases.models import Visibility
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import Conflict, GuardFailed
from casework.outbox.services import send
from casework.staff.models import Rank, Role

ADVICE = "Legal advice"


def add_advice(
    *, actor: Any, application: Application, part: str, text: str, condition: Condition | None = None, at: datetime | None = None
) -> LegalAdvice:
    """Write a privileged comment on a part of the draft, or on one condition. The timeline says only "Legal advice"."""
    with change(actor, "advice.write", application.case) as ch:
        if application.state != flow.LEGAL_REVIEW:
            raise GuardFailed("Comments are written while the application is with force legal.")
        if part not in rules.SECTIONS:
            raise LookupError(part)
        if len(text.strip()) < 3:
            raise GuardFailed("Write the comment.", "text")
        advice = LegalAdvice.objects.create(
            application=application,
            part=part,
            condition_key=condition.pk if condition else None,
            condition_text=condition.text if condition else "",
            text=text.strip(),
            seen_version=application.version,
            author=actor,
            at=past(at, not_before=application.submitted_at, before="it was submitted"),
        )
        _privileged_event(ch, application, advice.at)
        ch.audit("CREATE", advice, fields=["text"])
    return advice


def decide_review(
    *,
    actor: Any,
    application: Application,
    decision: str,
    comments: Sequence[Mapping[str, Any]] = (),
    reasons: str = "",
    seen_version: int | None = None,
    compatibility: bool = False,
    list_seen: Sequence[int] = (),
    tests: Mapping[str, bool] | None = None,
    screen_override: bool = False,
    at: datetime | None = None,
) -> Application:
    """A whole review at once: the comments, then "return", "approve" or "refuse"; with another decision only the comments are kept.

    `comments` are mappings with part, text and condition. Nothing is kept when the decision is refused.
    """
    with transaction.atomic():
        for each in comments:
            add_advice(actor=actor, application=application, part=each["part"], text=each["text"], condition=each.get("condition"), at=at)
        seen: dict[str, Any] = {"seen_version": seen_version, "at": at}
        if decision == "return":
            written = reasons.strip() or ("See the comments on the parts." if comments else "")
            return return_draft(actor=actor, application=application, reasons=written, **seen)
        if decision == "approve":
            return approve(
                actor=actor,
                application=application,
                compatibility=compatibility,
                list_seen=list_seen,
                tests=tests or {},
                screen_override=screen_override,
                note=reasons,
                **seen,
            )
        if decision == "refuse":
            return refuse_in_review(actor=actor, application=application, reasons=reasons, **seen)
        if not comments:
            raise GuardFailed("Write a comment, or choose what you decide.", "decision")
    return application


def return_draft(
    *,
    actor: Any,
    application: Application,
    reasons: str,
    seen_version: int | None = None,
    checklist: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Application:
    """Send the draft back with reasons, which are privileged and which its author reads. The clock starts again when it is resubmitted."""
    with change(actor, "application.review", application.case, lock=True) as ch:
        when = _reviewing(application, seen_version, at)
        facts = {"actor_id": actor.pk, "writer_ids": _writers(application), "reasons": reasons}
        make_move(application, "return", actor=actor, role=Role.LEGAL, reason=ADVICE, facts=facts, at=when)
        _review(application, actor, ReviewOutcome.RETURNED, reasons, checklist, when, ch)
        close_tasks(application, Role.LEGAL)
        ch.event("application.returned", f"{application.reference}: returned by force legal.", subject=application, occurred_at=when)
        _tell(application, "returned", "came back from force legal with reasons")
        happened(Fact("application.returned", application.case_id, application, when, actor))
    return application


def refuse_in_review(
    *, actor: Any, application: Application, reasons: str, seen_version: int | None = None, at: datetime | None = None
) -> Application:
    """Force legal does not support it: it is withdrawn. The reasons are privileged; the author reads them."""
    with change(actor, "application.review", application.case, lock=True) as ch:
        when = _reviewing(application, seen_version, at)
        facts = {"actor_id": actor.pk, "writer_ids": _writers(application), "reasons": reasons}
        make_move(
            application,
            "refuse in review",
            actor=actor,
            role=Role.LEGAL,
            reason=ADVICE,
            facts=facts,
            at=when,
            withdrawal_reason=WithdrawalReason.LEGAL_REFUSED,
            determined_at=when,
        )
        _review(application, actor, ReviewOutcome.REFUSED, reasons, None, when, ch)
        close_tasks(application)
        ch.event("application.withdrawn", f"{application.reference}: withdrawn after legal review.", subject=application, occurred_at=when)
        _tell(application, "refused", "was not supported by force legal")
        happened(Fact("application.determined", application.case_id, application, when, actor, {"outcome": "withdrawn"}))
    return application


def approve(
    *,
    actor: Any,
    application: Application,
    seen_version: int | None = None,
    compatibility: bool,
    list_seen: Sequence[int],
    tests: Mapping[str, bool],
    screen_override: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Application:
    """Approve the draft: to the superintendent, whose clock OP-AUTH starts.

    `list_seen` are the ids of the live orders that stood on the reviewer's page, `tests` the ticked questions of `rules.tests_for`.
    GuardFailed for the same person, s.2(3), s.2(7), the court by age, the CPS not asked, a test not ticked.
    """
    case = application.case
    with change(actor, "application.review", case, lock=True) as ch:
        when = _reviewing(application, seen_version, at)
        live = [order.pk for order in selectors.live_orders_against(application)]
        facts = {
            "actor_id": actor.pk,
            "writer_ids": _writers(application),
            "live_orders": live,
            "compatibility": compatibility,
            "list_seen": list(list_seen),
            "on": timezone.localdate(when),
            "tests": {name: bool(tests.get(name)) for name in rules.tests_for(application)},
            "screen_override": screen_override,
        }
        make_move(
            application,
            "approve",
            actor=actor,
            role=Role.LEGAL,
            reason=ADVICE,
            facts=facts,
            at=when,
            legal_reviewer=actor,
            approved_at=when,
            reviewed_version=application.version,
            compatibility_checked_at=when,
            compatibility_checked_by=actor,
            compatibility_list=live,
        )
        checklist = {**facts["tests"], "compatibility": True, "screen_override": screen_override, "note": note.strip()}
        _review(application, actor, ReviewOutcome.APPROVED, note, checklist, when, ch)
        close_tasks(application, Role.LEGAL)
        open_task(case, Role.LEGAL, f"Follow {application.reference}", subject=application)
        open_task(case, Role.AUTHORISER, f"Authority for {application.reference}", subject=application)
        clocks.start(
            "OP-AUTH",
            subject=application,
            case=case,
            on=when,
            inputs={"application": _speed(application)},
            title=f"Authority for {application.reference}",
            actor=actor,
            path=f"/applications/{application.reference}/authority/",
        )
        ch.event("application.approved", f"{application.reference}: legal review complete.", subject=application, occurred_at=when)
        happened(Fact("application.approved", case.pk, application, when, actor))
    return application


def decide_authority(
    *, actor: Any, application: Application, given: bool, rationale: str, seen_version: int | None = None, at: datetime | None = None
) -> Application:
    """The superintendent authorises or declines, with reasons (SPA 2019 s.1(1): it "appears" to the chief officer)."""
    case = application.case
    with change(actor, "application.authorise", case, lock=True) as ch:
        _still(application, seen_version)
        when = past(at, not_before=application.approved_at, before="legal review was complete")
        facts = {
            "actor_id": actor.pk,
            "writer_ids": _writers(application),
            "has_rank": scope(actor).holds(Role.AUTHORISER, Rank.SUPERINTENDENT),
            "rationale": rationale,
        }
        verb = "authorise" if given else "decline"
        make_move(
            application,
            verb,
            actor=actor,
            role=Role.AUTHORISER,
            reason="See the authority",
            facts=facts,
            at=when,
            authoriser=actor,
            authorised_at=when if given else None,
            determined_at=None if given else when,
        )
        Authority.objects.create(
            application=application,
            authoriser=actor,
            rank=actor.rank,
            given=given,
            rationale=rationale.strip(),
            seen_version=application.version,
            at=when,
        )
        clocks.satisfy("OP-AUTH", subject=application, at=when, actor=actor)
        close_tasks(application, Role.AUTHORISER)
        if given:
            inputs = {"application": _speed(application), "grade": (case.grade or "STANDARD").lower()}
            clocks.start(
                "R25",
                subject=application,
                case=case,
                on=when,
                inputs=inputs,
                title=f"Lodge {application.reference} with the court",
                actor=actor,
                path=f"/applications/{application.reference}/",
            )
            close_tasks(application, Role.LEGAL)
            open_task(case, Role.LEGAL, f"Lodge {application.reference}", subject=application)
        else:
            close_tasks(application)
        words = "authorised" if given else "authority declined"
        ch.event(
            f"application.{verb}d",
            f"{application.reference}: {words} by {actor.get_rank_display().lower()}.",
            subject=application,
            occurred_at=when,
        )
        ch.audit("MOVE", application, fields=["state", "rationale"])
        _tell(application, verb, f"was {words}" if given else "was not authorised")
        happened(Fact(f"application.{verb}d", case.pk, application, when, actor))
        if not given:
            happened(Fact("application.determined", case.pk, application, when, actor, {"outcome": "withdrawn"}))
    return application


def _reviewing(application: Application, seen_version: int | None, at: datetime | None) -> datetime:
    _still(application, seen_version)
    return past(at, not_before=application.submitted_at, before="it was submitted")


def _still(application: Application, seen_version: int | None) -> None:
    """The decision is on the draft as it was seen, and on no other."""
    application.refresh_from_db()
    if seen_version is not None and seen_version != application.version:
        raise Conflict({"draft": f"version {application.version}"}, {"draft": f"version {seen_version}"}, version=application.version)


def _writers(application: Application) -> list[int]:
    return list(application.writers.values_list("pk", flat=True))


def _speed(application: Application) -> str:
    return "interim" if application.kind == ApplicationKind.INTERIM or application.interim_sought else "full"


def _review(
    application: Application, actor: Any, outcome: str, reasons: str, checklist: Mapping[str, Any] | None, when: datetime, ch: Change
) -> None:
    review = LegalReview.objects.create(
        application=application,
        reviewer=actor,
        outcome=outcome,
        reasons=reasons.strip(),
        checklist=dict(checklist or {}),
        draft=draft_text(application),
        seen_version=application.version,
        at=when,
    )
    clocks.satisfy("R23", subject=application, at=when, actor=actor)
    _privileged_event(ch, application, when)
    ch.audit("MOVE", application, fields=["state"])
    ch.audit("CREATE", review, fields=["outcome", "reasons"])


def _privileged_event(ch: Change, application: Application, when: datetime) -> None:
    ch.event("application.advice", ADVICE, subject=application, occurred_at=when, visibility=Visibility.PRIVILEGED)


def _tell(application: Application, what: str, words: str) -> None:
    """Tell the author; never why, which is read on the page."""
    send(
        user=application.author,
        key=f"application-{what}:{application.pk}:{application.version}:{timezone.now():%Y%m%d%H%M%S}",
        title=f"{application.reference} {words}",
        reference=application.case.reference,
        case_id=application.case_id,
        path=f"/applications/{application.reference}/",
    )
