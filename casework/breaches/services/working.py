"""Working a breach: the crime, the further crime, arrest or the reason for none, and how it ended."""

from datetime import datetime
from typing import Any

from casework.access.writing import Change, change
from casework.breaches import flow, rules
from casework.breaches.models import Breach, BreachStep, BreachStepKind
from casework.cases.facts import Fact, happened
from casework.cases.models import PartyRole
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.custody import flow as custody
from casework.custody.models import Arrest
from casework.custody.services.arresting import record_arrest
from casework.errors import GuardFailed
from casework.reports.offences import Offence


def record_crime(*, actor: Any, breach: Breach, crime_number: str, at: datetime | None = None) -> Breach:
    """The crime of the breach is recorded (within 24 hours: force policy)."""
    with change(actor, "breach.update", breach.case) as ch:
        when = past(at, not_before=breach.reported_at, before="it was reported")
        make_move(
            breach,
            "record crime",
            actor=actor,
            facts={"crime_number": crime_number},
            at=when,
            crime_number=crime_number.strip(),
            crime_recorded_at=when,
        )
        ch.event("breach.crime_recorded", f"{breach.reference}: crime recorded.", subject=breach, occurred_at=when)
        ch.audit("MOVE", breach, after={"crime_number": crime_number})
        _done(ch, breach, BreachStepKind.CRIME, when, "")
    return breach


def decide_further_crime(
    *, actor: Any, breach: Breach, further_crime: bool | None, why: str, number: str = "", at: datetime | None = None
) -> Breach:
    """Answer the question that must be answered, and begin the investigation: is a further stalking or harassment crime recorded too?"""
    with change(actor, "breach.update", breach.case) as ch:
        when = past(at, not_before=breach.reported_at, before="it was reported")
        facts = {"further_crime": further_crime, "further_crime_why": why, "number": number}
        make_move(
            breach,
            "investigate",
            actor=actor,
            facts=facts,
            at=when,
            further_crime=further_crime,
            further_crime_why=why.strip(),
            further_crime_number=number.strip(),
        )
        words = "a further crime is recorded" if further_crime else "no further crime is recorded, with reasons"
        ch.event("breach.further_crime", f"{breach.reference}: {words}.", subject=breach, occurred_at=when)
        ch.audit("MOVE", breach, fields=["further_crime", "further_crime_why"])
        _done(ch, breach, BreachStepKind.FURTHER, when, "")
    return breach


def arrest(*, actor: Any, breach: Breach, ground: str, reason: str, at: datetime | None = None) -> Breach:
    """The defendant was arrested; `ground` is one of PACE 1984 s.24(5), `reason` why it applied."""
    with change(actor, "breach.update", breach.case) as ch:
        when = past(at, not_before=breach.occurred_at, before="the breach")
        make_move(
            breach,
            "arrest",
            actor=actor,
            facts={"ground": ground, "reason": reason},
            at=when,
            arrest_ground=ground,
            arrest_reason=reason.strip(),
            arrested_at=when,
        )
        ch.event("breach.arrest", f"{breach.reference}: arrested.", subject=breach, occurred_at=when)
        ch.audit("MOVE", breach, fields=["arrest_ground", "arrest_reason"])
        _done(ch, breach, BreachStepKind.ARREST, when, "")
        suspect = breach.case.parties.filter(person=breach.order.defendant, role=PartyRole.SUSPECT).exists()
        if suspect and not Arrest.objects.filter(case=breach.case, suspect=breach.order.defendant, state=custody.DETAINED).exists():
            record_arrest(
                actor=actor,
                case=breach.case,
                suspect=breach.order.defendant,
                offences=[Offence.SPO_BREACH],
                ground=ground,
                reason=reason,
                at=when,
                action="breach.update",
            )
    return breach


def suspect_arrested(fact: Fact) -> None:
    """Answer to "suspect.arrested": an arrest for breaking an order is the arrest for every breach by that person that waits for one."""
    made = fact.subject
    if not isinstance(made, Arrest) or Offence.SPO_BREACH not in made.offences or not made.ground:
        return
    waiting = Breach.objects.filter(case_id=made.case_id, state=flow.INVESTIGATING, order__defendant=made.suspect)
    for breach in waiting.select_related("case", "order__defendant"):
        if made.arrested_at >= breach.occurred_at:
            arrest(actor=fact.actor, breach=breach, ground=made.ground, reason=made.reason, at=made.arrested_at)


def propose_no_arrest(*, actor: Any, breach: Breach, reason: str) -> Breach:
    """Write why nobody was arrested; a sergeant who did not write it approves (force policy)."""
    with change(actor, "breach.update", breach.case) as ch:
        if breach.state != flow.INVESTIGATING:
            raise GuardFailed(f"This cannot be done now: it is {breach.get_state_display().lower()}.")
        if len(reason.strip()) < rules.LEAST_NO_ARREST:
            raise GuardFailed(f"Give the reason in at least {rules.LEAST_NO_ARREST} characters.", "reason")
        Breach.objects.filter(pk=breach.pk).update(no_arrest_reason=reason.strip(), no_arrest_by=actor)
        breach.refresh_from_db()
        ch.event("breach.no_arrest_proposed", f"{breach.reference}: no arrest proposed, with the reason.", subject=breach)
        ch.audit("UPDATE", breach, fields=["no_arrest_reason"])
    return breach


def approve_no_arrest(*, actor: Any, breach: Breach, at: datetime | None = None) -> Breach:
    """A sergeant approves the reason for no arrest; the defendant is interviewed by appointment."""
    with change(actor, "breach.noarrest", breach.case) as ch:
        when = past(at, not_before=breach.reported_at, before="it was reported")
        make_move(
            breach,
            "interview",
            actor=actor,
            facts={"approver_id": actor.pk},
            at=when,
            no_arrest_approved_by=actor,
            no_arrest_approved_at=when,
        )
        ch.event("breach.no_arrest_approved", f"{breach.reference}: reason for no arrest approved.", subject=breach, occurred_at=when)
        ch.audit("MOVE", breach, fields=["state"])
        _done(ch, breach, BreachStepKind.ARREST, when, "")
    return breach


PLAIN_VERBS = ("refer", "charge", "no further action", "convict", "acquit", "discontinue")


def advance(*, actor: Any, breach: Breach, verb: str, note: str = "", at: datetime | None = None) -> Breach:
    """The later moves: refer to the CPS, charge (a CPS decision), and the outcomes. Ends without a conviction need a reason."""
    if verb not in PLAIN_VERBS:
        raise LookupError(verb)
    with change(actor, "breach.update", breach.case) as ch:
        when = past(at, not_before=breach.reported_at, before="it was reported")
        make_move(breach, verb, actor=actor, facts={"note": note}, at=when, outcome_note=note.strip() or breach.outcome_note)
        ch.event("breach.moved", f"{breach.reference}: {breach.get_state_display().lower()}.", subject=breach, occurred_at=when)
        ch.audit("MOVE", breach, after={"state": breach.state})
        if verb == "refer":
            _done(ch, breach, BreachStepKind.CPS, when, "")
        if verb == "charge":
            happened(Fact("breach.charged", breach.case_id, breach, when, actor))
    return breach


def step_done(*, actor: Any, breach: Breach, kind: str, note: str, at: datetime | None = None) -> BreachStep:
    """Tick off one thing seen to, with a note. Arrest and the crime are ticked by recording them, risk by assessing it."""
    with change(actor, "breach.update", breach.case) as ch:
        if kind in BreachStep.CLOCKED or kind not in BreachStepKind.values:
            raise GuardFailed("This is ticked when it is recorded: assess the risk, record the crime, record the arrest.", "kind")
        if len(note.strip()) < 3:
            raise GuardFailed("Say what was done.", "note")
        return _done(ch, breach, kind, past(at, not_before=breach.reported_at, before="it was reported"), note.strip())


def risk_assessed(fact: Fact) -> None:
    """Answer to "risk.assessed": the risk step of every breach of the case that still waits for it."""
    if fact.case_id is None:
        return
    for step in BreachStep.objects.filter(case_id=fact.case_id, kind=BreachStepKind.RISK, done_at=None).select_related("breach"):
        if fact.at >= step.breach.reported_at:
            BreachStep.objects.filter(pk=step.pk).update(done_at=fact.at, done_by=fact.actor)
            clocks.satisfy("SPA-8", subject=step, at=fact.at, actor=fact.actor)


def _done(ch: Change, breach: Breach, kind: str, when: datetime, note: str) -> BreachStep:
    step = BreachStep.objects.get(breach=breach, kind=kind)
    if step.done_at is None:
        BreachStep.objects.filter(pk=step.pk).update(done_at=when, done_by=ch.actor, note=note)
        step.refresh_from_db()
        clocks.satisfy("SPA-8", subject=step, at=when, actor=ch.actor)
        ch.audit("UPDATE", step, fields=["done_at"])
        happened(Fact("breach.step_done", breach.case_id, breach, when, ch.actor, {"step": kind}))
    return step
