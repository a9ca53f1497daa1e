"""Imports of old registers: the run, what became of each row, and which matters have been taken over."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.applications.models import Application
from casework.staff.models import Force


class ImportRun(models.Model):
    """One file on its way in. The file is kept sealed: its rows name people and places. `position` counts rows done.

    A run works in chunks, each a transaction that moves `position`; a killed run goes on from there or has left nothing.
    """

    WAITING, RUNNING, FINISHED = "WAITING", "RUNNING", "FINISHED"

    kind = models.CharField(max_length=10, default="orders")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    source = models.BinaryField()
    key_id = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=[(WAITING, "Waiting for your word"), (RUNNING, "Running"), (FINISHED, "Finished")], default=WAITING
    )
    total = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "file_digest"], condition=~Q(state="FINISHED"), name="one_unfinished_run_per_file")
        ]


class ImportRow(models.Model):
    """What became of one row of a run; `reasons` is a list of [column, sentence]. Append-only."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    application = models.ForeignKey(Application, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]


class ImportedMatter(models.Model):
    """A matter taken over, by the old system's key, so that a second run adds nothing. `content` is a keyed digest of its row.

    `details` keeps what has no field of its own (ages, the case manager's name as text); never an address or postcode.
    """

    kind = models.CharField(max_length=10, default="orders")
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    key = models.CharField(max_length=80)
    content = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="imported_matter")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="matter_taken_once")]


class Reassignment(models.Model):
    """Cases chosen to go from one officer to another. `cases` is frozen when they are chosen; what is done is asked again then.

    `outcome` holds `moved` (case ids) and `left` ([case id, sentence]) once done; an undo of the same day holds the same under `undone`.
    """

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    cases = ArrayField(models.BigIntegerField())
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["made_by", "-made_at"])]


class CalendarFeed(models.Model):
    """A person's secret calendar address; only a digest of it is kept, so that it can be checked and not read."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
