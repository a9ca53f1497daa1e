"""What every page needs around it: navigation, message count, the person's name and role; and the session's limits."""

import importlib
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac

from casework.pages import errors, navigation
from casework.pages.problems import Conflict, Forbidden, GuardFailed, Hidden

BEGAN = "began"
ROLE_WORDS = {
    "OFFICER": "Officer", "SUPERVISOR": "Supervisor", "EXHIBITS": "Exhibits", "LEGAL": "Force legal", "CPS": "CPS liaison",
    "AUTHORISER": "Authoriser", "OFFENDER_MANAGER": "Offender manager", "VICTIM_CARE": "Victim care", "RECORDS": "Records",
    "CONTROL": "Control room", "MANAGER": "Manager", "ANALYST": "Analyst", "AUDITOR": "Professional standards", "ADMIN": "Administrator",
}  # fmt: skip


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
        """A name for this session that may be written down: a keyed digest, so that no log holds a key that signs in."""
        session = getattr(self._request, "session", None)
        key = session.session_key if session is not None else None
        return salted_hmac("casework.session", key, algorithm="sha256").hexdigest()[:32] if key else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the person holds now, anywhere."""
        return frozenset(_ask("casework.staff.selectors", "roles_of", self.user, default=())) if self.user else frozenset()

    @cached_property
    def nav(self) -> list[navigation.Shown]:
        """The primary navigation of this person."""
        return navigation.entries(self._request, self.roles) if self.user else []

    @cached_property
    def messages_waiting(self) -> int:
        """How many messages the person has not read."""
        return int(_ask("casework.outbox.selectors", "unread_count", self.user, default=0)) if self.user else 0

    @cached_property
    def force(self) -> str:
        """The name of the person's force; empty when they have none or nobody is signed in."""
        force = getattr(self.user, "force", None)
        return str(force) if force else ""

    @cached_property
    def name(self) -> str:
        """The person's name as colleagues know it."""
        return (self.user.get_full_name() or self.user.get_username()) if self.user else ""

    @cached_property
    def role(self) -> str:
        """The person's roles in words."""
        return ", ".join(words for role, words in ROLE_WORDS.items() if role in self.roles)

    @cached_property
    def kept(self) -> int:
        """How many forms, sent after a session had ended, wait for this person."""
        from casework.pages import kept

        return kept.waiting(self.user) if self.user else 0


def _ask(module: str, function: str, user: object, *, default: object) -> Any:
    """What a package below says about the user, or `default` where an installation does not have that package yet."""
    try:
        found = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError):
        return default
    return found(user)


class Frame:
    """Puts `request.frame` on each request, ends sessions that are too old, keeps signed-in pages out of caches, and is the
    one place that turns a refusal raised by a service into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        request.frame = FrameData(request)  # type: ignore[attr-defined]
        if request.user.is_authenticated and self._too_old(request):
            logout(request)
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def _too_old(self, request: HttpRequest) -> bool:
        """Whether the session began more than SESSION_ABSOLUTE_AGE seconds ago; a session seen first begins now."""
        now = int(request.frame.now.timestamp())  # type: ignore[attr-defined]
        began = request.session.setdefault(BEGAN, now)
        return now - began >= settings.SESSION_ABSOLUTE_AGE

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A page for a refusal. Other exceptions go on to Django."""
        if isinstance(problem, Hidden):
            return errors.not_found(request, problem)
        if isinstance(problem, Forbidden):
            return errors.forbidden(request, problem)
        if isinstance(problem, GuardFailed):
            return errors.guarded(request, problem)
        if isinstance(problem, Conflict):
            return errors.conflict(request, problem)
        return None
