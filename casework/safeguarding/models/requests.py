"""What is asked of or about a victim: views on bail, information held by third parties, and the victim's request for review."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case, CaseParty
from casework.cases.moves import pairs
from casework.safeguarding import flow


class BailViews(models.Model):
    """The victim's views before bail was granted or its conditions changed (PACE 1984 s.47ZZA), or why they were not had. Append-only.

    `about_at` is when the person is, or was, released or the conditions changed. `passed_to` is who in custody was told the views,
    `passed_at` when. Bail counts a row recorded since the arrest or the last change; later views are another row.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bail_views")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="bail_views")
    about_at = models.DateTimeField()
    views_at = models.DateTimeField(null=True, blank=True)
    views = models.TextField(blank=True)
    needs_representative = models.BooleanField(default=False)
    representative = models.BooleanField(default=False)
    passed_to = models.CharField(max_length=120, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bail views"
        indexes = [models.Index(fields=["party", "-about_at", "-id"]), models.Index(fields=["case", "-recorded_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(views_at__isnull=True) | ~Q(views=""), name="bail_views_say_what"),
            models.CheckConstraint(condition=Q(views_at__isnull=False) | ~Q(reason=""), name="bail_views_or_why_not"),
        ]


class Representative(models.TextChoices):
    """To whom notice is given."""

    VICTIM = "VICTIM", "The victim"
    PARENT = "PARENT", "A parent or guardian, because the victim is a child"
    CARER = "CARER", "Someone who acts for the victim, who lacks capacity"


class NoticeException(models.TextChoices):
    """Why no notice is given (PCSCA 2022 s.44B); the law's own names in lower case."""

    NONE = "none", "None: notice is given"
    IMPRACTICABLE = "impracticable", "It is not practicable"
    PREJUDICE = "prejudice", "It would prejudice the investigation"
    SERIOUS_HARM = "serious_harm", "It would risk serious harm"


@pghistory.track(model_name="ThirdPartyRequestHistory")
class ThirdPartyRequest(models.Model):
    """Information about a victim asked of somebody who holds it (PCSCA 2022 ss.44A to 44D). `request_on` is when it goes out."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="third_party_requests")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="third_party_requests")
    holder = models.CharField(max_length=120)
    asked_for = models.TextField()
    line_of_enquiry = models.TextField()
    why_necessary = models.TextField()
    why_proportionate = models.TextField()
    other_means = models.TextField()
    counselling = models.BooleanField(default=False)
    substantial_why = models.TextField(blank=True)
    in_writing = models.BooleanField()
    request_on = models.DateField()
    notice_to = models.CharField(max_length=8, choices=Representative, default=Representative.VICTIM)
    exception = models.CharField(max_length=14, choices=NoticeException, default=NoticeException.NONE)
    exception_why = models.TextField(blank=True)
    notice_on = models.DateField(null=True, blank=True)
    late_why = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["party"]), models.Index(fields=["case"])]
        constraints = [
            models.CheckConstraint(condition=Q(in_writing=True), name="third_party_request_in_writing"),
            models.CheckConstraint(condition=Q(counselling=False) | ~Q(substantial_why=""), name="counselling_says_why"),
            models.CheckConstraint(condition=Q(exception="none") | ~Q(exception_why=""), name="no_notice_says_why"),
        ]


class DecisionReviewed(models.TextChoices):
    """What the victim asks to be reviewed."""

    POLICE = "POLICE", "A police decision to take no further action"
    CPS = "CPS", "A decision of the Crown Prosecution Service"


@pghistory.track(model_name="ReviewRequestHistory")
class ReviewRequest(models.Model):
    """A victim's request that a police decision be reviewed. `told_on` is when the victim was told of the decision.

    `bars` are reasons why the scheme does not take it (see `rules.BARS`). The reviewer is nobody who works on the case.
    """

    MACHINE = "review_request"
    MOVES = flow.REVIEW_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="review_requests")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="review_requests")
    state = models.CharField(max_length=12, choices=flow.REVIEW_STATES, default=flow.RECEIVED)
    told_on = models.DateField()
    received_at = models.DateTimeField()
    late_why = models.TextField(blank=True)
    bars = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reasons = models.TextField(blank=True)
    letter = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party"]), models.Index(fields=["case"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.REVIEW_STATES]), name="review_request_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=(flow.STANDS, flow.SET_ASIDE)) | (Q(reviewer__isnull=False) & ~Q(letter="")),
                name="review_says_who_and_letter",
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("recorded_by")), name="reviewer_did_not_record_request"),
            models.UniqueConstraint(
                fields=["party"], condition=Q(state__in=(flow.RECEIVED, flow.ACKNOWLEDGED)), name="one_review_request_open"
            ),
        ]
        triggers = [pgtrigger.FSM(name="review_request_moves", field="state", transitions=pairs(flow.REVIEW_MOVES))]
