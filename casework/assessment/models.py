"""Is it stalking, how dangerous is it, and what is done about it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.assessment import flow
from casework.cases.models import Case, Grade
from casework.cases.moves import pairs
from casework.people.models import Person


class Classification(models.TextChoices):
    """What the behaviour is held to be."""

    STALKING_2A = "STALKING_2A", "Stalking (s.2A)"
    STALKING_4A = "STALKING_4A", "Stalking involving fear of violence or serious alarm or distress (s.4A)"
    HARASSMENT = "HARASSMENT", "Harassment"
    OTHER = "OTHER", "Something else"


class DownCode(models.TextChoices):
    """Why a case goes down: from stalking to something else, or from s.4A to s.2A."""

    INFORMATION = "INFORMATION", "Additional verifiable information"
    ELEMENT = "ELEMENT", "A part of the more serious offence is not made out"
    ERROR = "ERROR", "It was classified in error"


class StalkingDecision(models.Model):
    """The answer to "is it stalking?": FOUR (fixated, obsessive, unwanted, repeated), each with why, and the decision.

    Harassment and "something else" are proposals until a supervisor who did not propose them approves; between former
    partners, or down from stalking, the Force Crime Registrar confirms as well. A later decision replaces it.
    """

    MACHINE = "stalking_decision"
    MOVES = flow.DECISION_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stalking_decisions")
    fixated = models.BooleanField()
    fixated_why = models.TextField()
    obsessive = models.BooleanField()
    obsessive_why = models.TextField()
    unwanted = models.BooleanField()
    unwanted_why = models.TextField()
    repeated = models.BooleanField()
    repeated_why = models.TextField()
    decision = models.CharField(max_length=12, choices=Classification)
    reason_not_stalking = models.TextField(blank=True)
    why_not_4a = models.TextField(blank=True)
    down_code = models.CharField(max_length=12, choices=DownCode, blank=True)
    state = models.CharField(max_length=16, choices=flow.DECISION_STATES)
    needs_registrar = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    registrar = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    registrar_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-proposed_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.DECISION_STATES]), name="stalking_decision_state_known"),
            models.UniqueConstraint(fields=["case"], condition=Q(state=flow.IN_FORCE), name="one_stalking_decision_in_force"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]), name="one_stalking_decision_waiting"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")), name="stalking_approver_not_proposer"
            ),
        ]
        triggers = [pgtrigger.FSM(name="stalking_decision_moves", field="state", transitions=pairs(flow.DECISION_MOVES))]


class OrderDecision(models.Model):
    """Was a Stalking Protection Order considered, and is one needed: yes or no, always with reasons. Append-only: the newest stands.

    A victim's complaint is not needed: the test is risk and necessity (SPA 2019 ss.1, 2).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="order_decisions")
    needed = models.BooleanField()
    reasons = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-decided_at", "-id"])]
        constraints = [models.CheckConstraint(condition=~Q(reasons=""), name="order_decision_gives_reasons")]


class Tool(models.TextChoices):
    """Risk tools. For licensed ones only answers and grade are kept, never the wording of their items."""

    DASH = "DASH", "DASH"
    DARA = "DARA", "DARA"
    S_DASH = "S_DASH", "S-DASH (2009)"
    SASH = "SASH", "SASH"
    SAM = "SAM", "SAM"
    SRP = "SRP", "Stalking Risk Profile (SRP)"
    LOCAL = "LOCAL", "Force screening tool"


class View(models.TextChoices):
    """How dangerous the victim says it is; or that the view could not be had."""

    STANDARD = "STANDARD", "Standard"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"
    NOT_OBTAINED = "NOT_OBTAINED", "Declined or could not be asked"


class Divergence(models.TextChoices):
    """How the victim's and the officer's views stand to one another."""

    SAME = "SAME", "Same view"
    VICTIM_HIGHER = "VICTIM_HIGHER", "The victim sees more danger"
    OFFICER_HIGHER = "OFFICER_HIGHER", "The officer sees more danger"
    NO_VIEW = "NO_VIEW", "The victim's view was not obtained"


class Flag(models.TextChoices):
    """Signs of danger that are always asked for, whatever the tool."""

    LAST_RESORT = "LAST_RESORT", "Last-resort language"
    SUICIDE_HOMICIDE = "SUICIDE_HOMICIDE", "Suicidal or homicidal threats"
    THREAT_TO_KILL = "THREAT_TO_KILL", "Threat to kill"
    WEAPON = "WEAPON", "Weapon, or access to weapons"
    SEPARATION = "SEPARATION", "Recent separation"
    ESCALATING = "ESCALATING", "Escalating or unpredictable"
    ORDER_BREACHED = "ORDER_BREACHED", "Breached an order or bail"
    APPROACH = "APPROACH", "Approached the victim in person"
    STRANGULATION = "STRANGULATION", "Strangulation"
    CHILD_CONTACT = "CHILD_CONTACT", "Dispute over child contact"
    NEW_ADDRESS_KNOWN = "NEW_ADDRESS_KNOWN", "Knows the new address"
    TRACKING = "TRACKING", "Tracker or spyware"
    PREGNANCY = "PREGNANCY", "Pregnancy"
    VICTIM_SUICIDAL = "VICTIM_SUICIDAL", "The victim's own suicidality"
    ISOLATING = "ISOLATING", "The victim is cutting herself or himself off"


class RiskAssessment(models.Model):
    """One assessment: three grades (the victim's, the officer's, the final one). Append-only; the newest of a case stands.

    `final_grade` is the grade given with the assessment, after the floor and the divergence rules. Where the officer asks to
    go below the victim's view (`lower_to`), the final grade stays the victim's until an inspector approves (`RiskReview`).
    `standing_grade` is the grade after its reviews.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="risk_assessments")
    tool = models.CharField(max_length=10, choices=Tool)
    tool_version = models.CharField(max_length=40, blank=True)
    assessed_at = models.DateTimeField()
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    victim_view = models.CharField(max_length=12, choices=View)
    victim_words = models.TextField(blank=True)
    no_view_reason = models.TextField(blank=True)
    retry_on = models.DateField(null=True, blank=True)
    officer_view = models.CharField(max_length=10, choices=Grade)
    officer_rationale = models.TextField()
    divergence = models.CharField(max_length=16, choices=Divergence)
    final_grade = models.CharField(max_length=10, choices=Grade)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lower_to = models.CharField(max_length=10, choices=Grade, blank=True)
    lower_reason = models.TextField(blank=True)
    floor_reason = models.CharField(max_length=200, blank=True)
    flags = ArrayField(models.CharField(max_length=20, choices=Flag), default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    trigger = models.CharField(max_length=120)
    no_action_reason = models.TextField(blank=True)
    next_review_due = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-assessed_at", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(next_review_due__gt=models.F("assessed_at")), name="risk_review_after_assessment"),
            # Neither view is ever above the grade given with the assessment; going below is a review of its own.
            models.CheckConstraint(
                condition=~(Q(victim_view="HIGH") | Q(officer_view="HIGH")) | Q(final_grade="HIGH"), name="risk_high_stays_high"
            ),
            models.CheckConstraint(
                condition=~(Q(victim_view="MEDIUM") | Q(officer_view="MEDIUM")) | ~Q(final_grade="STANDARD"),
                name="risk_medium_not_standard",
            ),
        ]

    @property
    def standing_grade(self) -> str:
        """The final grade after its reviews; reads `reviews` (prefetch them for lists)."""
        changed = [review.grade for review in self.reviews.all() if review.grade]
        return changed[-1] if changed else self.final_grade


class TriggerKind(models.TextChoices):
    """What makes a new assessment necessary (investigation.md 4.5)."""

    INCIDENT = "INCIDENT", "A new incident"
    BREACH = "BREACH", "A breach of an order, bail or a notification duty"
    ARREST = "ARREST", "The suspect was arrested"
    RELEASE = "RELEASE", "Release, bail or its end or change"
    CHARGE = "CHARGE", "A charging decision, or the end of the investigation"
    ORDER = "ORDER", "A Stalking Protection Order applied for, refused, made, served, changed or ending"
    KNOWS = "KNOWS", "The suspect learnt of the report, or was interviewed"
    IDENTIFIED = "IDENTIFIED", "The suspect was identified"
    REOPENED = "REOPENED", "The case was reopened"
    VICTIM_CHANGE = "VICTIM_CHANGE", "The victim moved, changed job, has a new partner or is pregnant"
    COURT = "COURT", "A court date or outcome"
    DEVICE = "DEVICE", "A device was returned to the suspect"
    FAMILY = "FAMILY", "The relationship ended, or a hearing about child contact"
    STATEMENT = "STATEMENT", "The suspect spoke of suicide or of killing"
    INTELLIGENCE = "INTELLIGENCE", "Intelligence from another force or agency"
    VICTIM_ASKS = "VICTIM_ASKS", "The victim asks for it"


class RiskTrigger(models.Model):
    """Something that makes a new assessment necessary, open until one answers it. More of the same kind meanwhile is counted here.

    `at` is when the first happened, `last_at` the last. `subject_type` and `subject_id` name the record of the first.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="risk_triggers")
    kind = models.CharField(max_length=14, choices=TriggerKind)
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    words = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(RiskAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="triggers")

    class Meta:
        indexes = [models.Index(fields=["case", "-at"])]
        constraints = [
            models.CheckConstraint(condition=Q(last_at__gte=models.F("at")), name="trigger_last_not_before_first"),
            models.UniqueConstraint(fields=["case", "kind"], condition=Q(assessment__isnull=True), name="one_open_trigger_of_a_kind"),
        ]


class RiskReview(models.Model):
    """Someone other than the assessor judged the assessment. Append-only; `grade` is set where the grade was changed."""

    class Kind(models.TextChoices):
        """What was asked of the reviewer."""

        SUPERVISOR = "SUPERVISOR", "Supervisor's review"
        LOWERING = "LOWERING", "Going below the victim's view"
        NO_ACTION = "NO_ACTION", "A plan without actions"

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    agreed = models.BooleanField()
    grade = models.CharField(max_length=10, choices=Grade, blank=True)
    reason = models.TextField(blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "kind"], name="one_review_of_a_kind")]


class PlanKind(models.TextChoices):
    """Safety actions (investigation.md section 6)."""

    SAFETY_PLAN = "SAFETY_PLAN", "Safety plan"
    COCOON = "COCOON", "Cocoon watch"
    MARKER = "MARKER", "999 marker on the address"
    ALARM = "ALARM", "Panic alarm"
    HOME_SECURITY = "HOME_SECURITY", "Home security"
    CYBER = "CYBER", "Cyber-safety check"
    TRACKER_SWEEP = "TRACKER_SWEEP", "Tracker sweep"
    SAFEGUARDING = "SAFEGUARDING", "Children's or adult safeguarding referral"
    EMPLOYER = "EMPLOYER", "Contact with employer or school"
    NEW_NUMBER = "NEW_NUMBER", "New number or identity"
    CAPTURE = "CAPTURE", "Capture digital evidence before anything is deleted"
    MARAC = "MARAC", "MARAC referral"
    ISAC = "ISAC", "Independent stalking advocate"
    SPO = "SPO", "Stalking Protection Order"
    BAIL = "BAIL", "Bail conditions"
    HOUSING = "HOUSING", "Housing"
    ELECTORAL_ROLL = "ELECTORAL_ROLL", "Anonymous entry on the electoral roll"
    INTERVENTION = "INTERVENTION", "Perpetrator intervention"
    OTHER = "OTHER", "Another action"


class PlanAction(models.Model):
    """One action of a plan: what, who, by which day (inclusive, London), and whether it needs the victim's consent.

    Planned with an assessment, or for a `victim` at any time, also before the first assessment.
    """

    MACHINE = "plan_action"
    MOVES = flow.ACTION_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_actions")
    assessment = models.ForeignKey(RiskAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    victim = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=PlanKind)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_actions")
    due_on = models.DateField()
    needs_consent = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=flow.ACTION_STATES, default=flow.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "due_on"], condition=Q(state="OPEN"), name="open_plan_actions")]
        constraints = [models.CheckConstraint(condition=Q(state__in=[k for k, _ in flow.ACTION_STATES]), name="plan_action_state_known")]
        triggers = [pgtrigger.FSM(name="plan_action_moves", field="state", transitions=pairs(flow.ACTION_MOVES))]


class Line(models.TextChoices):
    """The points to prove for s.2A and s.4A (investigation.md 2.2). The first six belong to both."""

    IDENTITY = "IDENTITY", "The suspect is the one who did it"
    OCCASIONS = "OCCASIONS", "Conduct on two occasions or more in relation to the same person"
    COURSE = "COURSE", "The occasions are connected enough to be one course of conduct"
    HARASSMENT = "HARASSMENT", "It amounted to harassment: alarm or distress"
    KNEW = "KNEW", "The suspect knew, or ought to have known, that it did"
    ASSOCIATED = "ASSOCIATED", "The acts are ones associated with stalking"
    NO_DEFENCE = "NO_DEFENCE", "No defence under s.1(3) is shown"
    LIMIT = "LIMIT", "The time limit for charging has not run out"
    FEAR = "FEAR", "The victim feared on two occasions or more that violence would be used"
    SERIOUS = "SERIOUS", "Serious alarm or distress"
    EFFECT = "EFFECT", "A substantial adverse effect on usual day-to-day activities"
    KNEW_EFFECT = "KNEW_EFFECT", "The suspect knew, or ought to have known, of that effect"
    NO_DEFENCE_4A = "NO_DEFENCE_4A", "No defence under s.4A(4) is shown"


class PointState(models.TextChoices):
    """How a point stands."""

    MET = "MET", "Met"
    NOT_MET = "NOT_MET", "Not met"
    OPEN = "OPEN", "Not known yet"


@pghistory.track(model_name="PointHistory")
class Point(models.Model):
    """One point to prove on a case: met or not, what it rests on and why. What it was before is kept by its history.

    `incidents` are ids of the case's chronology, `exhibits` exhibit numbers, `impacts` codes of `reports.Impact` (for EFFECT).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="points")
    line = models.CharField(max_length=14, choices=Line)
    state = models.CharField(max_length=8, choices=PointState)
    comment = models.TextField(blank=True)
    incidents = ArrayField(models.BigIntegerField(), default=list, blank=True)
    exhibits = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    impacts = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "line"], name="one_point_per_case_and_line")]
