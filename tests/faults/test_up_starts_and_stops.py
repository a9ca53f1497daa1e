"""`manage.py up`: ready when it says so, quick the second time, gone when it is stopped or killed."""

import json
import os
import re
import signal
import socket
import stat
import urllib.request
from pathlib import Path

import pytest

from config.embedded.installation import LOCKS, NAMES
from tests.faults.running import as_ordinary_user, manage, processes_of, run, wait_for_no_process


def page(address: str) -> int:
    with urllib.request.urlopen(f"{address}health/live", timeout=10) as answer:
        return answer.status


def test_the_ready_line_is_the_last_of_standard_output_and_pages_answer(start, tmp_path):
    up = start(tmp_path / "data")
    address = up.ready()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    assert page(address) == 200
    assert up.end() == 0
    assert up.out[-1] == f"Ready: {address}"
    assert not processes_of(up.data)


def test_a_second_start_is_ready_in_less_than_three_seconds(start, installation):
    times = []
    for _ in range(3):
        up = start(installation)
        up.ready()
        times.append(up.ready_after)
        assert up.end() == 0
    assert min(times) < 3, times


def test_ctrl_c_stops_cleanly(start, installation):
    up = start(installation)
    up.ready()
    assert up.end(signal.SIGINT) == 0
    assert not processes_of(installation)
    assert up.err[-1] == "Stopping"


def test_a_killed_up_leaves_no_process_and_the_next_start_works_on_the_same_port(start, installation):
    up = start(installation)
    address = up.ready()
    assert len(processes_of(installation)) > 5
    up.end(signal.SIGKILL)
    again = start(installation, "--port", address.rsplit(":", 1)[1].strip("/"))
    assert again.ready() == address
    again.end(signal.SIGKILL)
    assert wait_for_no_process(installation) == []


def test_a_first_start_killed_at_any_step_is_finished_by_the_next(start, tmp_path):
    data = tmp_path / "data"
    for step in ("Making the database", "Starting the database", "Bringing the database's tables", "Laying out", "Starting the web"):
        up = start(data)
        up.wait_for(step)
        up.end(signal.SIGKILL)
    up = start(data)
    assert page(up.ready()) == 200
    assert up.end() == 0


def test_whatever_dies_is_started_again(start, installation):
    up = start(installation)
    address = up.ready()
    pids = {line.split()[0]: line for line in processes_of(installation)}
    servers = [int(pid) for pid, line in pids.items() if "valkey-server" in line or "/bin/postgres" in line]
    assert len(servers) == 2
    for pid in servers:
        os.kill(pid, signal.SIGKILL)
    up.wait_for("Valkey ended; starting it again")
    up.wait_for("Postgres ended; starting it again")
    assert page(address) == 200
    assert up.end() == 0


def test_a_second_up_on_the_same_data_directory_says_so_in_a_sentence(start, installation):
    address = start(installation)
    where = address.ready()
    second = run("up", "--data-dir", str(installation), "--port", "0")
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert where in second.stderr


def test_a_taken_port_is_said_in_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("up", "--data-dir", str(tmp_path / "data"), "--port", str(port))
    assert result.returncode == 2
    assert result.stderr == f"Port {port} is taken by another program: stop that, or choose another with --port.\n"


@pytest.mark.parametrize("words", [("--port", "abc"), ("--port", "70000"), ("--bogus",), ("--data-dir",)])
def test_wrong_words_are_said_in_one_line_before_anything_starts(tmp_path, words):
    result = run("up", "--data-dir", str(tmp_path / "data"), *words)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1), result.stderr
    assert not (tmp_path / "data").exists()


def test_a_read_only_data_directory_is_said_in_a_sentence(start, tmp_path):
    data = tmp_path / "data"
    data.mkdir(mode=0o500)
    up = start(data, command=as_ordinary_user(manage("up", "--data-dir", str(data / "inside"), "--port", "0")))
    assert up.finish() == 2
    assert len(up.err) == 1
    assert "cannot be written to" in up.err[0]


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    mode = tmp_path.stat().st_mode
    result = run("up", "--data-dir", str(tmp_path), "--reset")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "letter.txt").read_text() == "mine"
    assert tmp_path.stat().st_mode == mode


@pytest.mark.parametrize("uid", [65534, 54321], ids=["named", "without a name"])
def test_an_ordinary_user_can_start_it(start, tmp_path, uid):
    data = tmp_path / "data"
    up = start(data, command=as_ordinary_user(manage("up", "--no-demo", "--data-dir", str(data), "--port", "0"), uid))
    assert page(up.ready()) == 200
    assert up.end() == 0


def test_reset_begins_anew(start, installation):
    before = (installation / "secrets.json").read_text()
    up = start(installation, "--reset")
    up.ready()
    assert up.end() == 0
    assert (installation / "secrets.json").read_text() != before
    unknown = {entry.name for entry in installation.iterdir()} - {*NAMES, *LOCKS}
    assert not unknown, "a reset would leave these behind: name them in config/embedded/installation.py"


def test_every_account_that_is_printed_is_the_one_that_demo_lists(start, installation):
    up = start(installation)
    up.ready()
    listed = run("demo", "--json", "--data-dir", str(installation))
    assert listed.returncode == 0, listed.stderr
    assert up.end() == 0
    printed = [tuple(line.split()) for line in up.out if line.startswith("  ")]
    accounts = json.loads(listed.stdout)
    assert printed == [(each["role"], each["username"], each["password"]) for each in accounts]
    assert {"officer1", "legal1", "admin1"} <= {each["username"] for each in accounts}


def test_an_installation_without_demonstration_never_becomes_one(start, tmp_path):
    data = tmp_path / "data"
    up = start(data, "--no-demo")
    up.ready()
    assert up.end() == 0
    assert len(up.out) == 1
    again = start(data)
    again.ready()
    assert again.end() == 0
    assert len(again.out) == 1
    assert any("made with --no-demo" in line for line in again.err)
    refused = run("demo", "--json", "--data-dir", str(data))
    assert (refused.returncode, refused.stdout) == (2, "")


def test_secrets_are_the_owners_alone(started_once: Path):
    assert stat.S_IMODE(started_once.stat().st_mode) == 0o700
    for name in ("secrets.json", "installation.json"):
        assert stat.S_IMODE((started_once / name).stat().st_mode) == 0o600


def test_lost_keys_are_not_replaced_silently(installation):
    (installation / "secrets.json").unlink()
    result = run("up", "--data-dir", str(installation), "--port", "0")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "secrets.json is missing" in result.stderr


def test_commands_join_the_running_servers_and_start_their_own_when_none_run(start, installation):
    ask = (
        "from django.db import connection as c; k = c.cursor(); k.execute('select pg_backend_pid(), current_user'); print(k.fetchone()[1])"
    )
    alone = run("shell", "-v", "0", "-c", ask, env={"CASEWORK_DATA_DIR": str(installation)})
    assert alone.stdout == "casework_app\n", alone.stderr
    assert not processes_of(installation)
    up = start(installation)
    up.ready()
    joined = run("shell", "-v", "0", "-c", ask, env={"CASEWORK_DATA_DIR": str(installation)})
    assert joined.stdout == "casework_app\n", joined.stderr
    assert page(up.ready()) == 200
    assert up.end() == 0
