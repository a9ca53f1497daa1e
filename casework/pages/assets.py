"""Which parts of the design system this installation has. Pages must read well when it has none of them."""

import functools

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from casework.pages import sheet


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
    """The names of the style sheets of a page: the joint one of an installation; in the source the design system's and ours in order;
    the plain one alone where there is no design system."""
    if hasattr(staticfiles_storage, "hashed_files") and has_static(sheet.NAME):
        return [sheet.NAME]
    if has_static(sheet.PARTS[0]):
        return [name for name in sheet.PARTS if has_static(name)] + [sheet.OWN]
    return ["plain.css"]
