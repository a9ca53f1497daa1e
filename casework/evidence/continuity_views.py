"""Pages of receipts and discrepancies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import require
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.evidence import continuity, selectors
from casework.evidence.continuity_forms import TOOK, ReceiptForm, ResolveForm
from casework.evidence.models import Discrepancy, Exhibit, Receipt
from casework.pages.guarded import listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render


@page("receipt.list")
def receipts(request: HttpRequest) -> HttpResponse:
    """What was handed over to the person, as colleagues wrote it down: the waiting ones, oldest first."""
    rows = paginate(selectors.receipts(request.user), ["event__at", "id"], request)
    listed(request, "exhibit.receive", "receipt", [receipt.pk for receipt in rows])
    return render(request, "evidence/receipts.html", {"rows": rows})


@page("exhibit.receive")
def receipt_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiver answers; whoever else reaches the case sees that it waits."""
    about = ("event", "exhibit", "person", "case__unit", "case__force")
    receipt = Receipt.objects.select_related(*about).filter(pk=pk).first()
    if receipt is None:
        raise Hidden
    require(request.user, "exhibit.receive", receipt.case)
    viewed("VIEW", actor=request.user, action="exhibit.receive", object_type="receipt", object_id=pk, case_id=receipt.case_id)

    def act(form: ReceiptForm) -> Any:
        given = form.cleaned_data
        if given["answer"] == TOOK:
            return continuity.confirm_receipt(actor=request.user, receipt=receipt, seal_read=given.get("seal_read", ""))
        return continuity.dispute_receipt(actor=request.user, receipt=receipt, words=given["words"])

    return form_page(
        request,
        ReceiptForm,
        act,
        template="evidence/receipt.html",
        done=reverse("receipts"),
        message=f"{receipt.exhibit.number}: your answer is saved",
        context={"heading": "Confirm what was handed to you", "caption": _caption(receipt.exhibit, receipt), "receipt": receipt}
        | {"crumbs": [("Handed over to you", reverse("receipts")), (receipt.exhibit.number, "")], "cancel": reverse("receipts")},
        sealed=bool(receipt.event.seal_after),
    )


def _caption(exhibit: Exhibit, record: Receipt | Discrepancy) -> str:
    return f"{record.case.reference}, {exhibit.number}"


@page("exhibit.list")
def discrepancies(request: HttpRequest) -> HttpResponse:
    """The open discrepancies of the exhibits that the person may read, oldest first."""
    rows = paginate(selectors.discrepancies(request.user), ["opened_at", "id"], request)
    listed(request, "exhibit.view", "discrepancy", [found.pk for found in rows])
    return render(request, "evidence/discrepancies.html", {"rows": rows})


@page("discrepancy.resolve")
def discrepancy_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolve a discrepancy that somebody else recorded."""
    about = ("event", "exhibit", "opened_by", "case__unit", "case__force")
    found = Discrepancy.objects.select_related(*about).filter(pk=pk).first()
    if found is None:
        raise Hidden
    require(request.user, "discrepancy.resolve", found.case)
    viewed("VIEW", actor=request.user, action="discrepancy.resolve", object_type="discrepancy", object_id=pk, case_id=found.case_id)
    where = reverse("exhibit-detail", args=[found.exhibit_id])
    return form_page(
        request,
        ResolveForm,
        lambda form: continuity.resolve(actor=request.user, discrepancy=found, **form.cleaned_data),
        template="evidence/resolve.html",
        done=where,
        message=f"{found.exhibit.number}: the discrepancy is resolved",
        context={"heading": "Resolve a discrepancy", "caption": _caption(found.exhibit, found), "discrepancy": found}
        | {"crumbs": [(found.exhibit.number, where), ("Resolve a discrepancy", "")], "cancel": where},
    )
