"""The demonstration accounts, made at the first call together with the story cases."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casework.cases.models import Case
from casework.demo.staff import ACCOUNTS, make_accounts, make_force
from casework.demo.stories import tell
from casework.staff.models import User
from config.embedded.keys import demo_password


class Command(BaseCommand):
    """`demo [--json]`: makes what is missing, then lists the accounts. Exit 2 in a database with real accounts or cases."""

    help = "Make the fictional force with its story cases, once, and list its accounts. Refused where real people work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--json", action="store_true", help="[{role, username, password, force, unit}] on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and list."""
        if not settings.DEMO:
            raise CommandError("This is not a demonstration (CASEWORK_DEMO is not 1): nothing was made.", returncode=2)
        real = User.objects.filter(is_demo=False).exists()
        if real or (not User.objects.exists() and Case.objects.exists()):
            raise CommandError("This database has real accounts or cases: demonstration data is never mixed in.", returncode=2)
        if not User.objects.exists():
            started = time.monotonic()
            # All or nothing: an interrupted first start finds an empty database again.
            with transaction.atomic():
                force, units = make_force()
                staff = make_accounts(force, units, demo_password)
                told = tell(force, units, staff)
            self.stderr.write(f"made {force.name}: {len(staff)} accounts, {told} cases in {time.monotonic() - started:.1f} s")
        rows = [
            {
                "role": account.role.value,
                "username": account.username,
                "password": demo_password(account.username),
                "force": "Northmoor Police",
                "unit": account.home,
            }
            for account in ACCOUNTS
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            self.stdout.write(f"{row['username']:<12} {row['password']}  {row['role'].lower().replace('_', ' ')}")
