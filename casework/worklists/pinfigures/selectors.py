"""Counting the register. Each figure says how it is counted; notices of restricted cases are in none of the aggregates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from casework.access.scope import scope
from casework.law.spans import days_between, days_from, start_of
from casework.law.when import day_of
from casework.pins import flow
from casework.pins.models import Notice, NoticeAttempt, NoticeReview, Outcome, Road
from casework.pins.selectors import notices
from casework.staff.models import Force, Role
from casework.worklists.pinfigures.suppression import Cell, small, suppressed, with_totals

# Days on the register: the longest of each band, None for more.
BANDS: tuple[tuple[str, int | None], ...] = (
    ("28 days or fewer", 28),
    ("29 to 90 days", 90),
    ("91 to 180 days", 180),
    ("more than 180 days", None),
)
URGENCY = ("Urgent", "Not urgent")
HOW = {
    "outstanding": "On the register and not replaced by an approved outcome, by whole days since it came on the register.",
    "replaced": "Outcomes approved in the period, by the outcome that stands now; one that was opened again is not counted.",
    "days": "Whole days from the day on the register to the approval: the middle value of those replaced in the period.",
    "attempts": "Attempts to make a notice after police stopped, in the period. It must be nought. Papers let through stand apart.",
}
ROADS = (*((road.value, road.label) for road in Road), ("EXCEPTED", "Papers let through by an inspector"))


@dataclass(frozen=True)
class Figures:
    """The tables with totals; None stands for a number that is not shown. `median` is None where there is none or too few (`few`)."""

    force: str
    first: date
    last: date
    outstanding: list[list[Cell]]
    replaced: list[Cell]
    median: float | None
    few: bool
    attempts: list[Cell]
    hidden: bool


def own_figures(user: Any, first: date, last: date) -> Figures:
    """The figures of the notices that the reader may see, every number shown; attempts only to professional standards and supervisors
    of whole forces, else those of the force without small numbers."""
    names = ", ".join(Force.objects.filter(pk__in=scope(user).forces()).order_by("name").values_list("name", flat=True))
    return _figures(names, notices(user), scope(user).forces(), first, last, hide=False)


def aggregates(forces: frozenset[int], first: date, last: date) -> Figures:
    """The figures of whole forces without small numbers: for analysts, and for papers that leave the force."""
    names = ", ".join(Force.objects.filter(pk__in=forces).order_by("name").values_list("name", flat=True))
    open_ones = Notice.objects.filter(force_id__in=forces).filter(Q(case__isnull=True) | Q(case__restricted=False))
    return _figures(names, open_ones, forces, first, last, hide=True)


def sees_all(user: Any) -> bool:
    """May the reader see small numbers? Those who see the notices themselves; analysts and records see aggregates."""
    return bool(scope(user).roles() & {Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR})


def _figures(names: str, rows: QuerySet[Notice], forces: frozenset[int], first: date, last: date, *, hide: bool) -> Figures:
    grid = _outstanding(rows)
    outcomes, days = _replaced(rows, first, last)
    tried = _attempts(forces, first, last)
    few = small(len(days))
    median = _median(days) if days and not (hide and few) else None
    if hide:
        return Figures(names, first, last, suppressed(grid), suppressed([outcomes])[0], median, few, suppressed([tried])[0], hidden=True)
    return Figures(
        names, first, last, [list(row) for row in with_totals(grid)], [*outcomes, sum(outcomes)], median, few=False,
        attempts=[*tried, sum(tried)], hidden=False,
    )  # fmt: skip


def _outstanding(rows: QuerySet[Notice]) -> list[list[int]]:
    """A row a band, a column for urgent and one for the rest."""
    today = timezone.localdate()
    asked: dict[str, Count] = {}
    younger = Q()
    for place, (_, most) in enumerate(BANDS):
        since = Q(recorded_at__gte=start_of(days_from(today, -most))) if most is not None else Q()
        for column, urgent in enumerate((True, False)):
            asked[f"n{place}_{column}"] = Count("pk", filter=since & younger & Q(urgent=urgent))
        if most is not None:
            younger &= Q(recorded_at__lt=start_of(days_from(today, -most)))
    found = rows.exclude(state=flow.REPLACED).order_by().aggregate(**asked)
    return [[found[f"n{place}_0"], found[f"n{place}_1"]] for place in range(len(BANDS))]


def _replaced(rows: QuerySet[Notice], first: date, last: date) -> tuple[list[int], list[int]]:
    """(how many of each outcome, days from the register to the approval) of the period."""
    reviews = NoticeReview.objects.filter(
        notice__in=rows.order_by().values("pk"),
        agreed=True,
        reopened_at__isnull=True,
        approved_at__gte=start_of(first),
        approved_at__lt=start_of(days_from(last, 1)),
    )
    counted = dict.fromkeys(Outcome.values, 0)
    days = []
    for outcome, recorded, approved in reviews.order_by().values_list("outcome", "notice__recorded_at", "approved_at"):
        counted[outcome] += 1
        days.append(max(0, days_between(day_of(recorded), day_of(approved))))
    return list(counted.values()), days


def _attempts(forces: frozenset[int], first: date, last: date) -> list[int]:
    found = NoticeAttempt.objects.filter(force_id__in=forces, at__gte=start_of(first), at__lt=start_of(days_from(last, 1)))
    counted = {(road, excepted): n for road, excepted, n in found.order_by().values_list("road", "excepted").annotate(n=Count("pk"))}
    return [*(counted.get((road.value, False), 0) for road in Road), sum(n for (_, excepted), n in counted.items() if excepted)]


def _median(days: Sequence[int]) -> float:
    ranked = sorted(days)
    half = len(ranked) // 2
    return float(ranked[half]) if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def lines(figures: Figures) -> list[tuple[str, Cell | float, bool]]:
    """Every figure as (measure, value, whether it is hidden), for the file."""
    found: list[tuple[str, Cell | float, bool]] = []
    labels = [*(label for label, _ in BANDS), "all ages"]
    for label, row in zip(labels, figures.outstanding, strict=True):
        found += [
            (f"PINs outstanding, {label}, {name}", cell, cell is None)
            for name, cell in zip(("urgent", "not urgent", "all"), row, strict=True)
        ]
    outcomes = [*Outcome.labels, "all outcomes"]
    found += [(f"PINs replaced, {label}", cell, cell is None) for label, cell in zip(outcomes, figures.replaced, strict=True)]
    found.append(("PINs replaced, median days", figures.median, figures.hidden and figures.few))
    roads = [*(label for _, label in ROADS), "all"]
    found += [(f"Attempts to make a PIN, {label}", cell, cell is None) for label, cell in zip(roads, figures.attempts, strict=True)]
    return found
