"""Reading messages: a person's own, and e-mail that could not be delivered."""

from typing import Any

from django.db.models import Q, QuerySet

from casework.outbox.models import InAppMessage, OutboxMessage

UNREAD = Q(read_at__isnull=True, withdrawn_at__isnull=True)


def messages_of(user: Any, *, unread: bool = False) -> QuerySet[InAppMessage]:
    """The person's messages; with `unread` only those neither read nor withdrawn."""
    mine = InAppMessage.objects.filter(user=user)
    return mine.filter(UNREAD) if unread else mine


def message_of(user: Any, pk: int) -> InAppMessage | None:
    """One of the person's own messages, or None."""
    return InAppMessage.objects.filter(user=user, pk=pk).first()


def undelivered() -> QuerySet[OutboxMessage]:
    """E-mail that was given up, with whom it was for."""
    return OutboxMessage.objects.filter(state=OutboxMessage.DEAD).select_related("user")
