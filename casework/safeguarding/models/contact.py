"""What is owed to a victim, and the log of contacts that answers it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case, CaseParty
from casework.cases.moves import pairs
from casework.safeguarding import flow


class DutyKind(models.TextChoices):
    """What must be told or offered; the words complete the list "what the victim must be told"."""

    ARREST = "ARREST", "Tell the victim of the arrest"
    INTERVIEW = "INTERVIEW", "Tell the victim of the interview"
    RELEASE = "RELEASE", "Tell the victim of the release"
    BAIL_SET = "BAIL_SET", "Tell the victim of bail and its conditions"
    BAIL_CHANGED = "BAIL_CHANGED", "Tell the victim of the change to bail"
    BAIL_ENDED = "BAIL_ENDED", "Tell the victim that bail has ended"
    NOT_INVESTIGATED = "NOT_INVESTIGATED", "Tell the victim why it is not investigated, and offer support"
    DECISION = "DECISION", "Tell the victim of the charging decision, its reasons and the right to review"
    OUTCOME = "OUTCOME", "Tell the victim of the court's outcome and what it means"
    SUPPORT = "SUPPORT", "Refer the victim to a support service"
    ADVOCATE = "ADVOCATE", "Refer the victim to a stalking or domestic abuse advocate"
    STATEMENT = "STATEMENT", "Offer the Victim Personal Statement"
    THIRD_PARTY = "THIRD_PARTY", "Give the victim notice of the request to a third party"
    REVIEW_ACK = "REVIEW_ACK", "Acknowledge the victim's request for review"
    REVIEW_DECIDE = "REVIEW_DECIDE", "Decide the victim's request for review"


class VictimDuty(models.Model):
    """One thing owed to one victim because of one fact; the subject of its clock, which holds rule, date and sum.

    `happened_at` is when it was set off. `source_type` and `source_id` name the record of the fact, so that one fact told twice is
    owed once.
    """

    MACHINE = "victim_duty"
    MOVES = flow.DUTY_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="victim_duties")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=16, choices=DutyKind)
    happened_at = models.DateTimeField()
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=flow.DUTY_STATES, default=flow.OPEN)
    fell_away_why = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "victim duties"
        indexes = [
            models.Index(fields=["party", "state"]),
            models.Index(fields=["case"], condition=Q(state="OPEN"), name="victim_duty_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.DUTY_STATES]), name="victim_duty_state_known"),
            models.CheckConstraint(condition=Q(kind__in=DutyKind.values), name="victim_duty_kind_known"),
            models.CheckConstraint(condition=~Q(state=flow.FELL_AWAY) | ~Q(fell_away_why=""), name="victim_duty_says_why_not_owed"),
            models.UniqueConstraint(
                fields=["party", "kind", "source_type", "source_id", "happened_at"], name="one_duty_of_a_kind_for_a_fact"
            ),
        ]
        triggers = [pgtrigger.FSM(name="victim_duty_moves", field="state", transitions=pairs(flow.DUTY_MOVES))]


class Method(models.TextChoices):
    """How somebody was reached; never the number or address."""

    TELEPHONE = "TELEPHONE", "Telephone call"
    TEXT = "TEXT", "Text message"
    EMAIL = "EMAIL", "E-mail"
    VIDEO = "VIDEO", "Video call"
    IN_PERSON = "IN_PERSON", "In person"
    LETTER = "LETTER", "Letter"
    THROUGH = "THROUGH", "Through a person whom the victim named"


class Outcome(models.TextChoices):
    """Who was reached."""

    SPOKE = "SPOKE", "The victim was reached"
    REPRESENTATIVE = "REPRESENTATIVE", "The victim's representative was reached"
    MESSAGE = "MESSAGE", "Only a message was left"
    NO_ANSWER = "NO_ANSWER", "Nobody was reached"


class Contact(models.Model):
    """One contact or attempt. Append-only: what was wrong is put right by another row that `corrects` it and says why.

    `withdrawn`: the correction says that the contact did not take place as written; what it answered is owed again. `off_plan_why`
    is given where the method was not one that was agreed as safe.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="victim_contacts")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="contacts")
    at = models.DateTimeField()
    method = models.CharField(max_length=12, choices=Method)
    outcome = models.CharField(max_length=14, choices=Outcome)
    summary = models.TextField()
    off_plan_why = models.TextField(blank=True)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")
    correction_why = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["party", "-at", "-id"]), models.Index(fields=["case"])]
        constraints = [
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(correction_why=""), name="contact_correction_says_why"),
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="contact_corrects_another"),
            models.CheckConstraint(condition=Q(withdrawn=False) | Q(corrects__isnull=False), name="contact_withdrawn_by_correction"),
        ]


class RightToReview(models.TextChoices):
    """Was the right to ask for a review explained with the decision?"""

    EXPLAINED = "EXPLAINED", "Yes, with how and until when to ask"
    CHARGED = "CHARGED", "Not needed: the suspect is charged with what was reported"


class ContactAnswer(models.Model):
    """What one contact told the victim in answer to one duty. Append-only; the newest of a contact that stands counts."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="answers")
    duty = models.ForeignKey(VictimDuty, on_delete=models.CASCADE, related_name="answers")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    told = models.TextField()
    review = models.CharField(max_length=10, choices=RightToReview, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "duty"], name="one_answer_per_contact_and_duty")]
