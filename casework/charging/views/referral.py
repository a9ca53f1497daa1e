"""Pages of one referral: its pack, the supervisor, the prosecutors, and the charge."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can, why_not
from casework.audit.record import viewed
from casework.charging import flow, forms, pack, selectors
from casework.charging.models import CpsReferral, PackPart, PlanItem
from casework.charging.services import deciding, laying, referring
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import page
from casework.pages.rows import RowsForm, one_more
from casework.pages.views import form_page, render
from casework.people.naming import shown_name

STEPS: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    ((flow.PREPARING,), "charging.prepare", "Put the pack before a supervisor", "referral-submit"),
    ((flow.SUBMITTED,), "charging.approve", "Approve the pack, or send it back", "referral-approve"),
    ((flow.SENT,), "charging.decide", "Ask for more: an action plan", "referral-plan"),
    ((flow.SENT, flow.MORE_WORK), "charging.decide", "Decide on the charge", "referral-decide"),
    ((flow.MORE_WORK,), "charging.prepare", "Send it to the CPS again", "referral-again"),
    ((flow.TO_CHARGE,), "charging.prepare", "Record the charge", "referral-charge"),
    (tuple(key for key, _ in flow.STATES), "charging.comment", "Write a comment", "referral-comment"),
)


def _referral(request: HttpRequest, reference: str, action: str = "charging.view") -> CpsReferral:
    referral = selectors.referral_by_reference(request.user, reference, action)
    viewed("VIEW", actor=request.user, action=action, object_type="cpsreferral", object_id=referral.pk, case_id=referral.case_id)
    return referral


def _steps(user: Any, referral: CpsReferral, missing: int, left: int) -> list[dict[str, str]]:
    """What can be done now, and why not the rest."""
    closed_by = {
        "referral-submit": f"{missing} parts of the pack are missing" if missing else "",
        "referral-again": f"{left} of the things the CPS asked for are to do" if left else "",
        "referral-approve": "you put the pack together" if user.pk in (referral.submitted_by_id, referral.begun_by_id) else "",
    }
    steps = []
    for states, action, text, name in STEPS:
        if referral.state in states:
            closed = why_not(action) if not can(user, action, referral.case) else closed_by.get(name, "")
            steps.append({"text": text, "href": reverse(name, args=[referral.reference]), "why_not": closed})
    return steps


@page("charging.view")
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One referral: the pack's check list, the action plan with its dates, the decision, the comments."""
    referral = _referral(request, reference)
    parts = pack.parts(referral)
    plan = list(referral.plan.select_related("done_by", "asked_by"))
    kinds = Clock.objects.filter(state=Clock.OPEN, case_id=referral.case_id, rule_id__in=("R36", "R37"))
    clocks = {(clock.subject_type, clock.subject_id): clock for clock in kinds}
    missing = sum(1 for each in parts if not each.there)
    left = sum(1 for each in plan if each.done_at is None)
    return render(
        request,
        "charging/referral.html",
        {
            "referral": referral,
            "name": shown_name(referral.suspect),
            "parts": parts,
            "missing": missing,
            "plan": [(item, clocks.get(("planitem", item.pk))) for item in plan],
            "clock": clocks.get(("cpsreferral", referral.pk)),
            "comments": list(referral.comments.select_related("author")),
            "steps": _steps(request.user, referral, missing, left),
            "may_fill": referral.state in (flow.PREPARING, flow.MORE_WORK) and can(request.user, "charging.prepare", referral.case),
            "may_do": referral.state == flow.MORE_WORK and can(request.user, "charging.item", referral.case),
        },
    )


def _page(
    request: HttpRequest, referral: CpsReferral, form: type, heading: str, act: Callable[[Any], Any], /, *, intro: str = "", **more: Any
) -> HttpResponse:
    back = reverse("referral-detail", args=[referral.reference])
    context = {
        "heading": heading,
        "caption": f"CpsReferral {referral.reference}",
        "crumbs": [
            (referral.case.reference, reverse("case-charging", args=[referral.case.reference])),
            (referral.reference, back),
            (heading, ""),
        ],
        "cancel": back,
    }
    if intro:
        context["intro"] = intro
    template = "components/form_page.html"
    if issubclass(form, RowsForm):
        template = "components/rows_page.html"
        context["more"] = "Add more rows"
        again = one_more(request, form)
        if again is not None:
            return render(request, template, context | {"form": form(initial=again, **more)})

    def placed(typed: Any) -> Any:
        try:
            return act(typed)
        except GuardFailed as refusal:
            raise (typed.placed(refusal) if isinstance(typed, RowsForm) else refusal) from None

    return form_page(request, form, placed, template=template, done=back, message="Recorded.", context=context, **more)


@page("charging.prepare")
def part(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Say where a part of the pack is, or why it does not apply."""
    referral = _referral(request, reference, "charging.prepare")
    if part not in PackPart.values:
        raise Hidden
    return _page(
        request,
        referral,
        forms.PartForm,
        PackPart(part).label,
        lambda typed: referring.say_of_part(
            actor=request.user,
            referral=referral,
            part=part,
            applies=typed.cleaned_data["applies"] == "yes",
            note=typed.cleaned_data["note"],
        ),
    )


@page("charging.prepare")
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the pack before a supervisor."""
    referral = _referral(request, reference, "charging.prepare")
    form = type("SubmitForm", (forms.ConfirmForm,), {"send": "Put it before a supervisor"})
    return _page(
        request,
        referral,
        form,
        "Put the pack before a supervisor",
        lambda typed: referring.submit(actor=request.user, referral=referral),
        intro="Another supervisor approves it; then the file is granted to a prosecutor by name.",
    )


@page("charging.approve")
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """A supervisor approves the pack and names the prosecutor, or sends it back."""
    referral = _referral(request, reference, "charging.approve")

    def act(typed: forms.ApproveForm) -> CpsReferral:
        data = typed.cleaned_data
        if data["agreed"] == "yes":
            return referring.approve(actor=request.user, referral=referral, prosecutor=data["prosecutor"])
        return referring.send_back(actor=request.user, referral=referral, reason=data["reason"])

    intro = f"Proposed: {referral.offence_words}. {referral.considered}"
    return _page(request, referral, forms.ApproveForm, "Approve the pack", act, intro=intro, case=referral.case)


@page("charging.decide")
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The prosecutors ask for more."""
    referral = _referral(request, reference, "charging.decide")
    return _page(
        request,
        referral,
        forms.PlanForm,
        "Action plan",
        lambda typed: deciding.ask_for_more(actor=request.user, referral=referral, items=typed.filled()),
    )


@page("charging.item")
def item(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """What the prosecutors asked for is done."""
    referral = _referral(request, reference, "charging.item")
    found = PlanItem.objects.filter(pk=pk, referral=referral).select_related("case", "referral").first()
    if found is None:
        raise Hidden
    return _page(
        request,
        referral,
        forms.NoteForm,
        found.what,
        lambda typed: deciding.item_done(actor=request.user, item=found, note=typed.cleaned_data["note"]),
    )


@page("charging.prepare")
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything asked for is done: send it again."""
    referral = _referral(request, reference, "charging.prepare")
    form = type("AgainForm", (forms.ConfirmForm,), {"send": "Send it to the CPS again"})
    return _page(
        request,
        referral,
        form,
        "Send it to the CPS again",
        lambda typed: referring.send_again(actor=request.user, referral=referral),
    )


@page("charging.comment")
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a comment."""
    referral = _referral(request, reference, "charging.comment")
    return _page(
        request,
        referral,
        forms.CommentForm,
        "Write a comment",
        lambda typed: referring.comment(actor=request.user, referral=referral, text=typed.cleaned_data["text"]),
    )


@page("charging.decide")
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """The prosecutors decide."""
    referral = _referral(request, reference, "charging.decide")
    return _page(
        request,
        referral,
        forms.DecideForm,
        "Decide on the charge",
        lambda typed: deciding.decide(actor=request.user, referral=referral, **typed.values()),
        intro=f"Proposed: {referral.offence_words}",
        referral=referral,
    )


@page("charging.prepare")
def charge(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the charge."""
    referral = _referral(request, reference, "charging.prepare")
    return _page(
        request,
        referral,
        forms.ChargeForm,
        "Record the charge",
        lambda typed: laying.record_charge(actor=request.user, referral=referral, **typed.cleaned_data),
        intro=f"The CPS decided: {referral.decided_words}" if referral.decided_offences else "The CPS has not decided to charge.",
        referral=referral,
    )
