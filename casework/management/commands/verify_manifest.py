"""Check a manifest of a case's evidence away from the database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.courtpapers import checking


class Command(BaseCommand):
    """Exit 0 when all is as exported, 1 when something is not, 2 when the file is not a manifest."""

    help = "Check a manifest: each ledger's rows, the whole, and with --files the files themselves. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, where the files are, and how to report."""
        parser.add_argument("file", type=Path, help="the manifest")
        parser.add_argument("--files", type=Path, metavar="FOLDER", help="the folder with the files that the manifest names")
        parser.add_argument("--live", action="store_true", help="compare with the database as well: this needs it")
        parser.add_argument("--json", action="store_true", help="{checked, bad: [{kind, id, why}]} on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all."""
        try:
            manifest = checking.read(options["file"])
        except checking.NotAManifest as problem:
            self.stderr.write(str(problem))
            sys.exit(2)
        checked, bad = checking.check(manifest, options["files"])
        if options["live"] and not bad:
            from casework.courtpapers.manifest import differences

            bad = differences(manifest)
        if options["json"]:
            self.stdout.write(json.dumps({"checked": checked, "bad": bad}))
        else:
            for each in bad:
                self.stdout.write(f"{each['kind']}: {each['id']}: {each['why']}")
            self.stdout.write(f"{checked} checked, {len(bad)} not as exported")
        if bad:
            sys.exit(1)
