"""Checks the audit trail: are all sealed events as they were sealed, and is the chain whole?"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.audit.verify import verify


class Command(BaseCommand):
    """Exit 0 when nothing is wrong, 1 when something is."""

    help = "Checks the audit trail against its seals and exported heads."

    def add_arguments(self, parser: CommandParser) -> None:
        """--json prints one object and nothing else."""
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report."""
        result = verify().as_json()
        if options["json"]:
            self.stdout.write(json.dumps(result))
        else:
            waiting = result["unsealed"]
            self.stdout.write(f"{result['checked']} events checked, {result['sealed']} of them sealed.")
            if waiting["count"]:
                self.stdout.write(f"{waiting['count']} wait for their seal, the oldest for {waiting['oldest_seconds']} seconds.")
            for bad in result["bad"]:
                self.stdout.write(f"{bad['kind']} {bad['id']}: {bad['why']}")
            self.stdout.write(f"{len(result['bad'])} things are wrong." if result["bad"] else "Nothing is wrong.")
        if result["bad"]:
            raise SystemExit(1)
