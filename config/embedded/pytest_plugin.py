"""Starts PostgreSQL and Valkey for a test run before the settings are read; named by `addopts` in pyproject.toml.

The servers live in a temporary folder, in memory where there is room, and are stopped and removed at the end. A sweeper process does
that, because it also outlives a run that is killed. Each of pytest-xdist's workers has servers of its own: a transaction that runs in
one database holds back the horizon of the whole cluster, so that in a shared one the tests of sealing would wait for whatever another
worker does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from config.embedded import places, test_template
from config.embedded.cluster import Cluster
from config.embedded.postgres import OWNER
from config.embedded.problems import LauncherError

SWEEPER = Path(__file__).with_name("sweeper.py")
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - not a file of ours: where to make a private folder
ROOM = 6 * 1024**3  # bytes for each worker: tables, journal (max_wal_size) and what is sorted on disk
_run: tuple[Cluster, "subprocess.Popen[bytes]"] | None = None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the servers ahead of every other plugin's hook, pytest-django's reading of the settings among them."""
    options = early_config.known_args_namespace
    leads_workers = bool(getattr(options, "numprocesses", None)) and "PYTEST_XDIST_WORKER" not in os.environ
    if not (options.help or options.version or leads_workers):
        _start()
    return (yield)


def _start() -> None:
    global _run
    os.environ.setdefault("CASEWORK_ASSETS_DIR", str(places.data_dir() / "assets"))
    os.environ["CASEWORK_PLAIN_STATIC"] = "1"
    folder = Path(tempfile.mkdtemp(prefix="casework-test-", dir=_fast()))
    (folder / "static").mkdir()
    # The servers of a run belong to it whatever the caller's environment says: tests empty tables.
    for name in (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "REDIS_URL",
        "CACHE_URL",
        "SECRET_KEY",
        "PROTECTED_KEYS",
        "DIGEST_KEY",
        "CASEWORK_DEMO",
        "CASEWORK_TEST_TEMPLATE",
    ):
        os.environ.pop(name, None)
    sweeper = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", str(SWEEPER), str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    cluster = Cluster(folder, throwaway=True)
    _run = (cluster, sweeper)
    try:
        test_template.start(cluster)
    except LauncherError as error:
        _stop()
        pytest.exit(str(error), returncode=error.code)
    cluster.export(role=OWNER)


def _fast() -> Path | None:
    """The memory's file system where it has room for all workers: emptying tables there takes a fraction. None: the usual place."""
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK):
        return None
    wanted = ROOM * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    try:
        free = shutil.disk_usage(IN_MEMORY).free
        lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
        available = int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return None
    return IN_MEMORY if min(free, available) >= wanted else None


def _stop() -> None:
    global _run
    if _run is None:
        return
    cluster, sweeper = _run
    _run = None
    cluster.stop()
    sweeper.communicate(timeout=30)
    shutil.rmtree(cluster.data, ignore_errors=True)


def pytest_unconfigure() -> None:
    """Stop the servers and remove their folder."""
    _stop()
