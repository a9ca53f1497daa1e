"""The case page: what every stage says about a case, drawn from one query of facts.

Each stage gives a `Panel`: subqueries that are joined in one query, the actions it asks about, and a
function that turns the answers into a tab, tasks, open and closed steps and prompts. `casework/flow.py` lists the panels
(CASE_PANELS); the number of queries stays the same however many there are and however long the case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import SEEING, why_not
from casework.access.scope import scope
from casework.access.several import allowed, shows_names
from casework.audit.record import viewed
from casework.cases.models import Case, CaseEvent, CaseParty, LastSeen, PartyRole, Visibility
from casework.clocks.models import Clock
from casework.clocks.services import open_for
from casework.errors import Forbidden, Hidden
from casework.pages.dates import ago
from casework.people.naming import shown_name

Facts = Mapping[str, Any]
SHOWN_CLOCKS, SHOWN_EVENTS = 8, 15
# Stands in the compiled question where the case's id goes.
NOBODY = -7_402_639


@dataclass(frozen=True)
class Tab:
    """A part of the case: where it is, how many things are in it, and the action that opens it."""

    key: str
    text: str
    url: str
    action: str
    count: int | None = None


@dataclass(frozen=True)
class Task:
    """A line of the task list. `kind`: done, next, late, blocked or none. `stage`: where it stands, if not with its panel (STAGES)."""

    title: str
    status: str
    kind: str
    href: str = ""
    hint: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Step:
    """Something to do now; with `why_not`, why it is closed to this person in this state, and `others` where it always will be."""

    text: str
    href: str
    why_not: str = ""
    hint: str = ""
    others: bool = False


@dataclass(frozen=True)
class Prompt:
    """Something the case asks to be thought about: its reasons, and the answers that can be given."""

    title: str
    reasons: tuple[str, ...]
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Parts:
    """What one stage adds to the page: one `tab`, or several `tabs`. `marks` are (words, kind of `status`) for the line at the top."""

    tab: Tab | None = None
    tabs: Sequence[Tab] = ()
    tasks: Sequence[Task] = ()
    steps: Sequence[Step] = ()
    prompts: Sequence[Prompt] = ()
    marks: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Panel:
    """A stage's part in the case page. `facts` are expressions over Case, keyed by unique names."""

    key: str
    actions: tuple[str, ...]
    facts: Callable[[], Mapping[str, BaseExpression | Subquery | Exists]]
    draw: Callable[["Seen"], Parts]


_panels: list[Panel] = []


def wire(panels: Sequence[Panel]) -> None:
    """Install the panels; called once by the app's start-up."""
    _panels[:] = panels
    _question.cache_clear()


def number(queryset: QuerySet[Any]) -> Subquery:
    """A fact: how many rows; the queryset is filtered by OuterRef("pk") (null stands for none)."""
    return Subquery(queryset.order_by().values("case").annotate(n=Count("pk")).values("n"))


def newest(queryset: QuerySet[Any], name: str) -> Subquery:
    """A fact: one field of the first row of an ordered queryset."""
    return Subquery(queryset.values(name)[:1])


def every(queryset: QuerySet[Any], name: str) -> ArraySubquery:
    """A fact: one field of all rows, as a list."""
    return ArraySubquery(queryset.values(name))


@dataclass
class Seen:
    """The case as one person sees it now. Panels read it; templates get it as `seen`."""

    user: Any
    case: Case
    facts: Facts
    may: frozenset[str]
    masked: bool
    now: datetime = field(default_factory=timezone.now)

    def url(self, name: str) -> str:
        """The address of a page of this case."""
        return reverse(name, args=[self.case.reference])

    def step(self, action: str, text: str, name: str, *, unless: str = "", hint: str = "") -> Step:
        """Something to do: open when the person may and nothing stands in the way (`unless`), else closed with the reason."""
        others = action not in self.may
        return Step(text, self.url(name), why_not(action) if others else unless, hint, others)

    def link(self, action: str, name: str) -> str:
        """The address for a task, empty where the person may not go."""
        return self.url(name) if action in self.may else ""

    @cached_property
    def people(self) -> dict[str, list[CaseParty]]:
        """The people of the case by role."""
        found: dict[str, list[CaseParty]] = {role: [] for role in PartyRole.values}
        for part in CaseParty.objects.filter(case=self.case).select_related("person").order_by("pk"):
            found[part.role].append(part)
        return found

    def name(self, part: CaseParty) -> str:
        """A person's name as this reader may see it: first name and initial, or initials only."""
        return shown_name(part.person, masked=self.masked)

    @property
    def who(self) -> str:
        """Victim and suspect in one line, with their relationship: "Elin P. and Callum R., ex-partner"."""
        names = [self.name(part) for role in (PartyRole.VICTIM, PartyRole.SUSPECT) for part in self.people[role]]
        listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        return f"{listed or 'Nobody named yet'}, {self.case.get_relationship_display().lower()}"

    @property
    def assessed_words(self) -> str:
        """How long ago risk was assessed, in words; empty when it was not."""
        at = self.facts.get("assessed_at")
        return f"assessed {ago(at, self.now)}" if at else ""

    @property
    def suspect(self) -> str:
        """What the suspect is called: "defendant" only once there is an application."""
        return "defendant" if self.facts.get("applications") else "suspect"

    @cached_property
    def parts(self) -> list[Parts]:
        """What the stages add, in the order of the journey."""
        return [panel.draw(self) for panel in _panels]

    @property
    def tabs(self) -> list[Tab]:
        """The parts of the case that the person may open."""
        found = [tab for parts in self.parts for tab in (*parts.tabs, parts.tab) if tab is not None]
        return [tab for tab in found if tab.action in self.may]

    @property
    def tasks(self) -> list[Task]:
        """The task list, in the order of the journey."""
        return [task for parts in self.parts for task in parts.tasks]

    @property
    def stages(self) -> list[tuple[str, list[Task]]]:
        """The task list by stage, in the order of the journey: (what the stage is called, its tasks)."""
        found: dict[str, list[Task]] = {key: [] for key in STAGES}
        for panel, parts in zip(_panels, self.parts, strict=True):
            for task in parts.tasks:
                found.setdefault(task.stage or panel.key, []).append(task)
        return [(STAGES.get(key, key.capitalize()), tasks) for key, tasks in found.items() if tasks]

    @property
    def steps(self) -> list[Step]:
        """What can be done now, the open ones first, what is for others last."""
        found = [step for parts in self.parts for step in parts.steps]
        return sorted(found, key=lambda step: (step.others, bool(step.why_not)))

    @property
    def prompts(self) -> list[Prompt]:
        """What the case asks to be thought about."""
        return [prompt for parts in self.parts for prompt in parts.prompts]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Short words for the line at the top."""
        return [mark for parts in self.parts for mark in parts.marks]

    @cached_property
    def clocks(self) -> list[Clock]:
        """The open dates, the first to run out first."""
        return list(open_for(self.case)[:SHOWN_CLOCKS])

    @cached_property
    def events(self) -> list[CaseEvent]:
        """The newest lines of the timeline that the person may read."""
        return list(readable_events(self).select_related("actor")[:SHOWN_EVENTS])


# What the task list calls the stages, by the key of their panel, in the order of the journey.
STAGES = {
    "reports": "Report",
    "prompts": "What the chronology shows",
    "assessment": "Stalking, risk and protection",
    "safeguarding": "The victim",
    "investigation": "Investigation",
    "custody": "Custody and bail",
    "charging": "Charging and court",
    "evidence": "Evidence",
    "searches": "Searches",
    "files": "Files",
    "pins": "Legacy notices",
    "applications": "Stalking Protection Order",
    "orders": "Order in force",
    "breaches": "Breaches",
    "ending": "Ending",
}

# Which action a reader needs for a line of the timeline, by the first word of its kind; any other line needs only the case.
EVENT_ROWS = {
    "incident": "incident.view",
    "prompt": "prompt.view",
    "risk": "risk.view",
    "plan": "risk.view",
    "log": "log.view",
    "action": "action.view",
    "closing": "closing.view",
    "custody": "custody.view",
    "bail": "custody.view",
    "charging": "charging.brief",
    "search": "search.view",
    "exhibit": "exhibit.view",
    "file": "file.view",
    "notice": "pin.view",
    "spo": "application.view",
    "application": "application.view",
    "hearing": "application.view",
    "hearsay": "application.view",
    "summons": "application.view",
    "order": "order.view",
    "change": "application.view",
    "appeal": "order.view",
    "notification": "notification.view",
    "breach": "breach.view",
    "fact": "victim.view",
    "victim": "victim.view",
    "contact": "contact.view",
    "referral": "contact.view",
    "point": "points.view",
}


def readable_events(seen: Seen) -> QuerySet[CaseEvent]:
    """The timeline, newest first, without lines of things that the reader may not read, and without restricted ones."""
    events = CaseEvent.objects.filter(case=seen.case)
    for word, action in EVENT_ROWS.items():
        if action not in seen.may:
            events = events.exclude(kind__startswith=f"{word}.")
    inner = seen.user.pk in (seen.case.owner_id, seen.case.supervisor_id) or seen.case.pk in scope(seen.user).listed
    if not inner:
        events = events.exclude(visibility=Visibility.RESTRICTED)
    return events.order_by("-occurred_at", "-id")


def look(user: Any, reference: str, *actions: str) -> Seen:
    """The case with everything that is asked about it, in two queries. Any of `actions` (default: case.view) opens it.

    Raises Hidden for unknown, unseen and restricted alike, Forbidden when it is seen but none of the actions is for this person.
    """
    wanted = actions or ("case.view",)
    case = Case.objects.filter(reference=reference).select_related("unit", "force", "owner", "supervisor").first()
    if case is None:
        raise Hidden
    asked = {*wanted, *SEEING, *EVENT_ROWS.values(), *(name for panel in _panels for name in panel.actions)}
    may = allowed(user, case, asked)
    if may.isdisjoint(wanted):
        if may.isdisjoint(SEEING):
            raise Hidden
        raise Forbidden(why_not(wanted[0]), action=wanted[0], case_id=case.pk)
    return Seen(user, case, _facts_of(case.pk), may, masked=not shows_names(user, "case.view", case))


@cache
def _question() -> tuple[tuple[str, ...], str, tuple[Any, ...]]:
    """(names, SQL, parameters) of the one query of facts. Building it costs more than asking it, so it is built once a process."""
    facts: dict[str, Any] = {}
    for panel in _panels:
        own = panel.facts()
        if facts.keys() & own.keys():
            raise ValueError(f"two panels name a fact {sorted(facts.keys() & own.keys())}")
        facts |= own
    columns = {f"fact_{name}": expression for name, expression in facts.items()}
    sql, parameters = Case.objects.filter(pk=NOBODY).annotate(**columns).values_list(*columns).order_by().query.sql_with_params()
    return tuple(facts), sql, tuple(parameters)


def _facts_of(case_id: int) -> dict[str, Any]:
    names, sql, parameters = _question()
    with connection.cursor() as cursor:
        cursor.execute(sql, [case_id if value == NOBODY else value for value in parameters])
        row = cursor.fetchone()
    return dict(zip(names, row or [None] * len(names), strict=True))


def open_case(request: HttpRequest, reference: str, *actions: str) -> Seen:
    """`look`, with the consultation event written before the page is built and "last seen" kept for this person."""
    seen = look(request.user, reference, *actions)
    used = next(action for action in actions or ("case.view",) if action in seen.may)
    viewed("VIEW", actor=request.user, action=used, object_type="case", object_id=seen.case.pk, case_id=seen.case.pk)
    if used == "case.open" and "case.view" in seen.may:
        LastSeen.objects.bulk_create(
            [LastSeen(user=request.user, case=seen.case, at=seen.now)],
            update_conflicts=True,
            unique_fields=["user", "case"],
            update_fields=["at"],
        )
    return seen


CASE = OuterRef("pk")
