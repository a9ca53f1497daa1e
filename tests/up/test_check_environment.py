"""`check_environment` finds what is wrong, says what to do, and gives no secret away."""

import base64
import json

import pytest
from django.core.management import call_command

from config import environment
from config.embedded.cluster import Cluster

GOOD_KEY = base64.b64encode(bytes(32)).decode()


def states(findings) -> dict[str, str]:
    return {finding.id: finding.state for finding in findings}


def test_this_machine_can_run_the_embedded_servers(monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL")
    call_command("check_environment", "--json")
    found = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert {row["state"] for row in found.values()} <= {"ok", "note"}
    assert "PostgreSQL" in found["database"]["text"]
    assert {"python", "packages", "room", "queue", "user"} <= found.keys()


def test_wrong_settings_end_with_1(monkeypatch, capsys):
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(SystemExit) as end:
        call_command("check_environment")
    assert end.value.code == 1
    assert "WRONG SECRET_KEY has 5 characters" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ring", "state"),
    [
        (f"k1:{GOOD_KEY}", "ok"),
        (f"k2:{GOOD_KEY},k1:{GOOD_KEY}", "ok"),
        ("", "wrong"),
        (GOOD_KEY, "wrong"),
        ("k1:dG9vIHNob3J0", "wrong"),
        ("k1:not base64", "wrong"),
        (f"k1:{GOOD_KEY},k1:{GOOD_KEY}", "wrong"),
    ],
)
def test_the_key_ring_is_read_as_the_product_reads_it(ring, state):
    assert environment._ring(ring).state == state


def test_the_owner_of_the_tables_is_not_accepted_as_the_run_time_role(tmp_path):
    servers = Cluster(tmp_path / "servers", throwaway=True)
    servers.data.mkdir()
    servers.start()
    try:
        assert states(environment._database(servers.postgres.url("casework_owner")))["role"] == "wrong"
        assert states(environment._database(servers.postgres.url("casework_app"))) == {"database": "ok", "tables": "wrong"}
    finally:
        servers.stop()


def test_no_answer_is_said_without_the_address():
    address = "postgres://someone:hidden@127.0.0.1:1/casework"
    (finding,) = environment._database(address)
    assert finding.state == "wrong"
    assert "hidden" not in finding.text


def test_a_queue_that_does_not_answer_is_wrong(settings):
    assert environment._queue(settings.CACHES["default"]["LOCATION"]).state == "ok"
    assert environment._queue("redis://127.0.0.1:1/0").state == "wrong"
    assert environment._queue("").state == "wrong"
