"""What allauth asks us: who may sign up (nobody), what is said and recorded at sign-in, how second factors are kept."""

import base64
import os
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from casework.audit.record import changed, session_digest, sign_in_failed, signed_in, signed_out
from casework.pages.middleware import BEGAN, FrameData
from casework.staff.models import User

METHODS = {"password": "password", "mfa": "code from an app"}


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; signing in and out leaves its trace in the trail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Check your user name and your password: they do not belong together, or the account is closed",
        "too_many_login_attempts": "There were too many attempts with this user name. Wait five minutes, then try again",
        "enter_current_password": "Enter the password that you use now",
        "incorrect_password": "Enter the password that you use now",
        "password_min_length": "Choose a password of at least {0} characters",
        "same_as_current": "Choose a password that you do not use yet",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """An attempt beyond the limit is recorded as a failed one."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self.authentication_failed(request, **credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A failed attempt: only the digest of the name is kept."""
        sign_in_failed(str(credentials.get("username", "")))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and record it under the session's own name."""
        super().login(request, user)
        request.frame = FrameData(request)  # type: ignore[attr-defined]
        request.session[BEGAN] = int(request.frame.now.timestamp())  # type: ignore[attr-defined]
        session_digest.set(request.frame.session)  # type: ignore[attr-defined]
        used = [METHODS.get(record["method"], record["method"]) for record in get_authentication_records(request, user)]
        signed_in(user, how=" and ".join(dict.fromkeys(used)) or "password")

    def logout(self, request: HttpRequest) -> None:
        """Close the session."""
        if isinstance(request.user, User):
            signed_out(request.user)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """A password of the person's own choice; every other session of theirs ends, because its key no longer fits."""
        with transaction.atomic():
            user.set_password(password)
            user.must_change_password, user.temporary_until = False, None
            user.save(update_fields=["password", "must_change_password", "temporary_until"])
            changed("UPDATE", actor=user, action="profile.own", subject=user, fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("staff-me")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """No mail: allauth calls this when a second step is switched on or off or codes are made, which goes into the trail."""
        if template_prefix.startswith("mfa/"):
            changed("UPDATE", actor=user, action="profile.own", subject=user, fields=["second_step"])

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any) -> None:
        """Only what a person needs to be told, in our words."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, "Your password is changed. Any other session of yours has ended.")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Enter the six digits that the app shows now, or a recovery code that you have not used",
        "unverified_email": "A second step cannot be set up for this account",
    }

    def get_totp_label(self, user: Any) -> str:
        """What the app shows: the user name, never an e-mail address."""
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        """AES-GCM: a nonce of twelve bytes before the text, as base 64."""
        nonce = os.urandom(12)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), b"")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart of `encrypt`."""
        body = base64.b64decode(encrypted_text)
        return _cipher().decrypt(body[:12], body[12:], b"").decode()


def _cipher() -> AESGCM:
    secret = (settings.DIGEST_KEY or settings.SECRET_KEY).encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"casework.second-factor").derive(secret))
