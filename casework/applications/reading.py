"""An application as people read it: its parts in the order of the page, what is missing, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from casework.access.predicate import why_not
from casework.access.several import allowed
from casework.applications import flow, rules, selectors
from casework.applications.models import Application, ApplicationKind, Condition, GroundLink, LegalAdvice
from casework.applications.rules import DraftFacts
from casework.applications.snapshots import link_words, term_words
from casework.law.when import day_of
from casework.people.models import Person


@dataclass(frozen=True)
class Part:
    """One part: its lines (label, text), what it rests on, its conditions, and the privileged comments the reader may see."""

    key: str
    title: str
    lines: Sequence[tuple[str, str]] = ()
    links: Sequence[str] = ()
    conditions: Sequence[Condition] = ()
    comments: Sequence[LegalAdvice] = ()


@dataclass(frozen=True)
class Line:
    """A line of the draft's task list, as `components/lists.html` draws it."""

    title: str
    href: str
    status: str
    kind: str
    hint: str = ""


@dataclass(frozen=True)
class Doing:
    """Something to do; with `why_not`, why it is closed."""

    text: str
    href: str = ""
    why_not: str = ""
    hint: str = ""


@dataclass
class Reading:
    """Everything the page of an application shows."""

    parts: list[Part]
    tasks: list[Line] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    actions: list[Doing] = field(default_factory=list)
    age: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Loaded:
    """What a page reads of a draft, each table once."""

    links: dict[str, list[GroundLink]]
    protected: list[Person]
    victims: list[Person]
    conditions: list[Condition]

    def facts(self, incidents: int) -> DraftFacts:
        """The same as the rules ask for it."""
        return DraftFacts(
            links={limb: len(found) for limb, found in self.links.items()},
            has_risk_assessment=any(link.risk_id for found in self.links.values() for link in found),
            conditions=self.conditions,
            protected=len(self.protected),
            victims=len(self.victims),
            incidents=incidents,
        )


def load(application: Application) -> Loaded:
    """Read a draft in three statements, however long it is."""
    return Loaded(
        selectors.grounds(application),
        *selectors.people_in(application),
        list(application.conditions.select_related("protected_person")),
    )


def parts_of(application: Application, comments: Sequence[LegalAdvice] = (), loaded: Loaded | None = None) -> list[Part]:
    """The parts of the draft; `comments` are those that the reader may see."""
    loaded = loaded or load(application)
    links = loaded.links
    by_part: dict[str, list[LegalAdvice]] = {}
    for comment in comments:
        by_part.setdefault(comment.part, []).append(comment)

    def names(found: Sequence[Person]) -> str:
        return ", ".join(str(person) for person in found)

    lines: dict[str, list[tuple[str, str]]] = {
        "subject": [
            ("Defendant", application.defendant.full_name),
            ("Why this force may apply", application.get_area_basis_display()),
            ("How that is known", application.area_reason),
        ],
        "people": [
            ("To be protected", names(loaded.protected)),
            ("Victims of the acts", names(loaded.victims)),
        ],
        "acts": [("", application.acts_text)],
        "risk": [("", application.risk_text), ("Harm", application.get_harm_display())],
        "necessity": [("", application.necessity_text)],
        "conditions": [],
        "screens": [
            ("Religious beliefs (s.2(3))", application.get_religion_answer_display()),
            ("Note", application.religion_note),
            ("Work and education (s.2(3))", application.get_work_answer_display()),
            ("Note", application.work_note),
        ],
        "views": [
            ("The victim", application.get_victim_view_display()),
            ("In words", application.victim_view_text),
            ("Prosecution", application.get_prosecution_display()),
            ("CPS consulted", f"{application.cps_consulted_on:%d/%m/%Y}" if application.cps_consulted_on else ""),
            ("Other orders and bail", application.other_orders),
        ],
        "interim": [
            ("Interim order", {True: "Asked for", False: "Not asked for", None: ""}[application.interim_sought]),
            ("Why it is appropriate", application.interim_why),
            ("Notice to the defendant", {True: "With notice", False: "Without notice", None: ""}[application.on_notice]),
            ("Why", application.on_notice_why),
            ("Urgency", f"{application.get_urgency_display()}. {application.urgency_why}".strip()),
        ],
        "court": [
            ("Court", f"{application.court}, {application.get_court_kind_display().lower()}" if application.court else ""),
            ("Length asked for", term_words(application)),
        ],
    }
    return [
        Part(
            key,
            title,
            [line for line in lines[key] if line[1]],
            [link_words(link) for link in links[rules.GROUNDS[key][0]]] if key in rules.GROUNDS else [],
            loaded.conditions if key == "conditions" else [],
            by_part.get(key, []),
        )
        for key, title in rules.SECTIONS.items()
    ]


def reading(user: Any, application: Application, today: date) -> Reading:
    """The page for this reader: parts, and for those who may draft, what is missing and where to go."""
    loaded = load(application)
    comments = selectors.advice_for(user, application) if getattr(application, "has_advice", True) else []
    read = Reading(parts_of(application, comments, loaded))
    held = allowed(user, application.case, ACTIONS)
    may = {name: name in held for name in ACTIONS}
    if application.editable and may["application.draft"]:
        incidents = getattr(application, "incidents_of_case", None)
        facts = loaded.facts(application.case.incidents.count() if incidents is None else incidents)
        read.missing = rules.missing(application, application.case.force, facts)
        read.warnings = rules.warnings(application, facts, today)
        read.tasks = _tasks(application, read)
    elif application.undetermined:
        hearing = selectors.pending_hearing(application)
        read.age = rules.age_warnings(application, today, day_of(hearing.at) if hearing else None)
    read.actions = list(_actions(application, may, read))
    return read


ACTIONS = (
    "application.draft",
    "application.review",
    "application.authorise",
    "application.lodge",
    "summons.serve",
    "order.record",
    "prosecutor.comment",
)


def section_url(application: Application, section: str) -> str:
    """Where a part is edited."""
    if section == "conditions":
        return reverse("condition-list", args=[application.reference])
    return reverse("application-section", args=[application.reference, section])


def _tasks(application: Application, read: Reading) -> list[Line]:
    lacking = {section for section, _ in read.missing}
    doubted = {section for section, _ in read.warnings}
    found = []
    for part in read.parts:
        started = bool(part.lines or part.links or part.conditions)
        if part.key in lacking:
            status, kind = ("Not finished", "next") if started else ("To do", "next")
        elif part.key in doubted:
            status, kind = "Look again", "next"
        else:
            status, kind = ("Done", "done") if started else ("May be left out", "none")
        hint = f"{len(part.conditions)} so far" if part.conditions else (f"Rests on {len(part.links)}" if part.links else "")
        found.append(Line(part.title, section_url(application, part.key), status, kind, hint))
    return found


def _actions(application: Application, may: dict[str, bool], read: Reading) -> Any:
    """What this person can do in this state, and why the rest is closed."""

    def at(name: str) -> str:
        return reverse(name, args=[application.reference])

    def doing(action: str, text: str, name: str, why: str = "", hint: str = "") -> Doing:
        return Doing(text, at(name), why if may[action] else why_not(action), hint)

    state = application.state
    if state == flow.DRAFT:
        count = len(read.missing)
        why = f"{count} {'thing is' if count == 1 else 'things are'} missing, listed above" if count else ""
        yield doing("application.draft", "Send it to force legal", "application-submit", why)
        yield doing("application.draft", "Withdraw the draft", "application-withdraw")
        return
    if state == flow.LEGAL_REVIEW:
        yield doing("application.review", "Review it", "application-review")
    if state == flow.AUTHORISATION:
        yield doing("application.authorise", "Decide on authority", "application-authority")
    if state == flow.AUTHORISED:
        yield doing("application.lodge", "Lodge it with the court", "application-lodge")
    if state in (flow.LODGED, flow.ADJOURNED):
        yield doing("application.lodge", "Enter the hearing", "application-hearing")
    if state in (flow.LISTED, flow.SUMMONS_SERVED):
        yield doing("application.lodge", "Change the hearing, or say that it is contested", "application-hearing-change")
        yield doing("application.lodge", "Hearsay notices", "application-hearsay")
    if state == flow.LISTED:
        yield doing("summons.serve", "The summons was issued, prepared or tried", "summons-step")
        yield doing(
            "summons.serve", "Record the service of the summons", "application-summons", hint="The police serve it (MCR 1981 r.99(7))."
        )
    if state in (flow.LISTED, flow.SUMMONS_SERVED):
        yield doing("application.lodge", "Enter how the hearing ended", "application-outcome")
    if state == flow.REFUSED:
        yield doing("order.record", "Record an appeal against the refusal, or that there is none", "application-appeal")
    if application.undetermined:
        yield doing("application.lodge", "Withdraw the application", "application-withdraw")
    if selectors.has_channel(application) and may["prosecutor.comment"]:
        yield Doing("Speak with the CPS", at("application-prosecutors"))
    if application.kind == ApplicationKind.MAIN and state in flow.BEFORE_COURT and not application.interim_sought:
        yield Doing(
            "Ask for an interim order as well",
            reverse("application-start", args=[application.case.reference]),
            "" if may["application.draft"] else why_not("application.draft"),
        )
