"""Hearings and the service of the summons."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.models.application import Application


class HearingKind(models.TextChoices):
    """What is to be heard."""

    INTERIM = "INTERIM", "Interim order"
    FIRST = "FIRST", "First hearing"
    FULL = "FULL", "Full hearing"


class HearingOutcome(models.TextChoices):
    """How a hearing ended."""

    ADJOURNED = "ADJOURNED", "Adjourned"
    INTERIM_MADE = "INTERIM_MADE", "Interim order made, full application adjourned"
    INTERIM_REFUSED = "INTERIM_REFUSED", "Interim order refused, full application adjourned"
    GRANTED = "GRANTED", "Order made"
    REFUSED = "REFUSED", "Refused"
    VACATED = "VACATED", "Did not take place"


@pghistory.track(model_name="HearingHistory")
class Hearing(models.Model):
    """One hearing. `at` is when it is listed for (aware); `outcome` is empty until it is recorded."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hearings")
    at = models.DateTimeField()
    court = models.CharField(max_length=120)
    court_code = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=HearingKind, default=HearingKind.FIRST)
    contested = models.BooleanField(null=True)
    outcome = models.CharField(max_length=16, choices=HearingOutcome, blank=True)
    outcome_note = models.TextField(blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(outcome=""), name="one_hearing_to_come"),
            models.CheckConstraint(condition=Q(outcome="") | Q(outcome_at__isnull=False), name="hearing_outcome_has_its_time"),
        ]


class SummonsMethod(models.TextChoices):
    """How a summons is served (MCR 1981 r.99(1)); the keys, in lower case, are those of the rule MCR-99."""

    HAND = "hand", "Handed to the defendant"
    LEGAL_REPRESENTATIVE = "legal_representative", "Handed to the legal representative"
    ELECTRONIC = "electronic", "Sent electronically"
    POST = "post", "Posted to the address where the defendant is believed to live"
    LEFT = "left", "Left at that address"
    CUSTODIAN = "custodian", "Given to the person who holds the defendant in custody"
    DX = "dx", "Document exchange"
    COURT_DIRECTED = "court_directed", "As the court directed"
    SYSTEM_DEPOSIT = "system_deposit", "Deposited on a system, with notice"


class SummonsService(models.Model):
    """How the summons was served and from when it counts as received. Append-only.

    `effective_on` is the law's day (rule MCR-99), or the day that was in fact proved. `basis` says which. `certificate_signed` is the
    certificate of the person who served it (MCR 1981 r.67).
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="summons_services")
    method = models.CharField(max_length=20, choices=SummonsMethod)
    sent_at = models.DateTimeField()
    server = models.CharField(max_length=120)
    effective_on = models.DateField()
    basis = models.CharField(max_length=200)
    certificate_signed = models.BooleanField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(certificate_signed=True), name="summons_service_is_certified")]
