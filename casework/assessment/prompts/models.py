"""What was read out of each case's chronology, the prompts raised from it, and the weekly sample of cases without one."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.assessment.prompts import flow
from casework.assessment.prompts.kinds import UNDER_RECORDED, Kind, Recorded
from casework.cases.models import Case
from casework.cases.moves import pairs

# Plain texts, as the migration writes them.
UNDER = [kind.value for kind in UNDER_RECORDED]
ELSEWHERE = Kind.ELSEWHERE.value


class Ground(models.TextChoices):
    """By what a person of another case may be the same."""

    NONE = "", "Not about another case"
    PAIR = "PAIR", "The same victim and the same suspect"
    SUSPECT = "SUSPECT", "The same suspect"
    HANDLE = "HANDLE", "The same online handle"
    VEHICLE = "VEHICLE", "The same vehicle"
    TELEPHONE = "TELEPHONE", "The same telephone number"
    EMAIL = "EMAIL", "The same e-mail address"


class PatternPrompt(models.Model):
    """One thing that a chronology showed, with its reasons as they were when it was raised, and how it was answered.

    `basis` is the digest of the facts it rests on: the same facts never raise it twice. One about another case (`other_case`) is
    shown only to those who may see that case as well. Reasons hold coded words, never what was typed.
    """

    MACHINE = "pattern_prompt"
    MOVES = flow.MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="prompts")
    kind = models.CharField(max_length=12, choices=Kind)
    other_case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    basis = models.CharField(max_length=64)
    reasons = ArrayField(models.TextField())
    strength = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=flow.STATES, default=flow.RAISED)
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [
            models.Index(fields=["case", "kind"]),
            models.Index(fields=["raised_at", "id"], condition=Q(state=flow.RAISED), name="prompts_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="prompt_state_known"),
            models.CheckConstraint(
                condition=(Q(kind=ELSEWHERE) & Q(other_case__isnull=False) & ~Q(ground=""))
                | (~Q(kind=ELSEWHERE) & Q(other_case__isnull=True) & Q(ground="")),
                name="prompt_elsewhere_names_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[flow.RAISED, flow.SETTLED]) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="prompt_answer_has_a_person",
            ),
            models.CheckConstraint(condition=~Q(state=flow.DECLINED) | ~Q(answer_reason=""), name="prompt_declined_with_reason"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(state=flow.RAISED, other_case__isnull=True), name="one_prompt_waiting"
            ),
            models.UniqueConstraint(
                fields=["case", "other_case"], condition=Q(state=flow.RAISED, other_case__isnull=False), name="one_prompt_waiting_of_a_pair"
            ),
        ]
        triggers = [pgtrigger.FSM(name="pattern_prompt_moves", field="state", transitions=pairs(flow.MOVES))]

    @property
    def title(self) -> str:
        """What it asks to think about."""
        return self.get_ground_display() + " in another case" if self.ground else self.get_kind_display()


class CourseReading(models.Model):
    """What reading a case's chronology came to, when it was last read. `strength` is 0 where it does not call for a prompt.

    `elsewhere_due` marks a case whose people are still to be compared with those of other cases.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="reading")
    recorded = models.CharField(max_length=12, choices=Recorded, blank=True)
    occasions = models.PositiveIntegerField(default=0)
    strength = models.PositiveSmallIntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list)
    read_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    elsewhere_due = models.BooleanField(default=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-strength", "-id"], condition=Q(recorded__in=UNDER, strength__gt=0), name="readings_under_recorded"),
            models.Index(fields=["id"], condition=Q(recorded__in=UNDER, strength=0), name="readings_without_prompt"),
            models.Index(fields=["id"], condition=Q(elsewhere_due=True), name="readings_to_compare"),
        ]


class SampleCheck(models.Model):
    """A supervisor looked at a case that brought no prompt, drawn at random in a week: was a pattern missed? Append-only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sample_checks")
    week = models.CharField(max_length=8)
    missed = models.BooleanField()
    reason = models.TextField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "week"], name="one_check_per_case_and_week"),
            models.CheckConstraint(condition=~Q(reason=""), name="sample_check_gives_reason"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]
