"""PostgreSQL and Valkey for one machine, started from wheels: for `manage.py up`, for single commands, and for tests.

`prepare` is all that `manage.py` knows. Nothing here starts when DATABASE_URL is in the environment.
"""

import os
import secrets
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from config.embedded import keys, places
from config.embedded.cluster import Cluster
from config.embedded.problems import LauncherError

# These open no database: they work without a data directory and make none.
PURE = {"", "help", "version", "--help", "-h", "--version", "due", "rules", "check", "check_environment", "assets"}
PURE |= {"makemigrations", "compilemessages", "makemessages", "diffsettings", "findstatic", "collectstatic", "startapp"}
PURE |= {"evaluate_prompts", "verify_manifest"}


def is_pure(argv: Sequence[str]) -> bool:
    """Whether the command in `argv` (as sys.argv) needs no database. `due --live` reads a force's values and
    `verify_manifest --live` the ledgers, so they do."""
    name = argv[1] if len(argv) > 1 else ""
    rest = argv[2:]
    if "--help" in rest or "-h" in rest:
        return True
    if name in ("due", "verify_manifest"):
        return "--live" not in rest
    return name in PURE


@contextmanager
def prepare(argv: list[str]) -> Iterator[None]:
    """Give one management command the servers it needs, before the settings are read. Takes `--data-dir` out of `argv`.

    Joins the embedded servers that run in the data directory or starts them for the command's own duration; `up` owns them.
    Exits 2 with one sentence on standard error for what the person must put right.
    """
    signal.signal(signal.SIGTERM, _end)
    try:
        given = _take_data_dir(argv)
        if given:
            os.environ["CASEWORK_DATA_DIR"] = str(places.data_dir(given))
        with _servers(argv):
            yield
    except LauncherError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.code)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def _servers(argv: list[str]) -> AbstractContextManager[object]:
    """What the command in `argv` needs to run in."""
    if is_pure(argv):
        _pure_keys()
        return nullcontext()
    if argv[1] == "up":
        from casework.management.commands.up import Command
        from config.up.servers import open_servers

        command = Command()
        vars(command)["_called_from_command_line"] = True  # as Django does before it reads the same words again
        options = command.create_parser(argv[0], "up").parse_args(argv[2:])
        return open_servers(port=options.port, demo=not options.no_demo, reset=options.reset)
    if "DATABASE_URL" in os.environ:
        return nullcontext()
    return embedded(argv[1])


@contextmanager
def embedded(command: str) -> Iterator[Cluster]:
    """The embedded servers of the data directory, joined or started for the length of the block, in the environment.

    Servers started here get their tables first, where a first start has not made them yet.
    """
    if "REDIS_URL" in os.environ:
        raise LauncherError("REDIS_URL is set but DATABASE_URL is not: set both for servers of your own, or neither.")
    cluster = Cluster(places.data_dir())
    while True:
        if cluster.try_own({"command": command}):
            cluster.start()
            break
        if cluster.try_join():
            break
    try:
        cluster.export()
        if cluster.owns and cluster.installation.get("demo") is None:
            cluster.installation.note(demo=True)
        os.environ.setdefault("CASEWORK_DEMO", "1" if cluster.installation.get("demo") else "0")
        if cluster.owns and command != "migrate":
            _make_tables(cluster)
            cluster.tell({"command": command, "ready": True})
        yield cluster
    finally:
        cluster.leave()
        cluster.stop(wait_for_joined=True)


def _make_tables(cluster: Cluster) -> None:
    import django

    from config.up import steps
    from config.up.servers import say

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    steps.migrate(cluster.installation, say)


def _take_data_dir(argv: list[str]) -> str | None:
    """Remove `--data-dir X` or `--data-dir=X` from `argv` and return X: every command takes it, Django knows nothing of it."""
    for index, word in enumerate(argv):
        if word == "--":
            return None
        if word == "--data-dir":
            if index + 1 == len(argv):
                raise LauncherError("--data-dir needs the name of a folder.")
            folder = argv[index + 1]
            del argv[index : index + 2]
            return folder
        if word.startswith("--data-dir="):
            del argv[index]
            return word.split("=", 1)[1]
    return None


def _pure_keys() -> None:
    """A command without an installation of its own still loads settings; it gets the installation's keys or one for itself."""
    if "DATABASE_URL" in os.environ:
        return
    try:
        kept = keys.load(places.data_dir())
    except OSError:
        kept = None  # another user's data directory: this command needs nothing from it
    if kept is not None:
        kept.export()
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))


def _end(signum: int, _frame: object) -> None:
    sys.exit(128 + signum)
