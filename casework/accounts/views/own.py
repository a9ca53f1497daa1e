"""One's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.access.predicate import can
from casework.accounts import selectors
from casework.accounts.forms import OwnForm
from casework.accounts.services import people
from casework.pages.guarded import page
from casework.pages.views import form_page, render
from casework.staff.models import User


@page("profile.own")
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, absences, password, second step."""
    user = User.objects.select_related("unit", "force").get(pk=request.user.pk)
    context = {
        "subject": user,
        "roles": list(selectors.roles_now_or_later(user)),
        "absences": list(selectors.absences(user)),
        "loans": list(selectors.loans(user)),
        "second_step": is_mfa_enabled(user),
        "staff": can(user, "staff.view"),
    }
    return render(request, "accounts/me.html", context)


@page("profile.own")
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: HttpRequest) -> HttpResponse:
    """One's own e-mail address."""
    user = User.objects.get(pk=request.user.pk)
    return form_page(
        request,
        OwnForm,
        lambda form: people.update_own(actor=user, version=form.cleaned_data["version"] or 0, email=form.cleaned_data["email"]),
        done="staff-me",
        message="Your e-mail address is changed.",
        initial={"email": user.email, "version": user.version},
        context={"heading": "Change your e-mail address", "cancel": reverse("staff-me")},
    )
