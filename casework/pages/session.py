"""The pages around the end of a session."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from casework.pages import kept
from casework.pages.guarded import page
from casework.pages.views import render


@require_GET
def ended(request: HttpRequest) -> HttpResponse:
    """The session has ended: why, whether what was typed is kept, and the way back to it."""
    after = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = "/"
    return render(request, "kept/ended.html", {"next": after, "kept": request.GET.get("kept") == "1"})


@page("work.own")
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The forms that were kept for this person."""
    return render(request, "kept/list.html", {"forms": list(kept.waiting(request.user))})


@page("work.own")
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One kept form: what was typed, and the way to put it back into its page."""
    found = kept.one(request.user, pk)
    typed = [
        (name.replace("_", " ").capitalize(), values) for name, values in kept.fields(found).items() if name != "version" and any(values)
    ]
    return render(request, "kept/one.html", {"kept": found, "typed": typed, "back": kept.back_to(found)})


@page("work.own")
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one kept form."""
    kept.one(request.user, pk).delete()
    return HttpResponseRedirect(reverse("kept_forms"))


@page("work.own")
@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """The person is still there: the session's idle time starts again."""
    return JsonResponse({"minutes": request.frame.idle_minutes})  # type: ignore[attr-defined]
