"""What searches and exhibits ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from casework.cases.closing import Facts, Gate, Missing
from casework.evidence import flow
from casework.evidence.models import Exhibit, ExhibitPlan, SearchDecision
from casework.reports.casepage import CASE, every

GONE = [kind.code for kind in flow.EVENTS if kind.last]
MOST_NAMED = 10


def _search_facts() -> Mapping[str, Any]:
    return {"search": Exists(SearchDecision.objects.filter(case=CASE))}


def search_decided(facts: Facts) -> Sequence[Missing]:
    """Whether premises are searched was decided, with reasons."""
    return [] if facts["search"] else [Missing("Decide on search and seizure", "search-decide")]


def _exhibit_facts() -> Mapping[str, Any]:
    here = Exhibit.objects.filter(case=CASE).exclude(standing__in=GONE)
    unplanned = here.filter(~Exists(ExhibitPlan.objects.filter(exhibit=OuterRef("pk"))))
    return {"exhibits_unplanned": every(unplanned.order_by("pk"), "number")}


def exhibits_planned(facts: Facts) -> Sequence[Missing]:
    """Each exhibit was returned or disposed of, or it is planned what becomes of it."""
    numbers = facts["exhibits_unplanned"]
    if not numbers:
        return []
    named = ", ".join(numbers[:MOST_NAMED]) + (f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else "")
    return [Missing(f"Plan whether to keep, return or dispose of {named}", "exhibit-plans")]


GATES = (
    Gate("search_decided", "Decision on a search", _search_facts, search_decided),
    Gate("exhibits_planned", "A plan for each exhibit", _exhibit_facts, exhibits_planned),
)
