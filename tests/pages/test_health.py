"""What a load balancer is told."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_ready_says_that_database_and_queue_answer(client):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "queue": True})


@pytest.mark.django_db
def test_a_dead_queue_makes_it_unready_but_leaves_it_alive(client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "queue": False})
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_makes_it_unready_but_leaves_it_alive(client, monkeypatch):
    with monkeypatch.context() as gone:
        connection.close()
        gone.setitem(connection.settings_dict["OPTIONS"], "host", "/nowhere")
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"database": False, "queue": True})
        assert client.get("/health/live").status_code == 200
