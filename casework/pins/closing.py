"""What legacy notices ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.cases.closing import Facts, Gate, Missing
from casework.pins.flow import REPLACED
from casework.pins.models import Notice
from casework.reports.casepage import CASE, every


def _facts() -> Mapping[str, Any]:
    return {"notices": every(Notice.objects.filter(case=CASE).exclude(state=REPLACED).order_by("reference"), "reference")}


def notice_reviewed(facts: Facts) -> Sequence[Missing]:
    """Every legacy notice linked to the case is replaced by a decision."""
    return [Missing(f"{reference} is not replaced by a decision yet", "pin-detail", (reference,)) for reference in facts["notices"]]


GATES = (Gate("notice_reviewed", "Legacy notices reviewed", _facts, notice_reviewed),)
