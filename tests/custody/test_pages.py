"""The pages of custody, bail and charging: what is typed wrongly is answered in words, each role sees its part, and it costs the same."""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.custody.models import Arrest, Bail
from casework.custody.services import changing
from casework.safeguarding.models import BailViews
from tests import custody_team as t
from tests.custody_team import at
from tests.factories import CasePartyFactory, grant, make_person, make_user

pytestmark = pytest.mark.django_db

TABLE = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]
Place = tuple[Any, str, dict[str, Any]]


@pytest.fixture(autouse=True)
def now(time_machine: Any) -> Any:
    time_machine.move_to(t.NOW, tick=False)
    return time_machine


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def arrest(team: t.Team) -> Place:
    given = {
        "suspect": team.suspect.pk,
        "at": "23/11/2026 08:00",
        "offences": ["STALKING_2A"],
        "power": "WITHOUT_WARRANT",
        "ground": "PROTECT",
        "reason": t.WHY,
    }
    return team.officer, f"/cases/{team.case.reference}/custody/arrest/", given


def interview(team: t.Team) -> Place:
    t.arrest(team)
    given = {
        "suspect": team.suspect.pk,
        "started_at": "23/11/2026 10:00",
        "ended_at": "23/11/2026 11:00",
        "place": "Castlegate",
        "legal_advice": "Declined",
        "account": "No comment",
    }
    return team.officer, f"/cases/{team.case.reference}/custody/interview/", given


def released(team: t.Team, *, asked: bool = True) -> Place:
    held = t.arrest(team)
    if asked:
        t.views(team)
    given = {
        "at": "23/11/2026 18:00",
        "kind": "BAIL",
        "reason": "Enquiries go on into the messages",
        "purpose": "INVESTIGATION",
        "attend_at": "12/1/2027 10:00",
        "conditions-0-category": "NO_CONTACT_DIRECT",
        "conditions-0-text": "Not to contact Elin Prosser by any means",
        "rows": "1",
    }
    return team.officer, f"/custody/{held.reference}/release/", given


def unasked(team: t.Team) -> Place:
    return released(team, asked=False)


def asking(team: t.Team) -> Place:
    bail = t.bailed(team)
    given = {
        "authority": "inspector",
        "why": "The download of two telephones is not back",
        "told_at": "24/11/2026 08:00",
        "representations": "None",
    }
    return team.officer, f"/bail/{bail.reference}/extend/", given


def asking_late(team: t.Team) -> Place:
    place = asking(team)
    Bail.objects.update(starts_on=date(2026, 8, 1), ends_on=date(2026, 11, 23))
    return place


def deciding(team: t.Team) -> Place:
    bail = t.bailed(team)
    t.ask(team, bail, "inspector", t.NOW)
    given = {"granted": "yes", "conditions": list(t.ALL), "considered": "on"}
    return team.inspector, f"/bail/{bail.reference}/extend/inspector/", given


def breaking(team: t.Team) -> Place:
    bail = t.bailed(team)
    given = {
        "occurred_at": "23/11/2026 21:00",
        "conditions": [bail.conditions.get(number=1).pk],
        "what_happened": "Eleven messages in one hour",
        "further_crime": "yes",
        "further_crime_why": "The course of conduct goes on",
    }
    return team.officer, f"/bail/{bail.reference}/breach/", given


def charging(team: t.Team) -> Place:
    referral = t.decided(team)
    given = {"at": "24/11/2026 09:00", "offences": ["STALKING_2A"], "method": "CHARGE", "urn": "48NM0104726", "court": "Northmoor"}
    return team.officer, f"/charging/{referral.reference}/charge/", given


def charging_undecided(team: t.Team) -> Place:
    _, _, given = charging(team)
    other = t.make_team()
    return other.officer, f"/charging/{t.with_cps(other).reference}/charge/", given


def released_charged(team: t.Team) -> Place:
    user, address, given = released(team)
    return user, address, {"at": given["at"], "kind": "CHARGED", "reason": "Charged at the station this evening", "rows": "1"}


def views(team: t.Team) -> Place:
    given = {"about_at": "23/11/2026 18:00", "sought": "yes", "views_at": "23/11/2026 13:00", "passed_to": "PS Tait"}
    given |= {"views": "She fears that he comes to her work", "passed_at": "23/11/2026 14:00"}
    return team.officer, f"/cases/{team.case.reference}/custody/views/", given


def pack(team: t.Team) -> Place:
    return team.officer, f"/charging/{t.begun(team).reference}/submit/", {}


ROADS: dict[str, Callable[[t.Team], Place]] = {
    "arrest": arrest,
    "interview": interview,
    "release": released,
    "release-unasked": unasked,
    "release-charged": released_charged,
    "bail-extension": asking,
    "bail-extension-late": asking_late,
    "bail-decision": deciding,
    "bail-breach": breaking,
    "victims-views": views,
    "referral-pack": pack,
    "charge": charging,
    "charge-undecided": charging_undecided,
}


@pytest.mark.parametrize("row", [row for row in TABLE if row["road"] in ROADS], ids=lambda row: row["id"])
def test_bad_input_is_answered_in_words_and_nothing_is_lost(row: dict[str, Any]) -> None:
    user, address, accepted = ROADS[row["road"]](t.make_team())
    sent = {name: value for name, value in {**accepted, **row["give"]}.items() if value != ""}
    answer = signed_in(user).post(address, sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422, page[:2000]
    summary = page[page.index("govuk-error-summary") : page.index("</h1>")]
    assert row["sentence"].removesuffix(".") in summary
    if row["field"] != "all":
        assert f'id="id_{row["field"]}-error"' in page
    for value in row["give"].values():
        assert str(value) in page


@pytest.mark.parametrize(
    "road",
    [
        name
        for name in ROADS
        if name not in ("release-unasked", "release-charged", "bail-extension-late", "referral-pack", "charge-undecided")
    ],
)
def test_the_same_input_without_the_fault_is_taken(road: str) -> None:
    user, address, accepted = ROADS[road](t.make_team())
    answer = signed_in(user).post(address, accepted)
    assert answer.status_code == 302, unescape(answer.content.decode())[:3000]


@pytest.mark.parametrize("who", ["officer", "sergeant"])
def test_a_wrong_rank_may_not_open_the_inspectors_page(who: str) -> None:
    team = t.make_team()
    _, address, given = deciding(team)
    answer = signed_in(getattr(team, who)).post(address, given)
    assert answer.status_code == 403
    assert "PACE s.47ZD keeps this to an inspector" in answer.content.decode()


def test_the_list_of_people_in_custody_is_by_reach(now: Any) -> None:
    team, other = t.make_team(), t.make_team()
    held = [t.arrest(each).reference for each in (team, other)]
    elsewhere = t.make_team(restricted=True)
    hidden = t.arrest(elsewhere).reference
    own = signed_in(team.officer).get("/custody/").content.decode()
    assert held[0] in own and held[1] not in own
    unit = signed_in(team.sergeant).get("/custody/").content.decode()
    assert held[0] in unit and held[1] in unit and hidden not in unit
    assert signed_in(team.manager).get("/custody/").status_code == 403
    with CaptureQueriesContext(
        connection,
    ) as few:
        signed_in(team.sergeant).get("/custody/")
    for _ in range(3):
        t.arrest(t.make_team())
    with CaptureQueriesContext(connection) as many:
        signed_in(team.sergeant).get("/custody/")
    assert len(many) == len(few)


def test_a_case_that_is_closed_leaves_the_list() -> None:
    team = t.make_team()
    reference = t.arrest(team).reference
    type(team.case).objects.update(is_open=False)
    assert reference not in signed_in(team.sergeant).get("/custody/").content.decode()


def test_victim_care_reads_what_the_victim_is_told_and_no_account() -> None:
    team = t.make_team()
    user, address, given = interview(team)
    signed_in(user).post(address, given | {"account": "I only wanted to talk"})
    carer = make_user("VICTIM_CARE")
    grant(team.case, carer, hours=5)
    page = signed_in(carer).get(f"/cases/{team.case.reference}/custody/").content.decode()
    assert "I only wanted to talk" not in page and t.WHY not in page
    assert Arrest.objects.get().reference in page
    assert "I only wanted to talk" in signed_in(team.officer).get(f"/cases/{team.case.reference}/custody/").content.decode()


def test_victim_care_records_the_views_that_bail_asks_for_and_they_are_told_once() -> None:
    team = t.make_team()
    carer = make_user("VICTIM_CARE")
    grant(team.case, carer, hours=5)
    _, address, given = views(team)
    assert address in signed_in(carer).get(f"/cases/{team.case.reference}/custody/").content.decode()
    bail = t.release(team, _held_and_asked(team, carer, address, given))
    assert bail.views == BailViews.objects.get() and bail.views.by == carer
    assert list(team.case.events.filter(kind__contains="views").values_list("kind", flat=True)) == ["contact.bail_views"]
    own = (f"/cases/{team.case.reference}/custody/", f"/bail/{bail.reference}/", f"/cases/{team.case.reference}/victims/")
    assert all("She fears that he comes to her work" in signed_in(team.officer).get(page).content.decode() for page in own)
    # Who reads bail but not what the victim says to the police.
    grant(team.case, team.prosecutor, hours=5)
    for page in own[:2]:
        shown = signed_in(team.prosecutor).get(page)
        assert shown.status_code == 200 and "She fears" not in shown.content.decode()


def _held_and_asked(team: t.Team, who: Any, address: str, given: dict[str, Any]) -> Arrest:
    held = t.arrest(team)
    assert signed_in(who).post(address, given).status_code == 302
    return held


def test_of_several_victims_the_page_asks_whose_views_they_are() -> None:
    team = t.make_team()
    user, address, given = views(team)
    assert "Whose views are they?" not in signed_in(user).get(address).content.decode()
    second = CasePartyFactory(case=team.case, role="VICTIM", person=make_person(given_names="Mair", family_name="Prosser"))
    assert "Whose views are they?" in signed_in(user).get(address).content.decode()
    assert signed_in(user).post(address, given).status_code == 422
    assert signed_in(user).post(address, given | {"victim": second.pk}).status_code == 302
    assert BailViews.objects.get().party == second


def test_force_legal_reads_the_decision_and_its_date_and_not_the_pack() -> None:
    team = t.make_team()
    referral = t.decided(team)
    lawyer = make_user("LEGAL")
    grant(team.case, lawyer, hours=5)
    page = signed_in(lawyer).get(f"/cases/{team.case.reference}/charging/")
    assert page.status_code == 200
    words = page.content.decode()
    assert "CPS decided: charge" in words and "protocol" not in words
    assert signed_in(lawyer).get(f"/charging/{referral.reference}/").status_code == 403


def test_the_prosecutor_sees_the_file_granted_by_name_and_no_other() -> None:
    team = t.make_team()
    referral = t.with_cps(team)
    other = t.with_cps(t.make_team())
    client = signed_in(team.prosecutor)
    page = client.get(f"/charging/{referral.reference}/").content.decode()
    assert "Decide on the charge" in page and "2 occasions on the chronology" in page
    assert client.get(f"/charging/{other.reference}/").status_code == 404


def test_the_case_page_says_what_is_next() -> None:
    team = t.make_team()
    t.bailed(team)
    page = signed_in(team.officer).get(f"/cases/{team.case.reference}/").content.decode()
    assert "Custody and bail" in page and "Ends Tuesday 23 February 2027" in page and "On bail" in page
    assert "Refer to the CPS" in page


def test_whoever_decides_to_apply_goes_on_to_the_decision_on_an_order() -> None:
    team = t.make_team()
    bail = t.bailed(team)
    given = {"choice": "APPLY", "reason": "An interim order is drafted today, before bail ends"}
    answer = signed_in(team.officer).post(f"/bail/{bail.reference}/gap/", given)
    assert answer["Location"].endswith("/order/consider/") or "order" in answer["Location"]


def test_the_bail_page_keeps_its_number_of_queries(now: Any) -> None:
    team = t.make_team()
    bail = t.bailed(team)
    client = signed_in(team.officer)
    client.get(f"/bail/{bail.reference}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/bail/{bail.reference}/")
    for day in range(1, 4):
        now.move_to(t.NOW + timedelta(days=day), tick=False)
        moment = at(f"2026-11-{24 + day} 08:00")
        t.views(team, moment)
        changing.vary_conditions(actor=team.officer, bail=bail, keep=[], conditions=[t.KEEP_OUT], reason="Changed once more for the test")
    client = signed_in(team.officer)
    client.get(f"/bail/{bail.reference}/")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/bail/{bail.reference}/")
    assert len(many) == len(few)
