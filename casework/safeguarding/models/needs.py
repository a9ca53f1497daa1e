"""The victim's needs and rights, the statements, and what would help the victim to give evidence."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.cases.models import Case, CaseParty


class RightsBasis(models.TextChoices):
    """Why a victim has Enhanced Rights (Victims' Code, Right 4)."""

    PERSISTENT = "PERSISTENT", "Persistently targeted"
    SERIOUS = "SERIOUS", "Victim of the most serious crime"
    VULNERABLE = "VULNERABLE", "Vulnerable or intimidated"


class Need(models.TextChoices):
    """What the victim needs of the police and of others."""

    INTERPRETER = "INTERPRETER", "An interpreter or translation"
    COMMUNICATION = "COMMUNICATION", "Help with communicating"
    ACCESS = "ACCESS", "Access because of a disability"
    CHILDREN = "CHILDREN", "Children to be thought of"
    HEALTH = "HEALTH", "Help with health or sleep"
    SELF_HARM = "SELF_HARM", "Support because of thoughts of suicide or self-harm"
    HOUSING = "HOUSING", "Somewhere safe to live"
    MONEY = "MONEY", "Help with money or work"
    DIGITAL = "DIGITAL", "Help with devices and accounts"
    OFFICER = "OFFICER", "An officer of a particular sex"


class NeedsAssessment(models.Model):
    """What one victim needs, and whether Enhanced Rights apply. Append-only: the newest stands.

    Every victim of stalking counts as persistently targeted unless it is reasoned otherwise; so without an assessment, Enhanced
    Rights apply.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="needs_assessments")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="needs_assessments")
    enhanced = models.BooleanField()
    basis = ArrayField(models.CharField(max_length=12, choices=RightsBasis), default=list, blank=True)
    reason_not = models.TextField(blank=True)
    needs = ArrayField(models.CharField(max_length=14, choices=Need), default=list, blank=True)
    notes = models.TextField(blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "-assessed_at", "-id"]), models.Index(fields=["case"])]
        constraints = [models.CheckConstraint(condition=Q(enhanced=True) | ~Q(reason_not=""), name="no_enhanced_rights_says_why")]


class StatementStepKind(models.TextChoices):
    """Steps of the witness statement and of the Victim Personal Statement (VPS)."""

    TAKEN = "TAKEN", "Statement taken"
    VPS_OFFERED = "VPS_OFFERED", "Personal statement offered: the victim will think about it"
    VPS_MADE = "VPS_MADE", "Personal statement taken"
    VPS_UPDATED = "VPS_UPDATED", "Personal statement updated"
    VPS_DECLINED = "VPS_DECLINED", "Personal statement offered and declined"


class WantsRead(models.TextChoices):
    """Does the victim want the personal statement to be read aloud in court?"""

    NOT_ASKED = "", "Not asked yet"
    SELF = "SELF", "Yes, by the victim"
    OTHER = "OTHER", "Yes, by someone else"
    NO = "NO", "No"
    UNDECIDED = "UNDECIDED", "Not decided yet"


class StatementStep(models.Model):
    """One step about a victim's statements. Append-only. The statement's text is evidence and is kept where `kept_at` says."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="statement_steps")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="statement_steps")
    kind = models.CharField(max_length=12, choices=StatementStepKind)
    at = models.DateTimeField()
    wants_read = models.CharField(max_length=10, choices=WantsRead, blank=True)
    kept_at = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "-at", "-id"]), models.Index(fields=["case"])]


class MeasureBasis(models.TextChoices):
    """On what the court may find a witness eligible (YJCEA 1999 ss.16, 17)."""

    UNDER_18 = "UNDER_18", "Under 18 at the hearing, s.16"
    DIMINISHED = "DIMINISHED", "Evidence likely to be diminished by mental disorder, impairment or physical disability, s.16"
    FEAR = "FEAR", "Evidence likely to be diminished by fear or distress about testifying, s.17(1), (2)"
    DOMESTIC = "DOMESTIC", "The accused's behaviour is alleged to be domestic abuse, s.17(4), (4A)"
    SEXUAL = "SEXUAL", "Complainant of a sexual or modern slavery offence, s.17(4)"
    WEAPONS = "WEAPONS", "Witness to an offence of Schedule 1A, s.17(5)"


class Measure(models.TextChoices):
    """Special measures (YJCEA 1999 ss.23 to 30); the last two are open under s.16 only."""

    SCREEN = "SCREEN", "A screen, s.23"
    LINK = "LINK", "Evidence by live link, s.24"
    PRIVATE = "PRIVATE", "Evidence in private, s.25"
    GOWNS = "GOWNS", "Wigs and gowns removed, s.26"
    RECORDED = "RECORDED", "Recorded evidence in chief, s.27"
    CROSS = "CROSS", "Recorded cross-examination, s.28"
    INTERMEDIARY = "INTERMEDIARY", "An intermediary, s.29"
    AIDS = "AIDS", "Aids to communication, s.30"


class MeasuresView(models.Model):
    """On what basis a victim may be eligible for special measures, and what the victim wishes. Append-only. The court decides."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measures_views")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="measures_views")
    bases = ArrayField(models.CharField(max_length=10, choices=MeasureBasis), default=list, blank=True)
    measures = ArrayField(models.CharField(max_length=12, choices=Measure), default=list, blank=True)
    declined = models.BooleanField(default=False)
    wishes = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "-at", "-id"]), models.Index(fields=["case"])]
