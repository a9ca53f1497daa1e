"""One legacy notice: a Police Information Notice or an equivalent by any name."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.people.models import Person
from casework.pins import flow
from casework.staff.models import Force, Unit

# The day on which HMIC published its recommendation to stop (recommendation 7869).
RECOMMENDED = date(2017, 7, 5)


class NoticeKind(models.TextChoices):
    """A notice by whatever name: all of them are PINs by function."""

    PIN = "PIN", "Police Information Notice"
    HARASSMENT_WARNING = "HARASSMENT_WARNING", "Harassment warning letter"
    FIRST_INSTANCE = "FIRST_INSTANCE", "First instance harassment warning"
    LETTER_OF_ADVICE = "LETTER_OF_ADVICE", "Letter of advice"


@pghistory.track(model_name="NoticeHistory")
class Notice(models.Model):
    """One legacy notice. Not a conviction, caution or order; it gives no power. It is evidence of what its recipient knew.

    Seen by its case, else by its owning unit and by the officer to whom it is given for review. Dates are London days. Nothing here can
    be dated after the cut-over. One paper given to several people is a row for each: `copy` counts them. `doubts` are sentences that an
    import leaves for the records team until somebody has looked.
    """

    MACHINE = "notice"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    source_system = models.CharField(max_length=60, blank=True)
    source_reference = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=NoticeKind, default=NoticeKind.PIN)
    issued_on = models.DateField()
    served_on = models.DateField(null=True, blank=True)
    service_method = models.CharField(max_length=60, blank=True)
    issuing_officer = models.CharField(max_length=120, blank=True)
    issuing_collar = models.CharField(max_length=12, blank=True)
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices_received")
    complainant = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="notices_complained")
    text_reference = models.CharField(max_length=120, blank=True)
    linked_crime = models.CharField(max_length=30, blank=True)
    copy = models.PositiveSmallIntegerField(default=1)
    source_status = models.CharField(max_length=60, blank=True)
    conduct = models.TextField()
    course_alleged = models.BooleanField(null=True)
    investigated = models.BooleanField(null=True)
    recipient_vulnerability = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    urgent_why = models.CharField(max_length=200, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices_to_review"
    )
    doubts = models.JSONField(default=list, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=flow.STATES, default=flow.REVIEW_DUE)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "issued_on", "id"]),
            models.Index(fields=["recipient", "complainant"]),
            models.Index(fields=["complainant"]),
            models.Index(fields=["case"]),
            models.Index(fields=["reviewer"], condition=Q(reviewer__isnull=False), name="notice_reviewer"),
            # The queue walks this: the urgent ones first, then the oldest.
            models.Index(fields=["force", "-urgent", "issued_on", "id"], condition=~Q(state=flow.REPLACED), name="notice_queue"),
            models.Index(fields=["id"], condition=Q(matched_at__isnull=True), name="notice_unmatched"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="notice_state_known"),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=models.F("issued_on")), name="notice_served_after"
            ),
            models.UniqueConstraint(
                fields=["force", "source_system", "source_reference", "copy"],
                condition=~Q(source_reference=""),
                name="notice_source_once",
            ),
        ]
        triggers = [pgtrigger.FSM(name="notice_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def after_recommendation(self) -> bool:
        """Was it issued after HMIC had recommended to stop? Possible only where a force's cut-over is later."""
        return self.issued_on > RECOMMENDED
