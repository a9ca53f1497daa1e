"""Reading orders: the register, one order's page, and the enforcement card."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.access.branches import Walk
from casework.access.predicate import can, visible
from casework.applications.selectors import only_cps
from casework.clocks.models import Clock
from casework.law.when import day_of, day_words, end_of
from casework.orders import asat, change_rules, flow, rules
from casework.orders.models import (
    Appeal,
    ChangeKind,
    ConsentBy,
    NotificationDuty,
    Order,
    OrderChange,
    OrderCondition,
    OrderKind,
    OrderOrigin,
    OrderQuery,
    OrderVersion,
    ServiceAttempt,
)
from casework.policies.selectors import law_for

STANDINGS = {
    "live": "In force",
    "unserved": "In force, not served",
    "ending": "Ends within 90 days",
    "incomplete": "Imported, incomplete",
    "queried": "Made, queried",
    "ended": "Ended",
}
SOON_DAYS = 90
IN_FORCE = Q(state__in=flow.LIVE)
UNSERVED = IN_FORCE & Q(served_on=None, defendant_present=False)


def orders_for(user: Any) -> QuerySet[Order]:
    """Orders whose case the person may see for them."""
    return Order.objects.filter(case__in=visible(user, "order.view"))


# The register, the first to end first; orders until a further order stand behind those that end.
WALK = Walk(Order, ("end_sort", "id"))
REGISTER = Order.objects.select_related("defendant", "case", "main_application").prefetch_related("stays")


def narrowed(*, standing: str = "", kind: str = "", text: str = "", soon: date | None = None) -> Q:
    """What the register is narrowed to. `text` is matched with the order's reference, the case's and the defendant's names."""
    found = Q()
    match standing:
        case "live":
            found &= IN_FORCE
        case "unserved":
            found &= UNSERVED
        case "ending" if soon is not None:
            found &= IN_FORCE & Q(end_sort__lte=soon)
        case "incomplete":
            found &= Q(imported_incomplete=True)
        case "queried":
            found &= Q(queried=True)
        case "ended":
            found &= ~IN_FORCE
    if kind in OrderKind.values:
        found &= Q(type=kind)
    for word in text.split()[:5]:
        found &= (
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
class AsAtPage:
    """How the order stood at another instant than now."""

    when: datetime
    standing: str
    words: str
    version: OrderVersion | None
    conditions: list[OrderCondition]
    end: date | None


@dataclass(frozen=True)
class OrderPage:
    """Everything on an order's page. `bound` are the conditions that bind now, `lapsed` those of the version that ended by themselves."""

    order: Order
    now: datetime
    standing: tuple[str, str]
    service: tuple[str, str]
    ends: str
    bound: list[OrderCondition]
    lapsed: list[OrderCondition]
    attempts: list[Served]
    duties: list[Duty]
    notifications: list[Any]
    clocks: list[Clock]
    versions: list[OrderVersion]
    current: OrderVersion | None
    version_served: bool
    others: list[Order]
    living: "Living"


@dataclass(frozen=True)
class Living:
    """What stands on an order's page of its later life."""

    changes: list[OrderChange]
    appeals: list[Appeal]
    reviews: list[Any]
    relevant: list[Relevant]
    transfers: list[Any]
    copies: list[Any]
    requests: list[Any]
    queries: list[Any]


LIVING_ACTIONS = ("application.view", "notification.view", "advice.view")


def order_page(user: Any, order: Order, may: Collection[str]) -> OrderPage:
    """The page's facts, in a fixed number of queries. `may` are the actions open to the reader, LIVING_ACTIONS asked among them."""
    now = timezone.now()
    versions = list(order.versions.prefetch_related("conditions"))
    kept = {"versions": versions, "stays": list(order.stays.all())}
    order._prefetched_objects_cache = kept  # type: ignore[attr-defined]
    version = version_at(order, now) or (versions[-1] if versions else None)
    conditions = list(version.conditions.all()) if version else []
    today = timezone.localdate()
    attempts = [Served(each, _why(each)) for each in order.service_attempts.select_related("order_version")]
    duties = list(order.duties.all())
    clocks = list(Clock.objects.filter(Q(subject_type="order", subject_id=order.pk) | _of("notificationduty", duties)).order_by("due_on"))
    by_duty = {clock.subject_id: clock for clock in clocks if clock.subject_type == "notificationduty"}
    given = order.notifications.select_related("duty", "recorded_by", "acknowledged_later") if "notification.view" in may else []
    return OrderPage(
        order=order,
        now=now,
        standing=standing_now(order, now),
        service=service_words(order, now),
        ends=end_words(order),
        bound=[each for each in conditions if each.until is None or each.until >= today],
        lapsed=[each for each in conditions if each.until is not None and each.until < today],
        attempts=attempts,
        duties=[Duty(duty, by_duty.get(duty.pk)) for duty in duties],
        notifications=list(given),
        clocks=[clock for clock in clocks if clock.subject_type == "order" and clock.state == Clock.OPEN],
        versions=versions,
        current=version,
        version_served=version is None or version.number == 1 or _served_version(attempts, version),
        others=other_orders(user, order),
        living=_living(user, order, may),
    )


def _served_version(attempts: list[Served], version: OrderVersion) -> bool:
    return any(
        each.attempt.succeeded and each.attempt.order_version is not None and each.attempt.order_version.number >= version.number
        for each in attempts
    )


def _living(user: Any, order: Order, may: Collection[str]) -> Living:
    changes = list(order.changes.order_by("-pk"))
    if hides_drafts(user):
        changes = [each for each in changes if each.state not in flow.BEFORE_IT_IS_LODGED]
    return Living(
        changes=changes if "application.view" in may else [],
        appeals=appeals_about(order),
        reviews=list(order.reviews.select_related("reviewer")) if "notification.view" in may else [],
        relevant=relevant_now(order),
        transfers=list(order.transfers.select_related("to_force")),
        copies=list(order.certified_copies.select_related("order_version")),
        requests=list(order.information_requests.all()),
        queries=queries_of(order, with_advice="advice.view" in may),
    )


def appeals_about(order: Order) -> list[Appeal]:
    """Appeals against the order or a decision about it, and against the refusal on which it was made."""
    found = Q(order=order)
    if order.origin == OrderOrigin.ON_APPEAL:
        found |= Q(application_id=order.application_id)
    return list(Appeal.objects.filter(found).select_related("change").order_by("pk"))


def queries_of(order: Order, *, with_advice: bool) -> list[dict[str, Any]]:
    """What was queried, with force legal's privileged advice only for those who may read it (investigation.md M16)."""
    return [{"query": each, "advice": each.advice if with_advice else ""} for each in order.queries.select_related("answered_by")]


def other_orders(user: Any, order: Order) -> list[Order]:
    """Other orders that bind the same person now, as far as the reader may see them; overlapping orders are lawful (s.2(6)-(7))."""
    found = orders_for(user).filter(defendant_id=order.defendant_id, state__in=flow.LIVE, end_sort__gte=timezone.localdate())
    return list(found.exclude(pk=order.pk).order_by("end_sort", "pk")[:10])


def as_at_page(order: Order, when: datetime) -> AsAtPage:
    """How the order stood at an instant: in force or not, and what it said."""
    found = asat.as_at(life_of(order), when)
    version = next((each for each in order.versions.all() if each.number == found.version), None)
    items = {each.number: each for each in version.conditions.all()} if version is not None else {}
    return AsAtPage(
        when=when,
        standing=found.standing,
        words=asat.WORDS[found.standing],
        version=version,
        conditions=[items[number] for number in found.conditions],
        end=found.end,
    )


def _of(kind: str, records: list[Any]) -> Q:
    return Q(subject_type=kind, subject_id__in=[record.pk for record in records])


def _why(attempt: ServiceAttempt) -> dict[str, Any] | None:
    """The sum by which the day of service was counted, as it was stored."""
    return None if attempt.shown_otherwise else attempt.sum or None


# Applications to vary, renew or discharge.

CHANGE_STANDINGS = {
    "open": "Not decided yet",
    "legal": "With force legal",
    "authority": "With the superintendent",
    "court": "Before the court",
    "decided": "Decided or withdrawn",
}


def hides_drafts(user: Any) -> bool:
    """True for those who read applications only as lodged (the CPS: investigation.md M15)."""
    return only_cps(user)


def changes_for(user: Any, *, standing: str = "") -> QuerySet[OrderChange]:
    """Applications about orders that the person may read, narrowed."""
    found = OrderChange.objects.filter(case__in=visible(user, "application.view")).select_related("order__defendant", "case")
    if hides_drafts(user):
        found = found.exclude(state__in=flow.BEFORE_IT_IS_LODGED)
    states: dict[str, tuple[str, ...]] = {
        "open": flow.CHANGE_OPEN,
        "legal": (flow.LEGAL_REVIEW,),
        "authority": (flow.AUTHORISATION,),
        "court": flow.AT_COURT,
        "decided": (flow.GRANTED, flow.REFUSED, flow.WITHDRAWN, flow.DECLINED),
    }
    return found.filter(state__in=states[standing]) if standing in states else found


@dataclass(frozen=True)
class ConsentLine:
    """A consent that a discharge needs, and the newest word on it."""

    by: str
    words: str
    consent: Any


@dataclass(frozen=True)
class ChangePage:
    """Everything on the page of an application about an order."""

    conditions: list[Any]
    heard: list[Any]
    consents: list[ConsentLine]
    two_years: Any
    reviews: list[Any]
    clocks: list[Clock]
    appeals: list[Appeal]
    warning: str


def change_page(user: Any, made: OrderChange) -> ChangePage:
    """The page's facts. Force legal's reasons only for those who may read them."""
    reads = can(user, "advice.view", made.case) or (made.author_id == user.pk and can(user, "advice.own", made.case))
    clocks = Clock.objects.filter(subject_type="orderchange", subject_id=made.pk, state=Clock.OPEN)
    needed: list[ConsentLine] = []
    two_years = None
    if made.kind == ChangeKind.DISCHARGE:
        heard = day_of(made.determined_at or made.hearing_at or timezone.now())
        law = law_for(made.case.force_id)
        asked = {"heard": heard, "applicant": made.applicant, "lives_elsewhere": lives_elsewhere(made.order)}
        by = change_rules.consents_needed(made.order, law=law, **asked)
        newest = {each.by: each for each in made.consents.order_by("pk")}
        needed = [ConsentLine(name, ConsentBy(name).label, newest.get(name)) for name in by]
        if made.order.type == OrderKind.SPO:
            two_years = law.compute("SPA-4-4b", on=made.order.made_on, inputs={"heard": heard})
    return ChangePage(
        conditions=list(made.conditions.all()),
        heard=list(made.heard.all()),
        consents=needed,
        two_years=two_years,
        reviews=list(made.reviews.select_related("reviewer")) if reads else [],
        clocks=list(clocks.order_by("due_on")),
        appeals=list(made.appeals.order_by("pk")),
        warning=change_rules.late_hearing(made.order, made.hearing_at) if made.kind == ChangeKind.RENEW else "",
    )


def protects(case_id: int, person_id: int, day: date) -> bool:
    """Does an order of the case bind this person on that day, known to them by service or because they were in court?"""
    orders = Order.objects.filter(Q(served_on__lte=day) | Q(defendant_present=True), case_id=case_id, defendant_id=person_id)
    return orders.filter(Q(end_date__gte=day) | Q(end_date__isnull=True), state__in=flow.LIVE, end_not_known=False).exists()


def in_pack(case_id: int) -> str:
    """What a referral pack says of the case's orders, in words without names."""
    count = Order.objects.filter(case_id=case_id).count()
    return f"{count} {'order' if count == 1 else 'orders'} on record" if count else ""


def open_queries(user: Any) -> QuerySet[OrderQuery]:
    """What the court made and force legal must still ask about, the oldest first."""
    found = OrderQuery.objects.filter(answer="", case__in=visible(user, "order.record"))
    return found.select_related("order__defendant", "case")


def keeps_exhibits(case_id: int) -> list[str]:
    """Why the exhibits of a case must not be disposed of yet: appeals that are pending."""
    pending = Appeal.objects.filter(case_id=case_id, state__in=("NOTICE_LODGED", "LISTED")).exists()
    return ["An appeal is pending"] if pending else []
