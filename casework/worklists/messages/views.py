"""Pages of messages."""

import datetime as dt

from django.conf import settings
from django.contrib import messages as banner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from casework.errors import Hidden
from casework.outbox import selectors as outbox
from casework.outbox.services import mark_read, send_again
from casework.pages.guarded import listed, page
from casework.pages.views import paginate, render
from casework.worklists.messages.selectors import demo_mail, shown


@page("work.own")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The person's messages, newest first; unread ones unless all are asked for."""
    everything = request.GET.get("show") == "all"
    found = paginate(outbox.messages_of(request.user, unread=not everything), ["-id"], request)
    rows = shown(request.user, found.rows)
    listed(request, "work.own", "inappmessage", [each.message.pk for each in rows])
    return render(request, "messages/own.html", {"page": found, "rows": rows, "everything": everything, "demo": settings.DEMO})


@page("work.own")
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark messages as read: those sent with the form, which are those the reader had before them."""
    ids = [int(each) for each in request.POST.getlist("message") if each.isascii() and each.isdigit() and len(each) < 19]
    count = mark_read(actor=request.user, ids=ids)
    banner.success(request, "Nothing was unread." if not count else f"{count} {'message' if count == 1 else 'messages'} marked as read.")
    return HttpResponseRedirect(_back(request))


@page("work.own")
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    message = outbox.message_of(request.user, pk)
    if message is None:
        raise Hidden
    mark_read(actor=request.user, ids=[pk])
    return HttpResponseRedirect(message.path or reverse("messages"))


@page("mail.undelivered")
@require_GET
def undelivered(request: HttpRequest) -> HttpResponse:
    """E-mail that could not be delivered: to whom and why, not about what."""
    found = paginate(outbox.undelivered(), ["-id"], request)
    listed(request, "mail.undelivered", "outboxmessage", [row.pk for row in found.rows])
    return render(request, "messages/undelivered.html", {"page": found})


@page("mail.undelivered")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one of them again."""
    row = send_again(actor=request.user, row_id=pk)
    banner.success(request, f"The e-mail to {row.user} will be sent again within a minute.")
    return HttpResponseRedirect(reverse("messages-undelivered"))


@page("work.own")
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The demo's mail, everyone's: in a demo nothing leaves the machine. No such page anywhere else."""
    if not settings.DEMO:
        raise Hidden
    rows = [(each, dt.datetime.fromtimestamp(each.written, dt.UTC)) for each in demo_mail()]
    return render(request, "messages/demo.html", {"rows": rows, "mine": getattr(request.user, "email", "")})


def _back(request: HttpRequest) -> str:
    after = request.POST.get("next", "")
    return after if url_has_allowed_host_and_scheme(after, allowed_hosts=None) else reverse("messages")
