"""Bail before charge and release under investigation: the period, its conditions, extensions, breaches and the gap at its end."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.custody import flow
from casework.custody.models.arrest import Arrest
from casework.people.models import Person
from casework.reports.models import Incident
from casework.safeguarding.models import BailViews


class BailKind(models.TextChoices):
    """Under what somebody is out while the investigation goes on."""

    BAIL = "BAIL", "Bail before charge"
    RUI = "RUI", "Released under investigation"


class BailPurpose(models.TextChoices):
    """What the bail is for; the second stands still until the prosecutors ask for more (PACE 1984 s.47ZL)."""

    INVESTIGATION = "INVESTIGATION", "For further investigation"
    CHARGING = "CHARGING", "For a charging decision, s.37(7)(a)"


class Authority(models.TextChoices):
    """Who authorised the period as it stands, in the order of the steps (PACE 1984 ss.47ZB to 47ZG)."""

    INITIAL = "initial", "Custody officer: 3 months"
    INSPECTOR = "inspector", "Inspector: 6 months"
    SUPERINTENDENT = "superintendent", "Superintendent: 9 months"
    ACC = "assistant_chief_constable", "Assistant chief constable: 12 months, exceptionally complex cases"
    COURT = "court", "Magistrates' court: 12, 18 or 24 months"
    COURT_FURTHER = "court_further", "Magistrates' court: 3 or 6 months more"


class BailCategory(models.TextChoices):
    """Kinds of bail conditions."""

    NO_CONTACT_DIRECT = "NO_CONTACT_DIRECT", "No contact, direct"
    NO_CONTACT_INDIRECT = "NO_CONTACT_INDIRECT", "No contact, indirect or through others"
    EXCLUSION_ZONE = "EXCLUSION_ZONE", "Keep out of an area"
    NON_APPROACH = "NON_APPROACH", "Keep a distance from a person"
    NO_ATTEND = "NO_ATTEND", "Not go to a place"
    NO_SOCIAL_REF = "NO_SOCIAL_REF", "Not refer to a person online"
    DEVICES = "DEVICES", "Devices and accounts"
    RESIDENCE = "RESIDENCE", "Live and sleep at a place"
    CURFEW = "CURFEW", "Curfew"
    SIGN_ON = "SIGN_ON", "Report to a police station"
    OTHER = "OTHER", "Something else"


@pghistory.track(model_name="BailHistory")
class Bail(models.Model):
    """Bail before charge, or release under investigation, of one suspect. Days are London days; `ends_on` is the last one.

    `ends_on` comes from the law for bail (rules R34, R48) and from the officer for a release under investigation; None while the period
    stands still. `days_left` is what was left when it stopped, `resumed_on` the day from which they run again, until an extension counts
    anew. `counted_from` is the day of arrest that the law counts from;
    `base_end` the end to which the court adds. In-patient days and days standing still are those since the base of the count.
    `court_applied_at`: an application made in time holds the period open until the court decides (s.47ZJ).
    """

    MACHINE = "bail"
    MOVES = flow.BAIL_MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bails")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bails")
    arrest = models.ForeignKey(Arrest, null=True, blank=True, on_delete=models.PROTECT, related_name="bails")
    kind = models.CharField(max_length=6, choices=BailKind, default=BailKind.BAIL)
    purpose = models.CharField(max_length=14, choices=BailPurpose, default=BailPurpose.INVESTIGATION)
    state = models.CharField(max_length=10, choices=flow.BAIL_STATES, default=flow.LIVE)
    granted_at = models.DateTimeField()
    counted_from = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=26, choices=Authority, default=Authority.INITIAL)
    designated = models.BooleanField(default=False)
    longer = models.BooleanField(default=False)
    base_end = models.DateField(null=True, blank=True)
    inpatient_days = models.PositiveSmallIntegerField(default=0)
    stopped_days = models.PositiveSmallIntegerField(default=0)
    days_left = models.PositiveSmallIntegerField(null=True, blank=True)
    resumed_on = models.DateField(null=True, blank=True)
    inpatient_when_resumed = models.PositiveSmallIntegerField(default=0)
    court_applied_at = models.DateTimeField(null=True, blank=True)
    attend_at = models.DateTimeField(null=True, blank=True)
    attend_place = models.CharField(max_length=120, blank=True)
    views = models.ForeignKey(BailViews, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "bail"
        indexes = [
            models.Index(fields=["case", "-granted_at"]),
            models.Index(fields=["ends_on"], condition=Q(state="LIVE"), name="bail_running"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.BAIL_STATES]), name="bail_state_known"),
            models.CheckConstraint(condition=~Q(state="LIVE") | Q(ends_on__isnull=False), name="running_bail_has_an_end"),
            models.CheckConstraint(condition=~Q(state="STOPPED") | Q(days_left__isnull=False), name="stopped_bail_keeps_its_days"),
            models.UniqueConstraint(fields=["case", "suspect"], condition=Q(state__in=("LIVE", "STOPPED")), name="one_bail_at_a_time"),
        ]
        triggers = [pgtrigger.FSM(name="bail_moves", field="state", transitions=pairs(flow.BAIL_MOVES))]

    def __str__(self) -> str:
        return self.reference


class BailCondition(models.Model):
    """One condition as it was set; a change ends it (`ended_at`) and sets another. Never a protected address: it is told to the suspect."""

    bail = models.ForeignKey(Bail, on_delete=models.CASCADE, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=BailCategory)
    text = models.TextField()
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bail", "number"], name="bail_condition_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Extension(models.Model):
    """A step by which bail goes on: asked for by the officer, decided by the rank or the court before the end.

    Conditions A to D are those of PACE 1984 s.47ZC as whoever decided found them. For a court `asked_at` is when it was applied to.
    """

    MACHINE = "extension"
    MOVES = flow.EXTENSION_MOVES

    bail = models.ForeignKey(Bail, on_delete=models.CASCADE, related_name="extensions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=26, choices=Authority)
    state = models.CharField(max_length=10, choices=flow.EXTENSION_STATES, default=flow.ASKED)
    why = models.TextField()
    told_at = models.DateTimeField(null=True, blank=True)
    representations = models.TextField(blank=True)
    designated = models.BooleanField(default=False)
    dpp_consulted = models.BooleanField(default=False)
    court = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    condition_a = models.BooleanField(default=False)
    condition_b = models.BooleanField(default=False)
    condition_c = models.BooleanField(default=False)
    condition_d = models.BooleanField(default=False)
    considered = models.BooleanField(default=False)
    longer = models.BooleanField(default=False)
    ends_before = models.DateField(null=True, blank=True)
    ends_after = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.EXTENSION_STATES]), name="extension_state_known"),
            models.UniqueConstraint(fields=["bail"], condition=Q(state="ASKED"), name="one_extension_waiting"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")) | Q(authority__in=("court", "court_further")),
                name="extension_asker_does_not_decide",
            ),
        ]
        triggers = [pgtrigger.FSM(name="extension_moves", field="state", transitions=pairs(flow.EXTENSION_MOVES))]


class BailStop(models.Model):
    """A stop of the period for a charging decision, with the days that were left, and when it ran again (rule R48)."""

    bail = models.ForeignKey(Bail, on_delete=models.CASCADE, related_name="stops")
    stopped_on = models.DateField()
    days_left = models.PositiveSmallIntegerField()
    resumed_on = models.DateField(null=True, blank=True)
    ends_after = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["stopped_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["bail"], condition=Q(resumed_on__isnull=True), name="one_stop_at_a_time")]


class BailBreach(models.Model):
    """Conditions broken, or bail not answered: part of the course of conduct, never a thing by itself. Never changed."""

    bail = models.ForeignKey(Bail, on_delete=models.PROTECT, related_name="breaches")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    conditions = models.ManyToManyField(BailCondition, related_name="breaches", blank=True)
    failed_to_attend = models.BooleanField(default=False)
    occurred_at = models.DateTimeField()
    what_happened = models.TextField()
    further_crime = models.BooleanField()
    further_crime_why = models.TextField()
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "bail breaches"
        ordering = ["-occurred_at", "-pk"]


class GapChoice(models.TextChoices):
    """What protects the victim when bail ends and no order is in force."""

    APPLY = "APPLY", "Apply for a Stalking Protection Order or an interim one"
    EXTEND = "EXTEND", "Ask for bail to be extended"
    ACCEPT = "ACCEPT", "Accept the gap, with the reason"


class GapDecision(models.Model):
    """The answer to the gap at the end of bail (rule R35). Accepting it is a sergeant's. Never changed: a later one is another row."""

    bail = models.ForeignKey(Bail, on_delete=models.CASCADE, related_name="gap_decisions")
    choice = models.CharField(max_length=8, choices=GapChoice)
    reason = models.TextField()
    ends_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided_at", "-pk"]
