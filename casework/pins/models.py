"""The register of legacy notices (Police Information Notices and their equivalents) and what replaces each."""

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
from casework.reports.offences import Offence
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

    Seen by its case, else by its owning unit. Dates are London days. Nothing here can be dated after the cut-over.
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
    conduct = models.TextField()
    course_alleged = models.BooleanField(null=True)
    investigated = models.BooleanField(null=True)
    recipient_vulnerability = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    urgent_why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=flow.STATES, default=flow.REVIEW_DUE)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "issued_on", "id"]),
            models.Index(fields=["recipient", "complainant"]),
            models.Index(fields=["case"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="notice_state_known"),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=models.F("issued_on")), name="notice_served_after"
            ),
            models.UniqueConstraint(
                fields=["force", "source_system", "source_reference"], condition=~Q(source_reference=""), name="notice_source_once"
            ),
        ]
        triggers = [pgtrigger.FSM(name="notice_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def after_recommendation(self) -> bool:
        """Was it issued after HMIC had recommended to stop? Possible only where a force's cut-over is later."""
        return self.issued_on > RECOMMENDED


class Outcome(models.TextChoices):
    """What replaces a notice: exactly one."""

    SPO_APPLIED = "SPO_APPLIED", "Stalking Protection Order applied for"
    CHARGE = "CHARGE", "Charge or referral to the CPS"
    OTHER_ORDER = "OTHER_ORDER", "Another order"
    CPN_CPW = "CPN_CPW", "Community protection notice or warning"
    STALKING_INVESTIGATION_OPENED = "STALKING_INVESTIGATION_OPENED", "Stalking investigation opened"
    NFA_WITH_REASONS = "NFA_WITH_REASONS", "No further action, with reasons"
    LINKED_TO_EXISTING_CASE = "LINKED_TO_EXISTING_CASE", "Linked to an existing case"


class OrderType(models.TextChoices):
    """Other orders that may replace a notice."""

    RESTRAINING = "RESTRAINING", "Restraining order"
    NON_MOLESTATION = "NON_MOLESTATION", "Non-molestation order"
    DAPN = "DAPN", "Domestic abuse protection notice or order"
    DVPN = "DVPN", "Domestic violence protection notice or order"
    INJUNCTION = "INJUNCTION", "Injunction"
    SHPO = "SHPO", "Sexual harm prevention or risk order"
    BAIL = "BAIL", "Bail conditions"


class NoticeReview(models.Model):
    """One review of a notice: the outcome that its reviewer proposes and what another person made of it.

    `agreed` is null while it waits, true when approved (the notice is then REPLACED), false when sent back.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=30, choices=Outcome)
    application_reference = models.CharField(max_length=20, blank=True)
    linked_case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    urn = models.CharField(max_length=20, blank=True)
    offence = models.CharField(max_length=30, choices=Offence, blank=True)
    order_type = models.CharField(max_length=16, choices=OrderType, blank=True)
    issuing_body = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    four_all_no = models.BooleanField(default=False)
    narrative = models.TextField(blank=True)
    evidence_considered = models.TextField(blank=True)
    victim_told_on = models.DateField(null=True, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["notice"], condition=Q(agreed__isnull=True), name="one_notice_review_waiting"),
            models.UniqueConstraint(fields=["notice"], condition=Q(agreed=True), name="one_notice_outcome"),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=models.F("reviewer")), name="notice_approver_not_reviewer"
            ),
        ]
