"""Says whether this machine, its settings and the servers it was given can run the product."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from config import environment

MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


class Command(BaseCommand):
    """Looks and changes nothing. Opens a database only when DATABASE_URL names one."""

    help = "Check this machine: Python, packages, data directory, servers; with DATABASE_URL also keys, rights and settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """--json prints one list and nothing else."""
        parser.add_argument("--json", action="store_true", help="print [{id, state, text}] with state ok, note or wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when nothing is wrong, else 1."""
        findings = list(environment.everything())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                self.stdout.write(f"{MARKS[finding.state]} {finding.text}")
        if any(finding.state == "wrong" for finding in findings):
            sys.exit(1)
