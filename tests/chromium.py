"""The browser of the tests marked `browser`: where it is, and what happens when it is not there.

Without a Chromium those tests are deselected and the summary says so; with CI=true that is a failure instead. The pages are drawn
with the design system when the checkout (or CASEWORK_ASSETS_DIR) has it, and with the plain style sheet when not.
"""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LEFT_OUT = pytest.StashKey[int]()

_assets = Path(__file__).resolve().parent.parent / "var" / "assets"
if _assets.is_dir():
    os.environ.setdefault("CASEWORK_ASSETS_DIR", str(_assets))
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
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("The browser tests must run here, but there is no Chromium: install one or set CASEWORK_CHROMIUM.")
    config.stash[LEFT_OUT] = len(wanting)
    config.hook.pytest_deselected(items=wanting)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    number = config.stash.get(LEFT_OUT, 0)
    if number:
        terminalreporter.write_line(
            f"{number} browser tests were left out: there is no Chromium here (set CASEWORK_CHROMIUM).", yellow=True
        )
