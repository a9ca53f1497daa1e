"""A report is taken in steps, each kept for its author only; nothing of it is a case before the end; then all of it is."""

import html
import re
import tomllib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casework.cases.models import Case, CaseParty
from casework.people.models import Person
from casework.reports.models import FirstReport, ReportDraft
from casework.reports.taking import STEP_OF
from tests.factories import make_case, make_person, make_user
from tests.reports import steps

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


@pytest.fixture
def officer(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 16, 40, tzinfo=LONDON), tick=False)
    return make_user("OFFICER")


@pytest.fixture
def client(officer):
    return steps.client_of(officer)


def opened(client, draft):
    answer = client.post(f"/cases/new/{draft.pk}/check/")
    assert answer.status_code == 302, re.findall(r"error-summary.*?</ul>", answer.content.decode(), re.S)
    return Case.objects.order_by("-pk")[0]


def test_five_short_steps_open_a_case_with_all_that_was_said(client, officer):
    draft = steps.whole(client, officer)
    page = client.get(f"/cases/new/{draft.pk}/check/").content.decode()
    assert "Wanda" in page
    assert "Zebra" not in page, "a protected fact is only said to be given"
    case = opened(client, draft)
    assert not ReportDraft.objects.exists()
    victim = case.parties.get(role="VICTIM").person
    assert victim.full_name == "Wanda Quillfeather"
    assert set(victim.protected_facts.values_list("kind", flat=True)) == {"TELEPHONE", "HOME"}
    assert case.incidents.get().acts == ["B", "E"]
    first = FirstReport.objects.get(case=case)
    assert (first.danger_now, first.contact_by, first.contact_when) == ("NO", "CALL", "Weekdays until 15:00")


def test_nothing_of_a_draft_stands_in_a_case_table(client, officer):
    before = Person.objects.count(), Case.objects.count(), CaseParty.objects.count()
    draft = steps.whole(client, officer)
    assert (Person.objects.count(), Case.objects.count(), CaseParty.objects.count()) == before
    draft.refresh_from_db()
    assert b"Wanda" not in bytes(draft.ciphertext)
    assert b"Zebra" not in bytes(draft.ciphertext)


def test_partial_knowledge_is_enough(client, officer):
    alone = {"suspect_given_names": "", "suspect_family_name": "", "suspect_unknown": "on", "suspect_description": "Unknown, online only"}
    draft = steps.whole(
        client,
        officer,
        victim={"victim_family_name": "", "victim_date_of_birth": ""},
        contact={"contact_by": "NOT_KNOWN", "victim_telephone": "", "victim_home": ""},
        suspect=alone | {"relationship": "ONLINE_ONLY", "suspect_handle": "@quiet_harbour"},
        what={"exactness": "ABOUT"},
    )
    suspect = opened(client, draft).parties.get(role="SUSPECT").person
    assert (suspect.unknown, suspect.full_name) == (True, "Unknown, online only")
    assert suspect.protected_facts.get().kind == "HANDLE"


def test_a_report_begun_is_offered_on_the_first_page_and_to_nobody_else(client, officer):
    _, draft = steps.begin(client, officer)
    steps.send(client, draft, "victim", {"victim_given_names": "Zebra-Marker", "later": "yes"})
    home = client.get("/").content.decode()
    assert f"/cases/new/{draft.pk}/victim/" in home
    assert "Zebra-Marker" in client.get(f"/cases/new/{draft.pk}/victim/").content.decode()
    other = steps.client_of(make_user("OFFICER"))
    assert f"/cases/new/{draft.pk}/" not in other.get("/").content.decode()
    for path in ("victim", "check", "safety"):
        assert other.get(f"/cases/new/{draft.pk}/{path}/").status_code == 404
    assert other.post(f"/cases/new/{draft.pk}/throw-away/").status_code == 404
    client.post(f"/cases/new/{draft.pk}/throw-away/")
    assert not ReportDraft.objects.exists()


def test_what_is_wrong_is_kept_too_and_an_unfinished_report_opens_nothing(client, officer):
    _, draft = steps.begin(client, officer)
    assert steps.send(client, draft, "victim", {"victim_date_of_birth": "1/1/2030"}).status_code == 422
    assert "1/1/2030" in client.get(f"/cases/new/{draft.pk}/victim/").content.decode()
    answer = client.post(f"/cases/new/{draft.pk}/check/")
    assert answer.status_code == 422
    assert "Answer this part: The victim" in answer.content.decode()
    assert not Case.objects.exists()


def test_what_only_the_whole_shows_leads_to_its_step(client, officer):
    known = make_person(given_names="Wanda", family_name="Quillfeather")
    make_case(owner=officer, victim=known)
    both = {"suspect_given_names": "Wanda", "suspect_family_name": "Quillfeather"}
    draft = steps.whole(client, officer, suspect=both, victim_known={"match": str(known.pk)}, suspect_known={"match": str(known.pk)})
    answer = client.post(f"/cases/new/{draft.pk}/check/")
    assert answer.status_code == 422
    assert "cannot be the same person" in answer.content.decode()
    assert f'href="/cases/new/{draft.pk}/suspect/"' in answer.content.decode()


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "report"], ids=lambda row: row["id"])
def test_what_is_wrong_is_said_next_to_its_field_and_nothing_typed_is_lost(client, officer, row):
    step = STEP_OF[row["field"]]
    values = steps.answers(officer)[step] | row["give"]
    _, draft = (None, None) if step == "safety" else steps.begin(client, officer)
    answer = client.post("/cases/new/", values) if draft is None else steps.send(client, draft, step, values)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    sentence = row["sentence"].removesuffix(".")
    start = page.index("govuk-error-summary")
    assert sentence in page[start : page.index("<form", start)]
    beside = re.search(rf'id="id_{row["field"]}-error"[^>]*>(.*?)</p>', page, re.S)
    assert beside, row["field"]
    assert sentence in beside[1]
    for value in values.values():
        for one in value if isinstance(value, list) else [value]:
            assert one.strip() in page
