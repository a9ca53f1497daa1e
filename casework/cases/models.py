"""The case, its parties, its events and the record of every state move."""

from collections.abc import Sequence
from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases import flow
from casework.cases.moves import pairs
from casework.people.models import Person
from casework.staff.models import Force, Unit

NO_DATE = date(9999, 12, 31)


class ReferenceCounter(models.Model):
    """The last number given for a prefix and year; references are unique across forces."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_prefix_and_year")]


class Relationship(models.TextChoices):
    """What the suspect is to the victim."""

    EX_PARTNER = "EX_PARTNER", "Ex-partner"
    PARTNER = "PARTNER", "Current partner"
    FAMILY = "FAMILY", "Family"
    ACQUAINTANCE = "ACQUAINTANCE", "Acquaintance"
    COLLEAGUE = "COLLEAGUE", "Colleague or ex-colleague"
    NEIGHBOUR = "NEIGHBOUR", "Neighbour"
    STRANGER = "STRANGER", "Stranger"
    ONLINE_ONLY = "ONLINE_ONLY", "Online only"
    PROFESSIONAL = "PROFESSIONAL", "Professional (patient, client, teacher)"
    POLICE = "POLICE", "Police officer or staff"
    UNKNOWN = "UNKNOWN", "Not known"


class Grade(models.TextChoices):
    """Risk grades, in ascending order of danger."""

    STANDARD = "STANDARD", "Standard"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


@pghistory.track(model_name="CaseHistory", obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"))
class Case(models.Model):
    """One case. `next_deadline` is the earliest open clock's day (9999-12-31 when none); kept by `clocks` alone.

    `grade` repeats the latest final risk grade and is kept by `assessment` alone; both exist for the ordered caseload.
    """

    MACHINE = "case"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_owned")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cases_supervised"
    )
    state = models.CharField(max_length=20, choices=flow.STATES, default=flow.REPORTED)
    is_open = models.BooleanField(default=True)
    restricted = models.BooleanField(default=False)
    relationship = models.CharField(max_length=20, choices=Relationship, default=Relationship.UNKNOWN)
    grade = models.CharField(max_length=10, choices=Grade, blank=True)
    next_deadline = models.DateField(default=NO_DATE)
    reported_at = models.DateTimeField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        permissions = [
            ("assigned_case", "Works on the case beside its owner"),
            ("listed_case", "On the named list of a restricted case"),
            ("granted_case", "Granted this file by name"),
        ]
        indexes = [
            # The caseload walks these in order, a branch for each way in which the reader reaches cases (access.caseload).
            *(
                models.Index(
                    fields=[field, "next_deadline", "id"], include=["restricted"], condition=Q(is_open=True), name=f"case_{field}_due"
                )
                for field in ("unit", "force", "owner", "supervisor")
            ),
            # The manager's page counts from this index alone.
            models.Index(
                fields=["force", "unit", "owner", "next_deadline"],
                include=["grade", "reported_at", "restricted"],
                condition=Q(is_open=True),
                name="case_workload",
            ),
            *(
                models.Index(fields=[field, "-id"], condition=Q(is_open=False), name=f"case_{field}_closed")
                for field in ("unit", "force", "owner", "supervisor")
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="case_state_known"),
            models.CheckConstraint(condition=~Q(state=flow.CLOSED) | Q(is_open=False), name="closed_case_is_not_open"),
        ]
        triggers = [pgtrigger.FSM(name="case_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference


# The columns of a case by which people reach it, as the records that are listed in great numbers repeat them.
REPEATED = ("case_force_id", "case_unit_id", "case_owner_id", "case_supervisor_id", "case_restricted")


class OfCase(models.Model):
    """A record that repeats, from its case, the columns by which people reach it, so that lists are walked in the order of an index.

    The database alone keeps them (triggers of migration 0006), in the transaction that changes the case; no code writes them.
    """

    case_force_id = models.BigIntegerField(null=True, editable=False)
    case_unit_id = models.BigIntegerField(null=True, editable=False)
    case_owner_id = models.BigIntegerField(null=True, editable=False)
    case_supervisor_id = models.BigIntegerField(null=True, editable=False)
    case_restricted = models.BooleanField(null=True, editable=False)

    class Meta:
        abstract = True


def walked(name: str, order: Sequence[str], condition: Q | None = None, then: Sequence[str] = ()) -> list[models.Index]:
    """The indexes by which access.branches walks a list of such records in `order`: one for each way in which cases are reached.

    `then` are columns that the list is also narrowed by. Their names are `name` and the way.
    """
    return [
        models.Index(fields=[f"case_{way}_id", *order, *then], include=["case_restricted"], condition=condition, name=f"{name}_{way}")
        for way in ("unit", "force", "owner", "supervisor")
    ]


class PartyRole(models.TextChoices):
    """In what capacity a person stands in a case (DPA 2018 s.38(3) categories)."""

    VICTIM = "VICTIM", "Victim"
    SUSPECT = "SUSPECT", "Suspect"
    WITNESS = "WITNESS", "Witness"
    THIRD_PARTY = "THIRD_PARTY", "Third party"


class CaseParty(models.Model):
    """A person's part in a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=12, choices=PartyRole)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "role"], name="one_part_per_person_and_role")]


class Visibility(models.TextChoices):
    """Who reads an event: privileged ones only the applicant's side, restricted ones only named people."""

    ORDINARY = "ORDINARY", "Ordinary"
    PRIVILEGED = "PRIVILEGED", "Privileged"
    RESTRICTED = "RESTRICTED", "Restricted"


class CaseEvent(models.Model):
    """What happened, in words: the timeline. Append-only, disclosable, kept with the case. Never holds a protected fact.

    `text` of a privileged event is only "legal advice": the advice itself stands in its own record.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=60)
    text = models.TextField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.ORDINARY)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-occurred_at", "-id"])]


class Transition(models.Model):
    """One move made: who, in which role, when, from, to, why. Append-only."""

    machine = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30)
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["machine", "subject_id", "at"])]


class LastSeen(models.Model):
    """When a person last opened a case, for "changed since you were last here"; never used to judge anyone's work."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "case"], name="one_last_seen_per_user_and_case")]
