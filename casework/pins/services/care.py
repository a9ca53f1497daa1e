"""Recording a contact about a notice, with the duty to refer."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import sees
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.errors import GuardFailed
from casework.outbox.services import Letter, send_all
from casework.pins import rules
from casework.pins.models import DutyToRefer, Notice, NoticeContact, RecipientRisk
from casework.pins.services.reach import require_notice
from casework.staff.models import Role, User
from casework.staff.selectors import holding

FIELDS = ("at", "how", "vulnerability", "suicide_risk", "said", "referral", "referred_to", "referred_at", "why_not")


def record_contact(*, actor: User, notice: Notice, values: Mapping[str, Any]) -> NoticeContact:
    """Keep a contact with the recipient: what was found, and the referral or why there is none. Raises GuardFailed.

    A risk to life, or a risk without a referral, is told to the supervisors at once.
    """
    require_notice(actor, "pin.care", notice)
    with change(actor, "pin.care", notice.case) as ch:
        given = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")}
        problems = rules.contact_problems(given, ch.now)
        if problems:
            raise GuardFailed(problems)
        contact = NoticeContact.objects.create(notice=notice, recorded_by=actor, **given)
        ch.audit("CREATE", contact, fields=sorted(given))
        if notice.case is not None:
            words = f"Contact about legacy notice {notice.reference} recorded"
            ch.event("notice.contact", words, subject=notice, occurred_at=contact.at)
        atrisk = contact.suicide_risk in (RecipientRisk.SOME, RecipientRisk.IMMEDIATE)
        if contact.suicide_risk == RecipientRisk.IMMEDIATE or (atrisk and contact.referral == DutyToRefer.NOT_MADE):
            _tell_supervisors(notice, contact, actor)
        happened(Fact("notice.contact", notice.case_id, notice, contact.at, actor, {"risk": contact.suicide_risk}))
    return contact


def _tell_supervisors(notice: Notice, contact: NoticeContact, actor: User) -> None:
    held = holding(Role.SUPERVISOR, timezone.localdate(), notice.force_id)
    people = {user for user, unit in held if unit in (None, notice.unit_id)}
    case = notice.case
    if case is not None and case.supervisor_id:
        people.add(case.supervisor_id)
    send_all(
        [
            Letter(
                user.pk,
                f"notice-contact:{contact.pk}",
                f"The recipient of {notice.reference} may be at risk: read the contact now",
                "It says what was found, and what became of the duty to refer.",
                case.reference if case else notice.reference,
                case.pk if case else None,
                reverse("pin-detail", args=[notice.reference]),
                action_due=True,
            )
            for user in User.objects.filter(pk__in=people - {actor.pk}, is_active=True, deactivated_at__isnull=True)
            if case is None or sees(user, case)
        ]
    )
