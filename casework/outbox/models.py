"""Messages are rows written with the change that causes them."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class InAppMessage(models.Model):
    """A message in the application: one per key and person. `text` is read only after sign-in; `path` is the page it leads to.

    `about` names what it is about ("clock:12"), so that an unread one can be withdrawn when that no longer holds; a withdrawn
    message stays on the page, marked, and no longer counts as unread.
    """

    key = models.CharField(max_length=120)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages_received")
    about = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    case_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "user"], name="one_message_per_key_and_person")]
        indexes = [
            models.Index(fields=["user", "-id"], name="messages_of_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True, withdrawn_at__isnull=True), name="unread_messages"),
            models.Index(fields=["about"], condition=Q(read_at__isnull=True, withdrawn_at__isnull=True), name="unread_messages_about"),
        ]


class OutboxMessage(models.Model):
    """An e-mail waiting, sent or dead: one per key, person and channel, for ever. Names nobody: "Action due on STK-2026-000417".

    `message_id` is fixed when the row is made, so that a repeat after a crash carries the same one. A worker takes a waiting row
    by moving `next_attempt_at` to the end of its lease; a row whose worker died becomes due again then. `attempts` counts leases.
    """

    WAITING, SENT, DEAD, CANCELLED = "WAITING", "SENT", "DEAD", "CANCELLED"
    EMAIL = "EMAIL"

    key = models.CharField(max_length=120)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=[(EMAIL, "E-mail")], default=EMAIL)
    about = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
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
    died_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "user", "channel"], name="one_delivery_per_key_person_and_channel")]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="WAITING"), name="outbox_waiting"),
            models.Index(fields=["about"], condition=Q(state="WAITING"), name="outbox_waiting_about"),
            models.Index(fields=["-id"], condition=Q(state="DEAD"), name="outbox_dead"),
        ]
