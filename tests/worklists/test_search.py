"""Search finds what the caseload holds and nothing else; a match in a hidden case changes nothing for the searcher."""

import json
import re

import pytest
from django.test import Client

from casework.access.facts import store
from casework.access.grants import restrict
from casework.access.hidden import tell_lists
from casework.audit.models import ReadEvent
from casework.outbox.models import InAppMessage
from casework.worklists.caselist.search import search
from tests.factories import ForceFactory, PersonFactory, UnitFactory, grant, make_case, make_user

pytestmark = pytest.mark.django_db
PHONE = "07700 900123"


@pytest.fixture
def owner():
    return make_user("OFFICER")


@pytest.fixture
def victim():
    return PersonFactory(given_names="Elin", family_name="Prosser")


@pytest.fixture
def case(owner, victim):
    return make_case(owner=owner, victim=victim)


def found(user, text):
    return [case.reference for case in search(user, text).cases]


@pytest.mark.parametrize("shape", ["{0}", "{1}", " {0} ", "{2}", "{3}", "{4}"])
def test_a_reference_is_found_however_it_is_written(owner, case, shape):
    prefix, year, number = case.reference.split("-")
    forms = (case.reference, case.reference.lower(), f"{prefix}/{year}/{number}", f"{year}-{int(number)}", f"{prefix} {year} {int(number)}")
    assert found(owner, shape.format(*forms)) == [case.reference]


@pytest.mark.parametrize("typed", ["Elin Prosser", "elin proser", "Prosser", "Aylin Prosser"])
def test_a_name_is_found_though_mistyped(owner, case, typed):
    assert case.reference in found(owner, typed)


def test_an_exact_telephone_is_found_by_those_who_may_reveal_it_there(owner, case, victim):
    store(person=victim, kind="TELEPHONE", text=PHONE, by=None)
    assert found(owner, "+44 7700 900123") == [case.reference]
    assert found(make_user("SUPERVISOR"), PHONE) == [case.reference]
    assert found(make_user("OFFICER"), PHONE) == [], "a colleague sees the case but may not reveal"
    assert found(make_user("MANAGER"), PHONE) == []
    assert found(owner, "07700 900124") == []


@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        ("EMAIL", "elin@example.invalid", "Elin@Example.invalid"),
        ("VEHICLE", "AB12 CDE", "ab12cde"),
        ("HANDLE", "quiet_harbour", "@Quiet_Harbour"),
    ],
)
def test_other_exact_facts_are_found_too(owner, case, victim, kind, stored, typed):
    store(person=victim, kind=kind, text=stored, by=None)
    assert found(owner, typed) == [case.reference]


def test_a_postcode_finds_the_address(owner, case, victim):
    store(person=victim, kind="HOME", text="12 Orchard Lane, Castlegate, NM1 2AB", by=None)
    assert found(owner, "nm12ab") == [case.reference]


@pytest.mark.parametrize("role", ["EXHIBITS", "RECORDS", "MANAGER"])
def test_roles_that_see_no_names_find_by_reference_and_not_by_name(case, role):
    user = make_user(role)
    assert found(user, case.reference) == [case.reference]
    assert found(user, "Elin Prosser") == []


def test_cps_finds_its_file_by_reference_only(case):
    cps = make_user("CPS")
    assert found(cps, case.reference) == []
    grant(case, cps, hours=1)
    assert found(cps, case.reference) == [case.reference]
    assert found(cps, "Elin Prosser") == []


def test_another_forces_case_is_not_found(case):
    stranger = make_user("OFFICER", force=ForceFactory(other=True))
    assert found(stranger, "Elin Prosser") == []
    assert found(stranger, case.reference) == []


def page(user, text):
    client = Client()
    client.force_login(user)
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == 200
    return re.sub(r'(name="csrfmiddlewaretoken" value|data-token)="[^"]*"', "", answer.content.decode()).replace(f'value="{text}"', "")


@pytest.mark.parametrize("searcher", ["colleague", "suspect", "superuser"])
def test_a_match_in_a_hidden_case_gives_the_same_page_as_no_match_and_tells_its_list(owner, case, victim, searcher):
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    store(person=victim, kind="TELEPHONE", text=PHONE, by=None)
    restrict(actor=inspector, case=case, reason="The suspect is an officer")
    InAppMessage.objects.all().delete()
    user = make_user("OFFICER", superuser=searcher == "superuser")
    if searcher == "suspect":
        suspect = case.parties.get(role="SUSPECT").person
        suspect.staff_account = user
        suspect.save()
    for match, miss in (("Elin Prosser", "Zzyxw Qvorth"), (PHONE, "07700 900999"), (case.reference, "STK-2026-999999")):
        assert page(user, match) == page(user, miss)
    tell_lists()
    told = InAppMessage.objects.filter(case_id=case.pk)
    assert set(told.values_list("user_id", flat=True)) == {owner.pk, inspector.pk}
    assert not InAppMessage.objects.filter(user=user).exists()
    assert "Elin" not in "".join(told.values_list("text", flat=True))


def test_a_list_shows_no_names_of_a_restricted_case_even_to_its_list(owner, case):
    restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=case, reason="The suspect is an officer")
    text = page(owner, "Elin Prosser")
    assert "Restricted case" in text
    assert "Elin" not in text.replace("STK-2026-000417 or Elin Prosser", "")


def test_the_log_of_a_search_holds_a_digest_and_the_ids_shown(owner, case):
    search(owner, "Elin Prosser")
    event = ReadEvent.objects.filter(verb="SEARCH").latest("pk")
    assert event.detail["ids"] == [case.pk]
    assert "Elin" not in json.dumps(event.detail)


@pytest.mark.parametrize("typed", ["", " ", "%", "'", "((((", "a" * 190, "\\", "STK-2026-", "0", "@", "+", "..", "_"])
def test_odd_texts_find_nothing_and_break_nothing(owner, case, typed):
    assert found(owner, typed) == []


def test_many_bearers_of_a_name_are_cut_at_fifty_and_said_so(owner, victim):
    for _ in range(51):
        make_case(owner=owner, victim=victim, suspect=False)
    result = search(owner, "Elin Prosser")
    assert len(result.cases) == 50
    assert result.more


def test_the_nearest_name_comes_first(owner, case):
    make_case(owner=owner, victim=PersonFactory(given_names="Ellen", family_name="Prossor"), suspect=False)
    assert found(owner, "Elin Prosser")[0] == case.reference


def test_the_searchers_unit_does_not_matter_when_the_case_is_granted(case):
    far = make_user("OFFICER", unit=UnitFactory(other=True))
    assert found(far, "Elin Prosser") == []
    grant(case, far, "assigned_case")
    assert found(far, "Elin Prosser") == [case.reference]
