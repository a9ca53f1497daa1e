"""A value of force policy between the law, its column and its reader."""

from datetime import date
from typing import Any

from casework.law import policy
from casework.law.policy import DEFAULTS, Value


def read_value(code: str, stored: Any) -> Value:
    """A stored value as the law takes it. KeyError for a code that there is not."""
    if DEFAULTS[code].unit == "date":
        return date.fromisoformat(stored) if stored is not None else None
    return tuple(stored) if isinstance(stored, list) else stored


def store_value(value: Value) -> Any:
    """A value of the law as its column holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def value_words(code: str, stored: Any, *, back_to_default: bool = False) -> str:
    """ "3 working days"; "the default, 24 hours"; the bare value of a code that the law no longer knows."""
    if code not in DEFAULTS:
        return str(stored)
    if back_to_default:
        return f"the default, {policy.in_words(code, DEFAULTS[code].value)}"
    return policy.in_words(code, read_value(code, stored))
