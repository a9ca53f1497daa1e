"""Reading orders: the register, one order's page, and the enforcement card."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.predicate import visible
from casework.clocks.models import Clock
from casework.law.when import day_words, end_of
from casework.orders import asat, flow, rules
from casework.orders.models import NotificationDuty, Order, OrderCondition, OrderKind, OrderVersion, ServiceAttempt

STANDINGS = {
    "live": "In force",
    "unserved": "In force, not served",
    "ending": "Ends within 90 days",
    "incomplete": "Imported, incomplete",
    "queried": "Made, queried",
    "ended": "Ended",
}
SOON_DAYS = 90


def orders_for(user: Any) -> QuerySet[Order]:
    """Orders whose case the person may see for them."""
    return Order.objects.filter(case__in=visible(user, "order.view"))


def register(user: Any, *, standing: str = "", kind: str = "", text: str = "", soon: date | None = None) -> QuerySet[Order]:
    """The register, narrowed. `text` is matched with the order's reference, the case's and the defendant's names."""
    found = orders_for(user).select_related("defendant", "case")
    if standing == "live":
        found = found.filter(state__in=flow.LIVE)
    elif standing == "unserved":
        found = found.filter(state__in=flow.LIVE, served_on=None, defendant_present=False)
    elif standing == "ending" and soon is not None:
        found = found.filter(state__in=flow.LIVE, end_sort__lte=soon)
    elif standing == "incomplete":
        found = found.filter(imported_incomplete=True)
    elif standing == "queried":
        found = found.filter(queried=True)
    elif standing == "ended":
        found = found.exclude(state__in=flow.LIVE)
    if kind in OrderKind.values:
        found = found.filter(type=kind)
    for word in text.split()[:5]:
        found = found.filter(
            Q(reference__iexact=word)
            | Q(case__reference__iexact=word)
            | Q(defendant__family_name__istartswith=word)
            | Q(defendant__given_names__istartswith=word)
        )
    return found


def end_words(order: Order) -> str:
    """When it ends, as the register and the card say it."""
    if order.end_not_known:
        return "End not known: the register it came from does not say"
    if order.end_date is None:
        return "Until a further order"
    return f"{day_words(order.end_date)}, end of the day"


def standing_now(order: Order, at: datetime) -> tuple[str, str]:
    """(words, kind of tag): is it in force at this instant?"""
    stays = list(order.stays.all()) if order.state in flow.LIVE else []
    if rules.is_live(order, at, stays):
        return ("In force", "good")
    if rules.is_live(order, at):
        return ("Stayed by a court: not in force meanwhile", "stop")
    if order.state in flow.LIVE and at < order.made_at:
        return ("Not yet made", "wait")
    return (order.get_state_display() if order.state not in flow.LIVE else "Not in force", "stop")


def service_words(order: Order, at: datetime) -> tuple[str, str]:
    """(words, kind of tag): has it been served, or does the defendant know of it?"""
    if order.served_on is not None and rules.served_at(order, at):
        return (f"Served on {day_words(order.served_on)}", "good")
    if order.served_on is not None:
        return (f"Counts as served from {day_words(order.served_on)}", "wait")
    if order.defendant_present:
        return ("Not served; the defendant was in court when it was made", "warn")
    return ("Not served", "stop")


def version_at(order: Order, when: date | datetime) -> OrderVersion | None:
    """The version that held at an instant, or at the end of a day (London): the newest that had begun."""
    instant = when if isinstance(when, datetime) else end_of(when)
    held = [each for each in order.versions.all() if each.since < instant or (isinstance(when, datetime) and each.since == when)]
    return held[-1] if held else None


def life_of(order: Order) -> asat.Life:
    """What decides how the order stood at any instant, for `asat.as_at`. Reads versions with their conditions, and stays."""
    texts = tuple(
        asat.Text(each.number, each.since, each.end_date, tuple((item.number, item.until) for item in each.conditions.all()))
        for each in order.versions.all()
    )
    main = order.main_application
    return asat.Life(
        made_at=order.made_at,
        effective_from=order.effective_from,
        texts=texts,
        stays=tuple((each.from_at, each.until_at) for each in order.stays.all()),
        ended_at=order.ended_at,
        determined_at=main.determined_at if order.type == OrderKind.ISPO and main is not None else None,
    )


@dataclass(frozen=True)
class Relevant:
    """A relevant chief officer (SPA 2019 s.14(1)) by the name of the force; `applied`: the one who applied for the order."""

    name: str
    why: str
    applied: bool = False
    resides: bool = False
    in_england_or_wales: bool = True


def relevant_now(order: Order) -> list[Relevant]:
    """Every relevant chief officer: the one who applied, then those recorded since."""
    rows = [
        Relevant(each.name, each.get_basis_display(), resides=each.basis == "RESIDES", in_england_or_wales=each.in_england_or_wales)
        for each in order.relevant_officers.filter(until=None)
    ]
    return [Relevant(order.case.force.name, "Applied for the order", applied=True), *rows]


def lives_elsewhere(order: Order) -> bool:
    """Whether the defendant lives in another chief officer's area in England and Wales than that of the one who applied."""
    return order.relevant_officers.filter(basis="RESIDES", until=None, in_england_or_wales=True).exists()


def protected_by(order: Order) -> list[Any]:
    """The people whom the order protects: those of the application it was made on."""
    return list(order.application.protected_persons.all()) if order.application is not None else []


@dataclass(frozen=True)
class Served:
    """An attempt at service with the law's sum behind its day."""

    attempt: ServiceAttempt
    why: dict[str, Any] | None


@dataclass(frozen=True)
class Duty:
    """A notification duty with its clock."""

    duty: NotificationDuty
    clock: Clock | None


@dataclass(frozen=True)
class OrderPage:
    """Everything on an order's page."""

    order: Order
    now: datetime
    standing: tuple[str, str]
    service: tuple[str, str]
    ends: str
    conditions: list[OrderCondition]
    attempts: list[Served]
    duties: list[Duty]
    notifications: list[Any]
    clocks: list[Clock]
    versions: list[OrderVersion]


def order_page(order: Order, *, with_notifications: bool) -> OrderPage:
    """The page's facts, in a fixed number of queries."""
    now = timezone.now()
    versions = list(order.versions.prefetch_related("conditions"))
    order._prefetched_objects_cache = {"versions": versions}  # type: ignore[attr-defined]
    version = version_at(order, timezone.localdate()) or (versions[-1] if versions else None)
    attempts = [Served(each, _why(each)) for each in order.service_attempts.all()]
    duties = list(order.duties.all())
    clocks = list(Clock.objects.filter(Q(subject_type="order", subject_id=order.pk) | _of("notificationduty", duties)).order_by("due_on"))
    by_duty = {clock.subject_id: clock for clock in clocks if clock.subject_type == "notificationduty"}
    return OrderPage(
        order=order,
        now=now,
        standing=standing_now(order, now),
        service=service_words(order, now),
        ends=end_words(order),
        conditions=list(version.conditions.all()) if version else [],
        attempts=attempts,
        duties=[Duty(duty, by_duty.get(duty.pk)) for duty in duties],
        notifications=list(order.notifications.select_related("duty", "recorded_by")) if with_notifications else [],
        clocks=[clock for clock in clocks if clock.subject_type == "order" and clock.state == Clock.OPEN],
        versions=versions,
    )


def _of(kind: str, records: list[Any]) -> Q:
    return Q(subject_type=kind, subject_id__in=[record.pk for record in records])


def _why(attempt: ServiceAttempt) -> dict[str, Any] | None:
    """The sum by which the day of service was counted, as it was stored."""
    return None if attempt.shown_otherwise else attempt.sum or None


@dataclass(frozen=True)
class Card:
    """The enforcement card: all that a patrol needs, and nothing else of the case."""

    order: Order
    standing: tuple[str, str]
    service: tuple[str, str]
    ends: str
    conditions: list[OrderCondition]
    ring: str


def cards(*, reference: str = "", family_name: str = "", given_names: str = "", born: date | None = None) -> list[Card]:
    """Cards by order reference, or by exact name and date of birth, live orders first. The case's own visibility is not asked:
    whoever must enforce an order must be able to learn it. The caller logs the look."""
    found = Order.objects.select_related("defendant", "case__unit", "case__force", "main_application").prefetch_related(
        "versions__conditions"
    )
    if reference:
        found = found.filter(reference__iexact=reference.strip())
    else:
        names = Q(defendant__family_name__iexact=family_name.strip(), defendant__given_names__iexact=given_names.strip())
        alias = Q(defendant__aliases__name__iexact=f"{given_names.strip()} {family_name.strip()}")
        found = found.filter(names | alias, defendant__date_of_birth=born).distinct()
    now, today = timezone.now(), timezone.localdate()
    made = []
    for order in found.order_by("-made_at")[:20]:
        version = version_at(order, today)
        conditions = [each for each in version.conditions.all() if each.until is None or each.until >= today] if version else []
        made.append(
            Card(
                order=order,
                standing=standing_now(order, now),
                service=service_words(order, now),
                ends=end_words(order),
                conditions=conditions,
                ring=f"{order.case.unit.name}, {order.case.force.name}, through the control room",
            )
        )
    return sorted(made, key=lambda card: card.standing[0] != "In force")


__all__ = ["STANDINGS", "Card", "OrderPage", "cards", "end_words", "order_page", "orders_for", "register", "version_at"]
