"""Delivery of e-mail, at least once: every attempt carries the row's one Message-ID.

A worker takes one row at a time by a lease that outlives the longest task, sends it outside any transaction, and marks it sent after the
server's 250. Killed before that, the row comes up again when the lease ends: one repeat at most for each kill, and never a loss.
"""

import smtplib
import time
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.law.spans import seconds_from
from casework.outbox import alerts
from casework.outbox.models import OutboxMessage

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 60.0
MOST_ATTEMPTS = 15
FIRST_WAIT, LONGEST_WAIT = 60, 3600

CLAIM = """
UPDATE casework_outboxmessage SET attempts = attempts + 1, next_attempt_at = %(until)s
WHERE id = (
  SELECT id FROM casework_outboxmessage WHERE state = 'WAITING' AND next_attempt_at <= %(now)s
  ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


@dataclass
class Delivered:
    """What a run did: e-mails sent, put off to a later attempt, and given up."""

    sent: int = 0
    put_off: int = 0
    dead: int = 0


class ServerDown(Exception):
    """The mail server cannot be used now: no sense in trying the next row."""


def deliver(*, patience: float = PATIENCE_SECONDS) -> Delivered:
    """Send what waits until nothing does, the server fails, or `patience` seconds have gone. Not inside a transaction."""
    started, done = time.monotonic(), Delivered()
    mail: BaseEmailBackend = get_connection()
    try:
        while time.monotonic() - started < patience:
            row = claim(timezone.now())
            if row is None:
                break
            _attempt(row, mail, done)
    except ServerDown:
        log.warning("mail_server_down", put_off=done.put_off)
    finally:
        _close(mail)
    if done.dead:
        alerts.dead_letters()
    return done


def claim(now: datetime) -> OutboxMessage | None:
    """Lease the row that has waited longest, or None. The lease is committed before anything is sent."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": seconds_from(now, settings.OUTBOX_LEASE_SECONDS)})
        found = cursor.fetchone()
    return OutboxMessage.objects.select_related("user").get(pk=found[0]) if found else None


def _attempt(row: OutboxMessage, mail: BaseEmailBackend, done: Delivered) -> None:
    user = row.user
    if not user.is_active or user.deactivated_at:
        _finish(row, OutboxMessage.CANCELLED, "The account is closed.")
    elif not _writable(user.email):
        _finish(row, OutboxMessage.DEAD, "The account has no e-mail address that can be written to.")
        done.dead += 1
    elif row.attempts > MOST_ATTEMPTS:
        _finish(row, OutboxMessage.DEAD, row.last_error or "No attempt came to an end.")
        done.dead += 1
    else:
        _send(row, mail, done)


def _send(row: OutboxMessage, mail: BaseEmailBackend, done: Delivered) -> None:
    try:
        mail.open()  # kept open for the run; does nothing when it is open already
        mail.send_messages([letter(row)])
    except smtplib.SMTPRecipientsRefused as refusal:
        code = max((code for code, _ in refusal.recipients.values()), default=0)
        if code >= 500:
            _finish(row, OutboxMessage.DEAD, f"The mail server refused the address ({code}).")
            done.dead += 1
        else:
            _put_off(row, f"The mail server put the address off ({code}).", done)
    except smtplib.SMTPDataError as refusal:
        _put_off(row, f"The mail server did not take the message ({refusal.smtp_code}).", done)
    except (smtplib.SMTPException, OSError) as failure:
        _put_off(row, f"The mail server could not be used ({type(failure).__name__}).", done)
        raise ServerDown from failure
    else:
        now = timezone.now()
        # Whatever became of the row meanwhile, the e-mail is out: that is what the row must say.
        OutboxMessage.objects.filter(pk=row.pk).update(state=OutboxMessage.SENT, sent_at=now, last_error="")
        done.sent += 1


def _writable(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def letter(row: OutboxMessage) -> EmailMessage:
    """The e-mail of a row: the same words, the same Message-ID, at every attempt."""
    headers = {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [row.user.email], headers=headers)


def wait_after(attempts: int) -> int:
    """Seconds until the next attempt: a minute, doubled each time, at most an hour."""
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def _put_off(row: OutboxMessage, why: str, done: Delivered) -> None:
    if row.attempts >= MOST_ATTEMPTS:
        _finish(row, OutboxMessage.DEAD, why)
        done.dead += 1
        return
    then = seconds_from(timezone.now(), wait_after(row.attempts))
    _mine(row).update(next_attempt_at=then, last_error=why)
    done.put_off += 1


def _finish(row: OutboxMessage, state: str, why: str) -> None:
    died = timezone.now() if state == OutboxMessage.DEAD else None
    _mine(row).update(state=state, last_error=why, died_at=died)


def _mine(row: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The row, if nobody has leased it since and it still waits."""
    return OutboxMessage.objects.filter(pk=row.pk, attempts=row.attempts, state=OutboxMessage.WAITING)


def _close(mail: BaseEmailBackend) -> None:
    try:
        mail.close()
    except (smtplib.SMTPException, OSError):
        log.info("mail_server_gone_at_close")
