"""Judging the points to prove. What exhibits a case has is asked of the evidence stage, which stands above, through `flow.EVIDENCE`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from casework.access.writing import change
from casework.assessment import points
from casework.assessment.models import Line, Point
from casework.cases.models import Case
from casework.cases.versions import save_version
from casework.errors import GuardFailed
from casework.reports.models import Incident
from casework.staff.models import User

FIELDS = ("state", "comment", "incidents", "exhibits", "impacts")
Evidence = Callable[[Case], Mapping[str, str]]
_evidence: list[Evidence] = []


def wire(sources: tuple[Evidence, ...]) -> None:
    """Install what gives the exhibits of a case (number -> description); called once by the app's start-up."""
    _evidence[:] = sources


def exhibits_of(case: Case) -> dict[str, str]:
    """Exhibits on which a point may rest: number -> description."""
    return {number: words for source in _evidence for number, words in source(case).items()}


def judge_point(*, actor: User, case: Case, line: str, version: int, values: Mapping[str, Any], at: datetime | None = None) -> Point:
    """Say how one point stands. `version` is the one the editor saw, 0 for none yet; Conflict when someone else saved first."""
    with change(actor, "points.update", case, lock=True) as ch:
        filled = {name: values[name] for name in FIELDS if name in values}
        for name in ("incidents", "exhibits", "impacts"):
            filled[name] = sorted(set(filled.get(name, ())))
        filled["comment"] = (filled.get("comment") or "").strip()
        incidents = set(Incident.objects.filter(case=case).values_list("pk", flat=True))
        problems = points.point_problems(line, filled, incidents=incidents, exhibits=exhibits_of(case))
        if problems:
            raise GuardFailed(problems)
        who = {"judged_by": actor, "judged_at": at or ch.now}
        point = Point.objects.filter(case=case, line=line).first()
        if point is None:
            point = Point.objects.create(case=case, line=line, **filled, **who)
            ch.audit("CREATE", point, after=filled)
        else:
            before = {name: getattr(point, name) for name in filled}
            save_version(point, version, filled | who, typed=tuple(filled))
            ch.audit("UPDATE", point, before=before, after=filled)
        ch.event("point.judged", f"Point to prove: {Line(line).label} ({point.get_state_display().lower()})", subject=point)
    return point


def of_case(case: Case) -> dict[str, Point]:
    """The points judged so far, by line."""
    return {point.line: point for point in Point.objects.filter(case=case).select_related("judged_by")}


def occasions(case: Case) -> list[Incident]:
    """The case's own occasions, the first to happen first."""
    return list(Incident.objects.filter(case=case).order_by("occurred_at", "pk"))
