"""Versions belong to the record that a person edits; the second of two editors sees both texts and loses nothing."""

from typing import Any

from django.db import models
from django.db.models import F

from casework.errors import Conflict


def save_version(record: Any, expected: int, values: dict[str, Any]) -> None:
    """Write `values` if the record still has version `expected`, and raise it by one; else raise Conflict with both texts.

    Inside the caller's transaction. System updates do not come here, so they never raise a version.
    """
    manager: models.Manager[Any] = type(record)._default_manager
    if manager.filter(pk=record.pk, version=expected).update(version=F("version") + 1, **values):
        for name, value in values.items():
            setattr(record, name, value)
        record.version = expected + 1
        return
    now = manager.get(pk=record.pk)
    raise Conflict({name: getattr(now, name) for name in values}, dict(values), version=now.version)
