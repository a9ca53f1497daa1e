"""Starts PostgreSQL and Valkey for a test run before the settings are read; named by `addopts` in pyproject.toml.

The servers live in a temporary folder, are shared by pytest-xdist's workers (each with a database and a queue of its own), and are
stopped and removed at the end. A sweeper process does that, because it also outlives a run that is killed.
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
_run: tuple[Cluster, "subprocess.Popen[bytes]"] | None = None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the servers ahead of every other plugin's hook, pytest-django's reading of the settings among them."""
    options = early_config.known_args_namespace
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _own_queue(int(worker.removeprefix("gw")))
    elif not (options.help or options.version):
        _start()
    return (yield)


def _start() -> None:
    global _run
    os.environ.setdefault("CASEWORK_ASSETS_DIR", str(places.data_dir() / "assets"))
    os.environ["CASEWORK_PLAIN_STATIC"] = "1"
    folder = Path(tempfile.mkdtemp(prefix="casework-test-"))
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
    os.environ["CASEWORK_TEST_QUEUES"] = str(cluster.valkey.socket)


def _own_queue(number: int) -> None:
    """Two Valkey databases for each parallel worker, beside the controller's 0 and 1."""
    socket = os.environ.get("CASEWORK_TEST_QUEUES")
    if socket:
        broker = 2 * (number + 1) % 64
        os.environ["REDIS_URL"] = f"redis+socket://{socket}?virtual_host={broker}"
        os.environ["CACHE_URL"] = f"unix://{socket}?db={broker + 1}"


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
