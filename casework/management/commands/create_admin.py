"""Makes the first account: an administrator, who makes the others under /staff/."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.accounts.services.people import make_administrator
from casework.errors import GuardFailed


class Command(BaseCommand):
    """Asks for what is not given. Exit 0 made, 1 there are accounts already, 2 bad input (one line on standard error)."""

    help = "Make the first account, an administrator; with --again one more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything may be given for use without a terminal."""
        parser.add_argument("--username", help="lower case; asked for when left out")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input, to the end of its first line"
        )
        parser.add_argument("--force", nargs=2, metavar=("NAME", "CODE"), help="the force, made when there is none with this code")
        parser.add_argument("--first-name", default="", help="first name")
        parser.add_argument("--last-name", default="", help="last name")
        parser.add_argument("--email", default="", help="work e-mail address")
        parser.add_argument("--again", action="store_true", help="make one more although there are accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, make, say what next."""
        try:
            username = options["username"] or self._ask("User name: ")
            name, code = options["force"] or (self._ask("Name of the force: "), self._ask("Code of the force (for example northmoor): "))
            password = self._password(from_stdin=options["password_stdin"])
        except EOFError:
            self._refuse("There is nobody to ask: give --username, --password-stdin and --force.", 2)
        try:
            made = make_administrator(
                username=username,
                password=password,
                force_name=name,
                force_code=code,
                again=options["again"],
                first_name=options["first_name"],
                last_name=options["last_name"],
                email=options["email"],
            )
        except GuardFailed as refusal:
            sentences = " ".join(sentence.rstrip(".") + "." for _, sentence in refusal.problems)
            self._refuse(sentences, 1 if "--again" in sentences else 2)
        self.stdout.write(f"{made.username} is administrator of {made.force}. Sign in, then make the others under /staff/.")

    def _ask(self, question: str) -> str:
        if not sys.stdin.isatty():
            raise EOFError
        return input(question)

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise EOFError
        password = getpass.getpass("Password (at least 12 characters): ")
        if getpass.getpass("The same password again: ") != password:
            self._refuse("The two passwords differ. Nothing was made.", 2)
        return password

    def _refuse(self, sentence: str, code: int) -> None:
        self.stderr.write(sentence)
        raise SystemExit(code)
