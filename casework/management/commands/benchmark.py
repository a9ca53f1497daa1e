"""Measure what this database does, as ratios that hold on any machine. The measurements stand in tests/benchmarks of the checkout."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    """`benchmark [--json] [--only NAME]... [--against FILE]`: a line a goal; exit 1 when one is missed, 2 where nothing can be measured.

    It makes people, cases and reminders of its own and takes them away again; the trail keeps its lines, as it does.
    """

    help = "Measure ratios and database pages on cases made by `seed`: a line a goal, exit 1 when one is missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--json", action="store_true", help="[{id, ratio, target, better, samples, p50, p95, pages}] and nothing else")
        parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this measurement; may be given again")
        parser.add_argument("--against", metavar="FILE", help="the --json of an earlier run on a smaller database: adds how much grew")
        parser.add_argument("--quickly", action="store_true", help="a few samples, to see that it works; the figures say little")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        try:
            from tests.benchmarks import everything, measuring
        except ModuleNotFoundError as fault:
            raise CommandError("The measurements stand in tests/benchmarks of the checkout, which is not here.", returncode=2) from fault
        known = everything.ALL | everything.APART
        unknown = [name for name in options["only"] if name not in known]
        if unknown:
            raise CommandError(f"There is no measurement {unknown[0]!r}. There are: {', '.join(known)}.", returncode=2)
        before = self._earlier(options["against"])
        try:
            lines = everything.run(options["only"], quickly=options["quickly"], say=lambda name: self.stderr.write(f"Measuring {name}"))
        except measuring.NotHere as lack:
            raise CommandError(f"There is nothing to measure: {lack}.", returncode=2) from lack
        lines += everything.growth(lines, before)
        missed = [row for row in lines if measuring.missed(row)]
        if options["json"]:
            self.stdout.write(json.dumps(lines))
        else:
            self.stdout.write(f"about {size():,} cases")
            for row in lines:
                self.stdout.write(shown(row, row in missed))
        if missed:
            raise SystemExit(1)

    def _earlier(self, name: str | None) -> list[dict[str, Any]]:
        if not name:
            return []
        try:
            found = json.loads(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise CommandError(f"{name} is not the --json of an earlier run.", returncode=2) from fault
        return list(found)


def shown(row: dict[str, Any], missed: bool) -> str:
    """A line for people: the ratio, its goal and whether it was reached, then times and pages where there are any."""
    goal = f"{row['better']} than {row['target']}: {'MISSED' if missed else 'met'}" if row["target"] is not None else "no goal"
    text = f"{row['id']:<36} {row['ratio']:>10} ({goal})"
    if row["p50"] is not None:
        text += f"  p50 {row['p50']} ms, p95 {row['p95']} ms, {row['samples']} samples"
    return text + (f", {row['pages']} pages" if row["pages"] is not None else "")


def size() -> int:
    """How many cases there are, roughly, from the planner's own count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'casework_case'::regclass")
        return int(cursor.fetchone()[0])
