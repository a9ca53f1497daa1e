"""Import a force's old register of Police Information Notices from CSV or XLSX, whatever the order of its columns."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from casework.access.predicate import can
from casework.management.import_command import ImportCommand
from casework.pins.services import match_waiting
from casework.staff.models import Unit, User
from casework.worklists.imports import columns
from casework.worklists.imports.services import approve, begin, release
from casework.worklists.models import ImportRun


class Command(ImportCommand):
    """`import_pins FILE [--map FIELD=COLUMN]... [--unit NAME] [--system NAME] [--as USER] [--approved-by USER] [--dry-run] [--json]`.

    Exit 0 all taken, 1 something doubted or refused, 2 bad input. Rows after the cut-over are put aside for professional standards.
    """

    help = (
        "Import an old register of notices (CSV or XLSX). Columns are proposed and may be named; rows are taken, doubted or refused, each"
        " with its reason; a second run adds nothing. Professional standards approve: --approved-by."
    )
    kind = "pins"
    file_words = "a CSV or XLSX file"
    role_words = "the records role"
    roles = ("RECORDS",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        super().add_arguments(parser)
        parser.add_argument(
            "--map",
            dest="mapped",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="say which column holds a field: " + ", ".join(columns.FIELDS) + "; FIELD= leaves the field out",
        )
        parser.add_argument("--unit", help="the unit that owns the notices (default: the unit of whoever imports)")
        parser.add_argument("--system", default="", help="what the source is called, where no column says")
        parser.add_argument(
            "--approved-by",
            dest="approver",
            help="the account of professional standards that approves (default: the only one of the force)",
        )

    def start(self, actor: User, options: dict[str, Any], raw: bytes) -> ImportRun:
        """The run of this file with its columns told on stderr."""
        mapping = self._mapping(options["mapped"])
        run = begin(
            actor=actor,
            name=options["file"].name,
            raw=raw,
            kind=self.kind,
            unit=self._unit(actor, options["unit"]),
            system=options["system"],
            mapping=mapping,
        )
        if lacking := columns.missing(run.mapping):
            raise CommandError(f"No column was found for {' and '.join(lacking)}. Name it: --map FIELD=COLUMN.", returncode=2)
        self.stderr.write(f"Read as {run.encoding}.")
        for field, column in run.mapping.items():
            self.stderr.write(f"{field}: {column}")
        return run

    def allow(self, run: ImportRun, actor: User, options: dict[str, Any]) -> ImportRun:
        """Ask for approval and give it in the name of the account of professional standards."""
        if run.state in (ImportRun.WAITING, ImportRun.ASKED):
            approver = self._approver(actor, options["approver"])
            release(actor=actor, run=run)
            approve(actor=approver, run=run, agreed=True, note=f"Approved on the server by {approver.username}")
        run.refresh_from_db()
        return run

    def finish(self) -> None:
        """Match the people of the new notices with people already known."""
        matched = 0
        while done := match_waiting():
            matched += done
            self.stderr.write(f"{matched:,} notices compared with people known")

    def _mapping(self, given: list[str]) -> dict[str, str]:
        found = {}
        for text in given:
            name, equals, column = text.partition("=")
            field = columns.field_called(name)
            if not equals or field is None:
                raise CommandError(f"--map {text}: write FIELD=COLUMN with one of {', '.join(columns.FIELDS)}.", returncode=2)
            found[field] = " ".join(column.split())
        return found

    def _unit(self, actor: User, name: str | None) -> Unit:
        units = Unit.objects.filter(force_id=actor.force_id)
        unit = units.filter(name__iexact=name).first() if name else actor.unit or units.order_by("pk").first()
        if unit is None:
            raise CommandError(f"--unit {name}: name a unit of the force, such as {units.first()}.", returncode=2)
        return unit

    def _approver(self, actor: User, username: str | None) -> User:
        """The account that approves: the one named, or the only one of professional standards in the force."""
        found = [user for user in self.able("pin.import.approve", "AUDITOR") if user.force_id == actor.force_id and user != actor]
        if username:
            found = [user for user in found if user.username == username and can(user, "pin.import.approve")]
        if len(found) != 1:
            raise CommandError(
                "--approved-by is needed: name the account of professional standards that approves the import.", returncode=2
            )
        return found[0]
