"""The environment of our own templates, and the one of the GOV.UK macros that they import.

Our templates stop at an undefined name; the GOV.UK macros read keys that callers may leave out, so they are loaded by an
environment of their own that reads such a key as empty.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, Template

from casework.pages import assets, dates, govuk, links, ways, whys

GOVUK = "govuk_frontend_jinja"


class Lenient(PrefixLoader):
    """Loads the GOV.UK macros into an environment where a missing key is empty, whoever asks for them."""

    def __init__(self) -> None:
        super().__init__({GOVUK: PackageLoader(GOVUK)})
        self.own = Environment(loader=self, autoescape=True, undefined=ChainableUndefined)

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The template `name`, compiled for the lenient environment."""
        if environment is self.own:
            return super().load(environment, name, globals)
        self.get_source(environment, name)  # raises TemplateNotFound in the caller's environment for every other prefix
        return self.own.get_template(name)


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address called `name`; arguments by position or by keyword, as in `reverse`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def frame_of(request: HttpRequest) -> Any:
    """The frame that the middleware made for this request, or None where it did not run."""
    return getattr(request, "frame", None)


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend uses for `templates/`."""
    options["loader"] = ChoiceLoader([options["loader"], Lenient()])
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701  autoescape is in the options
    helpers: dict[str, Callable[..., Any]] = {
        "url": url,
        "static": static,
        "has_static": assets.has_static,
        "frame_of": frame_of,
        "why_of": whys.why_of,
        "messages_of": get_messages,
        "with_query": links.with_query,
        "way": ways.way,
        "stylesheets": assets.stylesheets,
        "component_of": govuk.component,
        "params_of": govuk.params,
    }
    made.globals.update(helpers)
    made.filters.update(
        {
            "undriven": govuk.undriven,
            "day": dates.day,
            "short_day": dates.short_day,
            "when": dates.when,
            "clock_time": dates.clock_time,
            "ago": dates.ago,
        }
    )
    return made
