"""What views share: drawing a page, the round of a form, and lists by keyset.

A view gets its records from a selector, hands a plain form to `form_page`, and never touches the database itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template import loader

from casework.errors import Conflict, GuardFailed
from casework.pages import conflicts, kept
from casework.pages.forms import CaseworkForm
from casework.pages.paging import Page, paginate

__all__ = ["REFUSED", "Page", "form_page", "paginate", "render"]

# One status for every form that comes back with something to mend.
REFUSED = 422


def render(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page `template` of `templates/`, drawn with Jinja2."""
    content = loader.get_template(template, using="jinja2").render(dict(context or {}), request)
    return HttpResponse(content, status=status)


def form_page(
    request: HttpRequest,
    form_class: type[CaseworkForm],
    act: Callable[[Any], Any],
    *,
    template: str = "components/form_page.html",
    done: str | Model | Callable[[Any], str | Model] = "/",
    message: str | Callable[[Any], str] = "",
    context: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    theirs: str | None = None,
    **form_kwargs: Any,
) -> HttpResponse:
    """A page with one form: shown on GET; on POST read, checked and handed to `act`.

    `act(form)` calls the service with the form's `cleaned_data` and returns what the service returned. `done` is where to go then (an
    address, a URL name, a record with `get_absolute_url`, or a function of the result giving one), `message` what the next page says.
    A `GuardFailed` goes onto the form; a `Conflict` shows both versions with the way to put this one on top. `Hidden` and
    `Forbidden` pass through to the frame. `theirs` is where "keep theirs" leads (default: this page). Other keywords go to the form.
    """
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **form_kwargs)
        if form.is_valid():
            try:
                result = act(form)
            except GuardFailed as refusal:
                form.refuse(refusal.problems)
            except Conflict as clash:
                return conflicts.page(request, form, clash, theirs or request.get_full_path())
            else:
                return _finish(request, result, done, message)
    else:
        typed = kept.typed(request)
        form = form_class(initial=dict(initial or {}), **form_kwargs) if typed is None else form_class(typed, **form_kwargs)
        if typed is not None:
            form.is_valid()
            messages.info(request, "What you had typed is back in the form. Check it, then send it again.")
    return render(request, template, {"form": form, **(context or {})}, REFUSED if request.method == "POST" else 200)


def _finish(request: HttpRequest, result: Any, done: Any, message: str | Callable[[Any], str]) -> HttpResponse:
    kept.let_go(request)
    words = message(result) if callable(message) else message
    if words:
        messages.success(request, words)
    target = done(result) if callable(done) and not isinstance(done, Model) else done
    return HttpResponseRedirect(resolve_url(target))
