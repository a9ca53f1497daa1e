"""The one page of allauth's that needs an answer of ours."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.http import HttpRequest, HttpResponseBase

from casework.errors import Forbidden


class ChangePassword(PasswordChangeView):
    """A new password in place of the present one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Forbidden for an account that signs in without a password: there is nothing to change."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Forbidden("Your account has no password of its own. Ask an administrator of your force for one.")
        return super().dispatch(request, *args, **kwargs)


change_password = ChangePassword.as_view()
