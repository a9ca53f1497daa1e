"""Force legal's privileged advice and reviews, and the superintendent's authority."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.models.application import Application


class LegalAdvice(models.Model):
    """A privileged comment on one part of a draft. Append-only; read only by those with the action `advice.view`.

    `part` is the section of the draft, or "condition" with the condition's key and text as they were. `text` never leaves this
    table: not in events, audit, exports, bundles or messages.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="advice")
    part = models.CharField(max_length=20)
    condition_key = models.BigIntegerField(null=True)
    condition_text = models.TextField(blank=True)
    text = models.TextField()
    seen_version = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    @property
    def settled(self) -> bool:
        """True once force legal holds it for settled."""
        return any(reply.resolves for reply in self.replies.all())


class ReviewOutcome(models.TextChoices):
    """What force legal decided."""

    APPROVED = "APPROVED", "Approved"
    RETURNED = "RETURNED", "Returned with reasons"
    REFUSED = "REFUSED", "Not supported"


class LegalReview(models.Model):
    """One legal review, append-only. `reasons` and `checklist` are privileged; the draft's author reads the reasons.

    `draft` is the draft as it was reviewed (part to text), so that the next review can say what changed since.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome)
    reasons = models.TextField(blank=True)
    checklist = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    seen_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=ReviewOutcome.values), name="review_outcome_known"),
            models.CheckConstraint(condition=Q(outcome=ReviewOutcome.APPROVED) | ~Q(reasons=""), name="review_gives_reasons"),
        ]


class Authority(models.Model):
    """The superintendent's decision, append-only: whether it appears to the chief officer that s.1(1) is met, and why."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="authorities")
    authoriser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rank = models.CharField(max_length=30)
    given = models.BooleanField()
    rationale = models.TextField()
    seen_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(rationale=""), name="authority_gives_reasons")]
