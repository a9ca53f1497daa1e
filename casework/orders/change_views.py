"""Pages of an application to vary, renew or discharge an order."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, require, why_not
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.orders import change_forms as forms
from casework.orders import change_rules, flow, selectors
from casework.orders import services as ordering
from casework.orders.condition_fields import lines_of
from casework.orders.models import ChangeCondition, ChangeKind, Heard, OrderChange
from casework.orders.views import order_for
from casework.pages.guarded import listed, page
from casework.pages.views import form_page, paginate, render


@page("applications.list")
def change_list(request: HttpRequest) -> HttpResponse:
    """Applications about orders that the reader may see, the newest first."""
    narrowed = forms.ChangeFilter(request.GET or None)
    standing = narrowed.cleaned_data["standing"] if narrowed.is_bound and narrowed.is_valid() else ""
    shown = paginate(selectors.changes_for(request.user, standing=standing), ("-id",), request)
    listed(request, "applications.list", "orderchange", [each.pk for each in shown.rows])
    return render(request, "changes/list.html", {"page": shown, "narrow": narrowed})


@page("application.draft")
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Apply to vary, renew or discharge, or record somebody else's application."""
    order = order_for(request, reference, "application.draft")
    back = reverse("order-detail", args=[reference])
    return form_page(
        request,
        forms.StartForm,
        lambda form: ordering.start_change(actor=request.user, order=order, **form.values()),
        done=lambda made: reverse("change-detail", args=[made.reference]),
        message=lambda made: f"{made.reference} is recorded",
        context={
            "heading": "Vary, renew or discharge",
            "caption": f"{order.get_type_display()} {order.reference}",
            "crumbs": [("Orders", reverse("order-list")), (reference, back), ("Vary, renew or discharge", "")],
            "cancel": back,
        },
        order=order,
    )


FIXED_TYPED = {True: "yes", False: "no", None: ""}


def change_for(request: HttpRequest, reference: str, action: str = "application.view") -> OrderChange:
    """The application by its reference; Hidden when unknown, unseen, or, for the CPS, not lodged yet. Logs the look."""
    found = OrderChange.objects.select_related(
        "case__force", "order__case__force", "order__defendant", "order__main_application", "author", "legal_reviewer", "authoriser"
    ).filter(reference=reference)
    made = found.first()
    if made is None:
        raise Hidden
    require(request.user, "application.view", made.case)
    if selectors.hides_drafts(request.user) and made.state in flow.BEFORE_IT_IS_LODGED:
        raise Hidden(case_id=made.case_id)
    require(request.user, action, made.case)
    viewed("VIEW", actor=request.user, action=action, object_type="orderchange", object_id=made.pk, case_id=made.case_id)
    return made


OFFERED: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("application.draft", (flow.DRAFT,), "Edit the draft", "change-edit"),
    ("application.draft", (flow.DRAFT,), "Ask for a new condition", "change-condition"),
    ("application.draft", (flow.DRAFT,), "Send to force legal", "change-submit"),
    ("application.review", (flow.LEGAL_REVIEW,), "Review for legal", "change-review"),
    ("application.authorise", (flow.AUTHORISATION,), "Decide on authority", "change-authority"),
    ("application.lodge", (flow.AUTHORISED,), "Record that it was lodged", "change-lodge"),
    ("application.lodge", (flow.LODGED, flow.ADJOURNED), "Record the hearing", "change-hearing"),
    ("application.lodge", (flow.LISTED,), "Record what the court made", "change-granted"),
    ("application.lodge", (flow.LISTED,), "Record that the court refused", "change-refused"),
    ("application.lodge", (flow.LISTED,), "Adjourn to another day", "change-adjourn"),
    ("application.lodge", flow.AT_COURT, "Record a consent", "change-consent"),
)


def _steps(user: Any, made: OrderChange) -> list[dict[str, str]]:
    """What can be done in this state, and why not the rest."""
    found = []
    for action, states, text, name in OFFERED:
        skip = (name == "change-condition" and made.kind == ChangeKind.DISCHARGE) or (
            name == "change-consent" and made.kind != ChangeKind.DISCHARGE
        )
        if made.state in states and not skip:
            closed = "" if can(user, action, made.case) else why_not(action)
            if not closed and name == "change-review" and user.pk == made.author_id:
                closed = "you drafted it"
            if not closed and name == "change-authority" and user.pk in (made.author_id, made.legal_reviewer_id):
                closed = "you drafted or reviewed it"
            found.append({"text": text, "href": reverse(name, args=[made.reference]), "why_not": closed})
    if made.state in flow.CHANGE_OPEN:
        action = "application.draft" if made.state == flow.DRAFT else "application.lodge"
        closed = "" if can(user, action, made.case) else why_not(action)
        found.append({"text": "Withdraw it", "href": reverse("change-withdraw", args=[made.reference]), "why_not": closed})
    if made.state in (flow.GRANTED, flow.REFUSED):
        closed = "" if can(user, "order.record", made.case) else why_not("order.record")
        found.append({"text": "Appeal, or decide against one", "href": reverse("change-appeal", args=[made.reference]), "why_not": closed})
    return found


@page("application.view")
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One application: what is asked, by whom, whom the court must hear, which consents are needed, what can be done."""
    made = change_for(request, reference)
    shown = selectors.change_page(request.user, made)
    return render(request, "changes/detail.html", {"made": made, "shown": shown, "steps": _steps(request.user, made), "flow": flow})


def _step(
    request: HttpRequest,
    reference: str,
    action: str,
    form: type,
    heading: str,
    act: Callable[[OrderChange, Any], Any],
    message: str = "Recorded.",
    **more: Any,
) -> HttpResponse:
    made = more.pop("made", None) or change_for(request, reference, action)
    back = reverse("change-detail", args=[reference])
    context = {
        "heading": heading,
        "caption": f"{made.title} {made.order.reference}, {made.reference}",
        "crumbs": [
            (made.order.reference, reverse("order-detail", args=[made.order.reference])),
            (made.reference, back),
            (heading, ""),
        ],
        "cancel": back,
        **more.pop("context", {}),
    }
    return form_page(request, form, lambda typed: act(made, typed), done=back, message=message, context=context, **more)


@page("application.draft")
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the draft."""
    made = change_for(request, reference, "application.draft")
    fixed = FIXED_TYPED[made.asked_fixed]

    def act(_: OrderChange, typed: Any) -> Any:
        data = dict(typed.cleaned_data)
        expected = data.pop("version") or made.version
        return ordering.edit_change(actor=request.user, made=made, expected=expected, **{"fixed": None, "end": None, **data})

    initial = {"asked": made.asked, "why": made.why, "fixed": fixed, "end": made.asked_end, "version": made.version}
    return form_page(
        request,
        forms.DraftForm,
        lambda typed: act(made, typed),
        done=reverse("change-detail", args=[reference]),
        message="Saved.",
        context={
            "heading": "Edit the draft",
            "caption": f"{made.title} {made.order.reference}, {made.reference}",
            "cancel": reverse("change-detail", args=[reference]),
        },
        initial=initial,
        made=made,
    )


@page("application.draft")
def condition(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for a condition that would be new."""
    return _step(
        request,
        reference,
        "application.draft",
        forms.NewConditionForm,
        "Ask for a new condition",
        lambda made, typed: ordering.add_change_condition(actor=request.user, made=made, **typed.cleaned_data),
    )


@page("application.draft")
def condition_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a new condition out of the draft."""
    made = change_for(request, reference, "application.draft")
    found = ChangeCondition.objects.filter(change=made, pk=pk).first()
    if found is None:
        raise Hidden
    return _step(
        request,
        reference,
        "application.draft",
        forms.SendForm,
        "Take the condition out",
        lambda made, typed: ordering.remove_change_condition(actor=request.user, made=made, condition=found),
        made=made,
        context={"intro": found.text},
    )


@page("application.draft")
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the draft to force legal."""
    return _step(
        request,
        reference,
        "application.draft",
        forms.SendForm,
        "Send to force legal",
        lambda made, typed: ordering.submit_change(actor=request.user, made=made),
        "Sent to force legal.",
    )


@page("application.review")
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Force legal's review."""
    made = change_for(request, reference, "application.review")
    others = selectors.other_orders(request.user, made.order)
    listing = "; ".join(f"{each.reference} ({selectors.end_words(each)})" for each in others) or "none that you may see"
    return _step(
        request,
        reference,
        "application.review",
        forms.LegalForm,
        "Review for legal",
        lambda made, typed: ordering.review_change(actor=request.user, made=made, **typed.cleaned_data),
        "The review is recorded.",
        made=made,
        context={"intro": f"Other orders that bind the defendant: {listing}."},
    )


@page("application.authorise")
def authority(request: HttpRequest, reference: str) -> HttpResponse:
    """The superintendent's decision."""
    made = change_for(request, reference, "application.authorise")
    return _step(
        request,
        reference,
        "application.authorise",
        forms.AuthorityForm,
        "Decide on authority",
        lambda made, typed: ordering.authorise_change(actor=request.user, made=made, **typed.cleaned_data),
        "The decision is recorded.",
        made=made,
        context={"intro": f"{made.asked} {made.why}"},
    )


@page("application.lodge")
def lodge(request: HttpRequest, reference: str) -> HttpResponse:
    """It was lodged with the court."""
    made = change_for(request, reference, "application.lodge")
    return _step(
        request,
        reference,
        "application.lodge",
        forms.LodgeForm,
        "Record that it was lodged",
        lambda made, typed: ordering.lodge_change(actor=request.user, made=made, **typed.cleaned_data),
        "Lodged. Everyone whom the court must hear is listed below, to be told.",
        made=made,
        initial={"court": made.court},
    )


@page("application.lodge")
def hearing(request: HttpRequest, reference: str) -> HttpResponse:
    """The hearing that the court has listed."""
    made = change_for(request, reference, "application.lodge")
    return _step(
        request,
        reference,
        "application.lodge",
        forms.HearingForm,
        "Record the hearing",
        lambda made, typed: ordering.list_change(actor=request.user, made=made, **typed.cleaned_data),
        made=made,
        initial={"court": made.court},
    )


@page("application.lodge")
def adjourn(request: HttpRequest, reference: str) -> HttpResponse:
    """The hearing is put off."""
    made = change_for(request, reference, "application.lodge")
    return _step(
        request,
        reference,
        "application.lodge",
        forms.HearingForm,
        "Adjourn to another day",
        lambda made, typed: ordering.adjourn_change(actor=request.user, made=made, next_at=typed.cleaned_data["hearing_at"]),
        made=made,
        initial={"court": made.court},
    )


@page("application.lodge")
def told(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Somebody whom the court must hear was told."""
    made = change_for(request, reference, "application.lodge")
    heard = Heard.objects.filter(change=made, pk=pk).select_related("change__case").first()
    if heard is None:
        raise Hidden
    return _step(
        request,
        reference,
        "application.lodge",
        forms.ToldForm,
        f"{heard.name} was told",
        lambda made, typed: ordering.tell_heard(actor=request.user, heard=heard, **typed.cleaned_data),
        made=made,
        context={"intro": "The court must hear the defendant and every relevant chief officer who wants to be heard (SPA 2019 s.4(2))."},
    )


@page("application.lodge")
def consent(request: HttpRequest, reference: str) -> HttpResponse:
    """A consent to the discharge."""
    made = change_for(request, reference, "application.lodge")
    shown = selectors.change_page(request.user, made)
    return _step(
        request,
        reference,
        "application.lodge",
        forms.ConsentForm,
        "Record a consent",
        lambda made, typed: ordering.record_consent(actor=request.user, made=made, **typed.cleaned_data),
        made=made,
        needed=[each.by for each in shown.consents],
    )


@page("application.withdraw")
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """End it before a decision."""
    return _step(
        request,
        reference,
        "application.withdraw",
        forms.WithdrawForm,
        "Withdraw the application",
        lambda made, typed: ordering.withdraw_change(actor=request.user, made=made, **typed.cleaned_data),
        "Withdrawn. The order stays as it is.",
    )


@page("application.lodge")
def refused(request: HttpRequest, reference: str) -> HttpResponse:
    """The court refused it."""
    made = change_for(request, reference, "application.lodge")
    return _step(
        request,
        reference,
        "application.lodge",
        forms.RefusedForm,
        "Record that the court refused",
        lambda made, typed: ordering.refuse_change(actor=request.user, made=made, **typed.cleaned_data),
        "The refusal is recorded. The order stays as it is.",
        made=made,
        initial={"at": _heard(made)},
    )


def _heard(made: OrderChange) -> Any:
    return made.hearing_at if made.hearing_at is not None and made.hearing_at <= timezone.now() else None


@page("application.lodge")
def granted(request: HttpRequest, reference: str) -> HttpResponse:
    """What the court made of it: the order as it reads from now on, its new end, or its discharge."""
    made = change_for(request, reference, "application.lodge")
    if made.kind == ChangeKind.DISCHARGE:
        return _step(
            request,
            reference,
            "application.lodge",
            forms.GrantDischargeForm,
            "Record the discharge",
            lambda made, typed: ordering.grant_discharge(actor=request.user, made=made, **typed.cleaned_data),
            "The discharge is recorded.",
            made=made,
            initial={"at": _heard(made)},
        )
    act = ordering.grant_variation if made.kind == ChangeKind.VARY else ordering.grant_renewal
    version = selectors.version_at(made.order, timezone.now())
    fixed = FIXED_TYPED[made.asked_fixed]
    back = reverse("change-detail", args=[reference])
    return form_page(
        request,
        forms.GrantForm,
        lambda typed: act(actor=request.user, made=made, **typed.values()),
        template="changes/granted.html",
        done=lambda _: reverse("order-detail", args=[made.order.reference]),
        message="The new version is recorded. The ones before it stay as they were.",
        context={
            "heading": "Record what the court made",
            "caption": f"{made.title} {made.order.reference}, {made.reference}",
            "cancel": back,
            "warning": change_rules.late_hearing(made.order, made.hearing_at) if made.kind == ChangeKind.RENEW else "",
        },
        initial={"at": _heard(made), "fixed": fixed, "end": made.asked_end},
        made=made,
        lines=lines_of(version, made.conditions.all()),
    )
