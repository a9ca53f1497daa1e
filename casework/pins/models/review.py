"""What replaces a notice: the outcome that a reviewer proposes and what another person made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.pins.models.notice import Notice
from casework.reports.offences import Offence


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

    `agreed` is null while it waits, true when approved (the notice is then REPLACED), false when sent back. A notice that is opened again
    keeps its reviews: the outcome that had replaced it then says when, by whom and why (`reopened_*`).
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
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reopen_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["notice"], condition=Q(agreed__isnull=True), name="one_notice_review_waiting"),
            models.UniqueConstraint(fields=["notice"], condition=Q(agreed=True, reopened_at__isnull=True), name="one_notice_outcome"),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=models.F("reviewer")), name="notice_approver_not_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | (Q(agreed=True, reopened_by__isnull=False) & ~Q(reopen_reason="")),
                name="notice_reopened_with_reason",
            ),
        ]
