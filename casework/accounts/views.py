"""One's own account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.pages.guarded import page
from casework.pages.views import render


@page("profile.own")
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, absences, password, second step."""
    return render(request, "accounts/me.html", {"subject": request.user})
