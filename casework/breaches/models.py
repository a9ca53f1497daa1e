"""A breach of an order, or a notification offence."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.breaches import flow
from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.custody.models import ArrestGround
from casework.orders.models import Order, OrderCondition, OrderVersion
from casework.reports.models import Incident


class BreachType(models.TextChoices):
    """Which offence is suspected; the PNLD reference follows the words."""

    S8_BREACH = "S8_BREACH", "Breach of a condition, s.8 (H20164)"
    S11_INITIAL = "S11_INITIAL", "First notification not given, s.9(1) and s.11 (H20165)"
    S11_NAME = "S11_NAME", "Name not notified, s.9(3) and s.11 (H20166)"
    S11_ADDRESS = "S11_ADDRESS", "Address not notified, s.9(4) and s.11 (H20167)"
    S11_BIOMETRIC = "S11_BIOMETRIC", "Fingerprints or photograph refused, s.10(5) and s.11 (H20168)"
    S11_FALSE_INFO = "S11_FALSE_INFO", "False information given, s.11 (H20169)"


class BreachStepKind(models.TextChoices):
    """What must be seen to when a breach is reported (investigation.md section 8); the first three have a clock."""

    RISK = "RISK", "Risk assessed again"
    ARREST = "ARREST", "Arrest, or the reason for none"
    CRIME = "CRIME", "Crime recorded"
    SAFETY = "SAFETY", "Victim's safety checked"
    EVIDENCE = "EVIDENCE", "Evidence preserved"
    FURTHER = "FURTHER", "Further stalking crime decided"
    VICTIM = "VICTIM", "Victim told"
    CPS = "CPS", "Sent to the CPS"
    ORDER = "ORDER", "Variation or renewal of the order considered"
    REVIEW = "REVIEW", "Supervisor's review"


@pghistory.track(model_name="BreachHistory")
class Breach(models.Model):
    """A suspected offence against an order. Never changes the order's state.

    `occurred_at` and `reported_at` are aware. `order_version` is the version in force when it happened. `further_crime` answers the
    question that must be answered: is a further stalking or harassment crime recorded as well? `incident` is its line in the
    chronology.
    """

    MACHINE = "breach"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="breaches")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="breaches")
    order_version = models.ForeignKey(OrderVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conditions = models.ManyToManyField(OrderCondition, related_name="breaches", blank=True)
    type = models.CharField(max_length=14, choices=BreachType, default=BreachType.S8_BREACH)
    state = models.CharField(max_length=14, choices=flow.STATES, default=flow.REPORTED)
    occurred_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what_happened = models.TextField()
    victim_safe = models.TextField(blank=True)
    knew_of_order = models.BooleanField(default=False)
    knew_why = models.TextField(blank=True)
    account = models.TextField(blank=True)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    crime_number = models.CharField(max_length=40, blank=True)
    crime_recorded_at = models.DateTimeField(null=True, blank=True)
    further_crime = models.BooleanField(null=True)
    further_crime_why = models.TextField(blank=True)
    further_crime_number = models.CharField(max_length=40, blank=True)
    arrest_ground = models.CharField(max_length=12, choices=ArrestGround, blank=True)
    arrest_reason = models.TextField(blank=True)
    arrested_at = models.DateTimeField(null=True, blank=True)
    no_arrest_reason = models.TextField(blank=True)
    no_arrest_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    no_arrest_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    no_arrest_approved_at = models.DateTimeField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "breaches"
        indexes = [models.Index(fields=["case", "id"]), models.Index(fields=["order", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="breach_state_known"),
            models.CheckConstraint(condition=Q(type__in=BreachType.values), name="breach_type_known"),
            models.CheckConstraint(condition=Q(knew_of_order=False) | ~Q(knew_why=""), name="knowledge_of_order_says_why"),
            models.CheckConstraint(condition=Q(further_crime__isnull=True) | ~Q(further_crime_why=""), name="further_crime_says_why"),
            models.CheckConstraint(
                condition=~Q(state=flow.ARRESTED) | (~Q(arrest_ground="") & ~Q(arrest_reason="")), name="arrest_says_why_necessary"
            ),
            models.CheckConstraint(
                condition=~Q(state=flow.VOLUNTARY) | Q(no_arrest_approved_by__isnull=False), name="no_arrest_is_approved"
            ),
            models.CheckConstraint(condition=~Q(no_arrest_by=F("no_arrest_approved_by")), name="no_arrest_writer_does_not_approve"),
        ]
        triggers = [pgtrigger.FSM(name="breach_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference


class BreachStep(models.Model):
    """One thing to see to; done when `done_at` stands. The clocked ones are the subjects of the clocks of rule SPA-8."""

    CLOCKED = (BreachStepKind.RISK, BreachStepKind.ARREST, BreachStepKind.CRIME)

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="steps")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=BreachStepKind)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "kind"], name="breach_step_once")]
