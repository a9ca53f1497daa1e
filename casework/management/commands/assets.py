"""Fetches the design system by lock, or takes it from an offline copy."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import assets


class Command(BaseCommand):
    """Puts the design system's style sheets and scripts where the pages find them."""

    help = "Fetch GOV.UK and MoJ Frontend by package-lock.json, or take them from an offline copy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The offline copy, and doing it again."""
        parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="a folder in which npm ci was run")
        parser.add_argument("--force", action="store_true", help="again, even when nothing changed")

    def handle(self, *args: Any, source: Path | None, force: bool, **options: Any) -> None:
        """Exit 0 when the files are there; 2 with a sentence when they cannot be had."""
        if assets.current(settings.ASSETS_DIR) and not force:
            self.stdout.write(f"Nothing to do: {settings.ASSETS_DIR} is what the lock asks for.")
            return
        try:
            assets.build(settings.ASSETS_DIR, source)
        except assets.AssetsError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(f"The design system is in {settings.ASSETS_DIR}.")
