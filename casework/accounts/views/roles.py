"""Roles, loans and what waits for a second administrator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts import forms, selectors
from casework.accounts.services import roles
from casework.accounts.views.people import crumbs, finished, seen
from casework.audit.record import viewed
from casework.errors import Hidden
from casework.pages.guarded import listed, page
from casework.pages.views import form_page, render
from casework.staff.models import Delegation, RoleAssignment, RoleProposal

WAITS = "Proposed. A second administrator decides."


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """A role for somebody."""
    subject = seen(request, pk, "staff.manage")

    def act(form: Any) -> RoleAssignment | RoleProposal:
        return roles.give(actor=request.user, subject=subject, **form.cleaned_data)

    return form_page(
        request,
        forms.RoleForm,
        act,
        done=reverse("staff-person", args=[pk]),
        message=lambda made: WAITS if isinstance(made, RoleProposal) else "The role is given.",
        initial={"starts_on": timezone.localdate(), "unit": subject.unit_id},
        context={
            "heading": "Give a role",
            "caption": subject.display_name,
            "intro": "Authorising officer, professional standards and administrator take effect when a second administrator agrees.",
            "crumbs": crumbs(subject, "Give a role"),
        },
        subject=subject,
    )


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a role."""
    held = RoleAssignment.objects.select_related("user", "unit", "force").filter(pk=pk).first()
    if held is None:
        raise Hidden
    subject = seen(request, held.user_id, "staff.manage")
    return form_page(
        request,
        forms.EndRoleForm,
        lambda form: roles.end(actor=request.user, held=held, ends_on=form.cleaned_data["ends_on"]),
        done=reverse("staff-person", args=[subject.pk]),
        message="The role ends with that day.",
        initial={"ends_on": timezone.localdate()},
        context={
            "heading": f"End the role of {held.get_role_display().lower()}",
            "caption": subject.display_name,
            "crumbs": crumbs(subject, "End a role"),
        },
    )


@page("delegation.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """The loan of somebody's role to another, for some days."""
    subject = seen(request, pk, "delegation.propose")

    def act(form: Any) -> Delegation | RoleProposal:
        return roles.lend(actor=request.user, giver=subject, **form.cleaned_data)

    return form_page(
        request,
        forms.LendForm,
        act,
        done=reverse("staff-person", args=[pk]),
        message=lambda made: WAITS if isinstance(made, RoleProposal) else "The role is lent.",
        initial={"starts_on": timezone.localdate()},
        context={
            "heading": "Lend a role",
            "caption": subject.display_name,
            "intro": "Somebody of the same rank or above stands in for some days. Both go on under their own names.",
            "crumbs": crumbs(subject, "Lend a role"),
        },
        subject=subject,
    )


@page("delegation.propose")
@require_POST
def end_loan(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a lent role back."""
    loan = Delegation.objects.select_related("giver", "taker").filter(pk=pk).first()
    if loan is None:
        raise Hidden
    roles.end_loan(actor=request.user, loan=loan)
    return finished(request, reverse("staff-person", args=[loan.giver_id]), "The role is taken back.")


@page("delegation.propose")
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a second administrator, and one's own proposals."""
    found = list(selectors.proposals(request.user).order_by("proposed_at", "id")[:200])
    listed(request, "delegation.propose", "roleproposal", [one.pk for one in found])
    return render(request, "accounts/proposals.html", {"proposals": found})


@page("delegation.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what it says, and the decision for whoever may take it."""
    found = RoleProposal.objects.select_related("subject", "giver", "unit", "force", "proposed_by", "decided_by").filter(pk=pk).first()
    mine = found is not None and found.proposed_by_id == request.user.pk
    if found is None or not (mine or found.force_id in selectors.forces_of(request.user)):
        raise Hidden
    viewed("VIEW", actor=request.user, action="delegation.propose", object_type="roleproposal", object_id=pk)
    party = request.user.pk in (found.subject_id, found.giver_id)
    waiting = found.state == RoleProposal.WAITING

    def act(form: Any) -> Any:
        return roles.decide(actor=request.user, proposal=found, agree=form.cleaned_data["agree"] == "yes", note=form.cleaned_data["note"])

    return form_page(
        request,
        forms.DecideForm,
        act,
        template="accounts/proposal.html",
        done="staff-proposals",
        message="Your decision is recorded.",
        context={"proposal": found, "mine": mine, "party": party, "decides": waiting and not mine and not party},
    )


@page("delegation.propose")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one's own proposal back."""
    found = RoleProposal.objects.filter(pk=pk).first()
    if found is None:
        raise Hidden
    roles.withdraw(actor=request.user, proposal=found)
    return finished(request, reverse("staff-proposals"), "The proposal is taken back.")
