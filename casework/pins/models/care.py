"""Care for the recipient: what any contact about a notice showed of vulnerability and of the risk of suicide, and the referral."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.pins.models.notice import Notice


class NoticeContactHow(models.TextChoices):
    """How the recipient and the police were in touch."""

    CALL_IN = "CALL_IN", "The recipient rang"
    CALL_OUT = "CALL_OUT", "The recipient was rung"
    VISIT = "VISIT", "Face to face"
    STATION = "STATION", "At a police station"
    LETTER = "LETTER", "Letter or e-mail"
    OTHERS = "OTHERS", "Through somebody else"


class RecipientRisk(models.TextChoices):
    """What was found of the risk of suicide or self-harm. Not asking is an answer of its own."""

    NONE = "NONE", "Asked, none found"
    SOME = "SOME", "Some risk"
    IMMEDIATE = "IMMEDIATE", "Immediate risk to life"
    NOT_ASKED = "NOT_ASKED", "Not asked"


class DutyToRefer(models.TextChoices):
    """What became of the duty to refer."""

    NOT_NEEDED = "NOT_NEEDED", "No vulnerability or risk was found"
    MADE = "MADE", "Referred"
    NOT_MADE = "NOT_MADE", "Not referred"


class NoticeContact(models.Model):
    """One contact about a notice with its recipient. Append-only.

    Whoever finds vulnerability or a risk of suicide has the duty to refer: `referral` says to whom and when, or why not.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="contacts")
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=NoticeContactHow)
    vulnerability = models.TextField(blank=True)
    suicide_risk = models.CharField(max_length=10, choices=RecipientRisk)
    said = models.TextField(blank=True)
    referral = models.CharField(max_length=10, choices=DutyToRefer)
    referred_to = models.CharField(max_length=120, blank=True)
    referred_at = models.DateTimeField(null=True, blank=True)
    why_not = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "contact about a notice"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(referral=DutyToRefer.MADE) | (~Q(referred_to="") & Q(referred_at__isnull=False)))
                & (~Q(referral=DutyToRefer.NOT_MADE) | ~Q(why_not="")),
                name="contact_referral_said",
            ),
            models.CheckConstraint(
                condition=~Q(referral=DutyToRefer.NOT_NEEDED)
                | (Q(vulnerability="") & Q(suicide_risk__in=[RecipientRisk.NONE, RecipientRisk.NOT_ASKED])),
                name="contact_duty_to_refer",
            ),
        ]
