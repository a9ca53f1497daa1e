"""`due RULE --on WHEN`: work out one legal date and show the sum. Opens no database."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from casework.law import cli
from casework.management.one_line import OneLineCommand


class Command(OneLineCommand):
    """Exit 0 done, 1 a guard does not pass, 2 bad input, 3 unknown rule."""

    help = "Work out one legal date and show the sum, with its citation."
    shape = cli.SHAPE

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of `casework.law.cli`."""
        cli.add_due(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, refuse on stderr."""
        asked = (options["rule"], options["on"], options["values"])
        sys.exit(cli.due(*asked, as_json=options["json"], out=self.stdout.write, err=self.stderr.write))
