"""Commands that say in one line what is wrong with what was typed, and leave with exit code 2."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from casework.law.cli import one_line


class OneLineParser(CommandParser):
    """argparse prints its usage before the fault; this prints only the fault, naming the argument, and how the command is written."""

    shape = ""

    def error(self, message: str) -> NoReturn:
        """One line on standard error, exit code 2."""
        self.exit(2, one_line(message, self.shape) + "\n")


class OneLineCommand(BaseCommand):
    """A command without system checks whose parser refuses in one line."""

    requires_system_checks: list[str] = []
    shape = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's parser, refusing in one line."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = OneLineParser
        vars(parser)["shape"] = self.shape
        return parser
