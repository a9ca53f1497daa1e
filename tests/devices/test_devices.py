"""The suspect's and the victim's devices go apart; nothing is taken without agreement; no code stands in free text."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.clocks.models import Clock
from casework.devices import rules, selectors, services
from casework.devices.models import DeviceAgreement, NoticePoint, Sift
from casework.errors import Forbidden, GuardFailed
from casework.evidence.models import LedgerEvent
from casework.evidence.rules import code_problems
from casework.evidence.services import handle, seize
from tests.evidence.page_team import client_of, summary_of, text_of
from tests.factories import item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 10, tzinfo=UTC)
LONG = "Messages between the two numbers show the course of conduct"
NOTICE = {
    "notice_at": NOW,
    "notice_points": NoticePoint.values,
    "enquiry": LONG,
    "sought": LONG,
    "sought_from": date(2026, 10, 1),
    "sought_until": date(2026, 11, 20),
    "alternatives": LONG,
    "necessity": LONG,
    "whole_device": False,
    "return_due": None,
}
AGREED = {
    "user_age": 34,
    "capacity": True,
    "agreed_by": "user",
    "childs_views": "",
    "without_agreement": "",
    "agreed_at": NOW,
    "confirmed": True,
    "copy_given": True,
}


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER")
    return officer, make_user("EXHIBITS"), make_case(owner=officer, reported_at=NOW - timedelta(hours=5))


def taken(team, power="VICTIM_PCSCA_37"):
    officer, _, case = team
    return seize(actor=officer, case=case, common=seizure_values(power=power), items=[item_values()])[0]


def imaged(team, exhibit, kind="IMAGED"):
    return handle(actor=team[1], exhibit=exhibit, kind=kind)


def fields(refused):
    return {name for name, _ in refused.value.problems}


def test_the_victims_device_needs_notice_and_agreement_first(team):
    exhibit = taken(team)
    clock = Clock.objects.get(rule_id="R18")
    assert clock.due_at == NOW - timedelta(minutes=10) + timedelta(hours=24)
    with pytest.raises(GuardFailed, match="notice and the agreement come first"):
        imaged(team, exhibit)
    agreement = services.give_notice(actor=team[0], exhibit=exhibit, values=NOTICE | {"return_due": NOW + timedelta(days=3)})
    clock.refresh_from_db()
    assert clock.due_at == NOW + timedelta(days=3)
    with pytest.raises(GuardFailed, match="come first"):
        imaged(team, exhibit)
    services.agree(actor=team[0], agreement=agreement, values=AGREED)
    imaged(team, exhibit)
    services.end_agreement(actor=team[0], agreement=agreement, at=NOW)
    with pytest.raises(GuardFailed, match="withdrawn"):
        imaged(team, exhibit, "EXAMINED")
    assert LedgerEvent.objects.filter(exhibit=exhibit).last().kind == "IMAGED"


def test_a_notice_lacks_nothing(team):
    exhibit = taken(team)
    bare = dict.fromkeys(("enquiry", "sought", "alternatives", "necessity"), "x") | {"notice_points": ["WHAT"], "sought_from": None}
    with pytest.raises(GuardFailed) as refused:
        services.give_notice(actor=team[0], exhibit=exhibit, values=NOTICE | bare)
    assert fields(refused) == {"enquiry", "sought", "alternatives", "necessity", "notice_points", "sought_from"}
    assert not DeviceAgreement.objects.exists()


@pytest.mark.parametrize(
    ("values", "passes"),
    [
        ({}, True),
        ({"user_age": 15}, False),
        ({"user_age": 15, "agreed_by": "parent_guardian_or_care_authority"}, False),
        ({"user_age": 15, "agreed_by": "parent_guardian_or_care_authority", "childs_views": "She agrees"}, True),
        ({"capacity": False}, False),
        ({"capacity": False, "agreed_by": "social_worker_attorney_or_deputy"}, True),
        ({"agreed_by": ""}, False),
        ({"copy_given": False}, False),
        ({"confirmed": False}, False),
        ({"agreed_by": "", "without_agreement": "The user is missing and at risk of serious harm"}, True),
    ],
)
def test_who_may_agree(team, values, passes):
    agreement = services.give_notice(actor=team[0], exhibit=taken(team), values=NOTICE)
    if passes:
        services.agree(actor=team[0], agreement=agreement, values=AGREED | values)
    else:
        with pytest.raises(GuardFailed) as refused:
            services.agree(actor=team[0], agreement=agreement, values=AGREED | values)
        assert fields(refused) == {"agreed_by"}
    assert DeviceAgreement.objects.get().state == ("AGREED" if passes else "NOTIFIED")


def test_the_agreement_comes_after_the_notice(team, time_machine):
    agreement = services.give_notice(actor=team[0], exhibit=taken(team), values=NOTICE)
    with pytest.raises(GuardFailed, match="after the notice"):
        services.agree(actor=team[0], agreement=agreement, values=AGREED | {"agreed_at": NOW - timedelta(minutes=1)})


def test_the_whole_device_needs_an_inspector(team):
    exhibit = taken(team)
    whole = {"whole_device": True, "sought_from": None, "sought_until": None}
    agreement = services.give_notice(actor=team[0], exhibit=exhibit, values=NOTICE | whole)
    services.agree(actor=team[0], agreement=agreement, values=AGREED)
    with pytest.raises(GuardFailed, match="inspector"):
        imaged(team, exhibit)
    with pytest.raises(Forbidden):
        services.allow_whole(actor=make_user("SUPERVISOR", rank="SERGEANT"), agreement=agreement, whole_reason=LONG)
    services.allow_whole(actor=make_user("SUPERVISOR", rank="INSPECTOR"), agreement=agreement, whole_reason=LONG)
    imaged(team, exhibit)


def test_the_two_paths_do_not_mix(team):
    theirs = taken(team)
    values = {"notice_at": NOW, "code_asked": "REFUSED", "key_notice": "", "enquiry": LONG, "triage": "", "priority": "HIGH"}
    values |= {"unit_reference": "DFU-1", "image_sha256": ""}
    with pytest.raises(GuardFailed, match="by agreement"):
        services.record_strategy(actor=team[0], exhibit=theirs, values=values)
    (his,) = seize(actor=team[0], case=team[2], common=seizure_values(power="PACE_19"), items=[item_values("B10044214")])
    with pytest.raises(GuardFailed, match="not handed over by agreement"):
        services.give_notice(actor=team[0], exhibit=his, values=NOTICE)
    with pytest.raises(GuardFailed) as refused:
        services.record_strategy(actor=team[0], exhibit=his, values=values | {"image_sha256": "abc", "triage": "PIN is 2580"})
    assert fields(refused) == {"image_sha256", "triage"}
    services.record_strategy(actor=team[0], exhibit=his, values=values)
    imaged(team, his)


@pytest.mark.parametrize("text", ["PIN 2580", "his passcode is 114477", "Password: Elin1990", "unlock code 0000", "the pin was '2580'"])
def test_a_code_in_free_text_is_refused(text):
    assert code_problems("purpose", text)


@pytest.mark.parametrize("text", ["Code B of 2023", "The code was refused", "A pinned photograph of 2019", "Password protected, model 6"])
def test_other_numbers_may_stand(text):
    assert not code_problems("purpose", text)


def test_the_ledger_and_the_seizure_refuse_a_code_too(team):
    with pytest.raises(GuardFailed) as refused:
        seize(actor=team[0], case=team[2], common=seizure_values(), items=[item_values(description="Black iPhone, PIN 2580")])
    assert fields(refused) == {"items-0-description"}
    exhibit = taken(team, "PACE_19")
    with pytest.raises(GuardFailed) as refused:
        handle(actor=team[1], exhibit=exhibit, kind="EXAMINED", purpose="Opened with PIN 2580")
    assert fields(refused) == {"purpose"}


def test_what_is_seized_to_sift_is_kept_apart_from_its_notice_on(team):
    exhibit = taken(team, "CJPA_50")
    clock = Clock.objects.get(rule_id="R55")
    assert clock.due_on.isoformat() == "2026-11-23"
    with pytest.raises(GuardFailed, match="seized to sift"):
        imaged(team, exhibit)
    values = {"notice_at": NOW, "notice_to": "FIXED", "kept_apart": ""}
    with pytest.raises(GuardFailed) as refused:
        services.notify_sift(actor=team[0], exhibit=exhibit, values=values)
    assert fields(refused) == {"kept_apart"}
    sift = services.notify_sift(actor=team[0], exhibit=exhibit, values=values | {"kept_apart": "Sealed in bay 7"})
    clock.refresh_from_db()
    assert clock.state == "MET"
    imaged(team, exhibit)
    with pytest.raises(GuardFailed) as refused:
        services.examine_sift(actor=team[0], sift=sift, values={"examined_at": NOW, "rest": "", "privileged": ""})
    assert fields(refused) == {"rest", "privileged"}
    services.examine_sift(actor=team[0], sift=sift, values={"examined_at": NOW, "rest": "All is kept", "privileged": "Nothing was"})
    assert Sift.objects.get().state == "EXAMINED"


def test_the_pages(team):
    exhibit = taken(team)
    officer, store = client_of(team[0]), client_of(team[1])
    page = f"/devices/{exhibit.pk}/"
    assert "It may be refused" in text_of(store.get(page))
    assert store.get(f"{page}notice/").status_code == 403
    given = {"notice_at": "23/11/2026 12:10", "notice_points": NoticePoint.values, "enquiry": LONG, "sought": LONG}
    answer = officer.post(f"{page}notice/", given | {"alternatives": LONG})
    assert ("#id_necessity") in [where for where, _ in summary_of(answer)]
    assert LONG in text_of(answer)
    answer = officer.post(f"{page}notice/", given | {"alternatives": LONG, "necessity": LONG, "whole_device": "on"})
    assert answer.status_code == 302, text_of(answer)
    assert "Waits for an inspector" in text_of(officer.get(page))
    assert LONG not in text_of(store.get(page))
    sent = {"user_age": "15", "capacity": "yes", "agreed_by": "user", "agreed_at": "23/11/2026 12:10", "confirmed": "on"}
    answer = officer.post(f"{page}agreement/", sent)
    assert {where for where, _ in summary_of(answer)} == {"#id_agreed_by"}
    assert officer.post(f"{page}end/", {"at": "23/11/2026 12:10"}).status_code == 302
    assert selectors.agreement(exhibit).state == "REFUSED"
    assert not rules.by_agreement("PACE_19")
