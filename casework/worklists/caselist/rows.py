"""A line of a list of cases: who, where it stands, how dangerous, what is due next. As many queries for one row as for a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from casework.access.several import answers, unmasked
from casework.cases.models import Case, CaseParty, PartyRole
from casework.clocks.models import Clock
from casework.people.naming import shown_name

RESTRICTED_TITLE = "Restricted case"


@dataclass(frozen=True)
class CaseRow:
    """One case as its reader may see it in a list. `who` is "" where names are not for this reader."""

    case: Case
    who: str
    opens: bool
    next: Clock | None
    note: str = ""

    @property
    def stage(self) -> str:
        """Where the case stands."""
        return self.case.get_state_display() if self.case.is_open else "Closed"


def case_rows(user: Any, cases: Sequence[Case], notes: dict[int, str] | None = None) -> list[CaseRow]:
    """Lines for cases that the caller has fetched through the predicate, in the same order; `notes` adds words to some, by case id."""
    if not cases:
        return []
    prefetch_related_objects(list(cases), "owner", "unit")
    ids = [case.pk for case in cases]
    may = answers(user, ("case.view", "case.brief"))
    allowed = {
        pk: (full, full or brief, named)
        for pk, full, brief, named in Case.objects.filter(pk__in=ids)
        .annotate(full=may["case.view"], brief=may["case.brief"], named=unmasked(user, "case.view"))
        .values_list("pk", "full", "brief", "named")
    }
    people: dict[int, list[CaseParty]] = {}
    roles = (PartyRole.VICTIM, PartyRole.SUSPECT)
    named = [pk for pk, (_, _, shown) in allowed.items() if shown]
    for part in CaseParty.objects.filter(case_id__in=named, role__in=roles).select_related("person").order_by("-role", "pk"):
        people.setdefault(part.case_id, []).append(part)
    clocks = {
        clock.case_id: clock
        for clock in Clock.objects.filter(case_id__in=ids, state=Clock.OPEN).order_by("case_id", "overdue_from", "pk").distinct("case_id")
    }
    return [
        CaseRow(
            case=case,
            who=_who(case, people.get(case.pk, [])) if allowed.get(case.pk, (False, False, False))[2] else "",
            opens=allowed.get(case.pk, (False, False, False))[1],
            next=clocks.get(case.pk),
            note=(notes or {}).get(case.pk, ""),
        )
        for case in cases
    ]


def _who(case: Case, parts: Sequence[CaseParty]) -> str:
    """ "Elin P. and Callum R., ex-partner"; a restricted case has no names in any list."""
    if case.restricted:
        return RESTRICTED_TITLE
    names = [shown_name(part.person) for part in parts]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{listed or 'Nobody named yet'}, {case.get_relationship_display().lower()}"
