"""The register as each person may see it: by its case, else by its owning unit."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.access.several import owned, unmasked_cases
from casework.cases.models import Case, CaseParty
from casework.clocks.models import Clock
from casework.law.spans import days_from, start_of
from casework.pins.models import Notice, NoticeReview

MOST_SHOWN = 20


def notices(user: Any, action: str = "pin.view") -> QuerySet[Notice]:
    """Notices for which the user may do `action`: of the cases they reach, and unlinked ones of the units they reach."""
    reach = Q(case__in=visible(user, action)) | (Q(case__isnull=True) & owned(user, action))
    return Notice.objects.filter(reach).select_related("recipient", "complainant", "case", "unit")


def waiting_review(notice: Notice) -> NoticeReview | None:
    """The review whose outcome waits for approval."""
    return NoticeReview.objects.filter(notice=notice, agreed__isnull=True).select_related("reviewer", "linked_case").first()


def _named(user: Any) -> Q:
    """The filter for notices whose people the user may read of; managers read the outline only."""
    return Q(case__in=unmasked_cases(user, "pin.view")) | (Q(case__isnull=True) & owned(user, "pin.view", unmasked=True))


def named(user: Any, notice: Notice) -> bool:
    """May the user read who received the notice, who complained and what it said?"""
    return Notice.objects.filter(_named(user), pk=notice.pk).exists()


def register(
    user: Any, *, text: str = "", state: str = "", age: int | None = None, urgent: bool = False, unlinked: bool = False
) -> QuerySet[Notice]:
    """The register, narrowed; each row has `named`: may the user read of its people.

    `text` is the notice's, the case's or the source's reference, or the recipient's family name where that may be read. `age`: on the
    register for more than so many days. `urgent` leaves out those that are replaced.
    """
    rows = notices(user).annotate(named=ExpressionWrapper(_named(user), output_field=BooleanField()))
    if text:
        rows = rows.filter(
            Q(reference__iexact=text)
            | Q(case__reference__iexact=text)
            | Q(source_reference__iexact=text)
            | Q(named=True, recipient__family_name__istartswith=text)
        )
    if state:
        rows = rows.filter(state=state)
    if age is not None:
        rows = rows.filter(recorded_at__lt=start_of(days_from(timezone.localdate(), -age)))
    if unlinked:
        rows = rows.filter(case__isnull=True)
    return rows.filter(urgent=True).exclude(state="REPLACED") if urgent else rows


def review_clock(notice: Notice) -> Clock | None:
    """The date by which the notice is to be reviewed (R38), or was."""
    found = Clock.objects.filter(rule_id="R38", subject_type="notice", subject_id=notice.pk)
    return found.exclude(state__in=[Clock.SUPERSEDED, Clock.CANCELLED]).order_by("-pk").first()


def cases_of_people(user: Any, notice: Notice) -> list[tuple[Case, list[str]]]:
    """Cases in which the recipient or the complainant has a part, as far as the user reads their names: (case, the parts in words)."""
    people = {notice.recipient_id: "recipient", notice.complainant_id: "complainant"}
    people.pop(None, None)
    parts = CaseParty.objects.filter(person_id__in=people, case__in=unmasked_cases(user, "case.view")).select_related("case")
    found: dict[int, tuple[Case, list[str]]] = {}
    for part in parts.order_by("-case__reported_at", "-case_id", "pk")[: 2 * MOST_SHOWN]:
        words = f"the {people[part.person_id]} is {part.get_role_display().lower()}"
        found.setdefault(part.case_id, (part.case, []))[1].append(words)
    return list(found.values())[:MOST_SHOWN]


def others_of_recipient(user: Any, notice: Notice) -> list[Notice]:
    """Other notices given to the same person, as far as the user may read of them, the oldest first."""
    found = notices(user).filter(_named(user), recipient_id=notice.recipient_id).exclude(pk=notice.pk)
    return list(found.order_by("issued_on", "pk")[:MOST_SHOWN])


def reviews(user: Any, notice: Notice) -> list[tuple[NoticeReview, bool]]:
    """The reviews, newest first, each with whether the user may know of the case that it names."""
    found = list(notice.reviews.select_related("reviewer", "approver", "linked_case"))
    linked = {review.linked_case_id for review in found if review.linked_case_id}
    known = set(visible(user).filter(pk__in=linked).values_list("pk", flat=True)) if linked else set()
    return [(review, review.linked_case_id in known) for review in found]


def in_pack(case_id: int) -> str:
    """What a referral pack says of the case's legacy notices, in words without names."""
    count = Notice.objects.filter(case_id=case_id).count()
    return f"{count} legacy {'notice' if count == 1 else 'notices'} on record" if count else ""
