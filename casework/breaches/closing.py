"""What breaches ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.breaches import flow
from casework.breaches.models import Breach
from casework.cases.closing import Facts, Gate, Missing
from casework.reports.casepage import CASE, every


def _facts() -> Mapping[str, Any]:
    return {"breaches_open": every(Breach.objects.filter(case=CASE).exclude(state__in=flow.CLOSED).order_by("reference"), "reference")}


def no_open_breach(facts: Facts) -> Sequence[Missing]:
    """Every breach has ended."""
    return [Missing(f"{reference} is still open", "breach-detail", (reference,)) for reference in facts["breaches_open"]]


GATES = (Gate("no_open_breach", "Breaches ended", _facts, no_open_breach),)
