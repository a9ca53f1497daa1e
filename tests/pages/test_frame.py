"""What stands around a page, and the limits of a session."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from casework.audit.record import session_digest
from casework.outbox.models import InAppMessage
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.addresses")]


def page(client, address="/note/"):
    return client.get(address).content.decode()


def test_the_header_says_who_and_where(client):
    client.force_login(make_user("OFFICER", first_name="Priya", last_name="Dhanda", collar_number="5082"))
    text = page(client)
    for words in ("OFFICIAL-SENSITIVE", "Northmoor Police", "Casework", "Priya Dhanda 5082", "Investigating officer", 'id="main"'):
        assert words in text


def test_unread_messages_are_counted(client, monkeypatch):
    user = make_user("OFFICER")
    client.force_login(user)
    for number in range(3):
        InAppMessage.objects.create(key=f"k{number}", user=user, title="Action due", read_at=timezone.now() if number else None)
    from casework.pages.middleware import FrameData

    monkeypatch.setattr(FrameData, "messages_at", "/messages/")
    assert 'data-count="1"' in page(client)


def test_signed_in_pages_are_kept_by_no_cache(client):
    client.force_login(make_user("OFFICER"))
    assert "no-store" in client.get("/note/")["Cache-Control"]


def test_pages_allow_nothing_from_elsewhere_and_nothing_inline(client):
    client.force_login(make_user("OFFICER"))
    answer = client.get("/note/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|https?://(?!www\.w3\.org)", text)


def test_a_session_ends_after_twelve_hours_however_busy(client):
    with time_machine.travel("2026-11-23 08:00+00:00", tick=False) as clock:
        client.force_login(make_user("OFFICER"))
        for _ in range(48):
            assert client.get("/note/").status_code == 200
            clock.shift(dt.timedelta(minutes=15))
        assert client.get("/note/").status_code == 302


def test_a_session_ends_after_thirty_idle_minutes(client):
    with time_machine.travel("2026-11-23 08:00+00:00", tick=False) as clock:
        client.force_login(make_user("OFFICER"))
        client.get("/note/")
        for _ in range(4):
            clock.shift(dt.timedelta(seconds=59))
            client.get("/note/")
        clock.shift(dt.timedelta(minutes=29))
        assert client.get("/note/").status_code == 200
        clock.shift(dt.timedelta(minutes=31))
        assert client.get("/note/").status_code == 302


def test_staying_signed_in_needs_a_session(client):
    assert client.post("/stay-signed-in/").status_code == 302
    client.force_login(make_user("OFFICER"))
    assert client.post("/stay-signed-in/").json() == {"minutes": 30}


def test_the_name_of_a_session_in_the_audit_trail_is_no_key(client):
    client.force_login(make_user("OFFICER"))
    client.get("/note/")
    assert len(session_digest.get()) == 32
    assert session_digest.get() not in (client.session.session_key, "")


def test_the_page_of_an_ended_session_leads_nowhere_else(client):
    text = page(client, "/session-ended/?next=https://elsewhere.example/")
    assert "elsewhere" not in text
    assert "next=%2F" in text


def test_the_frame_costs_two_statements_beside_the_session_and_its_user(client, django_assert_max_num_queries):
    client.force_login(make_user("OFFICER"))
    client.get("/note/")
    with django_assert_max_num_queries(4) as asked:
        client.get("/note/")
    beside = [each["sql"] for each in asked.captured_queries if "SAVEPOINT" not in each["sql"] and "django_session" not in each["sql"]]
    assert len(beside) == 3
