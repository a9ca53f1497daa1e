"""The one way to send: one row a key, a person and a channel; the e-mail names nobody."""

import time

import pytest
from celery import Celery
from django.db import transaction
from kombu.exceptions import OperationalError

from casework.outbox import hints
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.outbox.services import send, withdraw
from tests.factories import make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

MARKERS = ("Elin Prosser", "07700 900123", "14 Quayside")


@pytest.fixture(autouse=True)
def fresh_hints(monkeypatch):
    monkeypatch.setattr(hints, "_quiet_until", 0.0)


def send_one(user, **values):
    send(
        **{
            "user": user,
            "key": "clock:1:T-7",
            "title": f"Call {MARKERS[0]}",
            "text": f"{MARKERS[1]}, {MARKERS[2]}",
            "reference": "STK-2026-000417",
            "path": "/cases/STK-2026-000417/",
            **values,
        }
    )


def test_one_in_app_message_and_one_email_row_are_written():
    user = make_user("OFFICER")
    send_one(user)
    message, email = InAppMessage.objects.get(), OutboxMessage.objects.get()
    assert (message.user, message.key, message.case_id) == (user, "clock:1:T-7", None)
    assert (email.user, email.state, email.attempts, email.channel) == (user, "WAITING", 0, "EMAIL")


def test_the_email_names_nobody_and_nothing_but_the_reference():
    send_one(make_user("OFFICER"), action_due=True)
    email = OutboxMessage.objects.get()
    assert email.subject == "Action due on STK-2026-000417"
    assert "/cases/STK-2026-000417/" in email.body
    for marker in MARKERS:
        assert marker not in email.subject + email.body + email.message_id
    assert "STK" not in email.message_id


def test_a_message_that_asks_for_nothing_says_so():
    send_one(make_user("OFFICER"))
    send_one(make_user("OFFICER"), reference="", path="")
    about, plain = OutboxMessage.objects.order_by("pk")
    assert (about.subject, plain.subject) == ("Message about STK-2026-000417", "Message in Casework")
    assert "/messages/" in plain.body


def test_the_same_key_for_the_same_person_is_sent_once_and_each_person_gets_their_own():
    first, second = make_user("OFFICER"), make_user("OFFICER")
    for user in (first, first, second):
        send_one(user)
    assert InAppMessage.objects.count() == OutboxMessage.objects.count() == 2
    assert len(set(OutboxMessage.objects.values_list("message_id", flat=True))) == 2


def test_a_message_whose_cause_is_rolled_back_is_never_sent():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_one(make_user("OFFICER"))
        raise ZeroDivisionError
    assert not InAppMessage.objects.exists() and not OutboxMessage.objects.exists()


def test_what_is_withdrawn_is_neither_sent_nor_counted_and_what_was_sent_stays():
    user = make_user("OFFICER")
    send_one(user, about="clock:1")
    send_one(user, about="clock:1", key="sent")
    OutboxMessage.objects.filter(key="sent").update(state="SENT")
    withdraw(["clock:1"])
    assert set(OutboxMessage.objects.values_list("key", "state")) == {("clock:1:T-7", "CANCELLED"), ("sent", "SENT")}
    assert InAppMessage.objects.filter(withdrawn_at__isnull=False).count() == 2


def test_many_messages_in_one_transaction_make_one_hint(django_capture_on_commit_callbacks, monkeypatch):
    published = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, **_: published.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            send_one(make_user("OFFICER"), key=str(number))
    assert published == ["casework.outbox.tasks.deliver"]


def test_a_lost_broker_neither_breaks_nor_slows_what_was_asked(django_capture_on_commit_callbacks, monkeypatch):
    attempts = []

    def fail(name, **_):
        attempts.append(name)
        raise OperationalError("connection refused")

    monkeypatch.setattr("celery.current_app.send_task", fail)
    for number in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            send_one(make_user("OFFICER"), key=str(number))
    assert OutboxMessage.objects.count() == 3
    assert len(attempts) == 1  # not asked again for a while


def test_a_broker_that_is_really_gone_is_noticed_at_once_and_forgiven(django_capture_on_commit_callbacks, monkeypatch, log_lines, settings):
    nowhere = Celery("nowhere", broker="redis+socket:///nowhere/valkey.sock", set_as_current=False)
    nowhere.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(hints, "current_app", nowhere)
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        send_one(make_user("OFFICER"))
    assert time.monotonic() - began < 2
    assert OutboxMessage.objects.count() == 1
    assert [line["task"] for line in log_lines() if line["event"] == "hint_lost"] == ["casework.outbox.tasks.deliver"]
