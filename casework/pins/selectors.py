"""The register as each person may see it: by its case, else by its owning unit."""

from typing import Any

from django.db.models import Q, QuerySet

from casework.access.predicate import visible
from casework.access.several import owned
from casework.pins.models import Notice, NoticeReview


def notices(user: Any, action: str = "pin.view") -> QuerySet[Notice]:
    """Notices for which the user may do `action`: of the cases they reach, and unlinked ones of the units they reach."""
    reach = Q(case__in=visible(user, action)) | (Q(case__isnull=True) & owned(user, action))
    return Notice.objects.filter(reach).select_related("recipient", "complainant", "case", "unit")


def waiting_review(notice: Notice) -> NoticeReview | None:
    """The review whose outcome waits for approval."""
    return NoticeReview.objects.filter(notice=notice, agreed__isnull=True).select_related("reviewer", "linked_case").first()


def register(user: Any, text: str, state: str, urgent: bool) -> QuerySet[Notice]:
    """The register, filtered: by the notice's or the case's reference, the source's reference or the recipient's family name."""
    rows = notices(user)
    if text:
        rows = rows.filter(
            Q(reference__iexact=text)
            | Q(case__reference__iexact=text)
            | Q(source_reference__iexact=text)
            | Q(recipient__family_name__istartswith=text)
        )
    if state:
        rows = rows.filter(state=state)
    return rows.filter(urgent=True) if urgent else rows
