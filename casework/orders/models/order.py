"""The order and its versions."""

from datetime import date, datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.applications.models import Application, ConditionKind
from casework.cases.models import REPEATED, Case, OfCase, walked
from casework.cases.moves import pairs
from casework.law.when import at
from casework.orders import flow
from casework.people.models import Person


class OrderKind(models.TextChoices):
    """Full or interim. A person may have several live orders."""

    SPO = "SPO", "Stalking Protection Order"
    ISPO = "ISPO", "Interim Stalking Protection Order"


class OrderOrigin(models.TextChoices):
    """On what the court made it. On conviction and on acquittal stand ready for law that is not known to be in force."""

    APPLICATION = "APPLICATION", "On an application"
    ON_CONVICTION = "ON_CONVICTION", "On conviction"
    ON_ACQUITTAL = "ON_ACQUITTAL", "On acquittal"
    ON_APPEAL = "ON_APPEAL", "On appeal"
    IMPORTED = "IMPORTED", "Taken over from another register"


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders by whether they bind now."""

    def live_on(self, day: date) -> "OrderQuerySet":
        """Orders that may bind on `day` (London): not ended, and not past their last day. One whose end is not known counts as live."""
        return self.filter(state__in=flow.LIVE, made_on__lte=day, end_sort__gte=day)


@pghistory.track(model_name="OrderHistory", exclude=REPEATED)
class Order(OfCase):
    """An order as the court made it.

    `made_on` never changes. `end_date` is the last day (inclusive, ends at 24:00 London); null means until a further order, or, with
    `end_not_known`, that the register from which it came does not say. `end_sort` repeats it for ordered lists, 9999-12-31 for null.
    `served_on` is the earliest valid effective date of service, kept by `orders.services` alone. `queried` marks what the court made
    but force legal must ask about. `ended_at` is the first instant at which it was no longer in force. `manager` is the offender manager
    who answers for it by name.
    """

    MACHINE = "order"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    main_application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="orders_in_the_matter")
    defendant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="orders")
    type = models.CharField(max_length=4, choices=OrderKind)
    origin = models.CharField(max_length=14, choices=OrderOrigin, default=OrderOrigin.APPLICATION)
    state = models.CharField(max_length=24, choices=flow.STATES, default=flow.MADE)
    court = models.CharField(max_length=120)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    effective_from = models.DateField(null=True, blank=True)
    fixed_period = models.BooleanField()
    period_words = models.CharField(max_length=120, blank=True)
    end_date = models.DateField(null=True, blank=True)
    end_sort = models.DateField()
    end_not_known = models.BooleanField(default=False)
    queried = models.BooleanField(default=False)
    query_reason = models.TextField(blank=True)
    imported_incomplete = models.BooleanField(default=False)
    defendant_present = models.BooleanField(default=False)
    on_register = models.BooleanField(default=False)
    register_until = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    served_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_note = models.TextField(blank=True)
    renewal_decision = models.CharField(max_length=6, choices=[("RENEW", "To be renewed"), ("LAPSE", "To be let lapse")], blank=True)
    renewal_reason = models.TextField(blank=True)
    pnc_reference = models.CharField(max_length=40, blank=True)
    pnc_at = models.DateTimeField(null=True, blank=True)
    victim_told_at = models.DateTimeField(null=True, blank=True)
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders_managed")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"]),
            models.Index(fields=["end_sort", "id"]),
            models.Index(fields=["end_sort"], condition=Q(state__in=flow.LIVE), name="live_orders_by_end"),
            models.Index(fields=["defendant", "state"]),
            models.Index(fields=["case", "end_sort", "id"], condition=Q(state__in=flow.LIVE), name="live_orders_of_case"),
            *walked("live_orders", ["end_sort", "id"], Q(state__in=flow.LIVE)),
            *walked("orders", ["end_sort", "id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="order_state_known"),
            models.CheckConstraint(condition=Q(type__in=OrderKind.values), name="order_type_known"),
            models.CheckConstraint(
                condition=Q(type=OrderKind.SPO) | Q(fixed_period=True, end_date__isnull=False) | Q(end_not_known=True),
                name="interim_order_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(fixed_period=False, end_date__isnull=True, end_not_known=False)
                | Q(fixed_period=True, end_date__isnull=False, end_not_known=False)
                | Q(end_date__isnull=True, end_not_known=True, imported_incomplete=True),
                name="order_end_is_stated",
            ),
            models.CheckConstraint(condition=Q(end_date__isnull=True) | Q(end_date__gte=F("made_on")), name="order_ends_after_made"),
            models.CheckConstraint(condition=Q(end_date__isnull=True) | Q(end_sort=F("end_date")), name="order_end_sort_follows"),
            models.CheckConstraint(condition=Q(queried=False) | ~Q(query_reason=""), name="queried_order_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=flow.LIVE) | Q(ended_at__isnull=False) | Q(imported_incomplete=True),
                name="ended_order_has_its_instant",
            ),
            models.CheckConstraint(condition=~Q(state=flow.SUPERSEDED) | Q(replaced_by__isnull=False), name="superseded_order_names_next"),
        ]
        triggers = [pgtrigger.FSM(name="order_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference


class VersionReason(models.TextChoices):
    """Why a version came to be."""

    MADE = "MADE", "As made"
    VARIED = "VARIED", "Varied (s.4)"
    RENEWED = "RENEWED", "Renewed (s.4)"
    APPEAL = "APPEAL", "Changed on appeal (s.7)"
    CORRECTED = "CORRECTED", "Entry corrected"
    COMPLETED = "COMPLETED", "Imported entry completed"


class OrderVersion(models.Model):
    """What the order says from `effective_at` on: the content of SPA 2019 s.6. Append-only; never overwritten.

    `effective_from` is the day of that instant (London); an older row without the instant counts from the day's beginning.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=10, choices=VersionReason)
    effective_from = models.DateField()
    effective_at = models.DateTimeField(null=True, blank=True)
    fixed_period = models.BooleanField()
    period_words = models.CharField(max_length=120, blank=True)
    end_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="order_version_number_once")]

    @property
    def since(self) -> datetime:
        """The first instant at which it says so."""
        return self.effective_at or at(self.effective_from, 0)


class OrderCondition(models.Model):
    """A condition as one version of the order has it, in the wording that went out. Append-only.

    `locality` empty: the whole United Kingdom. `until` is its own last day (inclusive) where it differs from the order's. `asked` is the
    number of the draft's condition that it answers, null for one that the court added. `necessity` is why a condition that came with a
    variation or renewal is necessary (s.4(4)(a)).
    """

    version = models.ForeignKey(OrderVersion, on_delete=models.CASCADE, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ConditionKind)
    category = models.CharField(max_length=30)
    text = models.TextField()
    locality = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(null=True, blank=True)
    necessity = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="order_condition_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="order_condition_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
