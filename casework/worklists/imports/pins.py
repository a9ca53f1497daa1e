"""Old registers of Police Information Notices: each sound row becomes a notice to be reviewed, never a new one."""

from collections.abc import Sequence

from django.utils import timezone

from casework.access.writing import Change
from casework.audit.record import digest
from casework.errors import GuardFailed
from casework.pins import services as notices
from casework.pins.models import Notice, Road
from casework.pins.services.attempts import Tried, tell_standards
from casework.worklists.imports import files, pins_register
from casework.worklists.imports.files import Table
from casework.worklists.imports.judging import ALREADY, REFUSED, Judgement
from casework.worklists.imports.kind import Kind, Taken
from casework.worklists.imports.people_cells import Person
from casework.worklists.models import ColumnMapping, ImportedMatter, ImportRun

THERE = "It is on the register already, brought in by hand."


def kept_columns(force_id: int | None) -> dict[str, str]:
    """The columns that a person of the force confirmed last."""
    kept = ColumnMapping.objects.filter(kind="pins", force_id=force_id).first()
    return dict(kept.columns) if kept is not None else {}


def judge(run: ImportRun, table: Table) -> list[Judgement]:
    """Every row as things stand now; what somebody has typed in already says so."""
    assert run.started_by is not None
    force = run.unit.force if run.unit is not None else run.started_by.force
    assert force is not None
    judged = pins_register.judge_all(
        table.rows,
        mapping=run.mapping,
        force=force.code,
        system=run.system,
        cut_over=notices.cut_over(),
        today=timezone.localdate(),
        digest=digest,
    )
    typed = Notice.objects.filter(force=force, imported_row__isnull=True).exclude(source_reference="")
    by_hand = set(typed.filter(copy=1).values_list("source_system", "source_reference"))
    imported = set(ImportedMatter.objects.filter(kind="pins", force=force).values_list("key", flat=True)) if by_hand else set()
    for row in judged:
        values = row.values["values"]
        assert isinstance(values, dict)
        if row.outcome != REFUSED and row.key not in imported and (values["source_system"], values["source_reference"]) in by_hand:
            row.outcome, row.reasons = ALREADY, [("Reference", THERE)]
    return judged


def take(ch: Change, run: ImportRun, rows: Sequence[Judgement]) -> list[Taken | GuardFailed]:
    """A notice for each recipient of each row; the row points to the first."""
    unit = run.unit
    if unit is None:
        return [GuardFailed("No unit was chosen that owns the notices") for _ in rows]
    answers = notices.take_over(ch, unit=unit, entries=[_entry(row) for row in rows])
    return [answer if isinstance(answer, GuardFailed) else Taken(unit.force_id, {"notice": answer[0]}) for answer in answers]


def _entry(row: Judgement) -> notices.OldEntry:
    values, people, other = row.values["values"], row.values["recipients"], row.values["complainant"]
    assert isinstance(values, dict)
    assert isinstance(people, list)
    return notices.OldEntry(
        values,
        [_named(person) for person in people],
        _named(other) if isinstance(other, Person) else None,
        [f"{column}: {sentence}" for column, sentence in row.reasons],
    )


def _named(person: Person) -> notices.Named:
    given = {"given_names": person.given_names, "family_name": person.family_name, "date_of_birth": person.born}
    return notices.Named(given, person.aliases)


def put_aside(ch: Change, run: ImportRun, row: Judgement) -> None:
    """A row dated after the cut-over waits for professional standards; any other refused row only comes back with its reason."""
    if not row.values.get("quarantine") or run.unit is None:
        return
    values, cells = row.values["values"], row.values["row"]
    assert isinstance(values, dict)
    assert isinstance(cells, dict)
    notices.quarantine(
        actor=ch.actor,
        tried=Tried(
            run.unit.force_id,
            Road.IMPORT,
            kind=values["kind"],
            issued_on=values["issued_on"],
            source=f"Row {row.number} of {run.file_name}",
            key=digest(row.key),
            reasons=[sentence for _, sentence in row.reasons],
            content=cells,
        ),
    )
    tell_standards(run.unit.force_id, ch.actor)


PINS = Kind(
    name="pins",
    action="pin.import",
    view_action="pin.import.view",
    title="Import a legacy PIN register",
    read=files.read_table,
    judge=judge,
    take=take,
    key_column="Reference",
    changed="This notice is on the register with other content. A person must compare the two: nothing was overwritten.",
    approval="pin.import.approve",
    maps=True,
    refused=put_aside,
)
