"""The browser of the tests marked `browser`: where it is, and what happens when it is not there.

Without a Chromium those tests are deselected and the summary says so; with CI=true that is a failure instead. The pages are drawn
with the design system when the checkout (or CASEWORK_ASSETS_DIR) has it, and with the plain style sheet when not.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LEFT_OUT = pytest.StashKey[int]()

# Playwright's loop runs in the main thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def executable() -> str | None:
    """The path of the browser: CASEWORK_CHROMIUM, else the first of the usual names on the path."""
    named = os.environ.get("CASEWORK_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser, or fail where they must run."""
    wanting = [item for item in items if item.get_closest_marker("browser")]
    if not wanting or executable():
        return
    config.stash[LEFT_OUT] = len(wanting)
    config.hook.pytest_deselected(items=wanting)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a browser test fails, show which page stood there and what it said."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if page is not None and report.when == "call" and report.failed:
        report.sections.append(("Page", _shown(page)))
    return report


def _shown(page: Any) -> str:
    from playwright.sync_api import Error

    try:
        return f"{page.url}\n{page.locator('body').inner_text(timeout=5000)[:4000]}"
    except Error as error:
        return f"{page.url}\n(the page does not answer: {error})"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a parallel worker left out: each collects everything, so the last one's number is the number."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the number on, or fail the run where the browser tests had to run."""
    number = session.config.stash.get(LEFT_OUT, 0)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = number
    elif number and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    number = config.stash.get(LEFT_OUT, 0)
    if number:
        wrong = ", which is a failure here because CI=true" if os.environ.get("CI") == "true" else ""
        line = f"{number} browser tests were left out: there is no Chromium here (install one or set CASEWORK_CHROMIUM){wrong}."
        terminalreporter.write_line(line, yellow=True)
