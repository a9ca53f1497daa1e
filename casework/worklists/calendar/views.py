"""The page of one's calendar address, and the calendar itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from casework.audit.record import viewed
from casework.clocks.selectors import next_for
from casework.errors import Hidden
from casework.pages.guarded import page
from casework.pages.views import render
from casework.worklists.calendar import services
from casework.worklists.calendar.drawing import MOST, calendar


@page("work.own")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, since when and when it was last read."""
    return _page(request)


@page("work.own")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make or replace the address, and show it this once."""
    token = services.make_feed(actor=request.user)
    path = reverse("calendar-feed", args=[token])
    return _page(request, (settings.SITE_URL.rstrip("/") + path) if settings.SITE_URL else request.build_absolute_uri(path))


@page("work.own")
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Let the address stop working."""
    services.stop_feed(actor=request.user)
    messages.success(request, "The address no longer works.")
    return HttpResponseRedirect(reverse("calendar"))


@never_cache
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever was given this address. The address is the key: no sign-in, and a 404 for every other."""
    person = services.read_by(token)
    if person is None:
        raise Hidden
    clocks = list(next_for(person)[:MOST])
    viewed("EXPORT", actor=person, action="work.own", object_type="clock", ids=[clock.pk for clock in clocks])
    return HttpResponse(calendar(clocks, timezone.now()), content_type="text/calendar; charset=utf-8")


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    return render(request, "calendar/own.html", {"feed": services.feed_of(request.user), "address": address})
