"""Appeals to the Crown Court (SPA 2019 s.7; orders.md 2.6, 6.5). The order is unaffected meanwhile unless a court stays it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, change, system_change
from casework.applications import flow as application_flow
from casework.applications.models import Application
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of, in_words
from casework.orders import appeal_rules, flow
from casework.orders.models import Appeal, AppealEffect, Appellant, Decision, Order, OrderChange, Stay
from casework.policies.selectors import law_for
from casework.staff.models import Role

CONSIDER = "Consider an appeal:"
OURS = (Decision.ORDER_REFUSED, Decision.INTERIM_REFUSED, Decision.CHANGED_FOR_DEFENDANT, Decision.REFUSED_TO_OFFICER)
"""Decisions from which a chief officer may appeal: only these start a date of our own."""


def on_refused(fact: Fact) -> None:
    """Answer to "application.determined": a refusal starts the time in which the chief officer may appeal (s.7(2))."""
    application = fact.subject
    if (fact.detail or {}).get("outcome") != "refused" or application.state != application_flow.REFUSED:
        return
    with system_change("order.record", application.case) as ch:
        ch.actor = fact.actor
        _start(
            ch, application, appeal_rules.decision_on_application(application), fact.at, f"/applications/{application.reference}/appeal/"
        )


def start_for_change(ch: Change, made: OrderChange, when: datetime) -> None:
    """The same for a decision under s.4 from which a chief officer may appeal."""
    decision = appeal_rules.decision_on_change(made)
    if decision in OURS:
        _start(ch, made, decision, when, f"/changes/{made.reference}/appeal/")


def _start(ch: Change, subject: Any, decision: str, when: datetime, path: str) -> None:
    clocks.start(
        "CC-7",
        subject=subject,
        case=subject.case,
        on=day_of(when),
        inputs={"decision": decision, "appellant": Appellant.APPLICANT_OFFICER.value},
        title=f"Decide on an appeal: {subject.reference}",
        actor=ch.actor,
        path=path,
    )
    open_task(subject.case, Role.LEGAL, f"{CONSIDER} {subject.reference}", subject=subject)


def decide_against_appeal(*, actor: Any, subject: Any, reason: str, at: datetime | None = None) -> None:
    """Force legal decides that the chief officer does not appeal. `subject` is the refused application or the decided change."""
    with change(actor, "order.record", subject.case, lock=True) as ch:
        when = past(at)
        if len(reason.strip()) < 20:
            raise GuardFailed("Say why, in at least 20 characters.", "reason")
        if clocks.satisfy("CC-7", subject=subject, at=when, actor=actor, note="No appeal") is None:
            raise GuardFailed("No decision on an appeal is waiting here.")
        close_tasks(subject, Role.LEGAL, what=f"{CONSIDER} {subject.reference}")
        ch.event("appeal.not_taken", f"{subject.reference}: the chief officer does not appeal. {reason.strip()}", subject=subject)
        ch.audit("UPDATE", subject, fields=["appeal"])


def lodge_appeal(
    *,
    actor: Any,
    against: Order | Application | OrderChange,
    appellant: str,
    notice_on: date,
    notice_to: str,
    grounds: str = "",
    extended_on: date | None = None,
    extension_why: str = "",
) -> Appeal:
    """Record the notice of an appeal against an order, a refused application, or a decision about an order.

    GuardFailed when s.7 gives that party no appeal, or when it is late without an extension of time (rule CC-7: ask force legal).
    """
    with change(actor, "order.record", against.case, lock=True) as ch:
        decision, decided_on = _decision(against)
        law = law_for(against.case.force_id)
        if appellant not in Appellant.values:
            raise GuardFailed("Say who appeals.", "appellant")
        answer = appeal_rules.right(law, decision=decision, appellant=appellant, decided_on=decided_on)
        problems = appeal_rules.notice_problems(
            answer,
            decided_on=decided_on,
            notice_on=notice_on,
            today=day_of(ch.now),
            notice_to=notice_to,
            extended_on=extended_on,
            extension_why=extension_why,
        )
        fields = _against(against)
        if Appeal.objects.filter(**fields, decision=decision, appellant=appellant, state__in=flow.APPEAL_OPEN).exists():
            problems.append((None, "Such an appeal is open already."))
        if problems:
            raise GuardFailed(problems)
        assert answer.due is not None
        appeal = Appeal.objects.create(
            case=against.case,
            **fields,
            decision=decision,
            appellant=appellant,
            state=flow.NOTICE_LODGED,
            decided_on=decided_on,
            last_day=day_of(answer.due),
            notice_on=notice_on,
            notice_to=notice_to.strip(),
            grounds=grounds.strip(),
            extended_on=extended_on,
            extension_why=extension_why.strip(),
            recorded_by=actor,
        )
        begin(appeal, "lodge notice", actor=actor, role=Role.LEGAL)
        if appellant != Appellant.DEFENDANT and not isinstance(against, Order):
            clocks.satisfy("CC-7", subject=against, at=notice_on, actor=actor)
        close_tasks(against, Role.LEGAL, what=f"{CONSIDER} {against.reference}")
        open_task(against.case, Role.LEGAL, f"Appeal on {against.reference}", subject=appeal)
        words = f"{against.reference}: notice of appeal by {appeal.get_appellant_display().lower()}. The order is unaffected meanwhile."
        ch.event("appeal.lodged", words, subject=appeal)
        ch.audit("CREATE", appeal, after={"decision": decision, "appellant": appellant})
        happened(Fact("appeal.begun", against.case_id, appeal, ch.now, actor))
    return appeal


def list_appeal(*, actor: Any, appeal: Appeal, hearing_at: datetime, court: str, progression_officer: str) -> Appeal:
    """The Crown Court has listed it; a case progression officer of our own is named (CCR 1982 r.5A)."""
    with change(actor, "order.record", appeal.case, lock=True) as ch:
        facts = {
            "hearing_at": hearing_at,
            "court": court,
            "progression_officer": progression_officer,
            "law": law_for(appeal.case.force_id),
        }
        values: dict[str, Any] = {"hearing_at": hearing_at, "court": court.strip(), "progression_officer": progression_officer.strip()}
        make_move(appeal, "list", actor=actor, role=Role.LEGAL, facts=facts, **values)
        ch.event("appeal.listed", f"{_name(appeal)}: hearing on {in_words(hearing_at)}, {appeal.court}.", subject=appeal)
        ch.audit("MOVE", appeal, after={"state": appeal.state})
    return appeal


def record_stay(*, actor: Any, appeal: Appeal, from_at: datetime, note: str) -> Stay:
    """A court stayed the order while the appeal runs: it does not bind from that instant until the stay or the appeal ends."""
    with change(actor, "order.record", appeal.case, lock=True) as ch:
        order = _order_in_force(appeal)
        when = past(from_at, "from_at", not_before=order.made_at, before="the order was made")
        if appeal.state not in flow.APPEAL_OPEN:
            raise GuardFailed(f"This cannot be done now: it is {appeal.get_state_display().lower()}.")
        if len(note.strip()) < appeal_rules.SHORTEST:
            raise GuardFailed("Write which court stayed it and on what terms, in at least 10 characters.", "note")
        if order.stays.filter(until_at=None).exists():
            raise GuardFailed("The order is stayed already.")
        stay = Stay.objects.create(order=order, appeal=appeal, case=appeal.case, from_at=when, note=note.strip(), recorded_by=actor)
        ch.event("order.stayed", f"{order.reference}: stayed by a court while the appeal runs.", subject=order, occurred_at=when)
        ch.audit("CREATE", stay, after={"from_at": when})
        _tell(ch, order, when, "was stayed")
    return stay


def lift_stay(*, actor: Any, appeal: Appeal, at: datetime) -> None:
    """The court lifted the stay: the order binds again from that instant."""
    with change(actor, "order.record", appeal.case, lock=True) as ch:
        when = past(at)
        if not _end_stays(ch, appeal, when):
            raise GuardFailed("The order is not stayed.")


def decide_appeal(
    *,
    actor: Any,
    appeal: Appeal,
    allowed: bool,
    at: datetime,
    reason: str,
    effect: str = "",
    conditions: Sequence[Mapping[str, Any]] = (),
    fixed: bool | None = None,
    end: date | None = None,
) -> Appeal:
    """The Crown Court decided. Allowed: the order is quashed, amended (a new version), or made where it had been refused (s.7(4))."""
    from casework.orders.services import appeal_effects

    with change(actor, "order.record", appeal.case, lock=True) as ch:
        when = past(at, "at")
        if day_of(when) < appeal.notice_on:
            raise GuardFailed("This is before the notice of appeal was given.", "at")
        values: dict[str, Any] = {"decided_at": when, "outcome_note": reason.strip()}
        if not allowed:
            make_move(appeal, "dismiss", actor=actor, role=Role.LEGAL, facts={"reason": reason}, at=when, **values)
        else:
            live = appeal.order is not None and appeal.order.state in flow.LIVE
            facts = {"effect": effect, "reason": reason, "live": live}
            make_move(appeal, "allow", actor=actor, role=Role.LEGAL, facts=facts, at=when, effect=effect, **values)
        _end_stays(ch, appeal, when)
        ch.event("appeal.decided", f"{_name(appeal)}: {appeal.get_state_display().lower()}.", subject=appeal, occurred_at=when)
        ch.audit("MOVE", appeal, after={"state": appeal.state, "effect": effect})
        if allowed and effect != AppealEffect.NONE:
            appeal_effects.carry_out(ch, appeal, when, reason.strip(), conditions=conditions, fixed=fixed, end=end)
        close_tasks(appeal)
        happened(Fact("appeal.decided", appeal.case_id, appeal, when, actor, {"effect": effect}))
    return appeal


def abandon_appeal(*, actor: Any, appeal: Appeal, reason: str, at: datetime | None = None) -> Appeal:
    """The appellant gave it up; the decision stands."""
    with change(actor, "order.record", appeal.case, lock=True) as ch:
        when = past(at, "at")
        values: dict[str, Any] = {"decided_at": when, "outcome_note": reason.strip()}
        make_move(appeal, "abandon", actor=actor, role=Role.LEGAL, facts={"reason": reason}, at=when, **values)
        _end_stays(ch, appeal, when)
        close_tasks(appeal)
        ch.event("appeal.abandoned", f"{_name(appeal)}: abandoned.", subject=appeal, occurred_at=when)
        ch.audit("MOVE", appeal, after={"state": appeal.state})
    return appeal


def _decision(against: Order | Application | OrderChange) -> tuple[str, date]:
    """Which decision it is, and its day."""
    if isinstance(against, Order):
        return appeal_rules.decision_on_order(against), against.made_on
    decided = against.determined_at
    if isinstance(against, Application):
        if against.state != application_flow.REFUSED or decided is None:
            raise GuardFailed("This application was not refused. An order that was made is appealed against on its own page.")
        return appeal_rules.decision_on_application(against), day_of(decided)
    if against.state not in (flow.GRANTED, flow.REFUSED) or decided is None:
        raise GuardFailed("The court has not decided this application.")
    return appeal_rules.decision_on_change(against), day_of(decided)


def _against(against: Order | Application | OrderChange) -> dict[str, Any]:
    if isinstance(against, Order):
        return {"order": against, "application": None, "change": None}
    if isinstance(against, Application):
        return {"order": None, "application": against, "change": None}
    return {"order": against.order, "application": None, "change": against}


def _order_in_force(appeal: Appeal) -> Order:
    order = appeal.order
    if order is None or order.state not in flow.LIVE:
        raise GuardFailed("There is no order in force that could be stayed.")
    return order


def _end_stays(ch: Change, appeal: Appeal, when: datetime) -> int:
    """End the appeal's stay, if there is one; returns how many ended."""
    ended = 0
    for stay in appeal.stays.filter(until_at=None).select_related("order__case"):
        Stay.objects.filter(pk=stay.pk).update(until_at=max(when, stay.from_at))
        ch.audit("UPDATE", stay, after={"until_at": when})
        ch.event("order.stay_ended", f"{stay.order.reference}: the stay ended.", subject=stay.order, occurred_at=when)
        _tell(ch, stay.order, when, "binds again")
        ended += 1
    return ended


def _tell(ch: Change, order: Order, when: datetime, words: str) -> None:
    page = f"/orders/{order.reference}/"
    for rule, title, inputs in (
        ("OP-PNC", f"Enter on the PNC that {order.reference} {words}", {}),
        ("OP-VICTIM", f"Tell the victim that {order.reference} {words}", {"event": "variation"}),
    ):
        clocks.start(rule, subject=order, case=order.case, on=when, inputs=inputs, title=title, actor=ch.actor, path=page)


def _name(appeal: Appeal) -> str:
    subject = appeal.change or appeal.application or appeal.order
    return f"Appeal on {subject.reference}" if subject is not None else "Appeal"
