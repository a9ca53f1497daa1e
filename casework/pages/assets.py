"""Which parts of the design system this installation has. Pages must read well when it has none of them."""

import functools

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


@functools.lru_cache(maxsize=64)
def _present(name: str, root: str) -> bool:
    # Collected files serve production; the finders answer in tests and before anything was collected.
    return bool(staticfiles_storage.exists(name) if root else False) or finders.find(name) is not None


def has_static(name: str) -> bool:
    """Whether the static file `name` is there. Remembered for the life of the process: assets arrive before the server starts."""
    return _present(name, str(settings.STATIC_ROOT or ""))


def forget() -> None:
    """Look again: for whoever has just fetched or removed assets in this process, and for tests."""
    _present.cache_clear()


def stylesheets() -> list[str]:
    """The names of the style sheets of a page, in order: the design system's and ours, or the plain one alone."""
    if has_static("govuk-frontend.min.css"):
        return [name for name in ("govuk-frontend.min.css", "moj-frontend.min.css") if has_static(name)] + ["casework.css"]
    return ["plain.css"]
