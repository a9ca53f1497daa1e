"""Answers to force legal's comments, the summons before its service, and the prosecutors' own channel."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.models.application import Application
from casework.applications.models.court import Hearing
from casework.applications.models.review import LegalAdvice


class AdviceReply(models.Model):
    """What follows a privileged comment: an answer of the drafter or of force legal, or that force legal holds it for settled.

    Append-only and privileged like the comment: `text` never leaves this table. A comment is open until a reply `resolves` it.
    """

    advice = models.ForeignKey(LegalAdvice, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(blank=True)
    resolves = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(resolves=True) | ~Q(text=""), name="advice_reply_says_something"),
            models.UniqueConstraint(fields=["advice"], condition=Q(resolves=True), name="advice_resolved_once"),
        ]


class ProsecutorComment(models.Model):
    """A word between the prosecutors and the applicant's side, where a prosecution runs beside the application. Append-only.

    It is no legal advice to the force and stands apart from it: the prosecutors read all of it, and nothing privileged.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="prosecutor_comments")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="prosecutor_comment_says_something")]


class SummonsStepKind(models.TextChoices):
    """What comes before the service of a summons. Since 8 April 2024 the police prepare and serve it (MCR 1981 r.99(7))."""

    ISSUED = "ISSUED", "The court issued the summons"
    PREPARED = "PREPARED", "It was prepared for service"
    ATTEMPTED = "ATTEMPTED", "Service was attempted and failed"
    COURT_SERVES = "COURT_SERVES", "The court directed that others serve it"


class SummonsStep(models.Model):
    """One step of a summons to a hearing before it is served. Append-only."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="summons_steps")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="summons_steps")
    kind = models.CharField(max_length=12, choices=SummonsStepKind)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=SummonsStepKind.values), name="summons_step_kind_known")]
