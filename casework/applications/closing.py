"""What applications ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.applications import flow
from casework.applications.models import Application
from casework.assessment.models import OrderDecision
from casework.cases.closing import Facts, Gate, Missing
from casework.reports.casepage import CASE, every, newest, number


def _facts() -> Mapping[str, Any]:
    of_case = Application.objects.filter(case=CASE)
    return {
        "applications_open": every(of_case.filter(state__in=flow.UNDETERMINED).order_by("reference"), "reference"),
        "applications": number(of_case),
        "order_wanted": newest(OrderDecision.objects.filter(case=CASE).order_by("-decided_at", "-id"), "needed"),
    }


def applications_decided(facts: Facts) -> Sequence[Missing]:
    """No application is under way, and an order that was held to be needed has been applied for."""
    found = [
        Missing(f"{reference} is neither decided nor withdrawn", "application-detail", (reference,))
        for reference in facts["applications_open"]
    ]
    if facts["order_wanted"] and not facts["applications"]:
        found.append(
            Missing("It was decided that an order is needed, and nobody has applied. Apply, or decide again with reasons", "order-consider")
        )
    return found


GATES = (Gate("order_decided", "Applications decided", _facts, applications_decided),)
