"""Tables, static files and demonstration data brought up to date; each step costs next to nothing when there is nothing to do."""

import hashlib
import importlib.util
import json
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, connection

from casework.audit import grants
from casework.pages import sheet
from config import assets
from config.embedded.installation import Installation
from config.embedded.keys import write_private
from config.embedded.problems import LauncherError

Say = Callable[[str], None]
ASSETS_RETRY = 60 * 60  # seconds before `up` tries again by itself to fetch what could not be had


def migrate(notes: Installation, say: Say) -> None:
    """Make or alter the tables and the run-time role's rights, if anything is missing. Raises LauncherError when it may not."""
    rights = hashlib.sha256(Path(grants.__file__).read_bytes()).hexdigest()
    if notes.get("rights") == rights and not _unapplied():
        return
    say("Bringing the database's tables up to date")
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise LauncherError(
                "The tables are not up to date and this role may not change them: run manage.py migrate with DATABASE_OWNER_URL set."
            ) from None
        raise
    notes.note(rights=rights)


def _unapplied() -> set[tuple[str, str]]:
    """The migrations on disk that the database does not record. Reads names only: loading them all takes longer than the rest."""
    on_disk = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        on_disk |= {(app.label, file.stem) for file in folder.glob("[0-9a-z]*.py")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return on_disk
        try:
            cursor.execute("SELECT app, name FROM django_migrations")
        except DatabaseError:
            return on_disk  # made, but an interruption left the run-time role without its rights
        return on_disk - set(cursor.fetchall())


def assets_wanted(notes: Installation) -> bool:
    """Whether the design system is to be fetched now: it is missing or outdated, and has not just failed."""
    if assets.current(settings.ASSETS_DIR):
        return False
    failed = notes.get("assets_failed") or {}
    return not (failed.get("wanted") == assets.wanted() and 0 <= time.time() - failed.get("at", 0) < ASSETS_RETRY)


def fetch_assets() -> None:
    """Fetch the design system. Exits 1 with a sentence on standard error when it cannot be had; for a child of its own."""
    try:
        assets.build(settings.ASSETS_DIR)
    except assets.AssetsError as error:
        raise SystemExit(str(error)) from None


def copy_assets(folder: Path, notes: Installation) -> None:
    """Take the design system from the offline copy in `folder`. Raises LauncherError."""
    try:
        assets.build(settings.ASSETS_DIR, folder)
    except assets.AssetsError as error:
        raise LauncherError(str(error)) from None
    notes.note(assets_failed=None)


def collect(notes: Installation, say: Say) -> None:
    """Give every static file its final name, if any changed since the last time."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    # The one style sheet holds what the templates use, so a new component in a template is a change as well.
    digest.update(repr(sorted(sheet.used())).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    if notes.get("static") == digest.hexdigest() and Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        return
    say("Laying out style sheets and scripts")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    notes.note(static=digest.hexdigest())


def demo(notes: Installation, say: Say) -> list[dict[str, str]]:
    """The demonstration accounts ({role, username, password, force, unit}), made with their cases at the first start."""
    kept = Path(settings.DATA_DIR, "demo.json")
    if notes.get("seeded") and kept.exists():
        accounts: list[dict[str, str]] = json.loads(kept.read_text())
        return accounts
    if "demo" not in get_commands():
        return []
    say("Making the demonstration cases and accounts (once)")
    answer = StringIO()
    try:
        call_command("demo", "--json", stdout=answer)
    except CommandError as refusal:
        say(f"There is no demonstration: {refusal}")
        return []
    accounts = json.loads(answer.getvalue())
    write_private(kept, json.dumps(accounts, indent=1))
    notes.note(seeded=True)
    return accounts


def loaded() -> None:
    """Load what the web server answers with, so that each of its processes has it from the start."""
    importlib.import_module("config.wsgi")
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
