"""What a case's chronology is read from, and what its prompts' pages show. Every list is filtered by the one predicate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils import timezone

from casework.access.predicate import visible
from casework.assessment.prompts import flow
from casework.assessment.prompts.kinds import STALKING, recorded_of
from casework.assessment.prompts.models import UNDER, CourseReading, PatternPrompt, SampleCheck
from casework.assessment.prompts.weighing import Account, Occasion
from casework.assessment.selectors import decision_in_force
from casework.cases.models import Case
from casework.law.spans import first_of_month, start_of
from casework.reports.behaviours import words_of
from casework.reports.models import CrimeRecord, Impact, Incident

# How many cases of a week's sample a supervisor is asked to look at, and from how many at most they are drawn.
SAMPLE = 5
MONTHS = 12


def recorded_as(case: Case) -> str:
    """How the case stands recorded, as a code of `kinds.Recorded`."""
    rows = list(
        CrimeRecord.objects.filter(case=case, replaced_at__isnull=True)
        .order_by("-principal", "pk")
        .values_list("offence", "no_crime_reason")
    )
    return recorded_of([offence for offence, _ in rows if offence], any(reason for _, reason in rows))


def accounts_of(case: Case, recorded: str) -> list[Account]:
    """The case's own chronology, ready to be read: an account for each pair of victim and suspect, since a course is one person's
    against one other (PHA 1997 s.7(3)). Rows of other cases are left to prompts that each reader's rights decide on."""
    impacts = dict(Impact.choices)
    rows = Incident.objects.filter(case=case).only(
        *("pk", "course_id", "occurred_at", "summary", "effect", "other_act", "behaviour", "acts", "fear_of_violence"),
        *("impacts", "by_proxy", "proxy_note"),
    )
    occasions: dict[int, list[Occasion]] = {}
    effects: dict[int, list[str]] = {}
    for row in rows.order_by("pk"):
        if row.effect:
            effects.setdefault(row.course_id, []).append(row.effect)
        occasions.setdefault(row.course_id, []).append(
            Occasion(
                row.occurred_at,
                f"{row.summary} {row.other_act} {row.proxy_note}",
                frozenset(row.acts),
                row.pk,
                row.fear_of_violence,
                tuple(impacts[code].lower() for code in row.impacts),
                row.by_proxy,
                words_of(row.behaviour),
            )
        )
    return [Account(tuple(there), case.relationship, recorded, ". ".join(effects.get(pair, ()))) for pair, there in occasions.items()]


def decision_of(case: Case) -> str:
    """The answer in force to "is it stalking?", "" for none."""
    decision = decision_in_force(case)
    return decision.decision if decision else ""


def shown_to(user: Any, rows: QuerySet[PatternPrompt]) -> QuerySet[PatternPrompt]:
    """Of these prompts, those that this reader may be shown: one about another case only where that case is seen as well."""
    return rows.filter(Q(other_case__isnull=True) | Q(other_case__in=visible(user, "case.view")))


def of_case(user: Any, case: Case) -> QuerySet[PatternPrompt]:
    """Every prompt of a case that the reader may be shown, the newest first."""
    rows = PatternPrompt.objects.filter(case=case).select_related("answered_by", "other_case")
    return shown_to(user, rows).order_by("-raised_at", "-id")


def waiting(user: Any) -> QuerySet[PatternPrompt]:
    """Prompts without an answer in the open cases of this supervisor's reach."""
    rows = PatternPrompt.objects.filter(state=flow.RAISED, case__in=visible(user, "prompt.view").filter(is_open=True))
    return shown_to(user, rows).select_related("case", "case__owner", "other_case")


def under_recorded(user: Any) -> QuerySet[CourseReading]:
    """Cases recorded as harassment, malicious communications, nuisance or no crime whose chronology shows a pattern."""
    found = CourseReading.objects.filter(recorded__in=UNDER, strength__gt=0, case__in=visible(user, "review.case"))
    return found.select_related("case", "case__owner", "case__unit")


def answers_of(cases: Sequence[int]) -> dict[int, list[PatternPrompt]]:
    """case id -> its stalking prompts with their answers, the newest first; for cases that the reader was shown already."""
    found: dict[int, list[PatternPrompt]] = {}
    rows = PatternPrompt.objects.filter(case__in=list(cases), kind__in=STALKING).select_related("answered_by")
    for row in rows.order_by("-raised_at", "-id"):
        found.setdefault(row.case_id, []).append(row)
    return found


def opens(user: Any, cases: Sequence[int]) -> set[int]:
    """Of these cases, those whose chronology the reader may open."""
    return set(visible(user, "incident.view").filter(pk__in=list(cases)).values_list("pk", flat=True))


def checks(user: Any, cases: Sequence[int]) -> set[int]:
    """Of these cases, those for which the reader may answer."""
    return set(visible(user, "review.check").filter(pk__in=list(cases)).values_list("pk", flat=True))


def week_of(day: date) -> str:
    """The week by which a sample is drawn, as 2026-W48 (weeks begin on Monday, ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


@dataclass(frozen=True)
class Sample:
    """The week's cases to look at and those answered for already."""

    week: str
    rows: Sequence[CourseReading]
    answered: Sequence[SampleCheck]


def sample(user: Any, day: date | None = None) -> Sample:
    """A few cases without a prompt, drawn by the week: the same for everyone who sees the same cases, until it ends."""
    week = week_of(day or timezone.localdate())
    mine = visible(user, "review.case")
    answered = list(
        SampleCheck.objects.filter(week=week, case__in=mine).select_related("case", "checked_by").order_by("checked_at", "pk")[: SAMPLE * 4]
    )
    left = max(0, SAMPLE - len(answered))
    drawn = MD5(Concat(Value(f"{week}:"), Cast("case_id", TextField()), output_field=CharField()))
    rows = (
        CourseReading.objects.filter(recorded__in=UNDER, strength=0, case__in=mine)
        .exclude(case__in=[one.case_id for one in answered])
        .select_related("case", "case__owner", "case__unit")
        .order_by(drawn, "pk")
    )
    return Sample(week, list(rows[:left]), answered)


def in_sample(user: Any, case: Case) -> bool:
    """Is the case one of this week's, still to be answered for?"""
    return any(row.case_id == case.pk for row in sample(user).rows)


@dataclass(frozen=True)
class Month:
    """One month's figures."""

    first: date
    raised: int
    accepted: int
    declined: int
    waiting: int
    became_stalking: int
    checked: int
    missed: int


def figures(user: Any, today: date | None = None) -> list[Month]:
    """Month by month, the newest first: prompts raised and how they were answered, cases recorded as stalking after one, samples."""
    day = today or timezone.localdate()
    months = [first_of_month(day, -back) for back in range(MONTHS)]
    since = start_of(months[-1])
    mine = visible(user, "review.case")
    stalking = CrimeRecord.objects.filter(case=OuterRef("case"), offence__startswith="STALKING_", recorded_at__gt=OuterRef("raised_at"))
    raised = (
        PatternPrompt.objects.filter(raised_at__gte=since, case__in=mine, other_case__isnull=True)
        .annotate(became=Exists(stalking), month=_month("raised_at"))
        .order_by()
        .values("month")
        .annotate(
            all=Count("pk"),
            accepted=Count("pk", filter=Q(state=flow.ACCEPTED)),
            declined=Count("pk", filter=Q(state=flow.DECLINED)),
            waiting=Count("pk", filter=Q(state=flow.RAISED)),
            stalking=Count("case", filter=Q(became=True), distinct=True),
        )
    )
    checks = (
        SampleCheck.objects.filter(checked_at__gte=since, case__in=mine)
        .annotate(month=_month("checked_at"))
        .order_by()
        .values("month")
        .annotate(all=Count("pk"), missed=Count("pk", filter=Q(missed=True)))
    )
    prompts = {row["month"]: row for row in raised}
    samples = {row["month"]: row for row in checks}
    made = []
    for first in months:
        one, other = prompts.get(f"{first:%Y-%m}", {}), samples.get(f"{first:%Y-%m}", {})
        numbers = [one.get(name, 0) for name in ("all", "accepted", "declined", "waiting", "stalking")]
        made.append(Month(first, *numbers, other.get("all", 0), other.get("missed", 0)))
    return made


def _month(field: str) -> Func:
    return Func(
        F(field),
        function="to_char",
        template="%(function)s(%(expressions)s AT TIME ZONE 'Europe/London', 'YYYY-MM')",
        output_field=TextField(),
    )
