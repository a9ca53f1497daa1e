"""Reviewing a legacy notice: exactly one outcome, what it starts, another person's approval, and opening it again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, visible
from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import change
from casework.assessment.selectors import decision_in_force
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.outbox.services import send
from casework.pins import rules, selectors
from casework.pins.models import Notice, NoticeReview, Outcome
from casework.pins.services.reach import require_notice
from casework.pins.services.register import link_notice, start_review
from casework.reports.services import Who, report
from casework.staff.models import Unit, User
from casework.staff.selectors import holding

REVIEW = "Approve what replaces a legacy notice"
UNKNOWN_VICTIM = "Complainant of an old notice, not named there"


@dataclass(frozen=True)
class Opening:
    """What the case needs that an investigation opened from a notice begins with."""

    unit: Unit
    relationship: str
    incident: Mapping[str, Any] | None = field(default=None)


# The notice whose own outcome is opening a case right now: that case is no news about it.
_opening: ContextVar[int | None] = ContextVar("casework_notice_opening", default=None)


@contextmanager
def _opens(notice: Notice) -> Iterator[None]:
    token = _opening.set(notice.pk)
    try:
        yield
    finally:
        _opening.reset(token)


def being_opened() -> int | None:
    """The id of the notice whose outcome is opening a case in this call, or None."""
    return _opening.get()


def review_notice(
    *, actor: User, notice: Notice, values: Mapping[str, Any], opening: Opening | None = None, at: datetime | None = None
) -> NoticeReview:
    """Propose what replaces the notice: one outcome with what it must record. Another person approves. Raises GuardFailed.

    What the outcome starts is started at once, because danger does not wait for the approval: with `opening`, an investigation (a case
    with the notice attached); for an application without a reference, its draft with the notice in the grounds as evidence of knowledge.
    """
    require_notice(actor, "pin.review", notice)
    with change(actor, "pin.review", notice.case) as ch:
        when = at or ch.now
        filled = dict(values)
        outcome = filled.get("outcome")
        linked = filled.get("linked_case")
        if linked is not None and not can(actor, "case.view", linked):
            filled["linked_case"] = linked = None
        about = linked or notice.case
        decision = decision_in_force(about) if about is not None else None
        all_no = decision is not None and not any((decision.fixated, decision.obsessive, decision.unwanted, decision.repeated))
        drafts = outcome == Outcome.SPO_APPLIED and notice.case is not None and not (filled.get("application_reference") or "").strip()
        opens = outcome == Outcome.STALKING_INVESTIGATION_OPENED and notice.case is None and linked is None and opening is not None
        facts = {
            "values": filled,
            "today": timezone.localdate(),
            "four_all_no": all_no,
            "applications": _applications(actor, filled.get("application_reference") or ""),
            "starts": drafts or opens,
        }
        make_move(notice, "propose outcome", actor=actor, facts=facts, at=when)
        if opens and opening is not None:
            filled["linked_case"] = _open_case(actor, notice, opening, when)
            ch.case = notice.case
        review = NoticeReview.objects.create(
            notice=notice,
            reviewer=actor,
            reviewed_at=when,
            four_all_no=all_no,
            **{name: filled[name] for name in REVIEW_FIELDS if filled.get(name) not in (None, "")},
        )
        ch.audit("CREATE", review, after={name: filled.get(name, "") for name in ("outcome", "urn", "offence", "order_type")})
        if notice.case is not None:
            ch.event(
                "notice.reviewed",
                f"Legacy notice {notice.reference}: outcome proposed ({review.get_outcome_display().lower()})",
                subject=notice,
                occurred_at=at,
            )
            open_task(notice.case, "SUPERVISOR", REVIEW, subject=notice)
        happened(Fact("notice.reviewed", notice.case_id, notice, when, actor, {"outcome": outcome, "review": review, "drafts": drafts}))
        if drafts:
            review.refresh_from_db()
            if not review.application_reference:
                raise GuardFailed(
                    "The application could not be drafted. Draft it on the case and give its reference", "application_reference"
                )
    return review


def _open_case(actor: User, notice: Notice, opening: Opening, when: datetime) -> Case:
    """The investigation: recipient as suspect, complainant as victim, the notice attached."""
    victim = Who(person=notice.complainant) if notice.complainant else Who(values={"unknown": True, "description": UNKNOWN_VICTIM})
    with _opens(notice):
        case = report(
            actor=actor,
            unit=opening.unit,
            victim=victim,
            suspect=Who(person=notice.recipient),
            relationship=opening.relationship,
            reported_at=when,
            incident=opening.incident,
        )
        link_notice(actor=actor, notice=notice, case=case)
    return case


REVIEW_FIELDS = (
    "outcome",
    "application_reference",
    "linked_case",
    "urn",
    "offence",
    "order_type",
    "issuing_body",
    "decided_on",
    "narrative",
    "evidence_considered",
    "victim_told_on",
)


def _applications(actor: User, reference: str) -> list[str]:
    """The reference back, when an application bears it on a case that the reviewer may see."""
    reference = reference.strip().upper()
    # Applications come later in the journey; by name, so that this package does not import them.
    found = apps.get_model("casework", "Application").objects.filter(reference=reference, case__in=visible(actor, "case.view"))
    return [reference] if reference and found.exists() else []


def approve_outcome(*, actor: User, notice: Notice, agreed: bool, reason: str = "", at: datetime | None = None) -> Notice:
    """Someone other than the reviewer approves: the notice is REPLACED and R38 met. Or sends it back with the reason."""
    require_notice(actor, "pin.approve", notice)
    with change(actor, "pin.approve", notice.case) as ch:
        when = at or ch.now
        review = selectors.waiting_review(notice)
        facts = {
            "review": review,
            "approver_id": actor.pk,
            "agreed": agreed,
            "reason": reason,
            "inspector": scope(actor).holds("SUPERVISOR", "INSPECTOR"),
        }
        make_move(notice, "approve" if agreed else "send back", actor=actor, reason=reason, facts=facts, at=when)
        assert review is not None
        NoticeReview.objects.filter(pk=review.pk).update(agreed=agreed, approver=actor, approved_at=when, return_reason=reason.strip())
        close_tasks(notice)
        ch.audit("MOVE", notice, after={"state": notice.state})
        if agreed:
            if notice.case_id is None and review.linked_case_id is not None:
                Notice.objects.filter(pk=notice.pk).update(case_id=review.linked_case_id, reviewer=None)
                notice.case_id = review.linked_case_id
            clocks.satisfy("R38", subject=notice, at=when, actor=actor)
        if notice.case_id:
            words = "replaced" if agreed else "outcome sent back for another look"
            ch.event(
                "notice.replaced" if agreed else "notice.returned",
                f"Legacy notice {notice.reference}: {words}",
                subject=notice,
                case=notice.case,
            )
        happened(Fact("notice.replaced" if agreed else "notice.returned", notice.case_id, notice, when, actor, {"outcome": review.outcome}))
    return notice


def reopen_notice(*, actor: User, notice: Notice, reason: str, at: datetime | None = None) -> Notice:
    """A replaced notice is reviewed again for a reason; what had replaced it stays on record, with who opened it again and why."""
    require_notice(actor, "pin.reopen", notice)
    with change(actor, "pin.reopen", notice.case) as ch:
        when = at or ch.now
        make_move(notice, "open again", actor=actor, reason=reason, facts={"reason": reason}, at=when)
        closed = NoticeReview.objects.filter(notice=notice, agreed=True, reopened_at__isnull=True)
        closed.update(reopened_at=when, reopened_by=actor, reopen_reason=reason.strip())
        ch.audit("MOVE", notice, after={"state": notice.state})
        start_review(notice, on=when, inputs={"urgent": True} if notice.urgent else {}, actor=actor)
        if notice.case is not None:
            ch.event("notice.reopened", f"Legacy notice {notice.reference}: opened again for review", subject=notice, occurred_at=at)
        happened(Fact("notice.reopened", notice.case_id, notice, when, actor))
    return notice


def assign_notice(*, actor: User, notice: Notice, officer: User) -> Notice:
    """Give a notice without a case to an officer of its force for review; they then reach it, and are told."""
    require_notice(actor, "pin.assign", notice)
    with change(actor, "pin.assign", notice.case) as ch:
        serves = officer.pk in {user for user, _ in holding("OFFICER", timezone.localdate(), notice.force_id)}
        active = officer.is_active and officer.deactivated_at is None
        problems = rules.assigning_problems(notice, officer_serves=serves and active)
        if problems:
            raise GuardFailed(problems)
        Notice.objects.filter(pk=notice.pk).update(reviewer=officer)
        notice.reviewer = officer
        ch.audit("UPDATE", notice, after={"reviewer": officer.pk})
        send(
            user=officer,
            key=f"notice-assigned:{notice.pk}:{ch.now.isoformat()}",
            title=f"Legacy notice {notice.reference} is yours to review",
            text="Propose exactly one outcome. Another person approves it.",
            reference=notice.reference,
            path=reverse("pin-detail", args=[notice.reference]),
            action_due=True,
        )
    return notice
