"""The one place that turns a refusal into a response and writes it to the audit trail, after the rollback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casework.access.scope import remembered
from casework.audit.record import refused
from casework.errors import Forbidden, Hidden


class Denials:
    """Middleware: Hidden is the same 404 as an unknown address, Forbidden a 403 with its reason; both are logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembered():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer Hidden and Forbidden; the view's transaction has already been rolled back."""
        from casework.pages import errors

        action = getattr(getattr(request.resolver_match, "func", None), "action", "")
        if isinstance(exception, Hidden):
            refused(actor=request.user, action=action, case_id=exception.case_id, why="hidden")
            return errors.not_found(request, exception)
        if isinstance(exception, Forbidden):
            refused(actor=request.user, action=exception.action or action, case_id=exception.case_id, why="forbidden")
            return errors.forbidden(request, exception)
        return None
