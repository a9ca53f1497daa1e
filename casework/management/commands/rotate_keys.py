"""Seal every protected fact again under the first key of PROTECTED_KEYS, so that the old keys can leave the ring."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from casework.access.facts import rotate_all
from casework.people.facts import Unreadable, ring


class Command(BaseCommand):
    """`rotate_keys [--json]`: exit 0 when everything stands under the first key, 1 when something does not open, 2 for a bad ring."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only `--json`."""
        parser.add_argument("--json", action="store_true", help="print the result as JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate in batches; a stopped run goes on where it was."""
        try:
            first = next(iter(ring()))
        except ImproperlyConfigured as problem:
            raise CommandError(str(problem), returncode=2) from None
        try:
            done = rotate_all()
        except Unreadable as problem:
            raise CommandError(f"{problem}: put the key back into the ring, then run this again.", returncode=1) from None
        if options["json"]:
            self.stdout.write(json.dumps({"rotated": done, "key": first}))
        else:
            self.stdout.write(f"{done} facts sealed again under the key {first}. The others may leave PROTECTED_KEYS.")
