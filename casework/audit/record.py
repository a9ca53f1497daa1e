"""The one way to write the audit trail. Other packages call these functions and nothing else of `audit`."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils import timezone

from casework.audit.models import ChangeEvent, ReadEvent

session_digest: ContextVar[str] = ContextVar("casework_session", default="")


def digest(value: Any) -> str:
    """HMAC-SHA-256 of a value's text under the installation's digest key, hex: comparable, not readable."""
    return hmac.new(settings.DIGEST_KEY.encode(), str(value).encode(), hashlib.sha256).hexdigest()


def _values(
    actor: Any, verb: str, action: str, object_type: str, object_id: int | None, case_id: int | None, detail: dict[str, Any]
) -> dict[str, Any]:
    return {
        "at": timezone.now(),
        "actor_id": getattr(actor, "pk", None),
        "verb": verb,
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
        "case_id": case_id,
        "detail": detail,
        "session_digest": session_digest.get(),
    }


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
    detail: dict[str, Any] = {}
    names = sorted(set(fields) | set(before or ()) | set(after or ()))
    if names:
        detail["fields"] = names
    if before:
        detail["before"] = {name: digest(value) for name, value in before.items()}
    if after:
        detail["after"] = {name: digest(value) for name, value in after.items()}
    name = subject._meta.model_name if subject is not None else ""
    ChangeEvent.objects.create(**_values(actor, verb, action, name, getattr(subject, "pk", None), case_id, detail))


def viewed(
    verb: str, *, actor: Any, action: str, object_type: str, object_id: int | None = None, case_id: int | None = None, **detail: Any
) -> None:
    """Record a consultation before the response: VIEW, LIST (ids=[...]), SEARCH (term=digest), LOOK, REVEAL, DOWNLOAD, EXPORT."""
    ReadEvent.objects.create(**_values(actor, verb, action, object_type, object_id, case_id, detail))


def refused(
    *, actor: Any, action: str, object_type: str = "", object_id: int | None = None, case_id: int | None = None, why: str = ""
) -> None:
    """Record a refusal, in a transaction of its own after the rollback; called only where denial becomes a response."""
    ChangeEvent.objects.create(**_values(actor, "DENIED", action, object_type, object_id, case_id, {"why": why}))
