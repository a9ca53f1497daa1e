"""The page on which force legal records what the court made. It sits beside the application."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.applications import selectors as applications
from casework.applications.views import around, open_application
from casework.orders import services
from casework.orders.models import Order, OrderKind
from casework.orders.record_forms import OrderForm
from casework.pages.guarded import page
from casework.pages.views import form_page

ASKED = (
    "kind",
    "made_at",
    "court",
    "fixed_period",
    "end_date",
    "effective_from",
    "defendant_present",
    "on_register",
    "register_until",
    "note",
)


@page("order.record")
def order_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the order that the court made on this application."""
    application = open_application(request, reference, "order.record")
    hearing = applications.pending_hearing(application)
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrderKind.values and application.kind == "MAIN" else OrderKind.ISPO if application.kind == "INTERIM" else ""

    def act(form: OrderForm) -> Order:
        data = form.cleaned_data
        return services.record_order(
            actor=request.user,
            application=application,
            conditions=form.made(),
            next_hearing_at=data.get("next_hearing_at"),
            **{name: data[name] for name in ASKED},
        )

    return form_page(
        request,
        OrderForm,
        act,
        template="applications/order.html",
        done=lambda order: reverse("order-detail", args=[order.reference]),
        message=lambda order: (
            f"{order.reference} is recorded"
            + (". It is queried: force legal has a task to ask the court about its length" if order.queried else "")
        ),
        context=around(application, "Record the order"),
        initial={
            "kind": kind,
            "court": hearing.court if hearing else application.court,
            "made_at": hearing.at if hearing and hearing.at <= timezone.now() else None,
            "fixed_period": "yes" if kind == OrderKind.ISPO else "",
        },
        application=application,
    )
