"""Pages of living with an order: what legal queries, reviews, handover, papers, certificates, acknowledgements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.errors import Hidden
from casework.orders import living_forms as forms
from casework.orders import selectors
from casework.orders import services as ordering
from casework.orders.models import InformationRequest, Notification, Order, OrderTransfer, ServiceAttempt
from casework.orders.views import order_for, step_page
from casework.pages.guarded import listed, page
from casework.pages.views import paginate, render


@page("queue.legal")
def queries(request: HttpRequest) -> HttpResponse:
    """Force legal's queue of what was "made, queried", the oldest first."""
    shown = paginate(selectors.open_queries(request.user), ("opened_at", "id"), request)
    listed(request, "queue.legal", "orderquery", [each.pk for each in shown.rows])
    return render(request, "orders/queries.html", {"page": shown})


@page("order.record")
def query(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer what was "made, queried"."""
    order = order_for(request, reference, "order.record")
    return step_page(
        request,
        order,
        forms.QueryForm,
        "Answer the query",
        lambda form: ordering.settle_query(actor=request.user, order=order, **form.cleaned_data),
        "The query is answered. What the court made stays on record as it was made.",
        context={"intro": order.query_reason},
    )


@page("order.review")
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a review or a visit."""
    order = order_for(request, reference, "order.review")
    return step_page(
        request,
        order,
        forms.ReviewForm,
        "Record a review or a visit",
        lambda form: ordering.record_review(actor=request.user, order=order, **form.cleaned_data),
        "Recorded. The next review's date is shown below with its reasons.",
        initial={"after": "PERIOD", "decision": "KEEP", "grade": order.case.grade},
    )


@page("order.review")
def manager(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the offender manager."""
    order = order_for(request, reference, "order.review")
    return step_page(
        request,
        order,
        forms.ManagerForm,
        "Name the offender manager",
        lambda form: ordering.name_manager(actor=request.user, order=order, **form.cleaned_data),
        initial={"manager": order.manager_id},
        order=order,
    )


@page("order.transfer")
def relevant(request: HttpRequest, reference: str) -> HttpResponse:
    """Another chief officer is a relevant one."""
    order = order_for(request, reference, "order.transfer")
    return step_page(
        request,
        order,
        forms.RelevantForm,
        "Another chief officer is relevant",
        lambda form: ordering.name_relevant(actor=request.user, order=order, **form.cleaned_data),
        context={"intro": "Whoever applied for the order is a relevant chief officer in any case (SPA 2019 s.14(1))."},
    )


@page("order.transfer")
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """The defendant moved to another force's area."""
    order = order_for(request, reference, "order.transfer")
    return step_page(
        request,
        order,
        forms.TransferForm,
        "Hand over: the defendant moved",
        lambda form: ordering.propose_transfer(actor=request.user, order=order, **form.cleaned_data),
        "The handover is proposed. It is complete when the receiving force accepts it.",
        context={
            "intro": "Both chief officers are relevant ones from the move on (SPA 2019 s.14(1)); the handover itself is force policy."
        },
        order=order,
    )


def _transfer(request: HttpRequest, reference: str, pk: int, action: str) -> tuple[Order, OrderTransfer]:
    order = order_for(request, reference, action)
    found = OrderTransfer.objects.filter(order=order, pk=pk).select_related("order__case__force", "case", "to_force").first()
    if found is None:
        raise Hidden
    return order, found


@page("order.accept")
def transfer_answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The receiving force's answer."""
    order, found = _transfer(request, reference, pk, "order.accept")
    return step_page(
        request,
        order,
        forms.AnswerTransferForm,
        f"Handover to {found.to_name}",
        lambda form: ordering.answer_transfer(actor=request.user, transfer=found, **form.cleaned_data),
        "The answer is recorded.",
        context={"intro": f"The pack holds: {found.pack}"},
        transfer=found,
    )


@page("order.transfer")
def transfer_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a proposal back."""
    order, found = _transfer(request, reference, pk, "order.transfer")
    return step_page(
        request,
        order,
        forms.TakeBackForm,
        "Take the handover back",
        lambda form: ordering.take_back_transfer(actor=request.user, transfer=found, **form.cleaned_data),
    )


@page("order.copy")
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the court's certified copy by its fingerprint."""
    order = order_for(request, reference, "order.copy")

    def act(form: forms.CopyForm) -> Any:
        data = dict(form.cleaned_data)
        return ordering.record_certified_copy(actor=request.user, order=order, read=data.pop("file"), **data)

    return step_page(
        request,
        order,
        forms.CopyForm,
        "Record the certified copy",
        act,
        "The fingerprint is recorded. Any copy can be held against it.",
        context={"intro": "A copy that the court certified proves the making and the content of the order (SPA 2019 s.8(5))."},
        order=order,
    )


@page("order.copy")
def copy_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Hold a file against the certified copies on record."""
    order = order_for(request, reference, "order.copy")
    form = forms.CheckForm(request.POST, request.FILES) if request.method == "POST" else forms.CheckForm()
    same = None
    checked = form.is_bound and form.is_valid()
    if checked:
        wanted = form.cleaned_data["file"].sha256
        same = next((each for each in order.certified_copies.select_related("order_version") if each.sha256 == wanted), None)
    back = reverse("order-detail", args=[reference])
    context = {"order": order, "form": form, "checked": checked, "same": same, "cancel": back, "heading": "Check a file"}
    return render(request, "orders/copy_check.html", context, 422 if form.is_bound and form.errors else 200)


@page("order.record")
def request_made(request: HttpRequest, reference: str) -> HttpResponse:
    """The court served a request for what the order says."""
    order = order_for(request, reference, "order.record")
    return step_page(
        request,
        order,
        forms.RequestForm,
        "Record a request for what it says",
        lambda form: ordering.record_request(actor=request.user, order=order, **form.cleaned_data),
        "The request is recorded. The last day to object is shown below with its reasons.",
    )


@page("order.record")
def request_answer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Object, or not."""
    order = order_for(request, reference, "order.record")
    found = InformationRequest.objects.filter(order=order, pk=pk).select_related("order", "case").first()
    if found is None:
        raise Hidden
    return step_page(
        request,
        order,
        forms.AnswerRequestForm,
        "Object, or not",
        lambda form: ordering.answer_request(actor=request.user, request=found, **form.cleaned_data),
    )


@page("order.serve")
def certificate(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The certificate of service."""
    order = order_for(request, reference, "order.serve")
    attempt = ServiceAttempt.objects.filter(order=order, pk=pk).select_related("order", "case").first()
    if attempt is None:
        raise Hidden
    return step_page(
        request,
        order,
        forms.CertificateForm,
        "Record the certificate of service",
        lambda form: ordering.sign_certificate(actor=request.user, attempt=attempt, **form.cleaned_data),
        "The certificate is recorded.",
        context={"intro": f"Served by {attempt.server}."},
    )


@page("notification.record")
def acknowledge(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The written acknowledgement of a notification."""
    order = order_for(request, reference, "notification.record")
    given = Notification.objects.filter(order=order, pk=pk).select_related("order", "case").first()
    if given is None:
        raise Hidden
    return step_page(
        request,
        order,
        forms.AcknowledgeForm,
        "Record the acknowledgement",
        lambda form: ordering.acknowledge(actor=request.user, notification=given, **form.cleaned_data),
        "The acknowledgement is recorded.",
    )
