"""What a load balancer is told, and whoever watches the work behind the pages."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from casework.clocks.models import Heartbeat
from casework.clocks.services import start
from casework.clocks.sweep import sweep
from casework.outbox.services import send
from tests.factories import make_case, make_user

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_ready_says_that_all_it_needs_answers(client):
    answer = client.get("/health/ready")
    found = answer.json()
    assert answer.status_code == 200
    assert found["ready"] and found["database"] and found["broker"] and found["cache"] and found["migrations"]
    assert (found["last_sweep_seconds"], found["outbox_oldest_seconds"], found["warnings"]) == (None, None, [])


@pytest.mark.django_db
def test_the_ages_of_the_last_sweep_and_the_oldest_mail_are_told_and_their_lateness(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    sweep()
    send(user=make_user("OFFICER"), key="a", title="Call Elin Prosser", reference="STK-2026-000417")
    time_machine.shift(120)
    found = client.get("/health/ready").json()
    assert (found["last_sweep_seconds"], found["outbox_oldest_seconds"], found["warnings"]) == (120, 120, [])
    time_machine.shift(1000)
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert len(answer.json()["warnings"]) == 2
    assert "Prosser" not in answer.content.decode() and "STK" not in answer.content.decode()


@pytest.mark.django_db
def test_reminders_that_are_due_and_were_never_swept_are_told(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    case = make_case(owner=make_user("OFFICER"))
    start("R01", subject=case, case=case, on=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    assert client.get("/health/ready").json()["warnings"] == []
    time_machine.shift(301)
    found = client.get("/health/ready").json()
    assert found["last_sweep_seconds"] is None
    assert found["warnings"] == ["The reminders have not been swept for more than five minutes."]


@pytest.mark.django_db
def test_a_dead_cache_makes_it_unready_but_leaves_it_alive(client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["cache"], answer.json()["ready"]) == (503, False, False)
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_a_dead_broker_makes_it_unready_but_leaves_it_alive(client, monkeypatch):
    from config.celery import app

    nowhere = app.connection_for_write("redis+socket:///nowhere/valkey.sock")
    monkeypatch.setattr("casework.pages.health.current_app.connection_for_write", lambda **_: nowhere)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["broker"]) == (503, False)
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_a_migration_that_is_missing_makes_it_unready(client, monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_a_dead_database_makes_it_unready_but_leaves_it_alive(client, monkeypatch):
    with monkeypatch.context() as gone:
        connection.close()
        gone.setitem(connection.settings_dict["OPTIONS"], "host", "/nowhere")
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["database"]) == (503, False)
        assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_a_clock_that_runs_ahead_gives_no_negative_age(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    Heartbeat.objects.create(name="sweep", at=datetime(2026, 11, 23, 12, 1, tzinfo=UTC))
    assert timezone.now() == NOW
    assert client.get("/health/ready").json()["last_sweep_seconds"] == 0
