"""Hearsay in a contested hearing (SI 1999/681): what was decided about it, the notices served, and what the parties did with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.models.application import Application
from casework.applications.models.court import Hearing


class HearsayPlanKind(models.TextChoices):
    """What moves or ends the duty to give notice before a contested hearing."""

    DIRECTED = "DIRECTED", "The court directed the day for the notice"
    NONE = "NONE", "No hearsay evidence is relied on"
    AGREED = "AGREED", "The other party agreed that no notice is needed (CEA 1995 s.2(3))"


class HearsayPlan(models.Model):
    """A decision of force legal or a direction of the court about hearsay notices. Append-only; the newest counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hearsay_plans")
    kind = models.CharField(max_length=10, choices=HearsayPlanKind)
    directed_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="DIRECTED", directed_on__isnull=False) | (~Q(kind="DIRECTED") & Q(directed_on__isnull=True))),
                name="directed_hearsay_has_its_day",
            ),
            models.CheckConstraint(condition=Q(kind__in=HearsayPlanKind.values), name="hearsay_plan_kind_known"),
        ]


class HearsayMethod(models.TextChoices):
    """How the notice went to the other party (SI 1999/681 r.6)."""

    HAND = "hand", "Handed over"
    POST = "post", "Posted"


class HearsayNotice(models.Model):
    """A hearsay notice as it was served on every other party and filed with the designated officer. Append-only.

    Its contents are those of r.3(4): (a) `says_hearsay`, (b) `proceedings`, (c) `says_adduced`, (d) `evidence`, (e) `maker`,
    (f) `why_not_called`. `effective_on` is the day of service: by post the second business day after posting (r.6).
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hearsay_notices")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="hearsay_notices")
    says_hearsay = models.BooleanField()
    proceedings = models.CharField(max_length=300)
    says_adduced = models.BooleanField()
    evidence = models.TextField()
    maker = models.CharField(max_length=200)
    why_not_called = models.TextField()
    served_on_whom = models.CharField(max_length=200)
    method = models.CharField(max_length=10, choices=HearsayMethod)
    sent_on = models.DateField()
    effective_on = models.DateField()
    filed_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(says_hearsay=True, says_adduced=True)
                & ~Q(proceedings="")
                & ~Q(evidence="")
                & ~Q(maker="")
                & ~Q(why_not_called=""),
                name="hearsay_notice_has_its_contents",
            ),
            models.CheckConstraint(condition=Q(effective_on__gte=models.F("sent_on")), name="hearsay_notice_served_once_sent"),
        ]

    def __str__(self) -> str:
        return f"hearsay notice of {self.sent_on:%d/%m/%Y}"


class HearsayStepKind(models.TextChoices):
    """What follows a hearsay notice, in the order of the rules."""

    PARTICULARS_ASKED = "PARTICULARS_ASKED", "The other party asked for particulars (CEA 1995 s.2(1)(b))"
    PARTICULARS_GIVEN = "PARTICULARS_GIVEN", "We gave the particulars"
    CROSS_SOUGHT = "CROSS_SOUGHT", "The other party applied to cross-examine the maker (r.4)"
    CROSS_LISTED = "CROSS_LISTED", "That application is to be heard"
    CROSS_TOLD = "CROSS_TOLD", "Notice of that hearing was served (r.4(4))"
    CREDIBILITY = "CREDIBILITY", "The other party gave notice that it attacks the maker's credibility (r.5)"
    MAKER_CALLED = "MAKER_CALLED", "We gave notice that the maker is called after all (r.5(4))"
    NOT_CALLED = "NOT_CALLED", "We do not call the maker after all"
    NOTHING = "NOTHING", "The other party's days passed and nothing came"


class HearsayStep(models.Model):
    """One thing that happened after a hearsay notice. Append-only; `on` is a London day, `heard_on` the day of the hearing it names."""

    notice = models.ForeignKey(HearsayNotice, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=HearsayStepKind)
    on = models.DateField()
    heard_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HearsayStepKind.values), name="hearsay_step_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="CROSS_LISTED") | Q(heard_on__isnull=False), name="listed_cross_examination_has_its_day"
            ),
        ]
