"""Pages of warrants, searches and the register: the round of a form, what each role sees, and the file that leaves."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.access.facts import store
from casework.evidence.services import seize
from casework.searches.models import Search, Warrant
from tests.factories import item_values, make_user, seizure_values
from tests.searches.conftest import NOW, Squad

pytestmark = pytest.mark.django_db


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user)
    return made


def test_an_application_goes_by_pages_to_a_search_with_its_items(squad: Squad) -> None:
    officer, sergeant = client(squad.officer), client(squad.sergeant)
    ref = squad.case.reference
    fact = store(person=squad.case.parties.get(role="SUSPECT").person, kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)
    page = officer.get(reverse("warrant-new", args=[ref])).content.decode()
    assert "Orchard" not in page and f"Home address on record {fact.pk} (protected)" in page
    typed = squad.reasons() | {"first": "The suspect's home", "first_address": fact.pk}
    assert officer.post(reverse("warrant-new", args=[ref]), typed).status_code == 302
    warrant = Warrant.objects.get()
    at = [warrant.reference]
    assert sergeant.post(reverse("warrant-agree", args=at)).status_code == 302
    assert officer.post(reverse("warrant-apply", args=at), {"at": "30/11/2026 12:00"}).status_code == 302
    granted = {"court": "Northmoor Magistrates' Court", "issued_on": "30/11/2026"}
    assert officer.post(reverse("warrant-grant", args=at), granted).status_code == 302
    detail = officer.get(reverse("warrant-detail", args=at)).content.decode()
    assert "Sunday 28 February 2027" in detail and "PACE 1984 s.16(3)" in detail and "Orchard" not in detail
    common = seizure_values(seized_at=NOW - timedelta(minutes=80), power="PHA_2B")
    (exhibit,) = seize(actor=squad.officer, case=squad.case, common=common, items=[item_values()])
    typed = {
        "started_at": "30/11/2026 10:00", "ended_at": "30/11/2026 11:30", "power": "PHA_2B", "warrant": Warrant.objects.get().pk,
        "premises": warrant.premises.get().pk, "officers": [squad.officer.pk], "present": "The suspect", "notice_given": "To him at 10:02",
        "exhibits": [exhibit.pk],
    }  # fmt: skip
    answer = officer.post(reverse("search-record", args=[ref]), typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Search.objects.get()
    assert exhibit.number in officer.get(reverse("search-detail", args=[made.pk])).content.decode()
    assert sergeant.post(reverse("search-check", args=[made.pk]), {"words": "Times and notice in order"}).status_code == 302
    back = {"returned_on": "30/11/2026", "returned_to": "The designated officer", "found_words": "Found; nothing else"}
    assert officer.post(reverse("warrant-return", args=at), back).status_code == 302
    tasks = officer.get(reverse("case-detail", args=[ref])).content.decode()
    assert "Search warrant" in tasks and "Executed" in tasks


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(squad: Squad) -> None:
    typed = squad.reasons(power="PACE_8", articles="Typewriter and paper")
    answer = client(squad.officer).post(reverse("warrant-new", args=[squad.case.reference]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "use a warrant under s.2B" in page and "Typewriter and paper" in page
    assert not Warrant.objects.exists()


def test_the_register_leaves_without_names_and_addresses_and_runs_nothing(squad: Squad) -> None:
    squad.search(squad.granted(), place="=HYPERLINK(1)")
    answer = client(squad.sergeant).get(reverse("search-register-file"))
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["State or answer"] for row in rows] == ["Executed"] and rows[0]["Searches"] == "1"
    for never in ("Orchard", "HYPERLINK", squad.officer.last_name, "suspect's home"):
        assert never not in text
    assert "Executed" in client(squad.sergeant).get(reverse("search-register")).content.decode()
    assert client(make_user("CONTROL")).get(reverse("search-register")).status_code == 403


def test_a_masked_role_reads_no_reasons_and_no_places(squad: Squad) -> None:
    warrant = squad.granted()
    page = client(make_user("EXHIBITS")).get(reverse("warrant-detail", args=[warrant.reference])).content.decode()
    assert "Not shown to your role" in page and "eleven letters" not in page and "suspect&#39;s home" not in page
