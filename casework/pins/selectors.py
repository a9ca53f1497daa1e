"""The register as each person may see it: by its case, else by its owning unit."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.access.hidden import note_matches
from casework.access.models import ConflictOfInterest
from casework.access.predicate import holds, visible
from casework.access.scope import scope
from casework.access.several import owned, unmasked_cases
from casework.cases.models import Case, CaseParty
from casework.clocks.models import Clock
from casework.law.spans import days_from, start_of
from casework.people.models import Person
from casework.people.names import asked
from casework.people.naming import shown_name
from casework.pins import flow
from casework.pins.models import Notice, NoticeAttempt, NoticeContact, NoticeMatch, NoticeReview
from casework.reports.models import Incident
from casework.staff.models import Role, User
from casework.staff.selectors import holding

MOST_SHOWN = 20
# What is said of something new in a case that the reader may not know of.
NEWS = "something new is known of one of the two people"


def notices(user: Any, action: str = "pin.view") -> QuerySet[Notice]:
    """Notices for which the user may do `action`: of the cases they reach, unlinked ones of the units they reach, and unlinked ones that
    were given to them for review. None that concerns somebody with whom the user is in conflict.
    """
    reach = Q(case__in=visible(user, action)) | (Q(case__isnull=True) & _loose(user, action))
    found = Notice.objects.filter(reach).select_related("recipient", "complainant", "case", "unit", "reviewer")
    mine = _conflicted(user)
    return found.exclude(recipient_id__in=mine).exclude(complainant__isnull=False, complainant_id__in=mine)


def _loose(user: Any, action: str, *, unmasked: bool = False) -> Q:
    """Notices without a case: by their unit, and for those who work on their own ("*") the ones given to them."""
    reach = owned(user, action, unmasked=unmasked)
    return reach | Q(reviewer_id=user.pk) if holds(user, action, letter="*") else reach


def _conflicted(user: Any) -> QuerySet[Any]:
    """People with whom the user is in conflict: declared, or the user themselves."""
    declared = ConflictOfInterest.objects.filter(user_id=user.pk, ended_at__isnull=True, person__isnull=False)
    return Person.objects.filter(Q(staff_account_id=user.pk) | Q(pk__in=declared.values("person_id"))).values("pk")


def waiting_review(notice: Notice) -> NoticeReview | None:
    """The review whose outcome waits for approval."""
    return NoticeReview.objects.filter(notice=notice, agreed__isnull=True).select_related("reviewer", "linked_case").first()


def _named(user: Any) -> Q:
    """The filter for notices whose people the user may read of; managers read the outline only."""
    return Q(case__in=unmasked_cases(user, "pin.view")) | (Q(case__isnull=True) & _loose(user, "pin.view", unmasked=True))


def named(user: Any, notice: Notice) -> bool:
    """May the user read who received the notice, who complained and what it said?"""
    return Notice.objects.filter(_named(user), pk=notice.pk).exists()


def register(
    user: Any,
    *,
    text: str = "",
    state: str = "",
    age: int | None = None,
    urgent: bool = False,
    unlinked: bool = False,
    proposed: bool = False,
    doubts: bool = False,
) -> QuerySet[Notice]:
    """The register, narrowed; each row has `named`: may the user read of its people.

    `text` is the notice's, the case's or the source's reference, or the recipient's family name where that may be read. `age`: on the
    register for more than so many days. `urgent` leaves out those that are replaced. `proposed`: somebody known may be one of its people,
    as far as the user may know of that person's cases; `doubts`: an import left doubts.
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
    if doubts:
        rows = rows.exclude(doubts=[])
    if proposed:
        parts = CaseParty.objects.filter(person_id=OuterRef("person_id"), case__in=visible(user, "case.view"))
        waiting = NoticeMatch.objects.filter(Exists(parts), notice_id=OuterRef("pk"), state=flow.PROPOSED)
        rows = rows.filter(Exists(waiting))
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


def queue(user: Any) -> QuerySet[Notice]:
    """What is still to be reviewed or approved, as far as the user may see it; order it by `QUEUE`: urgent ones first, then the oldest."""
    rows = notices(user).annotate(named=ExpressionWrapper(_named(user), output_field=BooleanField()))
    return rows.exclude(state=flow.REPLACED)


QUEUE = ("-urgent", "issued_on", "id")


@dataclass(frozen=True)
class ShownMatch:
    """A match as one reader may see it: the name in full or as initials, and the cases that are open to them with the part there."""

    match: NoticeMatch
    name: str
    born: bool
    cases: list[tuple[Case, str]] = field(default_factory=list)


def matches_for(user: Any, notice: Notice) -> list[ShownMatch]:
    """The matches of a notice that the reader may see, the likeliest first. One whose person stands only in cases that are hidden from the
    reader is not among them; the lists of such cases are told that somebody may hold a match.
    """
    found = list(notice.matches.select_related("person", "decided_by", "before"))
    people = {match.person_id for match in found}
    seen: dict[int, list[tuple[Case, str]]] = {}
    parts = CaseParty.objects.filter(person_id__in=asked(people), case__in=visible(user, "case.view")).select_related("case")
    for part in parts.order_by("-case__reported_at", "-case_id", "pk"):
        seen.setdefault(part.person_id, []).append((part.case, part.get_role_display().lower()))
    whole = set(
        CaseParty.objects.filter(person_id__in=asked(seen), case__in=unmasked_cases(user, "case.view")).values_list("person_id", flat=True)
    )
    note_matches(user, people)
    return [
        ShownMatch(
            match,
            match.person.full_name if match.person_id in whole else shown_name(match.person, masked=True),
            match.person_id in whole,
            seen[match.person_id],
        )
        for match in found
        if match.person_id in seen
    ]


def contacts(notice: Notice) -> list[NoticeContact]:
    """The contacts about a notice, newest first. The caller has checked that the reader may read of its people."""
    return list(notice.contacts.select_related("recorded_by"))


def attempts(user: Any) -> QuerySet[NoticeAttempt]:
    """Attempts in the forces whose professional standards the user belongs to."""
    forces = scope(user).forces(Role.AUDITOR)
    return NoticeAttempt.objects.filter(force_id__in=forces).select_related("by", "concluded_by", "case")


def incidents_of_people(user: Any, notice: Notice) -> list[Incident]:
    """What the recipient did, or what was done to the complainant, newest first, as far as the user reads the names of those cases."""
    people = Q(course__suspect_id=notice.recipient_id)
    if notice.complainant_id:
        people |= Q(course__victim_id=notice.complainant_id)
    found = Incident.objects.filter(people, case__in=unmasked_cases(user, "incident.view")).select_related("case", "course")
    return list(found.order_by("-occurred_at", "-pk")[:MOST_SHOWN])


def officers(notice: Notice) -> QuerySet[User]:
    """Officers of the notice's force who may be given it: holding the role today and not deactivated."""
    held = {user for user, _ in holding(Role.OFFICER, timezone.localdate(), notice.force_id)}
    return User.objects.filter(pk__in=held, is_active=True, deactivated_at__isnull=True).select_related("unit").order_by("last_name", "pk")


def waiting_attempts(user: Any) -> int:
    """How many attempts nobody has concluded yet."""
    return attempts(user).filter(concluded_at__isnull=True).count()
