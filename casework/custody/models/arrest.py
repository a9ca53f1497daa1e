"""An arrest and what became of it, and interviews."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.custody import flow
from casework.people.models import Person
from casework.reports.offences import Offence


class ArrestPower(models.TextChoices):
    """By what power somebody was arrested; the first asks for a ground of necessity."""

    WITHOUT_WARRANT = "WITHOUT_WARRANT", "Without a warrant, PACE s.24"
    WARRANT = "WARRANT", "On a warrant"
    BAIL = "BAIL", "For failing to answer bail or breaking its conditions, PACE s.46A"


class ArrestGround(models.TextChoices):
    """Why an arrest was necessary (PACE 1984 s.24(5))."""

    NAME = "NAME", "To find out the name, s.24(5)(a)"
    ADDRESS = "ADDRESS", "To find out the address, s.24(5)(b)"
    PREVENT = "PREVENT", "To prevent injury, loss or damage, s.24(5)(c)"
    PROTECT = "PROTECT", "To protect a child or other vulnerable person, s.24(5)(d)"
    INVESTIGATE = "INVESTIGATE", "For a prompt and effective investigation, s.24(5)(e)"
    DISAPPEAR = "DISAPPEAR", "So that the prosecution is not hindered by disappearance, s.24(5)(f)"


@pghistory.track(model_name="ArrestHistory")
class Arrest(models.Model):
    """One arrest of a suspect and its end: the release, or the charge. Times are aware.

    `offences` holds codes of `Offence`. `ground` and `reason` say why it was necessary (PACE 1984 s.24(5)).
    """

    MACHINE = "arrest"
    MOVES = flow.ARREST_MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="arrests")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="arrests")
    offences = ArrayField(models.CharField(max_length=30, choices=Offence))
    power = models.CharField(max_length=16, choices=ArrestPower, default=ArrestPower.WITHOUT_WARRANT)
    ground = models.CharField(max_length=12, choices=ArrestGround, blank=True)
    reason = models.TextField(blank=True)
    arrested_at = models.DateTimeField()
    station = models.CharField(max_length=120, blank=True)
    custody_record = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=14, choices=flow.ARREST_STATES, default=flow.DETAINED)
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-arrested_at"]),
            models.Index(fields=["arrested_at", "id"], condition=Q(state="DETAINED"), name="arrests_detained"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.ARREST_STATES]), name="arrest_state_known"),
            models.CheckConstraint(condition=~Q(offences=[]), name="arrest_has_an_offence"),
            models.CheckConstraint(
                condition=~Q(power="WITHOUT_WARRANT") | (~Q(ground="") & ~Q(reason="")), name="arrest_without_warrant_was_necessary"
            ),
            models.CheckConstraint(condition=Q(state="DETAINED") | Q(released_at__isnull=False), name="arrest_ended_at"),
            models.UniqueConstraint(fields=["case", "suspect"], condition=Q(state="DETAINED"), name="detained_once"),
        ]
        triggers = [pgtrigger.FSM(name="arrest_moves", field="state", transitions=pairs(flow.ARREST_MOVES))]

    def __str__(self) -> str:
        return self.reference

    @property
    def offence_words(self) -> str:
        """The offences in words."""
        return "; ".join(Offence(code).label for code in self.offences)


class Interview(models.Model):
    """An interview under caution, in custody (`arrest`) or by appointment. Never changed: a later one is another row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    suspect = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interviews")
    arrest = models.ForeignKey(Arrest, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    legal_advice = models.CharField(max_length=200)
    account = models.TextField()
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-started_at"])]
        constraints = [models.CheckConstraint(condition=Q(ended_at__gt=models.F("started_at")), name="interview_ends_after_it_starts")]
