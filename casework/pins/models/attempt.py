"""Attempts to make a notice after notices stopped, and papers let through by exception: for professional standards, and counted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.pins.models.notice import NoticeKind
from casework.staff.models import Force


class Road(models.TextChoices):
    """By which road it was tried."""

    REGISTER = "REGISTER", "Typed into the register"
    IMPORT = "IMPORT", "A row of an import"
    PAPER = "PAPER", "A paper for the suspect"


class NoticeAttempt(models.Model):
    """One attempt: refused, or for a paper `excepted` by an inspector with a reason. It makes no notice.

    What a quarantined row or a paper says is kept sealed and opened for professional standards alone; `source` says where it came from
    without naming anybody. `key` tells one row or paper from another, so that the same one tried again through an import counts once.
    It is written in a transaction of its own, and refers to people and cases by number only, so that nothing rolled back takes it along.
    """

    force = models.ForeignKey(Force, on_delete=models.PROTECT, db_constraint=False)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, db_constraint=False, related_name="+")
    road = models.CharField(max_length=10, choices=Road)
    kind = models.CharField(max_length=20, choices=NoticeKind, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=64, blank=True)
    reasons = models.JSONField(default=list)
    sealed = models.BinaryField(null=True)
    key_id = models.CharField(max_length=40, blank=True)
    excepted = models.BooleanField(default=False)
    exception_reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conclusion = models.TextField(blank=True)

    class Meta:
        verbose_name = "attempt to make a notice"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["force", "-at"])]
        constraints = [
            models.UniqueConstraint(fields=["force", "road", "key"], condition=~Q(key=""), name="attempt_of_one_source_once"),
            models.CheckConstraint(condition=Q(excepted=False) | ~Q(exception_reason=""), name="exception_has_reason"),
            models.CheckConstraint(condition=Q(concluded_at__isnull=True) | Q(concluded_by__isnull=False), name="attempt_concluded_by"),
        ]
