"""A form that was sent after the session had ended is kept, encrypted, for the person who sent it, and offered back.

A signed cookie names whom the browser last served; it signs nobody in. Whoever signs in at that browser sees only their own.
"""

import json
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from casework.errors import Hidden
from casework.law.spans import HOUR, seconds_from
from casework.pages.models import KeptForm
from casework.staff.models import User

COOKIE = "casework_served"
SALT = "casework.kept"
KEPT_FOR = 24 * HOUR  # seconds
LARGEST = 256 * 1024
MOST = 10
NEVER = ("csrfmiddlewaretoken", "password", "password1", "password2", "code")


def _cipher() -> AESGCM:
    secret = (settings.DIGEST_KEY or settings.SECRET_KEY).encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=SALT.encode()).derive(secret))


def _bound(user_id: int, path: str) -> bytes:
    return f"{user_id} {path}".encode()


def keep(request: HttpRequest, user_id: int) -> KeptForm | None:
    """Keep what this request brought for the user. None when there is nothing to keep, too much, or no such active user."""
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER}
    text = json.dumps(fields).encode()
    path = request.get_full_path()
    wanted = any(value for values in fields.values() for value in values)
    if not wanted or len(text) > LARGEST or len(path) > 500 or not User.objects.filter(pk=user_id, is_active=True).exists():
        return None
    now = timezone.now()
    nonce = os.urandom(12)
    KeptForm.objects.filter(expires_at__lte=now).delete()
    kept = KeptForm.objects.create(
        user_id=user_id,
        path=path,
        body=nonce + _cipher().encrypt(nonce, text, _bound(user_id, path)),
        files_left_out=bool(request.FILES),
        created_at=now,
        expires_at=seconds_from(now, KEPT_FOR),
    )
    newest = KeptForm.objects.filter(user_id=user_id).order_by("-id").values_list("pk", flat=True)[:MOST]
    KeptForm.objects.filter(user_id=user_id).exclude(pk__in=list(newest)).delete()
    return kept


def waiting(user: User | AnonymousUser) -> QuerySet[KeptForm]:
    """The forms that wait for this person, newest first."""
    return KeptForm.objects.filter(user_id=user.pk or 0, expires_at__gt=timezone.now()).order_by("-id")


def one(user: User | AnonymousUser, pk: int) -> KeptForm:
    """One kept form of this person. Raises Hidden for another's, an expired and an unknown one alike."""
    found = waiting(user).filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


def fields(kept: KeptForm) -> dict[str, list[str]]:
    """What was typed, by field name. Raises Hidden when it cannot be read any more, because the installation's key has changed."""
    body = bytes(kept.body)
    try:
        return json.loads(_cipher().decrypt(body[:12], body[12:], _bound(kept.user_id, kept.path)))
    except InvalidTag:
        raise Hidden from None


def _asked(request: HttpRequest) -> KeptForm | None:
    """The kept form that the address asks for with `?kept=`, if it is this person's and belongs to this page."""
    number = request.GET.get("kept", "")
    if not number.isdecimal() or not request.user.is_authenticated:
        return None
    found = waiting(request.user).filter(pk=int(number)).first()
    return found if found is not None and found.path.partition("?")[0] == request.path else None


def typed(request: HttpRequest) -> QueryDict | None:
    """What to fill the form of this page with, or None when nothing was kept for it."""
    found = _asked(request)
    if found is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in fields(found).items():
        data.setlist(name, values)
    return data


def let_go(request: HttpRequest) -> None:
    """Forget the kept form that has now been sent."""
    found = _asked(request)
    if found is not None:
        found.delete()


def back_to(kept: KeptForm) -> str:
    """The address of the form's own page, asking for what was typed."""
    path, _, query = kept.path.partition("?")
    data = QueryDict(query, mutable=True)
    data["kept"] = str(kept.pk)
    return f"{path}?{data.urlencode()}"


class KeepForm:
    """Middleware after sign-in and CSRF: keeps a form that comes to a guarded page when nobody is signed in any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the person served in the cookie, and forget them when they sign out."""
        before = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated:
            if _served(request) != request.user.pk:
                response.set_cookie(
                    COOKIE,
                    signing.dumps(request.user.pk, salt=SALT),
                    max_age=KEPT_FOR,
                    httponly=True,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
        elif before:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """A form to a guarded page from a browser whose person is no longer signed in: keep it and say so."""
        if request.method != "POST" or request.user.is_authenticated or not hasattr(view, "action"):
            return None
        user_id = _served(request)
        kept = keep(request, user_id) if user_id else None
        address = reverse("kept_form", args=[kept.pk]) if kept else request.path
        # A redirect, so that reloading the page does not send the form again.
        return HttpResponseRedirect(f"{reverse('session_ended')}?{urlencode({'next': address, 'kept': int(bool(kept))})}")


def _served(request: HttpRequest) -> int | None:
    """Whom this browser last served, from the signed cookie, within the time for which forms are kept."""
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        return None
