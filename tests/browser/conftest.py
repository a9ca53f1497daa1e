"""Signing in, accessibility and narrow screens for the tests that drive a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests.chromium import ARGUMENTS, executable

PATIENCE = 120_000  # milliseconds
NARROW = {"width": 320, "height": 640}
WIDER = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
    [...document.querySelectorAll("header *, main *, footer *")]
        .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
        .slice(0, 5).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the machine's own Chromium, which makes no connections of its own."""
    return {**browser_type_launch_args, "executable_path": executable(), "args": ARGUMENTS}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """As Playwright makes it, but as patient as a machine that stands still for a while makes necessary."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], Page]:
    """`sign_in(page, user)`: the browser has this person's session, and the page is at the server's first address."""

    def signed_in(page: Page, user: Any) -> Page:
        client = Client()
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        return page

    return signed_in


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)`: fail on any accessibility violation that axe finds, with what and where."""

    def check(page: Page, context: str | None = None) -> None:
        found = Axe().run(page, context=context).response["violations"]
        told = [f"{each['id']}: {each['help']}\n    " + "\n    ".join(node["html"] for node in each["nodes"][:5]) for each in found]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check


@pytest.fixture
def narrow() -> Callable[[Page], None]:
    """`narrow(page)`: fail when the page is wider than a screen of 320 px, naming what sticks out."""

    def check(page: Page) -> None:
        page.set_viewport_size(NARROW)
        wide = page.evaluate(WIDER)
        assert not wide, f"{page.url} is wider than 320 px:\n" + "\n".join(wide)

    return check


def refusal(words: str) -> bool:
    """Whether the browser only tells that a page was answered with one of our own refusals."""
    return any(f"status of {status} " in words for status in (403, 404, 409, 422, 429))


@pytest.fixture
def quiet(page: Page, live_server: Any) -> Iterator[Page]:
    """A page that fails the test at its end if the console told of a fault or anything was asked for from elsewhere."""
    heard: list[str] = []
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type in ("error", "warning") and not refusal(message.text) else None,
    )
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("request", lambda asked: None if asked.url.startswith((live_server.url, "data:")) else heard.append(f"asked for {asked.url}"))
    yield page
    assert not heard, heard


@pytest.fixture
def without_script(browser: Any) -> Iterator[Page]:
    """A page in a browser with JavaScript switched off."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
