"""Deadline instances and their reminders."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.staff.models import Force, Unit

if TYPE_CHECKING:
    from casework.clocks.explaining import Explanation


class Clock(models.Model):
    """One deadline of one record. Dates come from `casework.law` alone; the result and its steps are stored beside them.

    `due_on` is the last day (London) or the day of `due_at`; `overdue_from` the first late instant; all three empty while the law
    gives no date (SUPPRESSED). `slot` is the role on the case that must act; who fills it is decided when a reminder is claimed.
    `holder` repeats the case's owner or supervisor for those two slots, for the page of one's own work; empty for the others.
    `generation` rises at each recomputation. `force` and, for a clock without a case, `unit` say whose inbox it falls to.
    """

    OPEN, MET, MET_LATE, CANCELLED, SUPERSEDED, SUPPRESSED = "OPEN", "MET", "MET_LATE", "CANCELLED", "SUPERSEDED", "SUPPRESSED"
    RUNNING = (OPEN, SUPPRESSED)

    rule_id = models.CharField(max_length=20)
    rule_version = models.PositiveSmallIntegerField(default=1)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="clocks")
    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=20, blank=True)
    path = models.CharField(max_length=200, blank=True)
    slot = models.CharField(max_length=20)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="clocks_held")
    asked = models.CharField(max_length=40)
    inputs = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    overdue_from = models.DateTimeField(null=True, blank=True)
    generation = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10,
        choices=[
            (OPEN, "Open"),
            (MET, "Met"),
            (MET_LATE, "Met late"),
            (CANCELLED, "Cancelled"),
            (SUPERSEDED, "Superseded"),
            (SUPPRESSED, "Suppressed"),
        ],
        default=OPEN,
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "overdue_from"], condition=Q(state="OPEN"), name="open_clocks_of_case"),
            models.Index(fields=["overdue_from"], condition=Q(state="OPEN"), name="open_clocks"),
            models.Index(fields=["holder", "overdue_from", "id"], condition=Q(state="OPEN"), name="open_clocks_of_holder"),
            models.Index(
                fields=["force", "slot", "overdue_from", "id"], condition=Q(state="OPEN", holder__isnull=True), name="open_clocks_of_role"
            ),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["rule_id", "overdue_from", "id"], condition=Q(state="OPEN"), name="open_clocks_of_rule"),
            models.Index(fields=["force", "id"], condition=Q(state__in=("OPEN", "SUPPRESSED")), name="running_clocks_of_force"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_id", "subject_type", "subject_id"],
                condition=Q(state__in=("OPEN", "SUPPRESSED")),
                name="one_open_clock_per_rule_and_subject",
            ),
            models.CheckConstraint(condition=~Q(state="OPEN") | Q(due_on__isnull=False, overdue_from__isnull=False), name="open_has_date"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.reference}".strip()

    def explain(self) -> "Explanation":
        """What the "Why?" component shows: the sum in words, its citation, authority and confidence, and earlier dates."""
        from casework.clocks.explaining import explanation

        return explanation(self)


class Recount(models.Model):
    """One counting anew of a force's open clocks, because force policy, the bank holidays or the law's own sums changed.

    `rules` holds the ids of the rules concerned (empty: all); `ladders`: reminders may move although the date stays. `why` completes "the
    date changed from X to Y, because ...". `position` is the last clock looked at: work goes on behind it after a fault. `looked` and
    `changed` count clocks. `actor` approved the change; none for a new day or the command.
    """

    WAITING, COUNTING, TELLING, DONE = "WAITING", "COUNTING", "TELLING", "DONE"

    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField(default=list)
    ladders = models.BooleanField(default=True)
    why = models.CharField(max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8,
        choices=[(WAITING, "Waiting"), (COUNTING, "Being counted"), (TELLING, "People are being told"), (DONE, "Done")],
        default=WAITING,
    )
    total = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=~Q(state="DONE"), name="recounts_to_do")]


class AppliedLaw(models.Model):
    """Which of a force's own values and holidays its open clocks were last counted with: what differs from today's has to be counted anew.

    `in_force` maps "kind code" to the id of the approved row.
    """

    force = models.OneToOneField(Force, primary_key=True, on_delete=models.PROTECT, related_name="+")
    in_force = models.JSONField(default=dict)
    at = models.DateTimeField()


class ClockChange(models.Model):
    """A recomputation: the old date stays on record with who and why. Append-only. `recount` where many were counted together."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="changes")
    recount = models.ForeignKey(Recount, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    generation = models.PositiveIntegerField()
    old = models.JSONField()
    new = models.JSONField()
    why = models.CharField(max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Reminder(models.Model):
    """One stage of one generation of a clock, for one slot; exactly one row per key.

    `due_at` is the stage's instant by the law's ladder. `try_at` is when the sweep looks at it: the same, or later while nobody can
    be found to remind (`unfilled_since`).
    """

    WAITING, SENT, CANCELLED = "WAITING", "SENT", "CANCELLED"

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="reminders")
    generation = models.PositiveIntegerField()
    stage = models.CharField(max_length=40)
    slot = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(WAITING, "Waiting"), (SENT, "Sent"), (CANCELLED, "Cancelled")], default=WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    unfilled_since = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "generation", "stage", "slot"], name="one_reminder_per_clock_generation_stage_slot")
        ]
        indexes = [models.Index(fields=["try_at", "id"], condition=Q(state="WAITING"), name="reminders_waiting")]


class Heartbeat(models.Model):
    """When a periodic piece of work last came to its end, for the health page."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
