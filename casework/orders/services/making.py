"""Recording what the court made: the five contents of SPA 2019 s.6, never refused because the court should not have made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.access.role_tasks import open_task
from casework.access.writing import Change, change
from casework.applications import flow as application_flow
from casework.applications import selectors as applications
from casework.applications.models import Application, ApplicationKind, HearingOutcome
from casework.applications.services.court import determine, put_off
from casework.cases.facts import Fact, happened
from casework.cases.models import NO_DATE
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of, day_words
from casework.orders import rules
from casework.orders.models import Order, OrderCondition, OrderKind, OrderOrigin, OrderQuery, OrderVersion, VersionReason
from casework.staff.models import Role

VICTIM_TASK = "Tell the victim about"
PNC_TASK = "Enter on the PNC:"


def record_order(
    *,
    actor: Any,
    application: Application,
    kind: str,
    made_at: datetime,
    court: str,
    fixed_period: bool | None,
    end_date: date | None,
    conditions: Sequence[Mapping[str, Any]],
    period_words: str = "",
    effective_from: date | None = None,
    defendant_present: bool = False,
    on_register: bool = False,
    register_until: date | None = None,
    next_hearing_at: datetime | None = None,
    note: str = "",
) -> Order:
    """Record an order made on an application, and what follows: clocks, tasks, the end of the interim order.

    `conditions` are mappings with number, kind, category, text, locality and until, as the order has them. A full order grants the
    main application; an interim one made on it puts it off to `next_hearing_at`; one made on an interim application grants that.
    GuardFailed when a content of s.6 is missing. A full order for less than two years is recorded as "made, queried" (s.3(2)).
    """
    case = application.case
    given = Given(kind, made_at, court, fixed_period, end_date, conditions, period_words, effective_from, defendant_present, on_register)
    with change(actor, "order.record", case, lock=True) as ch:
        past(made_at, "made_at", not_before=application.lodged_at, before="the application was lodged")
        problems = rules.order_problems(
            kind=kind, made_at=made_at, fixed_period=fixed_period, end_date=end_date, conditions=conditions
        ) + _fits(application, kind, effective_from, day_of(made_at))
        if problems:
            raise GuardFailed(problems)
        order = _create(ch, application, given, OrderOrigin.APPLICATION, register_until)
        _court_result(ch, application, order, next_hearing_at, note)
        _follow(ch, order)
    return order


def record_on_appeal(ch: Change, application: Application, given: "Given") -> Order:
    """The order that the Crown Court made on allowing an appeal from a refusal (SPA 2019 s.7(4)). Inside the caller's transaction."""
    problems = rules.order_problems(
        kind=given.kind, made_at=given.made_at, fixed_period=given.fixed_period, end_date=given.end_date, conditions=given.conditions
    )
    if problems:
        raise GuardFailed(problems)
    order = _create(ch, application, given, OrderOrigin.ON_APPEAL, None)
    _follow(ch, order)
    return order


@dataclass(frozen=True)
class Given:
    """The order as the court gave it. `conditions` are mappings with number, kind, category, text, locality and until."""

    kind: str
    made_at: datetime
    court: str
    fixed_period: bool | None
    end_date: date | None
    conditions: Sequence[Mapping[str, Any]]
    period_words: str = ""
    effective_from: date | None = None
    defendant_present: bool = False
    on_register: bool = False


def _create(ch: Change, application: Application, given: Given, origin: str, register_until: date | None) -> Order:
    made_on = day_of(given.made_at)
    drafted = list(application.conditions.all())
    known = {each.number for each in drafted}
    made = [{**each, "asked": each.get("number") if each.get("number") in known else None} for each in given.conditions]
    assert given.fixed_period is not None
    reasons = rules.queries(
        kind=given.kind, made_on=made_on, fixed_period=given.fixed_period, end_date=given.end_date, conditions=given.conditions
    )
    order = Order.objects.create(
        reference=next_reference("ORD"),
        case=application.case,
        application=application,
        main_application=application.main or application,
        defendant=application.defendant,
        type=given.kind,
        origin=origin,
        court=given.court.strip(),
        made_on=made_on,
        made_at=given.made_at,
        effective_from=given.effective_from,
        fixed_period=given.fixed_period,
        period_words=given.period_words.strip(),
        end_date=given.end_date,
        end_sort=given.end_date or NO_DATE,
        queried=bool(reasons),
        query_reason=" ".join(reasons),
        defendant_present=given.defendant_present,
        on_register=given.on_register,
        register_until=register_until,
        recorded_by=ch.actor,
    )
    begin(order, "make", actor=ch.actor, role=Role.LEGAL, at=given.made_at)
    apart = rules.departures(drafted, made) if drafted else []
    note = f"Differs from what was asked for. {' '.join(apart)}" if apart else ""
    add_version(order, VersionReason.MADE, given.made_at, made, actor=ch.actor, note=note)
    if given.effective_from is None or given.effective_from <= day_of(ch.now):
        make_move(order, "take effect", actor=ch.actor, role=Role.LEGAL, at=given.made_at)
    words = f"{order.reference}: {order.get_type_display()} made by {order.court}, {end_words(order)}."
    ch.event("order.made", words, subject=order, occurred_at=given.made_at)
    ch.audit("CREATE", order, after={"type": given.kind, "made_at": given.made_at, "end_date": given.end_date, "conditions": len(made)})
    return order


def _follow(ch: Change, order: Order) -> None:
    _start_clocks(ch, order)
    _open_work(ch, order)
    happened(Fact("order.made", order.case_id, order, order.made_at, ch.actor))


def add_version(
    order: Order, reason: str, since: datetime, conditions: Sequence[Mapping[str, Any]], *, actor: Any, note: str = ""
) -> OrderVersion:
    """Add a version that holds from `since` on, inside the caller's transaction; the ones before stay as they were."""
    number = order.versions.count() + 1
    version = OrderVersion.objects.create(
        order=order,
        number=number,
        reason=reason,
        effective_from=day_of(since),
        effective_at=since,
        fixed_period=order.fixed_period,
        period_words=order.period_words,
        end_date=order.end_date,
        note=note,
        recorded_by=actor,
    )
    OrderCondition.objects.bulk_create(
        OrderCondition(
            version=version,
            number=place,
            kind=each["kind"],
            category=each["category"],
            text=str(each["text"]).strip(),
            locality=str(each.get("locality") or "").strip(),
            until=each.get("until"),
            asked=each.get("asked"),
            necessity=str(each.get("necessity") or "").strip(),
        )
        for place, each in enumerate(conditions, 1)
    )
    return version


def end_words(order: Order) -> str:
    """When it ends, in words: "until the end of Sunday 20 December 2026", "until a further order"."""
    if order.end_not_known:
        return "its end is not known"
    return f"until the end of {day_words(order.end_date)}" if order.end_date else "until a further order"


def _fits(application: Application, kind: str, effective_from: date | None, made_on: date) -> list[rules.Problem]:
    """The order fits the application: its kind, its state, and the day from which it has effect."""
    found: list[rules.Problem] = []
    if kind == OrderKind.SPO and application.kind != ApplicationKind.MAIN:
        found.append(("kind", "A full order is made on the main application."))
    if application.state not in (application_flow.LISTED, application_flow.SUMMONS_SERVED):
        found.append((None, f"An order is recorded at a hearing: the application is {application.get_state_display().lower()}."))
    if effective_from is not None and effective_from < made_on:
        found.append(("effective_from", "It cannot have effect before it was made."))
    if kind == OrderKind.ISPO and application.main is not None and not application.main.undetermined:
        found.append((None, "The main application has been decided, so no interim order can be made (SPA 2019 s.5(1))."))
    return found


def _court_result(ch: Change, application: Application, order: Order, next_hearing_at: datetime | None, note: str) -> None:
    if order.type == OrderKind.SPO or application.kind == ApplicationKind.INTERIM:
        determine(actor=ch.actor, application=application, granted=True, at=order.made_at, note=note, order=order)
        return
    if next_hearing_at is None:
        raise GuardFailed("Enter when the main application is heard next.", "next_hearing_at")
    put_off(
        ch,
        application,
        next_at=next_hearing_at,
        court="",
        note=note,
        outcome=HearingOutcome.INTERIM_MADE,
        heard_at=order.made_at,
        kind="FULL",
    )


def _start_clocks(ch: Change, order: Order) -> None:
    page = f"/orders/{order.reference}/"

    def begin(rule: str, on: Any, title: str, **inputs: Any) -> None:
        clocks.start(rule, subject=order, case=order.case, on=on, inputs=inputs, title=title, actor=ch.actor, path=page)

    begin("OP-SERVE", order.made_at, f"Serve {order.reference}")
    begin("OP-VICTIM", order.made_at, f"Tell the victim that {order.reference} was made", event="grant")
    begin("OP-PNC", order.made_at, f"Enter {order.reference} on the PNC")
    begin("OP-REVIEW", order.made_on, f"First review of {order.reference}", after="making")
    if order.end_date is None:
        return
    if order.type == OrderKind.ISPO:
        main = order.main_application
        hearing = applications.pending_hearing(main) if main is not None else None
        inputs: dict[str, Any] = {"end": order.end_date}
        if hearing is not None:
            inputs["next_hearing"] = day_of(hearing.at)
        begin("SPA-5-6a", order.made_on, f"{order.reference} ends: protection must not lapse", **inputs)
    else:
        begin("OP-EXPIRY", order.end_date, f"Decide on the renewal of {order.reference}")


def _open_work(ch: Change, order: Order) -> None:
    open_task(order.case, Role.LEGAL, f"Follow {order.reference}", subject=order)
    open_task(order.case, Role.OFFENDER_MANAGER, f"Manage {order.reference}", subject=order)
    open_task(order.case, Role.VICTIM_CARE, f"{VICTIM_TASK} {order.reference}", subject=order)
    open_task(order.case, Role.RECORDS, f"{PNC_TASK} {order.reference}", subject=order)
    if order.queried:
        OrderQuery.objects.create(order=order, case=order.case, reason=order.query_reason, opened_at=ch.now)
        open_task(order.case, Role.LEGAL, f"Made, queried: {order.reference}", subject=order)
        ch.event("order.queried", f"{order.reference}: made, queried. {order.query_reason}", subject=order)
