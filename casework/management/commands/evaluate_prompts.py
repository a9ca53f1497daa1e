"""Runs the pattern prompts over labelled records, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from casework.assessment.prompts.evaluating import BadLine, evaluate, read_lines
from casework.management.one_line import OneLineCommand


class Command(OneLineCommand):
    """`evaluate_prompts FILE [--json]`: exit 0 done, 2 when the file or a line of it cannot be read (one line on stderr)."""

    help = "Runs the pattern prompts over JSON lines that say what each record really is: recall, precision, confusion, each miss."
    shape = "evaluate_prompts FILE [--json]"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and --json for one object and nothing else."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, run, report."""
        path = options["file"]
        try:
            result = evaluate(read_lines(path.read_text(encoding="utf-8-sig").split("\n")))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Give the path of a file of JSON lines that can be read.", returncode=2) from None
        except UnicodeDecodeError:
            raise CommandError(f"{path}: it is not UTF-8 text. Save it as UTF-8.", returncode=2) from None
        except BadLine as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self._say(result)

    def _say(self, result: dict[str, Any]) -> None:
        write = self.stdout.write
        write(f"{result['records']} records. Recall on stalking {_of(result['recall'])}, precision {_of(result['precision'])},")
        write(f"prompts without cause {_of(result['false_share'])} of the rest.")
        write("")
        write(f"{'':12}{'prompted':>10}{'not prompted':>14}")
        for label, row in result["confusion"].items():
            write(f"{label:12}{row['prompted']:>10}{row['not_prompted']:>14}")
        four = result["four_a"]
        write("")
        write(
            f"s.4A: recall {_of(four['recall'])}, precision {_of(four['precision'])}; {four['right']} right, {four['missed']} missed,"
            f" {four['wrong']} without cause, {four['rightly_silent']} rightly silent."
        )
        write("")
        write(f"{len(result['misses'])} to look at." if result["misses"] else "Nothing missed.")
        for miss in result["misses"]:
            write(f"{miss['id']} ({miss['label']}): {', '.join(miss['wrong'])}; weight {miss['weight']}")
            for line in miss["seen"] or ["nothing was seen"]:
                write(f"    {line}")


def _of(share: float | None) -> str:
    return "not to be told" if share is None else f"{share:.2f}"
