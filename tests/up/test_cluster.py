"""The embedded servers of a data directory: private, locked, joined, and never half made."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from config.embedded import keys, places
from config.embedded.cluster import Cluster
from config.embedded.problems import LauncherError


@pytest.fixture
def made(tmp_path: Path):
    """A started cluster that this process owns."""
    cluster = Cluster(tmp_path / "data", throwaway=True)
    assert cluster.try_own({"command": "test"})
    cluster.start()
    cluster.tell({"command": "test", "ready": True})
    yield cluster
    cluster.stop()


def test_sockets_fall_back_to_a_short_private_folder_when_the_path_is_too_long(tmp_path):
    deep = tmp_path.joinpath(*["a rather long name with spaces"] * 4)
    cluster = Cluster(deep, throwaway=True)
    assert cluster.try_own({})
    cluster.start()
    try:
        folder = cluster.postgres.sockets
        assert len(str(folder)) < places.LONGEST_SOCKET
        assert " " not in str(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with psycopg.connect(cluster.postgres.url("casework_app")) as line:
            assert line.execute("SELECT current_user").fetchone() == ("casework_app",)
    finally:
        cluster.stop()
    assert not folder.exists()


def test_a_socket_folder_made_by_someone_else_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: str(tmp_path))
    data = Path("/with spaces")
    open_to_all = places.sockets(data, "keep")
    open_to_all.chmod(0o755)
    with pytest.raises(LauncherError, match="not a private folder"):
        places.sockets(data, "keep")


def test_a_second_owner_is_refused_and_told_who_has_it(made):
    second = Cluster(made.data)
    assert not second.try_own({"command": "other"})
    assert second.owner_note() == {"pid": os.getpid(), "command": "test", "ready": True}


def test_an_owner_that_is_a_command_waits_for_those_who_joined(made):
    joined = Cluster(made.data)
    assert joined.try_join()
    stopping = threading.Thread(target=made.stop, kwargs={"wait_for_joined": True})
    stopping.start()
    with psycopg.connect(joined.postgres.url("casework_app")) as line:
        assert line.execute("SELECT 1").fetchone() == (1,)
    assert stopping.is_alive()
    joined.leave()
    stopping.join(timeout=30)
    assert not stopping.is_alive()


def test_joining_ends_in_owning_when_the_owner_is_gone(tmp_path):
    cluster = Cluster(tmp_path / "data")
    assert cluster.try_own({})
    cluster.stop()
    assert not Cluster(tmp_path / "data").try_join()


def test_an_owner_that_was_killed_is_noticed(tmp_path):
    own = (
        "import os, pathlib, sys; from config.embedded.cluster import Cluster;"
        "Cluster(pathlib.Path(sys.argv[1])).try_own({'command': 'x'}); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", own, str(tmp_path / "data")], cwd=places.CHECKOUT, check=False)
    cluster = Cluster(tmp_path / "data")
    assert cluster.try_own({})
    assert cluster.killed
    cluster.stop()
    again = Cluster(tmp_path / "data")
    assert again.try_own({})
    assert not again.killed
    again.forget()


def test_the_lock_file_of_a_number_that_another_process_has_by_now_is_no_obstacle(made):
    made.postgres.stop()
    (made.postgres.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{made.postgres.folder}\n")
    made.postgres.start()
    made.postgres.wait()
    assert made.postgres.ready()


def test_a_cluster_of_another_postgresql_is_not_touched(made):
    made.postgres.stop()
    (made.postgres.folder / "PG_VERSION").write_text("12\n")
    with pytest.raises(LauncherError, match="made by PostgreSQL 12"):
        made.postgres.start()


def test_keys_are_made_once(tmp_path):
    first = keys.load_or_make(tmp_path, has_data=False)
    assert keys.load_or_make(tmp_path, has_data=True) == first
    assert stat.S_IMODE((tmp_path / keys.FILE).stat().st_mode) == 0o600


def test_damaged_keys_are_not_replaced(tmp_path):
    (tmp_path / keys.FILE).write_text("{")
    with pytest.raises(LauncherError, match="damaged"):
        keys.load_or_make(tmp_path, has_data=True)


def test_a_failed_statement_is_logged_without_its_values(made):
    with psycopg.connect(made.postgres.url("casework_owner"), autocommit=True) as line:
        line.execute("CREATE TABLE person (name text PRIMARY KEY)")
        line.execute("INSERT INTO person VALUES ('Elin Planted')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            line.execute("INSERT INTO person VALUES ('Elin Planted')")
        with pytest.raises(psycopg.errors.UndefinedColumn):
            line.execute("SELECT nothing FROM person WHERE name = 'Elin Planted'")
    text = made.postgres.log.read_text()
    assert "duplicate key" in text
    assert "Planted" not in text
