"""Every page of the first stages for someone with the right, someone without it, and someone who must not know of the case."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.assessment.assessing import assess
from casework.assessment.services import decide_stalking
from casework.audit.models import ReadEvent
from casework.evidence.services import seize
from casework.pins.services import record_legacy_notice, review_notice
from casework.reports.incidents import add_incident
from tests.factories import (
    UnitFactory,
    four_values,
    incident_values,
    item_values,
    make_case,
    make_person,
    make_user,
    plan_values,
    risk_values,
    seizure_values,
)

pytestmark = pytest.mark.django_db

SECRET = "Marker-Harbour-Row-7"


@pytest.fixture
def world():
    """One case with something of everything, and people around it."""
    people = {
        "owner": make_user("OFFICER"),
        "sergeant": make_user("SUPERVISOR"),
        "inspector": make_user("SUPERVISOR", rank="INSPECTOR"),
        "colleague": make_user("OFFICER"),
        "exhibits": make_user("EXHIBITS"),
        "legal": make_user("LEGAL"),
        "records": make_user("RECORDS"),
        "manager": make_user("MANAGER"),
        "analyst": make_user("ANALYST"),
        "auditor": make_user("AUDITOR"),
        "admin": make_user("ADMIN", is_superuser=True),
        "stranger": make_user("OFFICER", "SUPERVISOR", unit=UnitFactory(other=True)),
        "away": make_user(
            "OFFICER", "SUPERVISOR", "EXHIBITS", "RECORDS", "AUDITOR", force=UnitFactory(force__other=True, other=True).force
        ),
    }
    owner = people["owner"]
    victim = make_person(given_names="Elin", family_name="Prosser")
    suspect = make_person(given_names="Callum", family_name="Rudd")
    case = make_case(
        owner=owner, supervisor=people["sergeant"], victim=victim, suspect=suspect, reported_at=timezone.now() - timedelta(hours=8)
    )
    incident = add_incident(actor=owner, case=case, values=incident_values(summary=f"He waited at {SECRET}."))
    decide_stalking(actor=owner, case=case, values=four_values("HARASSMENT", reason_not_stalking="A quarrel over a shared boiler."))
    assess(
        actor=owner,
        case=case,
        values=risk_values("HIGH", "MEDIUM", lower_to="MEDIUM", lower_reason="He has left the country for good."),
        actions=[plan_values(owner)],
    )
    (exhibit,) = seize(actor=owner, case=case, common=seizure_values(), items=[item_values()])
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."}
    notice = record_legacy_notice(actor=owner, case=case, values=values, recipient=suspect, complainant=victim)
    other = record_legacy_notice(actor=owner, case=case, values=values, recipient=suspect, complainant=victim)
    review_notice(actor=owner, notice=other, values={"outcome": "LINKED_TO_EXISTING_CASE", "linked_case": case})
    action = case.plan_actions.get()
    ref = case.reference
    pages = {
        "summary": f"/cases/{ref}/",
        "people": f"/cases/{ref}/people/",
        "history": f"/cases/{ref}/history/",
        "crime": f"/cases/{ref}/crime/",
        "allocate": f"/cases/{ref}/allocate/",
        "start": f"/cases/{ref}/start/",
        "incidents": f"/cases/{ref}/incidents/",
        "incident add": f"/cases/{ref}/incidents/add/",
        "incident": f"/cases/{ref}/incidents/{incident.pk}/",
        "stalking": f"/cases/{ref}/stalking/",
        "decide": f"/cases/{ref}/stalking/decide/",
        "approve": f"/cases/{ref}/stalking/approve/",
        "confirm": f"/cases/{ref}/stalking/confirm/",
        "order needed": f"/cases/{ref}/order-needed/",
        "risk": f"/cases/{ref}/risk/",
        "assess": f"/cases/{ref}/risk/assess/",
        "review": f"/cases/{ref}/risk/review/",
        "lower": f"/cases/{ref}/risk/lower/",
        "action": f"/cases/{ref}/risk/actions/{action.pk}/",
        "search": f"/cases/{ref}/search/",
        "evidence": f"/cases/{ref}/evidence/",
        "seize": f"/cases/{ref}/evidence/seize/",
        "exhibit": f"/evidence/{exhibit.pk}/",
        "book in": f"/evidence/{exhibit.pk}/booked-in/",
        "pins": f"/cases/{ref}/pins/",
        "pin add": f"/cases/{ref}/pins/add/",
        "pin": f"/pins/{notice.reference}/",
        "pin review": f"/pins/{notice.reference}/review/",
        "pin approve": f"/pins/{other.reference}/approve/",
        "pin link": f"/pins/{notice.reference}/link/",
    }
    return people, case, pages


MAY = {
    "summary": "owner sergeant colleague exhibits records auditor manager",
    "people": "owner sergeant colleague exhibits records auditor",
    "history": "owner sergeant colleague exhibits records auditor",
    "crime": "owner sergeant",
    "allocate": "sergeant manager",
    "start": "owner sergeant",
    "incidents": "owner sergeant records auditor",
    "incident add": "owner sergeant",
    "incident": "owner sergeant",
    "stalking": "owner sergeant colleague exhibits records auditor",
    "decide": "owner sergeant",
    "approve": "sergeant",
    "order needed": "owner sergeant",
    "risk": "owner sergeant auditor",
    "assess": "owner",
    "review": "sergeant",
    "lower": "inspector",
    "action": "owner sergeant",
    "search": "owner sergeant",
    "evidence": "owner sergeant exhibits auditor",
    "seize": "owner colleague",
    "exhibit": "owner sergeant exhibits auditor",
    "book in": "exhibits",
    "pins": "owner sergeant records manager auditor",
    "pin add": "owner records",
    "pin": "owner sergeant records manager auditor",
    "pin review": "owner",
    "pin approve": "sergeant",
    "pin link": "owner records",
}
KNOWS = ("owner", "sergeant", "colleague", "exhibits", "records", "manager", "auditor")
MUST_NOT_KNOW = ("legal", "analyst", "admin", "stranger", "away")


def plain(answer):
    """The page without what differs each time: tokens and nonces."""
    return re.sub(rb'(value|data-token|nonce)="[^"]*"', b"", answer.content)


def get(user, path):
    client = Client()
    client.force_login(user)
    return client.get(path)


@pytest.mark.parametrize("name", MAY)
def test_a_page_opens_refuses_or_is_unknown(world, name):
    people, _, pages = world
    may = MAY[name].split()
    wrong = {}
    for who in (*KNOWS, *MUST_NOT_KNOW, *may):
        expected = 200 if who in may else 404 if who in MUST_NOT_KNOW else 403
        got = get(people[who], pages[name]).status_code
        if got != expected:
            wrong[who] = (got, expected)
    assert not wrong, wrong


@pytest.mark.parametrize("name", MAY)
def test_a_restricted_case_is_unknown_to_all_but_its_owner(world, name):
    people, case, pages = world
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    for who in (*KNOWS, *MUST_NOT_KNOW, "inspector"):
        if who != "owner":
            assert get(people[who], pages[name]).status_code == 404, who


def test_unknown_and_hidden_look_the_same(world):
    people, _, pages = world
    hidden = get(people["stranger"], pages["summary"])
    unknown = get(people["stranger"], "/cases/STK-2026-999999/")
    assert hidden.status_code == unknown.status_code == 404
    assert plain(hidden) == plain(unknown)


def test_signed_out_leads_to_sign_in(world):
    _, _, pages = world
    for path in pages.values():
        assert Client().get(path).status_code == 302


@pytest.mark.parametrize("who", ["exhibits", "records"])
def test_masked_roles_see_initials_and_no_account(world, who):
    people, _, pages = world
    for name in ("summary", "people", "incidents", "evidence", "stalking"):
        answer = get(people[who], pages[name])
        if answer.status_code == 200:
            text = answer.content.decode()
            assert "Prosser" not in text, name
            assert "Callum" not in text, name
            assert SECRET not in text, name
    assert "E. P. and C. R." in get(people[who], pages["summary"]).content.decode()


def test_a_manager_sees_the_outline_only(world):
    people, case, pages = world
    text = get(people["manager"], pages["summary"]).content.decode()
    assert case.reference in text
    for hidden in ("Prosser", "Elin", "Callum", "Rudd", SECRET, "What happened", "ex-partner"):
        assert hidden not in text


def test_each_look_is_on_the_read_log(world):
    people, case, pages = world
    for name in ("summary", "incidents", "risk", "exhibit", "pin"):
        before = ReadEvent.objects.filter(actor_id=people["sergeant"].pk, case_id=case.pk, verb="VIEW").count()
        get(people["sergeant"], pages[name])
        assert ReadEvent.objects.filter(actor_id=people["sergeant"].pk, case_id=case.pk, verb="VIEW").count() == before + 1, name


def test_forbidden_words_stand_on_no_page(world):
    people, _, pages = world
    for path in (*pages.values(), "/evidence/", "/pins/", "/cases/new/"):
        for who in ("owner", "sergeant", "exhibits", "records"):
            text = get(people[who], path).content.decode().lower()
            for word in ("invalid", "error occurred", ">n/a<", "none</dd>", "defendant"):
                assert word not in text, (path, who, word)


def test_lists_show_each_only_their_own(world):
    people, case, _ = world
    for path, ref in (("/evidence/", "AJM"), ("/pins/", "PIN-")):
        assert f'data-ref="{ref}' in get(people["owner"], path).content.decode() or path == "/evidence/"
        assert case.reference not in get(people["stranger"], path).content.decode()
        assert case.reference not in get(people["away"], path).content.decode()
    assert case.reference in get(people["exhibits"], "/evidence/").content.decode()
