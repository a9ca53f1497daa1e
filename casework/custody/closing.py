"""What custody and bail ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.cases.closing import Facts, Gate, Missing
from casework.custody import flow
from casework.custody.models import Arrest, Bail
from casework.reports.casepage import CASE, number


def _facts() -> Mapping[str, Any]:
    return {
        "detained": number(Arrest.objects.filter(case=CASE, state=flow.DETAINED)),
        "bail_running": number(Bail.objects.filter(case=CASE, state__in=flow.RUNNING)),
    }


def bail_clear(facts: Facts) -> Sequence[Missing]:
    """Nobody is in custody, and no bail or release under investigation runs."""
    found = []
    if facts["detained"]:
        found.append(Missing("A suspect is in custody: record the release", "case-custody"))
    if facts["bail_running"]:
        found.append(Missing("End bail, or the release under investigation", "case-custody"))
    return found


GATES = (Gate("bail_clear", "Bail clear", _facts, bail_clear),)
