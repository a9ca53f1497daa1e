"""People as the police know them. Protected facts stand in one encrypted table and nowhere else."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from casework.staff.models import Force


class Person(models.Model):
    """A nominal. `unknown` stands for someone not yet identified ("unknown, online only"); names may then be blank.

    `merged_into` is set while this record is merged into another one of the same person: nothing refers to it then.
    """

    force = models.ForeignKey(Force, on_delete=models.PROTECT)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    unknown = models.BooleanField(default=False)
    description = models.CharField(max_length=200, blank=True, help_text="For someone unknown: how they appear.")
    staff_account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="nominals")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            GinIndex(OpClass(Lower("family_name"), name="gin_trgm_ops"), name="person_family_trgm"),
            models.Index(Lower("family_name"), Lower("given_names"), name="person_names"),
            models.Index(fields=["date_of_birth"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Names in order, or how an unknown person is described."""
        return " ".join(part for part in (self.given_names, self.family_name) if part) or self.description or "Unknown person"


class Alias(models.Model):
    """Another name a person uses or used."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)


class PersonMerge(models.Model):
    """Two records of one person were joined: what referred to `gone` refers to `kept` since. `moved` says what was moved, for undoing.

    `moved` is a list of steps in the order in which they were done: ids, field names and columns of rows that fell together, never
    a protected fact.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    moved = models.JSONField(default=list)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kept"], condition=Q(undone_at__isnull=True), name="standing_merges")]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="one_standing_merge"),
        ]


class FactKind(models.TextChoices):
    """Kinds of protected fact."""

    HOME = "HOME", "Home address"
    WORK = "WORK", "Workplace"
    SCHOOL = "SCHOOL", "School or college"
    REFUGE = "REFUGE", "Refuge"
    TELEPHONE = "TELEPHONE", "Telephone number"
    EMAIL = "EMAIL", "E-mail address"
    VEHICLE = "VEHICLE", "Vehicle registration"
    HANDLE = "HANDLE", "Online handle"
    NEW_NAME = "NEW_NAME", "New name"
    CHILDREN = "CHILDREN", "Children"


class ProtectedFact(models.Model):
    """The only place where such a fact is stored: AES-GCM text under the ring's key `key_id`, bound to its person and kind.

    Read through `access.reveal` alone; what may be looked up exactly stands in `FactIndex`. Valid days are inclusive London dates.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="protected_facts")
    kind = models.CharField(max_length=12, choices=FactKind)
    ciphertext = models.BinaryField()
    key_id = models.CharField(max_length=40)
    why = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["key_id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="fact_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return "protected"


class FactIndex(models.Model):
    """One normal form of a protected fact as a keyed digest (HMAC-SHA-256), for exact look-up; never the text.

    `form` is what sort of normal form it is: TELEPHONE, EMAIL, VEHICLE, HANDLE, ADDRESS or POSTCODE. A home and a workplace share ADDRESS.
    """

    fact = models.ForeignKey(ProtectedFact, on_delete=models.CASCADE, related_name="indexed")
    form = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "form"], name="one_digest_per_fact_and_form")]
        indexes = [models.Index(fields=["form", "digest"])]
