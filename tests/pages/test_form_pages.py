"""The round of a form: shown, refused with everything typed still there, in conflict with both texts, saved and said so."""

import html

import pytest

from casework.audit.models import ChangeEvent
from tests.factories import make_user
from tests.pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.addresses")]


@pytest.fixture
def officer(client):
    user = make_user("OFFICER")
    client.force_login(user)
    addresses.SAVED.clear()
    return user


def words(response):
    return html.unescape(response.content.decode())


def test_a_saved_form_leads_on_and_says_so_once(client, officer):
    answer = client.post("/note/", {"note": "Seen at nine", "version": 1}, follow=True)
    assert answer.redirect_chain == [("/note/done/", 302)]
    assert "“Seen at nine” is saved." in words(answer)
    assert "is saved" not in words(client.get("/note/done/"))


def test_a_form_with_something_to_mend_comes_back_whole(client, officer):
    answer = client.post("/note/", {"note": "Seen at nine", "when": "yesterday"})
    assert answer.status_code == 422
    page = words(answer)
    assert "govuk-error-summary" in page
    assert 'href="#id_when"' in page
    assert 'value="Seen at nine"' in page
    assert 'value="yesterday"' in page
    assert "<title>Error: Add a note - Casework</title>" in page


def test_a_services_reasons_come_back_the_same_way(client, officer):
    answer = client.post("/note/", {"note": "guard"})
    assert answer.status_code == 422
    assert words(answer).count("He was in custody then.") == 2
    assert words(answer).count("The case is closed.") == 1


def test_a_clash_shows_both_texts_and_loses_nothing(client, officer):
    answer = client.post("/note/", {"note": "clash", "when": "27/3/2026 14:30", "version": "1"})
    assert answer.status_code == 409
    page = words(answer)
    assert "theirs & nobody else's" in page
    assert "clash" in page
    assert '<input type="hidden" name="when" value="27/3/2026 14:30">' in page
    assert '<input type="hidden" name="version" value="7">' in page
    assert 'value="1"' not in page
    assert not addresses.SAVED


def test_putting_mine_on_top_saves_it_over_theirs(client, officer):
    assert client.post("/note/", {"note": "clash", "version": "7"}).status_code == 302
    assert addresses.SAVED[0]["note"] == "clash"


def test_a_hidden_record_is_the_same_page_as_an_unknown_one(client, officer):
    hidden, unknown = client.post("/note/", {"note": "hidden"}), client.get("/nowhere/")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.content.split(b"<main")[1].split(b"</main>")[0] == unknown.content.split(b"<main")[1].split(b"</main>")[0]


def test_a_forbidden_change_says_why_and_is_recorded(client, officer):
    answer = client.post("/note/", {"note": "forbidden"})
    assert answer.status_code == 403
    assert "Only the case's owner adds notes." in words(answer)
    assert ChangeEvent.objects.filter(verb="DENIED", actor_id=officer.pk).exists()


def test_a_rules_refusal_without_a_form_is_a_page_of_its_own(client, officer):
    answer = client.get("/bare/")
    assert answer.status_code == 422
    assert "The order has ended." in words(answer)


def test_a_clash_without_a_form_shows_both_texts(client, officer):
    answer = client.get("/bare/?clash=1")
    assert answer.status_code == 409
    assert "theirs" in words(answer)


def test_a_fault_shows_nothing_of_the_fault(client, officer):
    client.raise_request_exception = False
    answer = client.post("/note/", {"note": "fault"})
    assert answer.status_code == 500
    assert "secret detail" not in words(answer)
    assert "The service has a fault" in words(answer)
