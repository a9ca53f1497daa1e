"""The list of accounts, one account, and what changes it."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.access.predicate import can
from casework.accounts import forms, selectors
from casework.accounts.services import people
from casework.audit.record import viewed
from casework.errors import GuardFailed
from casework.pages.guarded import listed, page
from casework.pages.views import REFUSED, form_page, paginate, render
from casework.staff.models import Unit, User


def crumbs(subject: User, here: str) -> list[tuple[str, str]]:
    """The way to a page below an account."""
    return [("Staff", reverse("staff")), (subject.display_name, reverse("staff-person", args=[subject.pk])), (here, "")]


def finished(request: HttpRequest, where: str, words: str) -> HttpResponse:
    """Go on to a page that says what was done."""
    messages.success(request, words)
    return HttpResponseRedirect(where)


def seen(request: HttpRequest, pk: int, action: str = "staff.view") -> User:
    """The account, if the reader may see it; the look is logged."""
    subject = selectors.account(request.user, pk)
    viewed("VIEW", actor=request.user, action=action, object_type="user", object_id=pk)
    return subject


@page("staff.view")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Accounts of the reader's force or units."""
    accounts = selectors.staff(request.user)
    units = Unit.objects.filter(Q(staff__in=accounts.order_by()) | Q(force_id__in=selectors.forces_of(request.user))).distinct()
    form = forms.FindForm(request.GET if {"q", "unit", "role", "state"} & request.GET.keys() else None, units=units)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = paginate(
        selectors.find(
            accounts,
            words=asked.get("q", ""),
            unit=asked["unit"].pk if asked.get("unit") else None,
            role=asked.get("role", ""),
            state=asked.get("state") or "active",
        ),
        selectors.ORDER,
        request,
    )
    listed(request, "staff.view", "user", [user.pk for user in found.rows])
    context = {
        "form": form,
        "page": found,
        "roles": selectors.role_names(found.rows),
        "manages": can(request.user, "staff.manage"),
        "proposals": selectors.proposals(request.user).count(),
    }
    return render(request, "accounts/index.html", context)


@page("staff.view")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who, where, roles, absences, loans, and what the reader may do with it."""
    subject = seen(request, pk)
    kept = selectors.kept_by(request.user, subject)
    own = subject.pk == request.user.pk
    allocates = can(request.user, "case.allocate")
    context: dict[str, Any] = {
        "subject": subject,
        "own": own,
        "kept": kept and not own,
        "helps": can(request.user, "staff.absence") and not own,
        "lends": can(request.user, "delegation.propose"),
        "roles": list(selectors.roles_now_or_later(subject)),
        "past": list(selectors.roles_past(subject)[:10]),
        "absences": list(selectors.absences(subject)),
        "loans": list(selectors.loans(subject)),
        "proposals": list(selectors.proposals(request.user).filter(Q(subject=subject) | Q(giver=subject))),
        "load": selectors.load(subject) if kept or allocates else None,
        "allocates": allocates,
        "second_step": is_mfa_enabled(subject) if kept else None,
        "audits": can(request.user, "audit.view"),
    }
    return render(request, "accounts/person.html", context)


@page("staff.view")
@require_safe
def cases(request: HttpRequest, pk: int) -> HttpResponse:
    """Open cases of a person for whoever may give them to others; a number and whom to ask for everybody else."""
    subject = seen(request, pk)
    found = paginate(selectors.open_cases(request.user, subject).select_related("unit"), ("next_deadline", "id"), request)
    if found.rows:
        listed(request, "case.allocate", "case", [case.pk for case in found.rows])
    shown = selectors.open_cases(request.user, subject).filter(owner=subject).count()
    context = {
        "subject": subject,
        "page": found,
        "allocates": can(request.user, "case.allocate"),
        "load": selectors.load(subject),
        "unseen": max(0, selectors.load(subject) - shown),
        "ask": selectors.allocators(subject.unit),
        "crumbs": crumbs(subject, "Open cases"),
    }
    return render(request, "accounts/cases.html", context)


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its temporary password is shown once, on the answer to the form, and kept nowhere."""
    forces = selectors.forces_of(request.user)

    def act(form: Any) -> tuple[User, str]:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return people.add(actor=request.user, **values)

    form = forms.AddForm(request.POST or None, forces=forces)
    if request.method == "POST" and form.is_valid():
        try:
            subject, password = act(form)
        except GuardFailed as refusal:
            form.refuse(refusal.problems)
        else:
            return _password(request, subject, password, "The account is added")
    context = {"heading": "Add an account", "form": form, "cancel": reverse("staff")}
    return render(request, "components/form_page.html", context, REFUSED if request.method == "POST" else 200)


def _password(request: HttpRequest, subject: User, password: str, heading: str) -> HttpResponse:
    context = {"subject": subject, "password": password, "heading": heading, "days": people.TEMPORARY_DAYS}
    return render(request, "accounts/password.html", context)


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, rank, numbers and address of an account."""
    subject = seen(request, pk, "staff.manage")
    names = ("first_name", "last_name", "rank", "collar_number", "email", "stalking_trained_on")

    def act(form: Any) -> User:
        values = {name: form.cleaned_data[name] for name in names}
        return people.update(actor=request.user, subject=subject, version=form.cleaned_data["version"] or 0, values=values)

    return form_page(
        request,
        forms.AccountForm,
        act,
        done=reverse("staff-person", args=[pk]),
        message="The account is changed.",
        initial={name: getattr(subject, name) for name in (*names, "version")},
        context={"heading": "Change the account", "caption": subject.display_name, "crumbs": crumbs(subject, "Change")},
    )


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another unit."""
    subject = seen(request, pk, "staff.manage")
    return form_page(
        request,
        forms.MoveForm,
        lambda form: people.move(actor=request.user, subject=subject, unit=form.cleaned_data["unit"], roles=form.cleaned_data["roles"]),
        done=reverse("staff-person", args=[pk]),
        message=lambda moved: f"{moved.display_name} is in {moved.unit} from today.",
        context={
            "heading": "Move to another unit",
            "caption": subject.display_name,
            "intro": f"Now in {subject.unit or 'no unit'}. Open cases stay where they are until they are allocated to somebody else.",
            "crumbs": crumbs(subject, "Move"),
        },
        subject=subject,
    )


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A temporary password in place of a forgotten one."""
    subject = seen(request, pk, "staff.manage")
    return _button(
        request,
        subject,
        lambda: _password(request, subject, people.new_password(actor=request.user, subject=subject), "The password is replaced"),
        heading="Give a temporary password?",
        intro="The present one stops working at once and open sessions end. Make sure that you speak to the person themselves.",
        send="Give a temporary password",
    )


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the second step off an account."""
    subject = seen(request, pk, "staff.manage")

    def act() -> HttpResponse:
        people.remove_second_step(actor=request.user, subject=subject)
        return finished(request, reverse("staff-person", args=[pk]), "The second step is taken off the account.")

    intro = "Only when the telephone and the recovery codes are lost. Make sure that you speak to the person themselves."
    return _button(request, subject, act, heading="Take the second step off?", intro=intro, send="Take it off")


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an account."""
    subject = seen(request, pk, "staff.manage")
    count = selectors.load(subject)
    cases = f" {count} open case{'s' if count != 1 else ''}: the unit’s managers are told to give them to others." if count else ""
    return form_page(
        request,
        forms.ReasonForm,
        lambda form: people.deactivate(actor=request.user, subject=subject, reason=form.cleaned_data["reason"]),
        done=reverse("staff-person", args=[pk]),
        message="The account is deactivated.",
        context={
            "heading": "Deactivate the account?",
            "caption": subject.display_name,
            "intro": f"Sessions end at once; roles, loans and access by name end.{cases}",
            "crumbs": crumbs(subject, "Deactivate"),
        },
    )


@page("staff.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed account again."""
    subject = seen(request, pk, "staff.manage")
    return _button(
        request,
        subject,
        lambda: _password(request, subject, people.reactivate(actor=request.user, subject=subject), "The account is open again"),
        heading="Reactivate the account?",
        intro="It comes back without any role. You get a temporary password for it.",
        send="Reactivate",
    )


def _button(request: HttpRequest, subject: User, act: Any, *, heading: str, intro: str, send: str) -> HttpResponse:
    """A page that asks once more, with one button."""
    form = forms.NothingForm(request.POST if request.method == "POST" else None, send=send)
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except GuardFailed as refusal:
            form.refuse(refusal.problems)
    back = reverse("staff-person", args=[subject.pk])
    context = {
        "form": form,
        "heading": heading,
        "caption": subject.display_name,
        "intro": intro,
        "crumbs": crumbs(subject, heading),
        "cancel": back,
    }
    return render(request, "components/form_page.html", context, REFUSED if request.method == "POST" else 200)
