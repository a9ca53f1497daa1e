"""A form sent after the session had ended is kept, encrypted, for its sender alone, and comes back into its own page."""

import datetime as dt
import html

import pytest
import time_machine
from django.test import Client

from casework.pages import kept
from casework.pages.models import KeptForm
from tests.factories import make_user
from tests.pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.addresses")]
TYPED = {"note": "He stood outside at nine", "when": "", "version": "4", "csrfmiddlewaretoken": "t", "password": "secret words"}


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def expired(client, officer):
    """A browser whose session has just ended."""
    client.force_login(officer)
    client.get("/note/")
    client.cookies.pop("sessionid")
    return client


def test_the_sender_is_told_that_it_is_kept_and_nothing_is_saved(expired, officer):
    addresses.SAVED.clear()
    answer = expired.post("/note/", TYPED)
    found = KeptForm.objects.get(user=officer)
    assert answer.status_code == 302
    assert answer["Location"] == f"/session-ended/?next=%2Fkept%2F{found.pk}%2F&kept=1"
    assert "it is kept for you" in expired.get(answer["Location"]).content.decode()
    assert not addresses.SAVED


def test_what_is_kept_cannot_be_read_in_the_database(expired):
    expired.post("/note/", TYPED)
    assert b"outside" not in bytes(KeptForm.objects.get().body)


def test_it_comes_back_into_its_own_page_and_goes_when_it_is_sent(expired, officer):
    expired.post("/note/", TYPED)
    found = KeptForm.objects.get()
    expired.force_login(officer)
    assert "is kept for you" in html.unescape(expired.get("/note/done/").content.decode())
    shown = html.unescape(expired.get(f"/kept/{found.pk}/").content.decode())
    assert "He stood outside at nine" in shown
    assert kept.back_to(found) in shown
    page = expired.get(kept.back_to(found)).content.decode()
    assert 'value="He stood outside at nine"' in page
    assert 'name="version" value="4"' in page
    assert expired.post(kept.back_to(found), {"note": "He stood outside at nine"}).status_code == 302
    assert not KeptForm.objects.exists()


def test_passwords_and_tokens_are_never_kept(expired):
    expired.post("/note/", TYPED)
    assert set(kept.fields(KeptForm.objects.get())) == {"note", "when", "version"}


def test_nobody_else_can_read_it(expired, client):
    expired.post("/note/", TYPED)
    found = KeptForm.objects.get()
    client.force_login(make_user("ADMIN", superuser=True))
    assert client.get(f"/kept/{found.pk}/").status_code == 404
    assert client.post(f"/kept/{found.pk}/throw-away/").status_code == 404
    assert "outside" not in client.get(f"/note/?kept={found.pk}").content.decode()


def test_it_fills_no_other_page(expired, officer):
    expired.post("/note/", TYPED)
    expired.force_login(officer)
    assert "outside" not in expired.get(f"/note/done/?kept={KeptForm.objects.get().pk}").content.decode()


def test_moved_to_another_user_or_page_it_cannot_be_opened(expired):
    from casework.errors import Hidden

    expired.post("/note/", TYPED)
    found = KeptForm.objects.get()
    found.path = "/elsewhere/"
    with pytest.raises(Hidden):
        kept.fields(found)


def test_a_browser_that_served_nobody_keeps_nothing(client):
    answer = client.post("/note/", TYPED)
    assert "kept=0" in answer["Location"]
    assert not KeptForm.objects.exists()


def test_an_altered_cookie_keeps_nothing(expired):
    expired.cookies[kept.COOKIE] = "1:abc:def"
    expired.post("/note/", TYPED)
    assert not KeptForm.objects.exists()


def test_whoever_signed_out_is_forgotten(client, officer):
    client.force_login(officer)
    client.get("/note/")
    assert client.cookies[kept.COOKIE].value
    client.logout()
    client.cookies[kept.COOKIE] = ""
    client.post("/note/", TYPED)
    assert not KeptForm.objects.exists()


def test_it_is_gone_after_a_day(expired, officer):
    with time_machine.travel("2026-11-23 08:00+00:00", tick=False) as clock:
        kept_form = KeptForm(user=officer)
        expired.cookies.clear()
        expired.force_login(officer)
        expired.get("/note/")
        expired.cookies.pop("sessionid")
        expired.post("/note/", TYPED)
        kept_form = KeptForm.objects.get()
        clock.shift(dt.timedelta(hours=24))
        expired.force_login(officer)
        assert expired.get(f"/kept/{kept_form.pk}/").status_code == 404
        assert not kept.waiting(officer)


def test_ten_are_kept_and_the_oldest_goes_first(expired, officer):
    for number in range(12):
        expired.post("/note/", TYPED | {"note": f"note {number}"})
    assert [kept.fields(each)["note"] for each in kept.waiting(officer)] == [[f"note {number}"] for number in range(11, 1, -1)]


def test_too_much_is_not_kept(expired):
    expired.post("/note/", TYPED | {"note": "x" * (kept.LARGEST + 1)})
    assert not KeptForm.objects.exists()


def test_it_can_be_thrown_away(expired, officer):
    expired.post("/note/", TYPED)
    expired.force_login(officer)
    expired.post(f"/kept/{KeptForm.objects.get().pk}/throw-away/")
    assert "Nothing is kept for you" in expired.get("/kept/").content.decode()


def test_a_form_opened_before_signing_in_again_is_kept_when_our_own_page_sent_it(officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    answer = strict.post("/note/", TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer["Location"] == f"/kept/{KeptForm.objects.get(user=officer).pk}/"


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_what_another_site_sends_is_never_kept(officer, headers):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert strict.post("/note/", TYPED, headers=headers).status_code == 403
    assert not KeptForm.objects.exists()


def test_what_another_site_sends_for_an_ended_session_is_not_kept(officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    strict.get("/note/")
    strict.cookies.pop("sessionid")
    assert strict.post("/note/", TYPED).status_code == 403
    assert not KeptForm.objects.exists()
