"""Workers, beat and broker are killed at random moments: one row a key, nothing lost, one repeat of an e-mail at most for each kill.

CASEWORK_FAULT_SEED and CASEWORK_FAULT_KILLS choose the moments and how many; a failure names its seed.
"""

import os
import random
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.servers import Servers
from tests.outbox.server import smtp_server

SEED = int(os.environ.get("CASEWORK_FAULT_SEED") or random.randrange(10**6))
KILLS = int(os.environ.get("CASEWORK_FAULT_KILLS", "20"))


@pytest.fixture
def post():
    with smtp_server() as server:
        yield server


@pytest.fixture
def servers(tmp_path_factory, post):
    folder = Path(tmp_path_factory.mktemp("kills"))
    made = Servers(
        folder,
        {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(post.port),
            "OUTBOX_LEASE_SECONDS": "4",
            "CASEWORK_TICK_SECONDS": "1",
        },
    )
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


def check_rows(found, count):
    """Exactly one row a key in each of the three tables, each for the right person."""
    assert found["reminders"] == found["keys"] == found["sent"] == count, f"seed {SEED}"
    assert found["messages"] == found["message_keys"] == count, f"seed {SEED}"
    assert found["outbox"] == len(set(found["message_ids"])) == count, f"seed {SEED}"
    assert found["waiting"] == found["to_the_wrong_person"] == 0, f"seed {SEED}"


def check_mail(found, received, kills):
    """Every e-mail arrived; what came twice carries the same Message-ID, and no more came twice than was killed."""
    assert found["outbox_sent"] == found["outbox"], f"seed {SEED}"
    arrived = Counter(received)
    assert set(arrived) == set(found["message_ids"]), f"seed {SEED}"
    assert sum(times - 1 for times in arrived.values()) <= kills, f"seed {SEED}"


def test_sweeps_killed_at_random_write_each_reminder_exactly_once(servers):
    count = 2000
    servers.script("prepare", count, 0)
    told = servers.script("sweepers", SEED, KILLS)
    assert told["waiting_at_last_kill"] > 0, "the kills came after the work: raise the count"
    check_rows(servers.script("tally"), count)


def test_a_kill_between_the_servers_250_and_the_commit_causes_one_repeat_and_no_loss(servers, post):
    count, kills = 40, min(KILLS, 10)
    servers.script("prepare", count, 0)
    servers.script("sweepers", SEED, 0)
    servers.script("deliverers", SEED, kills)
    found = servers.script("tally")
    check_rows(found, count)
    check_mail(found, post.message_ids, kills)
    assert len(post.message_ids) == count + kills


def test_worker_beat_and_broker_killed_at_random_lose_nothing(servers, post):
    count, spread, kills = 300, 30, max(3, KILLS // 2)
    servers.script("prepare", count, spread)
    chance = random.Random(SEED)
    names = ["worker", "beat", "broker"]
    for name in ("worker", "beat"):
        servers.start(name)
    for turn in range(kills):
        time.sleep(chance.uniform(0.5, 2 * spread / kills))
        name = names[turn] if turn < len(names) else chance.choice(names)
        servers.kill(name)
        time.sleep(chance.uniform(0, 1))
        servers.start(name)
    deadline = time.monotonic() + 120
    while True:
        found = servers.script("tally")
        if found["waiting"] == found["outbox_waiting"] == 0:
            break
        assert time.monotonic() < deadline, (SEED, found["waiting"], found["outbox_waiting"])
        time.sleep(1)
    check_rows(found, count)
    check_mail(found, post.message_ids, kills)


def test_a_broker_that_came_back_empty_is_used_again_by_the_running_worker_and_beat(servers, post):
    servers.script("prepare", 1, 0)
    for name in ("worker", "beat"):
        servers.start(name)
    wait_for_mail(post, 1)
    servers.kill("broker")
    time.sleep(3)
    servers.start("broker")
    servers.script("more", 1)
    wait_for_mail(post, 2)


def wait_for_mail(post, count, patience=60):
    deadline = time.monotonic() + patience
    while len(post.received) < count:
        assert time.monotonic() < deadline, f"{len(post.received)} of {count} e-mails came"
        time.sleep(0.1)
