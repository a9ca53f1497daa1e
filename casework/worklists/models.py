"""Imports of old registers: the run, what became of each row, and which matters have been taken over."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.applications.models import Application
from casework.pins.models import Notice
from casework.staff.models import Force, Unit


class ImportRun(models.Model):
    """One file on its way in. The file is kept sealed: its rows name people and places. `position` counts rows done.

    A run works in chunks, each a transaction that moves `position`; a killed run goes on from there or has left nothing. A register of
    notices starts only when professional standards have approved it (`approved_by`); `mapping` says which column holds which field,
    `unit` owns what it brings in, and `system` is what the source is called where no column says.
    """

    WAITING, ASKED, DECLINED, RUNNING, FINISHED = "WAITING", "ASKED", "DECLINED", "RUNNING", "FINISHED"
    STATES = [
        (WAITING, "Waiting for your word"),
        (ASKED, "With professional standards"),
        (DECLINED, "Declined"),
        (RUNNING, "Running"),
        (FINISHED, "Finished"),
    ]

    kind = models.CharField(max_length=10, default="orders")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    source = models.BinaryField()
    key_id = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=60, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    total = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approval_note = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "file_digest"], condition=~Q(state__in=["FINISHED", "DECLINED"]), name="one_unfinished_run_per_file"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("started_by")), name="import_approved_by_another"
            ),
        ]


class ImportRow(models.Model):
    """What became of one row of a run; `reasons` is a list of [column, sentence]. Append-only."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    application = models.ForeignKey(Application, null=True, on_delete=models.SET_NULL, related_name="+")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]


class ImportedMatter(models.Model):
    """A matter or notice taken over, by the old system's key, so that a second run adds nothing. `content` is a keyed digest of its row.

    `details` keeps what has no field of its own (ages, the case manager's name as text); never an address or postcode.
    """

    kind = models.CharField(max_length=10, default="orders")
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    key = models.CharField(max_length=200)
    content = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    application = models.OneToOneField(Application, null=True, on_delete=models.CASCADE, related_name="imported_matter")
    notice = models.OneToOneField(Notice, null=True, on_delete=models.CASCADE, related_name="imported_row")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="matter_taken_once"),
            models.CheckConstraint(
                condition=Q(application__isnull=False, notice__isnull=True) | Q(application__isnull=True, notice__isnull=False),
                name="matter_is_one_thing",
            ),
        ]


class ColumnMapping(models.Model):
    """Which column of a force's files holds which field, as a person last confirmed it: offered for its next file."""

    kind = models.CharField(max_length=10)
    force = models.ForeignKey(Force, on_delete=models.CASCADE)
    columns = models.JSONField(default=dict)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "force"], name="one_column_mapping_per_force")]


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
