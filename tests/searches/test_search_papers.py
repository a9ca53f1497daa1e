"""The application for a warrant and the record of a search on paper: what the Act asks for, no address, no reader too many."""

import csv
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from casework.access.facts import store
from casework.audit.models import ReadEvent
from casework.searches import services
from casework.staff.models import User
from tests.factories import make_user
from tests.searches.conftest import Squad

pytestmark = pytest.mark.django_db


def get(user: User, name: str, of: object, form: str = "csv"):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[of, form]))


def rows(answer) -> dict[str, str]:
    return {row[1]: row[2] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))}


def test_the_application_says_what_the_act_asks_for_and_no_address(squad: Squad) -> None:
    fact = store(person=squad.case.parties.get(role="SUSPECT").person, kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)
    warrant = squad.draft(premises=(("The suspect's home", fact),))
    answer = get(squad.officer, "court-warrant", warrant.reference)
    said = rows(answer)
    assert said["Enactment"] == "Protection from Harassment Act 1997, section 2B"
    assert (said["Premises"], said["What is sought"]) == ("The suspect's home", "Typewriter, paper, receipts, telephones")
    assert said["(a) A section 2A offence has been or is being committed"] == "She was sent eleven letters and followed on three days."
    assert said["(d) Entry"].startswith("Entry will not be granted without a warrant. He refused entry")
    assert said["Agreed by a supervisor"] == "Not agreed yet"
    assert "Orchard" not in answer.content.decode()
    assert ReadEvent.objects.filter(verb="EXPORT", object_type="warrant", object_id=warrant.pk, actor_id=squad.officer.pk).exists()


def test_what_is_not_written_yet_says_so_and_another_act_is_named(squad: Squad) -> None:
    squad.indictable()
    said = rows(get(squad.sergeant, "court-warrant", squad.draft(premises=(), power="PACE_8", value_reason="").reference))
    assert (said["Enactment"], said["Premises"]) == ("Police and Criminal Evidence Act 1984, section 8", "Not written yet")
    assert said["(b) There is material on the premises that is likely to be of substantial value"] == "Not written yet"
    assert "(a) An indictable offence has been or is being committed" in said


def test_a_second_application_tells_the_court_of_the_first(squad: Squad) -> None:
    refused = services.refuse(actor=squad.officer, warrant=squad.applied(), reason="Grounds for (c) not made out")
    again = services.draft(
        actor=squad.officer, case=squad.case, values=squad.reasons(), premises=(("The suspect's home", None),), resubmits=refused
    )
    said = rows(get(squad.officer, "court-warrant", again.reference))
    assert said["An earlier application"] == f"{refused.reference}, refused: Grounds for (c) not made out"


def test_the_record_of_a_search_holds_what_code_b_asks_for(squad: Squad) -> None:
    warrant = squad.granted()
    made = squad.search(warrant, damage="The lock of the shed", secured="A new lock was fitted")
    said = rows(get(squad.officer, "court-search", made.pk))
    assert (said["Warrant"], said["Premises"], said["Present"]) == (warrant.reference, "The suspect's home", "The suspect")
    assert (said["Damage"], said["How it was secured"], said["Checked"]) == (
        "The lock of the shed",
        "A new lock was fitted",
        "Not checked yet",
    )
    assert said["Notice of powers and rights"] == "To the suspect at 10:02"


@pytest.mark.parametrize("name", ["court-warrant", "court-search"])
def test_each_is_a_tagged_pdf_for_those_who_see_the_whole(squad: Squad, name: str) -> None:
    warrant = squad.granted()
    of = squad.search(warrant).pk if name == "court-search" else warrant.reference
    answer = get(squad.officer, name, of, "pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert made.Root.MarkInfo.Marked and "/StructTreeRoot" in made.Root
    assert get(make_user("EXHIBITS"), name, of).status_code == 403
    assert get(make_user("CONTROL"), name, of).status_code in (403, 404)
    assert get(squad.officer, name, of, "html").status_code == 404


def test_the_papers_are_offered_where_they_are_looked_for(squad: Squad) -> None:
    warrant = squad.granted()
    client, at = Client(), reverse("court-warrant", args=[warrant.reference, "pdf"])
    client.force_login(squad.officer)
    for page in (reverse("warrant-detail", args=[warrant.reference]), reverse("court", args=[squad.case.reference])):
        assert f'href="{at}"' in client.get(page).content.decode()
