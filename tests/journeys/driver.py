"""Walking through pages as their users do: one signed-in browser, forms filled in by the names of their fields."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page


def moment(hours_ago: float = 0, *, days_ahead: int = 0) -> str:
    """A moment as it is typed, on London's clock."""
    at = timezone.localtime(timezone.now() - timedelta(hours=hours_ago) + timedelta(days=days_ahead))
    return f"{at.day}/{at.month}/{at.year} {at:%H:%M}"


def day(ahead: int = 0) -> str:
    """A day as it is typed."""
    at = timezone.localdate() + timedelta(days=ahead)
    return f"{at.day}/{at.month}/{at.year}"


def at_nine(ahead: int) -> datetime:
    """A minute past nine in the morning, London, so many days ahead."""
    return timezone.localtime(timezone.now() + timedelta(days=ahead)).replace(hour=9, minute=1, second=0, microsecond=0)


class Walk:
    """One person after another at one browser. Every page that is met is checked with axe once for each person and address."""

    def __init__(
        self, page: Page, base: str, sign_in: Callable[[Page, Any], Page], axe: Callable[..., None], roads: Callable[[str], str]
    ) -> None:
        self.page, self.base, self._sign_in, self._axe, self._road = page, base, sign_in, axe, roads
        self.checked: set[str] = set()

    def be(self, user: Any) -> None:
        """Somebody else sits down."""
        self.page.context.clear_cookies()
        self._sign_in(self.page, user)

    def go(self, path: str) -> None:
        """Open a page and check it."""
        answer = self.page.goto(self.base + path)
        assert answer is not None and answer.status == 200, (path, answer.status if answer else None, self.text()[:400])
        self.check()

    def check(self) -> None:
        """axe, once for each kind of page."""
        path = self.page.url.removeprefix(self.base).split("?")[0]
        kind = self._road(path)
        if kind not in self.checked:
            self.checked.add(kind)
            self._axe(self.page)

    def text(self) -> str:
        """The words of the page."""
        return self.page.locator("#main").inner_text()

    def fill(self, path: str, values: dict[str, Any], *, button: str = "", refused: bool = False) -> None:
        """Open a page, answer its form and send it. The next page must not be a refusal, unless one is expected."""
        self.go(path)
        for name, value in values.items():
            self._answer(name, value)
        form = self.page.locator("#main form[method=post]").last
        with self.page.expect_navigation():
            (
                form.get_by_role("button", name=button)
                if button
                else form.locator("button.govuk-button:not(.govuk-button--secondary)").first
            ).click()
        found = self.page.locator(".govuk-error-summary")
        if not refused:
            assert found.count() == 0, (path, found.inner_text())
        self.check()

    def _answer(self, name: str, value: Any) -> None:
        field = self.page.locator(f'#main [name="{name}"]')
        assert field.count(), f"no field {name} on {self.page.url}"
        kind = field.first.evaluate("each => each.tagName + ':' + (each.type || '')")
        if kind == "INPUT:radio":
            self._of(field, str(value)).check()
        elif kind == "INPUT:checkbox":
            for one in value if isinstance(value, list) else [value]:
                (field.first if one is True else self._of(field, str(one))).check()
        elif kind.startswith("SELECT"):
            field.select_option(label=value[6:]) if str(value).startswith("label:") else field.select_option(str(value))
        else:
            field.fill(str(value))

    @staticmethod
    def _of(field: Locator, value: str) -> Locator:
        for at in range(field.count()):
            if field.nth(at).get_attribute("value") == value:
                return field.nth(at)
        raise AssertionError(f"no choice {value}")
