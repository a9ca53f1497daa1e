"""What the commands that import a register share: who imports, progress on stderr, the report, the exit code."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.access.predicate import can
from casework.errors import GuardFailed
from casework.staff.models import Role, User
from casework.worklists.imports.registry import KINDS
from casework.worklists.imports.selectors import summary
from casework.worklists.imports.services import begin, judgements, run_to_end
from casework.worklists.models import ImportRun


class ImportCommand(BaseCommand):
    """`FILE [--as USERNAME] [--dry-run] [--json]`; exit 0 all taken, 1 something doubted or refused, 2 bad input."""

    kind = ""
    file_words = "a file"
    role_words = ""
    roles: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", help=f"who imports: an account with {self.role_words} (default: the only such one)")
        parser.add_argument("--dry-run", action="store_true", help="judge every row and write nothing")
        parser.add_argument("--json", action="store_true", help="print only JSON on stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import, with progress on stderr."""
        actor = self.actor(options["username"])
        try:
            raw = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(
                f"{options['file']}: {error.strerror}. Give the path of {self.file_words} that can be read.", returncode=2
            ) from error
        try:
            if options["dry_run"]:
                with transaction.atomic():
                    found = summary(judgements(self.start(actor, options, raw)))
                    transaction.set_rollback(True)
            else:
                run = self.allow(self.start(actor, options, raw), actor, options)
                run_to_end(run, actor=actor, progress=lambda done, total: self.stderr.write(f"{done:,} of {total:,} rows"))
                self.finish()
                found = summary(list(run.rows.all()))
        except GuardFailed as refusal:
            raise CommandError(" ".join(f"{sentence.rstrip('.')}." for _, sentence in refusal.problems), returncode=2) from refusal
        self._report(found, as_json=options["json"])
        if found["refused"] or found["doubted"]:
            raise SystemExit(1)

    def start(self, actor: User, options: dict[str, Any], raw: bytes) -> ImportRun:
        """The run of this file, new or found unfinished."""
        return begin(actor=actor, name=options["file"].name, raw=raw, kind=self.kind)

    def allow(self, run: ImportRun, actor: User, options: dict[str, Any]) -> ImportRun:
        """Whatever must be there before rows are taken."""
        return run

    def finish(self) -> None:
        """Whatever follows when the rows are in."""

    def _report(self, found: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(found))
            return
        self.stdout.write(
            f"{found['rows']} rows: {found['taken']} taken, {found['doubted']} doubted, {found['refused']} refused,"
            f" {found['already']} already there."
        )
        for reason in found["reasons"]:
            self.stdout.write(f"row {reason['row']}, {reason['outcome']}: {reason['field']}: {reason['reason']}")

    def actor(self, username: str | None) -> User:
        """Whoever imports: the account named, or the only one that may. CommandError otherwise."""
        action = KINDS[self.kind].action
        if username:
            user = User.objects.filter(username=username).first()
            if user is None or not can(user, action):
                raise CommandError(f"--as {username}: name an active account with {self.role_words}.", returncode=2)
            return user
        able = self.able(action, *self.roles)
        records = [user for user in able if user.role_assignments.filter(role=Role.RECORDS).exists()]
        if len(records or able) != 1:
            raise CommandError(f"--as is needed: name the account with {self.role_words} that imports.", returncode=2)
        return (records or able)[0]

    def able(self, action: str, *roles: str) -> list[User]:
        """Active accounts with one of the roles that may do it now."""
        holders = User.objects.filter(is_active=True, role_assignments__role__in=roles).distinct().order_by("pk")
        return [user for user in holders if can(user, action)]
