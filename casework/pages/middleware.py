"""What every page needs around it: navigation, message count, the person's name and role; and the session's limits."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac

from casework.access.scope import scope
from casework.audit.record import session_digest, signed_out
from casework.errors import Conflict, GuardFailed
from casework.outbox.selectors import messages_of
from casework.pages import conflicts, errors, kept, navigation
from casework.staff.models import Role, User

BEGAN = "began"
SEEN = "seen"
TOUCH = 60  # seconds: how often a busy session is written, which is also how much earlier than promised it may end


class FrameData:
    """What the base template draws. Everything that needs the database is worked out when it is first asked for."""

    service = "Casework"

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.now = timezone.now()
        self.idle_minutes = settings.SESSION_COOKIE_AGE // 60

    @property
    def user(self) -> Any:
        """The signed-in person, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def session(self) -> str:
        """A name for the session that may be written down: a keyed digest, so that no log holds a key that signs in."""
        session = getattr(self._request, "session", None)
        key = session.session_key if session is not None else None
        return salted_hmac("casework.session", key, algorithm="sha256").hexdigest()[:32] if key else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the person holds now, anywhere."""
        return scope(self.user).roles() if self.user else frozenset()

    @cached_property
    def nav(self) -> list[navigation.Shown]:
        """The primary navigation of this person."""
        return navigation.entries(self._request.path, self.roles) if self.user else []

    @cached_property
    def _facts(self) -> tuple[str, int, int]:
        """Force name, unread messages and kept forms, in one statement because every page asks for them."""
        if not self.user:
            return "", 0, 0
        facts = (
            User.objects.filter(pk=self.user.pk)
            .annotate(unread=_number_of(messages_of(self.user, unread=True)), kept_forms=_number_of(kept.waiting(self.user)))
            .values_list("force__name", "unread", "kept_forms")
            .get()
        )
        return facts[0] or "", facts[1] or 0, facts[2] or 0

    @property
    def force(self) -> str:
        """The name of the person's force; empty when they have none or nobody is signed in."""
        return self._facts[0]

    @property
    def messages_waiting(self) -> int:
        """How many messages the person has not read."""
        return self._facts[1]

    @property
    def kept(self) -> int:
        """How many forms, sent after a session had ended, wait for this person."""
        return self._facts[2]

    @cached_property
    def name(self) -> str:
        """The person's name as colleagues know it."""
        return str(self.user.display_name) if self.user else ""

    @cached_property
    def role(self) -> str:
        """The person's roles in words."""
        return ", ".join(words for role, words in Role.choices if role in self.roles)

    @cached_property
    def may_search(self) -> bool:
        """Whether the search box is of use to the person."""
        return navigation.opens("/search/", self.roles)

    @property
    def messages_at(self) -> str:
        """The address of the person's messages; empty while there is no such page."""
        return "/messages/" if navigation.action_at("/messages/") is not None else ""

    @property
    def sign_out_at(self) -> str:
        """The address that ends the session."""
        return "/accounts/logout/" if navigation.action_at("/accounts/logout/") is not None else ""


def _number_of(rows: QuerySet[Any]) -> Subquery:
    """The number of rows as part of another statement; None for none."""
    return Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number"))


class Readable:
    """Refuses an address or a cookie that holds a NUL, which no text of ours does and no database takes, before anything is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        nul = "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if nul or any("\0" in value for value in request.COOKIES.values()):
            return errors.bad_request(request)
        return self.get_response(request)


class Frame:
    """Puts `request.frame` on each request, ends sessions that are too old and keeps signed-in pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        request.frame = FrameData(request)  # type: ignore[attr-defined]
        if request.user.is_authenticated and self._too_old(request):
            signed_out(request.user, why="expired")
            logout(request)
        signed_in = request.user.is_authenticated
        session_digest.set(request.frame.session)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if signed_in:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def _too_old(self, request: HttpRequest) -> bool:
        """Whether the session began more than SESSION_ABSOLUTE_AGE seconds ago; a session seen first begins now.

        Also notes that the person is still there, once a minute: writing a session at each request would double the writes of a page.
        """
        now = int(request.frame.now.timestamp())  # type: ignore[attr-defined]
        if now - request.session.get(SEEN, 0) >= TOUCH:
            request.session[SEEN] = now
        return now - request.session.setdefault(BEGAN, now) >= settings.SESSION_ABSOLUTE_AGE

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A page for a rule's refusal or a clash that a view let through. `Denials` answers Hidden and Forbidden."""
        if isinstance(problem, GuardFailed):
            return errors.guarded(request, problem)
        if isinstance(problem, Conflict):
            return conflicts.page(request, None, problem, request.get_full_path())
        return None
