"""One light style sheet for every page: of the design system only the rules for components that our pages use, then our own.

GOV.UK's and MoJ's sheets come to 230 KB; a case page uses a fifth of that. What is used is read from the templates, the macros that
they import and our Python, by component: `govuk-tag--red` anywhere keeps the whole of `govuk-tag`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import govuk_frontend_jinja
from django.conf import settings

NAME = "page.css"
PARTS = ("govuk-frontend.min.css", "moj-frontend.min.css")
OWN = "casework.css"

_CLASS = re.compile(r"(?:govuk|moj|probation)-[A-Za-z0-9!_-]+")
_SELECTED = re.compile(r"\.((?:govuk|moj|probation)-(?:\\.|[A-Za-z0-9_-])+)")
_NOT = re.compile(r":not\([^)]*\)")
_MACRO = re.compile(r"govuk_frontend_jinja/((?:components|macros)/[a-z-]+(?:/macro)?\.html)")
_NESTING = ("@media", "@supports", "@-moz-document")
_MACROS = Path(govuk_frontend_jinja.__file__).parent / "templates"


def component(name: str) -> str:
    """The component that a class belongs to: `govuk-tag` for `govuk-tag--red` and for `govuk-tag__x`."""
    return name.partition("__")[0].partition("--")[0].rstrip("-")


def used() -> frozenset[str]:
    """The components that our templates, the macros they import, our Python and our script name."""
    waiting = [
        *Path(settings.BASE_DIR, "templates").rglob("*.html"),
        *Path(settings.BASE_DIR, "casework").rglob("*.py"),
        *Path(settings.BASE_DIR, "casework/pages/static").glob("*.js"),
    ]
    seen: set[Path] = set()
    found: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        found.update(component(name) for name in _CLASS.findall(text))
        waiting += [_MACROS / macro for macro in _MACRO.findall(text)]
    return frozenset(found)


def blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """The rules of a minified sheet one after another: (what stands before the brace, what stands in it or None for a statement)."""
    at = start = 0
    while at < len(css):
        at = _skip(css, at, "{;")
        if at >= len(css):
            break
        before = css[start:at].strip()
        if css[at] == ";":
            yield before, None
            start = at = at + 1
            continue
        depth, inside = 1, at + 1
        while depth:
            at = _skip(css, at + 1, "{}")
            depth += 1 if css[at] == "{" else -1
        yield before, css[inside:at]
        start = at = at + 1


def _skip(css: str, at: int, wanted: str) -> int:
    """The place of the next wanted character outside texts, addresses and comments."""
    while at < len(css) and css[at] not in wanted:
        if css[at] in "\"'":
            at = css.index(css[at], at + 1)
        elif css[at] == "(":
            at = _skip(css, at + 1, ")")
        elif css.startswith("/*", at):
            at = css.index("*/", at) + 1
        at += 1
    return at


def lighten(css: str, components: frozenset[str]) -> str:
    """The sheet without the rules that only concern other components of the design system."""
    made = []
    for before, inside in blocks(css):
        if inside is None:
            if not before.startswith("@charset"):
                made.append(before + ";")
        elif before.startswith(_NESTING):
            if inner := lighten(inside, components):
                made.append(f"{before}{{{inner}}}")
        elif before.startswith("@"):
            made.append(f"{before}{{{inside}}}")
        elif kept := [each for each in _selectors(before) if _concerns(each, components)]:
            made.append(f"{','.join(kept)}{{{inside}}}")
    return "".join(made)


def _selectors(text: str) -> list[str]:
    parts, at, start = [], 0, 0
    while at < len(text):
        at = _skip(text, at, ",")
        parts.append(text[start:at])
        start = at = at + 1
    return parts


def _concerns(selector: str, components: frozenset[str]) -> bool:
    names = _SELECTED.findall(_NOT.sub("", selector))
    return all(component(name.replace("\\", "")) in components for name in names)


def join(parts: list[str], own: str) -> str:
    """The one sheet: the design system's parts lightened, then ours without its comments."""
    components = used()
    light = "".join(lighten(part, components) for part in parts)
    return '@charset "UTF-8";' + light + re.sub(r"/\*.*?\*/|\n\s*", "", own, flags=re.DOTALL)
