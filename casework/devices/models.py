"""What is recorded of a device beside its ledger. No code that opens one is kept anywhere."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.devices import flow
from casework.evidence.models import Exhibit

_USER = settings.AUTH_USER_MODEL


class DeviceStrategy(models.Model):
    """The suspect's device: notice, what is looked for and how urgently. Append-only: the newest stands."""

    class Code(models.TextChoices):
        """Was the code asked for. The code itself is kept nowhere."""

        GIVEN = "GIVEN", "Asked for, and handed to the digital unit"
        REFUSED = "REFUSED", "Asked for, and refused"
        NOT_ASKED = "NOT_ASKED", "Not asked for"
        NONE = "NONE", "The device has none"

    class Priority(models.TextChoices):
        """How urgently."""

        URGENT = "URGENT", "Urgent: danger to a person"
        HIGH = "HIGH", "High: custody or bail clock"
        NORMAL = "NORMAL", "Normal"

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="strategies")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    notice_at = models.DateTimeField()
    code_asked = models.CharField(max_length=10, choices=Code)
    key_notice = models.CharField(max_length=300, blank=True)
    enquiry = models.TextField()
    triage = models.TextField(blank=True)
    priority = models.CharField(max_length=8, choices=Priority)
    unit_reference = models.CharField(max_length=40, blank=True)
    image_sha256 = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "device strategies"
        indexes = [models.Index(fields=["exhibit", "-id"], name="strategies_of_device")]
        constraints = [
            models.CheckConstraint(condition=~Q(enquiry=""), name="device_strategy_has_enquiry"),
            models.CheckConstraint(condition=Q(image_sha256="") | Q(image_sha256__regex=r"^[0-9a-f]{64}$"), name="device_image_hash"),
        ]


class NoticePoint(models.TextChoices):
    """What the written notice says (PCSCA 2022 s.39)."""

    WHAT = "WHAT", "What information is sought"
    WHY = "WHY", "Why it is sought"
    HOW = "HOW", "How it is dealt with"
    MAY_REFUSE = "MAY_REFUSE", "That they may refuse"
    NOT_ENDED = "NOT_ENDED", "That refusal alone does not end the enquiry"


class Agreer(models.TextChoices):
    """Who may agree (PCSCA 2022 ss.37, 38); the values are those of rule R51."""

    USER = "user", "The user of the device"
    PARENT = "parent_guardian_or_care_authority", "Parent, guardian or care authority"
    SOCIAL_WORKER = "social_worker_attorney_or_deputy", "Social worker, attorney or deputy"
    ADULT = "other_responsible_adult", "Another responsible adult, none of those being available"


class DeviceAgreement(models.Model):
    """A victim's or witness's device: notice, scope, and whether the information may be taken. Whoever agrees stands by capacity only."""

    MACHINE = "device_agreement"
    MOVES = flow.AGREEMENT_MOVES

    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="agreement")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=flow.AGREEMENT_STATES, default=flow.NOTIFIED)
    notice_at = models.DateTimeField()
    notice_points = ArrayField(models.CharField(max_length=10, choices=NoticePoint), default=list)
    enquiry = models.TextField()
    sought = models.TextField()
    sought_from = models.DateField(null=True, blank=True)
    sought_until = models.DateField(null=True, blank=True)
    alternatives = models.TextField()
    necessity = models.TextField()
    whole_device = models.BooleanField(default=False)
    whole_reason = models.TextField(blank=True)
    whole_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    whole_at = models.DateTimeField(null=True, blank=True)
    return_due = models.DateTimeField(null=True, blank=True)
    user_age = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity = models.BooleanField(default=True)
    agreed_by = models.CharField(max_length=40, choices=Agreer, blank=True)
    childs_views = models.TextField(blank=True)
    without_agreement = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.BooleanField(default=False)
    copy_given = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.AGREEMENT_STATES]), name="device_agreement_state_known"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(agreed_at__gte=F("notice_at")), name="device_agreed_after_notice"
            ),
            models.CheckConstraint(condition=~Q(state="AGREED") | Q(agreed_at__isnull=False), name="device_agreement_is_dated"),
            models.CheckConstraint(
                condition=Q(whole_by__isnull=True) | (Q(whole_device=True) & ~Q(whole_reason="")), name="whole_device_says_why"
            ),
        ]
        triggers = [pgtrigger.FSM(name="device_agreement_moves", field="state", transitions=pairs(flow.AGREEMENT_MOVES))]


class Sift(models.Model):
    """What was seized to be sifted away from the premises (CJPA 2001 ss.50 to 54): notice, keeping apart, first examination."""

    MACHINE = "sift"
    MOVES = flow.SIFT_MOVES

    class NoticeTo(models.TextChoices):
        """To whom the written notice went (s.52)."""

        OCCUPIER = "OCCUPIER", "The occupier"
        IN_CHARGE = "IN_CHARGE", "Whoever was in charge of the premises"
        FIXED = "FIXED", "Fixed to the premises: nobody was there"
        SEARCHED = "SEARCHED", "The person searched (s.51)"

    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="sift")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=flow.SIFT_STATES, default=flow.NOTIFIED)
    notice_at = models.DateTimeField()
    notice_to = models.CharField(max_length=10, choices=NoticeTo)
    kept_apart = models.CharField(max_length=200)
    examined_at = models.DateTimeField(null=True, blank=True)
    rest = models.TextField(blank=True)
    privileged = models.TextField(blank=True)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.SIFT_STATES]), name="sift_state_known"),
            models.CheckConstraint(condition=~Q(kept_apart=""), name="sift_kept_apart"),
            models.CheckConstraint(
                condition=Q(state="NOTIFIED") | (Q(examined_at__gte=F("notice_at")) & ~Q(rest="") & ~Q(privileged="")),
                name="sift_examined_says_what_became_of_it",
            ),
        ]
        triggers = [pgtrigger.FSM(name="sift_moves", field="state", transitions=pairs(flow.SIFT_MOVES))]
