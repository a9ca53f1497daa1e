"""The pages about access: giving by name, restricting, declaring, breaking glass, and the matrix as it is read."""

import pytest
from django.test import Client

from casework.access.matrix import ROWS
from casework.access.matrix_words import CODES
from casework.access.models import BreakGlass, CaseGrant
from casework.access.predicate import sees
from tests.factories import UnitFactory, make_case, make_user

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner():
    return make_user("OFFICER")


@pytest.fixture
def case(owner):
    return make_case(owner=owner)


def test_a_colleague_is_named_by_number_and_given_the_file(owner, case):
    lawyer = make_user("LEGAL", collar_number="9901")
    answer = signed_in(owner).post(
        f"/cases/{case.reference}/access/give/", {"codename": "granted_case", "user": "9901", "reason": "To review the draft"}
    )
    assert answer.status_code == 302
    assert sees(lawyer, case)
    assert lawyer.display_name in signed_in(owner).get(f"/cases/{case.reference}/access/").content.decode()


@pytest.mark.parametrize(("typed", "sentence"), [("nobody at all", "Nobody of this force is called"), ("Sam Twin", "Several people match")])
def test_a_name_that_is_nobodys_or_several_peoples_is_refused_in_words(owner, case, typed, sentence):
    for number in ("7001", "7002"):
        make_user("LEGAL", first_name="Sam", last_name="Twin", collar_number=number)
    answer = signed_in(owner).post(
        f"/cases/{case.reference}/access/give/", {"codename": "granted_case", "user": typed, "reason": "To review the draft"}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed in answer.content.decode()
    assert not CaseGrant.objects.exists()


def test_an_inspector_restricts_and_colleagues_no_longer_find_it(owner, case):
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    client = signed_in(inspector)
    assert "Restrict this case" in client.get(f"/cases/{case.reference}/access/").content.decode()
    answer = client.post(f"/cases/{case.reference}/restrict/", {"reason": "The suspect is a serving officer", "names": ""})
    assert answer.status_code == 302
    assert signed_in(make_user("OFFICER")).get(f"/cases/{case.reference}/").status_code == 404
    assert signed_in(owner).get(f"/cases/{case.reference}/").status_code == 200


def test_a_line_that_names_nobody_keeps_the_whole_form(case):
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    named = make_user("LEGAL", collar_number="9902")
    answer = signed_in(inspector).post(
        f"/cases/{case.reference}/restrict/", {"reason": "The suspect is a serving officer", "names": "9902\nnobody at all"}
    )
    assert answer.status_code == 422
    assert "nobody at all" in answer.content.decode()
    case.refresh_from_db()
    assert not case.restricted
    assert not sees(named, case)


def test_declaring_a_conflict_leads_away_from_the_case(owner, case):
    client = signed_in(owner)
    answer = client.post(f"/cases/{case.reference}/conflict/", {"reason": "The victim is my sister", "person": ""})
    assert answer.status_code == 302
    assert client.get(f"/cases/{case.reference}/").status_code == 404


def test_break_glass_leads_to_the_case_and_then_to_its_review():
    case = make_case(owner=make_user("OFFICER"), secret=True)
    officer = make_user("OFFICER", unit=UnitFactory(other=True))
    psd = signed_in(make_user("AUDITOR"))
    assert "Nothing waits for review" in psd.get("/break-glass/").content.decode()
    client = signed_in(officer)
    refused = client.post("/break-glass/", {"reference": case.reference, "reason": "urgent"})
    assert refused.status_code == 422
    assert "urgent</textarea>" in refused.content.decode()
    answer = client.post(
        "/break-glass/", {"reference": case.reference, "reason": "She rings from a telephone box and says that he is at the door"}
    )
    assert answer["Location"] == f"/cases/{case.reference}/"
    assert client.get(answer["Location"]).status_code == 200
    assert f'href="/cases/{case.reference}/"' in client.get("/break-glass/").content.decode()
    glass = BreakGlass.objects.get()
    done = psd.post(f"/break-glass/{glass.pk}/review/", {"outcome": "JUSTIFIED", "note": "The owner was off duty and she was in danger"})
    assert done.status_code == 302
    assert psd.get(f"/break-glass/{glass.pk}/review/").status_code == 404


def test_the_permissions_page_shows_every_row_of_the_matrix():
    text = signed_in(make_user("CONTROL")).get("/permissions/").content.decode()
    assert all(f'data-ref="{row.action}"' in text for row in ROWS)


def test_every_row_belongs_to_a_line_of_section_12():
    assert {row.code for row in ROWS} <= CODES.keys()
    assert len({row.action for row in ROWS}) == len(ROWS)
