"""The one way to send: rows written in the caller's transaction. Delivery happens later, from the rows alone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.audit.record import changed
from casework.errors import GuardFailed
from casework.outbox import hints, wording
from casework.outbox.models import InAppMessage, OutboxMessage

_COLUMNS = ("key", "user_id", "about", "reference", "case_id", "title", "text", "path")


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person. `key` with the person is unique for ever; `about` groups messages that may be withdrawn together.

    `title` and `text` are read in the application only, after sign-in, and never hold a protected fact. `action_due` chooses the
    e-mail's subject: "Action due on ..." or "Message about ...". `by_email` False is for news of the e-mail itself.
    """

    user_id: int
    key: str
    title: str
    text: str = ""
    reference: str = ""
    case_id: int | None = None
    path: str = ""
    about: str = ""
    action_due: bool = False
    by_email: bool = True


def send(
    *,
    user: Any,
    key: str,
    title: str,
    text: str = "",
    reference: str = "",
    case_id: int | None = None,
    path: str = "",
    about: str = "",
    action_due: bool = False,
) -> None:
    """Write one in-app message and one e-mail row for `user`. The same key for the same person changes nothing the second time."""
    send_all([Letter(user.pk, key, title, text, reference, case_id, path, about, action_due)])


_IN_APP = """
INSERT INTO casework_inappmessage (key, user_id, about, reference, case_id, title, text, path, created_at)
SELECT given.*, %s FROM json_to_recordset(%s) AS given(
  key text, user_id bigint, about text, reference text, case_id bigint, title text, text text, path text)
ON CONFLICT (key, user_id) DO NOTHING
"""
_EMAIL = """
INSERT INTO casework_outboxmessage (key, user_id, about, subject, body, message_id,
  channel, state, attempts, next_attempt_at, last_error, created_at)
SELECT given.*, 'EMAIL', 'WAITING', 0, %s, '', %s FROM json_to_recordset(%s) AS given(
  key text, user_id bigint, about text, subject text, body text, message_id text)
ON CONFLICT (key, user_id, channel) DO NOTHING
"""


def send_all(letters: Sequence[Letter]) -> int:
    """Write the rows of many letters with one statement a table; returns how many in-app messages are new.

    Silent about a key that is there already: a caller that runs twice must send once.
    """
    if not letters:
        return 0
    now = timezone.now()
    messages = [{name: getattr(each, name) for name in _COLUMNS} for each in letters]
    mailed = [each for each in letters if each.by_email]
    mail = [
        {
            "key": each.key,
            "user_id": each.user_id,
            "about": each.about,
            "subject": wording.subject(each.reference, action_due=each.action_due),
            "body": wording.body(each.path),
            "message_id": message_id,
        }
        for each, message_id in zip(mailed, wording.message_ids(len(mailed)), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_IN_APP, [now, json.dumps(messages)])
        new = cursor.rowcount
        cursor.execute(_EMAIL, [now, now, json.dumps(mail)])
    if new:
        hints.deliver_after_commit()
    return new


def withdraw(about: Iterable[str], *, user: Any = None) -> None:
    """Take back what is unsent and mark what is unread about these things, for everyone or for one person.

    What was sent or read stays as it was.
    """
    names = list(about)
    if not names:
        return
    now = timezone.now()
    unsent: QuerySet[OutboxMessage] = OutboxMessage.objects.filter(about__in=names, state=OutboxMessage.WAITING)
    unread: QuerySet[InAppMessage] = InAppMessage.objects.filter(about__in=names, read_at__isnull=True, withdrawn_at__isnull=True)
    if user is not None:
        unsent, unread = unsent.filter(user=user), unread.filter(user=user)
    unsent.update(state=OutboxMessage.CANCELLED)
    unread.update(withdrawn_at=now)


def mark_read(*, actor: Any, ids: Iterable[int]) -> int:
    """Mark these of the person's own messages as read; returns how many were unread. Others' are left alone, without a word."""
    with transaction.atomic():
        mine = InAppMessage.objects.filter(user=actor, pk__in=list(ids), read_at__isnull=True)
        read = list(mine.values_list("pk", flat=True))
        InAppMessage.objects.filter(pk__in=read).update(read_at=timezone.now())
        if read:
            changed("UPDATE", actor=actor, action="work.own", fields=("read_at",), subject=None)
        return len(read)


def send_again(*, actor: Any, row_id: int) -> OutboxMessage:
    """Let an undelivered e-mail start anew, with the same Message-ID. The caller has checked that `actor` may.

    GuardFailed when it is not undelivered any more.
    """
    with transaction.atomic():
        row = (
            OutboxMessage.objects.select_for_update(of=("self",)).select_related("user").filter(pk=row_id, state=OutboxMessage.DEAD).first()
        )
        if row is None:
            raise GuardFailed("This e-mail is not among the undelivered any more.")
        row.state, row.attempts, row.next_attempt_at, row.died_at = OutboxMessage.WAITING, 0, timezone.now(), None
        row.save(update_fields=["state", "attempts", "next_attempt_at", "died_at"])
        changed("UPDATE", actor=actor, action="mail.undelivered", subject=row, fields=("state",))
        hints.deliver_after_commit()
        return row
