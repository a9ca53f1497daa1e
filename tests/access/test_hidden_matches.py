"""A match in a case that is hidden from the searcher: the same page, by the same statements, as where nobody matches at all."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.access.facts import store
from casework.access.grants import restrict
from casework.access.hidden import tell_lists
from casework.outbox.models import InAppMessage
from casework.people.matching import Named
from casework.people.models import Person
from casework.pins.models import NoticeMatch
from casework.pins.services import record_legacy_notice
from casework.reports.selectors import known_people, same_as
from tests.factories import PersonFactory, make_case, make_user
from tests.pins.page_team import notice_values

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value|data-token|nonce)="[^"]*"')


def plainly(sql: str) -> str:
    """A statement without its values, and with lists of any length alike."""
    sql = re.sub(r"'(?:[^']|'')*'", "S", sql)
    sql = re.sub(r"\b\d+(\.\d+)?\b", "N", sql)
    sql = re.sub(r'SAVEPOINT "\w+"', "SAVEPOINT", sql)
    sql = re.sub(r"(::\w+(\[\])?)+", "", sql)
    return re.sub(r"\((?:[NS](?:, )?)+\)", "(...)", sql)


@pytest.fixture
def world():
    """A reader; and somebody who stands in a restricted case alone, with a telephone that is known."""
    reader = make_user("OFFICER", "SUPERVISOR", "RECORDS")
    mine = make_case(owner=reader)
    osric = PersonFactory(given_names="Osric", family_name="Thimblewick")
    hidden = make_case(owner=make_user("OFFICER"), suspect=osric, victim=False)
    store(person=osric, kind="TELEPHONE", text="07700 900123", by=None)
    restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=hidden, reason="The suspect is an officer")
    InAppMessage.objects.all().delete()
    return reader, mine, osric, hidden


def searched(text):
    def act(reader, mine):
        client = Client()
        client.force_login(reader)
        answer = client.get("/search/", {"q": text})
        return answer.status_code, TOKEN.sub("", answer.content.decode())

    return act


def named(reader, mine):
    return known_people(reader, Named("Osric", "Thimblewick"), [("TELEPHONE", "+44 7700 900123")])


def same(reader, mine):
    return same_as(reader, Person.objects.get(description="The one at hand"))


LOOKS = {
    "a name": searched("Osric Thimblewick"),
    "a mistyped name": searched("Osrik Thimblewick"),
    "a telephone": searched("07700 900123"),
    "naming a person in a report": named,
    "other records of one person": same,
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_hidden_match_gives_the_same_answer_by_the_same_statements_as_none(world, look):
    reader, mine, osric, _ = world
    PersonFactory(
        given_names="Osric", family_name="Thimblewick", description="The one at hand", force=Person.objects.get(pk=osric.pk).force
    )
    if look is not same:
        Person.objects.filter(description="The one at hand").delete()
    look(reader, mine)
    with CaptureQueriesContext(connection) as with_it:
        found = look(reader, mine)
    told = tell_lists()
    assert bool(told) == (look is not LOOKS["a mistyped name"]), "its list hears of whoever is surely meant"
    Person.objects.filter(pk=osric.pk).update(given_names="Q", family_name="Zzyxw")
    osric.protected_facts.all().delete()
    with CaptureQueriesContext(connection) as without:
        nothing = look(reader, mine)
    assert found == nothing
    assert [plainly(each["sql"]) for each in with_it] == [plainly(each["sql"]) for each in without]


def test_the_page_of_a_notice_asks_the_same_whether_its_match_is_hidden_or_none_is_there(world):
    reader = world[0]
    recipient = PersonFactory(given_names="Osric", family_name="Thimblewick", force=world[2].force)
    notice = record_legacy_notice(actor=reader, recipient=recipient, unit=reader.unit, values=notice_values())
    assert NoticeMatch.objects.filter(notice=notice, person=world[2]).exists()
    client = Client()
    client.force_login(reader)

    def look():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/pins/{notice.reference}/people/")
        return TOKEN.sub("", answer.content.decode()), [plainly(each["sql"]) for each in asked]

    look()
    with_it = look()
    NoticeMatch.objects.all().delete()
    assert look() == with_it
