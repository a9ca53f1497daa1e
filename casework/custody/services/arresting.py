"""Arrest and interview."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty, PartyRole
from casework.cases.moments import past
from casework.cases.moves import begin
from casework.cases.references import next_reference
from casework.clocks import lawful
from casework.custody import rules
from casework.custody.models import Arrest, ArrestPower, Interview
from casework.errors import GuardFailed
from casework.people.models import Person
from casework.staff.models import User


def record_arrest(
    *,
    actor: User,
    case: Case,
    suspect: Person,
    offences: Collection[str],
    ground: str = "",
    reason: str = "",
    power: str = ArrestPower.WITHOUT_WARRANT,
    station: str = "",
    custody_record: str = "",
    at: datetime | None = None,
    action: str = "custody.update",
) -> Arrest:
    """Record that a suspect of the case was arrested; without a warrant with the ground of PACE 1984 s.24(5) and why it applied.

    `action` is the row of the matrix that allows it: the arrest for a breach brings its own. Raises GuardFailed.
    """
    with change(actor, action, case, lock=True) as ch:
        when = past(at)
        problems = rules.arrest_problems(offences, power) + suspect_problems(case, suspect)
        if power == ArrestPower.WITHOUT_WARRANT:
            problems += necessity_problems(case, when, ground, reason)
        if Arrest.objects.filter(case=case, suspect=suspect, state="DETAINED").exists():
            problems.append(("suspect", "This person is in custody on this case already. Record the release first."))
        if problems:
            raise GuardFailed(problems)
        arrest = Arrest.objects.create(
            reference=next_reference("ARR"),
            case=case,
            suspect=suspect,
            offences=sorted(set(offences)),
            power=power,
            ground=ground if power == ArrestPower.WITHOUT_WARRANT else "",
            reason=reason.strip(),
            arrested_at=when,
            station=station.strip(),
            custody_record=custody_record.strip(),
            recorded_by=actor,
        )
        begin(arrest, "arrest", actor=actor, at=when)
        ch.event("custody.arrested", f"{arrest.reference}: arrested.", subject=arrest, occurred_at=when)
        ch.audit("CREATE", arrest, after={"offences": ",".join(arrest.offences), "ground": ground, "power": power})
        happened(Fact("suspect.arrested", case.pk, arrest, when, actor, {"offences": arrest.offences}))
    return arrest


def necessity_problems(case: Case, when: datetime, ground: str, reason: str) -> list[tuple[str | None, str]]:
    """What rule R47 (PACE 1984 s.24(4) to (6)) finds missing, beside the fields."""
    known = {"ground": rules.LAW_GROUND[ground]} if ground in rules.LAW_GROUND else {}
    result = lawful.ask("PACE-24", when, known | {"reason": reason}, lawful.law_for(case.force_id))
    found: list[tuple[str | None, str]] = [("ground" if "Choose" in each else "reason", each) for each in result.reasons]
    if reason.strip() and rules.short(reason):
        found.append(("reason", f"Say in at least {rules.LEAST} characters why the arrest was necessary on that ground."))
    return found


def suspect_problems(case: Case, suspect: Person) -> list[tuple[str | None, str]]:
    """Only a suspect of the case."""
    if not CaseParty.objects.filter(case=case, person=suspect, role=PartyRole.SUSPECT).exists():
        return [("suspect", "Choose a suspect of this case.")]
    return []


def record_interview(*, actor: User, case: Case, suspect: Person, values: Mapping[str, Any], arrest: Arrest | None = None) -> Interview:
    """Record an interview under caution: in custody (`arrest`) or by appointment. `values` are fields of Interview. Raises GuardFailed."""
    with change(actor, "custody.update", case) as ch:
        not_before = arrest.arrested_at if arrest is not None else None
        problems = suspect_problems(case, suspect)
        problems += rules.interview_problems(values["started_at"], values["ended_at"], ch.now, not_before=not_before)
        for name, least, sentence in (
            ("place", 3, "Enter where it was."),
            ("legal_advice", 3, "Say who gave legal advice, or that it was declined."),
            ("account", 3, "Write what was said, or that no comment was made."),
        ):
            if rules.short(values.get(name), least):
                problems.append((name, sentence))
        if arrest is not None and (arrest.case_id, arrest.suspect_id) != (case.pk, suspect.pk):
            problems.append(("arrest", "This arrest is of somebody else."))
        if problems:
            raise GuardFailed(problems)
        interview = Interview.objects.create(
            case=case,
            suspect=suspect,
            arrest=arrest,
            started_at=values["started_at"],
            ended_at=values["ended_at"],
            place=values["place"].strip(),
            legal_advice=values["legal_advice"].strip(),
            account=values["account"].strip(),
            interviewer=actor,
        )
        words = "in custody" if arrest is not None else "by appointment"
        ch.event("custody.interviewed", f"Interviewed under caution, {words}.", subject=interview, occurred_at=interview.started_at)
        ch.audit("CREATE", interview, fields=["started_at", "ended_at", "account"])
        happened(Fact("suspect.interviewed", case.pk, interview, interview.ended_at, actor))
    return interview
