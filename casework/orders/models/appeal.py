"""Appeals to the Crown Court (SPA 2019 s.7) and what a court may order meanwhile."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.applications.models import Application
from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.orders import flow
from casework.orders.models.changing import OrderChange
from casework.orders.models.order import Order


class Decision(models.TextChoices):
    """The decisions of which s.7 speaks; the keys are those of the rule CC-7."""

    ORDER_MADE = "order_made", "The order was made"
    INTERIM_MADE = "interim_made", "The interim order was made"
    ORDER_REFUSED = "order_refused", "The order was refused"
    INTERIM_REFUSED = "interim_refused", "The interim order was refused"
    CHANGED_FOR_OFFICER = "changed_for_officer", "It was varied, renewed or discharged on a chief officer's application"
    CHANGED_FOR_DEFENDANT = "changed_for_defendant", "It was varied, renewed or discharged on the defendant's application"
    REFUSED_TO_DEFENDANT = "change_refused_to_defendant", "The defendant's application to vary, renew or discharge was refused"
    REFUSED_TO_OFFICER = "change_refused_to_officer", "A chief officer's application to vary, renew or discharge was refused"
    INTERIM_CHANGED = "interim_changed", "A decision under s.5(7) on an interim order"


class Appellant(models.TextChoices):
    """Who appeals; the keys are those of the rule CC-7."""

    DEFENDANT = "defendant", "The defendant"
    APPLICANT_OFFICER = "applicant_officer", "The chief officer who applied"
    OTHER_OFFICER = "other_officer", "Another relevant chief officer"


class AppealEffect(models.TextChoices):
    """What the Crown Court ordered on allowing it (s.7(4))."""

    QUASHED = "QUASHED", "The order is quashed"
    AMENDED = "AMENDED", "The order is amended"
    MADE = "MADE", "An order is made"
    NONE = "NONE", "Nothing about the order itself changes"


@pghistory.track(model_name="AppealHistory")
class Appeal(models.Model):
    """An appeal against one decision: on an application (refused), an order (made), or an application about an order.

    `last_day` is the law's (rule CC-7, recalled and to be checked by force legal); a notice after it needs an extension of time.
    """

    MACHINE = "appeal"
    MOVES = flow.APPEAL_MOVES

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    change = models.ForeignKey(OrderChange, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    decision = models.CharField(max_length=28, choices=Decision)
    appellant = models.CharField(max_length=18, choices=Appellant)
    state = models.CharField(max_length=14, choices=flow.APPEAL_STATES)
    decided_on = models.DateField()
    last_day = models.DateField()
    notice_on = models.DateField()
    notice_to = models.CharField(max_length=200)
    grounds = models.TextField(blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extension_why = models.TextField(blank=True)
    progression_officer = models.CharField(max_length=120, blank=True)
    court = models.CharField(max_length=120, blank=True)
    hearing_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    effect = models.CharField(max_length=8, choices=AppealEffect, blank=True)
    outcome_note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"]), models.Index(fields=["order"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.APPEAL_STATES]), name="appeal_state_known"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="appeal_decision_known"),
            models.CheckConstraint(condition=Q(appellant__in=Appellant.values), name="appellant_known"),
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(order__isnull=False) | Q(change__isnull=False),
                name="appeal_is_against_something",
            ),
            models.CheckConstraint(
                condition=Q(notice_on__lte=models.F("last_day")) | (Q(extended_on__isnull=False) & ~Q(extension_why="")),
                name="late_appeal_has_its_extension",
            ),
            models.CheckConstraint(condition=~Q(state=flow.ALLOWED) | ~Q(effect=""), name="allowed_appeal_has_its_effect"),
        ]
        triggers = [pgtrigger.FSM(name="appeal_moves", field="state", transitions=pairs(flow.APPEAL_MOVES))]

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class Stay(models.Model):
    """A court stayed the order from an instant on; until it is lifted, or the appeal ends, the order does not bind."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="stays")
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="stays")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=models.F("from_at")), name="stay_ends_after_it_began"
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(until_at__isnull=True), name="one_open_stay_per_order"),
        ]
