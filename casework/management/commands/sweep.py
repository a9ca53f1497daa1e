"""`sweep`: send the reminders that are due now, as the workers do each minute."""

import json
from typing import Any

from django.core.management.base import CommandParser

from casework.clocks.sweep import sweep
from casework.management.one_line import OneLineCommand


class Command(OneLineCommand):
    """Exit 0. `late` counts the open clocks that are past their date."""

    help = "Send the reminders that are due now: one tick of what the workers do each minute. Safe to run beside them."
    shape = "It is written: sweep [--json]."

    def add_arguments(self, parser: CommandParser) -> None:
        """--json only."""
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and report."""
        done = sweep()
        if options["json"]:
            self.stdout.write(json.dumps({"claimed": done.claimed, "sent": done.sent, "late": done.late}))
        else:
            self.stdout.write(f"{done.claimed} reminders were due, {done.sent} messages written; {done.late} open dates are late now.")
