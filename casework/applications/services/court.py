"""Before the court: lodging, hearings, the summons, and how the application ends."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, change
from casework.applications import flow, rules, selectors
from casework.applications.models import (
    Application,
    ApplicationKind,
    Hearing,
    HearingKind,
    HearingOutcome,
    WithdrawalReason,
)
from casework.applications.services import hearsay
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.cases.versions import save_version
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import at as first_instant
from casework.law.when import day_of, in_words
from casework.policies.selectors import law_for
from casework.staff.models import Role


def lodge(
    *, actor: Any, application: Application, complaint_on: date, court_reference: str, route: str = "electronic", at: datetime | None = None
) -> Application:
    """The complaint is made (SPA 2019 s.13(1)). `route` is a key of `rules.MEANS`; rule MCR-3D refuses any other way.

    `at` is when; without it the day of the complaint, which may be entered some days later.
    """
    case = application.case
    with change(actor, "application.lodge", case, lock=True) as ch:
        when = past(at, not_before=application.authorised_at, before="it was authorised")
        if at is None and application.authorised_at is not None and complaint_on < day_of(when):
            when = max(application.authorised_at, first_instant(complaint_on, 0))
        main = application.main
        facts = {
            "complaint_on": complaint_on,
            "court_reference": court_reference,
            "today": timezone.localdate(),
            "main_undetermined": main is not None and main.undetermined,
            "same_force": main is not None and main.case.force_id == case.force_id,
            "form": law_for(case.force_id).compute("MCR-3D", on=when, inputs={"means": route}),
        }
        make_move(
            application,
            "lodge",
            actor=actor,
            role=Role.LEGAL,
            reason=rules.MEANS[route],
            facts=facts,
            at=when,
            complaint_on=complaint_on,
            court_reference=court_reference.strip(),
            lodged_at=when,
        )
        clocks.satisfy("R25", subject=application, at=when, actor=actor)
        clocks.start(
            "OP-LISTING",
            subject=application,
            case=case,
            on=when,
            title=f"Hearing date for {application.reference}",
            actor=actor,
            path=f"/applications/{application.reference}/",
        )
        close_tasks(application, Role.LEGAL)
        open_task(case, Role.LEGAL, f"Hearing of {application.reference}", subject=application)
        ch.event(
            "application.lodged",
            f"{application.reference}: complaint lodged with {application.court}.",
            subject=application,
            occurred_at=when,
        )
        ch.audit("MOVE", application, after={"complaint_on": complaint_on, "court_reference": court_reference})
        happened(Fact("application.lodged", case.pk, application, when, actor))
    return application


def list_hearing(
    *,
    actor: Any,
    application: Application,
    hearing_at: datetime,
    court: str,
    court_code: str = "",
    kind: str = HearingKind.FIRST,
    contested: bool | None = None,
    at: datetime | None = None,
) -> Hearing:
    """Enter the hearing that the court has listed. `hearing_at` may lie ahead; `at` is when it was entered."""
    case = application.case
    with change(actor, "application.lodge", case, lock=True) as ch:
        when = past(at, not_before=application.lodged_at, before="it was lodged")
        make_move(application, "list", actor=actor, role=Role.LEGAL, at=when, facts={"hearing_at": hearing_at, "court": court})
        clocks.satisfy("OP-LISTING", subject=application, at=when, actor=actor)
        hearing = _new_hearing(application, actor, hearing_at, court, court_code, kind, contested)
        ch.event(
            "hearing.listed", f"{application.reference}: hearing on {in_words(hearing_at)}, {court}.", subject=hearing, occurred_at=when
        )
        ch.audit("CREATE", hearing, after={"at": hearing_at, "court": court})
        hearsay.follow_hearing(hearing, actor, "a hearing was listed")
        happened(Fact("hearing.listed", case.pk, hearing, when, actor))
    return hearing


def move_hearing(
    *, actor: Any, hearing: Hearing, hearing_at: datetime, court: str, contested: bool | None, expected: int, kind: str = ""
) -> Hearing:
    """The court moved a hearing before it was held, or it turned out to be contested: everything that hangs on it is counted anew."""
    application = hearing.application
    with change(actor, "application.lodge", application.case, lock=True) as ch:
        if hearing.outcome or not application.undetermined:
            raise GuardFailed("This hearing is over. Enter how it ended, and its next date with it.")
        problems = rules.not_listable(application, hearing_at=hearing_at, court=court)
        if problems:
            raise GuardFailed(problems)
        before = {"at": hearing.at, "contested": hearing.contested}
        values = {"at": hearing_at, "court": court.strip(), "contested": contested, "kind": kind or hearing.kind}
        save_version(hearing, expected, values)
        words = f"{application.reference}: hearing now on {in_words(hearing_at)}{', contested' if contested else ''}."
        ch.event("hearing.moved", words, subject=hearing)
        ch.audit("UPDATE", hearing, before=before, after=values)
        hearsay.follow_hearing(hearing, actor, "the hearing was moved")
        happened(Fact("hearing.listed", application.case_id, hearing, ch.now, actor))
    return hearing


def adjourn(
    *,
    actor: Any,
    application: Application,
    next_at: datetime,
    court: str = "",
    note: str = "",
    outcome: str = HearingOutcome.ADJOURNED,
    heard_at: datetime | None = None,
    kind: str = HearingKind.FULL,
    contested: bool | None = None,
) -> Hearing:
    """The hearing is put off to `next_at`; what hangs on the date is counted anew. `contested` None: as the hearing before it."""
    case = application.case
    with change(actor, "application.lodge", case, lock=True) as ch:
        return put_off(
            ch,
            application,
            next_at=next_at,
            court=court,
            note=note,
            outcome=outcome,
            heard_at=heard_at,
            kind=kind,
            contested=contested,
        )


def put_off(
    ch: Change,
    application: Application,
    *,
    next_at: datetime,
    court: str,
    note: str,
    outcome: str,
    heard_at: datetime | None,
    kind: str,
    contested: bool | None = None,
) -> Hearing:
    """The part of `adjourn` inside a transaction that has been opened already (an interim order made at the same hearing)."""
    hearing = selectors.pending_hearing(application)
    if hearing is None:
        raise GuardFailed("No hearing is listed.")
    when = past(heard_at, "heard_at", not_before=application.lodged_at, before="it was lodged")
    if next_at <= when:
        raise GuardFailed("The next hearing must come after this one.", "next_at")
    close_hearing(ch, hearing, outcome, note, when)
    make_move(application, "adjourn", actor=ch.actor, role=Role.LEGAL, reason=note.strip(), at=when)
    facts = {"hearing_at": next_at, "court": court or hearing.court}
    make_move(application, "list", actor=ch.actor, role=Role.LEGAL, facts=facts, at=when)
    going_on = hearing.contested if contested is None else contested
    following = _new_hearing(application, ch.actor, next_at, court or hearing.court, hearing.court_code, kind, going_on)
    ch.event("hearing.adjourned", f"{application.reference}: adjourned to {in_words(next_at)}.", subject=following, occurred_at=when)
    ch.audit("MOVE", application, after={"next_at": next_at})
    hearsay.follow_hearing(following, ch.actor, "the hearing was adjourned")
    happened(Fact("hearing.listed", application.case_id, following, when, ch.actor))
    return following


def close_hearing(ch: Change, hearing: Hearing, outcome: str, note: str, when: datetime) -> None:
    """Write a hearing's outcome; GuardFailed when it has one."""
    if not Hearing.objects.filter(pk=hearing.pk, outcome="").update(outcome=outcome, outcome_note=note.strip(), outcome_at=when):
        raise GuardFailed("The outcome of this hearing is recorded already.")
    ch.audit("UPDATE", hearing, after={"outcome": outcome})


def determine(
    *,
    actor: Any,
    application: Application,
    granted: bool,
    at: datetime,
    note: str = "",
    order: Any = None,
) -> Application:
    """The court's decision. A grant comes with the `order` that was recorded; a refusal with the court's reasons.

    Determining a main application ends its interim order that moment (SPA 2019 s.5(6)(b)): whoever answers
    "application.determined" does that.
    """
    case = application.case
    with change(actor, "application.lodge", case, lock=True) as ch:
        decided = past(at, "at", not_before=application.lodged_at, before="it was lodged")
        if granted and order is None:
            raise GuardFailed("A grant is recorded with the order that the court made.")
        if not granted and len(note.strip()) < 10:
            raise GuardFailed("Write why the court refused, in at least 10 characters.", "note")
        verb = "grant" if granted else "refuse"
        make_move(
            application,
            verb,
            actor=actor,
            role=Role.LEGAL,
            reason=note.strip(),
            at=decided,
            determined_at=decided,
            outcome_note=note.strip(),
        )
        hearing = selectors.pending_hearing(application)
        if hearing is not None:
            close_hearing(ch, hearing, HearingOutcome.GRANTED if granted else HearingOutcome.REFUSED, note, decided)
        hearsay.end_with_application(application, actor, "The court decided the application")
        close_tasks(application)
        words = "granted" if granted else "refused by the court"
        ch.event(f"application.{words.split()[0]}", f"{application.reference}: {words}.", subject=application, occurred_at=decided)
        ch.audit("MOVE", application, after={"state": application.state})
        detail = {"outcome": "granted" if granted else "refused", "order": order}
        happened(Fact("application.determined", case.pk, application, decided, actor, detail))
    return application


def withdraw(*, actor: Any, application: Application, reason: str, note: str, at: datetime | None = None) -> Application:
    """End it before a decision. A draft is withdrawn by its officer, anything later by force legal; an interim order ends with it."""
    case = application.case
    action = "application.draft" if application.state == flow.DRAFT else "application.lodge"
    with change(actor, action, case, lock=True) as ch:
        when = past(at, not_before=application.started_at, before="the application was started")
        if reason not in WithdrawalReason.values or reason == WithdrawalReason.LEGAL_REFUSED:
            raise GuardFailed("Choose the reason.", "reason")
        if len(note.strip()) < 10:
            raise GuardFailed("Explain it in at least 10 characters.", "note")
        make_move(
            application,
            "withdraw",
            actor=actor,
            at=when,
            reason=note.strip(),
            withdrawal_reason=reason,
            determined_at=when,
            outcome_note=note.strip(),
        )
        hearing = selectors.pending_hearing(application)
        if hearing is not None:
            close_hearing(ch, hearing, HearingOutcome.VACATED, note, when)
        for rule in ("R23", "OP-AUTH", "R25", "OP-LISTING"):
            clocks.cancel(rule, subject=application, actor=actor, why="The application was withdrawn")
        hearsay.end_with_application(application, actor, "The application was withdrawn")
        close_tasks(application)
        ch.event(
            "application.withdrawn",
            f"{application.reference}: withdrawn, {application.get_withdrawal_reason_display().lower()}.",
            subject=application,
            occurred_at=when,
        )
        ch.audit("MOVE", application, after={"state": application.state, "reason": reason})
        if application.kind == ApplicationKind.MAIN:
            _withdraw_interims(application, actor, when)
        happened(Fact("application.determined", case.pk, application, when, actor, {"outcome": "withdrawn"}))
    return application


def _withdraw_interims(main: Application, actor: Any, when: datetime) -> None:
    """An interim application has nothing left to stand on when its main application is withdrawn."""
    for interim in main.later_interims.filter(state__in=flow.UNDETERMINED):
        make_move(
            interim,
            "withdraw",
            actor=actor,
            at=when,
            reason=f"{main.reference} was withdrawn",
            withdrawal_reason=WithdrawalReason.OTHER,
            determined_at=when,
        )
        hearsay.end_with_application(interim, actor, "The main application was withdrawn")
        close_tasks(interim)


def _new_hearing(application: Application, actor: Any, at: datetime, court: str, code: str, kind: str, contested: bool | None) -> Hearing:
    return Hearing.objects.create(
        application=application, at=at, court=court.strip(), court_code=code.strip(), kind=kind, contested=contested, recorded_by=actor
    )
