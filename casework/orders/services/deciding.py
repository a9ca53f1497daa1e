"""What the court decided on an application to vary, renew or discharge (SPA 2019 ss.4(3), 4(4), 5(7)): entered as the court made it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import NO_DATE
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of
from casework.orders import change_rules, flow, rules, selectors
from casework.orders.models import Applicant, ChangeKind, Order, OrderChange, OrderKind, OrderVersion, VersionReason
from casework.orders.services import appealing, ending
from casework.orders.services.making import PNC_TASK, VICTIM_TASK, add_version, end_words
from casework.policies.selectors import law_for
from casework.staff.models import Role


def refuse_change(*, actor: Any, made: OrderChange, note: str, at: datetime | None = None) -> OrderChange:
    """The court refused it; the order stays as it is. Who may appeal follows from s.7."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        when = past(at, "at", not_before=made.lodged_at, before="the application was made")
        make_move(
            made,
            "refuse",
            actor=actor,
            role=Role.LEGAL,
            facts={"reason": note},
            reason=note.strip(),
            at=when,
            determined_at=when,
            outcome_note=note.strip(),
        )
        _decided(ch, made, "refused by the court", when)
    return made


def grant_variation(
    *, actor: Any, made: OrderChange, conditions: Sequence[Mapping[str, Any]], at: datetime, note: str = ""
) -> OrderVersion:
    """The court varied the order: a new version from that instant on. A new condition says why it is necessary (s.4(4)(a))."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        order, when = _at_court(made, ChangeKind.VARY, at)
        facts = {"conditions": conditions, "on": day_of(when)}
        make_move(order, "vary", actor=actor, role=Role.LEGAL, facts=facts, reason=note.strip(), at=when)
        version = add_version(order, VersionReason.VARIED, when, conditions, actor=actor, note=note.strip())
        _grant(ch, made, when, note, version)
        ch.event("order.varied", f"{order.reference}: varied by {made.court}.", subject=order, occurred_at=when)
        follow_version(ch, order, when, "varied")
    return version


def grant_renewal(
    *,
    actor: Any,
    made: OrderChange,
    conditions: Sequence[Mapping[str, Any]],
    fixed: bool | None,
    end: date | None,
    at: datetime,
    note: str = "",
) -> OrderVersion:
    """The court renewed the order before its end: a new version with a new end. The day on which it was made stays (s.4(4)(b) counts
    from there). Decided after the end it is refused: that needs a new main application."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        order, when = _at_court(made, ChangeKind.RENEW, at)
        facts: dict[str, Any] = {"conditions": conditions, "on": day_of(when), "end": end}
        lapsed = rules.not_renewable(order, **facts) if order.end_date is None or day_of(when) > order.end_date else []
        problems = lapsed or change_rules.term_problems(order, fixed, end)
        if problems:
            raise GuardFailed(problems)
        assert fixed is not None
        values = {"fixed_period": fixed, "end_date": end, "end_sort": end or NO_DATE, "renewal_decision": "", "renewal_reason": ""}
        make_move(order, "renew", actor=actor, role=Role.LEGAL, facts=facts, reason=note.strip(), at=when, **values)
        version = add_version(order, VersionReason.RENEWED, when, conditions, actor=actor, note=note.strip())
        _grant(ch, made, when, note, version)
        ch.event("order.renewed", f"{order.reference}: renewed by {made.court}, {end_words(order)}.", subject=order, occurred_at=when)
        recount_end(ch, order, "the order was renewed")
        follow_version(ch, order, when, "renewed")
    return version


def grant_discharge(*, actor: Any, made: OrderChange, at: datetime, note: str) -> Order:
    """The court discharged the order. Within two years of its making only with the consents of s.4(4)(b), each on record."""
    with change(actor, "application.lodge", made.case, lock=True) as ch:
        order, when = _at_court(made, ChangeKind.DISCHARGE, at)
        if len(note.strip()) < change_rules.SHORTEST:
            raise GuardFailed("Write what the court decided, in at least 10 characters.", "note")
        facts = {"law": law_for(order.case.force_id), "consents": consent_facts(made, day_of(when))}
        _grant(ch, made, when, note, None)
        ending.end_order(ch, order, "discharge", when, note.strip(), "discharged by the court", facts=facts, detail={"change": made.pk})
        if made.applicant == Applicant.DEFENDANT and order.type == OrderKind.SPO:
            open_task(made.case, Role.LEGAL, f"{appealing.CONSIDER} {made.reference}", subject=made)
    return order


def consent_facts(made: OrderChange, heard: date) -> dict[str, Any]:
    """What the rule SPA-4-4b asks, from the consents on record: the newest word of each counts."""
    consents = {each.by: each.given for each in made.consents.order_by("pk")}
    elsewhere = selectors.lives_elsewhere(made.order)
    return change_rules.consent_inputs(heard=heard, applicant=made.applicant, consents=consents, lives_elsewhere=elsewhere)


def follow_version(ch: Change, order: Order, when: datetime, words: str) -> None:
    """What follows a new version: it is served, entered on the PNC and told to the victim; the risk and conditions are reviewed."""
    page = f"/orders/{order.reference}/"
    for rule, title, inputs in (
        ("OP-SERVE", f"Serve {order.reference} as {words}", {}),
        ("OP-PNC", f"Enter {order.reference} as {words} on the PNC", {}),
        ("OP-VICTIM", f"Tell the victim that {order.reference} was {words}", {"event": "variation"}),
    ):
        clocks.start(rule, subject=order, case=order.case, on=when, inputs=inputs, title=title, actor=ch.actor, path=page)
    open_task(order.case, Role.VICTIM_CARE, f"{VICTIM_TASK} {order.reference}", subject=order)
    open_task(order.case, Role.RECORDS, f"{PNC_TASK} {order.reference}", subject=order)
    happened(Fact("order.changed", order.case_id, order, when, ch.actor, {"how": words}))


def recount_end(ch: Change, order: Order, why: str) -> None:
    """The order has another last day, or none: count anew what hangs on it."""
    rule = "SPA-5-6a" if order.type == OrderKind.ISPO else "OP-EXPIRY"
    if order.type == OrderKind.ISPO:
        clocks.recompute(rule, subject=order, inputs={"end": order.end_date}, actor=ch.actor, why=why)
        return
    clocks.cancel(rule, subject=order, actor=ch.actor, why=f"The date changed: {why}")
    if order.end_date is not None:
        clocks.start(
            rule,
            subject=order,
            case=order.case,
            on=order.end_date,
            title=f"Decide on the renewal of {order.reference}",
            actor=ch.actor,
            path=f"/orders/{order.reference}/",
        )


def _at_court(made: OrderChange, kind: str, at: datetime) -> tuple[Order, datetime]:
    """The order and the instant, once it is sure that this may be decided now."""
    when = past(at, "at", not_before=made.lodged_at, before="the application was made")
    if made.kind != kind:
        raise GuardFailed(f"This application asks the court to {made.title.lower()}.")
    if made.state != flow.LISTED:
        raise GuardFailed(f"This cannot be done now: it is {made.get_state_display().lower()}.")
    order = Order.objects.select_related("case", "main_application", "defendant").get(pk=made.order_id)
    return order, when


def _grant(ch: Change, made: OrderChange, when: datetime, note: str, version: OrderVersion | None) -> None:
    make_move(
        made,
        "grant",
        actor=ch.actor,
        role=Role.LEGAL,
        reason=note.strip(),
        at=when,
        determined_at=when,
        outcome_note=note.strip(),
        version_made=version,
    )
    _decided(ch, made, "granted", when)


def _decided(ch: Change, made: OrderChange, words: str, when: datetime) -> None:
    clocks.cancel("SPA-4-2", subject=made, actor=ch.actor, why="The court has decided")
    close_tasks(made)
    ch.event("change.decided", f"{made.reference}: {words}.", subject=made, occurred_at=when)
    ch.audit("MOVE", made, after={"state": made.state})
    appealing.start_for_change(ch, made, when)
