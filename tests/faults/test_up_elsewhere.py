"""`manage.py up` on machines that are less obliging, and with servers of the force's own."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import cluster
from tests.faults import confined
from tests.faults.running import clean_environment, manage, processes_of, run
from tests.faults.test_up_starts_and_stops import page


def confine(what: str, *command: str) -> list[str]:
    return [sys.executable, confined.__file__, what, *command]


def allowed(what: str) -> bool:
    return subprocess.run(confine(what, sys.executable, "-c", ""), capture_output=True).returncode == 0


def test_a_full_disk_is_said_in_a_sentence(tmp_path):
    words = ("up", "--data-dir", str(tmp_path / "disk" / "data"), "--port", "0")
    (tmp_path / "disk").mkdir()
    what = f"disk:{tmp_path / 'disk'}:30m"
    assert allowed(what), "this machine lets nobody mount a small disk: run these tests where user namespaces are allowed"
    result = subprocess.run(confine(what, *manage(*words)), env=clean_environment(), capture_output=True, text=True, timeout=120)
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith("There is no room left on the disk that holds")
    assert "Traceback" not in result.stderr


def test_root_without_namespaces_runs_the_servers_as_another_user(start, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "data"
    up = start(data, command=confine("no-namespaces", *manage("up", "--no-demo", "--data-dir", str(data), "--port", "0")))
    address = up.ready()
    assert page(address) == 200
    if os.geteuid() == 0:
        assert (data / "pg").stat().st_uid != 0


@pytest.fixture
def own_servers(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A PostgreSQL and a Valkey that belong to nobody's data directory, as a force has them, with keys."""
    servers = cluster.Cluster(tmp_path / "servers", throwaway=True)
    servers.data.mkdir()
    servers.start()
    yield {
        "DATABASE_URL": servers.postgres.url("casework_app"),
        "DATABASE_OWNER_URL": servers.postgres.url("casework_owner"),
        "REDIS_URL": servers.valkey.broker_url(),
        "SECRET_KEY": secrets.token_hex(32),
        "DIGEST_KEY": secrets.token_hex(32),
        "PROTECTED_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    servers.stop()


def test_with_servers_of_ones_own_nothing_embedded_starts_and_nothing_is_seeded(start, tmp_path, own_servers):
    data = tmp_path / "data"
    up = start(data, env=own_servers)
    assert page(up.ready()) == 200
    mine = processes_of(data)
    assert not [line for line in mine if "postgres" in line or "valkey" in line]
    with psycopg.connect(own_servers["DATABASE_OWNER_URL"]) as database:
        for table in ("casework_user", "casework_case"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert up.end() == 0
    assert len(up.out) == 1
    assert not {"pg", "valkey", "secrets.json", "demo.json"} & {entry.name for entry in data.iterdir()}


def test_with_servers_of_ones_own_reset_is_refused(tmp_path, own_servers):
    result = run("up", "--reset", "--data-dir", str(tmp_path / "data"), env=own_servers)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "nothing was deleted" in result.stderr


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PROTECTED_KEYS", "DIGEST_KEY"])
def test_half_a_configuration_is_said_in_a_sentence(tmp_path, own_servers, missing):
    env = {key: value for key, value in own_servers.items() if key != missing}
    result = run("up", "--data-dir", str(tmp_path / "data"), "--port", "0", env=env)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert missing in result.stderr
    assert own_servers["SECRET_KEY"] not in result.stderr


def test_the_superuser_cannot_connect_and_the_run_time_role_makes_no_table(own_servers):
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba.conf entry|rejects"):
        psycopg.connect(own_servers["DATABASE_URL"].replace("casework_app:", "postgres:"))
    with psycopg.connect(own_servers["DATABASE_URL"]) as database, pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("CREATE TABLE mine (id int)")


def test_a_wrong_password_is_refused(own_servers):
    address = own_servers["DATABASE_URL"]
    password = address.split(":", 2)[2].split("@", 1)[0]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address.replace(password, "x"))


def test_without_the_packages_pages_are_plain_and_the_start_says_so(start, tmp_path):
    up = start(
        tmp_path / "data", "--no-demo", env={"npm_config_registry": "http://127.0.0.1:9", "npm_config_cache": str(tmp_path / "cache")}
    )
    assert page(up.ready()) == 200
    assert up.end() == 0
    assert any("pages are plain" in line for line in up.err)
    again = start(tmp_path / "data", "--no-demo")
    again.ready()
    assert any("Pages are plain" in line for line in again.err), "it must not wait for the network again at once"
    assert again.end() == 0


def test_an_incomplete_offline_copy_is_said_in_a_sentence(tmp_path, installation):
    (tmp_path / "copy").mkdir()
    result = run("up", "--data-dir", str(installation), "--port", "0", "--assets", str(tmp_path / "copy"))
    assert result.returncode == 2
    assert "does not hold the packages" in result.stderr.splitlines()[-1]
