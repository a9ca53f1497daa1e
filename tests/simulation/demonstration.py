"""The demonstration's people for tests that walk through everything they are shown."""

import io
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import Resolver404, resolve
from lxml import html

from casework.staff.models import User

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction that is rolled back at the end, marked as Django marks a test's own."""
    whole: Any = transaction.atomic()
    whole._from_testcase = True
    with whole:
        yield
        transaction.set_rollback(True)


@contextmanager
def told() -> Iterator[dict[str, User]]:
    """The demonstration's accounts by name; its stories are told once and taken back at the end."""
    with override_settings(DEMO=True, PASSWORD_HASHERS=HASHERS), taken_back():
        call_command("demo", "--json", stdout=io.StringIO(), stderr=io.StringIO())
        yield {user.username: user for user in User.objects.filter(is_demo=True)}


@dataclass(frozen=True)
class Opened:
    """A page that was opened: its address, the page and the words of the link that led there, and the answer."""

    path: str
    shown_on: str
    words: str
    response: Any

    @property
    def page(self) -> Any:
        """The page's tree; None for a file and for a refusal."""
        if self.response.status_code >= 400 or not self.response["Content-Type"].startswith("text/html"):
            return None
        return html.fromstring(self.response.content.decode())


def kind(path: str) -> str:
    """The address pattern that answers there; the path itself where none does."""
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return path


def walk(client: Client, of_a_kind: int) -> Iterator[Opened]:
    """Every page that links lead to from the home page, breadth first, so many of each address pattern."""
    seen: set[str] = set()
    opened: Counter[str] = Counter()
    waiting = deque([("/", "", "")])
    while waiting:
        path, shown_on, words = waiting.popleft()
        if path in seen or path.startswith("/static/") or opened[kind(path)] >= of_a_kind:
            continue
        seen.add(path)
        opened[kind(path)] += 1
        found = Opened(path, shown_on, words, client.get(path, follow=True))
        yield found
        page = found.page
        if page is not None:
            for link in page.iter("a"):
                to = urldefrag(urljoin(path, link.get("href", "#")))[0]
                if to.startswith("/"):
                    waiting.append((to, path, " ".join(link.text_content().split())))
