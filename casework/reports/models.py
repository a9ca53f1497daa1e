"""The course of conduct, what happened in it, what crime it was recorded as, and a report begun but not yet sent."""

from datetime import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.people.models import Person
from casework.reports import flow
from casework.reports.offences import Offence


class CourseOfConduct(models.Model):
    """All that one suspect did to one victim, across cases and forces (PHA 1997 s.7(3)): one row per pair, never two."""

    victim = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="courses_as_victim")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="courses_as_suspect")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["victim", "suspect"], name="one_course_per_pair"),
            models.CheckConstraint(condition=~Q(victim=F("suspect")), name="course_between_two_people"),
        ]


class Act(models.TextChoices):
    """Acts associated with stalking: the examples of PHA 1997 s.2A(3) by letter, in everyday words. X is any other such act."""

    A = "A", "Followed, or tracked on the move"
    B = "B", "Got in touch, or tried to: calls, messages, letters, flowers, gifts, payments, through others"
    C = "C", "Published something about the victim, or in the victim's name"
    D = "D", "Watched the victim's internet, e-mail or phone use"
    E = "E", "Hung about in a place"
    F = "F", "Damaged, moved or interfered with the victim's things"
    G = "G", "Watched or spied on the victim"
    X = "X", "Something else that belongs to stalking"


class Exactness(models.TextChoices):
    """How sure the time is."""

    EXACT = "EXACT", "Exactly"
    ABOUT = "ABOUT", "About"
    BETWEEN = "BETWEEN", "Between two times"


class Means(models.TextChoices):
    """How it was done."""

    IN_PERSON = "IN_PERSON", "In person"
    CALL = "CALL", "Telephone call"
    TEXT = "TEXT", "Text or messaging app"
    EMAIL = "EMAIL", "E-mail"
    SOCIAL = "SOCIAL", "Social media"
    POST = "POST", "Letter or card"
    DELIVERY = "DELIVERY", "Flowers, gift or delivery"
    BANK = "BANK", "Bank transfer"
    VEHICLE = "VEHICLE", "Vehicle"
    DEVICE = "DEVICE", "Tracker, spyware, camera or drone"
    COURT = "COURT", "Court application or complaint"
    OTHER = "OTHER", "Another way"


class PlaceKind(models.TextChoices):
    """What sort of place; the address itself is a protected fact and never stands here."""

    HOME = "HOME", "The victim's home"
    WORK = "WORK", "The victim's work"
    SCHOOL = "SCHOOL", "School or college"
    LEISURE = "LEISURE", "Gym, club or leisure"
    FAMILY_HOME = "FAMILY_HOME", "Home of family or friends"
    STREET = "STREET", "Street or public place"
    TRANSPORT = "TRANSPORT", "Train, bus or car"
    ONLINE = "ONLINE", "Online or by telephone"
    COURT = "COURT", "Court or police station"
    OTHER = "OTHER", "Another place"


class Source(models.TextChoices):
    """Who or what it is known from."""

    VICTIM = "VICTIM", "The victim"
    WITNESS = "WITNESS", "A witness"
    POLICE = "POLICE", "Police officer or body-worn video"
    DEVICE = "DEVICE", "Telephone, account or download"
    CCTV = "CCTV", "CCTV or doorbell"
    OTHER_FORCE = "OTHER_FORCE", "Another force or agency"
    OTHER = "OTHER", "Another source"


class Impact(models.TextChoices):
    """Effects on day-to-day life that point to s.4A (PHA 1997 s.4A(1)(b)(ii))."""

    ROUTE = "ROUTE", "Changed route or routine"
    HOME = "HOME", "Moved home"
    JOB = "JOB", "Changed job or hours"
    SECURITY = "SECURITY", "Had security fitted"
    SOCIAL = "SOCIAL", "Stopped going out or seeing people"
    NUMBER = "NUMBER", "Changed number or accounts"
    HEALTH = "HEALTH", "Health or sleep affected"
    FAMILY = "FAMILY", "Family affected"
    OTHER = "OTHER", "Another effect"


@pghistory.track(model_name="IncidentHistory")
class Incident(models.Model):
    """One occasion. `occurred_at` is its (first) moment, `occurred_to` the last, inclusive, when only a span is known.

    `acts` holds the letters of `Act`; `impacts` those of `Impact`. A case lists its own incidents; the course lists all.
    """

    course = models.ForeignKey(CourseOfConduct, on_delete=models.PROTECT, related_name="incidents")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    occurred_at = models.DateTimeField()
    occurred_to = models.DateTimeField(null=True, blank=True)
    exactness = models.CharField(max_length=8, choices=Exactness, default=Exactness.EXACT)
    acts = ArrayField(models.CharField(max_length=1, choices=Act))
    other_act = models.CharField(max_length=200, blank=True)
    behaviour = models.CharField(max_length=120, blank=True)
    summary = models.TextField()
    means = models.CharField(max_length=12, choices=Means, blank=True)
    place_kind = models.CharField(max_length=12, choices=PlaceKind, blank=True)
    effect = models.TextField(blank=True)
    impacts = ArrayField(models.CharField(max_length=10, choices=Impact), default=list, blank=True)
    by_proxy = models.BooleanField(default=False)
    proxy_note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.VICTIM)
    fear_of_violence = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-occurred_at", "-id"]),
            models.Index(fields=["course", "-occurred_at"]),
            GinIndex(fields=["acts"], name="incident_acts"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(acts=[]), name="incident_has_an_act"),
            models.CheckConstraint(
                condition=Q(acts__contained_by=list(Act.values)),
                name="incident_acts_known",
            ),
            models.CheckConstraint(
                condition=(Q(exactness="BETWEEN") & Q(occurred_to__gt=F("occurred_at")))
                | (~Q(exactness="BETWEEN") & Q(occurred_to__isnull=True)),
                name="incident_span_only_between",
            ),
        ]

    @property
    def last_moment(self) -> datetime:
        """The last moment at which it can have happened."""
        return self.occurred_to or self.occurred_at


class CrimeRecord(models.Model):
    """What the case is recorded as. One row an offence: the principal crime, or an included classification (`principal` false).

    Or, with `no_crime_reason`, why no crime is recorded. Rows are added, never dropped.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="crime_records")
    offence = models.CharField(max_length=30, choices=Offence, blank=True)
    principal = models.BooleanField(default=True)
    crime_reference = models.CharField(max_length=30, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    no_crime_reason = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(principal=True, replaced_at__isnull=True), name="one_principal_crime_per_case"
            ),
            models.UniqueConstraint(
                fields=["case", "offence"], condition=Q(replaced_at__isnull=True, no_crime_reason=""), name="offence_once_per_case"
            ),
            models.CheckConstraint(
                condition=(Q(no_crime_reason="") & ~Q(offence="")) | (~Q(no_crime_reason="") & Q(offence="")),
                name="crime_or_reason_why_not",
            ),
        ]


class CancelReason(models.TextChoices):
    """Why a recorded crime is cancelled (Home Office Crime Recording Rules)."""

    INFORMATION = "INFORMATION", "Additional verifiable information shows that no crime happened"
    JURISDICTION = "JURISDICTION", "It happened outside the force's jurisdiction"
    DUPLICATE = "DUPLICATE", "It is recorded already under another reference"
    ERROR = "ERROR", "It was recorded in error"


class CrimeRequest(models.Model):
    """Somebody asks that a recorded crime is cancelled; a supervisor and then the Force Crime Registrar, three people, decide."""

    MACHINE = "crime_request"
    MOVES = flow.REQUEST_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="crime_requests")
    code = models.CharField(max_length=12, choices=CancelReason)
    narrative = models.TextField()
    other_reference = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=16, choices=flow.REQUEST_STATES, default=flow.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    registrar = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    registrar_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.REQUEST_STATES]), name="crime_request_state_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]), name="one_crime_request_waiting"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name="crime_request_approver_not_proposer"
            ),
        ]
        triggers = [pgtrigger.FSM(name="crime_request_moves", field="state", transitions=pairs(flow.REQUEST_MOVES))]


class Danger(models.TextChoices):
    """Is anyone in danger at the moment of the report?"""

    YES = "YES", "Yes"
    NO = "NO", "No"
    NOT_KNOWN = "NOT_KNOWN", "Not known yet"


class Channel(models.TextChoices):
    """How the victim can be reached without danger."""

    CALL = "CALL", "Telephone call"
    TEXT = "TEXT", "Text message"
    EMAIL = "EMAIL", "E-mail"
    PERSON = "PERSON", "Through someone the victim trusts"
    VISIT = "VISIT", "In person, at a place agreed"
    NOT_KNOWN = "NOT_KNOWN", "Not known yet"


class FirstReport(models.Model):
    """What was asked at the first report besides who and what: immediate safety, and how the victim can be reached. One row a case.

    The number or address itself is a protected fact and never stands here.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="first_report")
    danger_now = models.CharField(max_length=10, choices=Danger)
    done_now = models.TextField(blank=True)
    suspect_where = models.CharField(max_length=200, blank=True)
    contact_by = models.CharField(max_length=10, choices=Channel)
    contact_when = models.CharField(max_length=200, blank=True)
    contact_never = models.CharField(max_length=200, blank=True)
    say_police = models.BooleanField(default=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()


class Telling(models.Model):
    """The victim was told of a decision against what they said or what was recorded, with the reasons. Append-only."""

    class About(models.TextChoices):
        """What the victim was told."""

        RECLASSIFIED = "RECLASSIFIED", "The crime is recorded as something less than before, or cancelled"
        LOWERED = "LOWERED", "The risk grade lies below the victim's own view"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tellings")
    about = models.CharField(max_length=12, choices=About)
    told_at = models.DateTimeField()
    how = models.CharField(max_length=200)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "about", "-told_at"])]


class ReportDraft(models.Model):
    """A report begun and not yet sent, encrypted for the person who types it, because it may name where someone lives.

    `step` is the one to go on with. Nothing of a draft stands in any other table.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_drafts")
    ciphertext = models.BinaryField()
    key_id = models.CharField(max_length=40)
    step = models.CharField(max_length=16, default="safety")
    begun_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-updated_at"])]
