"""Whether premises are searched and why not, what was seized, and the ledger of every hand it passed through."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.cases.models import Case, OfCase, walked
from casework.cases.moves import pairs
from casework.evidence import flow


class Power(models.TextChoices):
    """Powers to search and seize; exactly one is chosen."""

    PHA_2B = "PHA_2B", "Warrant, PHA 1997 s.2B (stalking, s.2A)"
    PACE_8 = "PACE_8", "Warrant, PACE s.8 (indictable offence)"
    PACE_17 = "PACE_17", "Entry to arrest or to save life, PACE s.17"
    PACE_18 = "PACE_18", "After arrest, PACE s.18"
    PACE_32 = "PACE_32", "On arrest, PACE s.32"
    PACE_19 = "PACE_19", "General seizure, PACE s.19"
    PACE_20 = "PACE_20", "Computerised information, PACE s.20"
    CJPA_50 = "CJPA_50", "Seize and sift, CJPA 2001 s.50 or s.51"
    CONSENT = "CONSENT", "Occupier's consent"
    VICTIM_PCSCA_37 = "VICTIM_PCSCA_37", "Device by voluntary agreement, PCSCA 2022 s.37"
    VOLUNTARY = "VOLUNTARY", "Handed over voluntarily"


class SearchDecision(models.Model):
    """Was the power to search considered, and what came of it. Append-only: the newest of a case stands."""

    class Answer(models.TextChoices):
        """What was decided."""

        USE = "USE", "Search, under the power named"
        NOT_USED = "NOT_USED", "Considered and not used"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="search_decisions")
    considered = models.CharField(max_length=10, choices=Answer)
    power = models.CharField(max_length=16, choices=Power, blank=True)
    reasons = models.TextField(blank=True)
    not_used_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-decided_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=(Q(considered="USE") & ~Q(power="") & ~Q(reasons="")) | (Q(considered="NOT_USED") & ~Q(not_used_reason="")),
                name="search_decision_has_reasons",
            )
        ]


class ExhibitKind(models.TextChoices):
    """Types of exhibit."""

    PHONE = "PHONE", "Mobile phone"
    SIM = "SIM", "SIM"
    LAPTOP = "LAPTOP", "Laptop"
    TABLET = "TABLET", "Tablet"
    STORAGE = "STORAGE", "Storage or USB"
    TRACKER = "TRACKER", "GPS tracker"
    DOORBELL = "DOORBELL", "Smart doorbell"
    CCTV = "CCTV", "CCTV"
    LETTER = "LETTER", "Letter or card"
    GIFT = "GIFT", "Gift or flowers"
    CLOTHING = "CLOTHING", "Clothing"
    VEHICLE = "VEHICLE", "Vehicle"
    DIARY = "DIARY", "Diary or notebook"
    BANK_RECORD = "BANK_RECORD", "Bank record"
    WEAPON = "WEAPON", "Weapon"
    DRUGS = "DRUGS", "Drugs"
    KEY = "KEY", "Key"
    PHOTOGRAPH = "PHOTOGRAPH", "Photograph"
    DOWNLOAD = "DOWNLOAD", "Download report"
    DRONE = "DRONE", "Drone"
    ROUTER = "ROUTER", "Router"
    CASH = "CASH", "Cash"
    OTHER = "OTHER", "Another kind"


# What holds data of its own: the device page belongs to it.
DEVICES = frozenset(
    {
        ExhibitKind.PHONE,
        ExhibitKind.SIM,
        ExhibitKind.LAPTOP,
        ExhibitKind.TABLET,
        ExhibitKind.STORAGE,
        ExhibitKind.TRACKER,
        ExhibitKind.DOORBELL,
        ExhibitKind.DRONE,
        ExhibitKind.ROUTER,
    }
)


class ExhibitFlag(models.TextChoices):
    """What anyone who handles it must know."""

    BIOLOGICAL = "BIOLOGICAL", "Biological"
    HAZARD = "HAZARD", "Hazard"
    CASH = "CASH", "Cash"
    WEAPON = "WEAPON", "Weapon"
    INDECENT_IMAGES = "INDECENT_IMAGES", "Indecent images of children"
    OVERSIZED = "OVERSIZED", "Too large for a bag (tag number)"
    PREVENT = "PREVENT", "Seized only so that it cannot injure, damage, interfere with evidence or help an escape"


class Exhibit(OfCase):
    """One item. What it is stands here for good; where it is, who holds it and its seal are derived from the ledger.

    `number` is the producer's, upper case, e.g. AJM/1 (investigation.md 5.4). `seized_at` is aware. `place`, `holder`, `seal`
    and `standing` repeat the ledger's last word for lists and are written by `evidence.ledger` alone.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exhibits")
    number = models.CharField(max_length=16)
    description = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=ExhibitKind)
    quantity = models.PositiveIntegerField(default=1)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.CharField(max_length=200)
    seized_at = models.DateTimeField()
    seized_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    power = models.CharField(max_length=16, choices=Power)
    seized_from = models.CharField(max_length=120, blank=True)
    unattended = models.BooleanField(default=False)
    flags = ArrayField(models.CharField(max_length=16, choices=ExhibitFlag), default=list, blank=True)
    store_reference = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=18, choices=flow.CHOICES, blank=True)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="exhibits_held")
    place = models.CharField(max_length=120, blank=True)
    seal = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "number"]),
            models.Index(fields=["holder"]),
            models.Index(fields=["place"]),
            *walked("exhibits", ["seized_at", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exhibit_number_once_per_case"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[A-Z]{2,4}[0-9]{0,5}/[1-9][0-9]{0,3}[A-Z]?$"), name="exhibit_number_pattern"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="exhibit_at_least_one"),
            models.CheckConstraint(condition=Q(unattended=True) | ~Q(seized_from=""), name="exhibit_seized_from_someone"),
        ]

    def __str__(self) -> str:
        return self.number


class LedgerEvent(models.Model):
    """One event of continuity (investigation.md 5.5). Append-only: a correction is a new event that names the old.

    `at` is when it happened, `entered_at` when it was written down. Holders are a person of the staff or a place in words.
    """

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="ledger")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=18, choices=flow.CHOICES)
    at = models.DateTimeField()
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_place = models.CharField(max_length=120, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_place = models.CharField(max_length=120, blank=True)
    acknowledged = models.CharField(max_length=120, blank=True)
    seal_before = models.CharField(max_length=20, blank=True)
    seal_after = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    late_reason = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "sequence"], name="ledger_sequence_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="ledger_sequence_from_one"),
            models.CheckConstraint(
                condition=(Q(sequence=1) & Q(kind="SEIZED")) | (Q(sequence__gt=1) & ~Q(kind="SEIZED")), name="ledger_starts_with_seizure"
            ),
            models.CheckConstraint(condition=Q(at__lte=models.F("entered_at")), name="ledger_never_in_the_future"),
            models.CheckConstraint(condition=Q(kind__in=[code for code, _ in flow.CHOICES]), name="ledger_kind_known"),
        ]


class ExhibitSeal(models.Model):
    """A bag or tag number. No two live seals bear one number anywhere; a number once broken is not used again."""

    number = models.CharField(max_length=20)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="seals")
    applied_in = models.ForeignKey(LedgerEvent, on_delete=models.CASCADE, related_name="+")
    broken_in = models.ForeignKey(LedgerEvent, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(broken_in__isnull=True), name="live_seal_number_once"),
            models.UniqueConstraint(fields=["exhibit"], condition=Q(broken_in__isnull=True), name="one_live_seal_per_exhibit"),
        ]


class ExhibitPlan(models.Model):
    """What is to become of an exhibit when its case is closed. Append-only: the newest stands."""

    class Plan(models.TextChoices):
        """What is planned."""

        RETAIN = "RETAIN", "Keep"
        RETURN = "RETURN", "Return to its owner"
        DISPOSE = "DISPOSE", "Dispose of"

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="plans")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    plan = models.CharField(max_length=8, choices=Plan)
    reason = models.CharField(max_length=300)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["exhibit", "-id"], name="plans_of_exhibit")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="exhibit_plan_says_why")]


class Receipt(models.Model):
    """The receiver's own word that an item was handed over as the ledger says, or that it was not."""

    MACHINE = "receipt"
    MOVES = flow.RECEIPT_MOVES

    event = models.OneToOneField(LedgerEvent, on_delete=models.CASCADE, related_name="receipt")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="receipts")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=flow.RECEIPT_STATES, default=flow.WAITING)
    seal_read = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(state="WAITING"), name="receipts_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.RECEIPT_STATES]), name="receipt_state_known"),
            models.CheckConstraint(condition=Q(state="WAITING") | Q(answered_at__isnull=False), name="receipt_answered_is_dated"),
        ]
        triggers = [pgtrigger.FSM(name="receipt_moves", field="state", transitions=pairs(flow.RECEIPT_MOVES))]


class About(models.TextChoices):
    """What does not agree."""

    SEAL_BROKEN = "SEAL_BROKEN", "The seal is broken or missing"
    SEAL_NUMBER = "SEAL_NUMBER", "The number on the bag is another"
    MISSING = "MISSING", "It is not where the ledger says"
    FOUND = "FOUND", "It is somewhere else than the ledger says"
    CONTENT = "CONTENT", "What is in the bag is not what was described"
    HANDOVER = "HANDOVER", "Whoever took it over says otherwise"
    OTHER = "OTHER", "Something else"


SEAL_GONE = frozenset({About.SEAL_BROKEN, About.SEAL_NUMBER})


class Discrepancy(models.Model):
    """Something about an item that does not agree with its ledger, from the day it was seen until somebody else has settled it.

    `event` is the entry of the ledger that says what was seen; what was found out and what that rests on stand here.
    """

    MACHINE = "discrepancy"
    MOVES = flow.DISCREPANCY_MOVES

    class Outcome(models.TextChoices):
        """What came of it."""

        EXPLAINED = "EXPLAINED", "Explained: the item is as it was"
        RECORD = "RECORD", "The record was wrong, and is corrected by a later entry"
        RESEALED = "RESEALED", "The item is the same; it is sealed again"
        UNEXPLAINED = "UNEXPLAINED", "Not explained: the prosecutor must be told"
        LOST = "LOST", "The item is lost"

    event = models.OneToOneField(LedgerEvent, on_delete=models.CASCADE, related_name="discrepancy")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="discrepancies")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=12, choices=About)
    state = models.CharField(max_length=10, choices=flow.DISCREPANCY_STATES, default=flow.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    found_out = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "discrepancies"
        indexes = [models.Index(fields=["exhibit"], condition=Q(state="OPEN"), name="discrepancies_open")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.DISCREPANCY_STATES]), name="discrepancy_state_known"),
            models.CheckConstraint(
                condition=Q(state="OPEN")
                | (Q(resolved_by__isnull=False) & Q(resolved_at__isnull=False) & ~Q(outcome="") & ~Q(evidence="")),
                name="discrepancy_resolved_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True) | ~Q(resolved_by=models.F("opened_by")), name="discrepancy_resolved_by_another"
            ),
        ]
        triggers = [pgtrigger.FSM(name="discrepancy_moves", field="state", transitions=pairs(flow.DISCREPANCY_MOVES))]


class ShelfCount(models.Model):
    """One count of a shelf: what the ledgers had there, and what stood there. Append-only; its differences are discrepancies."""

    force = models.ForeignKey("casework.Force", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120)
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["force", "-counted_at", "-id"], name="counts_of_force")]
