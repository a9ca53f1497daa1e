"""The pages of protected facts: masked everywhere, shown once for a reason, never kept by the browser."""

import pytest
from django.test import Client

from casework.access.models import Reveal
from casework.audit.models import ReadEvent
from casework.people.models import ProtectedFact
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
HOME = "12 Orchard Lane, Castlegate, NM1 2AB"


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def client(officer):
    made = Client()
    made.force_login(officer)
    return made


@pytest.fixture
def case(officer):
    return make_case(owner=officer)


@pytest.fixture
def fact(client, case):
    victim = case.parties.get(role="VICTIM").person
    response = client.post(f"/cases/{case.reference}/people/{victim.pk}/facts/add/", {"kind": "HOME", "text": HOME, "why": "She told us"})
    assert response.status_code == 302
    return ProtectedFact.objects.get()


def test_the_people_page_shows_the_kind_and_the_word_protected(client, case, fact):
    text = client.get(f"/cases/{case.reference}/people/").content.decode()
    assert "Home address" in text
    assert "protected" in text
    assert "Orchard" not in text
    assert f"/facts/{fact.pk}/reveal/" in text


def test_a_reason_shows_it_once_and_not_in_the_address(client, case, fact):
    path = f"/cases/{case.reference}/facts/{fact.pk}/reveal/"
    assert "Orchard" not in client.get(path).content.decode()
    shown = client.post(path, {"reason": "To visit her at home today"})
    assert shown.status_code == 200
    assert HOME in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert ReadEvent.objects.filter(verb="REVEAL", object_id=fact.pk).count() == 1
    assert "Orchard" not in client.get(path).content.decode(), "asking again needs the reason again"


def test_without_a_reason_what_was_typed_stays_and_nothing_is_shown(client, case, fact):
    answer = client.post(f"/cases/{case.reference}/facts/{fact.pk}/reveal/", {"reason": "visit"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "govuk-error-summary" in text
    assert "visit</textarea>" in text
    assert "Orchard" not in text
    assert not Reveal.objects.exists()


def test_a_text_that_is_no_such_fact_comes_back_with_a_sentence_next_to_it(client, case):
    victim = case.parties.get(role="VICTIM").person
    answer = client.post(f"/cases/{case.reference}/people/{victim.pk}/facts/add/", {"kind": "TELEPHONE", "text": "ring me"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a telephone number, such as 07700 900123" in text
    assert "ring me" in text
    assert not ProtectedFact.objects.exists()


def test_a_fact_of_another_case_is_not_found_under_this_one(client, officer, fact):
    other = make_case(owner=officer)
    assert client.get(f"/cases/{other.reference}/facts/{fact.pk}/reveal/").status_code == 404


def test_a_colleague_sees_that_there_is_a_victim_and_no_facts(case, fact):
    colleague = Client()
    colleague.force_login(make_user("OFFICER"))
    text = colleague.get(f"/cases/{case.reference}/people/").content.decode()
    assert "Home address" not in text
    assert colleague.post(f"/cases/{case.reference}/facts/{fact.pk}/reveal/", {"reason": "To visit her at home"}).status_code == 403
