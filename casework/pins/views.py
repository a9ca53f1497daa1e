"""Pages of the legacy register. None of them makes a notice: they take in old ones and replace them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import SEEING, holds, masked, sees, visible, why_not
from casework.access.scope import scope
from casework.assessment.forms import JudgeForm
from casework.assessment.selectors import decision_in_force
from casework.audit.record import viewed
from casework.cases.models import Case
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.pins import background, flow, rules, selectors
from casework.pins.forms import CaseNoticeForm, LooseNoticeForm, OutcomeForm, ReferenceForm, RegisterFilter
from casework.pins.models import Notice
from casework.pins.review_forms import OpeningForm
from casework.pins.services import (
    LINKED,
    approve_outcome,
    link_notice,
    record_legacy_notice,
    record_loose_notice,
    require_notice,
    review_notice,
)
from casework.reports.casepage import open_case
from casework.reports.incidents import in_words
from casework.reports.selectors import reporting_units
from casework.reports.views import at_case


@page("pin.list")
def pin_list(request: HttpRequest) -> HttpResponse:
    """The register, the oldest notice first, as far as the person may see it."""
    narrow = RegisterFilter(request.GET or None)
    wanted = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    rows = paginate(selectors.register(request.user, **wanted), ["issued_on", "id"], request)
    listed(request, "pin.view", "notice", [notice.pk for notice in rows])
    context = {
        "rows": rows,
        "narrow": narrow,
        "narrowed": any(value not in ("", None, False) for value in wanted.values()),
        "may_add": holds(request.user, "pin.loose"),
        "may_see_imports": holds(request.user, "pin.import.view"),
        "may_see_figures": holds(request.user, "pin.figures"),
        "attempts": selectors.waiting_attempts(request.user) if holds(request.user, "pin.attempts") else None,
    }
    return render(request, "pins/list.html", context)


@page("pin.list")
def pin_queue(request: HttpRequest) -> HttpResponse:
    """What is still to be reviewed or approved: the urgent ones first, then the oldest."""
    rows = paginate(selectors.queue(request.user), selectors.QUEUE, request)
    listed(request, "pin.view", "notice", [notice.pk for notice in rows])
    return render(request, "pins/queue.html", {"rows": rows})


@page("pin.view")
def case_pins(request: HttpRequest, reference: str) -> HttpResponse:
    """The notices of a case."""
    seen = open_case(request, reference, "pin.view")
    rows = list(Notice.objects.filter(case=seen.case).select_related("recipient", "complainant").order_by("issued_on", "pk"))
    listed(request, "pin.view", "notice", [notice.pk for notice in rows])
    outline = masked(request.user, "pin.view", seen.case)
    return render(request, "pins/case.html", {"seen": seen, "here": "pins", "rows": rows, "outline": outline})


@page("pin.record")
def pin_record(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a notice onto the register for a case."""
    case = case_for(request, reference, "pin.record")

    def act(form: CaseNoticeForm) -> Notice:
        values = form.notice()
        return record_legacy_notice(
            actor=request.user, case=case, values=values, recipient=values["recipient"], complainant=values["complainant"]
        )

    return form_page(
        request,
        CaseNoticeForm,
        act,
        done=lambda notice: reverse("pin-detail", args=[notice.reference]),
        message=lambda notice: f"{notice.reference} is on the register",
        context=at_case(case, heading="Bring a legacy notice onto the register", intro=LEGACY),
        case=case,
        initials=masked(request.user, "case.view", case),
    )


LEGACY = (
    "Only notices issued long ago: police make no new ones. A notice is no conviction, caution or order; it shows what its recipient knew."
)


@page("pin.loose")
def pin_record_loose(request: HttpRequest) -> HttpResponse:
    """Records brings in a notice for which no case is known."""

    def act(form: LooseNoticeForm) -> Notice:
        recipient, complainant = form.people()
        return record_loose_notice(
            actor=request.user, values=form.notice(), unit=form.cleaned_data["unit"], recipient=recipient, complainant=complainant
        )

    return form_page(
        request,
        LooseNoticeForm,
        act,
        done=lambda notice: reverse("pin-detail", args=[notice.reference]),
        message=lambda notice: f"{notice.reference} is on the register",
        context={"heading": "Bring a legacy notice onto the register", "intro": LEGACY, "cancel": reverse("pin-list")},
        forces=scope(request.user).forces("RECORDS"),
    )


def notice_for(request: HttpRequest, number: str, action: str) -> Notice:
    """The notice, behind its predicate, with the consultation event written. Hidden for unknown and unseen alike."""
    notice = (
        Notice.objects.select_related("recipient", "complainant", "case", "unit", "recorded_by", "reviewer")
        .filter(reference=number)
        .first()
    )
    if notice is None:
        raise Hidden
    require_notice(request.user, action, notice)
    viewed("VIEW", actor=request.user, action=action, object_type="notice", object_id=notice.pk, case_id=notice.case_id)
    return notice


def around(notice: Notice, heading: str, **context: Any) -> dict[str, Any]:
    back = reverse("pin-detail", args=[notice.reference])
    crumbs = [("PINs", reverse("pin-list")), (notice.reference, back)]
    return {"heading": heading, "caption": notice.reference, "crumbs": crumbs, "cancel": back, "notice": notice, **context}


@page("pin.view")
def pin_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One notice: what it said, its reviews, and what can be done now."""
    notice = notice_for(request, number, "pin.view")
    named = selectors.named(request.user, notice)
    context = {
        "notice": notice,
        "clock": selectors.review_clock(notice),
        "reviews": selectors.reviews(request.user, notice) if named else [],
        "outline": not named,
        "steps": _steps(request, notice),
        **(around_people(request, notice) if named else {}),
    }
    return render(request, "pins/detail.html", context)


def around_people(request: HttpRequest, notice: Notice) -> dict[str, Any]:
    """The whole background of the two people, for a reader who may read of them."""
    return {
        "cases": selectors.cases_of_people(request.user, notice),
        "others": selectors.others_of_recipient(request.user, notice),
        "incidents": selectors.incidents_of_people(request.user, notice),
        "contacts": selectors.contacts(notice),
        "matches": [shown for shown in selectors.matches_for(request.user, notice) if shown.match.state != flow.REJECTED],
        "may_match": selectors.notices(request.user, "pin.match").filter(pk=notice.pk).exists(),
        "background": background.collect(request.user, notice),
        "in_words": in_words,
    }


def _steps(request: HttpRequest, notice: Notice) -> list[dict[str, str]]:
    """What can be done now, the open ones first; the rest with the reason why not."""
    waiting = selectors.waiting_review(notice)
    state = notice.state
    found = []
    if notice.case_id is None:
        found.append(_step(request, notice, "pin.link", "Link it to a case", "pin-link"))
        if state == flow.REVIEW_DUE:
            found.append(_step(request, notice, "pin.assign", "Give it to an officer for review", "pin-assign"))
    if state == flow.REVIEW_DUE:
        unlinked = "" if notice.case_id or notice.reviewer_id else "it is linked to a case, or given to an officer, first"
        found.append(_step(request, notice, "pin.review", "Review it", "pin-review", unlinked))
    if state == flow.REVIEWED and waiting is not None:
        own = "you reviewed it" if waiting.reviewer_id == request.user.pk else ""
        found.append(_step(request, notice, "pin.approve", "Approve the outcome", "pin-approve", own))
    if state == flow.REPLACED:
        found.append(_step(request, notice, "pin.reopen", "Open it again", "pin-reopen"))
    elif not notice.urgent:
        found.append(_step(request, notice, "pin.hasten", "Say that it is urgent", "pin-urgent"))
    found.append(_step(request, notice, "pin.care", "Record a contact with the recipient", "pin-contact"))
    if notice.doubts:
        found.append(_step(request, notice, "pin.record", "Settle the doubts of the import", "pin-settle"))
    return sorted(found, key=lambda step: bool(step["why_not"]))


def _step(request: HttpRequest, notice: Notice, action: str, text: str, name: str, unless: str = "") -> dict[str, str]:
    if action == "pin.link":
        closed = "" if holds(request.user, action) else why_not(action)
    else:
        closed = "" if selectors.notices(request.user, action).filter(pk=notice.pk).exists() else why_not(action)
    return {"text": text, "href": reverse(name, args=[notice.reference]), "why_not": unless or closed}


@page("pin.link")
def pin_link(request: HttpRequest, number: str) -> HttpResponse:
    """Link the notice to a case."""
    notice = notice_for(request, number, "pin.view")
    if not holds(request.user, "pin.link"):
        raise Forbidden(why_not("pin.link"), action="pin.link", case_id=notice.case_id)

    linked = {"intro": f"{LINKED}: {notice.case.reference}."} if notice.case else {}

    def act(form: ReferenceForm) -> Notice:
        return link_notice(actor=request.user, notice=notice, case=_case(request, form.cleaned_data["reference"], "reference"))

    return form_page(
        request,
        ReferenceForm,
        act,
        done=reverse("pin-detail", args=[number]),
        message="The notice is linked",
        context=around(notice, "Link the notice to a case", **linked),
    )


def _case(request: HttpRequest, reference: str, field: str) -> Case:
    """The case by its reference; unknown and unseen get the same sentence."""
    found = visible(request.user, *SEEING).filter(reference=reference.strip().upper()).first()
    if found is None:
        raise GuardFailed("No case of that reference is open to you. Check the number", field)
    return found


@page("pin.review")
def pin_review(request: HttpRequest, number: str) -> HttpResponse:
    """Propose what replaces the notice, with its whole background on the page."""
    notice = notice_for(request, number, "pin.review")
    loose = notice.case is None

    def act(form: Any) -> Any:
        values, reference = form.review()
        field = "existing" if values["outcome"] == "LINKED_TO_EXISTING_CASE" else "reference"
        values["linked_case"] = _case(request, reference, field) if reference else None
        dated = "charged_on" if values["outcome"] == "CHARGE" else "made_on"
        names = {"linked_case": field, "decided_on": dated, **(form.names if loose else {})}
        try:
            opening = form.opening() if loose else None
            return review_notice(actor=request.user, notice=notice, values=values, opening=opening)
        except GuardFailed as refusal:
            raise GuardFailed([(names.get(name or "", name), sentence) for name, sentence in refusal.problems]) from None

    return form_page(
        request,
        OpeningForm if loose else OutcomeForm,
        act,
        done=reverse("pin-detail", args=[number]),
        message="Sent to a supervisor for approval",
        template="pins/review.html",
        context=around(
            notice,
            "What replaces the notice?",
            decision=decision_in_force(notice.case) if notice.case else None,
            closed="" if notice.state == flow.REVIEW_DUE else f"{notice.get_state_display()}: nothing is to be proposed now",
            **around_people(request, notice),
        ),
        initial={"reference": notice.case.reference if notice.case else "", "existing": notice.case.reference if notice.case else ""},
        **({"units": reporting_units(request.user)} if loose else {}),
    )


@page("pin.approve")
def pin_approve(request: HttpRequest, number: str) -> HttpResponse:
    """Approve the outcome, or send it back."""
    notice = notice_for(request, number, "pin.approve")
    review = selectors.waiting_review(notice)
    inspector = scope(request.user).holds("SUPERVISOR", "INSPECTOR")
    shut = rules.approval_problems(notice, review=review, approver_id=request.user.pk, agreed=True, reason="", inspector=inspector)
    return form_page(
        request,
        JudgeForm,
        lambda form: approve_outcome(actor=request.user, notice=notice, **form.answer()),
        template="pins/approve.html",
        done=reverse("pin-detail", args=[number]),
        message=lambda made: f"{made.reference}: {made.get_state_display().lower()}",
        context=around(
            notice,
            "Approve what replaces the notice",
            review=review,
            linked_known=review is not None and review.linked_case is not None and sees(request.user, review.linked_case),
            closed=[sentence for _, sentence in shut],
        ),
    )
