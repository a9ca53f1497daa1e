"""What a child process of `up` may still hold."""

import os
import socket

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
