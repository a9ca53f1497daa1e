"""Messages are rows written with the change that causes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class InAppMessage(models.Model):
    """A message in the application. `text` is read only after sign-in; `path` is the page that it leads to."""

    key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages_received")
    reference = models.CharField(max_length=20, blank=True)
    case_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], condition=Q(read_at__isnull=True), name="unread_messages")]


class OutboxMessage(models.Model):
    """An e-mail waiting, sent or dead. Names nobody: subject "Action due on STK-2026-000417". One row per key for ever.

    `message_id` is fixed when the row is made, so that a repeat after a crash carries the same one.
    """

    WAITING, SENT, DEAD, CANCELLED = "WAITING", "SENT", "DEAD", "CANCELLED"

    key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, default="EMAIL")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10,
        choices=[(WAITING, "Waiting"), (SENT, "Sent"), (DEAD, "Not delivered"), (CANCELLED, "Cancelled")],
        default=WAITING,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_attempt_at"], condition=Q(state="WAITING"), name="outbox_waiting")]
