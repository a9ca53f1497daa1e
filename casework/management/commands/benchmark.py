"""Measure the lists and the search in this database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.worklists.measuring import run, size


class Command(BaseCommand):
    """`benchmark [--json]`: a line a goal; exit 1 when one is missed, 2 in a database without seeded cases."""

    help = "Measure ratios and database pages on cases made by `seed`: a line a goal, exit 1 when one is missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--json", action="store_true", help="[{id, ratio, target, better, samples, p50, p95, pages}] and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        lines = run()
        if not lines:
            raise CommandError("There is nothing to measure: run seed --cases 10000 first.", returncode=2)
        missed = [row for row in lines if (row["ratio"] > row["target"]) == (row["better"] == "lower") and row["ratio"] != row["target"]]
        if options["json"]:
            self.stdout.write(json.dumps(lines))
        else:
            self.stdout.write(f"about {size():,} cases")
            for row in lines:
                word = "missed" if row in missed else "met"
                self.stdout.write(
                    f"{row['id']:<28} {row['ratio']:>9} ({row['better']} than {row['target']}: {word})"
                    f"  p50 {row['p50']} ms, p95 {row['p95']} ms, {row['samples']} samples, pages {row['pages']}"
                )
        if missed:
            raise SystemExit(1)
