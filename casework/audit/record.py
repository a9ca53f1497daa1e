"""The one way to write the audit trail. Other packages call these functions and nothing else of `audit`."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from casework.audit.models import ChangeEvent, ReadEvent

session_digest: ContextVar[str] = ContextVar("casework_session", default="")
_acting: ContextVar[dict[int, str] | None] = ContextVar("casework_acting", default=None)
# How many people's roles are held at a time: one request knows few.
_MOST = 16

_COLUMNS = ("at", "actor_id", "roles", "verb", "action", "object_type", "object_id", "case_id", "detail", "session_digest")
_INSERT = {
    model: f"INSERT INTO {model._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608 - names only
    for model in (ChangeEvent, ReadEvent)
}
# The person's name is written nowhere in the trail; failed sign-ins carry the digest of what was typed.
SIGNED_IN, SIGNED_OUT, SIGN_IN_FAILED = "LOGIN", "LOGOUT", "LOGIN_FAILED"


def digest(value: Any) -> str:
    """HMAC-SHA-256 of a value's text under the installation's digest key, hex: comparable, not readable."""
    return hmac.new(settings.DIGEST_KEY.encode(), str(value).encode(), hashlib.sha256).hexdigest()


def hold_roles(user_id: int, roles: Iterable[str]) -> None:
    """Say which roles the person holds now; `access` calls this when it loads a scope, and later events of theirs name them."""
    held = _acting.get() or {}
    _acting.set({**(held if len(held) < _MOST else {}), user_id: ",".join(sorted(roles))[:200]})


def attribute(actor: Any, action: str) -> None:
    """Say who makes the changes of this transaction and under which action: every version that its triggers keep carries it."""
    with connection.cursor() as cursor:
        about = json.dumps({"actor": getattr(actor, "pk", None), "action": action})
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [about])


def _acting_as(actor: Any) -> tuple[int | None, str]:
    """The actor's id, and the roles held now where `access` has said them."""
    actor_id = getattr(actor, "pk", None)
    return actor_id, (_acting.get() or {}).get(actor_id, "") if actor_id is not None else ""


def _write(
    model: type[ChangeEvent] | type[ReadEvent],
    actor: Any,
    verb: str,
    action: str,
    object_type: str,
    object_id: int | None,
    case_id: int | None,
    detail: dict[str, Any],
    through: BaseDatabaseWrapper | None = None,
) -> None:
    actor_id, roles = _acting_as(actor)
    values = [timezone.now(), actor_id, roles, verb, action, object_type, object_id, case_id]
    with (through or connection).cursor() as cursor:
        cursor.execute(_INSERT[model], [*values, json.dumps(detail, cls=DjangoJSONEncoder), session_digest.get()])


def changed(
    verb: str,
    *,
    actor: Any,
    action: str,
    subject: Any = None,
    case_id: int | None = None,
    fields: Sequence[str] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record a change inside the caller's transaction. `before` and `after` (field -> value) are stored as digests only."""
    name = subject._meta.model_name if subject is not None else ""
    _write(ChangeEvent, actor, verb, action, name, getattr(subject, "pk", None), case_id, _digests(fields, before, after))


def changed_all(
    verb: str,
    *,
    actor: Any,
    action: str,
    rows: Sequence[tuple[Any, int | None, Mapping[str, Any], Mapping[str, Any]]],
    fields: Sequence[str] = (),
) -> None:
    """Record many changes of one kind at once: (subject, case id, before, after) each, as `changed` would one by one."""
    if not rows:
        return
    acting, roles = _acting_as(actor)
    now, session = timezone.now(), session_digest.get()
    values = [
        (now, acting, roles, verb, action, subject._meta.model_name, subject.pk, case_id, _detail(fields, before, after), session)
        for subject, case_id, before, after in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT[ChangeEvent], values)


def _detail(fields: Sequence[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return json.dumps(_digests(fields, before, after), cls=DjangoJSONEncoder)


def _digests(fields: Sequence[str], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    names = sorted(set(fields) | set(before or ()) | set(after or ()))
    if names:
        detail["fields"] = names
    if before:
        detail["before"] = {name: digest(value) for name, value in before.items()}
    if after:
        detail["after"] = {name: digest(value) for name, value in after.items()}
    return detail


def viewed(
    verb: str, *, actor: Any, action: str, object_type: str, object_id: int | None = None, case_id: int | None = None, **detail: Any
) -> None:
    """Record a consultation before the response: VIEW, LIST (ids=[...]), SEARCH (term=digest), LOOK, REVEAL, DOWNLOAD, EXPORT.

    `ids` are primary keys of `object_type`; the trail of each of them then shows that it was on the list.
    """
    _write(ReadEvent, actor, verb, action, object_type, object_id, case_id, detail)


def refused(
    *, actor: Any, action: str, object_type: str = "", object_id: int | None = None, case_id: int | None = None, why: str = ""
) -> None:
    """Record a refusal so that it stays whatever becomes of the refused change; called only where denial becomes a response.

    Normally the refused transaction is over and this writes in one of its own. Inside an open transaction it writes through a
    second connection, because the first will be rolled back.
    """
    detail = {"why": why}
    with transaction.atomic() if _free() else _second() as through:
        _write(ChangeEvent, actor, "DENIED", action, object_type, object_id, case_id, detail, through)


def signed_in(actor: Any, *, how: str) -> None:
    """Record a sign-in; `how` is "password", or "password, code"."""
    _write(ChangeEvent, actor, SIGNED_IN, "", "user", actor.pk, None, {"how": how})


def signed_out(actor: Any, *, why: str = "asked") -> None:
    """Record the end of a session."""
    _write(ChangeEvent, actor, SIGNED_OUT, "", "user", actor.pk, None, {"why": why})


def sign_in_failed(name: str) -> None:
    """Record a failed sign-in: only the keyed digest of the user name that was typed, never the name or the password."""
    with transaction.atomic() if _free() else _second() as through:
        _write(ChangeEvent, None, SIGN_IN_FAILED, "", "user", None, None, {"name": digest(name.strip().lower())}, through)


def _free() -> bool:
    """Whether no transaction is open (the one in which a test runs does not count)."""
    return all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


class _second:
    """A connection of its own for one row."""

    def __enter__(self) -> BaseDatabaseWrapper:
        self.connection = connection.copy()
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
