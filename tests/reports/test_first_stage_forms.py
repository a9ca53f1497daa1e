"""The forms of the first stages as people fill them in: what is wrong is said next to its field and in the summary, nothing typed is
lost, and what is right arrives."""

import html
import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from casework.assessment.models import PlanAction, RiskAssessment, StalkingDecision
from casework.pins.models import Notice
from casework.pins.services import record_legacy_notice
from casework.reports.incidents import add_incident
from casework.reports.models import CrimeRecord, Incident
from tests.factories import incident_values, make_case, make_user

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 16, 40, tzinfo=LONDON)
BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    case = make_case(owner=officer, supervisor=boss, reported_at=datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))
    return officer, boss, case


INCIDENT = {
    "exactness": "EXACT",
    "occurred_at": "22/11/2026 21:15",
    "acts": ["B", "E"],
    "summary": "Flowers on the step, then he stood across the road.",
    "means": "DELIVERY",
    "place_kind": "HOME",
    "source": "VICTIM",
}


def forms(team):
    """For each page: (who, address, a form that is taken)."""
    officer, boss, case = team
    at = f"/cases/{case.reference}/"
    four = dict.fromkeys(("fixated", "obsessive", "unwanted", "repeated"), "yes")
    four |= {f"{name}_why": "Seen in the messages" for name in four}
    risk = {
        "assessed_at": "23/11/2026 16:00",
        "trigger": "First report",
        "tool": "DASH",
        "tool_version": "2009",
        "victim_view": "HIGH",
        "victim_words": "He knows when I am alone.",
        "officer_view": "MEDIUM",
        "officer_rationale": "No approach in person so far.",
        "rows": "1",
        "actions-0-kind": "MARKER",
        "actions-0-what": "Ask for a marker on the address",
        "actions-0-owner": str(officer.pk),
        "actions-0-due_on": "24/11/2026",
    }
    suspect = case.parties.get(role="SUSPECT").person
    notice = Notice.objects.first() or record_legacy_notice(
        actor=officer, case=case, recipient=suspect, values={"kind": "PIN", "issued_on": date(2014, 1, 2), "conduct": "Forty calls."}
    )
    return {
        "incident": (officer, at + "incidents/add/", INCIDENT),
        "crime": (officer, at + "crime/", {"offence": "STALKING_2A", "crime_reference": "48N/10231/26"}),
        "stalking": (officer, at + "stalking/decide/", four | {"decision": "STALKING_2A"}),
        "risk": (officer, at + "risk/assess/", risk),
        "notice": (
            officer,
            at + "pins/add/",
            {"recipient": str(suspect.pk), "kind": "PIN", "issued_on": "2/3/2015", "conduct": "Forty calls in one week."},
        ),
        "review": (officer, f"/pins/{notice.reference}/review/", {"outcome": "LINKED_TO_EXISTING_CASE", "existing": case.reference}),
        "allocate": (boss, at + "allocate/", {"officer": str(officer.pk), "reason": "Works on stalking here", "untrained_agreed": "on"}),
    }


def send(team, road, changes=None):
    user, path, values = forms(team)[road]
    client = Client()
    client.force_login(user)
    sent = values | (changes or {})
    if road == "allocate" and changes is not None:
        sent.pop("untrained_agreed")
    return client.post(path, sent), sent


@pytest.mark.parametrize("road", ["incident", "crime", "stalking", "risk", "notice", "review", "allocate"])
def test_a_form_filled_in_rightly_is_taken(team, road):
    answer, _ = send(team, road)
    assert answer.status_code == 302, re.findall(r"error-message[^>]*>(.*?)<", answer.content.decode(), re.S)


ROADS = ("incident", "crime", "stalking", "risk", "notice", "review", "allocate")


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] in ROADS], ids=lambda row: row["id"])
def test_what_is_wrong_is_said_next_to_its_field_and_nothing_typed_is_lost(team, row):
    answer, sent = send(team, row["road"], row["give"])
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    sentence = row["sentence"].removesuffix(".")
    assert "There is a problem" in page
    start = page.index("govuk-error-summary")
    summary = page[start : page.index("<form", start)]
    assert sentence in summary
    beside = re.search(rf'id="id_{row["field"]}-error"[^>]*>(.*?)</p>', page, re.S)
    assert beside, row["field"]
    assert sentence in beside[1]
    for name, value in sent.items():
        for one in value if isinstance(value, list) else [value]:
            if one.strip():
                assert one in page, name


def test_save_and_add_another_keeps_means_and_place(team):
    answer, _ = send(team, "incident", {"another": "yes"})
    assert answer["Location"].endswith("/incidents/add/?means=DELIVERY&place_kind=HOME&source=VICTIM")
    officer, _, case = team
    client = Client()
    client.force_login(officer)
    page = client.get(answer["Location"]).content.decode()
    assert re.search(r'<option value="DELIVERY" selected', page)
    assert re.search(r'<option value="HOME" selected', page)
    incident = Incident.objects.get(case=case)
    assert (incident.acts, incident.occurred_at) == (["B", "E"], datetime(2026, 11, 22, 21, 15, tzinfo=LONDON))


def test_two_people_correct_one_incident_and_the_second_sees_both_and_can_put_theirs_on_top(team):
    officer, boss, case = team
    incident = add_incident(actor=officer, case=case, values=incident_values())
    path = f"/cases/{case.reference}/incidents/{incident.pk}/"
    first, second = Client(), Client()
    first.force_login(officer)
    second.force_login(boss)
    seen = re.search(r'name="version" value="(\d+)"', second.get(path).content.decode())[1]
    assert first.post(path, INCIDENT | {"version": seen, "summary": "A wreath came, no card."}).status_code == 302
    answer = second.post(path, INCIDENT | {"version": seen, "summary": "Lilies came without a card."})
    page = re.sub(r"<[^>]+>", "", answer.content.decode())
    assert answer.status_code == 409
    assert "A wreath came, no card." in page
    assert "Lilies came without a card." in page
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()))
    assert again["version"] == "2"
    assert second.post(path, INCIDENT | {"version": "2", "summary": "Lilies came without a card."}).status_code == 302
    incident.refresh_from_db()
    assert (incident.version, incident.summary) == (3, "Lilies came without a card.")


def test_risk_and_its_plan_arrive_whole(team):
    send(team, "risk", {"rows": "2", "flags": ["TRACKING"], "topics": ["frightened"]})
    made = RiskAssessment.objects.get()
    assert (made.final_grade, made.flags, made.answers) == ("HIGH", ["TRACKING"], {"yes": ["frightened"]})
    assert PlanAction.objects.get().due_on == date(2026, 11, 24)


def test_one_row_more_keeps_what_was_typed(team):
    answer, _ = send(team, "risk", {"more": "yes", "actions-0-needs_consent": "on", "flags": ["TRACKING", "WEAPON"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="actions-1-what"' in page
    assert "Ask for a marker on the address" in page
    assert len(re.findall(r'value="(?:TRACKING|WEAPON)" checked', page)) == 2
    assert not RiskAssessment.objects.exists()


def test_a_blank_row_between_two_does_not_shift_the_sentence(team):
    changes = {"rows": "3", "actions-2-what": "Fit a panic alarm", "actions-2-kind": "ALARM", "actions-2-due_on": "24/11/2026"}
    answer, _ = send(team, "risk", changes)
    assert re.search(r'id="id_actions-2-owner-error"', answer.content.decode())


def test_harassment_goes_to_a_supervisor_and_not_onto_the_crime_record(team):
    answer, _ = send(team, "stalking", {"decision": "HARASSMENT", "reason_not_stalking": "Two neighbours who quarrel about a hedge."})
    assert answer.status_code == 302
    assert StalkingDecision.objects.get().state == "PROPOSED"
    assert send(team, "crime", {"offence": "HARASSMENT_2"})[0].status_code == 422
    assert not CrimeRecord.objects.exists()
