"""Registers of orders: a force solicitor's matters, each taken as an application with its orders."""

from collections.abc import Sequence

from django.utils import timezone

from casework.access.facts import store
from casework.access.writing import Change
from casework.applications import flow as application_flow
from casework.cases.models import Case, CaseParty, PartyRole, Relationship
from casework.cases.references import next_reference
from casework.errors import GuardFailed
from casework.orders.takeover import Matter, noon, take_over
from casework.people.models import FactKind, Person
from casework.people.normal import postcode
from casework.staff.models import Force, Unit
from casework.worklists.imports import cells, orders_register
from casework.worklists.imports.files import Table
from casework.worklists.imports.judging import Judgement
from casework.worklists.imports.kind import Kind, Taken
from casework.worklists.models import ImportRun

DESK = "Orders desk"
RELATIONSHIPS = {
    "ex-partner": Relationship.EX_PARTNER,
    "ex partner": Relationship.EX_PARTNER,
    "family member": Relationship.FAMILY,
    "acquaintance": Relationship.ACQUAINTANCE,
    "work colleague": Relationship.COLLEAGUE,
    "neighbour": Relationship.NEIGHBOUR,
    "stranger": Relationship.STRANGER,
}
OUTCOMES = {"no": application_flow.REFUSED, "refused": application_flow.REFUSED, "withdrawn": application_flow.WITHDRAWN}
DETAILS = ("Perpetrator Age", "Perpetrator Gender", "Perpetrator Type", "Victim Gender", "Victim Age", "Victim Supports")
MORE_DETAILS = (
    "Application Contested",
    "If Contested, Date of Next Hearing",
    "Length of order",
    "Case Manager",
    "Niche Ref",
    "Client Name",
)


def read(raw: bytes) -> Table:
    """The file's rows. Raises UnreadableFile, naming the columns that are missing."""
    text, encoding = cells.decode(raw)
    rows = cells.rows(text, orders_register.REQUIRED)
    return Table(list(rows[0]) if rows else [], list(enumerate(rows, start=2)), encoding)


def judge(_run: ImportRun, table: Table) -> list[Judgement]:
    """Every row as things stand now."""
    divisions = set(Unit.objects.values_list("force__name", "name"))
    forces = set(Force.objects.values_list("name", flat=True))
    return orders_register.judge_all([row for _, row in table.rows], today=timezone.localdate(), forces=forces, divisions=divisions)


def take(ch: Change, _run: ImportRun, rows: Sequence[Judgement]) -> list[Taken | GuardFailed]:
    """Each row on its own."""
    return [take_row(ch, row) for row in rows]


def take_row(ch: Change, row: Judgement) -> Taken:
    """One application and nought to two orders, on a case of their own."""
    source: dict[str, str] = row.values["row"]  # type: ignore[assignment]
    force = _force(source["Client Name"])
    unit, _ = Unit.objects.get_or_create(force=force, name=source.get("Mapped Division") or source.get("Division") or DESK)
    matter = _matter(row, source)
    defendant = _person(force, source.get("Perpetrator Gender", ""), source["Matter Description"])
    victim = Person.objects.create(
        force=force, unknown=True, description="Victim, not named in the register", sex=source.get("Victim Gender", "")[:20]
    )
    case = Case.objects.create(
        reference=next_reference("STK"),
        force=force,
        unit=unit,
        state="RECORDED",
        is_open=matter.outcome == application_flow.LODGED,
        relationship=RELATIONSHIPS.get(source.get("Perpetrator Type", "").lower(), Relationship.UNKNOWN),
        reported_at=noon(matter.opened_on),
        opened_by=ch.actor,
    )
    _postcode(ch, victim, source.get("Victim Postcode", ""))
    _postcode(ch, defendant, source.get("Perpetrator Postcode", ""))
    CaseParty.objects.create(case=case, person=victim, role=PartyRole.VICTIM)
    CaseParty.objects.create(case=case, person=defendant, role=PartyRole.SUSPECT)
    ch.event("case.taken_over", "Taken over from another register", case=case, subject=case, occurred_at=case.reported_at)
    application = take_over(ch, case=case, defendant=defendant, matter=matter, doubts=bool(row.reasons))
    ch.audit("CREATE", case, fields=["imported"])
    details = {name: source.get(name, "") for name in DETAILS + MORE_DETAILS if source.get(name)}
    return Taken(force.pk, {"application": application}, details)


def _force(name: str) -> Force:
    force = Force.objects.filter(name=name).first()
    if force is None:
        base = "".join(letter for letter in name.lower() if letter.isalnum())[:8] or "force"
        taken = Force.objects.filter(code__startswith=base).count()
        force = Force.objects.create(name=name, code=f"{base}{taken or ''}")
    return force


def _person(force: Force, sex: str, description: str) -> Person:
    """The defendant from "SPO - Mr Nguyễn": only what the register says, so a family name without given names."""
    words = description.split(" - ", 1)[-1].strip()
    title, _, family = words.partition(" ")
    if title.rstrip(".").lower() not in {"mr", "mrs", "ms", "miss", "dr", "mx"}:
        family = words
    return Person.objects.create(force=force, family_name=family[:120] or "Not named", sex=sex[:20])


def _postcode(ch: Change, person: Person, text: str) -> None:
    """A postcode is where someone lives: it goes into the cipher. "NFA" and text that is no postcode say nothing to keep."""
    if postcode(text):
        store(person=person, kind=FactKind.HOME, text=text, by=ch.actor, why="From an imported register: postcode only")


def _matter(row: Judgement, source: dict[str, str]) -> Matter:
    values = row.values
    outcome = application_flow.GRANTED if values["full_on"] else OUTCOMES.get(source["Full Order"].lower(), application_flow.LODGED)
    return Matter(
        opened_on=values["opened"],  # type: ignore[arg-type]
        outcome=outcome,
        reason=source.get("Reason for Withdrawal/Refusal", ""),
        interim_on=values["interim_on"],  # type: ignore[arg-type]
        full_on=values["full_on"],  # type: ignore[arg-type]
        ends_on=values.get("ends_on"),  # type: ignore[arg-type]
    )


ORDERS = Kind(
    name="orders",
    action="orders.import",
    view_action="orders.import",
    title="Import a register of orders",
    read=read,
    judge=judge,
    take=take,
    key_column="Matter Number",
    changed="This matter is on the register with other content. A person must compare the two: nothing was overwritten.",
)
