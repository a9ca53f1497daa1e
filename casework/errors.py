"""The four ways in which a service says no. One place (`pages.denials`) turns them into responses."""

from typing import Any


class CaseworkError(Exception):
    """Base of every refusal that a page knows how to show."""


class Hidden(CaseworkError):
    """The record does not exist for this person: the same 404 whether unknown, restricted or in conflict.

    `case_id` is for the trail only: whose case it was that somebody was not to know of.
    """

    def __init__(self, *, case_id: int | None = None) -> None:
        super().__init__()
        self.case_id = case_id


class Forbidden(CaseworkError):
    """The person may see the record but not do this; `reason` is a plain sentence for the page (403)."""

    def __init__(self, reason: str, *, action: str = "", case_id: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.action = action
        self.case_id = case_id


class GuardFailed(CaseworkError):
    """A rule refuses the change. `problems` is a list of (form field or None, sentence)."""

    def __init__(self, problems: "list[tuple[str | None, str]] | str", field: str | None = None) -> None:
        if isinstance(problems, str):
            problems = [(field, problems)]
        super().__init__("; ".join(sentence for _, sentence in problems))
        self.problems = problems


class Conflict(CaseworkError):
    """Somebody else changed the record first. Both texts are kept: `current` is stored, `yours` was typed (field -> text)."""

    def __init__(self, current: dict[str, Any], yours: dict[str, Any], version: int | None = None) -> None:
        super().__init__("changed by someone else")
        self.current = current
        self.yours = yours
        self.version = version
