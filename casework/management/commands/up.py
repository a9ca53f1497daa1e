"""Starts everything on one machine; `config.up` says in which order."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Starts the database, the queue, the web server, a worker and the clock, and stops them on Ctrl-C."""

    help = "Start everything on this machine. With DATABASE_URL and REDIS_URL set it uses those servers and makes no demonstration."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What `manage.py` reads before Django does, too: see `config.embedded.prepare`."""
        parser.add_argument("--port", type=_port, default=8000, help="the port on 127.0.0.1 (default 8000; 0 takes a free one)")
        parser.add_argument("--data-dir", metavar="FOLDER", help="where everything is kept (default: CASEWORK_DATA_DIR, else var)")
        parser.add_argument("--no-demo", action="store_true", help="no demonstration accounts and cases")
        parser.add_argument("--reset", action="store_true", help="delete the data directory's contents first")
        parser.add_argument("--assets", type=Path, metavar="FOLDER", help="take the design system from this offline copy")

    def handle(self, *args: Any, assets: Path | None, **options: Any) -> None:
        """Run until stopped; `prepare` has opened the servers."""
        from config.embedded import session
        from config.up.run import up

        if session.current is None:
            raise CommandError("Start it as `manage.py up`: the servers must be there before the settings are read.", returncode=2)
        up(session.current, self.stdout, offline=assets)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 0 to 65535")
    return int(text)
