"""Hearsay before a contested hearing, and the summons: what is recorded, which dates run, and that they follow the hearing."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.applications import hearsay_rules
from casework.applications import services as applying
from casework.applications.models import HearsayNotice
from casework.clocks.models import Clock
from casework.errors import GuardFailed
from tests import at_court
from tests import later_stages as stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def clock(rule: str) -> Clock:
    return Clock.objects.get(rule_id=rule)


def test_a_contested_hearing_counts_back_and_forgets_nothing_when_it_moves(team: stage.Team) -> None:
    application = at_court.contested(team)
    assert clock("HR-3").due_on == date(2027, 1, 3)
    at_court.move(team, application, stage.at("2027-02-22 10:00"))
    assert clock("HR-3").due_on == date(2027, 1, 31)
    given = {"kind": "DIRECTED", "reason": "The court directed it at the first hearing"}
    applying.plan_hearsay(actor=team.lawyer, application=application, directed_on=date(2027, 1, 11), **given)
    assert clock("HR-3").due_on == date(2027, 1, 11)
    applying.plan_hearsay(actor=team.lawyer, application=application, kind="NONE", reason="Everybody gives evidence in person")
    assert clock("HR-3").state == Clock.CANCELLED
    applying.plan_hearsay(actor=team.lawyer, application=application, directed_on=date(2027, 1, 18), **given)
    assert Clock.objects.get(rule_id="HR-3", state=Clock.OPEN).due_on == date(2027, 1, 18)


def test_an_adjournment_counts_everything_anew_that_hangs_on_the_hearing(team: stage.Team) -> None:
    interim = stage.interim_order(team)
    application = interim.main_application
    hearing = application.hearings.get(outcome="")
    at_court.move(team, application, hearing.at, contested=True)
    before = {rule: clock(rule).result for rule in ("HR-3", "SPA-5-6a")}
    assert clock("HR-3").due_on == date(2026, 11, 22)
    applying.adjourn(actor=team.lawyer, application=application, next_at=at_court.FAR, heard_at=stage.NOW, note="Not ready")
    assert clock("HR-3").due_on == date(2027, 1, 3)
    gap = clock("SPA-5-6a").result
    assert gap != before["SPA-5-6a"] and gap["passes"] is False and "25 January 2027" in " ".join([*gap["reasons"], *gap["steps"]])
    applying.adjourn(
        actor=team.lawyer,
        application=application,
        next_at=stage.at("2027-03-01 10:00"),
        heard_at=stage.NOW,
        note="He gives way",
        contested=False,
    )
    assert clock("HR-3").state == Clock.CANCELLED


def test_a_notice_that_was_served_is_not_asked_for_again_at_the_next_hearing(team: stage.Team) -> None:
    notice = at_court.notice_served(team)
    applying.adjourn(actor=team.lawyer, application=notice.application, next_at=stage.at("2027-03-01 10:00"), heard_at=stage.NOW)
    assert clock("HR-3").state == Clock.MET


def test_by_post_it_counts_on_the_second_business_day_and_the_seven_days_from_then(team: stage.Team) -> None:
    notice = at_court.serve_notice(team, at_court.contested(team), method="post", sent_on=date(2026, 11, 20), filed_on=date(2026, 11, 20))
    assert notice.effective_on == date(2026, 11, 24)
    assert clock("HR-4").due_on == clock("HR-5-2").due_on == date(2026, 12, 1)


@pytest.mark.parametrize("field", [name for name, _ in hearsay_rules.CONTENTS])
def test_each_item_of_the_rule_must_be_in_the_notice(team: stage.Team, field: str) -> None:
    application = at_court.contested(team)
    with pytest.raises(GuardFailed) as refusal:
        at_court.serve_notice(team, application, **{field: False if field.startswith("says") else ""})
    assert [name for name, _ in refusal.value.problems] == [field]
    assert not HearsayNotice.objects.exists() and clock("HR-3").state == Clock.OPEN


@pytest.mark.parametrize(
    ("before", "kind", "changes", "words"),
    [
        ((), "CROSS_LISTED", {"heard_on": date(2026, 12, 14)}, "Record first"),
        ((), "PARTICULARS_GIVEN", {}, "Record first"),
        ((), "MAKER_CALLED", {}, "Record first"),
        (("CROSS_SOUGHT",), "CROSS_SOUGHT", {}, "recorded already"),
        (("CROSS_SOUGHT",), "NOTHING", {}, "did come"),
        (("CROSS_SOUGHT",), "CROSS_LISTED", {}, "on which it is heard"),
        ((), "CREDIBILITY", {"on": date(2027, 1, 1)}, "in the future"),
        ((), "CREDIBILITY", {"on": date(2026, 11, 20)}, "before the notice counts as served"),
    ],
)
def test_a_step_comes_after_the_one_before_it(team: stage.Team, before: Any, kind: str, changes: Any, words: str) -> None:
    notice = at_court.after_notice(*before)(team)
    with pytest.raises(GuardFailed, match=words):
        applying.record_hearsay_step(actor=team.lawyer, notice=notice, kind=kind, **{"on": date(2026, 11, 26), **changes})


def test_the_summons_is_issued_before_it_is_prepared_or_tried(team: stage.Team) -> None:
    application = at_court.contested(team)
    when = stage.at("2026-11-13 10:00")
    with pytest.raises(GuardFailed, match="when the court issued"):
        applying.record_summons_step(actor=team.officer, application=application, kind="PREPARED", at=when)
    applying.record_summons_step(actor=team.officer, application=application, kind="ISSUED", at=stage.at("2026-11-12 10:00"))
    assert clock("MCR-99-7").due_on == date(2026, 11, 16)
    applying.record_summons_step(actor=team.officer, application=application, kind="PREPARED", at=when)
    with pytest.raises(GuardFailed, match="where and why"):
        applying.record_summons_step(actor=team.officer, application=application, kind="ATTEMPTED", at=when)
    why = "Nobody opened at the last known address"
    applying.record_summons_step(actor=team.officer, application=application, kind="ATTEMPTED", at=when, note=why)
    assert clock("MCR-99-7").state == Clock.MET
    client = Client()
    client.force_login(team.officer)
    shown = client.get(f"/applications/{application.reference}/").content.decode()
    assert "The court issued the summons" in shown and why in shown


def test_another_way_of_lodging_is_refused_in_the_laws_words(team: stage.Team) -> None:
    application = stage.authorised(team)
    given = {"complaint_on": stage.LODGED.date(), "court_reference": "NMC-1", "at": stage.LODGED}
    with pytest.raises(GuardFailed, match="electronic arrangement"):
        applying.lodge(actor=team.lawyer, application=application, route="other", **given)
    assert applying.lodge(actor=team.lawyer, application=application, route="lcj_form", **given).state == "LODGED"


def test_force_legal_does_it_all_on_pages(team: stage.Team) -> None:
    application = stage.listed(team)
    client = Client()
    client.force_login(team.lawyer)
    at = f"/applications/{application.reference}"
    detail = client.get(f"{at}/").content.decode()
    assert f"{at}/hearsay/" in detail and f"{at}/hearing/change/" in detail and f"{at}/summons/steps/" in detail
    assert client.get(f"{at}/hearing/change/").status_code == 200
    moved = {"version": "1", "at": "25/01/2027 10:00", "court": stage.COURT, "kind": "FULL", "contested": "yes"}
    assert client.post(f"{at}/hearing/change/", moved).status_code == 302
    assert 'data-ref="HR-3"' in client.get(f"{at}/hearsay/").content.decode()
    assert client.post(f"{at}/hearsay/plan/", {"kind": "DIRECTED", "reason": "As the court said"}).status_code == 422
    refused = client.post(f"{at}/hearsay/serve/", {"maker": "Ivo Tamblyn"})
    assert refused.status_code == 422 and "Ivo Tamblyn" in refused.content.decode()
    typed = {name: "on" if value is True else str(value) for name, value in at_court.NOTICE.items()}
    typed |= {"sent_on": "24/11/2026", "filed_on": "24/11/2026"}
    served = client.post(f"{at}/hearsay/serve/", typed)
    assert served.status_code == 302, served.content.decode()
    notice = HearsayNotice.objects.get()
    assert client.post(f"{at}/hearsay/{notice.pk}/", {"kind": "CROSS_SOUGHT", "on": "26/11/2026"}).status_code == 302
    page = client.get(f"{at}/hearsay/").content.decode()
    assert "applied to cross-examine" in page and 'data-ref="HR-5-2"' in page and 'data-ref="HR-4"' not in page
