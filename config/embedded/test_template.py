"""The migrated database that test runs start from: made once for each state of the migrations, copied after that.

Migrating takes seconds, copying a fraction of one, and every run and every parallel worker needs it. Copies lie in the checkout's
git-ignored folder; they hold no data, only tables.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.embedded import keys, places
from config.embedded.cluster import Cluster
from config.embedded.postgres import DATABASE, OWNER

STORE = places.CHECKOUT / "var" / "test-clusters"
KEPT = 2
# Whatever decides how the tables come out.
SOURCES = (
    "requirements.lock",
    "config/settings.py",
    "config/embedded",
    "casework/audit",
    "casework/migrations",
    "casework/management/commands",
)


def state() -> str:
    """A digest of everything the tables depend on."""
    digest = hashlib.sha256(sys.version.encode())
    for name in SOURCES:
        place = places.CHECKOUT / name
        for file in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def start(cluster: Cluster) -> None:
    """Start `cluster` with a migrated database in it and let the settings take it as the template of the tests' databases.

    Where the migrations fail, the servers run without one, and the first test that needs a database shows why.
    """
    stored = STORE / state()
    if _copy_from(stored, cluster.data):
        cluster.start()
    else:
        cluster.start()
        if not _migrate(cluster):
            return
        cluster.stop()
        _keep(cluster.data, stored)
        cluster.start()
    os.environ["CASEWORK_TEST_TEMPLATE"] = DATABASE


def _migrate(cluster: Cluster) -> bool:
    cluster.export(role=OWNER)
    command = [sys.executable, "-W", "ignore", str(places.CHECKOUT / "manage.py"), "migrate", "-v", "0", "--no-input"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own command


def _copy_from(stored: Path, data: Path) -> bool:
    try:
        shutil.copytree(stored / "pg", data / "pg")
        shutil.copy(stored / keys.FILE, data / keys.FILE)
        os.utime(stored)
    except (OSError, shutil.Error):
        # Not there, or a run with other migrations is just throwing it out.
        shutil.rmtree(data / "pg", ignore_errors=True)
        (data / keys.FILE).unlink(missing_ok=True)
        return False
    return True


def _keep(data: Path, stored: Path) -> None:
    """Store a copy for later runs, and throw out what the last runs did not use; a checkout that is read-only has none."""
    try:
        STORE.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="new-", dir=STORE))
        shutil.copytree(data / "pg", aside / "pg")
        shutil.copy(data / keys.FILE, aside / keys.FILE)
        if not stored.exists():
            aside.rename(stored)
        older = sorted(STORE.iterdir(), key=lambda place: place.stat().st_mtime, reverse=True)[KEPT:]
        for place in older:
            if not place.name.startswith("new-") or time.time() - place.stat().st_mtime > 600:
                shutil.rmtree(place, ignore_errors=True)
    except OSError:
        return
