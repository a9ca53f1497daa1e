"""The pages of messages: one's own alone, and nothing of a case that is no longer open to the reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.outbox.models import InAppMessage, OutboxMessage
from casework.outbox.services import send, withdraw
from tests.factories import ConflictFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]


@pytest.fixture
def officer(client):
    user = make_user("OFFICER")
    client.force_login(user)
    return user


def put(user, key="a", **values):
    send(**{"user": user, "key": key, "title": "Next risk assessment", "text": "It is due Monday 30 November 2026.", **values})
    return InAppMessage.objects.get(user=user, key=key)


def words(answer):
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def test_a_page_without_messages_says_what_belongs_there(client, officer):
    assert "Nothing unread" in words(client.get("/messages/"))
    assert "No messages yet" in words(client.get("/messages/?show=all"))


def test_the_reader_sees_their_own_unread_messages_and_their_number_in_the_header(client, officer):
    case = make_case(owner=officer)
    put(officer, reference=case.reference, case_id=case.pk, path=f"/cases/{case.reference}/")
    put(make_user("OFFICER"), title="Somebody else's")
    page = words(client.get("/messages/"))
    assert "Next risk assessment" in page and case.reference in page and 'data-count="1"' in page
    assert "Somebody else" not in page
    assert "casework-count" in page


def test_following_a_message_marks_it_read_and_leads_to_its_page(client, officer):
    message = put(officer, path="/cases/STK-2026-000417/")
    answer = client.post(reverse("message-follow", args=[message.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/cases/STK-2026-000417/")
    message.refresh_from_db()
    assert message.read_at is not None
    assert "Nothing unread" in words(client.get("/messages/"))
    assert "Next risk assessment" in words(client.get("/messages/?show=all"))


def test_somebody_elses_message_is_as_unknown_as_none(client, officer):
    message = put(make_user("OFFICER"))
    for pk in (message.pk, 999999):
        assert client.post(reverse("message-follow", args=[pk])).status_code == 404
    client.post(reverse("messages-read"), {"message": [message.pk, "x", "9" * 40]})
    message.refresh_from_db()
    assert message.read_at is None


def test_only_what_stood_on_the_page_is_marked_read(client, officer):
    first, second = put(officer, "a"), put(officer, "b")
    answer = client.post(reverse("messages-read"), {"message": [first.pk], "next": "/messages/?show=all"}, follow=True)
    assert "1 message marked as read." in words(answer)
    assert list(InAppMessage.objects.filter(read_at__isnull=True)) == [second]


def test_leading_elsewhere_after_marking_is_refused(client, officer):
    assert client.post(reverse("messages-read"), {"next": "https://elsewhere.invalid/"})["Location"] == "/messages/"


def test_a_message_about_a_case_no_longer_open_to_the_reader_shows_nothing_of_it(client, officer):
    case = make_case(owner=officer)
    put(officer, title=f"{case.reference} is yours now", reference=case.reference, case_id=case.pk, path=f"/cases/{case.reference}/")
    ConflictFactory(user=officer, case=case)
    page = words(client.get("/messages/"))
    assert "no longer open to you" in page
    assert case.reference not in page and "30 November" not in page


def test_a_withdrawn_message_is_marked_and_not_counted(client, officer):
    put(officer, about="clock:1")
    withdraw(["clock:1"])
    assert "Nothing unread" in words(client.get("/messages/"))
    assert "No longer counts" in words(client.get("/messages/?show=all"))


def test_a_long_list_is_paged_and_asks_the_database_no_more_than_a_short_one(client, officer):
    case = make_case(owner=officer)
    asked = []
    client.get("/messages/")  # the session is written once a minute
    for numbers in (range(1), range(1, 60)):
        for number in numbers:
            put(officer, str(number), case_id=case.pk, reference=case.reference)
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get("/messages/"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.count('<li class="casework-messages__item') == 25 and 'data-count="60"' in page


def test_undelivered_mail_is_for_administrators_and_tells_neither_case_nor_matter(client):
    user = make_user("OFFICER", first_name="Ruth", last_name="Kessler")
    put(user, reference="STK-2026-000417")
    OutboxMessage.objects.update(
        state="DEAD", attempts=15, last_error="The mail server refused the address (550).", died_at="2026-11-23T12:00Z"
    )
    client.force_login(user)
    assert client.get("/staff/undelivered/").status_code == 403
    client.force_login(make_user("ADMIN"))
    page = words(client.get("/staff/undelivered/"))
    assert "Kessler" in page and "refused the address (550)" in page
    assert "STK" not in page and "risk assessment" not in page
    row = OutboxMessage.objects.get()
    answer = client.post(reverse("messages-again", args=[row.pk]), follow=True)
    assert "will be sent again" in words(answer) and "Everything was delivered" in words(answer)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("WAITING", 0)
    assert client.post(reverse("messages-again", args=[row.pk])).status_code == 422


def test_the_demos_mail_is_shown_in_a_demo_and_nowhere_else(client, officer, settings, tmp_path):
    from casework.outbox.delivery import deliver

    settings.DATA_DIR = tmp_path
    assert client.get("/demo/mail/").status_code == 404
    settings.DEMO, settings.EMAIL_BACKEND = True, "casework.outbox.backends.FileSink"
    assert "No e-mail yet" in words(client.get("/demo/mail/"))
    put(officer, reference="STK-2026-000417")
    deliver()
    page = words(client.get("/demo/mail/"))
    assert "Message about STK-2026-000417" in page and officer.email in page and "risk assessment" not in page
