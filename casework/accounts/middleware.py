"""A temporary password opens one page only: the one on which it is replaced."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

ALLOWED = frozenset({"account_change_password", "account_logout", "account_login", "stay_signed_in", "session_ended"})


class OwnPasswordFirst:
    """Sends a person with a temporary password to the page on which they choose their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Every page but those that are needed to change it."""
        if not getattr(request.user, "must_change_password", False):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in ALLOWED:
            return None
        return HttpResponseRedirect(reverse("account_change_password"))
