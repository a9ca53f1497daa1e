"""The earlier values of a record, for those who may read the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.models
from django.db import models

from casework.access.predicate import masked, require
from casework.access.roads import case_of
from casework.audit.record import viewed
from casework.errors import Forbidden, Hidden
from casework.staff.models import User

# What one must be allowed to do to read the earlier values of a record, by model.
READS = {
    "appeal": "order.view",
    "application": "application.history",
    "arrest": "custody.view",
    "bail": "custody.view",
    "breach": "breach.view",
    "case": "case.view",
    "condition": "application.history",
    "cpsreferral": "charging.view",
    "hearing": "application.history",
    "incident": "incident.view",
    "notice": "pin.view",
    "notificationduty": "order.view",
    "order": "order.view",
    "orderchange": "application.history",
    "ordertransfer": "order.view",
    "point": "points.view",
    "referral": "contact.view",
    "reviewrequest": "contact.view",
    "safecontactplan": "victim.update",
    "serviceattempt": "order.view",
    "thirdpartyrequest": "contact.view",
}
# Kept by the system, of no interest to a reader.
UNSAID = {"id", "version", "next_deadline", "is_open"}


@dataclass(frozen=True)
class Changed:
    """One field of one version: its question, and the text before and after ("" for nothing)."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One change of a record: when, by whom ("" when the system itself), under which action, and which fields."""

    at: datetime
    by: str
    action: str
    fields: tuple[Changed, ...]


def history(user: Any, record: Any, *, most: int = 100) -> list[Version]:
    """The latest `most` versions of a record, newest first; the oldest of all is how it was made.

    Raises Hidden or Forbidden as the record's own page does, Forbidden also where the person would see it masked; LookupError for a
    model without history. The look is logged.
    """
    name = record._meta.model_name
    action = READS[name]
    case = case_of(record)
    if case is None:
        raise Hidden
    require(user, action, case)
    if masked(user, action, case):
        raise Forbidden("The earlier versions of this record are not shown to your role.", action=action, case_id=case.pk)
    viewed("HISTORY", actor=user, action=action, object_type=name, object_id=record.pk, case_id=case.pk)
    rows = list(_model_of(type(record))._default_manager.filter(pgh_obj_id=record.pk).order_by("-pgh_id")[: most + 1])
    shown, before = rows[:most], [*rows[1:], None]
    names = _names(rows)
    return [_version(row, earlier, names) for row, earlier in zip(shown, before[: len(shown)], strict=True)]


def _model_of(model: type[models.Model]) -> type[models.Model]:
    for event in pghistory.models.Event.__subclasses__():
        if getattr(event, "pgh_tracked_model", None) is model and not event._meta.abstract:
            return event
    raise LookupError(f"{model.__name__} keeps no history")


def _names(rows: list[Any]) -> dict[int, str]:
    """Names of all the staff that the versions mention, fetched at once."""
    ids: set[Any] = {(row.pgh_context or {}).get("actor") for row in rows}
    for row in rows:
        ids |= {getattr(row, field.attname) for field in row._meta.fields if field.related_model is User}
    return {user.pk: user.display_name for user in User.objects.filter(pk__in=ids - {None})}


def _version(row: Any, earlier: Any, names: dict[int, str]) -> Version:
    about = row.pgh_context or {}
    fields = []
    for field in row._meta.fields:
        if field.name.startswith("pgh_") or field.name in UNSAID:
            continue
        after = _text(row, field, names)
        before = _text(earlier, field, names) if earlier is not None else ""
        if before != after:
            fields.append(Changed(str(field.verbose_name).capitalize(), before, after))
    return Version(row.pgh_created_at, names.get(about.get("actor") or 0, ""), about.get("action", ""), tuple(fields))


def _text(row: Any, field: Any, names: dict[int, str]) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.related_model is User:
        return names.get(value, "")
    if field.is_relation:
        return str(getattr(row, field.name) or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "Yes" if value is True else "No" if value is False else str(value)
