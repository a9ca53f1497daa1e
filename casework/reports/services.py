"""Opening a case and putting it in someone's hands. Incidents are in `incidents.py`, the crime record in `crimes.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.access.facts import add_fact
from casework.access.grants import keep_owner_listed
from casework.access.scope import forget, scope
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.flow import ALLOCATED, INVESTIGATING, REOPENED, REPORTED
from casework.cases.models import Case, CaseParty, PartyRole, Relationship
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.people.matching import plain
from casework.people.models import Alias, Person
from casework.reports import rules, selectors
from casework.reports.incidents import add_incident, complete
from casework.reports.models import FirstReport
from casework.staff.models import Unit, User


@dataclass(frozen=True)
class Who:
    """A person of a report: someone known (`person`), or the values of a new nominal; other names; protected facts, kind -> text."""

    person: Person | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    aliases: Sequence[str] = ()


FIRST = ("danger_now", "done_now", "suspect_where", "contact_by", "contact_when", "contact_never", "say_police")
NEW_PERSON = ("given_names", "family_name", "date_of_birth", "sex", "unknown", "description")


def report(
    *,
    actor: User,
    unit: Unit,
    victim: Who,
    suspect: Who,
    relationship: str,
    reported_at: datetime,
    incident: Mapping[str, Any] | None = None,
    first: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Case:
    """Open a case: the two people, how they stand to each other, and what was reported first. Starts R01, R02, R10 and R11.

    `first` are fields of FirstReport: immediate safety and how the victim is reached. `reported_at` is when the report came in, `at`
    when the case was opened (now unless given; neither in the future). An officer who reports owns the case until it is allocated.
    Raises GuardFailed with the field for every problem.
    """
    with change(actor, "case.create") as ch:
        at = at or ch.now
        problems = rules.future("reported_at", reported_at, at) + rules.future("reported_at", at, ch.now)
        for prefix, who in (("victim", victim), ("suspect", suspect)):
            if who.person is None:
                problems += rules.person_problems(prefix, prefix, who.values, timezone.localdate())
        if victim.person is not None and suspect.person is not None and victim.person.pk == suspect.person.pk:
            problems.append(("suspect_family_name", "Victim and suspect cannot be the same person"))
        if relationship not in Relationship.values:
            problems.append(("relationship", "Choose one of the relationships listed"))
        if unit not in selectors.reporting_units(actor):
            problems.append(("unit", "Choose a unit in which you work"))
        if incident is not None:
            problems += rules.incident_problems(complete(incident), ch.now)
        if first is not None:
            problems += rules.safety_problems(first)
        if problems:
            raise GuardFailed(problems)
        case = Case.objects.create(
            reference=next_reference("STK"),
            force=unit.force,
            unit=unit,
            owner=actor if scope(actor).holds("OFFICER") else None,
            supervisor=actor if scope(actor).holds("SUPERVISOR") else None,
            state=REPORTED,
            relationship=relationship,
            reported_at=reported_at,
            opened_by=actor,
        )
        ch.case = case
        begin(case, "report", actor=actor, at=at)
        for who, role in ((victim, PartyRole.VICTIM), (suspect, PartyRole.SUSPECT)):
            person = _party(ch, case, who, role)
            for kind, text in who.facts.items():
                _protect(case, person, role, kind, text, actor)
        ch.event("case.reported", f"Reported: {case.get_relationship_display().lower()}", subject=case, occurred_at=reported_at)
        ch.audit("CREATE", case, after={"reported_at": reported_at, "relationship": relationship, "unit": unit.pk})
        _start_clocks(case, reported_at, at, actor)
        if first is not None:
            FirstReport.objects.create(case=case, taken_by=actor, taken_at=at, **{name: first[name] for name in FIRST if name in first})
        happened(Fact("case.reported", case.pk, case, reported_at, actor, {"first_report": first is not None}))
        forget()
        if incident is not None:
            add_incident(actor=actor, case=case, values=incident, at=at)
    return case


def _party(ch: Change, case: Case, who: Who, role: str) -> Person:
    person = who.person
    if person is None:
        values = {name: who.values[name] for name in NEW_PERSON if who.values.get(name)}
        person = Person.objects.create(force=case.force, **values)
        ch.audit("CREATE", person, fields=sorted(values))
    for name in who.aliases:
        if plain(name) not in {plain(person.full_name), *map(plain, person.aliases.values_list("name", flat=True))}:
            Alias.objects.create(person=person, name=name)
            ch.audit("UPDATE", person, fields=["aliases"])
    CaseParty.objects.create(case=case, person=person, role=role)
    return person


def _protect(case: Case, person: Person, role: str, kind: str, text: str, actor: User) -> None:
    """Put a telephone number, address and the like where protected facts are kept; what is known already stays as it is."""
    if not text.strip():
        return
    try:
        add_fact(actor=actor, case=case, person=person, kind=kind, text=text, why="Given with the report")
    except GuardFailed as refusal:
        if any("recorded already" in sentence for _, sentence in refusal.problems):
            return
        raise GuardFailed([(f"{role.lower()}_{kind.lower()}", sentence) for _, sentence in refusal.problems]) from None


def _start_clocks(case: Case, reported_at: datetime, opened_at: datetime, actor: User) -> None:
    for rule_id, on, title, page in (
        ("R01", reported_at, "Record the crime", "crime/"),
        ("R02", reported_at, "First risk assessment", "risk/assess/"),
        ("R10", opened_at, "Consider a Stalking Protection Order", "order-needed/"),
        ("R11", opened_at, "Decide on search and seizure", "search/"),
    ):
        path = f"{reverse('case-detail', args=[case.reference])}{page}"
        clocks.start(rule_id, subject=case, case=case, on=on, title=title, path=path, actor=actor)


def allocate(*, actor: User, case: Case, officer: User, reason: str, untrained_agreed: bool = False, at: datetime | None = None) -> Case:
    """Give the case to an officer of its force, with the reason; the open dates go over to them.

    An officer without stalking training is allowed when `untrained_agreed`. A supervisor who allocates becomes the case's supervisor.
    """
    with change(actor, "case.allocate", case, lock=True) as ch:
        theirs = scope(officer)
        serving = any(held.role == "OFFICER" and held.force_id == case.force_id for held in theirs.held)
        problems = rules.allocation_problems(
            state=case.state,
            officer_is_officer=serving,
            officer_conflicted=case.pk in theirs.conflicted,
            trained=officer.stalking_trained_on is not None,
            untrained_agreed=untrained_agreed,
            reason=reason,
        )
        if problems:
            raise GuardFailed(problems)
        before = case.owner_id
        values: dict[str, Any] = {"owner": officer}
        if scope(actor).holds("SUPERVISOR") and actor != officer:
            values["supervisor"] = actor
        make_move(case, "allocate", actor=actor, reason=reason, at=at, **values)
        keep_owner_listed(case, actor)
        ch.event("case.allocated", "Allocated to an officer", subject=case, occurred_at=at)
        ch.audit("MOVE", case, before={"owner": before}, after={"owner": officer.pk})
        forget()
        clocks.reassigned(case, actor)
        happened(Fact("case.allocated", case.pk, case, at or ch.now, actor, {"officer": officer.pk, "before": before}))
    return case


def start_investigation(*, actor: User, case: Case, at: datetime | None = None) -> Case:
    """The owner takes the case up: ALLOCATED to INVESTIGATING. Cases under investigation stay as they are."""
    with change(actor, "case.update", case, lock=True) as ch:
        if case.state == INVESTIGATING:
            return case
        if case.state not in (ALLOCATED, REOPENED):
            raise GuardFailed("The case is allocated to an officer before the investigation starts.")
        make_move(case, "start investigation", actor=actor, at=at)
        ch.event("case.investigating", "Investigation started", subject=case, occurred_at=at)
        ch.audit("MOVE", case, after={"state": case.state})
        happened(Fact("case.investigating", case.pk, case, at or ch.now, actor))
    return case
