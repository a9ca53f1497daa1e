"""Attempts to serve an order. The date of service is the law's (MCR 1981 r.115), not the day on which it was sent."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.orders.models.order import Order, OrderVersion


class ServiceMethod(models.TextChoices):
    """How an order is served; the keys are those of the rule MCR-115."""

    HAND = "hand", "Handed to the defendant"
    LEGAL_REPRESENTATIVE = "legal_representative", "Handed to the defendant's legal representative"
    ELECTRONIC = "electronic", "Sent electronically"
    POST = "post", "Posted"
    CUSTODIAN = "custodian", "Given to the person who holds the defendant in custody"
    COURT_DIRECTED = "court_directed", "In the way that the court directed"
    PRINT_DATE = "print_date", "By the court; only the date of printing is known"


class ServicePlace(models.TextChoices):
    """Where it was handed over. A home address is never written down here."""

    HOME = "HOME", "At the defendant's home"
    STATION = "STATION", "At a police station"
    COURT = "COURT", "At court"
    PRISON = "PRISON", "In prison or custody"
    WORK = "WORK", "At work"
    STREET = "STREET", "In the street"
    OTHER = "OTHER", "Somewhere else"
    NONE = "NONE", "Not handed over: sent"


@pghistory.track(model_name="ServiceAttemptHistory")
class ServiceAttempt(models.Model):
    """One attempt at service. Kept whether it succeeded or not; the earliest valid one sets the order's date of service.

    `sent_at` is when it was handed over, sent, posted or printed (aware). `effective_on` is the day on which it counts as served: the
    law's (`basis` names the paragraph, `sum` holds the computation as stored by the rule), or one that was shown to be different.
    `order_version` is the version that was served: a varied order is served again. `printed_on` is the court's print date where the day of
    posting was found out later; both facts are kept (MCR 1981 r.67(3), r.115(5)).
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="service_attempts")
    order_version = models.ForeignKey(OrderVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="service_attempts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=ServiceMethod)
    sent_at = models.DateTimeField()
    succeeded = models.BooleanField()
    why_not = models.TextField(blank=True)
    server = models.CharField(max_length=120)
    place_kind = models.CharField(max_length=10, choices=ServicePlace)
    place = models.CharField(max_length=200, blank=True)
    identity_check = models.CharField(max_length=200, blank=True)
    terms_explained = models.BooleanField(default=False)
    notification_explained = models.BooleanField(default=False)
    copy_left = models.BooleanField(default=False)
    bwv_reference = models.CharField(max_length=60, blank=True)
    certificate_signed = models.BooleanField(default=False)
    certificate_signed_at = models.DateTimeField(null=True, blank=True)
    printed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    shown_otherwise = models.BooleanField(default=False)
    shown_why = models.TextField(blank=True)
    sum = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["order", "effective_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=ServiceMethod.values), name="service_method_known"),
            models.CheckConstraint(
                condition=Q(succeeded=True, effective_on__isnull=False) | Q(succeeded=False, effective_on__isnull=True),
                name="service_that_succeeded_has_its_date",
            ),
            models.CheckConstraint(condition=Q(succeeded=True) | ~Q(why_not=""), name="failed_service_says_why"),
            models.CheckConstraint(condition=Q(shown_otherwise=False) | ~Q(shown_why=""), name="other_service_date_says_why"),
        ]
