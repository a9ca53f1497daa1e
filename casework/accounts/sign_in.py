"""Allauth's forms in our words and look. Field names stay allauth's: login, password."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from casework.audit.record import sign_in_failed
from casework.pages.forms import CaseworkForm


def _say(form: forms.Form, **words: tuple[str, str]) -> None:
    """Give fields our label and hint, and take out words inside the field."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = f"Enter {label[0].lower()}{label[1:]}"


class SignInForm(CaseworkForm, account.LoginForm):
    """User name and password."""

    send = "Sign in"
    look = {"login": {"width": 20}, "password": {"width": 20}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=("Your user name", ""), password=("Your password", ""))


class ChangePasswordForm(CaseworkForm, account.ChangePasswordForm):
    """A new password, twice."""

    send = "Change password"
    look = {"oldpassword": {"width": 20}, "password1": {"width": 20}, "password2": {"width": 20}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword=("The password that you use now", ""),
            password1=(
                "A new password",
                "At least 12 characters, not your name, not a common word. Three words in a row are easy to keep in mind",
            ),
            password2=("The new password again", ""),
        )

    def clean_password1(self) -> str:
        """The new one must be new."""
        password = str(self.cleaned_data["password1"])
        if self.user.check_password(password):
            raise ValidationError("Choose a password that you do not use yet", code="same")
        return password


class AgainForm(CaseworkForm, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    send = "Go on"
    look = {"password": {"width": 20}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=("Your password", ""))


CODE = ("The code", "Six digits from the app, or one of your recovery codes")


class CodeForm(CaseworkForm, second.AuthenticateForm):
    """The second step of signing in."""

    send = "Go on"
    look = {"code": {"width": 10}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)

    def clean_code(self) -> str:
        """A wrong code is a failed sign-in."""
        try:
            return str(super().clean_code())
        except ValidationError:
            sign_in_failed(self.user.get_username())
            raise


class CodeAgainForm(CaseworkForm, second.ReauthenticateForm):
    """A code once more, before something that matters."""

    send = "Go on"
    look = {"code": {"width": 10}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)


class SwitchOnForm(CaseworkForm, ActivateTOTPForm):
    """The first code of a new app."""

    send = "Switch on"
    look = {"code": {"width": 10}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=("The code that the app shows", "Six digits"))


class SwitchOffForm(CaseworkForm, DeactivateTOTPForm):
    """Nothing to fill in."""

    send = "Switch off"


class NewCodesForm(CaseworkForm, GenerateRecoveryCodesForm):
    """Nothing to fill in."""

    send = "Make new codes"
