"""What a draft is built of: links from its grounds to the evidence, and its conditions."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.catalogue import CATEGORIES
from casework.applications.models.application import Application
from casework.assessment.models import RiskAssessment
from casework.evidence.models import Exhibit
from casework.people.models import Person
from casework.pins.models import Notice
from casework.reports.models import Incident


class Limb(models.TextChoices):
    """The three grounds (SPA 2019 s.1(1)(a) to (c)), in the words of the page."""

    ACTS = "ACTS", "Acts associated with stalking"
    RISK = "RISK", "Risk associated with stalking"
    NECESSITY = "NECESSITY", "Why an order is necessary"


class GroundLink(models.Model):
    """One thing on which a ground rests: an incident, an exhibit, a legacy notice or a risk assessment. Ticked in by the author."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="ground_links")
    limb = models.CharField(max_length=10, choices=Limb)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    exhibit = models.ForeignKey(Exhibit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    risk = models.ForeignKey(RiskAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(limb__in=Limb.values), name="ground_link_limb_known"),
            models.CheckConstraint(
                condition=Q(incident__isnull=False, exhibit__isnull=True, notice__isnull=True, risk__isnull=True)
                | Q(incident__isnull=True, exhibit__isnull=False, notice__isnull=True, risk__isnull=True)
                | Q(incident__isnull=True, exhibit__isnull=True, notice__isnull=False, risk__isnull=True)
                | Q(incident__isnull=True, exhibit__isnull=True, notice__isnull=True, risk__isnull=False),
                name="ground_link_names_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["application", "limb", thing], condition=Q(**{f"{thing}__isnull": False}), name=f"ground_rests_on_{thing}_once"
                )
                for thing in ("incident", "exhibit", "notice", "risk")
            ),
        ]


class ConditionKind(models.TextChoices):
    """A condition forbids or requires (SPA 2019 s.1(2))."""

    PROHIBITION = "PROHIBITION", "Must not"
    REQUIREMENT = "REQUIREMENT", "Must"


@pghistory.track(model_name="ConditionHistory")
class Condition(models.Model):
    """One condition asked for. Necessary (SPA 2019 s.2(2)), clear, and such that a breach could be proved.

    `locality` empty means the whole of the United Kingdom (s.2(4)). `until` is the condition's own last day (inclusive), null when it
    runs as long as the order (s.3(3)). `parts` holds what was typed into the builder, so that it can be opened again.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ConditionKind)
    category = models.CharField(max_length=30, choices=[(each.key, each.title) for each in CATEGORIES])
    text = models.TextField()
    necessity_reason = models.TextField()
    measure = models.TextField(help_text="How would a breach be proved?")
    protected_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locality = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    parts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="condition_number_once", deferrable=models.Deferrable.DEFERRED),
            models.CheckConstraint(condition=Q(kind__in=ConditionKind.values), name="condition_kind_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(necessity_reason="") & ~Q(measure=""), name="condition_is_justified"),
        ]

    def __str__(self) -> str:
        return f"condition {self.number}"
