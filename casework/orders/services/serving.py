"""Service: every attempt is kept, the law says on which day it counts, the earliest valid one starts the defendant's duty."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.access.role_tasks import open_task
from casework.access.writing import Change, change, system_change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.versions import save_version
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.errors import LawInputError
from casework.law.when import day_of, day_words, in_words
from casework.orders import rules
from casework.orders.models import Order, OrderVersion, ServiceAttempt, ServiceMethod, ServicePlace
from casework.orders.services import notifying
from casework.orders.services.making import VICTIM_TASK
from casework.policies.selectors import ForceLaw, law_for
from casework.staff.models import Role

SHOWN = "Shown to have been received on another day"


def record_service(
    *,
    actor: Any,
    order: Order,
    method: str,
    sent_at: datetime,
    succeeded: bool = True,
    why_not: str = "",
    server: str,
    place_kind: str = ServicePlace.NONE,
    place: str = "",
    identity_check: str = "",
    terms_explained: bool = False,
    notification_explained: bool = False,
    copy_left: bool = False,
    bwv_reference: str = "",
    certificate_signed: bool = False,
    shown_on: date | None = None,
    shown_why: str = "",
) -> ServiceAttempt:
    """Record an attempt at service. `sent_at` is when it was handed over, sent, posted or printed.

    The day of service is rule MCR-115's, unless `shown_on` with `shown_why` shows another. GuardFailed for service before the making,
    in the future, or after the end.
    """
    case = order.case
    with change(actor, "order.serve", case, lock=True) as ch:
        order.refresh_from_db()
        typed: dict[str, Any] = {
            "method": method,
            "sent_at": sent_at,
            "succeeded": succeeded,
            "why_not": why_not,
            "place_kind": place_kind,
            "identity_check": identity_check,
            "shown_on": shown_on,
            "shown_why": shown_why,
        }
        problems = rules.service_problems(order, now=ch.now, place=place, **typed)
        if not server.strip():
            problems.append(("server", "Say who served it."))
        if problems:
            raise GuardFailed(problems)
        attempt = ServiceAttempt.objects.create(
            order=order,
            order_version=_version_at(order, sent_at),
            case=case,
            server=server.strip(),
            place_kind=place_kind,
            identity_check=identity_check.strip(),
            place=place.strip(),
            terms_explained=terms_explained,
            notification_explained=notification_explained,
            copy_left=copy_left,
            bwv_reference=bwv_reference.strip(),
            certificate_signed=certificate_signed,
            certificate_signed_at=ch.now if certificate_signed else None,
            recorded_by=actor,
            **_effective(typed, law_for(case.force_id)),
        )
        ch.audit("CREATE", attempt, after={"method": method, "sent_at": sent_at, "effective_on": attempt.effective_on})
        if succeeded:
            assert attempt.effective_on is not None
            words = (
                f"{order.reference}: served, {attempt.get_method_display().lower()}; counts as served on {day_words(attempt.effective_on)}."
            )
            ch.event("order.served", words, subject=attempt, occurred_at=sent_at)
            _served(ch, order, attempt)
            _certificate_due(ch, order, attempt)
        else:
            ch.event("order.service_attempted", f"{order.reference}: could not be served.", subject=attempt, occurred_at=sent_at)
            _try_again(ch, order, attempt)
    return attempt


def sign_certificate(*, actor: Any, attempt: ServiceAttempt, signed_by: str, at: datetime | None = None) -> ServiceAttempt:
    """The certificate of service is signed by the person who served it, and by nobody else (MCR 1981 r.67(1), rule MCR-67)."""
    with change(actor, "order.serve", attempt.case, lock=True) as ch:
        when = past(at, not_before=attempt.sent_at, before="it was served")
        if not attempt.succeeded or attempt.certificate_signed:
            raise GuardFailed("There is no certificate to sign here.")
        same = " ".join(signed_by.split()).casefold() == " ".join(attempt.server.split()).casefold()
        inputs = {"certificate": "signed_by_server" if same else "signed_by_another"}
        answer = law_for(attempt.case.force_id).compute("MCR-67", on=attempt.sent_at, inputs=inputs)
        if not answer.passes:
            raise GuardFailed(f"It was served by {attempt.server}. {' '.join(answer.reasons)}", "signed_by")
        ServiceAttempt.objects.filter(pk=attempt.pk).update(certificate_signed=True, certificate_signed_at=when)
        attempt.refresh_from_db()
        clocks.satisfy("MCR-67", subject=attempt, at=when, actor=actor)
        ch.event("order.service_certified", f"{attempt.order.reference}: certificate of service signed.", subject=attempt, occurred_at=when)
        ch.audit("UPDATE", attempt, fields=["certificate_signed"])
    return attempt


def correct_service(
    *,
    actor: Any,
    attempt: ServiceAttempt,
    expected: int,
    method: str,
    sent_at: datetime,
    shown_on: date | None = None,
    shown_why: str = "",
    why: str,
) -> ServiceAttempt:
    """Correct how or when an order was served; the defendant's duty is counted again and the old date stays on record.

    `why` completes "because the date of service was corrected: ...".
    """
    with change(actor, "order.serve", attempt.case, lock=True) as ch:
        order = attempt.order
        order.refresh_from_db()
        if not attempt.succeeded:
            raise GuardFailed("This attempt did not succeed. Record the service itself as a new one.")
        if len(why.strip()) < 10:
            raise GuardFailed("Say why it is corrected, in at least 10 characters.", "why")
        typed: dict[str, Any] = {
            "method": method,
            "sent_at": sent_at,
            "succeeded": True,
            "why_not": "",
            "place_kind": attempt.place_kind,
            "identity_check": attempt.identity_check,
            "shown_on": shown_on,
            "shown_why": shown_why,
        }
        place_kind = ServicePlace.OTHER if attempt.place_kind == ServicePlace.NONE else attempt.place_kind
        problems = rules.service_problems(
            order, now=ch.now, **{**typed, "place_kind": place_kind, "identity_check": attempt.identity_check or "as recorded"}
        )
        if problems:
            raise GuardFailed(problems)
        values = {
            name: value for name, value in _effective(typed, law_for(order.case.force_id)).items() if name not in ("succeeded", "why_not")
        }
        if attempt.method == ServiceMethod.PRINT_DATE and method != ServiceMethod.PRINT_DATE:
            # Both facts are kept: when the court printed it, and when it was in fact posted (MCR 1981 r.67(3), r.115(5)).
            values["printed_on"] = day_of(attempt.sent_at)
        before = {name: getattr(attempt, name) for name in values}
        old = attempt.effective_on
        save_version(attempt, expected, values, typed=("method", "sent_at", "shown_why"))
        ch.audit("UPDATE", attempt, before=before, after=values)
        assert attempt.effective_on is not None and old is not None
        change_words = f"from {day_words(old)} to {day_words(attempt.effective_on)}"
        words = f"{order.reference}: date of service corrected {change_words}, because {why.strip()}"
        ch.event("order.service_corrected", words, subject=attempt)
        _recount(ch, order, f"the date of service was corrected: {why.strip()}")
        happened(Fact("order.service_corrected", order.case_id, order, ch.now, actor))
    return attempt


def first_service(order: Order) -> ServiceAttempt | None:
    """The earliest valid service: by the day on which it counts, then by when it was sent."""
    return order.service_attempts.filter(succeeded=True).order_by("effective_on", "sent_at", "pk").first()


def _effective(typed: Mapping[str, Any], law: ForceLaw) -> dict[str, Any]:
    """The columns of an attempt from what was typed: with the law's day and its sum, or the day that was shown."""
    kept = {name: typed[name] for name in ("method", "sent_at", "succeeded", "why_not")}
    if not typed["succeeded"]:
        return {**kept, "effective_on": None, "basis": "", "shown_otherwise": False, "shown_why": "", "sum": {}}
    try:
        result = rules.effective_service(typed["method"], typed["sent_at"], law)
    except LawInputError as problem:
        raise GuardFailed(problem.sentence, "sent_at") from problem
    shown = typed["shown_on"]
    if shown is not None:
        return {
            **kept,
            "effective_on": shown,
            "basis": SHOWN,
            "shown_otherwise": True,
            "shown_why": typed["shown_why"].strip(),
            "sum": result.as_json(),
        }
    return {
        **kept,
        "effective_on": result.due,
        "basis": rules.service_basis(typed["method"]),
        "shown_otherwise": False,
        "shown_why": "",
        "sum": result.as_json(),
    }


def _served(ch: Change, order: Order, attempt: ServiceAttempt) -> None:
    clocks.satisfy("OP-SERVE", subject=order, at=attempt.sent_at, actor=ch.actor)
    clocks.start(
        "OP-VICTIM",
        subject=order,
        case=order.case,
        on=attempt.sent_at,
        inputs={"event": "service"},
        title=f"Tell the victim that {order.reference} was served",
        actor=ch.actor,
        path=f"/orders/{order.reference}/",
    )
    open_task(order.case, Role.VICTIM_CARE, f"{VICTIM_TASK} {order.reference}", subject=order)
    _recount(ch, order, f"service on {day_words(attempt.effective_on)} was recorded")  # type: ignore[arg-type]
    happened(Fact("order.served", order.case_id, order, attempt.sent_at, ch.actor))


def _try_again(ch: Change, order: Order, attempt: ServiceAttempt) -> None:
    """An attempt that failed meets the clock of the first attempt and starts the next 24 hours (force policy)."""
    if clocks.satisfy("OP-SERVE", subject=order, at=attempt.sent_at, actor=ch.actor, note="Attempted, not served") is None:
        return
    clocks.start(
        "OP-SERVE",
        subject=order,
        case=order.case,
        on=attempt.sent_at,
        title=f"Try again to serve {order.reference}, last tried {in_words(timezone.localtime(attempt.sent_at))}",
        actor=ch.actor,
        path=f"/orders/{order.reference}/",
    )


def _certificate_due(ch: Change, order: Order, attempt: ServiceAttempt) -> None:
    if not attempt.certificate_signed:
        clocks.start(
            "MCR-67",
            subject=attempt,
            case=order.case,
            on=attempt.sent_at,
            title=f"Sign the certificate of the service of {order.reference}",
            actor=ch.actor,
            path=f"/orders/{order.reference}/service/{attempt.pk}/certificate/",
        )


def _version_at(order: Order, when: datetime) -> OrderVersion | None:
    """The version that was served: the newest that held then."""
    return next((each for each in order.versions.order_by("-number") if each.since <= when), None)


def _recount(ch: Change, order: Order, why: str) -> None:
    """Set the order's date of service from the earliest valid attempt, and count the first notification from it."""
    first = first_service(order)
    assert first is not None
    Order.objects.filter(pk=order.pk).update(served_on=first.effective_on)
    order.served_on = first.effective_on
    notifying.count_first_duty(ch, order, first, why)


def follow_recount(fact: Fact) -> None:
    """Answer to "clock.recounted": the first notification's date moved with the bank holidays, so the day of service did as well.

    Each service that counts by the law's day is counted anew (one shown to be different stays), then the duty that hangs on it.
    """
    clock = fact.subject
    if clock.rule_id != "SPA-9-1" or clock.subject_type != "notificationduty":
        return
    order = Order.objects.select_related("case").get(duties__pk=clock.subject_id)
    with system_change("order.serve", order.case) as ch:
        ch.actor = fact.actor
        law = law_for(order.case.force_id)
        for attempt in order.service_attempts.filter(succeeded=True, shown_otherwise=False):
            result = rules.effective_service(attempt.method, attempt.sent_at, law)
            if result.due != attempt.effective_on:
                old = attempt.effective_on
                ServiceAttempt.objects.filter(pk=attempt.pk).update(effective_on=result.due, sum=result.as_json())
                ch.audit("UPDATE", attempt, before={"effective_on": old}, after={"effective_on": result.due})
        _recount(ch, order, (fact.detail or {})["why"])
