"""Papers about an order: the court's certified copy with its fingerprint, and requests for what the order says (MCR 1981 r.66D)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of, day_words
from casework.orders.models import CertifiedCopy, InformationRequest, Order, RequestAnswer
from casework.staff.models import Role


@dataclass(frozen=True)
class Fingerprint:
    """What was read of a file: its SHA-256 in hexadecimal, its size in bytes, its number of pages."""

    sha256: str
    size: int
    pages: int


def record_certified_copy(
    *,
    actor: Any,
    order: Order,
    read: Fingerprint,
    certified_on: date,
    certified_by: str,
    kept_where: str,
    version_number: int | None = None,
) -> CertifiedCopy:
    """Record the court's certified copy of a version (the newest unless named) by its fingerprint (SPA 2019 s.8(5)).

    `kept_where` says where the file itself lies. GuardFailed for a day before the version or in the future, and for the same file twice.
    """
    with change(actor, "order.copy", order.case, lock=True) as ch:
        versions = list(order.versions.order_by("number"))
        version = next((each for each in versions if each.number == version_number), versions[-1] if version_number is None else None)
        problems: list[tuple[str | None, str]] = []
        if version is None:
            problems.append(("version_number", "Choose one of the order's versions."))
        elif certified_on < version.effective_from:
            problems.append(("certified_on", f"That version dates from {day_words(version.effective_from)}, after that."))
        if certified_on > day_of(ch.now):
            problems.append(("certified_on", "This is in the future. Enter when the court certified it."))
        if len(certified_by.strip()) < 3:
            problems.append(("certified_by", "Say who certified it for the court."))
        if len(kept_where.strip()) < 3:
            problems.append(("kept_where", "Say where the file is kept."))
        if order.certified_copies.filter(sha256=read.sha256).exists():
            problems.append(("file", "This very file is recorded already."))
        if problems:
            raise GuardFailed(problems)
        assert version is not None
        copy = CertifiedCopy.objects.create(
            order=order,
            order_version=version,
            case=order.case,
            certified_on=certified_on,
            certified_by=certified_by.strip(),
            kept_where=kept_where.strip(),
            sha256=read.sha256,
            size=read.size,
            pages=read.pages,
            recorded_by=actor,
        )
        ch.event("order.certified", f"{order.reference}: certified copy of version {version.number} recorded.", subject=order)
        ch.audit("CREATE", copy, after={"sha256": read.sha256, "version": version.number})
    return copy


def record_request(*, actor: Any, order: Order, served_on: date, requester: str, extended_to: date | None = None) -> InformationRequest:
    """The court served a request for what the order says: 20 business days to object, or as long as the court allows (MCR-66D)."""
    with change(actor, "order.record", order.case, lock=True) as ch:
        problems: list[tuple[str | None, str]] = []
        if served_on > day_of(ch.now):
            problems.append(("served_on", "This is in the future. Enter when the court served it."))
        elif served_on < order.made_on:
            problems.append(("served_on", f"The order was made on {day_words(order.made_on)}, after that."))
        if len(requester.strip()) < 3:
            problems.append(("requester", "Say in what capacity it is asked for, without a name that must not be known."))
        if extended_to is not None and extended_to < served_on:
            problems.append(("extended_to", "The court cannot have allowed a day before it served the request."))
        if problems:
            raise GuardFailed(problems)
        request = InformationRequest.objects.create(
            order=order, case=order.case, served_on=served_on, requester=requester.strip(), extended_to=extended_to, recorded_by=actor
        )
        clocks.start(
            "MCR-66D",
            subject=request,
            case=order.case,
            on=served_on,
            inputs={"extended_to": extended_to} if extended_to else {},
            title=f"Object, or not, to giving out what {order.reference} says",
            actor=actor,
            path=f"/orders/{order.reference}/",
        )
        open_task(order.case, Role.LEGAL, f"Request for what {order.reference} says", subject=request)
        ch.event("order.information_requested", f"{order.reference}: the court served a request for what it says.", subject=order)
        ch.audit("CREATE", request, after={"served_on": served_on})
        happened(Fact("information.requested", order.case_id, request, ch.now, actor))
    return request


def answer_request(*, actor: Any, request: InformationRequest, answer: str, grounds: str, on: date) -> InformationRequest:
    """The police object, with grounds, or do not. The notice goes to the court's designated officer and the requester."""
    with change(actor, "order.record", request.case, lock=True) as ch:
        problems: list[tuple[str | None, str]] = []
        if request.answer:
            problems.append((None, "This request has been answered."))
        if answer not in RequestAnswer.values:
            problems.append(("answer", "Say whether the police object."))
        if answer == RequestAnswer.OBJECT and len(grounds.strip()) < 10:
            problems.append(("grounds", "Give the grounds of the objection, in at least 10 characters (MCR 1981 r.66D)."))
        if on > day_of(ch.now) or on < request.served_on:
            problems.append(("on", "Enter the day on which the notice was served: not in the future, not before the request."))
        if problems:
            raise GuardFailed(problems)
        InformationRequest.objects.filter(pk=request.pk).update(answer=answer, grounds=grounds.strip(), answered_on=on)
        request.refresh_from_db()
        clocks.satisfy("MCR-66D", subject=request, at=on, actor=actor)
        close_tasks(request)
        words = request.get_answer_display().lower()
        ch.event("order.information_answered", f"{request.order.reference}: request for what it says, {words}.", subject=request.order)
        ch.audit("UPDATE", request, after={"answer": answer})
    return request
