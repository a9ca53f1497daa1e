"""Seals what is final and writes the newest seal's hash out of the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.audit.heads import export_head
from casework.audit.seal import Moved, seal


class Command(BaseCommand):
    """Does by hand what the beat does daily; exit 1 when there is nothing to export."""

    help = "Writes the audit trail's newest seal to a file, for keeping where the database's administrators do not reach."

    def add_arguments(self, parser: CommandParser) -> None:
        """--to names another folder than the data directory's."""
        parser.add_argument("--to", type=Path, help="the folder to write into (default: audit-heads in the data directory)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, export, say where."""
        try:
            seal()
        except Moved as moved:
            self.stderr.write(str(moved))
            raise SystemExit(1) from None
        path = export_head(options["to"])
        if path is None:
            self.stderr.write("Nothing is sealed yet.")
            raise SystemExit(1)
        self.stdout.write(str(path))
