"""Bringing legacy notices onto the register, and linking them to cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casework.access.scope import scope
from casework.access.writing import Change, change
from casework.audit.record import changed_all
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty, PartyRole
from casework.cases.moves import begin_all
from casework.cases.references import next_references
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.outbox.services import send
from casework.people.models import Alias, Person
from casework.pins import rules
from casework.pins.models import Notice, Road
from casework.pins.services.attempts import Tried, force_of, keep_refused
from casework.pins.services.matching import propose_for
from casework.pins.services.reach import require_notice
from casework.staff.models import Unit, User

FIELDS = (
    "source_system",
    "source_reference",
    "kind",
    "issued_on",
    "served_on",
    "service_method",
    "issuing_officer",
    "issuing_collar",
    "text_reference",
    "linked_crime",
    "conduct",
    "course_alleged",
    "investigated",
    "recipient_vulnerability",
    "source_status",
)
LINKED = "It is linked to a case already"


def cut_over() -> date:
    """The last day on which a notice can have been issued (`PIN_CUTOVER`)."""
    return date.fromisoformat(settings.PIN_CUTOVER)


def record_legacy_notice(
    *,
    actor: User,
    values: Mapping[str, Any],
    recipient: Person,
    complainant: Person | None = None,
    case: Case | None = None,
    unit: Unit | None = None,
    at: datetime | None = None,
) -> Notice:
    """Bring a notice issued long ago onto the register; R38 starts. There is no way to bring in one dated after the cut-over.

    An officer does it for a case; Records also without one, for an owning `unit`. An attempt with a later date is refused and kept in
    the audit trail. Raises GuardFailed, Forbidden.
    """
    _keep_attempt(actor, values, case, unit)
    return _record(actor, values, recipient, complainant, case, unit, at)


def _record(
    actor: User,
    values: Mapping[str, Any],
    recipient: Person,
    complainant: Person | None,
    case: Case | None,
    unit: Unit | None,
    at: datetime | None,
) -> Notice:
    with change(actor, "pin.record" if case is not None else "pin.loose", case) as ch:
        problems = rules.notice_problems(values, cut_over(), timezone.localdate())
        owner_unit = case.unit if case is not None else unit
        if owner_unit is None or (case is None and owner_unit.force_id not in scope(actor).forces("RECORDS")):
            problems.append(("unit", "Choose the unit of your force that owns the notice"))
        elif _there_already(owner_unit, values):
            problems.append(("source_reference", "A notice of this reference from this source is on the register already"))
        if complainant is not None and complainant.pk == recipient.pk:
            problems.append(("complainant", "The complainant and the recipient cannot be the same person"))
        if problems or owner_unit is None:
            raise GuardFailed(problems)
        (notice,) = _make(ch, [_draft(values, recipient, complainant, case, owner_unit)], at or ch.now)
        if case is not None:
            ch.event("notice.recorded", f"Legacy notice {notice.reference} brought onto the register", subject=notice, occurred_at=at)
        propose_for(notice)
    return notice


def _make(ch: Change, drafts: Sequence[Notice], recorded_at: datetime) -> list[Notice]:
    """The rows of new entries of one unit, their first moves, their trail and R38: the same for one typed in and for rows of an import."""
    for draft, reference in zip(drafts, next_references("PIN", len(drafts)), strict=True):
        draft.reference, draft.recorded_by = reference, ch.actor
    made = Notice.objects.bulk_create(drafts)
    begin_all(made, "bring onto the register", actor=ch.actor, at=recorded_at)
    rows: list[tuple[Any, int | None, dict[str, Any], dict[str, Any]]] = [
        (notice, notice.case_id, {}, {name: getattr(notice, name) for name in FIELDS}) for notice in made
    ]
    changed_all("CREATE", actor=ch.actor, action=ch.action, rows=rows)
    loose = [notice for notice in made if notice.case_id is None]
    work = [_work(notice) for notice in loose]
    clocks.start_new("R38", subjects=loose, on=recorded_at, titles=[t for t, _ in work], paths=[p for _, p in work], actor=ch.actor)
    for notice in made:
        if notice.case_id is not None:
            start_review(notice, on=recorded_at, inputs={}, actor=ch.actor)
        happened(Fact("notice.recorded", notice.case_id, notice, recorded_at, ch.actor))
    return made


@dataclass(frozen=True)
class Named:
    """A person as an old register names them: values of a new nominal, and other names."""

    values: Mapping[str, Any]
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class OldEntry:
    """One row of an old register: fields of Notice, those to whom the paper was given, who had complained, and what is doubtful."""

    values: Mapping[str, Any]
    recipients: Sequence[Named]
    complainant: Named | None = None
    doubts: Sequence[str] = ()


def take_over(ch: Change, *, unit: Unit, entries: Sequence[OldEntry]) -> list[list[Notice] | GuardFailed]:
    """Bring in rows of an import, inside the import's `change`: for each row a notice for each recipient, or why the rules refuse it.

    The same rules as for one that is typed in. Whom a notice may concern is asked later (`matched_at`).
    """
    day, today = cut_over(), timezone.localdate()
    given = [entry.values.get("source_reference", "") for entry in entries]
    known = Notice.objects.filter(force_id=unit.force_id, source_reference__in=[text for text in given if text])
    there = set(known.values_list("source_system", "source_reference"))
    answers: list[list[Notice] | GuardFailed] = []
    sound: list[OldEntry] = []
    for entry in entries:
        problems = rules.notice_problems(entry.values, day, today)
        if (entry.values.get("source_system", ""), entry.values.get("source_reference", "")) in there:
            problems.append(("source_reference", "A notice of this reference from this source is on the register already"))
        answers.append(GuardFailed(problems) if problems else [])
        if not problems:
            sound.append(entry)
    if not sound:
        return answers
    named = [who for entry in sound for who in (*entry.recipients, *([entry.complainant] if entry.complainant else ()))]
    people = iter(_nominals(unit, named))
    drafts, owners = [], []
    for place, entry in enumerate(sound):
        recipients = [next(people) for _ in entry.recipients]
        complainant = next(people) if entry.complainant else None
        for copy, person in enumerate(recipients, start=1):
            drafts.append(_draft(entry.values, person, complainant, None, unit, copy=copy, doubts=list(entry.doubts)))
            owners.append(place)
    made: dict[int, list[Notice]] = {}
    for place, notice in zip(owners, _make(ch, drafts, ch.now), strict=True):
        made.setdefault(place, []).append(notice)
    places = iter(range(len(sound)))
    return [answer if isinstance(answer, GuardFailed) else made[next(places)] for answer in answers]


def _draft(values: Mapping[str, Any], recipient: Person, complainant: Person | None, case: Case | None, unit: Unit, **more: Any) -> Notice:
    given = {name: values[name] for name in FIELDS if name in values}
    return Notice(force_id=unit.force_id, unit=unit, case=case, recipient=recipient, complainant=complainant, **given, **more)


def _nominals(unit: Unit, named: Sequence[Named]) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(force_id=unit.force_id, **{name: value for name, value in each.values.items() if value}) for each in named
    )
    Alias.objects.bulk_create(
        Alias(person=person, name=alias[:200]) for person, each in zip(people, named, strict=True) for alias in each.aliases
    )
    return people


def _there_already(unit: Unit, values: Mapping[str, Any]) -> bool:
    reference = values.get("source_reference", "")
    same = Notice.objects.filter(force_id=unit.force_id, source_system=values.get("source_system", ""), source_reference=reference)
    return bool(reference) and same.exists()


def start_review(notice: Notice, *, on: datetime | str, inputs: Mapping[str, Any], actor: User) -> None:
    """Start R38 on the notice: on its case, else on its unit."""
    title, path = _work(notice)
    clocks.start("R38", subject=notice, case=notice.case, on=on, inputs=inputs, title=title, path=path, actor=actor)


def _work(notice: Notice) -> tuple[str, str]:
    return f"Review legacy notice {notice.reference}", reverse("pin-detail", args=[notice.reference])


def _keep_attempt(actor: User, values: Mapping[str, Any], case: Case | None, unit: Unit | None = None) -> None:
    """Keep an attempt to make a new notice: it is itself a figure (it must be 0). Called before the transaction opens that the
    refusal rolls back."""
    issued_on = values.get("issued_on")
    if issued_on is not None and rules.after_cut_over(issued_on, cut_over()):
        force_id = force_of(actor, case, unit.force_id if unit is not None else None)
        keep_refused(
            actor=actor, tried=Tried(force_id, Road.REGISTER, case=case, kind=str(values.get("kind", ""))[:20], issued_on=issued_on)
        )


def record_loose_notice(
    *,
    actor: User,
    values: Mapping[str, Any],
    unit: Unit,
    recipient: Mapping[str, Any],
    complainant: Mapping[str, Any],
    at: datetime | None = None,
) -> Notice:
    """Records brings in a notice without a case: recipient and complainant (blank for not known) become nominals of the unit's force."""
    _keep_attempt(actor, values, None, unit)
    with transaction.atomic():
        made = Person.objects.create(force=unit.force, **{name: value for name, value in recipient.items() if value})
        named = complainant.get("family_name") or complainant.get("given_names")
        other = Person.objects.create(force=unit.force, **{name: value for name, value in complainant.items() if value}) if named else None
        return _record(actor, values, made, other, None, unit, at)


def link_notice(*, actor: User, notice: Notice, case: Case) -> Notice:
    """Bind an unlinked notice to a case that the person may work on; its date then runs on the case, whose officer is told."""
    require_notice(actor, "pin.view", notice)
    with change(actor, "pin.link", case) as ch:
        if notice.force_id != case.force_id:
            raise GuardFailed("The case is another force's. A notice is linked within its own force")
        if not Notice.objects.filter(pk=notice.pk, case__isnull=True).update(case=case, reviewer=None):
            raise GuardFailed(LINKED)
        notice.case, notice.reviewer = case, None
        running = clocks.cancel("R38", subject=notice, actor=actor, why="Linked to a case, where the same date runs")
        if running is not None:
            given = {name: value for name, value in running.inputs.items() if name != "on"}
            start_review(notice, on=running.inputs["on"], inputs=given, actor=actor)
        ch.event("notice.linked", f"Legacy notice {notice.reference} linked", subject=notice)
        ch.audit("UPDATE", notice, after={"case": case.pk})
        if case.owner_id is not None and case.owner_id != actor.pk:
            send(
                user=case.owner,
                key=f"notice-linked:{notice.pk}:{case.pk}",
                title=f"Legacy notice {notice.reference} belongs to this case now: review it",
                text="It shows what its recipient knew. It is not an order.",
                reference=case.reference,
                case_id=case.pk,
                path=reverse("pin-detail", args=[notice.reference]),
                action_due=True,
            )
        happened(Fact("notice.linked", case.pk, notice, ch.now, actor))
    return notice


def settle_doubts(*, actor: User, notice: Notice, note: str) -> Notice:
    """The records team has looked at what an import doubted; the sentences stay in the history of the notice."""
    require_notice(actor, "pin.record", notice)
    with change(actor, "pin.record", notice.case) as ch:
        if not notice.doubts:
            raise GuardFailed("Nothing is doubted on this notice")
        if rules.short(note, 10):
            raise GuardFailed("Say in at least 10 characters what you found", "note")
        Notice.objects.filter(pk=notice.pk).update(doubts=[])
        ch.audit("UPDATE", notice, before={"doubts": notice.doubts}, after={"doubts": [], "note": note})
        notice.doubts = []
    return notice


def people_of(case: Case) -> tuple[list[Person], list[Person]]:
    """(suspects, victims) of a case: the likely recipients and complainants."""
    parts = CaseParty.objects.filter(case=case, role__in=[PartyRole.VICTIM, PartyRole.SUSPECT]).select_related("person").order_by("pk")
    return [p.person for p in parts if p.role == PartyRole.SUSPECT], [p.person for p in parts if p.role == PartyRole.VICTIM]
