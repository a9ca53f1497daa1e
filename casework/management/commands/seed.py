"""Fill an empty or demonstration database with invented cases, for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from casework.management.commands.migrate import as_owner
from casework.worklists.seeding import refusal, seed


class Command(BaseCommand):
    """`seed --cases N`: exit 2 in a database with real accounts or cases."""

    help = "Invent N cases with people, incidents and dates, by COPY. Refused where real people work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--cases", type=int, required=True, help="how many")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invent, then let the planner count what is there."""
        count = options["cases"]
        if not 1 <= count <= 2_000_000:
            raise CommandError("--cases is a number from 1 to 2,000,000.", returncode=2)
        why_not = refusal()
        if why_not:
            raise CommandError(why_not, returncode=2)
        started = time.monotonic()
        seed(count, say=lambda done: self.stderr.write(f"{done:,} of {count:,} cases"))
        if settings.DATABASE_OWNER_URL:
            with as_owner(connection), connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
        self.stdout.write(f"{count:,} cases in {time.monotonic() - started:.0f} s")
