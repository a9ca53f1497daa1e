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
    """One duty of the defendant, one per trigger. Its last day is the clock's; `due_on` repeats it (inclusive) for lists.

    A missed duty is an offence from `failed_from`, the day after the last one (s.11(3)), and goes on until `failure_ended_at`, when it
    was notified after all (s.11(4)); it can be prosecuted once (s.11(5)). `considered` says why no offence is pursued.
    """

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
    failed_from = models.DateField(null=True, blank=True)
    failure_ended_at = models.DateTimeField(null=True, blank=True)
    considered = models.TextField(blank=True)

    class Meta:
        ordering = ["trigger_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.DUTY_STATES]), name="duty_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[flow.PENDING, flow.OVERDUE]) | Q(due_on__isnull=False), name="running_duty_has_due"
            ),
            models.CheckConstraint(condition=~Q(state=flow.NFA) | ~Q(considered=""), name="no_offence_says_why"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(trigger="FIRST") & ~Q(state=flow.CANCELLED), name="one_first_notification_per_order"
            ),
        ]
        triggers = [pgtrigger.FSM(name="notification_moves", field="state", transitions=pairs(flow.DUTY_MOVES))]


class NotificationChannel(models.TextChoices):
    """Only in person, by word of mouth, at a police station counts (s.10(1)-(2))."""

    IN_PERSON = "IN_PERSON", "In person at a police station"


class IdentityCheck(models.TextChoices):
    """Whether fingerprints or a photograph were asked for to verify identity (s.10(5)-(6)), and what came of it."""

    NOT_ASKED = "NOT_ASKED", "Not asked for"
    GIVEN = "GIVEN", "Asked for and allowed"
    REFUSED = "REFUSED", "Asked for and refused"


class StationBasis(models.TextChoices):
    """Why that station is the right one (SPA 2019 s.10(1)-(3))."""

    HOME = "HOME", "It is in the police area of the home address (s.10(1))"
    NEW_HOME = "NEW_HOME", "Told after the move: it is in the area of the new address (s.10(3))"
    OLD_HOME = "OLD_HOME", "Told before the move: it is in the area of the old address (s.10(3))"
    COURT = "COURT", "No home address in England and Wales: it is in the area of the court that last made an order (s.10(2))"
    ELSEWHERE = "ELSEWHERE", "None of these"


class Notification(models.Model):
    """One notification given (SPA 2019 s.10). Append-only. The address itself is a protected fact and stands only there.

    `of_no_fixed_abode` says that the address told is a place where the defendant can regularly be found (s.14(1)). Without an
    `acknowledgement` of its own one follows as an `Acknowledgement` (s.10(4)).
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
    acknowledgement = models.CharField(max_length=60, blank=True)
    station_basis = models.CharField(max_length=10, choices=StationBasis, blank=True)
    identity = models.CharField(max_length=10, choices=IdentityCheck, default=IdentityCheck.NOT_ASKED)
    identity_note = models.CharField(max_length=300, blank=True)
    prints_taken = models.BooleanField(default=False)
    photo_taken = models.BooleanField(default=False)
    late_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel=NotificationChannel.IN_PERSON), name="notification_is_in_person"),
            models.CheckConstraint(condition=~Q(station="") & ~Q(names=""), name="notification_is_whole"),
            models.CheckConstraint(condition=~Q(identity=IdentityCheck.REFUSED) | ~Q(identity_note=""), name="refused_identity_says_how"),
            models.CheckConstraint(condition=~Q(station_basis=StationBasis.ELSEWHERE), name="notification_is_at_the_right_station"),
        ]


class Acknowledgement(models.Model):
    """The written acknowledgement of a notification, where it came after the notification (SPA 2019 s.10(4)). Append-only."""

    notification = models.OneToOneField(Notification, on_delete=models.CASCADE, related_name="acknowledged_later")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="acknowledgement_has_its_reference")]
