"""A referral to the prosecutors with its pack, their action plan and comments, the charge, the protocol and the court."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.charging import flow
from casework.clocks.models import Clock
from casework.people.models import Person
from casework.reports.offences import Offence


class Category(models.TextChoices):
    """How soon the prosecutors are to decide; the times are force policy."""

    RED = "RED", "RED: in custody"
    GREEN_PRIORITY = "GREEN_PRIORITY", "GREEN priority: urgent"
    GREEN = "GREEN", "GREEN: on bail or released under investigation"


class CodeTest(models.TextChoices):
    """Which test of the Code for Crown Prosecutors was applied."""

    FULL = "FULL", "Full Code test"
    THRESHOLD = "THRESHOLD", "Threshold test"


@pghistory.track(model_name="CpsReferralHistory")
class CpsReferral(models.Model):
    """One referral of a suspect for a charging decision. `offences` are those proposed, `decided_offences` those to be charged.

    `charging_authority` is always the CPS: stalking and harassment (PHA 1997 ss.2, 2A, 4, 4A) are never charged by police.
    """

    MACHINE = "cps_referral"
    MOVES = flow.MOVES
    CPS = "CPS"

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cps_referrals")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cps_referrals")
    charging_authority = models.CharField(max_length=3, default=CPS)
    category = models.CharField(max_length=14, choices=Category, default=Category.GREEN)
    offences = ArrayField(models.CharField(max_length=30, choices=Offence))
    considered = models.TextField()
    state = models.CharField(max_length=10, choices=flow.STATES, default=flow.PREPARING)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.TextField(blank=True)
    prosecutor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_offences = ArrayField(models.CharField(max_length=30, choices=Offence), default=list, blank=True)
    code_test = models.CharField(max_length=10, choices=CodeTest, blank=True)
    decision_reasons = models.TextField(blank=True)
    urn = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["case", "-begun_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="cps_referral_state_known"),
            models.CheckConstraint(condition=Q(charging_authority="CPS"), name="cps_is_the_charging_authority"),
            models.CheckConstraint(condition=~Q(approved_by=F("submitted_by")), name="pack_approver_did_not_submit_it"),
            models.CheckConstraint(
                condition=~Q(state__in=("TO_CHARGE", "NO_CHARGE", "CHARGED")) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="charge_needs_a_cps_decision",
            ),
            models.UniqueConstraint(fields=["case", "suspect"], condition=Q(state__in=flow.OPEN), name="one_open_referral_per_suspect"),
        ]
        triggers = [pgtrigger.FSM(name="cps_referral_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def offence_words(self) -> str:
        """The offences proposed, in words."""
        return "; ".join(Offence(code).label for code in self.offences)

    @property
    def decided_words(self) -> str:
        """The offences to be charged, in words."""
        return "; ".join(Offence(code).label for code in self.decided_offences)


class PackPart(models.TextChoices):
    """What a referral pack holds (investigation.md 7.1): each exists, or does not apply with a reason."""

    MG3 = "MG3", "MG3 and case summary"
    CHRONOLOGY = "CHRONOLOGY", "The whole chronology, not one incident"
    POINTS = "POINTS", "Points to prove, s.2A and s.4A"
    RISK = "RISK", "Risk assessment"
    STATEMENT = "STATEMENT", "Victim's statement"
    VPS = "VPS", "Victim Personal Statement"
    DIGITAL = "DIGITAL", "Digital strategy and device notices"
    PREVIOUS = "PREVIOUS", "Previous reports, other forces, other victims"
    ORDERS = "ORDERS", "Earlier orders, legacy notices and breaches"
    BAIL = "BAIL", "View on bail or remand"
    RESTRAINING = "RESTRAINING", "Restraining order: draft terms, victim's views, verified addresses"
    MEASURES = "MEASURES", "Special measures: may be eligible, the court decides"
    DISCLOSURE = "DISCLOSURE", "Disclosure, MG6 series"


class PackItem(models.Model):
    """What somebody said of one part of the pack: where it is, or why it does not apply. A part with a record needs no row."""

    referral = models.ForeignKey(CpsReferral, on_delete=models.CASCADE, related_name="items")
    part = models.CharField(max_length=12, choices=PackPart)
    applies = models.BooleanField(default=True)
    note = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "part"], name="pack_part_once")]


class PlanItem(models.Model):
    """One thing that the prosecutors ask for; `due_on` is their own date, else the force's counts (rule R37)."""

    referral = models.ForeignKey(CpsReferral, on_delete=models.CASCADE, related_name="plan")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]


class CpsComment(models.Model):
    """What the prosecutors or the officer wrote to each other on a referral: a channel of its own, never privileged advice. Append-only."""

    referral = models.ForeignKey(CpsReferral, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class ChargeMethod(models.TextChoices):
    """How the charge was laid."""

    CHARGE = "CHARGE", "Charged at a police station"
    REQUISITION = "REQUISITION", "Written charge and postal requisition"


class Charge(models.Model):
    """A charge laid on a decision of the prosecutors. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="charges")
    referral = models.OneToOneField(CpsReferral, on_delete=models.PROTECT, related_name="charge")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="charges")
    offences = ArrayField(models.CharField(max_length=30, choices=Offence))
    method = models.CharField(max_length=12, choices=ChargeMethod, default=ChargeMethod.CHARGE)
    urn = models.CharField(max_length=20)
    court = models.CharField(max_length=120)
    first_hearing_at = models.DateTimeField(null=True, blank=True)
    charged_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-charged_at"])]

    @property
    def offence_words(self) -> str:
        """The offences charged, in words."""
        return "; ".join(Offence(code).label for code in self.offences)


class CourtResult(models.TextChoices):
    """What came of a hearing."""

    ADJOURNED = "ADJOURNED", "Adjourned to another day"
    CONVICTED = "CONVICTED", "Convicted"
    ACQUITTED = "ACQUITTED", "Acquitted"
    DISCONTINUED = "DISCONTINUED", "Discontinued or withdrawn"


FINAL = (CourtResult.CONVICTED, CourtResult.ACQUITTED, CourtResult.DISCONTINUED)


class CourtEvent(models.Model):
    """A hearing and what came of it. A plea to harassment for stalking is checked with police and victim (national protocol)."""

    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="court_events")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    result = models.CharField(max_length=14, choices=CourtResult)
    lesser_plea = models.BooleanField(default=False)
    lesser_plea_checked = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    restraining_order = models.BooleanField(null=True)
    restraining_note = models.TextField(blank=True)
    next_hearing_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lesser_plea=False) | ~Q(lesser_plea_checked=""), name="lesser_plea_was_checked"),
            models.UniqueConstraint(
                fields=["charge"], condition=Q(result__in=[str(each) for each in FINAL]), name="one_final_result_per_charge"
            ),
        ]


class ProtocolPoint(models.TextChoices):
    """The CPS and NPCC protocol on stalking (May 2018) as a check list (investigation.md 7.2)."""

    STALKING_FIRST = "STALKING_FIRST", "Stalking was expressly considered first, with reasons if it was not charged"
    WHOLE = "WHOLE", "The whole behaviour was looked at, not single incidents"
    SCREENED = "SCREENED", "Risk was screened for the victim and for the suspect"
    ALTERED = "ALTERED", "The victim was asked whether they have changed what they do"
    HARM = "HARM", "The risk of harm was assessed even where the victim does not fear it"
    NO_PIN = "NO_PIN", "No Police Information Notice was used"
    EARLY = "EARLY", "The CPS or the single point of contact was spoken to early"
    CARE = "CARE", "Victim and witness care is in place"
    RESTRAINING = "RESTRAINING", "What a restraining order needs was gathered"
    PLEAS = "PLEAS", "A plea to harassment in place of stalking is checked with police and victim"
    LESSONS = "LESSONS", "Lessons were shared"


class ProtocolAnswer(models.Model):
    """The answer to one point of the protocol on a case; a later answer replaces it, the trail keeps both."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="protocol_answers")
    point = models.CharField(max_length=16, choices=ProtocolPoint)
    done = models.BooleanField()
    note = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "point"], name="protocol_point_once")]


class LimitPassed(models.Model):
    """The time limit of a summary offence passed uncharged: outcome 17, told to the managers once. A failure that is looked into.

    `answer` is what a supervisor wrote about it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="limits_passed")
    clock = models.OneToOneField(Clock, on_delete=models.PROTECT, related_name="+")
    limit_on = models.DateField()
    noticed_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "limits passed"
