"""Bringing legacy notices onto the register, reviewing each, and replacing it by a decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, sees, visible, why_not
from casework.access.role_tasks import close_tasks, open_task
from casework.access.scope import scope
from casework.access.writing import change
from casework.assessment.selectors import decision_in_force
from casework.audit.record import refused
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty, PartyRole
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.people.models import Person
from casework.pins import flow, rules, selectors
from casework.pins.models import Notice, NoticeReview, Outcome
from casework.staff.models import Unit, User

FIELDS = (
    "source_system",
    "source_reference",
    "kind",
    "issued_on",
    "served_on",
    "service_method",
    "issuing_officer",
    "issuing_collar",
    "text_reference",
    "linked_crime",
    "conduct",
    "course_alleged",
    "investigated",
    "recipient_vulnerability",
)
REVIEW = "Approve what replaces a legacy notice"
LINKED = "It is linked to a case already"


def cut_over() -> date:
    """The last day on which a notice can have been issued (`PIN_CUTOVER`)."""
    return date.fromisoformat(settings.PIN_CUTOVER)


def record_legacy_notice(
    *,
    actor: User,
    values: Mapping[str, Any],
    recipient: Person,
    complainant: Person | None = None,
    case: Case | None = None,
    unit: Unit | None = None,
    at: datetime | None = None,
) -> Notice:
    """Bring a notice issued long ago onto the register; R38 starts. There is no way to bring in one dated after the cut-over.

    An officer does it for a case; Records also without one, for an owning `unit`. An attempt with a later date is refused and kept in
    the audit trail. Raises GuardFailed, Forbidden.
    """
    _keep_attempt(actor, values, case)
    return _record(actor, values, recipient, complainant, case, unit, at)


def _record(
    actor: User,
    values: Mapping[str, Any],
    recipient: Person,
    complainant: Person | None,
    case: Case | None,
    unit: Unit | None,
    at: datetime | None,
) -> Notice:
    with change(actor, "pin.record" if case is not None else "pin.loose", case) as ch:
        problems = rules.notice_problems(values, cut_over(), timezone.localdate())
        owner_unit = case.unit if case is not None else unit
        if owner_unit is None or (case is None and owner_unit.force_id not in scope(actor).forces("RECORDS")):
            problems.append(("unit", "Choose the unit of your force that owns the notice"))
        elif _there_already(owner_unit, values):
            problems.append(("source_reference", "A notice of this reference from this source is on the register already"))
        if complainant is not None and complainant.pk == recipient.pk:
            problems.append(("complainant", "The complainant and the recipient cannot be the same person"))
        if problems or owner_unit is None:
            raise GuardFailed(problems)
        recorded_at = at or ch.now
        notice = Notice.objects.create(
            reference=next_reference("PIN"),
            force=owner_unit.force,
            unit=owner_unit,
            case=case,
            recipient=recipient,
            complainant=complainant,
            recorded_by=actor,
            **{name: values[name] for name in FIELDS if name in values},
        )
        begin(notice, "bring onto the register", actor=actor, at=recorded_at)
        ch.audit("CREATE", notice, after={name: values.get(name, "") for name in FIELDS})
        if case is not None:
            ch.event("notice.recorded", f"Legacy notice {notice.reference} brought onto the register", subject=notice, occurred_at=at)
        _start_review(notice, on=recorded_at, inputs={}, actor=actor)
        happened(Fact("notice.recorded", case.pk if case else None, notice, recorded_at, actor))
    return notice


def _there_already(unit: Unit, values: Mapping[str, Any]) -> bool:
    reference = values.get("source_reference", "")
    same = Notice.objects.filter(force_id=unit.force_id, source_system=values.get("source_system", ""), source_reference=reference)
    return bool(reference) and same.exists()


def _start_review(notice: Notice, *, on: datetime | str, inputs: Mapping[str, Any], actor: User) -> None:
    title, path = f"Review legacy notice {notice.reference}", reverse("pin-detail", args=[notice.reference])
    clocks.start("R38", subject=notice, case=notice.case, on=on, inputs=inputs, title=title, path=path, actor=actor)


def _keep_attempt(actor: User, values: Mapping[str, Any], case: Case | None) -> None:
    """Keep an attempt to make a new notice in the trail: it is itself a figure (it must be 0). Called before the transaction opens
    that the refusal rolls back."""
    issued_on = values.get("issued_on")
    if issued_on is not None and rules.after_cut_over(issued_on, cut_over()):
        refused(actor=actor, action="pin.record", object_type="notice", case_id=case.pk if case else None, why="after the cut-over")


def record_loose_notice(
    *,
    actor: User,
    values: Mapping[str, Any],
    unit: Unit,
    recipient: Mapping[str, Any],
    complainant: Mapping[str, Any],
    at: datetime | None = None,
) -> Notice:
    """Records brings in a notice without a case: recipient and complainant (blank for not known) become nominals of the unit's force."""
    _keep_attempt(actor, values, None)
    with transaction.atomic():
        made = Person.objects.create(force=unit.force, **{name: value for name, value in recipient.items() if value})
        named = complainant.get("family_name") or complainant.get("given_names")
        other = Person.objects.create(force=unit.force, **{name: value for name, value in complainant.items() if value}) if named else None
        return _record(actor, values, made, other, None, unit, at)


def require_notice(actor: User, action: str, notice: Notice) -> None:
    """The predicate for a notice: by its case, else by its owning unit. Raises Hidden or Forbidden."""
    if selectors.notices(actor, action).filter(pk=notice.pk).exists():
        return
    known = notice.case is not None and sees(actor, notice.case)
    if not known and not selectors.notices(actor).filter(pk=notice.pk).exists():
        raise Hidden
    raise Forbidden(why_not(action), action=action, case_id=notice.case_id)


def link_notice(*, actor: User, notice: Notice, case: Case) -> Notice:
    """Bind an unlinked notice to a case that the person may work on; its date then runs on the case."""
    require_notice(actor, "pin.view", notice)
    with change(actor, "pin.link", case) as ch:
        if not Notice.objects.filter(pk=notice.pk, case__isnull=True).update(case=case):
            raise GuardFailed(LINKED)
        notice.case = case
        running = clocks.cancel("R38", subject=notice, actor=actor, why="Linked to a case, where the same date runs")
        if running is not None:
            given = {name: value for name, value in running.inputs.items() if name != "on"}
            _start_review(notice, on=running.inputs["on"], inputs=given, actor=actor)
        ch.event("notice.linked", f"Legacy notice {notice.reference} linked", subject=notice)
        ch.audit("UPDATE", notice, after={"case": case.pk})
        happened(Fact("notice.linked", case.pk, notice, ch.now, actor))
    return notice


def review_notice(*, actor: User, notice: Notice, values: Mapping[str, Any], at: datetime | None = None) -> NoticeReview:
    """Propose what replaces the notice: one outcome with what it must record. Another person approves. Raises GuardFailed."""
    require_notice(actor, "pin.review", notice)
    with change(actor, "pin.review", notice.case) as ch:
        when = at or ch.now
        filled = dict(values)
        linked = filled.get("linked_case")
        if linked is not None and not can(actor, "case.view", linked):
            filled["linked_case"] = linked = None
        about = linked or notice.case
        decision = decision_in_force(about) if about is not None else None
        all_no = decision is not None and not any((decision.fixated, decision.obsessive, decision.unwanted, decision.repeated))
        facts = {
            "values": filled,
            "today": timezone.localdate(),
            "four_all_no": all_no,
            "applications": _applications(actor, filled.get("application_reference", "")),
        }
        make_move(notice, "propose outcome", actor=actor, facts=facts, at=when)
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
        happened(Fact("notice.reviewed", notice.case_id, notice, when, actor))
    return review


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
            clocks.satisfy("R38", subject=notice, at=when, actor=actor)
            if notice.case_id is None and review.linked_case_id is not None:
                Notice.objects.filter(pk=notice.pk).update(case_id=review.linked_case_id)
                notice.case_id = review.linked_case_id
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


def people_of(case: Case) -> tuple[list[Person], list[Person]]:
    """(suspects, victims) of a case: the likely recipients and complainants."""
    parts = CaseParty.objects.filter(case=case, role__in=[PartyRole.VICTIM, PartyRole.SUSPECT]).select_related("person").order_by("pk")
    return [p.person for p in parts if p.role == PartyRole.SUSPECT], [p.person for p in parts if p.role == PartyRole.VICTIM]


__all__ = ["Outcome", "approve_outcome", "cut_over", "flow", "link_notice", "people_of", "record_legacy_notice", "review_notice"]
