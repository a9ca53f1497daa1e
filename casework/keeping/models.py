"""Reviews of what is kept, holds on it, how it goes, and what people ask of what was taken from them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.evidence.models import Exhibit, ExhibitPlan
from casework.keeping import flow

_USER = settings.AUTH_USER_MODEL


class RetentionReview(models.Model):
    """One review of an item that is kept. Append-only. What it decides is the exhibit's plan (`ExhibitPlan`), which it names."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    copy_suffices = models.BooleanField()
    copy_reason = models.CharField(max_length=300)
    plan = models.ForeignKey(ExhibitPlan, on_delete=models.CASCADE, related_name="+")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["exhibit", "-id"], name="reviews_of_exhibit")]
        constraints = [models.CheckConstraint(condition=~Q(copy_reason=""), name="retention_review_says_why")]


class HoldKind(models.TextChoices):
    """Why an item may not go."""

    APPEAL = "APPEAL", "An appeal is pending or may be brought"
    POCA = "POCA", "Proceeds of crime proceedings"
    CIVIL = "CIVIL", "A civil claim"
    OWNERSHIP = "OWNERSHIP", "Disputed ownership (Police (Property) Act 1897)"
    OTHER_CASE = "OTHER_CASE", "Needed in another case"
    DISCLOSURE = "DISCLOSURE", "The CPIA code keeps it (sentence not served, or six months not over)"
    OTHER = "OTHER", "Another reason"


class ExhibitHold(models.Model):
    """As long as it stands, the item is neither given back nor disposed of."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="holds")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=HoldKind)
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lift_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["exhibit"], condition=Q(lifted_at__isnull=True), name="holds_standing")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(condition=Q(lifted_at__isnull=True) | ~Q(lift_reason=""), name="hold_lifted_says_why"),
        ]


class To(models.TextChoices):
    """To whom an item goes back."""

    VICTIM = "VICTIM", "The victim"
    SUSPECT = "SUSPECT", "The suspect"
    OWNER = "OWNER", "Another owner"


class Method(models.TextChoices):
    """How an item is disposed of."""

    DESTROYED = "DESTROYED", "Destroyed"
    WIPED = "WIPED", "Wiped and recycled"
    SURRENDERED = "SURRENDERED", "Surrendered to a specialist unit"
    SOLD = "SOLD", "Sold (Police (Property) Act 1897)"


class Release(models.Model):
    """A request to give an item back or to dispose of it: asked by one, authorised by another who did not seize it, then carried out."""

    MACHINE = "release"
    MOVES = flow.RELEASE_MOVES

    class Kind(models.TextChoices):
        """How it goes."""

        RETURN = "RETURN", "Return to its owner"
        DISPOSE = "DISPOSE", "Dispose of"

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="releases")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    to = models.CharField(max_length=8, choices=To, blank=True)
    method = models.CharField(max_length=12, choices=Method, blank=True)
    reason = models.CharField(max_length=300)
    danger = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=flow.RELEASE_STATES, default=flow.ASKED)
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=300, blank=True)
    disclosure_checked = models.BooleanField(default=False)
    carried_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    carried_at = models.DateTimeField(null=True, blank=True)
    identity = models.CharField(max_length=200, blank=True)
    signed = models.CharField(max_length=120, blank=True)
    read_back = models.BooleanField(default=False)
    witness = models.CharField(max_length=120, blank=True)
    certificate = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="releases_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.RELEASE_STATES]), name="release_state_known"),
            models.UniqueConstraint(fields=["exhibit"], condition=Q(state__in=flow.RELEASE_LIVE), name="one_release_under_way"),
            models.CheckConstraint(
                condition=(Q(kind="RETURN") & ~Q(to="")) | (Q(kind="DISPOSE") & ~Q(method="")), name="release_says_to_whom_or_how"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")), name="release_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["AUTHORISED", "DONE"]) | Q(decided_by__isnull=False), name="release_is_authorised"
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | (Q(kind="RETURN") & ~Q(identity="")) | (Q(kind="DISPOSE") & ~Q(certificate="")),
                name="release_done_is_proved",
            ),
        ]
        triggers = [pgtrigger.FSM(name="release_moves", field="state", transitions=pairs(flow.RELEASE_MOVES))]


class Asker(models.TextChoices):
    """Who may ask under s.21."""

    OCCUPIER = "OCCUPIER", "The occupier of the premises"
    CUSTODY = "CUSTODY", "Whoever had custody or control of it just before the seizure"
    FOR_THEM = "FOR_THEM", "Somebody on their behalf"


class PropertyRequest(models.Model):
    """What somebody asked about what was seized from them (PACE 1984 s.21). Names stay out of it: the capacity is enough."""

    MACHINE = "property_request"
    MOVES = flow.REQUEST_MOVES

    class Kind(models.TextChoices):
        """What was asked for."""

        RECORD = "RECORD", "A record of what was seized, s.21(1)"
        ACCESS = "ACCESS", "Access under supervision, s.21(3)"
        COPY = "COPY", "A photograph or copy, s.21(4)"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="property_requests")
    kind = models.CharField(max_length=8, choices=Kind)
    asker = models.CharField(max_length=8, choices=Asker)
    items = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=flow.REQUEST_STATES, default=flow.OPEN)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-received_at", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.REQUEST_STATES]), name="property_request_state_known"),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(kind="RECORD"), name="record_of_seizure_never_refused"),
            models.CheckConstraint(condition=Q(state="OPEN") | ~Q(answer=""), name="property_request_answered_in_words"),
        ]
        triggers = [pgtrigger.FSM(name="property_request_moves", field="state", transitions=pairs(flow.REQUEST_MOVES))]
