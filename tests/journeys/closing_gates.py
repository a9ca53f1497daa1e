"""What the page of closing shows of each gate while a case is worked, and whether pages fit a telephone on the way."""

import os
from typing import Any

from casework.flow import CLOSING_GATES
from tests.browser.conftest import NARROW, WIDER
from tests.journeys.driver import Walk

WIDE = {"width": 1280, "height": 900}
TITLES = [gate.title for gate in CLOSING_GATES]


def narrow_enough(walk: Walk, path: str) -> None:
    """The page fits a telephone."""
    walk.page.set_viewport_size(NARROW)
    walk.go(path)
    wide = walk.page.evaluate(WIDER)
    photograph(walk, f"narrow-{path.strip('/').replace('/', '-')}")
    walk.page.set_viewport_size(WIDE)
    assert not wide, (path, wide)


def photograph(walk: Walk, name: str) -> None:
    """The page as it looks, where somebody asked for pictures."""
    folder = os.environ.get("CASEWORK_PICTURES")
    if folder:
        walk.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


class Gates:
    """What the closing page has shown of each gate: shut first, open later."""

    def __init__(self, walk: Walk, officer: Any) -> None:
        self.walk, self.officer, self.at = walk, officer, ""
        self.shut: dict[str, str] = {}
        self.opened: set[str] = set()

    def now(self) -> dict[str, list[tuple[str, str]]]:
        """Title -> (what is missing, where it leads), as the officer reads the page; empty for a gate that is open."""
        self.walk.be(self.officer)
        self.walk.go(f"{self.at}closing/")
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.walk.page.locator("#main li[data-ref]").all():
            title = row.locator(".govuk-task-list__name-and-hint > div").first.inner_text()
            links = [(link.inner_text(), link.get_attribute("href") or "") for link in row.locator("a").all()]
            status = row.locator(".govuk-task-list__status").inner_text().strip()
            assert status == ("Missing" if links else "Done"), (title, status, links)
            found[title] = links
        assert list(found) == TITLES
        assert self.walk.page.get_by_role("button", name="Ask a supervisor to close the case").count() == (not any(found.values()))
        return found

    def are_shut(self, wanted: dict[str, tuple[str, str]]) -> None:
        """Each of these says what is missing and leads to a page at that address, which can be opened."""
        found = self.now()
        for title, (words, way) in wanted.items():
            (href,) = [to for said, to in found[title] if words in said] or [""]
            assert way in href, (title, words, found[title])
            self.shut[title] = words
            self.walk.go(href)

    def are_open(self, *titles: str) -> None:
        """Each of these was shut and is passed now."""
        found = self.now()
        for title in titles:
            assert title in self.shut and not found[title], (title, found[title])
            self.opened.add(title)
