"""Exceptions to the ordinary predicate: grants by name with an end, open role tasks, conflicts of interest, break-glass."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from guardian.models import UserObjectPermissionBase

from casework.cases.models import Case
from casework.people.models import Person, ProtectedFact
from casework.staff.models import Force, Role


class CaseGrant(UserObjectPermissionBase):
    """A guardian permission on one case with who gave it, why and until when (exclusive instant; null: until withdrawn).

    Codenames: `assigned_case`, `listed_case`, `granted_case`. Read only through `access.scope`, which honours the end.
    """

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        indexes = [models.Index(fields=["user", "expires_at"])]


class RoleTask(models.Model):
    """Open work for a role in a force on a case: while open, holders of the role there reach the case ("g" in the matrix)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="role_tasks")
    role = models.CharField(max_length=20, choices=Role)
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    what = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["role", "force", "opened_at"], condition=Q(closed_at__isnull=True), name="open_role_tasks"),
        ]


class ConflictOfInterest(models.Model):
    """This member of staff must never reach this case or this person's cases (declared, or found by a manager)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE)
    reason = models.CharField(max_length=200)
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(case__isnull=False) | Q(person__isnull=False), name="conflict_names_something")]


class BreakGlass(models.Model):
    """One emergency opening of a case that was hidden from the person: why, until when (exclusive), and its review.

    It lets the person read, never write, and never reaches privileged advice. Read through `access.scope`, which honours the end.
    """

    JUSTIFIED, UNJUSTIFIED = "JUSTIFIED", "UNJUSTIFIED"
    OUTCOMES = [(JUSTIFIED, "Justified"), (UNJUSTIFIED, "Not justified")]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="glass_broken")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="glass_broken")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "expires_at"]),
            models.Index(fields=["opened_at"], condition=Q(reviewed_at__isnull=True), name="glass_unreviewed"),
        ]
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=models.F("opened_at")), name="glass_ends_after_start")]

    @property
    def force_id(self) -> int:
        """The force whose professional standards review it."""
        return self.case.force_id


class Reveal(models.Model):
    """One protected fact shown once to one person, and the reason given. Append-only; the read log points here for the reason."""

    fact = models.ForeignKey(ProtectedFact, on_delete=models.CASCADE, related_name="reveals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["fact", "at"])]


class PossibleMatch(models.Model):
    """Who was likely meant by somebody who searched, until a worker has told the lists of restricted cases that they do not see.

    Written after every such search, also with nobody in it: what a search does must not depend on what is hidden from the searcher.
    """

    searcher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    people = ArrayField(models.BigIntegerField())
    at = models.DateTimeField()
