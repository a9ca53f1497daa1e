"""Forces, units and accounts. A role is held in a unit (with its sub-units) or a whole force, between dates."""

import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q


class Rank(models.TextChoices):
    """Ranks in ascending order; police staff stand below constable and never satisfy a rank rule."""

    STAFF = "STAFF", "Police staff"
    CONSTABLE = "CONSTABLE", "Constable"
    SERGEANT = "SERGEANT", "Sergeant"
    INSPECTOR = "INSPECTOR", "Inspector"
    CHIEF_INSPECTOR = "CHIEF_INSPECTOR", "Chief inspector"
    SUPERINTENDENT = "SUPERINTENDENT", "Superintendent"
    CHIEF_SUPERINTENDENT = "CHIEF_SUPERINTENDENT", "Chief superintendent"
    ASSISTANT_CHIEF_CONSTABLE = "ASSISTANT_CHIEF_CONSTABLE", "Assistant chief constable"


RANK_ORDER = {rank: place for place, rank in enumerate(Rank.values)}


class Role(models.TextChoices):
    """The fourteen roles of the access matrix."""

    OFFICER = "OFFICER", "Investigating officer"
    SUPERVISOR = "SUPERVISOR", "Supervisor"
    EXHIBITS = "EXHIBITS", "Exhibits officer"
    LEGAL = "LEGAL", "Force legal"
    CPS = "CPS", "CPS liaison"
    AUTHORISER = "AUTHORISER", "Authorising officer"
    OFFENDER_MANAGER = "OFFENDER_MANAGER", "Offender manager"
    VICTIM_CARE = "VICTIM_CARE", "Victim care"
    RECORDS = "RECORDS", "Records"
    CONTROL = "CONTROL", "Control room"
    MANAGER = "MANAGER", "Manager"
    ANALYST = "ANALYST", "Analyst"
    AUDITOR = "AUDITOR", "Professional standards"
    ADMIN = "ADMIN", "Administrator"


class ForceKind(models.TextChoices):
    """Territorial forces are bound by the area rule of SPA 2019 s.1(3); BTP and MDP are not."""

    TERRITORIAL = "TERRITORIAL", "Territorial force"
    BTP = "BTP", "British Transport Police"
    MDP = "MDP", "Ministry of Defence Police"


class Force(models.Model):
    """A police force; the chief officer of it applies for orders."""

    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=ForceKind, default=ForceKind.TERRITORIAL)
    chief_officer = models.CharField(max_length=120, default="The Chief Constable")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A team or department; a role held in a unit covers the units below it."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["force", "name"], name="unit_name_once_per_force")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A member of staff. What they may do comes from their role assignments, never from flags on this row.

    `username` is lower case. `temporary_until` is the first instant at which a temporary password no longer opens anything.
    """

    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    rank = models.CharField(max_length=30, choices=Rank, default=Rank.STAFF)
    collar_number = models.CharField(max_length=12, blank=True)
    is_demo = models.BooleanField(default=False)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    temporary_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    stalking_trained_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["last_name", "first_name", "username"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """Name as colleagues write it, e.g. "DC Priya Dhanda 5082"; never an e-mail address."""
        return " ".join(part for part in (self.get_full_name() or self.username, self.collar_number) if part)

    def has_rank(self, least: str) -> bool:
        """True when this person's rank is `least` or above."""
        return RANK_ORDER[self.rank] >= RANK_ORDER[least]


class RoleAssignment(models.Model):
    """One role, in one unit (null: the whole force), from `starts_on` to `ends_on`, both inclusive, London dates."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=Role)
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    assigned_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="roles_given")
    countersigned_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="roles_countersigned")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
        ]
        indexes = [models.Index(fields=["role", "force"])]


class Absence(models.Model):
    """Days (inclusive) on which work must not wait for this person; the deputy is asked first."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    deputy = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="deputising_for")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start")]


class Delegation(models.Model):
    """A role lent by one person to another of the same rank or above, between dates (inclusive), logged."""

    giver = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegations_given")
    taker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegations_taken")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start")]


class RoleProposal(models.Model):
    """A role, or the loan of one (`giver`), that takes effect only when an administrator other than the proposer agrees.

    Days as in RoleAssignment. Who decides is neither the proposer nor anyone who would hold or lend the role.
    """

    WAITING, AGREED, REFUSED, WITHDRAWN = "WAITING", "AGREED", "REFUSED", "WITHDRAWN"
    STATES = [(WAITING, "Waiting"), (AGREED, "Agreed"), (REFUSED, "Refused"), (WITHDRAWN, "Withdrawn")]

    subject = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_proposed")
    giver = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="loans_proposed")
    role = models.CharField(max_length=20, choices=Role)
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "role proposal"
        indexes = [models.Index(fields=["force", "proposed_at"], condition=Q(state="WAITING"), name="role_proposals_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="proposal_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "WITHDRAWN"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("subject"))),
                name="proposal_decided_by_a_second_person",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="proposal_moves",
                field="state",
                transitions=[("WAITING", "AGREED"), ("WAITING", "REFUSED"), ("WAITING", "WITHDRAWN")],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} for {self.subject}"
