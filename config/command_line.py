"""What every management command has in common at the terminal."""

from typing import NoReturn

from django.core.management.base import CommandError, CommandParser


def one_line_errors() -> None:
    """Let every command refuse wrong options with one line on standard error and exit code 2; Django adds a page of usage."""

    def error(self: CommandParser, message: str) -> NoReturn:
        if not self.called_from_command_line:
            raise CommandError(f"Error: {message}")
        self.exit(2, f"{self.prog}: {message} (--help shows what it takes)\n")

    CommandParser.error = error  # type: ignore[method-assign]
