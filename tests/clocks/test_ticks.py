"""The beat's table, the tasks behind it, the command that does one tick, and the daily upkeep."""

import json
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import call_command

from casework import tasks
from casework.clocks.maintenance import tidy
from casework.clocks.models import Clock, Heartbeat, Reminder
from casework.clocks.services import start
from config.celery import app
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

LATER = datetime(2026, 12, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), tick=False)
    case = make_case(owner=make_user("OFFICER"), supervisor=make_user("SUPERVISOR"))
    made = start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"})
    time_machine.move_to(LATER, tick=False)
    return made


def test_every_row_of_the_beats_table_names_a_task_that_exists():
    app.loader.import_default_modules()
    for row in settings.CELERY_BEAT_SCHEDULE.values():
        assert row["task"] in app.tasks


def test_the_sweep_and_the_delivery_tick_each_minute():
    ticks = {row["task"]: row["schedule"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert ticks["casework.clocks.tasks.sweep"] == ticks["casework.outbox.tasks.deliver"] == 60


def test_every_task_is_stopped_well_before_the_broker_would_hand_it_out_again():
    allowed = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert allowed > 2 * settings.CELERY_TASK_TIME_LIMIT


def test_the_command_does_one_tick_and_reports_it_as_json_alone(clock, capsys):
    call_command("sweep", "--json")
    assert json.loads(capsys.readouterr().out) == {"claimed": 5, "sent": 5, "late": 1}
    call_command("sweep", "--json")
    assert json.loads(capsys.readouterr().out) == {"claimed": 0, "sent": 0, "late": 1}
    call_command("sweep")
    assert "1 open dates are late now" in capsys.readouterr().out


def test_the_tasks_do_what_the_command_does(clock):
    assert app.tasks[tasks.sweep.name].apply().get() == {"claimed": 5, "sent": 5, "late": 1}


def test_the_upkeep_cancels_reminders_that_no_clock_stands_behind(clock):
    Clock.objects.filter(pk=clock.pk).update(state=Clock.MET)
    assert tidy()["reminders"] == 5
    assert set(Reminder.objects.values_list("state", flat=True)) == {Reminder.CANCELLED}
    assert Heartbeat.objects.get(name="tidy").at == LATER
