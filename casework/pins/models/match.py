"""Who a notice may concern: proposals that a person confirms or rejects. Nothing is linked without one."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.moves import pairs
from casework.people.models import Person
from casework.pins import flow
from casework.pins.models.notice import Notice


class MatchPart(models.TextChoices):
    """In which capacity somebody stands on a notice."""

    RECIPIENT = "RECIPIENT", "Recipient"
    COMPLAINANT = "COMPLAINANT", "Complainant"


class NoticeMatch(models.Model):
    """A known person who may be the recipient or the complainant of a notice. `reasons` are sentences that name nobody.

    `likeness` is 0 to 100, for the order of the page alone. When confirmed, the notice points to `person`; `before` is who it pointed to,
    so that it can be taken back. Shown only to readers who may know of a case of `person`.
    """

    MACHINE = "match"
    MOVES = flow.MATCH_MOVES

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="matches")
    part = models.CharField(max_length=11, choices=MatchPart)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    likeness = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=flow.MATCH_STATES, default=flow.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-likeness", "id"]
        indexes = [models.Index(fields=["notice", "state"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.MATCH_STATES]), name="match_state_known"),
            models.CheckConstraint(condition=Q(part__in=MatchPart.values), name="match_part_known"),
            models.UniqueConstraint(fields=["notice", "part", "person"], name="match_proposed_once"),
            models.UniqueConstraint(fields=["notice", "part"], condition=Q(state=flow.CONFIRMED), name="one_match_confirmed"),
            models.CheckConstraint(condition=Q(state=flow.PROPOSED) | Q(decided_by__isnull=False), name="match_decided_by_somebody"),
        ]
        triggers = [pgtrigger.FSM(name="match_moves", field="state", transitions=pairs(flow.MATCH_MOVES))]

    @property
    def case_id(self) -> int | None:
        """The case of the notice, for the record of moves."""
        return self.notice.case_id
