"""Pages for what goes wrong. Each says in plain words what happened and what to do; none shows data, a path or a trace."""

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import reverse

from casework.errors import Forbidden, GuardFailed
from casework.pages import kept

log = logging.getLogger(__name__)
LAST_RESORT = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>The service has a fault - Casework</title></head>'
    '<body><main id="main"><h1>The service has a fault</h1><p>What you sent may not have been saved. Go back and try again in a few '
    "minutes. If it happens again, ring your service desk.</p></main></body></html>"
)


def _page(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    response = HttpResponse(loader.get_template(f"errors/{name}.html", using="jinja2").render(context, request), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form could not be read; where it held too much, how much may come at a time."""
    too_much = isinstance(exception, TooManyFilesSent | TooManyFieldsSent | RequestDataTooBig)
    return _bare(request, "too_much" if too_much else "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may see the record, but not do this; with the reason where a service gave one."""
    reason = exception.reason if isinstance(exception, Forbidden) else ""
    return _page(request, "forbidden", 403, reason=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for what does not exist and for what this person may not know of."""
    return _page(request, "not_found", 404)


def guarded(request: HttpRequest, exception: GuardFailed) -> HttpResponse:
    """422: a rule refused a change that was asked for without a form, such as a button."""
    return _page(request, "guarded", 422, problems=[sentence for _, sentence in exception.problems])


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many attempts, to sign in or otherwise."""
    return _bare(request, "too_many", 429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from a page of ours that is still open. `reason` is for the log only.

    Where the browser itself says that one of our pages sent it, signing in again has only changed the token: what was typed is kept.
    """
    log.warning("form refused: %s", reason)
    user = getattr(request, "user", None)
    if request.headers.get("Sec-Fetch-Site") == "same-origin" and user is not None and user.is_authenticated:
        found = kept.keep(request, user.pk)
        if found is not None:
            return HttpResponseRedirect(reverse("kept_form", args=[found.pk]))
    return _bare(request, "form_too_old", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault. Needs no database, session or user, and answers even when its own template is broken."""
    return _bare(request, "fault", 500)


def _bare(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """A page without navigation: nothing of it asks who the reader is."""
    try:
        content = loader.get_template(f"errors/{name}.html", using="jinja2").render({})
    except Exception:
        log.exception("the page %s could not be drawn", name)
        content = LAST_RESORT
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    return response
