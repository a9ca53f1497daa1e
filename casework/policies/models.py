"""A force's own numbers and its corrections of the bank holidays. Rows are added, never changed: what was in force when stays readable."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.law.when import day_words
from casework.policies.values import value_words
from casework.staff.models import Force


class PolicySetting(models.Model):
    """One value of force policy that somebody proposed, in force once it is approved and `from_on` (London, inclusive) has come.

    `code` is a code of `casework.law.policy.DEFAULTS`, or for a SWITCH the id of a rule of the class "policy". `value` is a number, a
    list of numbers (longest lead first), a day as YYYY-MM-DD or null, and for a SWITCH true (on) or false (off). `back_to_default`
    means that the default counts again.
    """

    VALUE, SWITCH = "VALUE", "SWITCH"

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="policy_settings")
    kind = models.CharField(max_length=6, choices=[(VALUE, "A value"), (SWITCH, "A rule on or off")], default=VALUE)
    code = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    back_to_default = models.BooleanField(default=False)
    from_on = models.DateField()
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["force", "kind", "code", "-id"], name="policy_settings_of_code")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("VALUE", "SWITCH")), name="policy_setting_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="policy_setting_has_reason"),
            models.CheckConstraint(condition=Q(back_to_default=False) | Q(value__isnull=True), name="policy_default_has_no_value"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def words(self) -> str:
        """What it sets: "3 working days", "the default, 24 hours", "switched off"."""
        if self.kind == self.SWITCH:
            return "in use" if self.value else "switched off"
        return value_words(self.code, self.value, back_to_default=self.back_to_default)


class HolidayOverride(models.Model):
    """One correction of the bank holidays of England and Wales as this force counts them; counts from its approval.

    ADD makes `day` a bank holiday, STRIKE makes it none, USUAL takes this force's correction of `day` back. COVER says that the bank
    holidays of `day`'s year (then 1 January) are known: those of the usual pattern, corrected by the other rows.
    """

    ADD, STRIKE, USUAL, COVER = "ADD", "STRIKE", "USUAL", "COVER"
    KINDS = [
        (ADD, "It is a bank holiday"),
        (STRIKE, "It is no bank holiday"),
        (USUAL, "Our correction of it is taken back"),
        (COVER, "The year is known"),
    ]

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="holiday_overrides")
    kind = models.CharField(max_length=6, choices=KINDS)
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["force", "day", "-id"], name="holiday_overrides_of_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("ADD", "STRIKE", "USUAL", "COVER")), name="holiday_override_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="holiday_override_has_reason"),
            models.CheckConstraint(condition=~Q(kind="ADD") | ~Q(name=""), name="added_holiday_has_name"),
            models.CheckConstraint(condition=~Q(kind="COVER") | Q(day__month=1, day__day=1), name="covered_year_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def words(self) -> str:
        """What it says: "Tuesday 24 November 2026 is a bank holiday (State funeral)"."""
        day = day_words(self.day)
        return {
            self.ADD: f"{day} is a bank holiday ({self.name})",
            self.STRIKE: f"{day} is no bank holiday",
            self.USUAL: f"{day} counts as usual again",
            self.COVER: f"The bank holidays of {self.day.year} are known",
        }[self.kind]


class PolicyDecision(models.Model):
    """What became of a proposal, once and for ever. The person who proposed it never approves it: the database refuses as well.

    `in_force_from` (London, inclusive) is the day from which an approved proposal counts: the day asked for, or that of the approval if
    it is later.
    """

    APPROVED, DECLINED, WITHDRAWN = "APPROVED", "DECLINED", "WITHDRAWN"

    setting = models.OneToOneField(PolicySetting, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    override = models.OneToOneField(HolidayOverride, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=9, choices=[(APPROVED, "Approved"), (DECLINED, "Declined"), (WITHDRAWN, "Withdrawn")])
    note = models.TextField(blank=True)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(setting__isnull=False, override__isnull=True) | Q(setting__isnull=True, override__isnull=False),
                name="policy_decision_on_one_proposal",
            ),
            models.CheckConstraint(condition=Q(outcome__in=("APPROVED", "DECLINED", "WITHDRAWN")), name="policy_outcome_known"),
            models.CheckConstraint(condition=~Q(outcome="APPROVED") | ~Q(decided_by=F("proposer")), name="policy_approved_by_another"),
            models.CheckConstraint(
                condition=Q(outcome="APPROVED", in_force_from__isnull=False) | ~Q(outcome="APPROVED") & Q(in_force_from__isnull=True),
                name="approved_policy_has_its_day",
            ),
        ]
