"""What hidden cases come to for those who must not see them: numbers for their managers, a word to the list about a match."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from casework.access.grants import live
from casework.access.models import PossibleMatch
from casework.access.predicate import SEEING, predicate, sees
from casework.access.scope import LISTED, scope
from casework.cases.models import Case
from casework.law.when import day_of
from casework.outbox.hints import publish
from casework.outbox.services import Letter, send_all
from casework.staff.models import Role

_tell_soon = partial(publish, "casework.access.tasks.tell_lists")


@dataclass(frozen=True)
class HiddenLoad:
    """Restricted open cases of one unit and officer that the reader cannot see: a number, nothing else of them."""

    unit_id: int
    owner_id: int | None
    cases: int


def hidden_load(user: Any) -> list[HiddenLoad]:
    """Numbers of restricted open cases per unit and officer, hidden from this manager, in the units they manage."""
    now = scope(user)
    managed: Q | None = None
    for held in now.held:
        if held.role == Role.MANAGER:
            part = Q(force_id=held.force_id) if held.units is None else Q(unit_id__in=held.units)
            managed = part if managed is None else managed | part
    if managed is None:
        return []
    rows = (
        Case.objects.filter(managed, is_open=True, restricted=True)
        .exclude(predicate(now, *SEEING))
        .values("unit_id", "owner_id")
        .annotate(cases=Count("pk"))
        .order_by("unit_id", "owner_id")
    )
    return [HiddenLoad(row["unit_id"], row["owner_id"], row["cases"]) for row in rows]


def note_matches(searcher: Any, person_ids: Iterable[int]) -> None:
    """Note who was likely meant by a search, for `tell_lists`, whoever that is and whether anybody is or not.

    Whether a case is hidden from the searcher is asked by a worker afterwards, so that neither the page nor its time can tell.
    """
    PossibleMatch.objects.create(searcher=searcher, people=sorted(set(person_ids)), at=timezone.now())
    transaction.on_commit(_tell_soon)


def tell_lists(most: int = 500) -> int:
    """Tell the named lists of restricted cases that somebody who does not see them holds a possible match. Returns messages made.

    The searcher learns nothing of it. Once a day for each case and searcher. A searcher in conflict with the case is told of most of all.
    Repeatable; what another worker has in hand is left to it.
    """
    told = 0
    with transaction.atomic():
        noted = PossibleMatch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("searcher").order_by("pk")[:most]
        for match in list(noted):
            told += _tell(match)
            match.delete()
    return told


def _tell(match: PossibleMatch) -> int:
    searcher, now = match.searcher, scope(match.searcher)
    day = day_of(match.at).isoformat()
    hidden = (
        Case.objects.filter(restricted=True, force_id__in=now.forces(), parties__person_id__in=match.people)
        .exclude(predicate(now, *SEEING))
        .distinct()
        .order_by("pk")
    )
    letters = [
        Letter(
            grant.user_id,
            f"match:{case.pk}:{searcher.pk}:{day}",
            "A colleague may hold a match",
            f"{searcher.display_name} searched for someone who may be a party of this case. They were shown nothing of it.",
            case.reference,
            case.pk,
            f"/cases/{case.reference}/",
        )
        for case in hidden
        for grant in live(case, LISTED).select_related("user")
        if sees(grant.user, case)
    ]
    return send_all(letters)
