"""Who may sign in. Every "no" looks and lasts the same: unknown name, wrong password, deactivated, expired, a demo account."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from casework.staff.models import User


class StaffBackend(ModelBackend):
    """Name and password, checked at sign-in and again on every request: a deactivated person's sessions end at once."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any) -> Any:
        """The person, or None. A password is hashed in every case, so that the time tells nothing."""
        if not username or password is None:
            return None
        return super().authenticate(request, username=username.strip().lower(), password=password)

    def user_can_authenticate(self, user: Any) -> bool:
        """False for accounts that are closed, whose temporary password has run out, and for demo accounts outside a demonstration."""
        if not isinstance(user, User) or not user.is_active or user.deactivated_at is not None:
            return False
        if user.is_demo and not settings.DEMO:
            return False
        return not (user.temporary_until is not None and user.temporary_until <= timezone.now())
