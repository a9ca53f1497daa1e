"""What a child process of `up` may still hold."""

import os
import socket
import subprocess
import sys

from django.conf import settings as installed

from config.embedded.cluster import Cluster
from config.embedded.session import Session
from config.up import run


def test_a_child_holds_neither_the_owners_password_nor_the_data_directory_nor_the_port(tmp_path, monkeypatch, settings):
    settings.DATABASE_OWNER_URL = "postgres://casework_owner:planted@/casework"
    monkeypatch.setenv("DATABASE_OWNER_URL", settings.DATABASE_OWNER_URL)
    cluster = Cluster(tmp_path / "data")
    assert cluster.try_own({})
    listener = socket.create_server(("127.0.0.1", 0))
    run._forget(Session(listener, cluster), True)
    assert "DATABASE_OWNER_URL" not in os.environ
    assert installed.DATABASE_OWNER_URL == ""
    assert listener.fileno() == -1
    other = Cluster(tmp_path / "data")
    assert other.try_own({})
    other.stop()


SWALLOWED = """
import os, signal
import django
django.setup()
from config.embedded.session import Session
from config.up import run, servers

signal.signal(signal.SIGINT, servers._end)

class Thrown:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass

Thrown()
run._watch(Session(listener=None), [])
"""


def test_a_signal_that_python_swallows_ends_it_all_the_same():
    ended = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, timeout=60, env=os.environ, check=False)
    assert "Exception ignored" in ended.stderr and "SystemExit: 0" in ended.stderr, "the control: what the signal raised was lost"
    assert ended.returncode == 0, ended.stderr
    assert "Stopping" in ended.stderr
