"""One line for each request: an id, the method and the pattern of the address, the answer, how long it took, who by number."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """django-structlog's middleware, told to say less.

    The pattern stands for the address ("GET cases/<str:reference>/"): an address itself can hold a search for a name, or a token.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)

    def prepare(self, request: HttpRequest) -> None:
        """Give the request an id; nothing is logged yet."""
        structlog.contextvars.clear_contextvars()
        super().prepare(request)
        structlog.contextvars.bind_contextvars(request_id=structlog.contextvars.get_contextvars()["request_id"])
        request.began = time.monotonic()  # type: ignore[attr-defined]

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Log the answer and hand the id to the reader, who can quote it when something fails."""
        found = structlog.contextvars.get_contextvars()
        response["X-Request-ID"] = found.get("request_id", "")
        structlog.contextvars.bind_contextvars(milliseconds=round(1000 * (time.monotonic() - request.began)))  # type: ignore[attr-defined]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the pattern of the address; "(no such page)" where none matches."""
        match = request.resolver_match
        return f"{request.method} {match.route if match else '(no such page)'}"
