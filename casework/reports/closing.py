"""What the crime record asks before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.cases.closing import Facts, Gate, Missing
from casework.reports.casepage import CASE, newest
from casework.reports.models import CrimeRecord


def _facts() -> Mapping[str, Any]:
    return {"crime": newest(CrimeRecord.objects.filter(case=CASE, principal=True, replaced_at__isnull=True).order_by("pk"), "pk")}


def crime_recorded(facts: Facts) -> Sequence[Missing]:
    """The crime is recorded, or why there is none."""
    return [] if facts["crime"] else [Missing("Record the crime, or why none is recorded", "case-crime")]


GATES = (Gate("class_and_outcome", "Crime recorded", _facts, crime_recorded),)
