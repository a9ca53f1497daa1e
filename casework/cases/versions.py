"""Versions belong to the record that a person edits; the second of two editors sees both texts and loses nothing."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import F

from casework.errors import Conflict


def save_version(record: Any, expected: int, values: dict[str, Any], *, typed: Collection[str] | None = None) -> None:
    """Write `values` if the record still has version `expected`, and raise it by one; else raise Conflict with both texts.

    `typed` names the values that the person typed: only those stand in a Conflict, not what was worked out from them.
    Inside the caller's transaction. System updates do not come here, so they never raise a version.
    """
    manager: models.Manager[Any] = type(record)._default_manager
    if manager.filter(pk=record.pk, version=expected).update(version=F("version") + 1, **values):
        for name, value in values.items():
            setattr(record, name, value)
        record.version = expected + 1
        return
    now = manager.get(pk=record.pk)
    names = list(values) if typed is None else [name for name in values if name in typed]
    raise Conflict({name: getattr(now, name) for name in names}, {name: values[name] for name in names}, version=now.version)
