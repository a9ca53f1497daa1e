"""Starting an application, writing its parts, submitting it to force legal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.applications import flow, rules, selectors
from casework.applications.models import Application, ApplicationKind, GroundLink, Urgency
from casework.applications.services.editing import editing
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.people.models import Person
from casework.staff.models import Role

KINDS = ("incident", "exhibit", "notice", "risk")
SECTION_FIELDS: dict[str, tuple[str, ...]] = {
    "subject": ("area_basis", "area_reason"),
    "screens": ("religion_answer", "religion_note", "work_answer", "work_note"),
    "views": ("victim_view", "victim_view_text", "prosecution", "cps_consulted_on", "other_orders"),
    "interim": ("interim_sought", "interim_why", "on_notice", "on_notice_why", "urgency", "urgency_why"),
    "court": ("court", "court_kind", "asked_fixed", "asked_years"),
}


def start_application(
    *,
    actor: Any,
    case: Case,
    defendant: Person,
    kind: str = ApplicationKind.MAIN,
    main: Application | None = None,
    at: datetime | None = None,
) -> Application:
    """Begin a draft against one of the case's suspects. The case's victims are taken over as protected people and as victims of the acts.

    `at` is when it was begun (default: now). GuardFailed for someone unidentified or not a suspect here, and for an interim application
    without an undetermined main one.
    """
    with change(actor, "application.draft", case, lock=True) as ch:
        started = past(at, not_before=case.reported_at, before="the case was reported")
        if defendant.unknown:
            raise GuardFailed("The suspect is not identified yet. An application needs a person to be made against.", "defendant")
        if not selectors.suspects_of(case).filter(pk=defendant.pk).exists():
            raise GuardFailed("Choose one of this case's suspects.", "defendant")
        if kind == ApplicationKind.INTERIM and (main is None or main.case_id != case.pk or not main.undetermined):
            raise GuardFailed("An interim order can be asked for only while a main application is undecided (SPA 2019 s.5(1)).", "kind")
        application = Application.objects.create(
            reference=next_reference("APP"),
            case=case,
            kind=kind,
            main=main if kind == ApplicationKind.INTERIM else None,
            author=actor,
            defendant=defendant,
            started_at=started,
            interim_sought=True if kind == ApplicationKind.INTERIM else None,
        )
        victims = selectors.victims_of(case)
        application.protected_persons.set(main.protected_persons.all() if main else victims)
        application.victims_of_acts.set(main.victims_of_acts.all() if main else victims)
        application.writers.add(actor)
        begin(application, "start", actor=actor, at=started)
        ch.event("application.started", f"{application.reference}: draft begun.", subject=application, occurred_at=started)
        ch.audit("CREATE", application, after={"defendant": defendant.pk, "kind": kind})
        happened(Fact("application.started", case.pk, application, started, actor))
    return application


def save_section(
    *, actor: Any, application: Application, section: str, values: Mapping[str, Any], expected: int | None, at: datetime | None = None
) -> Application:
    """Save one section's columns (see SECTION_FIELDS). `expected` is the section's version that the person saw, None for no check."""
    allowed = SECTION_FIELDS[section]
    unknown = set(values) - set(allowed)
    if unknown:
        raise LookupError(f"{section} has no fields {sorted(unknown)}")
    problems = rules.section_problems(section, values)
    with editing(actor, application, section, expected, values, at) as edit:
        if problems:
            raise GuardFailed(problems)
        return edit.done(values)


def save_people(
    *,
    actor: Any,
    application: Application,
    protected: Sequence[Person],
    victims: Sequence[Person],
    expected: int | None,
    at: datetime | None = None,
) -> Application:
    """Save who is protected and against whom the acts were carried out: two lists, which may differ ("stalking by proxy")."""
    with editing(actor, application, "people", expected, {}, at) as edit:
        allowed = set(selectors.people_of(edit.application.case, leave_out=edit.application.defendant).values_list("pk", flat=True))
        for field, people in (("protected_persons", protected), ("victims_of_acts", victims)):
            if any(person.pk not in allowed for person in people):
                raise GuardFailed("Choose people of this case, not the defendant.", field)
        edit.application.protected_persons.set(protected)
        edit.application.victims_of_acts.set(victims)
        edit.ch.audit(
            "UPDATE",
            edit.application,
            after={"protected_persons": sorted(p.pk for p in protected), "victims_of_acts": sorted(p.pk for p in victims)},
        )
        return edit.done()


def save_ground(
    *,
    actor: Any,
    application: Application,
    section: str,
    text: str,
    rests_on: Mapping[str, Sequence[int]],
    expected: int | None,
    harm: str = "",
    at: datetime | None = None,
) -> Application:
    """Save one ground: its text and what it rests on, `rests_on` being ids by kind (incident, exhibit, notice, risk) of this case."""
    limb, column = rules.GROUNDS[section]
    values: dict[str, Any] = {column: text}
    if section == "risk":
        values["harm"] = harm
    with editing(actor, application, section, expected, values, at) as edit:
        evidence = selectors.evidence_of(edit.application.case)
        keep: set[tuple[str, int]] = set()
        for kind in KINDS:
            wanted = set(rests_on.get(kind, ()))
            if wanted - set(evidence[kind].filter(pk__in=wanted).values_list("pk", flat=True)):
                raise GuardFailed("Tick only what belongs to this case.", f"{kind}s")
            keep |= {(kind, pk) for pk in wanted}
        existing = {}
        for link in GroundLink.objects.filter(application=edit.application, limb=limb):
            kind = next(kind for kind in KINDS if getattr(link, f"{kind}_id"))
            existing[kind, getattr(link, f"{kind}_id")] = link
        GroundLink.objects.filter(pk__in=[link.pk for key, link in existing.items() if key not in keep]).delete()
        GroundLink.objects.bulk_create(
            GroundLink(application=edit.application, limb=limb, added_by=actor, **{f"{kind}_id": pk})
            for kind, pk in sorted(keep - existing.keys())
        )
        edit.ch.audit("UPDATE", edit.application, after={"links": sorted(keep)})
        return edit.done(values)


def submit(*, actor: Any, application: Application, at: datetime | None = None) -> Application:
    """Send a ready draft to force legal (orders.md 6.1): their clock R23 starts and their queue shows it. GuardFailed: what is missing."""
    case = application.case
    with change(actor, "application.draft", case, lock=True) as ch:
        submitted = past(at, not_before=application.started_at, before="the application was started")
        facts = {"force": case.force, "draft": selectors.facts_of(application)}
        make_move(application, "submit", actor=actor, role=Role.OFFICER, facts=facts, at=submitted, submitted_at=submitted)
        urgent = application.urgency == Urgency.URGENT
        clocks.start(
            "R23",
            subject=application,
            case=case,
            on=submitted,
            inputs={"urgent": urgent},
            title=f"Legal review of {application.reference}",
            actor=actor,
            path=f"/applications/{application.reference}/review/",
        )
        close_tasks(application, Role.LEGAL)
        open_task(case, Role.LEGAL, f"Review {application.reference}", subject=application)
        ch.event("application.submitted", f"{application.reference}: sent to force legal.", subject=application, occurred_at=submitted)
        ch.audit("MOVE", application, after={"state": flow.LEGAL_REVIEW})
        happened(Fact("application.submitted", case.pk, application, submitted, actor))
    return application
