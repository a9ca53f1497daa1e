"""Adding to the chronology and correcting it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.versions import save_version
from casework.errors import GuardFailed
from casework.pages.dates import short_day
from casework.people.models import Person
from casework.reports import rules, selectors
from casework.reports.models import Act, CourseOfConduct, Exactness, Incident
from casework.staff.models import User

FIELDS = (
    "occurred_at",
    "occurred_to",
    "exactness",
    "acts",
    "other_act",
    "behaviour",
    "summary",
    "means",
    "place_kind",
    "effect",
    "impacts",
    "by_proxy",
    "proxy_note",
    "source",
    "fear_of_violence",
)
# A line of a diary or log may be as short as this.
DIARY_LEAST = 3
BLANK: dict[str, Any] = {"occurred_to": None, "exactness": Exactness.EXACT, "acts": [], "impacts": [], "by_proxy": False}


def complete(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an incident that were given, with defaults for the rest."""
    made = BLANK | {name: values[name] for name in FIELDS if name in values}
    made["acts"] = sorted(set(made["acts"]))
    made["impacts"] = sorted(set(made["impacts"]))
    return made


def add_incident(
    *,
    actor: User,
    case: Case,
    values: Mapping[str, Any],
    victim: Person | None = None,
    suspect: Person | None = None,
    at: datetime | None = None,
    action: str = "incident.add",
) -> Incident:
    """Put one occasion on the course of conduct. `values` are fields of Incident; `at` is when police learnt of it (now unless given).

    `action` is the row of the matrix that allows it: the report of a breach brings its own.

    The pair is the case's victim and suspect, or those named where a case has several. Raises GuardFailed.
    """
    with change(actor, action, case) as ch:
        known_at = at or ch.now
        filled = complete(values)
        problems = rules.incident_problems(filled, known_at)
        who = _pair(case, victim, suspect, problems)
        if problems:
            raise GuardFailed(problems)
        course, _ = CourseOfConduct.objects.get_or_create(victim=who["victim"], suspect=who["suspect"])
        incident = Incident.objects.create(case=case, course=course, created_by=actor, **filled)
        ch.event("incident.added", in_words(incident), subject=incident, occurred_at=incident.occurred_at)
        ch.audit("CREATE", incident, after={name: filled.get(name) for name in FIELDS if filled.get(name)})
        happened(Fact("incident.added", case.pk, incident, known_at, actor))
    return incident


def add_incidents(
    *,
    actor: User,
    case: Case,
    rows: Sequence[Mapping[str, Any]],
    victim: Person | None = None,
    suspect: Person | None = None,
    at: datetime | None = None,
) -> list[Incident]:
    """Put many occasions on the course at once, from a diary or log that was checked row by row: all of them or none.

    Raises GuardFailed; the fields of row n (from 0) are named "n-summary" and so on.
    """
    with change(actor, "incident.add", case) as ch:
        known_at = at or ch.now
        problems: rules.Problems = [] if rows else [(None, "There is no row to save")]
        filled = [complete(values) for values in rows]
        for number, values in enumerate(filled):
            problems += [(f"{number}-{name}", sentence) for name, sentence in rules.incident_problems(values, known_at, least=DIARY_LEAST)]
        who = _pair(case, victim, suspect, problems)
        if problems:
            raise GuardFailed(problems)
        course, _ = CourseOfConduct.objects.get_or_create(victim=who["victim"], suspect=who["suspect"])
        made = Incident.objects.bulk_create(Incident(case=case, course=course, created_by=actor, **values) for values in filled)
        made.sort(key=lambda incident: (incident.last_moment, incident.pk))
        first, last = short_day(made[0].occurred_at), short_day(made[-1].occurred_at)
        many = f"{len(made)} occasions" if len(made) > 1 else "1 occasion"
        ch.event("incident.added", f"{many} added from a diary or log, {first} to {last}", subject=made[-1], occurred_at=at)
        for incident, values in zip(made, filled, strict=True):
            ch.audit("CREATE", incident, fields=[name for name in FIELDS if values.get(name)])
        # One answer for all: what follows counts from the last act, and the chronology is read once.
        happened(Fact("incident.added", case.pk, made[-1], known_at, actor, {"added": len(made)}))
    return made


def _pair(case: Case, victim: Person | None, suspect: Person | None, problems: rules.Problems) -> dict[str, Person]:
    """Whom it was done to and by whom: those chosen, or the only ones of the case; what is wrong goes to `problems`."""
    people = selectors.parties(case)
    who: dict[str, Any] = {}
    for name, chosen, there in (("victim", victim, people["VICTIM"]), ("suspect", suspect, people["SUSPECT"])):
        if chosen is None and len(there) == 1:
            chosen = there[0]
        if chosen is None:
            problems.append((name, f"Choose the {name}" if there else f"Add the {name} to the case first, even if not yet identified"))
        elif chosen not in there:
            problems.append((name, f"Choose a {name} of this case"))
        who[name] = chosen
    return who


def update_incident(*, actor: User, incident: Incident, version: int, values: Mapping[str, Any], at: datetime | None = None) -> Incident:
    """Correct an incident. `version` is the one the editor saw: Conflict with both texts when someone else saved first."""
    case = incident.case
    with change(actor, "incident.update", case) as ch:
        filled = complete(values)
        problems = rules.incident_problems(filled, ch.now)
        if problems:
            raise GuardFailed(problems)
        before = {name: getattr(incident, name) for name in FIELDS}
        changed = {name: value for name, value in filled.items() if before[name] != value}
        if not changed and incident.version == version:
            return incident
        save_version(incident, version, filled)
        ch.event("incident.corrected", f"Corrected: {in_words(incident)}", subject=incident)
        ch.audit("UPDATE", incident, before={name: before[name] for name in changed}, after=changed)
        happened(Fact("incident.changed", case.pk, incident, at or ch.now, actor, {"fields": sorted(changed)}))
    return incident


def in_words(incident: Incident) -> str:
    """An incident in one line of coded words: never what was typed, which may say where somebody lives."""
    acts = ", ".join(Act(code).label.split(":")[0] for code in incident.acts)
    day = short_day(incident.occurred_at)
    match incident.exactness:
        case Exactness.ABOUT:
            when = f"about {day}"
        case Exactness.BETWEEN:
            when = f"between {day} and {short_day(incident.occurred_to)}"
        case _:
            when = day
    return f"{acts} ({when})"
