"""Pages of the outcome, of closing and of reopening."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.access.predicate import can
from casework.cases.closing import Asked, Gate
from casework.cases.flow import CLOSABLE
from casework.cases.models import Case
from casework.errors import GuardFailed
from casework.investigation import rules, selectors
from casework.investigation.forms.ending import AskForm, DecideForm, OutcomeForm, ReopenForm, ToldForm
from casework.investigation.models import ClosingRequest
from casework.investigation.services import (
    approve_closing,
    ask_to_close,
    ask_to_reopen,
    record_outcome,
    reopen,
    send_back_closing,
    tell_outcome,
    withdraw_closing,
)
from casework.investigation.services.closing import standing
from casework.pages.guarded import case_for, page
from casework.pages.views import form_page, render
from casework.pages.ways import way
from casework.reports.casepage import open_case
from casework.reports.views import at_case


@page("outcome.record")
def case_outcome(request: HttpRequest, reference: str) -> HttpResponse:
    """Record how the crime ended; what stands is shown above the form."""
    case = case_for(request, reference, "outcome.record")
    where = reverse("case-closing", args=[reference])
    return form_page(
        request,
        OutcomeForm,
        lambda form: record_outcome(actor=request.user, case=case, **form.cleaned_data),  # type: ignore[arg-type]
        template="investigation/outcome.html",
        done=where,
        message=lambda made: f"Outcome recorded: {made.get_code_display()}",
        context=at_case(case, heading="How did it end?", outcome=selectors.outcome(case), cancel=where),
    )


@page("outcome.tell")
def outcome_told(request: HttpRequest, reference: str) -> HttpResponse:
    """Record when the victim was told of the outcome that stands, or why not."""
    case = case_for(request, reference, "outcome.tell")
    outcome = selectors.outcome(case)
    where = reverse("case-closing" if can(request.user, "closing.view", case) else "case-detail", args=[reference])
    return form_page(
        request,
        ToldForm,
        lambda form: tell_outcome(actor=request.user, case=case, values=form.cleaned_data),  # type: ignore[arg-type]
        template="investigation/told.html",
        done=where,
        message="Saved",
        context=at_case(
            case,
            heading="Telling the victim of the outcome",
            outcome=outcome,
            news=selectors.news(outcome) if outcome is not None else None,
            cancel=where,
        ),
    )


@page("closing.view")
def case_closing(request: HttpRequest, reference: str) -> HttpResponse:
    """Every gate: passed, or what is missing with the way there; and the form that asks a supervisor."""
    seen = open_case(request, reference, "closing.view")
    case = seen.case
    asked = standing(case)
    waiting = selectors.closing_waiting(case)
    outcome = selectors.outcome(case)
    gates = _gates(request.user, asked, case)
    earlier = ClosingRequest.objects.filter(case=case).exclude(pk=waiting.pk if waiting else None)
    context: dict[str, Any] = {
        "seen": seen,
        "here": "closing",
        "gates": gates,
        "left": sum(1 for each in asked if not each.passed),
        "waiting": waiting,
        "outcome": outcome,
        "news": selectors.news(outcome) if outcome is not None else None,
        "earlier": earlier.select_related("asked_by", "decided_by").order_by("-pk")[:5],
        "own": waiting is not None and request.user.pk in (waiting.asked_by_id, case.owner_id),
        "closable": case.state in CLOSABLE,
    }
    if request.method != "POST" and (waiting is not None or not context["closable"] or context["left"] or "case.close.ask" not in seen.may):
        return render(request, "investigation/closing.html", context)
    if "case.close.ask" not in seen.may:
        case_for(request, reference, "case.close.ask")
    return form_page(
        request,
        AskForm,
        lambda form: ask_to_close(actor=request.user, case=case, summary=form.cleaned_data["summary"]),  # type: ignore[arg-type]
        template="investigation/closing.html",
        done=reverse("case-closing", args=[reference]),
        message="A supervisor is asked to close the case",
        context=context,
    )


def _gates(user: Any, asked: Sequence[Asked], case: Case) -> list[tuple[Gate, bool, list[tuple[str, str]]]]:
    """(gate, passed, what is missing with where it is put right); no address where that is for somebody else to do."""
    return [
        (
            each.gate,
            each.passed,
            [(missing.words, way(user, reverse(missing.page, args=missing.args or [case.reference]), case)) for missing in each.missing],
        )
        for each in asked
    ]


def _waiting(case: Case) -> ClosingRequest:
    request = selectors.closing_waiting(case)
    if request is None:
        raise GuardFailed("Nobody has asked to close this case.")
    return request


@page("case.close")
def closing_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """A supervisor closes the case or sends the request back."""
    case = case_for(request, reference, "case.close")
    waiting = _waiting(case)
    waiting.case = case
    asked = standing(case)
    outcome = selectors.outcome(case)

    def act(form: DecideForm) -> Any:
        decide = approve_closing if form.cleaned_data["agreed"] == "yes" else send_back_closing
        return decide(actor=request.user, request=waiting, reason=form.cleaned_data["reason"])  # type: ignore[operator]

    own = rules.closing_problems(waiting, approver_id=request.user.pk or 0, owner_id=case.owner_id, reason="", missing=(), transfer=False)
    return form_page(
        request,
        DecideForm,
        act,
        template="investigation/decide.html",
        done=reverse("case-detail", args=[reference]),
        message=lambda made: "The case is closed" if isinstance(made, Case) else "Sent back",
        context=at_case(
            case,
            heading="Close the case?",
            waiting=waiting,
            outcome=outcome,
            news=selectors.news(outcome) if outcome is not None else None,
            gates=_gates(request.user, asked, case),
            closed=[sentence for _, sentence in own],
            cancel=reverse("case-closing", args=[reference]),
        ),
    )


@page("case.close.ask")
@require_POST
def closing_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the request to close back."""
    case = case_for(request, reference, "case.close.ask")
    waiting = _waiting(case)
    waiting.case = case
    withdraw_closing(actor=request.user, request=waiting)  # type: ignore[arg-type]
    messages.success(request, "The request to close is taken back")
    return redirect("case-closing", reference=reference)


@page("case.reopen")
def case_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Reopen a closed case, with the reason."""
    case = case_for(request, reference, "case.reopen")
    return _reopening(request, case, reopen, "Reopen the case", "The case is open again")


@page("case.reopen.ask")
def case_reopen_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a supervisor to reopen it."""
    case = case_for(request, reference, "case.reopen.ask")
    return _reopening(request, case, ask_to_reopen, "Ask to reopen the case", "A supervisor is asked to reopen the case")


def _reopening(request: HttpRequest, case: Case, act: Any, heading: str, message: str) -> HttpResponse:
    if case.is_open:
        raise GuardFailed("This case is open.")
    return form_page(
        request,
        ReopenForm,
        lambda form: act(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-detail", args=[case.reference]),
        message=message,
        context=at_case(
            case,
            heading=heading,
            intro="Its dates start anew where something depends on them: the time limit, and risk, which is assessed again.",
        ),
        send=heading,
    )
