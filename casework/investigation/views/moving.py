"""Pages of transfers and of links between cases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.access.predicate import can, sees, visible
from casework.audit.record import viewed
from casework.clocks.services import open_for
from casework.errors import Forbidden, Hidden
from casework.investigation import flow, selectors
from casework.investigation.forms.ending import LinkForm, ReasonForm, TakeOverForm, TransferForm
from casework.investigation.models import CaseLink, Transfer
from casework.investigation.services import (
    end_link,
    link_cases,
    propose_transfer,
    refuse_transfer,
    send_on,
    take_over,
    withdraw_transfer,
)
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case


@page("case.transfer")
def case_transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose that the case goes to another unit."""
    case = case_for(request, reference, "case.transfer")
    return form_page(
        request,
        TransferForm,
        lambda form: propose_transfer(actor=request.user, case=case, **form.cleaned_data),  # type: ignore[arg-type]
        done=lambda made: reverse("transfer-detail", args=[made.pk]),
        message=lambda made: made.get_state_display(),
        context=at_case(
            case,
            heading="Hand the case to another unit",
            intro="Nothing moves until the receiving unit takes it over. Its open dates go with it.",
        ),
        units=selectors.receiving_units(case),
    )


@page("transfer.list")
def transfer_list(request: HttpRequest) -> HttpResponse:
    """Transfers of one's own cases and those offered to one's units, newest first."""
    rows = paginate(selectors.transfers(request.user), ["-id"], request)
    listed(request, "transfer.list", "transfer", [transfer.pk for transfer in rows])
    return render(request, "investigation/transfers.html", {"rows": rows})


def _transfer(request: HttpRequest, pk: int) -> Transfer:
    """The transfer, behind its predicate, with the consultation written; Hidden for unknown and unseen alike."""
    transfer = selectors.transfers(request.user).filter(pk=pk).first()
    if transfer is None:
        raise Hidden
    viewed("VIEW", actor=request.user, action="transfer.list", object_type="transfer", object_id=pk, case_id=transfer.case_id)
    return transfer


@page("transfer.list")
def transfer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer: from where, to where, why, the handover note, the dates that go with it, and what can be done now.

    The receiving unit reads the note and the dates, not the case itself, until it has taken it over.
    """
    transfer = _transfer(request, pk)
    user, case = request.user, transfer.case
    sends = transfer.state in flow.TRANSFER_LIVE and can(user, "case.transfer", case)
    allocates = transfer.state == flow.PROPOSED and can(user, "case.allocate", case)
    receives = transfer.state == flow.OFFERED and selectors.receives(user, transfer)
    context = {
        "transfer": transfer,
        "known": sees(user, case),
        "clocks": list(open_for(case)) if transfer.state in flow.TRANSFER_LIVE else [],
        "may_withdraw": sends and (transfer.proposed_by_id == user.pk or can(user, "case.allocate", case)),
        "may_send_on": allocates,
        "may_refuse": allocates or receives,
        "may_take_over": receives,
    }
    return render(request, "investigation/transfer.html", context)


@page("transfer.receive")
def transfer_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the case over and name its officer."""
    transfer = _transfer(request, pk)
    if not selectors.receives(request.user, transfer):
        raise Forbidden("The receiving unit takes it over.", action="transfer.receive", case_id=transfer.case_id)
    return form_page(
        request,
        TakeOverForm,
        lambda form: take_over(actor=request.user, transfer=transfer, **form.cleaned_data),  # type: ignore[arg-type]
        done=lambda made: reverse("case-detail", args=[made.case.reference]),
        message=lambda made: f"The case is with {made.to_unit} now: {made.dates_carried} open dates came with it",
        context=_around(transfer, "Take the case over"),
        case=transfer.case,
        unit=transfer.to_unit,
    )


@page("transfer.list")
def transfer_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it, with the reason: the sending unit's supervisor before it is sent on, the receiving unit afterwards."""
    transfer = _transfer(request, pk)
    allowed = (
        can(request.user, "case.allocate", transfer.case) if transfer.state == flow.PROPOSED else selectors.receives(request.user, transfer)
    )
    if not allowed:
        raise Forbidden("The unit that decides on it refuses it.", action="transfer.receive", case_id=transfer.case_id)
    return form_page(
        request,
        ReasonForm,
        lambda form: refuse_transfer(actor=request.user, transfer=transfer, **form.cleaned_data),  # type: ignore[arg-type]
        done=reverse("transfer-list"),
        message="The transfer is refused",
        context=_around(transfer, "Refuse the transfer"),
        question="Why is it refused?",
        send="Refuse",
    )


def _around(transfer: Transfer, heading: str) -> dict[str, Any]:
    back = reverse("transfer-detail", args=[transfer.pk])
    crumbs = [("Transfers", reverse("transfer-list")), (transfer.case.reference, back)]
    return {"caption": transfer.case.reference, "crumbs": crumbs, "cancel": back, "heading": heading}


@page("transfer.list")
@require_POST
def transfer_send_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The sending unit's supervisor agrees."""
    return _pressed(request, pk, send_on, "The receiving unit is asked")


@page("transfer.list")
@require_POST
def transfer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the transfer back."""
    return _pressed(request, pk, withdraw_transfer, "The transfer is taken back")


def _pressed(request: HttpRequest, pk: int, act: Any, words: str) -> HttpResponse:
    transfer = _transfer(request, pk)
    act(actor=request.user, transfer=transfer)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("transfer-detail", args=[pk]))


@page("link.view")
def case_links(request: HttpRequest, reference: str) -> HttpResponse:
    """The cases linked to this one, as far as the reader may see them; and others with the same people."""
    seen = open_case(request, reference, "link.view")
    found = selectors.links(request.user, seen.case)
    listed(request, "link.view", "case", [other.pk for _, other in found])
    context = {
        "seen": seen,
        "here": "links",
        "rows": [(link, other, link.words_from(seen.case.pk)) for link, other in found],
        "same": [] if seen.masked else selectors.same_people(request.user, seen.case),
    }
    return render(request, "investigation/links.html", context)


@page("link.keep")
def link_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Link the case to another."""
    case = case_for(request, reference, "link.keep")

    def act(form: LinkForm) -> CaseLink:
        wanted = form.cleaned_data["reference"].strip().upper().replace("/", "-")
        other = visible(request.user, "case.view").filter(reference=wanted).first()
        values = {name: form.cleaned_data[name] for name in ("kind", "reason")}
        return link_cases(actor=request.user, case=case, other=other, **values)  # type: ignore[arg-type]

    where = reverse("case-links", args=[reference])
    return form_page(
        request,
        LinkForm,
        act,
        done=where,
        message="The cases are linked",
        context=at_case(
            case,
            heading="Link the case to another",
            intro="Only people who may see both cases see that they are linked.",
            cancel=where,
        ),
        initial={"reference": request.GET.get("to", "")[:20]},
    )


@page("link.keep")
def link_end(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """End a link."""
    case = case_for(request, reference, "link.keep")
    link = next((each for each, _ in selectors.links(request.user, case) if each.pk == pk), None)
    if link is None:
        raise Hidden
    where = reverse("case-links", args=[reference])
    return form_page(
        request,
        ReasonForm,
        lambda form: end_link(actor=request.user, case=case, link=link, reason=form.cleaned_data["reason"]),  # type: ignore[arg-type]
        done=where,
        message="The link is ended",
        context=at_case(case, heading="End the link", cancel=where),
        question="Why do the cases have nothing to do with each other?",
        send="End the link",
    )
