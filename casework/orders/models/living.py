"""Living with an order: legal's queries, who else is relevant, reviews, moves to another force, copies, requests for what it says."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case, Grade
from casework.cases.moves import pairs
from casework.orders import flow
from casework.orders.models.order import Order, OrderVersion
from casework.staff.models import Force

USER = settings.AUTH_USER_MODEL


class QueryAnswer(models.TextChoices):
    """What came of a query."""

    STANDS = "STANDS", "It stands as made"
    CORRECTED = "CORRECTED", "The court corrected it"
    VARIATION = "VARIATION", "An application to vary is made"
    APPEAL = "APPEAL", "An appeal is considered"


class OrderQuery(models.Model):
    """What the court made and force legal must ask about ("made, queried"). `reason` is the law's; `advice` is privileged."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="queries")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=QueryAnswer, blank=True)
    advice = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "order queries"
        ordering = ["id"]
        indexes = [models.Index(fields=["opened_at", "id"], condition=Q(answer=""), name="open_order_queries")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, advice="")
                | (~Q(answer="") & ~Q(advice="") & Q(answered_at__isnull=False)),
                name="order_query_answer_is_whole",
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(answer=""), name="one_open_query_per_order"),
        ]


class RelevantBasis(models.TextChoices):
    """Why a chief officer is a relevant one (SPA 2019 s.14(1)), besides the one who applied."""

    RESIDES = "RESIDES", "The defendant lives in that area"
    IN_AREA = "IN_AREA", "The chief officer believes that the defendant is in that area"
    COMING = "COMING", "The chief officer believes that the defendant intends to come to that area"


class RelevantOfficer(models.Model):
    """A relevant chief officer besides the one who applied. Days inclusive; `until` null while it holds."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="relevant_officers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=8, choices=RelevantBasis)
    in_england_or_wales = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=RelevantBasis.values), name="relevant_basis_known"),
            models.UniqueConstraint(fields=["order", "name"], condition=Q(until__isnull=True), name="relevant_officer_once_at_a_time"),
        ]


class ReviewAfter(models.TextChoices):
    """What a review followed; the last is a visit, which meets no date."""

    PERIOD = "PERIOD", "The time had come"
    BREACH = "BREACH", "A breach was reported"
    MOVE = "MOVE", "The defendant moved"
    RELEASE = "RELEASE", "The defendant was released"
    VISIT = "VISIT", "A visit or check, not a full review"


class ReviewDecision(models.TextChoices):
    """What a review found that the order needs."""

    KEEP = "KEEP", "The conditions still fit the risk"
    VARY = "VARY", "Apply to vary the conditions"
    RENEW = "RENEW", "Apply to renew before the end"
    DISCHARGE = "DISCHARGE", "Consider asking for a discharge"


class OrderReview(models.Model):
    """A review of an order in force: the risk, and whether each condition still fits (force policy). Append-only."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    after = models.CharField(max_length=8, choices=ReviewAfter)
    at = models.DateTimeField()
    grade = models.CharField(max_length=10, choices=Grade)
    findings = models.TextField()
    decision = models.CharField(max_length=10, choices=ReviewDecision)
    reviewer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(findings=""), name="order_review_says_what")]


@pghistory.track(model_name="OrderTransferHistory")
class OrderTransfer(models.Model):
    """The defendant moved: the order's management goes to another force. Both chief officers are relevant from then on.

    `to_force` is a force of this installation; without one `to_name` names a force elsewhere, whose acceptance is recorded here.
    """

    MACHINE = "order_transfer"
    MOVES = flow.TRANSFER_MOVES

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="transfers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=flow.TRANSFER_STATES)
    to_force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=120)
    moved_on = models.DateField()
    pack = models.TextField()
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    new_owner = models.CharField(max_length=120, blank=True)
    answer_note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.TRANSFER_STATES]), name="order_transfer_state_known"),
            models.CheckConstraint(condition=~Q(state=flow.ACCEPTED) | ~Q(new_owner=""), name="accepted_transfer_names_the_owner"),
            models.UniqueConstraint(fields=["order"], condition=Q(state=flow.PROPOSED), name="one_transfer_at_a_time"),
        ]
        triggers = [pgtrigger.FSM(name="transfer_moves", field="state", transitions=pairs(flow.TRANSFER_MOVES))]


class CertifiedCopy(models.Model):
    """A copy of one version that the court certified: evidence of its making and content (SPA 2019 s.8(5)). Append-only.

    `sha256` is the fingerprint of the file as it was read here, hexadecimal in small letters; any later copy can be held against it.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="certified_copies")
    order_version = models.ForeignKey(OrderVersion, on_delete=models.PROTECT, related_name="certified_copies")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    certified_on = models.DateField()
    certified_by = models.CharField(max_length=120)
    kept_where = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="certified_copy_has_its_fingerprint"),
            models.UniqueConstraint(fields=["order", "sha256"], name="certified_copy_once"),
        ]


class RequestAnswer(models.TextChoices):
    """What the police said to the request."""

    OBJECT = "OBJECT", "The police object"
    NO_OBJECTION = "NO_OBJECTION", "The police do not object"


class InformationRequest(models.Model):
    """A request to the court for what an order says, served on the police, who may object (MCR 1981 r.66D)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="information_requests")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField()
    requester = models.CharField(max_length=200)
    extended_to = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=RequestAnswer, blank=True)
    grounds = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(answer=RequestAnswer.OBJECT) | ~Q(grounds=""), name="objection_gives_its_grounds"),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_on__isnull=False), name="request_answer_has_its_day"),
        ]
