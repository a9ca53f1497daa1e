"""The summons: issued by the court, prepared and served by the police (MCR 1981 r.99(7)), proved by a certificate."""

from datetime import date, datetime
from typing import Any

from casework.access.writing import change
from casework.applications import selectors
from casework.applications.models import Application, SummonsService, SummonsStep, SummonsStepKind
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.errors import LawInputError
from casework.law.when import day_of, day_words
from casework.policies.selectors import ForceLaw, law_for

STEP_WORDS = {
    SummonsStepKind.ISSUED: "the court issued the summons",
    SummonsStepKind.PREPARED: "the summons was prepared for service",
    SummonsStepKind.ATTEMPTED: "an attempt to serve the summons failed",
    SummonsStepKind.COURT_SERVES: "the court directed that others serve the summons",
}


def record_summons_step(*, actor: Any, application: Application, kind: str, at: datetime, note: str = "") -> SummonsStep:
    """What comes before the service. The issue starts the police's time to try (rule MCR-99-7); another direction of the court ends it.

    GuardFailed without a hearing to come, before the issue, and for a failed attempt that is not explained.
    """
    case = application.case
    with change(actor, "summons.serve", case, lock=True) as ch:
        hearing = selectors.pending_hearing(application)
        if hearing is None:
            raise GuardFailed("No hearing is listed, so there is no summons yet.")
        issued = selectors.summons_issue(application)
        if kind == SummonsStepKind.ISSUED and issued is not None and issued.hearing_id == hearing.pk:
            raise GuardFailed("The issue of this summons is recorded already.", "kind")
        if kind != SummonsStepKind.ISSUED and issued is None:
            raise GuardFailed("Record first when the court issued the summons.", "kind")
        if kind in (SummonsStepKind.ATTEMPTED, SummonsStepKind.COURT_SERVES) and len(note.strip()) < 10:
            raise GuardFailed("Say where and why, in at least 10 characters.", "note")
        first = issued.at if issued is not None else application.lodged_at
        when = past(at, "at", not_before=first, before="the summons was issued" if issued is not None else "it was lodged")
        step = SummonsStep.objects.create(
            application=application, hearing=hearing, kind=kind, at=when, note=note.strip(), recorded_by=actor
        )
        if kind == SummonsStepKind.ISSUED:
            clocks.start(
                "MCR-99-7",
                subject=application,
                case=case,
                on=when,
                title=f"Serve the summons of {application.reference}",
                actor=actor,
                path=f"/applications/{application.reference}/summons/",
            )
            happened(Fact("summons.issued", case.pk, step, when, actor))
        elif kind == SummonsStepKind.ATTEMPTED:
            clocks.satisfy("MCR-99-7", subject=application, at=when, actor=actor, note="Service was attempted")
        elif kind == SummonsStepKind.COURT_SERVES:
            clocks.cancel("MCR-99-7", subject=application, actor=actor, why="The court directed that others serve it")
        ch.event(
            f"summons.{kind.lower()}",
            f"{application.reference}: {STEP_WORDS[SummonsStepKind(kind)]}.",
            subject=step,
            occurred_at=when,
        )
        ch.audit("CREATE", step, after={"kind": kind, "at": when})
    return step


def serve_summons(
    *,
    actor: Any,
    application: Application,
    method: str,
    sent_at: datetime,
    server: str,
    certificate_signed: bool,
    shown_on: date | None = None,
    note: str = "",
) -> SummonsService:
    """Record how the summons was served; since 8 April 2024 that is for the police (MCR 1981 r.99(7)).

    The day of receipt is the law's (rule MCR-99) unless `shown_on` is proved. GuardFailed when it falls after the hearing.
    """
    case = application.case
    with change(actor, "summons.serve", case, lock=True) as ch:
        sent = past(sent_at, "sent_at", not_before=application.lodged_at, before="it was lodged")
        hearing = selectors.pending_hearing(application)
        if hearing is None:
            raise GuardFailed("No hearing is listed, so there is no summons to serve yet.")
        effective, basis = _received(method, sent, shown_on, law_for(case.force_id))
        issued = selectors.summons_issue(application)
        facts = {
            "certificate_signed": certificate_signed,
            "effective_on": effective,
            "hearing_on": day_of(hearing.at),
            "issued_at": issued.at if issued is not None else None,
            "sent_at": sent,
        }
        make_move(application, "serve summons", actor=actor, facts=facts, at=sent)
        assert effective is not None  # the guard refused None
        clocks.satisfy("MCR-99-7", subject=application, at=sent, actor=actor)
        service = SummonsService.objects.create(
            application=application,
            method=method,
            sent_at=sent,
            server=server.strip(),
            effective_on=effective,
            basis=basis[:200],
            certificate_signed=certificate_signed,
            note=note.strip(),
            recorded_by=actor,
        )
        words = f"{application.reference}: summons served, counts as received on {day_words(effective)}."
        ch.event("summons.served", words, subject=service, occurred_at=sent)
        ch.audit("CREATE", service, after={"method": method, "sent_at": sent, "effective_on": effective})
        happened(Fact("summons.served", case.pk, application, sent, actor))
    return service


def _received(method: str, sent: datetime, shown_on: date | None, law: ForceLaw) -> tuple[date | None, str]:
    if shown_on is not None and method != "court_directed":
        return shown_on, "Proved to have been received on that day"
    inputs = {"method": method, **({"court_date": shown_on} if shown_on else {})}
    try:
        result = law.compute("MCR-99", on=sent, inputs=inputs)
    except LawInputError as problem:
        raise GuardFailed(problem.sentence, "sent_at") from problem
    return (day_of(result.due) if result.due is not None else None), " ".join([*result.steps, *result.reasons])
