"""How the victim can be reached without danger. The number or address itself is a protected fact and never stands here."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.cases.models import Case, CaseParty
from casework.people.models import ProtectedFact
from casework.safeguarding.models.contact import Method


class Frequency(models.TextChoices):
    """How often the victim wants to hear from the police."""

    EVENTS = "EVENTS", "When something happens"
    WEEKLY = "WEEKLY", "Every week"
    FORTNIGHTLY = "FORTNIGHTLY", "Every two weeks"
    MONTHLY = "MONTHLY", "Every month"
    ASKED = "ASKED", "Only when the victim asks, besides what the law requires"


@pghistory.track(model_name="SafeContactPlanHistory")
class SafeContactPlan(models.Model):
    """What was agreed with one victim about contact. Shown only to roles that are not masked for the victim.

    `fact` is the protected fact by which the victim is to be reached; its text is read by `access.reveal` alone. `not_to_leave` are
    phrases never to be left on a voicemail or in a message, `others` who else may answer and what they may be told.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_plans")
    party = models.OneToOneField(CaseParty, on_delete=models.CASCADE, related_name="contact_plan")
    frequency = models.CharField(max_length=12, choices=Frequency)
    methods = ArrayField(models.CharField(max_length=12, choices=Method))
    safe_times = models.TextField()
    not_to_leave = models.TextField(blank=True)
    others = models.TextField(blank=True)
    fact = models.ForeignKey(ProtectedFact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["case"])]
