"""Pages for the tests of the frame: the real addresses, and a guarded form that calls a service that may refuse."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.pages.forms import MomentField, VersionedForm
from casework.pages.guarded import page
from casework.pages.views import form_page, render


class Note(VersionedForm):
    """One line and when."""

    note = forms.CharField(label="What happened?")
    when = MomentField(label="When?", required=False)


SAVED: list[dict[str, object]] = []


def save(form: Note) -> str:
    """A service that refuses by what it is given."""
    note = form.cleaned_data["note"]
    if note == "guard":
        raise GuardFailed([("note", "He was in custody then."), (None, "The case is closed.")])
    if note == "clash" and form.cleaned_data["version"] != 7:
        raise Conflict({"note": "theirs & nobody else's"}, {"note": note}, version=7)
    if note == "hidden":
        raise Hidden
    if note == "forbidden":
        raise Forbidden("Only the case's owner adds notes.", action="work.own")
    if note == "fault":
        raise RuntimeError("secret detail")
    SAVED.append(form.cleaned_data)
    return note


@page("work.own")
def note(request: HttpRequest) -> HttpResponse:
    """The form."""
    return form_page(
        request,
        Note,
        save,
        done="/note/done/",
        message=lambda saved: f"“{saved}” is saved.",
        context={"heading": "Add a note"},
        initial={"version": 1},
    )


@page("work.own")
def done(request: HttpRequest) -> HttpResponse:
    """Where the form leads."""
    return render(request, "components/form_page.html", {"heading": "Saved", "form": Note()})


@page("work.own")
def bare(request: HttpRequest) -> HttpResponse:
    """A page that lets a rule's refusal or a clash through."""
    if "clash" in request.GET:
        raise Conflict({"note": "theirs"}, {"note": "mine"}, version=2)
    raise GuardFailed("The order has ended.")


urlpatterns = [
    path("", include("casework.urls")),
    path("note/", note),
    path("note/done/", done),
    path("bare/", bare),
    path("accounts/login/", lambda request: HttpResponse("sign in"), name="account_login"),
]
handler403 = "casework.pages.errors.forbidden"
handler404 = "casework.pages.errors.not_found"
handler500 = "casework.pages.errors.server_error"
