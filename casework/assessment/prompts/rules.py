"""What an answer to a prompt, and to a case of the sample, must say. Pure."""

from typing import Any

from casework.reports.rules import REASON, Problems, short


def accept_problems(prompt: Any, *, reason: str) -> Problems:
    """Accepting needs no reason: the prompt gives them."""
    return []


def decline_problems(prompt: Any, *, reason: str) -> Problems:
    """Declining says why, in more than a word: it is read when the same comes up again."""
    return [("reason", f"Say in at least {REASON} characters why the prompt does not fit")] if short(reason, REASON) else []


def check_problems(missed: bool | None, reason: str) -> Problems:
    """A case of the sample is answered for yes or no, with what was looked at."""
    found: Problems = []
    if missed is None:
        found.append(("missed", "Choose whether a pattern was missed"))
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters what you looked at and what you found"))
    return found
