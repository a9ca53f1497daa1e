"""The defendant's duties to notify (SPA 2019 ss.9-11) and the notifications given."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access import facts as protected
from casework.access.role_tasks import open_task
from casework.access.writing import Change, change, system_change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import at as at_hour
from casework.law.when import day_of, day_words
from casework.orders import flow, rules
from casework.orders.models import (
    Acknowledgement,
    DutyTrigger,
    IdentityCheck,
    Notification,
    NotificationChannel,
    NotificationDuty,
    Order,
    OrderKind,
    ServiceAttempt,
)
from casework.orders.services.batches import each_by_itself
from casework.people.models import FactKind
from casework.policies.selectors import law_for
from casework.staff.models import Role

RULE_OF = {
    DutyTrigger.FIRST: "SPA-9-1",
    DutyTrigger.NAME: "SPA-9-3",
    DutyTrigger.ADDRESS: "SPA-9-4",
    DutyTrigger.REGISTER_ENDED: "SPA-9-7",
}
OPEN_STATES = (flow.PENDING, flow.OVERDUE)
# By the kind of offence that a breach names, which this package does not know.
TRIGGER_OF = {"S11_INITIAL": DutyTrigger.FIRST, "S11_NAME": DutyTrigger.NAME, "S11_ADDRESS": DutyTrigger.ADDRESS}


def count_first_duty(ch: Change, order: Order, first: ServiceAttempt, why: str) -> NotificationDuty:
    """Create the first notification's duty from the service, or count it again after a correction. Inside the caller's transaction."""
    assert first.effective_on is not None
    law = law_for(order.case.force_id)
    replaced = order.replaces.order_by("-made_at").first()
    lapsed = _lapsed_interim(order)
    state, result, inputs = rules.first_duty(
        sent_at=first.effective_on if first.shown_otherwise else first.sent_at,
        method="hand" if first.shown_otherwise else first.method,
        interim=order.type == OrderKind.ISPO,
        replaces_interim=order.type == OrderKind.SPO and (replaced is not None or lapsed is not None),
        interim_lapsed=replaced is None and lapsed is not None,
        on_register=rules.exempt(order, first.effective_on, law),
        law=law,
    )
    due = day_of(result.due) if result.due is not None else None
    on = result.inputs["on"]
    duty = order.duties.filter(trigger=DutyTrigger.FIRST).exclude(state=flow.CANCELLED).first()
    if duty is None:
        doubt = " ".join(result.reasons) if state == flow.PENDING else ""
        duty = create(ch, order, DutyTrigger.FIRST, first.effective_on, state, due, doubt)
        if state != flow.NOT_APPLICABLE:
            start_clock(ch, duty, "SPA-9-1", on, inputs)
        if doubt:
            open_task(order.case, Role.LEGAL, f"Notification in doubt: {order.reference}", subject=order)
        return duty
    changed = (duty.due_on, duty.trigger_on) != (due, first.effective_on)
    NotificationDuty.objects.filter(pk=duty.pk).update(due_on=due, trigger_on=first.effective_on)
    duty.due_on, duty.trigger_on = due, first.effective_on
    if not changed or due is None:
        return duty
    clocks.recompute("SPA-9-1", subject=duty, on=on, inputs=inputs, actor=ch.actor, why=why)
    if duty.state == flow.EXEMPT and state == flow.PENDING:
        make_move(duty, "run", actor=ch.actor, reason=why)
    elif duty.state == flow.OVERDUE and due >= day_of(ch.now):
        make_move(duty, "run again", actor=ch.actor, reason=why, failed_from=None)
        clocks.cancel("SPA-11-3", subject=duty, actor=ch.actor, why="The date of service was corrected: the duty is not late")
    elif duty.state in (flow.MET, flow.MET_LATE):
        given = duty.notifications.first()
        late = given is not None and day_of(given.given_at) > due
        if late != (duty.state == flow.MET_LATE):
            make_move(duty, "count again", actor=ch.actor, reason=why)
    return duty


def record_notification(
    *,
    actor: Any,
    order: Order,
    given_at: datetime,
    channel: str,
    station: str,
    received_by: str,
    names: str,
    address: str,
    acknowledgement: str,
    of_no_fixed_abode: bool = False,
    prints_taken: bool = False,
    photo_taken: bool = False,
    late_reason: str = "",
    trigger: str = DutyTrigger.FIRST,
    acknowledgement_follows: bool = False,
    station_basis: str = "",
    identity: str = IdentityCheck.NOT_ASKED,
    identity_note: str = "",
) -> Notification:
    """Record a notification given in person at a police station (SPA 2019 s.10) and meet the duty that it answers.

    `address` (a home address, or where the defendant can regularly be found) becomes a protected fact and stands nowhere else.
    Without its written acknowledgement the date for that runs (rule SPA-10-4). A refusal of fingerprints or a photograph asked for to
    verify identity goes to the officer as a suspected offence (rule SPA-10-5).
    """
    case = order.case
    with change(actor, "notification.record", case, lock=True) as ch:
        order.refresh_from_db()
        problems = rules.notification_problems(
            order,
            given_at=given_at,
            now=ch.now,
            channel=channel,
            station=station,
            received_by=received_by,
            names=names,
            address=address,
            acknowledgement=acknowledgement,
            follows=acknowledgement_follows,
            station_basis=station_basis,
            identity=identity,
            identity_note=identity_note,
        )
        triggers = (DutyTrigger.FIRST, DutyTrigger.REGISTER_ENDED) if trigger == DutyTrigger.FIRST else (trigger,)
        duty = order.duties.filter(trigger__in=triggers, state__in=OPEN_STATES).order_by("due_on", "pk").first()
        if duty is None:
            # Decided already, charged or not: what was missed can still be put right, which ends the failure (s.11(4)).
            decided = order.duties.filter(trigger__in=triggers, state__in=(flow.CHARGED, flow.NFA), failure_ended_at=None)
            duty = decided.order_by("due_on", "pk").first()
        given_on = day_of(given_at)
        last = duty.due_on if duty is not None else None
        late = last is not None and given_on > last
        if last is not None and late and not late_reason.strip():
            problems.append(
                ("late_reason", f"It was late: the last day was {day_words(last)}. Write what the defendant said, or “none given”.")
            )
        if problems:
            raise GuardFailed(problems)
        fact = _keep_address(actor, order, address, given_on)
        notification = Notification.objects.create(
            duty=duty,
            order=order,
            case=case,
            given_at=given_at,
            channel=NotificationChannel.IN_PERSON,
            station=station.strip(),
            received_by=received_by.strip(),
            names=names.strip(),
            address=fact,
            of_no_fixed_abode=of_no_fixed_abode,
            acknowledgement=acknowledgement.strip(),
            prints_taken=prints_taken,
            photo_taken=photo_taken,
            late_reason=late_reason.strip(),
            station_basis=station_basis,
            identity=identity,
            identity_note=identity_note.strip(),
            recorded_by=actor,
        )
        ch.event(
            "notification.given",
            f"{order.reference}: the defendant notified name and address at {notification.station}, {'late' if late else 'in time'}.",
            subject=notification,
            occurred_at=given_at,
        )
        ch.audit("CREATE", notification, fields=["names", "address", "station"])
        if duty is not None:
            if duty.state in OPEN_STATES:
                make_move(duty, "notify late" if late else "notify", actor=actor, at=given_at)
                clocks.satisfy(RULE_OF[DutyTrigger(duty.trigger)], subject=duty, at=given_at, actor=actor)
            if late:
                NotificationDuty.objects.filter(pk=duty.pk).update(failed_from=offence_date(order, last), failure_ended_at=given_at)
        _acknowledgement_due(ch, notification)
        _identity_refused(ch, notification)
        happened(Fact("notification.given", case.pk, order, given_at, actor, {"late": late}))
    return notification


def acknowledge(*, actor: Any, notification: Notification, reference: str, at: datetime | None = None) -> Acknowledgement:
    """The written acknowledgement was given after the notification (SPA 2019 s.10(4))."""
    with change(actor, "notification.record", notification.case, lock=True) as ch:
        when = past(at, not_before=notification.given_at, before="the notification was given")
        if not reference.strip():
            raise GuardFailed("Enter the reference of the written acknowledgement (SPA 2019 s.10(4)).", "reference")
        if notification.acknowledgement or Acknowledgement.objects.filter(notification=notification).exists():
            raise GuardFailed("It has been acknowledged.")
        made = Acknowledgement.objects.create(
            notification=notification, case=notification.case, reference=reference.strip(), given_at=when, recorded_by=actor
        )
        clocks.satisfy("SPA-10-4", subject=notification, at=when, actor=actor)
        ch.event(
            "notification.acknowledged", f"{notification.order.reference}: notification acknowledged in writing.", subject=notification
        )
        ch.audit("CREATE", made, after={"reference": reference})
    return made


def _acknowledgement_due(ch: Change, notification: Notification) -> None:
    if not notification.acknowledgement:
        clocks.start(
            "SPA-10-4",
            subject=notification,
            case=notification.case,
            on=notification.given_at,
            title=f"Acknowledge the notification under {notification.order.reference} in writing",
            actor=ch.actor,
            path=f"/orders/{notification.order.reference}/notification/{notification.pk}/",
        )


def _identity_refused(ch: Change, notification: Notification) -> None:
    """Put what the law says of a refusal on the timeline: the officer decides whether it is reported as an offence."""
    answer = rules.identity_answer(day_of(notification.given_at), notification.identity, law_for(notification.case.force_id))
    if answer is None:
        return
    if not answer.passes:
        words = f"{notification.order.reference}: fingerprints or a photograph refused. {' '.join(answer.reasons)}"
        ch.event("notification.identity_refused", words, subject=notification, occurred_at=notification.given_at)


def open_change(*, actor: Any, order: Order, trigger: str, on: date) -> NotificationDuty:
    """The defendant used a name not yet notified, or changed the home address, on a day: three days beginning with it (s.9(3), (4)).

    A notification given before the change meets it as well; it is then recorded against this duty.
    """
    with change(actor, "notification.record", order.case, lock=True) as ch:
        if trigger not in (DutyTrigger.NAME, DutyTrigger.ADDRESS):
            raise GuardFailed("Say what changed.", "trigger")
        if on > day_of(ch.now):
            raise GuardFailed("This is in the future. Record it when it has happened.", "on")
        if on < order.made_on:
            raise GuardFailed(f"The order was made on {day_words(order.made_on)}, after that.", "on")
        if order.duties.filter(trigger=trigger, state__in=OPEN_STATES).exists():
            raise GuardFailed("Such a duty is running already.", "trigger")
        law = law_for(order.case.force_id)
        inputs = {"kind": "name" if trigger == DutyTrigger.NAME else "address", "on_register": rules.exempt(order, on, law)}
        rule = RULE_OF[DutyTrigger(trigger)]
        result = rules.explain(rule, on, inputs, law)
        due = day_of(result.due) if result is not None and result.due is not None else None
        state = flow.PENDING if due is not None else flow.EXEMPT
        duty = create(ch, order, trigger, on, state, due, "")
        start_clock(ch, duty, rule, on, inputs)
    return duty


def no_offence(*, actor: Any, duty: NotificationDuty, reason: str, at: datetime | None = None) -> NotificationDuty:
    """A missed notification was looked into and no offence is pursued; `reason` says why (reasonable excuse, service in doubt)."""
    with change(actor, "notification.record", duty.case, lock=True) as ch:
        when = past(at)
        facts = {"reason": reason}
        make_move(
            duty,
            "no further action",
            actor=actor,
            facts=facts,
            reason=reason.strip(),
            at=max(when, duty.opened_at),
            considered=reason.strip(),
        )
        clocks.satisfy("SPA-11-3", subject=duty, at=when, actor=actor, note=f"No offence pursued: {reason.strip()}")
        words = f"{duty.order.reference}: missed notification considered, no offence pursued."
        ch.event("notification.considered", words, subject=duty, occurred_at=when)
        ch.audit("MOVE", duty, fields=["state", "considered"])
    return duty


def charged(fact: Fact) -> None:
    """Answer to "breach.charged": the duty that was missed is charged, once for each failure (SPA 2019 s.11(5))."""
    trigger = TRIGGER_OF.get(fact.subject.type)
    if trigger is None:
        return
    wanted = (DutyTrigger.FIRST, DutyTrigger.REGISTER_ENDED) if trigger == DutyTrigger.FIRST else (trigger,)
    missed = fact.subject.order.duties.filter(trigger__in=wanted, state__in=(flow.OVERDUE, flow.MET_LATE, flow.NFA))
    duty = missed.order_by("due_on", "pk").first()
    if duty is None:
        if fact.subject.order.duties.filter(trigger__in=wanted, state=flow.CHARGED).exists():
            raise GuardFailed("This failure has been charged already: there is one prosecution for each failure (SPA 2019 s.11(5)).")
        return
    with system_change("notification.record", duty.case) as ch:
        ch.actor = fact.actor
        make_move(duty, "charge", actor=fact.actor, at=fact.at)
        clocks.satisfy("SPA-11-3", subject=duty, at=fact.at, actor=fact.actor, note="Charged")
        ch.audit("MOVE", duty, after={"state": duty.state})


def miss_overdue(now: datetime | None = None, *, batch: int = 200) -> int:
    """Mark duties whose last day is over as OVERDUE, and start the clock for considering the offence (rule SPA-11-3).

    Run by the sweep. A missed, doubled or killed run changes nothing that the next one does not put right. Returns how many.
    """
    now = now or timezone.now()
    ids = list(
        NotificationDuty.objects.filter(state=flow.PENDING, due_on__lt=day_of(now))
        .order_by("due_on", "pk")
        .values_list("pk", flat=True)[:batch]
    )
    return each_by_itself(ids, lambda pk: _miss(pk, now))


def _miss(pk: int, now: datetime) -> int:
    case = NotificationDuty.objects.select_related("case").get(pk=pk).case
    with system_change("notification.record", case) as ch:
        locked = NotificationDuty.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=pk, state=flow.PENDING)
        duty = locked.select_related("order", "case").first()
        if duty is None or duty.due_on is None or duty.due_on >= day_of(now):
            return 0
        make_move(duty, "miss", actor=None, failed_from=offence_date(duty.order, duty.due_on))
        clocks.start(
            "SPA-11-3",
            subject=duty,
            case=duty.case,
            on=duty.due_on,
            title=f"Notification missed on {duty.order.reference}: consider the offence",
            path=f"/orders/{duty.order.reference}/",
        )
        words = f"{duty.order.reference}: no notification by the end of {day_words(duty.due_on)}. An offence under s.11 is suspected."
        ch.event("notification.missed", words, subject=duty)
        ch.audit("MOVE", duty, fields=["state"])
        happened(Fact("notification.missed", duty.case_id, duty.order, now, None))
    return 1


def offence_date(order: Order, last: date | None) -> date | None:
    """The first day of failure after the last day for a notification (rule SPA-11-3); None when there was no last day."""
    if last is None:
        return None
    first = law_for(order.case.force_id).compute("SPA-11-3", on=last).first("offence_date")
    return day_of(first) if first is not None else None


def fall_away(ch: Change, order: Order, why: str) -> None:
    """The order ended: duties that were not due yet, and the exempt ones, fall away. A duty already missed stays what it is."""
    for duty in order.duties.filter(state__in=(flow.PENDING, flow.EXEMPT)):
        if duty.state == flow.PENDING and order.ended_at is not None and duty.due_on is not None and duty.due_on < day_of(order.ended_at):
            continue
        make_move(duty, "fall away", actor=ch.actor, reason=why)
        clocks.cancel(RULE_OF[DutyTrigger(duty.trigger)], subject=duty, actor=ch.actor, why=why)


def _lapsed_interim(order: Order) -> Order | None:
    """An interim order in the same matter that had run out before this order was made (whether this one replaces it is doubtful)."""
    if order.type != OrderKind.SPO or order.main_application_id is None:
        return None
    earlier = Order.objects.filter(main_application_id=order.main_application_id, type=OrderKind.ISPO, state=flow.EXPIRED)
    return earlier.filter(ended_at__lte=order.made_at).order_by("-ended_at").first()


def create(ch: Change, order: Order, trigger: str, on: date, state: str, due: date | None, doubt: str) -> NotificationDuty:
    """A duty in its first state, within the caller's change."""
    duty = NotificationDuty.objects.create(
        order=order, case=order.case, trigger=trigger, trigger_on=on, state=state, due_on=due, doubt=doubt[:300]
    )
    verb = next(move.verb for move in flow.DUTY_MOVES if move.source == "" and move.target == state)
    begin(duty, verb, actor=ch.actor, at=min(at_hour(on, 0), ch.now))
    ch.audit("CREATE", duty, after={"trigger": trigger, "trigger_on": on, "state": state})
    return duty


def start_clock(ch: Change, duty: NotificationDuty, rule: str, on: Any, inputs: dict[str, Any]) -> None:
    """The duty's clock. While the defendant is exempt the law gives no date: it then stands suppressed, with the reason."""
    titles = {
        DutyTrigger.FIRST: "Defendant's first notification",
        DutyTrigger.NAME: "Defendant notifies a new name",
        DutyTrigger.ADDRESS: "Defendant notifies a new address",
        DutyTrigger.REGISTER_ENDED: "Defendant's first notification, the register having ended",
    }
    clocks.start(
        rule,
        subject=duty,
        case=duty.case,
        on=on,
        inputs=inputs,
        title=titles[DutyTrigger(duty.trigger)],
        actor=ch.actor,
        path=f"/orders/{duty.order.reference}/notification/",
    )


def _keep_address(actor: Any, order: Order, address: str, on: date) -> Any:
    """The address as a protected fact of the defendant: the one that is known already, or a new one."""
    known = protected.current_fact(order.defendant, FactKind.HOME, address)
    if known is not None:
        return known
    try:
        return protected.add_fact(
            actor=actor,
            case=order.case,
            person=order.defendant,
            kind=FactKind.HOME,
            text=address,
            why=f"Notified under {order.reference}",
            valid_from=on,
            action="notification.record",
        )
    except GuardFailed as problem:
        raise GuardFailed([("address", sentence) for _, sentence in problem.problems]) from problem
