"""What is stored (content, once) and what it is to a case (a file, with its name). Originals are never altered."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.files import flow


class Content(models.Model):
    """Bytes that were taken in, by their SHA-256 (64 hex digits, lower case). Stored once however often they come.

    `key` is the name in the storage. `scan` is what the virus scanner said; where none is configured it stays NOT_SCANNED.
    `checked_at` is when the bytes were last read back and compared; `intact` what that found.
    """

    NOT_SCANNED, WAITING, CLEAN, INFECTED = "NOT_SCANNED", "WAITING", "CLEAN", "INFECTED"
    SCANS = [(NOT_SCANNED, "Not scanned"), (WAITING, "Waiting for the scan"), (CLEAN, "Scanned, nothing found"), (INFECTED, "Infected")]

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=100, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    scan = models.CharField(max_length=12, choices=SCANS, default=NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True, blank=True)
    preview_key = models.CharField(max_length=140, blank=True)
    previewed = models.BooleanField(default=False)
    checked_at = models.DateTimeField()
    intact = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["checked_at", "id"]),
            models.Index(fields=["id"], condition=Q(scan="WAITING") | Q(previewed=False), name="content_to_work_on"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="content_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="content_sha256_written_so"),
            models.CheckConstraint(condition=Q(scan__in=["NOT_SCANNED", "WAITING", "CLEAN", "INFECTED"]), name="content_scan_known"),
        ]
        # The bytes and their digest are what was taken in; only what was found out about them later may change.
        triggers = [
            pgtrigger.Protect(
                name="content_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("sha256", "size", "key"),
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FilePurpose(models.TextChoices):
    """What a file is for."""

    EVIDENCE = "EVIDENCE", "Evidence"
    PHOTOGRAPH = "PHOTOGRAPH", "Photograph of an exhibit or scene"
    STATEMENT = "STATEMENT", "Statement"
    DOWNLOAD = "DOWNLOAD", "Download report"
    COURT = "COURT", "Court paper or certified copy"
    OTHER = "OTHER", "Another document"


class CaseFile(models.Model):
    """A file of a case: some content under the name it came with, and what it belongs to.

    Seen by its case. `subject_type` and `subject_id` name the record it belongs to (an exhibit, an order), if any. A working copy
    (a redacted or cut version) names its `original`. `name` is the last part of the name given, without path or control characters.
    """

    MACHINE = "case_file"
    MOVES = flow.MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=FilePurpose, default=FilePurpose.EVIDENCE)
    note = models.CharField(max_length=300, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    state = models.CharField(max_length=12, choices=flow.STATES, default=flow.HELD)
    apart_because = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-added_at", "-id"]), models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="case_file_state_known"),
            models.CheckConstraint(condition=~Q(state="QUARANTINED") | ~Q(apart_because=""), name="case_file_apart_because"),
            models.CheckConstraint(condition=~Q(original=F("id")), name="case_file_not_its_own_copy"),
        ]
        triggers = [pgtrigger.FSM(name="case_file_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A large file on its way, in parts of `PART` bytes, each checked when it comes; it can be broken off and gone on with.

    OPEN while parts come, SENT when all are there and a worker joins them, TAKEN when the file is held, FAILED with the reason.
    """

    OPEN, SENT, TAKEN, FAILED = "OPEN", "SENT", "TAKEN", "FAILED"
    STATES = [(OPEN, "On its way"), (SENT, "All parts are here"), (TAKEN, "Taken in"), (FAILED, "Not taken in")]
    PART = 8 * 1024 * 1024

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    declared = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField()
    purpose = models.CharField(max_length=12, choices=FilePurpose, default=FilePurpose.EVIDENCE)
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    why = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey(CaseFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["begun_at"], condition=~Q(state="TAKEN"), name="upload_unfinished")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_not_empty"),
            models.CheckConstraint(condition=Q(state__in=["OPEN", "SENT", "TAKEN", "FAILED"]), name="upload_state_known"),
        ]

    @property
    def parts(self) -> int:
        """How many parts the whole file has."""
        return -(-self.size // self.PART)

    def part_size(self, number: int) -> int:
        """How many bytes part `number` (from 1) must have."""
        return min(self.PART, self.size - (number - 1) * self.PART)


class UploadPart(models.Model):
    """One part that has come, with its SHA-256."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="came")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_part_once")]
