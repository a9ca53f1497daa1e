"""Search warrants, the premises they name, and the record of each search with what was seized in it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.evidence.models import Exhibit, Power
from casework.people.models import ProtectedFact
from casework.searches import flow

_USER = settings.AUTH_USER_MODEL


class Reach(models.TextChoices):
    """What a warrant allows (PACE 1984 s.8(1A), s.15(5)); one under s.2B allows one entry to the premises it names."""

    ONE = "one_premises", "One set of premises, one entry"
    ALL = "all_premises", "All premises occupied or controlled by the person"
    SEVERAL = "multiple_entry", "More than one entry"


class Entry(models.TextChoices):
    """Condition (d) of s.2B(1): why a warrant and not a knock on the door."""

    REFUSED = "REFUSED", "Entry will not be granted without a warrant"
    FRUSTRATED = "FRUSTRATED", "The purpose may be frustrated or seriously prejudiced without immediate entry"


class Warrant(models.Model):
    """One application for a warrant and what became of it. `last_day` is the law's answer (PACE 1984 s.16(3)), inclusive.

    The four conditions of s.2B(1) stand as reasons: (a) the offence, (b) substantial value, (c) admissible and not privileged,
    excluded or special procedure material, (d) entry. For s.8 the same four are asked of the indictable offence.
    """

    MACHINE = "warrant"
    MOVES = flow.MOVES

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="warrants")
    power = models.CharField(max_length=16, choices=[(p.value, p.label) for p in (Power.PHA_2B, Power.PACE_8)])
    reach = models.CharField(max_length=16, choices=Reach, default=Reach.ONE)
    offence_reason = models.TextField(blank=True)
    value_reason = models.TextField(blank=True)
    admissible_reason = models.TextField(blank=True)
    entry = models.CharField(max_length=12, choices=Entry, blank=True)
    entry_reason = models.TextField(blank=True)
    articles = models.TextField(blank=True)
    hour_reason = models.TextField(blank=True)
    resubmits = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="resubmitted_by")
    state = models.CharField(max_length=16, choices=flow.STATES, default=flow.DRAFT)
    author = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    agreed_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)
    court_reference = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    refused_because = models.TextField(blank=True)
    found_words = models.TextField(blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_to = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-drafted_at", "-id"]),
            models.Index(fields=["last_day"], condition=Q(state="GRANTED"), name="warrant_running"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.STATES]), name="warrant_state_known"),
            models.CheckConstraint(condition=~Q(power="PHA_2B") | Q(reach="one_premises"), name="warrant_2b_one_entry"),
            models.CheckConstraint(condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("author")), name="warrant_agreed_by_another"),
            models.CheckConstraint(
                condition=~Q(state__in=["GRANTED", "EXECUTED", "EXPIRED"])
                | (Q(issued_on__isnull=False) & Q(last_day__gt=F("issued_on")) & ~Q(court="")),
                name="warrant_granted_is_dated",
            ),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(refused_because=""), name="warrant_refused_because"),
        ]
        triggers = [pgtrigger.FSM(name="warrant_moves", field="state", transitions=pairs(flow.MOVES))]

    def __str__(self) -> str:
        return self.reference


class WarrantPremises(models.Model):
    """One set of premises on a warrant, in words without an address ("the suspect's home"); the address is a protected fact."""

    warrant = models.ForeignKey(Warrant, on_delete=models.CASCADE, related_name="premises")
    words = models.CharField(max_length=120)
    address = models.ForeignKey(ProtectedFact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["warrant", "words"], name="warrant_premises_once")]

    def __str__(self) -> str:
        return self.words


class Search(models.Model):
    """The record of one search of premises (Code B). `started_at` and `ended_at` are aware; the items stand in `SeizedInSearch`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="searches")
    power = models.CharField(max_length=16, choices=Power)
    warrant = models.ForeignKey(Warrant, null=True, blank=True, on_delete=models.PROTECT, related_name="searches")
    premises = models.ForeignKey(WarrantPremises, null=True, blank=True, on_delete=models.PROTECT, related_name="searches")
    place = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    officers = models.ManyToManyField(_USER, related_name="+")
    present = models.CharField(max_length=300, blank=True)
    unoccupied = models.BooleanField(default=False)
    notice_given = models.CharField(max_length=300)
    power_reason = models.TextField(blank=True)
    authority_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority_at = models.DateTimeField(null=True, blank=True)
    consent_by = models.CharField(max_length=120, blank=True)
    consent_told = models.BooleanField(default=False)
    force_used = models.TextField(blank=True)
    damage = models.TextField(blank=True)
    secured = models.TextField(blank=True)
    not_found = models.TextField(blank=True)
    video = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    inspector_told_at = models.DateTimeField(null=True, blank=True)
    inspector_told = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    inspector_words = models.TextField(blank=True)
    checked_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    check_words = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "searches"
        indexes = [models.Index(fields=["case", "-started_at", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="search_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("recorded_by")), name="search_checked_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(power__in=["PHA_2B", "PACE_8"]) | Q(warrant__isnull=False), name="search_by_warrant_names_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_power_display()}, {self.place}"


class SeizedInSearch(models.Model):
    """An exhibit and the search in which it was found; an exhibit comes from one search at most."""

    search = models.ForeignKey(Search, on_delete=models.CASCADE, related_name="seized")
    exhibit = models.OneToOneField(Exhibit, on_delete=models.CASCADE, related_name="found_in")
