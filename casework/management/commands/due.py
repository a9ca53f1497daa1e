"""`due RULE --on WHEN`: work out one legal date and show the sum. Opens no database without `--live`."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from casework.law import cli, engine
from casework.law.errors import LawInputError
from casework.management.one_line import OneLineCommand


class Command(OneLineCommand):
    """Exit 0 done, 1 a guard does not pass, 2 bad input, 3 unknown rule."""

    help = "Work out one legal date and show the sum, with its citation."
    shape = cli.SHAPE

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of `casework.law.cli`."""
        cli.add_due(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer on stdout, refuse on stderr."""
        try:
            by = _as_the_force_has_it(options["force"]) if options["live"] else _as_it_stands(options["force"])
        except LawInputError as fault:
            sys.exit(cli.refuse(fault, self.stderr.write))
        asked = (options["rule"], options["on"], options["values"])
        sys.exit(cli.due(*asked, as_json=options["json"], out=self.stdout.write, err=self.stderr.write, by=by))


def _as_it_stands(code: str) -> cli.By:
    if code:
        raise LawInputError("force", cli.NOT_LIVE)
    return engine.compute


def _as_the_force_has_it(code: str) -> cli.By:
    """The law with the force's values of today; LawInputError when it is not plain which force is meant."""
    from casework.policies.selectors import law_of
    from casework.staff.models import Force

    forces = dict(Force.objects.order_by("code").values_list("code", "pk"))
    if not forces:
        raise LawInputError("live", "No force has been set up here yet, so there are no values of its own.")
    if code and code not in forces:
        raise LawInputError("force", f"No force has the code {code!r}. There are: {', '.join(forces)}.")
    if not code and len(forces) > 1:
        raise LawInputError("force", f"There are several forces here. Say which: --force {' or '.join(forces)}.")
    return law_of(forces[code or next(iter(forces))]).compute
