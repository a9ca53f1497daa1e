"""An application to vary, renew or discharge an order (SPA 2019 s.4, and s.5(7) for an interim one)."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.applications.catalogue import CATEGORIES
from casework.applications.models import ConditionKind
from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.orders import flow
from casework.orders.models.order import Order, OrderVersion


class ChangeKind(models.TextChoices):
    """What is asked of the court."""

    VARY = "VARY", "Vary the order"
    RENEW = "RENEW", "Renew the order"
    DISCHARGE = "DISCHARGE", "Discharge the order"


class Applicant(models.TextChoices):
    """Who may apply (ss.4(1), 5(7), 14(1)). The protected person may not: she goes through the police."""

    OUR_OFFICER = "OUR_OFFICER", "The chief officer who applied for the order"
    OTHER_OFFICER = "OTHER_OFFICER", "Another relevant chief officer"
    DEFENDANT = "DEFENDANT", "The defendant"


@pghistory.track(model_name="OrderChangeHistory")
class OrderChange(models.Model):
    """One application about an order that has been made.

    Our own chief officer's goes through draft, legal review and authority, by three people; one by the defendant or another chief
    officer is received and stands before the court at once. `asked_end` null with `asked_fixed` false: until a further order.
    """

    MACHINE = "order_change"
    MOVES = flow.CHANGE_MOVES

    reference = models.CharField(max_length=20, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="changes")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=ChangeKind)
    applicant = models.CharField(max_length=13, choices=Applicant)
    applicant_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=14, choices=flow.CHANGE_STATES)
    asked = models.TextField()
    why = models.TextField(blank=True)
    asked_fixed = models.BooleanField(null=True)
    asked_end = models.DateField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    legal_reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authoriser = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority_reasons = models.TextField(blank=True)
    started_at = models.DateTimeField()
    lodged_at = models.DateTimeField(null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)
    court_reference = models.CharField(max_length=60, blank=True)
    hearing_at = models.DateTimeField(null=True, blank=True)
    determined_at = models.DateTimeField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    version_made = models.OneToOneField(OrderVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="change")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["order", "id"]), models.Index(fields=["case", "id"]), models.Index(fields=["state", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.CHANGE_STATES]), name="order_change_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="order_change_kind_known"),
            models.CheckConstraint(condition=Q(applicant__in=Applicant.values), name="order_change_applicant_known"),
            models.CheckConstraint(condition=~Q(applicant=Applicant.OTHER_OFFICER) | ~Q(applicant_name=""), name="other_officer_is_named"),
            models.CheckConstraint(condition=~Q(author=F("legal_reviewer")), name="change_author_is_not_legal_reviewer"),
            models.CheckConstraint(condition=~Q(author=F("authoriser")), name="change_author_is_not_authoriser"),
            models.CheckConstraint(condition=~Q(legal_reviewer=F("authoriser")), name="change_reviewer_is_not_authoriser"),
            models.CheckConstraint(
                condition=~Q(applicant=Applicant.OUR_OFFICER)
                | Q(state__in=[flow.DRAFT, flow.LEGAL_REVIEW, flow.WITHDRAWN])
                | Q(legal_reviewer__isnull=False),
                name="change_past_review_names_the_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(applicant=Applicant.OUR_OFFICER)
                | Q(state__in=[flow.DRAFT, flow.LEGAL_REVIEW, flow.AUTHORISATION, flow.WITHDRAWN])
                | Q(authoriser__isnull=False),
                name="change_past_authority_names_the_authoriser",
            ),
            models.UniqueConstraint(
                fields=["order", "kind", "applicant"],
                condition=Q(state__in=flow.CHANGE_OPEN),
                name="one_open_change_of_a_kind_and_applicant",
            ),
        ]
        triggers = [pgtrigger.FSM(name="order_change_moves", field="state", transitions=pairs(flow.CHANGE_MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def interim(self) -> bool:
        """Whether it is about an interim order (s.5(7))."""
        return self.order.type == "ISPO"

    @property
    def title(self) -> str:
        """ "Vary the interim order"."""
        words = self.get_kind_display()
        return words.replace("the order", "the interim order") if self.interim else words


class ChangeCondition(models.Model):
    """A condition that would be new: only if necessary (s.4(4)(a)), so the reason stands with it."""

    change = models.ForeignKey(OrderChange, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=12, choices=ConditionKind)
    category = models.CharField(max_length=30, choices=[(each.key, each.title) for each in CATEGORIES])
    text = models.TextField()
    necessity = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text="") & ~Q(necessity=""), name="new_condition_is_justified")]


class ChangeReview(models.Model):
    """Force legal's review of our own application. `reasons` are privileged. Append-only."""

    change = models.ForeignKey(OrderChange, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    approved = models.BooleanField()
    reasons = models.TextField(blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]


class Heard(models.Model):
    """Somebody whom the court must hear who wants to be heard (s.4(2)): the defendant and every relevant chief officer."""

    change = models.ForeignKey(OrderChange, on_delete=models.CASCADE, related_name="heard")
    name = models.CharField(max_length=120)
    is_defendant = models.BooleanField(default=False)
    why = models.CharField(max_length=120)
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=120, blank=True)
    wants_to_be_heard = models.BooleanField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "name"], name="told_once_for_a_change"),
            models.CheckConstraint(condition=Q(told_at__isnull=True) | ~Q(how=""), name="told_says_how"),
        ]


class ConsentBy(models.TextChoices):
    """Whose consents a discharge in the first two years may need (s.4(4)(b)); by value the inputs of the rule SPA-4-4b."""

    DEFENDANT = "defendant_consents", "The defendant"
    APPLICANT_OFFICER = "applicant_officer_consents", "The chief officer who applies for the discharge"
    ORIGINAL_OFFICER = "original_officer_consents", "The chief officer who applied for the order"
    HOME_OFFICER = "home_officer_consents", "The chief officer for the area where the defendant lives"


class Consent(models.Model):
    """One consent to a discharge. Append-only: one that is taken back is recorded as `given` false, and the newest row counts."""

    change = models.ForeignKey(OrderChange, on_delete=models.CASCADE, related_name="consents")
    by = models.CharField(max_length=30, choices=ConsentBy)
    given = models.BooleanField(default=True)
    on = models.DateField()
    evidence = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(by__in=ConsentBy.values), name="consent_by_known"),
            models.CheckConstraint(condition=~Q(evidence=""), name="consent_says_by_what"),
        ]
