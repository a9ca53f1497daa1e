"""The application itself: who, against whom, on what grounds, before which court."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from casework.applications import flow
from casework.cases.models import REPEATED, Case, OfCase, walked
from casework.cases.moves import pairs
from casework.people.models import Person


class ApplicationKind(models.TextChoices):
    """What is asked of the court. An interim order asked for together with the full one is a part of the main application."""

    MAIN = "MAIN", "Stalking Protection Order"
    INTERIM = "INTERIM", "Interim order, asked for after the main application"


class AreaBasis(models.TextChoices):
    """Why this chief officer may apply (SPA 2019 s.1(3)); the rule does not bind BTP and the Ministry of Defence Police."""

    RESIDES = "RESIDES", "The defendant lives in the force's area"
    IN_AREA = "IN_AREA", "The chief officer believes that the defendant is in the area"
    COMING = "COMING", "The chief officer believes that the defendant intends to come to the area"
    NOT_BOUND = "NOT_BOUND", "The force has no area of its own, so the rule does not apply"


class HarmType(models.TextChoices):
    """Harm of which the risk is (SPA 2019 s.1(4))."""

    PHYSICAL = "PHYSICAL", "Physical harm"
    PSYCHOLOGICAL = "PSYCHOLOGICAL", "Psychological harm"
    BOTH = "BOTH", "Physical and psychological harm"


class ScreenAnswer(models.TextChoices):
    """Answer to a screening question of SPA 2019 s.2(3)."""

    CLEAR = "CLEAR", "No condition affects this"
    ADJUSTED = "ADJUSTED", "A condition was worded to avoid it"
    UNAVOIDABLE = "UNAVOIDABLE", "A condition affects it and this cannot be avoided"


class VictimView(models.TextChoices):
    """What the victim thinks of an order. Her consent is not required; her views are recorded (force policy)."""

    SUPPORTS = "SUPPORTS", "Supports an order"
    UNSURE = "UNSURE", "Is unsure"
    OPPOSES = "OPPOSES", "Does not want an order"
    NOT_REACHED = "NOT_REACHED", "Could not be asked; why is explained"


class Prosecution(models.TextChoices):
    """Whether a prosecution runs beside the application; an order is not an alternative to one."""

    NONE = "NONE", "No prosecution is running"
    CONSIDERED = "CONSIDERED", "A charge is being considered"
    LIVE = "LIVE", "A prosecution is running"


class Urgency(models.TextChoices):
    """How soon force legal must answer (force policy)."""

    STANDARD = "STANDARD", "Standard"
    URGENT = "URGENT", "Urgent"


class CourtKind(models.TextChoices):
    """A youth court when the defendant is under 18 (SPA 2019 s.14(1))."""

    ADULT = "ADULT", "Magistrates' court"
    YOUTH = "YOUTH", "Youth court"


class WithdrawalReason(models.TextChoices):
    """Why an application ended without a decision."""

    LEGAL_REFUSED = "LEGAL_REFUSED", "Force legal does not support it"
    VICTIM_SAFETY = "VICTIM_SAFETY", "It would put the victim at greater risk"
    OTHER_ORDER = "OTHER_ORDER", "Another order or bail protects instead"
    EVIDENCE = "EVIDENCE", "The evidence no longer supports it"
    DEFENDANT = "DEFENDANT", "The defendant died or cannot be found"
    MISTAKE = "MISTAKE", "Started by mistake"
    OTHER = "OTHER", "Another reason, explained"


# The order of the queue: urgent ones first, then those that wait longest.
QUEUE = ("urgent_first", "waiting_since", "id")


@pghistory.track(model_name="ApplicationHistory", exclude=(*REPEATED, "urgent_first", "waiting_since"))
class Application(OfCase):
    """An application by the chief officer to a magistrates' court, by complaint (SPA 2019 ss.1, 5, 13).

    The three grounds stand in fields of their own: acts associated with stalking, the risk, and why an order is necessary.
    `main` names the undetermined main application of an interim one asked for later. `writers` are all who edited the draft, the
    author among them: none of them may review or authorise it. `sections` holds each section's own version, so that two people can
    write two sections at once; `version` rises with every edit of any part, and `reviewed_version` is the one that force legal
    approved. `imported` marks one taken over from another register, whose review and authority stand there and not here.
    `urgent_first` (0 for urgent, else 1) and `waiting_since` (sent, or begun when it never was) are the order of the queue.
    """

    MACHINE = "application"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=10, choices=ApplicationKind, default=ApplicationKind.MAIN)
    main = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later_interims")
    state = models.CharField(max_length=20, choices=flow.STATES, default=flow.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications_written")
    legal_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="applications_reviewed"
    )
    authoriser = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="applications_authorised"
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    defendant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications_against")
    protected_persons = models.ManyToManyField(Person, related_name="applications_protecting", blank=True)
    victims_of_acts = models.ManyToManyField(Person, related_name="applications_as_victim", blank=True)

    area_basis = models.CharField(max_length=10, choices=AreaBasis, blank=True)
    area_reason = models.TextField(blank=True)
    acts_text = models.TextField(blank=True)
    risk_text = models.TextField(blank=True)
    necessity_text = models.TextField(blank=True)
    harm = models.CharField(max_length=15, choices=HarmType, blank=True)
    religion_answer = models.CharField(max_length=12, choices=ScreenAnswer, blank=True)
    religion_note = models.TextField(blank=True)
    work_answer = models.CharField(max_length=12, choices=ScreenAnswer, blank=True)
    work_note = models.TextField(blank=True)
    victim_view = models.CharField(max_length=12, choices=VictimView, blank=True)
    victim_view_text = models.TextField(blank=True)
    prosecution = models.CharField(max_length=12, choices=Prosecution, blank=True)
    cps_consulted_on = models.DateField(null=True, blank=True)
    other_orders = models.TextField(blank=True)
    interim_sought = models.BooleanField(null=True)
    interim_why = models.TextField(blank=True)
    on_notice = models.BooleanField(null=True)
    on_notice_why = models.TextField(blank=True)
    court = models.CharField(max_length=120, blank=True)
    court_kind = models.CharField(max_length=6, choices=CourtKind, blank=True)
    asked_fixed = models.BooleanField(null=True)
    asked_years = models.PositiveSmallIntegerField(null=True, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.STANDARD)
    urgency_why = models.TextField(blank=True)

    compatibility_checked_at = models.DateTimeField(null=True, blank=True)
    compatibility_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    compatibility_list = models.JSONField(default=list)

    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    authorised_at = models.DateTimeField(null=True, blank=True)
    complaint_on = models.DateField(null=True, blank=True)
    lodged_at = models.DateTimeField(null=True, blank=True)
    court_reference = models.CharField(max_length=60, blank=True)
    determined_at = models.DateTimeField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    withdrawal_reason = models.CharField(max_length=15, choices=WithdrawalReason, blank=True)
    reviewed_version = models.PositiveIntegerField(null=True, blank=True)
    imported = models.BooleanField(default=False)
    sections = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    urgent_first = models.GeneratedField(
        expression=models.Case(models.When(urgency=Urgency.URGENT, then=0), default=1),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    waiting_since = models.GeneratedField(
        expression=Coalesce("submitted_at", "started_at"), output_field=models.DateTimeField(), db_persist=True
    )

    class Meta:
        indexes = [
            *walked("undetermined", QUEUE, Q(state__in=flow.UNDETERMINED), then=["state"]),
            *walked("applications", QUEUE, then=["state"]),
            models.Index(fields=["state", "submitted_at", "id"]),
            models.Index(fields=["case", "id"]),
            models.Index(fields=["defendant"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="application_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ApplicationKind.values), name="application_kind_known"),
            models.CheckConstraint(
                condition=Q(asked_years__isnull=True) | Q(asked_fixed=True, asked_years__gte=2), name="asked_term_is_lawful"
            ),
            models.CheckConstraint(condition=~Q(author=F("legal_reviewer")), name="author_is_not_legal_reviewer"),
            models.CheckConstraint(condition=~Q(author=F("authoriser")), name="author_is_not_authoriser"),
            models.CheckConstraint(condition=~Q(legal_reviewer=F("authoriser")), name="legal_reviewer_is_not_authoriser"),
            models.CheckConstraint(
                condition=Q(kind=ApplicationKind.MAIN, main__isnull=True) | Q(kind=ApplicationKind.INTERIM, main__isnull=False),
                name="interim_application_names_its_main",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[flow.AUTHORISATION, flow.AUTHORISED, flow.DECLINED, *flow.BEFORE_COURT, flow.GRANTED, flow.REFUSED])
                | Q(legal_reviewer__isnull=False)
                | Q(imported=True),
                name="past_legal_review_names_the_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[flow.AUTHORISED, flow.DECLINED, *flow.BEFORE_COURT, flow.GRANTED, flow.REFUSED])
                | Q(authoriser__isnull=False)
                | Q(imported=True),
                name="past_authority_names_the_authoriser",
            ),
        ]
        triggers = [pgtrigger.FSM(name="application_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def editable(self) -> bool:
        """True until it is lodged (and while it has not ended)."""
        return self.state in flow.EDITABLE

    @property
    def undetermined(self) -> bool:
        """True while neither the court nor a withdrawal has ended it."""
        return self.state in flow.UNDETERMINED
