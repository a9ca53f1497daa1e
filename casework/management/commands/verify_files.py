"""Read back every stored file and compare it with what was taken in."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.files.verifying import verify


class Command(BaseCommand):
    """Exit 0 when every file is what was taken in, 1 when one is not."""

    help = "Read back every stored file and compare its SHA-256 with what was taken in."

    def add_arguments(self, parser: CommandParser) -> None:
        """One choice: how to report."""
        parser.add_argument("--json", action="store_true", help="{checked, bad: [{kind, id, why}]} on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all."""
        checked, bad = 0, []
        for found in verify():
            checked += 1
            if found is not None:
                bad.append({"kind": found.kind, "id": found.id, "why": found.why})
        if options["json"]:
            self.stdout.write(json.dumps({"checked": checked, "bad": bad}))
        else:
            for each in bad:
                self.stdout.write(f"{each['kind']}: {each['id']}: {each['why']}")
            self.stdout.write(f"{checked} checked, {len(bad)} not what was taken in")
        if bad:
            raise SystemExit(1)
