"""Linking two cases. Only whoever sees both makes, reads or ends a link; neither timeline says that there is one.

The audit events carry no case: whoever reads the trail of one case must not learn of the other by them.
"""

from django.db import IntegrityError, transaction

from casework.access.predicate import can
from casework.access.writing import change
from casework.audit.record import changed
from casework.cases.models import Case
from casework.errors import GuardFailed, Hidden
from casework.investigation import rules
from casework.investigation.models import CaseLink
from casework.staff.models import User

NOT_OPEN = "No case of that reference is open to you. Check the number"


def link_cases(*, actor: User, case: Case, other: Case | None, kind: str, reason: str) -> CaseLink:
    """Say how `case` stands to `other` ("Duplicate of", "Same suspect"). An unknown and an unseen case get the same sentence."""
    with change(actor, "link.keep", case) as ch:
        if other is None or not can(actor, "case.view", other):
            raise GuardFailed(NOT_OPEN, "reference")
        problems = rules.link_problems(kind, reason, same=other.pk == case.pk, linked=_linked(case, other, kind))
        if problems:
            raise GuardFailed(problems)
        try:
            with transaction.atomic():
                link = CaseLink.objects.create(
                    first=case, second=other, kind=kind, reason=reason.strip()[:300], made_at=ch.now, made_by=actor
                )
        except IntegrityError:
            raise GuardFailed(rules.link_problems(kind, reason, same=False, linked=True)) from None
        changed("CREATE", actor=actor, action="link.keep", subject=link, case_id=None, after={"first": case.pk, "second": other.pk})
    return link


def _linked(case: Case, other: Case, kind: str) -> bool:
    """Are they linked in this way already? Kinds that say the same from both sides count both ways."""
    live = CaseLink.objects.filter(kind=kind, ended_at__isnull=True)
    return live.filter(first=case, second=other).exists() or live.filter(first=other, second=case).exists()


def end_link(*, actor: User, case: Case, link: CaseLink, reason: str) -> CaseLink:
    """The two cases have nothing to do with each other after all. Hidden unless the person sees both."""
    other = link.second if link.first_id == case.pk else link.first
    if case.pk not in (link.first_id, link.second_id) or not can(actor, "case.view", other):
        raise Hidden(case_id=case.pk)
    with change(actor, "link.keep", case) as ch:
        if rules.short(reason, 10):
            raise GuardFailed("Say in at least 10 characters why the link ends", "reason")
        ended = CaseLink.objects.filter(pk=link.pk, ended_at__isnull=True)
        if not ended.update(ended_at=ch.now, ended_by=actor, end_reason=reason.strip()[:300]):
            raise GuardFailed("This link has ended already")
        changed("UPDATE", actor=actor, action="link.keep", subject=link, case_id=None, fields=["ended_at"])
    return link
