"""`recompute_clocks`: count open dates anew by the law and the force's values of today, in batches, with progress."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from casework.clocks import recounting
from casework.clocks.models import Recount
from casework.law import cli, registry
from casework.law.errors import LawInputError
from casework.management.one_line import OneLineCommand
from casework.staff.models import Force

WHY = "the sums were brought up to date"
NO_END = float("inf")


class Command(OneLineCommand):
    """Exit 0 done, 2 unknown force, 3 unknown rule. May be stopped at any time: the next one, or the workers, go on behind it."""

    help = "Count open dates anew: exactly those whose date changes are written, the old ones kept, their owners told once."
    shape = "It is written: recompute_clocks [--rule ID] [--force CODE] [--json]."

    def add_arguments(self, parser: CommandParser) -> None:
        """--rule, --force, --json."""
        parser.add_argument("--rule", metavar="ID", default="", help="only the dates of this rule, by its id or another name")
        parser.add_argument("--force", metavar="CODE", default="", help="only the dates of this force")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Put down what is asked for, do all that waits, and report."""
        try:
            rules = [registry.get(options["rule"]).id] if options["rule"] else []
            forces = _forces(options["force"])
        except LawInputError as fault:
            sys.exit(cli.refuse(fault, self.stderr.write))
        recounting.notice()
        mine = [recounting.put_down(force, rules, why=WHY, actor=None, now=timezone.now()) for force in forces]
        done = recounting.work(patience=NO_END, progress=lambda recount: self._progress(recount, quiet=options["json"]))
        if options["json"]:
            self.stdout.write(json.dumps({"recounts": done.done, "looked": done.looked, "changed": done.changed, "told": done.told}))
        else:
            self.stdout.write(f"{done.looked} open dates counted, {done.changed} changed, {done.told} people told.")
        if Recount.objects.filter(pk__in=[each.pk for each in mine]).exclude(state=Recount.DONE).exists():
            self.stderr.write("A worker has part of it in hand and goes on with it.")

    def _progress(self, recount: Recount, *, quiet: bool) -> None:
        if not quiet:
            self.stdout.write(f"{recount.force or 'No force'}: {recount.looked} of {recount.total}, {recount.changed} changed")


def _forces(code: str) -> list[int | None]:
    known = dict(Force.objects.order_by("code").values_list("code", "pk"))
    if code:
        if code not in known:
            raise LawInputError("force", f"No force has the code {code!r}. There are: {', '.join(known) or 'none'}.")
        return [known[code]]
    return [*known.values(), None]
