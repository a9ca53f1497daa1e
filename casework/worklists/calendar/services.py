"""Making, replacing and stopping the secret address of a calendar."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.audit.record import changed
from casework.worklists.models import CalendarFeed

ACTION = "work.own"


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256, since a token is long and random."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_feed(*, actor: Any) -> str:
    """A new address for the person, in place of the former one if there was one. The token is returned once and never again."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        feed, made = CalendarFeed.objects.update_or_create(
            user=actor, defaults={"digest": digest(token), "made_at": timezone.now(), "read_at": None}
        )
        changed("CREATE" if made else "UPDATE", actor=actor, action=ACTION, subject=feed, fields=("digest",))
    return token


def stop_feed(*, actor: Any) -> None:
    """The person's address stops working. Nothing happens when there is none."""
    with transaction.atomic():
        feed = CalendarFeed.objects.filter(user=actor).first()
        if feed is not None:
            changed("DELETE", actor=actor, action=ACTION, subject=feed)
            feed.delete()


def feed_of(user: Any) -> CalendarFeed | None:
    """The person's address, if they have one."""
    return CalendarFeed.objects.filter(user=user).first()


def read_by(token: str) -> Any:
    """The person whose address this is, noting that it was read; None for an unknown address or a closed account."""
    open_accounts = CalendarFeed.objects.filter(user__is_active=True, user__deactivated_at__isnull=True)
    feed = open_accounts.select_related("user").filter(digest=digest(token)).first()
    if feed is None:
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
    return feed.user
