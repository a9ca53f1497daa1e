"""The case log, actions, the outcome, closing, handing over, and links between cases."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.cases.models import Case
from casework.cases.moves import pairs
from casework.investigation import flow
from casework.staff.models import Force, Role, Unit


class EntryKind(models.TextChoices):
    """What an entry of the log is about. Decisions and directions stand out from the rest."""

    NOTE = "NOTE", "Note"
    VICTIM = "VICTIM", "Contact with the victim"
    WITNESS = "WITNESS", "Witness or other person"
    SUSPECT = "SUSPECT", "About the suspect"
    ENQUIRY = "ENQUIRY", "Line of enquiry"
    POLICY = "POLICY", "Policy decision"
    DIRECTION = "DIRECTION", "Supervisor's direction"
    REVIEW = "REVIEW", "Supervisor's review"
    HANDOVER = "HANDOVER", "Handover"


# Which kinds stand out, and which are a supervisor's alone.
MARKED = (EntryKind.POLICY, EntryKind.DIRECTION, EntryKind.REVIEW)
SUPERVISORS = (EntryKind.DIRECTION, EntryKind.REVIEW)


class LogEntry(models.Model):
    """One entry of the case log. Append-only: a correction is a new entry that names the old one and says why.

    `fact` is what happened or was found, `opinion` what the writer makes of it: the two are kept apart (DPA 2018 s.38(2)). `happened_at`
    is when it happened, `recorded_at` when it was written down, both aware. `as_role` is the role in which it was written. `subject_type`
    and `subject_id` name the record that it is about, if any (see `subjects`).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="log_entries")
    kind = models.CharField(max_length=10, choices=EntryKind, default=EntryKind.NOTE)
    fact = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_role = models.CharField(max_length=20, choices=Role)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction")
    why_corrected = models.CharField(max_length=300, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-happened_at", "-id"], name="log_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="log_entry_kind_known"),
            models.CheckConstraint(condition=~Q(fact="") | ~Q(opinion=""), name="log_entry_says_something"),
            models.CheckConstraint(condition=Q(happened_at__lte=F("recorded_at")), name="log_entry_never_in_the_future"),
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(why_corrected=""), name="log_correction_says_why"),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in SUPERVISORS]) | Q(as_role__in=[Role.SUPERVISOR.value, Role.AUTHORISER.value]),
                name="log_direction_by_supervisor",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def marked(self) -> bool:
        """Is it a decision or a direction, which stands out?"""
        return self.kind in MARKED


class Priority(models.TextChoices):
    """How soon an action matters, in ascending order of letters for the board: A first."""

    A = "A", "High"
    B = "B", "Normal"
    C = "C", "Low"


class ActionKind(models.TextChoices):
    """What sort of action it is. Its words stand in reminders, where no name may stand."""

    STATEMENT = "STATEMENT", "Take a statement"
    VICTIM = "VICTIM", "Contact the victim"
    FOOTAGE = "FOOTAGE", "Get CCTV or doorbell footage"
    DIGITAL = "DIGITAL", "Telephone, account or download"
    RECORDS = "RECORDS", "Ask for records or data"
    SUSPECT = "SUSPECT", "Identify, trace or see the suspect"
    SAFETY = "SAFETY", "Safety measure"
    EXHIBIT = "EXHIBIT", "Deal with an exhibit"
    FILE = "FILE", "Case file or disclosure"
    OTHER = "OTHER", "Something else"


class Action(models.Model):
    """Something that a person has to do for the case by an agreed day (inclusive, London), and what came of it.

    Raised from anything: `subject_type` and `subject_id` name the record, empty when it was raised on its own. A clock of rule
    OP-ACTION runs on it while it is open.
    """

    MACHINE = "action"
    MOVES = flow.ACTION_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=10, choices=ActionKind)
    what = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_actions")
    due_on = models.DateField()
    priority = models.CharField(max_length=1, choices=Priority, default=Priority.B)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=flow.ACTION_STATES, default=flow.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_on", "id"], condition=Q(state="OPEN"), name="open_actions_of_case"),
            models.Index(fields=["owner", "due_on", "id"], condition=Q(state="OPEN"), name="open_actions_of_owner"),
            models.Index(fields=["case", "id"], name="actions_of_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.ACTION_STATES]), name="action_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ActionKind.values), name="action_kind_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="action_priority_known"),
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_at__isnull=True) | (~Q(state="OPEN") & Q(closed_at__isnull=False) & ~Q(result="")),
                name="action_closed_with_result",
            ),
        ]
        triggers = [pgtrigger.FSM(name="action_moves", field="state", transitions=pairs(flow.ACTION_MOVES))]

    def __str__(self) -> str:
        return self.what


class OutcomeCode(models.TextChoices):
    """How the crime ended: Home Office outcome types, those that matter here (investigation.md 2.4)."""

    CHARGED = "1", "1: Charged or summonsed"
    YOUTH_CAUTION = "2", "2: Youth caution"
    CAUTION = "3", "3: Adult caution"
    RESOLUTION = "8", "8: Community resolution"
    CPS_NOT_PUBLIC = "9", "9: Not in the public interest (CPS decided)"
    POLICE_NOT_PUBLIC = "10", "10: Not in the public interest (police decided)"
    UNNAMED_DECLINED = "14", "14: Suspect not identified, victim does not support further action"
    NAMED_DIFFICULTIES = "15", "15: Named suspect, victim supports, evidential difficulties"
    NAMED_DECLINED = "16", "16: Named suspect, victim does not support further action"
    OUT_OF_TIME = "17", "17: Named suspect, the time limit for prosecution has expired"
    UNIDENTIFIED = "18", "18: Investigation complete, no suspect identified"
    OTHER_AGENCY = "20", "20: Action taken by another body"
    NOT_PURSUED = "21", "21: Further investigation not in the public interest (police decided)"
    DIVERTED = "22", "22: Diversionary, educational or intervention activity"
    NO_CRIME = "NC", "No crime was recorded, so there is no outcome type"


class CaseOutcome(models.Model):
    """How the crime of a case ended, with reasons. Append-only: the newest stands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outcomes")
    code = models.CharField(max_length=2, choices=OutcomeCode)
    reasons = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-decided_at", "-id"], name="outcomes_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=OutcomeCode.values), name="outcome_code_known"),
            models.CheckConstraint(condition=~Q(reasons=""), name="outcome_gives_reasons"),
        ]


class OutcomeNews(models.Model):
    """The victim was told of an outcome: when and by which safe means; or why she or he could not be told. Append-only.

    `how` never holds a number or an address.
    """

    outcome = models.ForeignKey(CaseOutcome, on_delete=models.CASCADE, related_name="news")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    review_offered = models.BooleanField(default=False)
    why_not = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="outcome_news_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=False) & ~Q(how="") | Q(told_at__isnull=True) & ~Q(why_not=""), name="outcome_told_or_why_not"
            )
        ]


class ClosingRequest(models.Model):
    """Somebody asks that a case be closed; a supervisor who is neither its officer nor who asked approves or sends it back.

    `gates` keeps how each gate stood when it was approved (title -> true).
    """

    MACHINE = "closing"
    MOVES = flow.CLOSING_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closings")
    summary = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=flow.CLOSING_STATES, default=flow.ASKED)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True)
    gates = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="closings_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.CLOSING_STATES]), name="closing_state_known"),
            models.UniqueConstraint(fields=["case"], condition=Q(state=flow.ASKED), name="one_closing_waiting"),
            models.CheckConstraint(
                condition=~Q(state=flow.APPROVED) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="closing_approver_did_not_ask",
            ),
        ]
        triggers = [pgtrigger.FSM(name="closing_moves", field="state", transitions=pairs(flow.CLOSING_MOVES))]


class Ground(models.TextChoices):
    """On what ground a closed case is reopened; it stands with the reason on the case's move."""

    INCIDENT = "INCIDENT", "Something new happened"
    EVIDENCE = "EVIDENCE", "New evidence or a suspect identified"
    REVIEW = "REVIEW", "The victim's review of the decision"
    CPS = "CPS", "The prosecutors or a court ask for it"
    MISTAKE = "MISTAKE", "It was closed by mistake"
    OTHER = "OTHER", "Another ground"


class Transfer(models.Model):
    """A case on its way to another unit, of the same or another force, with what its next officer must know.

    An officer proposes, a supervisor or manager of the unit sends on, the receiving unit takes over (naming the officer) or refuses.
    `from_force` and `to_force` differ when it leaves the force.
    """

    MACHINE = "transfer"
    MOVES = flow.TRANSFER_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    from_force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    note = models.TextField()
    state = models.CharField(max_length=10, choices=flow.TRANSFER_STATES)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True)
    dates_carried = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "id"], condition=Q(state="OFFERED"), name="transfers_offered"),
            models.Index(fields=["case", "-id"], name="transfers_of_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.TRANSFER_STATES]), name="transfer_state_known"),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="transfer_between_units"),
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=flow.TRANSFER_LIVE), name="one_transfer_under_way"),
        ]
        triggers = [pgtrigger.FSM(name="transfer_moves", field="state", transitions=pairs(flow.TRANSFER_MOVES))]


class LinkKind(models.TextChoices):
    """How one case stands to another, as said from the first; `INVERSE` says it from the second."""

    SAME_SUSPECT = "SAME_SUSPECT", "Same suspect"
    SAME_VICTIM = "SAME_VICTIM", "Same victim"
    COUNTER = "COUNTER", "Counter-allegation"
    SERIES = "SERIES", "Part of one series"
    DUPLICATE = "DUPLICATE", "Duplicate of"
    CONTINUES = "CONTINUES", "Continues"
    RELATED = "RELATED", "Related in another way"


INVERSE = {LinkKind.DUPLICATE: "Has as its duplicate", LinkKind.CONTINUES: "Is continued by"}


class CaseLink(models.Model):
    """Two cases have to do with each other. Only for whoever may see both: nobody else learns that there is a link at all."""

    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_from")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_to")
    kind = models.CharField(max_length=12, choices=LinkKind)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["first"], condition=Q(ended_at__isnull=True), name="links_from_case"),
            models.Index(fields=["second"], condition=Q(ended_at__isnull=True), name="links_to_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_kind_known"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="link_between_two_cases"),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="link_end_says_why"),
            models.UniqueConstraint(fields=["first", "second", "kind"], condition=Q(ended_at__isnull=True), name="link_once"),
        ]

    def words_from(self, case_id: int) -> str:
        """How the other case stands to this one, as said from this one."""
        kind = LinkKind(self.kind)
        return kind.label if case_id == self.first_id else INVERSE.get(kind, kind.label)
