"""Days away: a colleague's and one's own."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts import forms, selectors
from casework.accounts.services import absence
from casework.accounts.views.people import crumbs, finished, seen
from casework.errors import Hidden
from casework.pages.guarded import page
from casework.pages.views import form_page
from casework.staff.models import Absence, User


@page("staff.absence")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague's absence."""
    subject = seen(request, pk, "staff.absence")
    return _add(request, subject, reverse("staff-person", args=[pk]), crumbs(subject, "Absence"))


@page("profile.own")
@require_http_methods(["GET", "HEAD", "POST"])
def add_own(request: HttpRequest) -> HttpResponse:
    """One's own absence."""
    subject = User.objects.get(pk=request.user.pk)
    return _add(request, subject, reverse("staff-me"), [("Your account", reverse("staff-me")), ("Absence", "")])


def _add(request: HttpRequest, subject: User, back: str, way: list[tuple[str, str]]) -> HttpResponse:
    return form_page(
        request,
        forms.AbsenceForm,
        lambda form: absence.add(actor=request.user, subject=subject, **form.cleaned_data),
        done=back,
        message="The absence is saved.",
        initial={"starts_on": timezone.localdate()},
        context={
            "heading": "Days away",
            "caption": subject.display_name,
            "intro": "Reminders go to the deputy on these days, or to the supervisor. What is due stays due.",
            "crumbs": way,
            "cancel": back,
        },
        subject=subject,
    )


@page("profile.own")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back today: one's own absence, or that of a colleague whose absence one may record."""
    found = Absence.objects.select_related("user").filter(pk=pk).first()
    if found is None or (found.user_id != request.user.pk and not selectors.staff(request.user).filter(pk=found.user_id).exists()):
        raise Hidden
    absence.end(actor=request.user, absence=found)
    back = reverse("staff-me") if found.user_id == request.user.pk else reverse("staff-person", args=[found.user_id])
    return finished(request, back, "The absence has ended.")
