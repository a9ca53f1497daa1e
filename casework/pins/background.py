"""What later stages know of the two people of a notice: each gives a function, `casework/flow.py` lists them (NOTICE_BACKGROUND)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.pins.models import Notice


@dataclass(frozen=True)
class Line:
    """One thing: in words, and where it is."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Source:
    """`lines(user, notice)` gives what the reader may see of it; it asks the predicate itself."""

    title: str
    lines: Callable[[Any, Notice], list[Line]]


_sources: list[Source] = []


def wire(sources: Sequence[Source]) -> None:
    """Install the sources; called once by the app's start-up."""
    _sources[:] = sources


def collect(user: Any, notice: Notice) -> list[tuple[str, list[Line]]]:
    """Every source's title with its lines, in the order of the journey. The caller has checked that the reader may read of the people."""
    return [(source.title, source.lines(user, notice)) for source in _sources]
