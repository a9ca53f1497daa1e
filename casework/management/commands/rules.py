"""`rules`: every rule of the law that this product knows, with its citation. Opens no database."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from casework.law import cli
from casework.management.one_line import OneLineCommand


class Command(OneLineCommand):
    """Exit 0."""

    help = "List every rule: its id, other names, citation, class, authority, confidence and inputs."
    shape = cli.RULES_SHAPE

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of `casework.law.cli`."""
        cli.add_rules(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """List on stdout."""
        sys.exit(cli.rules(as_json=options["json"], out=self.stdout.write))
