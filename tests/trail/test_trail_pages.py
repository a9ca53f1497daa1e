"""Everybody reads their own actions; professional standards reads a person's or a record's trail; every look is in the trail."""

import pytest
from django.db import connection
from django.urls import reverse

from casework.audit.models import ChangeEvent, ReadEvent, TrailEvent
from casework.audit.record import changed, sign_in_failed, viewed
from casework.trail import selectors
from tests.factories import ForceFactory, UnitFactory, make_case, make_user
from tests.told import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("OFFICER", first_name="Priya", last_name="Dhanda", username="pdhanda", collar_number="5082")


@pytest.fixture
def case(officer):
    return make_case(owner=officer)


@pytest.fixture
def auditor(client):
    user = make_user("AUDITOR")
    client.force_login(user)
    return user


def did(officer, case, times=1):
    for _ in range(times):
        changed("UPDATE", actor=officer, action="case.update", subject=case, case_id=case.pk, after={"grade": "HIGH"})
        viewed("LIST", actor=officer, action="case.list", object_type="case", ids=[case.pk])


def page(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client):
    for address in ("/audit/", "/audit/people/1/", "/audit/records/case/1/", "/audit/seal/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("role", ["OFFICER", "CPS", "ADMIN", "CONTROL"])
def test_everybody_reads_their_own_actions_and_nobody_elses(client, officer, case, role):
    me = make_user(role)
    client.force_login(me)
    did(officer, case)
    viewed("LOOK", actor=me, action="card.look", object_type="order")
    response = page(client, "audit")
    assert response.status_code == 200
    assert 'data-count="1"' in text(response) and "Looked up" in text(response) and "Changed" not in text(response)


def test_an_empty_trail_says_so(client):
    client.force_login(make_user("OFFICER"))
    assert "What you do from now on is listed here" in text(page(client, "audit"))
    assert "Nothing of yours was recorded" in text(page(client, "audit", query="?what=refusals"))


@pytest.mark.parametrize("role", ["OFFICER", "SUPERVISOR", "MANAGER", "ADMIN", "LEGAL"])
def test_others_trails_are_refused_to_all_but_professional_standards(client, officer, case, role):
    client.force_login(make_user(role))
    for name, args in (("audit-person", [officer.pk]), ("audit-record", ["case", case.pk])):
        response = page(client, name, *args)
        assert response.status_code == 403 and "professional standards" in text(response)
    assert list(ChangeEvent.objects.values_list("verb", "action")) == [("DENIED", "audit.view")] * 2


def test_one_persons_trail(client, auditor, officer, case):
    did(officer, case)
    response = page(client, "audit-person", officer.pk)
    assert response.status_code == 200
    assert "Fields: grade" in text(response) and case.reference in text(response) and "Saw a list" in text(response)


def test_one_records_trail_holds_changes_looks_and_the_lists_that_showed_it(client, auditor, officer, case):
    did(officer, case)
    did(officer, make_case(owner=officer))
    response = page(client, "audit-record", "case", case.pk)
    assert 'data-count="2"' in text(response)
    assert officer.display_name in text(response)


def test_reading_a_trail_is_itself_in_the_trail(client, auditor, officer, case):
    did(officer, case)
    page(client, "audit-person", officer.pk)
    page(client, "audit-record", "case", case.pk)
    looks = ReadEvent.objects.filter(actor_id=auditor.pk, verb="TRAIL").order_by("id")
    assert [(look.object_type, look.object_id) for look in looks] == [("user", officer.pk), ("case", case.pk)]
    assert len(looks[0].detail["events"]) == 2
    assert "Read the audit trail" in text(page(client, "audit"))


def test_a_person_of_another_force_is_the_same_404_as_nobody(client, auditor):
    other = make_user("OFFICER", unit=UnitFactory(force=ForceFactory(other=True)))
    hidden, nobody = page(client, "audit-person", other.pk), page(client, "audit-person", 999_999)
    assert told(hidden) == told(nobody) and hidden.status_code == 404


def test_a_restricted_case_off_the_auditors_list_is_the_same_404_as_none(client, auditor, officer):
    secret = make_case(owner=officer, restricted=True)
    hidden, nothing = page(client, "audit-record", "case", secret.pk), page(client, "audit-record", "case", 999_999)
    assert told(hidden) == told(nothing) and hidden.status_code == 404
    for kind in ("user", "session", "nonsense", "casegrant"):
        assert page(client, "audit-record", kind, 1).status_code == 404


def test_ids_are_shown_as_names_only_as_far_as_the_reader_may_see_them(client, auditor, officer, case):
    secret = make_case(owner=officer, restricted=True)
    viewed("LIST", actor=officer, action="case.list", object_type="case", ids=[case.pk, secret.pk])
    changed("UPDATE", actor=officer, action="case.update", subject=secret, case_id=secret.pk)
    response = text(page(client, "audit-person", officer.pk))
    assert f"2 on the list: {case.reference} and 1 that you may not see" in response
    assert "A case that you may not see" in response and secret.reference not in response


@pytest.mark.parametrize(("what", "count"), [("changes", 1), ("looks", 1), ("refusals", 0), ("", 2)])
def test_a_trail_is_narrowed_by_kind(client, auditor, officer, case, what, count):
    did(officer, case)
    response = page(client, "audit-person", officer.pk, query=f"?what={what}&since=&until=")
    assert (f'data-count="{count}"' in text(response)) is bool(count)


def test_a_trail_is_narrowed_by_days_both_included(client, auditor, officer, case, time_machine):
    time_machine.move_to("2026-11-03T23:30:00Z")
    did(officer, case)
    for since, until, seen in (("3/11/2026", "3/11/2026", True), ("4/11/2026", "", False), ("", "2/11/2026", False)):
        response = page(client, "audit-person", officer.pk, query=f"?what=&since={since}&until={until}")
        assert ("Fields: grade" in text(response)) is seen


def test_days_in_the_wrong_order_are_said_next_to_the_field_and_on_top(client, auditor, officer):
    response = page(client, "audit-person", officer.pk, query="?what=&since=4/11/2026&until=3/11/2026")
    assert text(response).count("Enter the same day as “From”, or a later one") == 2
    assert "3/11/2026" in text(response)


def test_the_trail_goes_on_page_by_page_without_loss_or_repeat(client, auditor, officer, case):
    did(officer, case, times=30)
    address, seen = reverse("audit-person", args=[officer.pk]), 0
    for _ in range(3):
        response = text(client.get(address))
        seen += response.count("<time datetime=")
        if 'rel="next"' not in response:
            break
        address = response.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        address = reverse("audit-person", args=[officer.pk]) + address[address.index("?") :]
    assert seen == 60


@pytest.mark.parametrize("words", ["dhanda", "pdhanda", "Priya Dhanda", "5082", "DHANDA priya"])
def test_a_person_is_found_by_parts_of_what_they_are_called(client, auditor, officer, words):
    response = page(client, "audit", query=f"?q={words}")
    assert reverse("audit-person", args=[officer.pk]) in text(response)


def test_a_search_for_a_person_is_in_the_trail_with_who_was_shown(client, auditor, officer):
    page(client, "audit", query="?q=dhanda")
    assert ReadEvent.objects.get(verb="SEARCH").detail["ids"] == [officer.pk]


@pytest.mark.parametrize("written", ["{}", "{} ", "lower", "slashes"])
def test_a_record_is_found_by_its_reference_however_it_is_typed(client, auditor, case, written):
    reference = {"lower": case.reference.lower(), "slashes": case.reference.replace("-", "/")}.get(written, written.format(case.reference))
    response = page(client, "audit", query=f"?q={reference}")
    assert response["Location"] == reverse("audit-record", args=["case", case.pk])


def test_an_unknown_and_a_hidden_reference_get_the_same_answer(client, auditor, officer):
    secret = make_case(owner=officer, restricted=True)
    answers = [text(page(client, "audit", query=f"?q={reference}")) for reference in (secret.reference, "STK-2026-999999")]
    assert all("No record with this reference that you may see" in answer for answer in answers)


def test_failed_sign_ins_under_a_persons_user_name_are_on_their_trail(client, auditor, officer):
    sign_in_failed("PDhanda ")
    sign_in_failed("somebody")
    response = text(page(client, "audit-person", officer.pk, query="?what=signins"))
    assert response.count("Failed to sign in") == 1


@pytest.mark.parametrize(("role", "status"), [("AUDITOR", 200), ("ADMIN", 200), ("OFFICER", 403)])
def test_the_state_of_the_seals_is_for_professional_standards_and_administrators(client, role, status):
    client.force_login(make_user(role))
    response = page(client, "audit-seal")
    assert response.status_code == status
    if status == 200:
        assert "Newest seal" in text(response)


def test_a_page_of_the_trail_takes_a_fixed_number_of_statements(client, auditor, officer, case, django_assert_max_num_queries):
    did(officer, case, times=12)
    with django_assert_max_num_queries(16):
        page(client, "audit-record", "case", case.pk)


def test_a_persons_and_a_records_trail_are_read_by_index(officer, case):
    did(officer, case)
    for events in (selectors.of_person(officer), selectors.of_record("case", case.pk)):
        sql, params = events.order_by("-at", "-id", "kind")[:26].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan" not in plan, plan


def test_both_kinds_stand_in_one_order(officer, case):
    did(officer, case)
    assert list(TrailEvent.objects.order_by("at", "id", "kind").values_list("kind", flat=True)) == ["change", "read"]
