"""Delivery by a real SMTP server: at least once, always with the same Message-ID, put off when it fails, given up in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from casework.outbox import delivery
from casework.outbox.delivery import claim, deliver, wait_after
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.outbox.services import send
from tests.factories import make_user
from tests.outbox.server import smtp_server

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def post(settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    with smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def user():
    return make_user("OFFICER", email="priya.dhanda@example.invalid")


def put(user, key="a", **values):
    send(user=user, key=key, title="Call Elin Prosser", reference="STK-2026-000417", path="/cases/STK-2026-000417/", **values)
    return OutboxMessage.objects.get(key=key, user=user)


def test_what_waits_is_sent_and_marked(post, user):
    row = put(user, action_due=True)
    done = deliver()
    assert (done.sent, done.put_off, done.dead) == (1, 0, 0)
    (letter,) = post.received
    assert (letter["Subject"], letter["To"], letter["Message-ID"]) == ("Action due on STK-2026-000417", user.email, row.message_id)
    assert "Prosser" not in letter.as_string() and "Dhanda" not in letter.get_payload()
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.attempts) == ("SENT", NOW, 1)
    assert deliver().sent == 0


def test_one_connection_serves_a_whole_run(post, user, monkeypatch):
    opened = []
    real = mail.backends.smtp.EmailBackend.open
    monkeypatch.setattr(mail.backends.smtp.EmailBackend, "open", lambda self: opened.append(real(self)))
    for number in range(5):
        put(user, str(number))
    assert deliver().sent == 5
    assert sum(1 for each in opened if each) == 1


def test_a_worker_that_died_after_the_servers_250_causes_one_repeat_with_the_same_message_id(post, user, time_machine, settings):
    row = put(user)
    taken = claim(timezone.now())
    delivery.get_connection().send_messages([delivery.letter(taken)])  # and dies here
    assert deliver().sent == 0  # leased
    time_machine.shift(settings.OUTBOX_LEASE_SECONDS)
    assert deliver().sent == 1
    assert post.message_ids == [row.message_id] * 2
    time_machine.shift(3600)
    assert deliver().sent == 0


def test_the_lease_outlives_every_task(settings):
    assert settings.OUTBOX_LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT


def test_a_server_that_is_down_puts_off_one_message_and_is_left_alone_for_the_run(user, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    first, second = put(user, "a"), put(user, "b")
    done = deliver()
    assert (done.sent, done.put_off) == (0, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.next_attempt_at - NOW, second.attempts) == (timedelta(seconds=60), 0)
    assert first.last_error == "The mail server could not be used (ConnectionRefusedError)."


def test_an_address_put_off_by_the_server_is_tried_again_later_and_holds_up_nobody(post, user, time_machine):
    post.refuse_recipient = ["451 try again later"]
    first, second = put(user, "a"), put(make_user("OFFICER"), "b")
    done = deliver()
    assert (done.sent, done.put_off) == (1, 1)
    assert post.message_ids == [second.message_id]
    time_machine.shift(60)
    assert deliver().sent == 1
    assert post.message_ids[-1] == first.message_id


def test_waits_double_up_to_an_hour():
    assert [wait_after(n) for n in range(1, 9)] == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_an_address_refused_for_good_is_a_dead_letter_and_the_administrators_are_told_once_a_day(post, user, time_machine):
    admin = make_user("ADMIN")
    post.refuse_recipient = ["550 no such user", "550 no such user"]
    row = put(user, "a")
    put(user, "b")
    assert deliver().dead == 2
    row.refresh_from_db()
    assert (row.state, row.died_at, row.last_error) == ("DEAD", NOW, "The mail server refused the address (550).")
    alert = InAppMessage.objects.get(user=admin)
    assert "could not be delivered" in alert.title and "STK" not in alert.title + alert.text
    assert not OutboxMessage.objects.filter(user=admin).exists()


def test_a_message_is_given_up_after_its_last_attempt_and_the_in_app_message_stays(post, user, time_machine):
    row = put(user)
    for _ in range(delivery.MOST_ATTEMPTS):
        post.refuse_data = ["451 not now"]
        deliver()
        time_machine.shift(delivery.LONGEST_WAIT)
    row.refresh_from_db()
    assert (row.state, row.attempts, post.received) == ("DEAD", delivery.MOST_ATTEMPTS, [])
    assert InAppMessage.objects.filter(user=user, read_at__isnull=True).count() == 1


@pytest.mark.parametrize("address", ["", "not an address", "two@example.invalid\nBcc: all@example.invalid"])
def test_an_account_without_a_usable_address_is_a_dead_letter(post, address):
    put(make_user("OFFICER", email=address))
    assert deliver().dead == 1
    assert post.received == []


def test_a_closed_account_gets_no_mail(post, user):
    row = put(user)
    user.is_active, user.deactivated_at = False, NOW
    user.save()
    assert deliver().sent == 0
    row.refresh_from_db()
    assert (row.state, post.received) == ("CANCELLED", [])


def test_what_was_cancelled_while_it_was_being_sent_says_that_it_went_out(post, user):
    row = put(user)
    taken = claim(timezone.now())
    OutboxMessage.objects.filter(pk=row.pk).update(state="CANCELLED")
    connection = delivery.get_connection()
    delivery._send(taken, connection, delivery.Delivered())
    connection.close()
    row.refresh_from_db()
    assert row.state == "SENT"


def test_the_demos_mail_is_written_to_files_once_each(user, settings, tmp_path):
    settings.EMAIL_BACKEND = "casework.outbox.backends.FileSink"
    settings.DATA_DIR = tmp_path
    row = put(user)
    assert deliver().sent == 1
    OutboxMessage.objects.update(state="WAITING", next_attempt_at=timezone.now())
    assert deliver().sent == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert row.message_id in file.read_text()
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0
