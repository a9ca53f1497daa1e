"""Every account of the demonstration follows the links it is shown: each leads to a page, none to a refusal or a fault."""

import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import Resolver404, resolve

from casework.demo.staff import ACCOUNTS
from casework.staff.models import User

pytestmark = pytest.mark.django_db

OF_A_KIND = 3  # pages of one address pattern that a person opens
FEWEST = 25  # pages that anybody must have come by


class Links(HTMLParser):
    """The addresses of a page's links, with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append([href, ""])
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1][1] += data


def kind(path: str) -> str:
    """The address pattern that answers there; the path itself where none does."""
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return path


def wrong_ways(client: Client) -> tuple[int, list[tuple[int, str, str, str]]]:
    """How many pages were opened, and (status, address, the page that links to it, words) of each link that led to no page."""
    seen: set[str] = set()
    opened: Counter[str] = Counter()
    wrong = []
    waiting = deque([("/", "", "")])
    while waiting:
        path, shown_on, words = waiting.popleft()
        if path in seen or path.startswith("/static/") or opened[kind(path)] >= OF_A_KIND:
            continue
        seen.add(path)
        opened[kind(path)] += 1
        response = client.get(path, follow=True)
        if response.status_code >= 400:
            wrong.append((response.status_code, path, shown_on, re.sub(r"\s+", " ", words).strip()))
        elif response["Content-Type"].startswith("text/html"):
            page = Links()
            page.feed(response.content.decode())
            ways = [(urldefrag(urljoin(path, href))[0], text) for href, text in page.found]
            waiting.extend((to, path, text) for to, text in ways if to.startswith("/"))
    return sum(opened.values()), wrong


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    """The demonstration's accounts by name; its stories are told once for all of them and taken back at the end."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # as Django marks a test's own transaction
    with django_db_blocker.unblock(), override_settings(DEMO=True, PASSWORD_HASHERS=hashers), whole:
        call_command("demo", "--json", stdout=io.StringIO(), stderr=io.StringIO())
        yield {user.username: user for user in User.objects.filter(is_demo=True)}
        transaction.set_rollback(True)


@pytest.mark.parametrize("username", [account.username for account in ACCOUNTS])
def test_no_link_leads_to_a_refusal(people: dict[str, User], db: None, username: str) -> None:
    client = Client()
    client.force_login(people[username])
    opened, wrong = wrong_ways(client)
    assert not wrong, "\n".join(f"{status} {path} ({words!r} on {shown_on})" for status, path, shown_on, words in wrong)
    assert opened >= FEWEST
