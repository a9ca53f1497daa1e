"""What the defendant must notify (SPA 2019 ss.9, 10) and what was notified."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.orders import flow
from casework.orders.models.order import Order
from casework.people.models import ProtectedFact


class DutyTrigger(models.TextChoices):
    """What started the duty; each has its own rule."""

    FIRST = "FIRST", "First notification after service (s.9(1))"
    NAME = "NAME", "A name not yet notified was used (s.9(3))"
    ADDRESS = "ADDRESS", "The home address changed (s.9(4))"
    REGISTER_ENDED = "REGISTER_ENDED", "The sex-offender register no longer applies (s.9(7))"


@pghistory.track(model_name="NotificationDutyHistory")
class NotificationDuty(models.Model):
    """One duty of the defendant, one per trigger. Its last day is the clock's; `due_on` repeats it (inclusive) for lists."""

    MACHINE = "notification"
    MOVES = flow.DUTY_MOVES

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="duties")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    trigger = models.CharField(max_length=14, choices=DutyTrigger, default=DutyTrigger.FIRST)
    trigger_on = models.DateField()
    state = models.CharField(max_length=14, choices=flow.DUTY_STATES)
    due_on = models.DateField(null=True, blank=True)
    doubt = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["trigger_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.DUTY_STATES]), name="duty_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[flow.PENDING, flow.OVERDUE]) | Q(due_on__isnull=False), name="running_duty_has_due"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(trigger="FIRST") & ~Q(state=flow.CANCELLED), name="one_first_notification_per_order"
            ),
        ]
        triggers = [pgtrigger.FSM(name="notification_moves", field="state", transitions=pairs(flow.DUTY_MOVES))]


class NotificationChannel(models.TextChoices):
    """Only in person, by word of mouth, at a police station counts (s.10(1)-(2))."""

    IN_PERSON = "IN_PERSON", "In person at a police station"


class Notification(models.Model):
    """One notification given (SPA 2019 s.10). Append-only. The address itself is a protected fact and stands only there.

    `of_no_fixed_abode` says that the address told is a place where the defendant can regularly be found (s.14(1)).
    """

    duty = models.ForeignKey(NotificationDuty, null=True, blank=True, on_delete=models.PROTECT, related_name="notifications")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="notifications")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=NotificationChannel, default=NotificationChannel.IN_PERSON)
    station = models.CharField(max_length=120)
    received_by = models.CharField(max_length=120)
    names = models.TextField()
    address = models.ForeignKey(ProtectedFact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of_no_fixed_abode = models.BooleanField(default=False)
    acknowledgement = models.CharField(max_length=60)
    prints_taken = models.BooleanField(default=False)
    photo_taken = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel=NotificationChannel.IN_PERSON), name="notification_is_in_person"),
            models.CheckConstraint(condition=~Q(station="") & ~Q(names="") & ~Q(acknowledgement=""), name="notification_is_whole"),
        ]
