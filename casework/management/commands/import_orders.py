"""Import a force's register of orders from CSV."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.access.predicate import can
from casework.errors import GuardFailed
from casework.staff.models import User
from casework.worklists.imports.selectors import summary
from casework.worklists.imports.services import begin, judgements, run_to_end


class Command(BaseCommand):
    """`import_orders FILE [--as USERNAME] [--dry-run] [--json]`; exit 0 all taken, 1 something doubted or refused, 2 bad input."""

    help = "Import a register of orders (CSV). Rows are taken, doubted or refused, each with its reason; a second run adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as", dest="username", help="who imports: an account with the records or legal role (default: the only such one)"
        )
        parser.add_argument("--dry-run", action="store_true", help="judge every row and write nothing")
        parser.add_argument("--json", action="store_true", help="print only JSON on stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import, with progress on stderr."""
        actor = self._actor(options["username"])
        try:
            raw = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(
                f"{options['file']}: {error.strerror}. Give the path of a CSV file that can be read.", returncode=2
            ) from error
        try:
            if options["dry_run"]:
                found = self._dry(actor, options["file"].name, raw)
            else:
                run = begin(actor=actor, name=options["file"].name, raw=raw)
                run_to_end(run, actor=actor, progress=lambda done, total: self.stderr.write(f"{done} of {total} rows"))
                found = summary(list(run.rows.all()))
        except GuardFailed as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(
                f"{found['rows']} rows: {found['taken']} taken, {found['doubted']} doubted, {found['refused']} refused,"
                f" {found['already']} already there."
            )
            for reason in found["reasons"]:  # type: ignore[attr-defined]
                self.stdout.write(f"row {reason['row']}, {reason['outcome']}: {reason['field']}: {reason['reason']}")
        if found["refused"] or found["doubted"]:
            raise SystemExit(1)

    def _dry(self, actor: User, name: str, raw: bytes) -> dict[str, object]:
        from django.db import transaction

        with transaction.atomic():
            found = summary(judgements(begin(actor=actor, name=name, raw=raw)))
            transaction.set_rollback(True)
        return found

    def _actor(self, username: str | None) -> User:
        if username:
            user = User.objects.filter(username=username).first()
            if user is None or not can(user, "orders.import"):
                raise CommandError(f"--as {username}: name an active account with the records or legal role.", returncode=2)
            return user
        holders = User.objects.filter(is_active=True, role_assignments__role__in=("RECORDS", "LEGAL")).distinct()
        able = [user for user in holders if can(user, "orders.import")]
        records = [user for user in able if user.role_assignments.filter(role="RECORDS").exists()]
        if len(records or able) != 1:
            raise CommandError("--as is needed: name the account with the records or legal role that imports.", returncode=2)
        return (records or able)[0]
