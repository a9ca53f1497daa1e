"""Appeals to the Crown Court (SPA 2019 s.7): in time or extended, the order unaffected meanwhile, and what follows when one is allowed."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.orders import asat, flow, rules, selectors
from casework.orders import services as ordering
from casework.orders.models import Appeal, Order
from tests import later_stages as stage

pytestmark = pytest.mark.django_db

HEARD = stage.at("2026-12-14 10:00")


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def lodge(team: stage.Team, against: Any, appellant: str = "defendant", **more: Any) -> Appeal:
    given: dict[str, Any] = {"notice_on": date(2026, 11, 30), "notice_to": "The designated officer and the other party", **more}
    return ordering.lodge_appeal(actor=team.lawyer, against=against, appellant=appellant, **given)


def listed(team: stage.Team, appeal: Appeal, now: Any) -> Appeal:
    ordering.list_appeal(actor=team.lawyer, appeal=appeal, hearing_at=HEARD, court="Northmoor Crown Court", progression_officer="S. Okafor")
    now.move_to(stage.at("2026-12-15 09:00"))
    return appeal


def decide(team: stage.Team, appeal: Appeal, allowed: bool, **more: Any) -> Appeal:
    return ordering.decide_appeal(actor=team.lawyer, appeal=appeal, allowed=allowed, at=HEARD, reason="The court said so in full.", **more)


def test_the_order_is_unaffected_while_an_appeal_runs(team: stage.Team) -> None:
    order = stage.made_order(team)
    appeal = lodge(team, order)
    order.refresh_from_db()
    assert (order.state, appeal.state, appeal.last_day) == (flow.IN_FORCE, flow.NOTICE_LODGED, date(2026, 12, 14))
    assert selectors.standing_now(order, stage.NOW) == ("In force", "good")
    with pytest.raises(GuardFailed, match="open already"):
        lodge(team, order)


def test_who_has_no_right_and_who_is_late_is_refused(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    with pytest.raises(GuardFailed, match="gives that party no appeal"):
        lodge(team, order, "applicant_officer")
    now.move_to(stage.at("2026-12-20 09:00"))
    with pytest.raises(GuardFailed, match="ask force legal"):
        lodge(team, order, notice_on=date(2026, 12, 15))
    late = lodge(team, order, notice_on=date(2026, 12, 15), extended_on=date(2026, 12, 18), extension_why="He was in hospital throughout.")
    assert late.state == flow.NOTICE_LODGED and late.extended_on == date(2026, 12, 18)


def test_a_stay_takes_the_order_out_of_force_until_it_or_the_appeal_ends(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    appeal = lodge(team, order)
    ordering.record_stay(
        actor=team.lawyer, appeal=appeal, from_at=stage.at("2026-11-30 09:00"), note="Crown Court, until the appeal is heard"
    )
    order.refresh_from_db()
    assert order.state == flow.IN_FORCE and "Stayed" in selectors.standing_now(order, stage.NOW)[0]
    listed(team, appeal, now)
    decide(team, appeal, False)
    order = Order.objects.get(pk=order.pk)
    told = [asat.as_at(selectors.life_of(order), when).standing for when in (stage.at("2026-11-30 08:59"), stage.NOW, HEARD)]
    assert told == [asat.IN_FORCE, asat.STAYED, asat.IN_FORCE]


def test_an_appeal_is_not_listed_without_a_case_progression_officer(team: stage.Team) -> None:
    appeal = lodge(team, stage.made_order(team))
    with pytest.raises(GuardFailed, match=r"r\.5A"):
        ordering.list_appeal(actor=team.lawyer, appeal=appeal, hearing_at=HEARD, court="Northmoor Crown Court", progression_officer="")


def test_an_allowed_appeal_quashes_the_order(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    appeal = listed(team, lodge(team, order), now)
    with pytest.raises(GuardFailed, match="Say what the Crown Court ordered"):
        decide(team, appeal, True)
    decide(team, appeal, True, effect="QUASHED")
    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.ended_at, appeal.state) == (flow.QUASHED, HEARD, flow.ALLOWED)
    assert not rules.is_live(order, HEARD)


def test_an_allowed_appeal_amends_the_order_in_a_new_version(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    appeal = listed(team, lodge(team, order), now)
    wanted = [{**stage.as_it_stands(order)[0], "text": "Not to contact Elin Prosser by telephone or message."}]
    decide(team, appeal, True, effect="AMENDED", conditions=wanted, fixed=True, end=date(2028, 12, 22))
    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.end_date, order.made_on) == (flow.IN_FORCE, date(2028, 12, 22), date(2026, 11, 23))
    assert [each.reason for each in order.versions.all()] == ["MADE", "APPEAL"]
    assert order.versions.get(number=1).end_date == date(2028, 11, 22)


def test_a_refusal_starts_the_time_to_appeal_and_a_decision_against_one_meets_it(team: stage.Team) -> None:
    application = stage.refused(team)
    clock = Clock.objects.get(rule_id="CC-7")
    assert (clock.state, clock.due_on, clock.slot) == (Clock.OPEN, date(2026, 12, 14), "legal")
    with pytest.raises(GuardFailed, match="at least 20"):
        ordering.decide_against_appeal(actor=team.lawyer, subject=application, reason="No.")
    ordering.decide_against_appeal(actor=team.lawyer, subject=application, reason="The risk has fallen and bail protects her now.")
    clock.refresh_from_db()
    assert clock.state == Clock.MET


def test_an_appeal_from_a_refusal_makes_the_order(team: stage.Team, now: Any) -> None:
    application = stage.refused(team)
    appeal = lodge(team, application, "applicant_officer")
    assert Clock.objects.get(rule_id="CC-7").state == Clock.MET
    listed(team, appeal, now)
    made = stage.order_conditions(application)
    decide(team, appeal, True, effect="MADE", conditions=made, fixed=True, end=date(2028, 12, 13))
    order = Order.objects.get(application=application)
    assert (order.origin, order.state, order.made_on, order.court) == (
        "ON_APPEAL",
        flow.IN_FORCE,
        date(2026, 12, 14),
        "Northmoor Crown Court",
    )
    application.refresh_from_db()
    assert application.state == "REFUSED", "what the first court decided stays on record"


def test_a_refused_change_can_be_appealed_by_whoever_asked_for_it(team: stage.Team) -> None:
    order = stage.made_order(team)
    made = stage.change_listed(team, stage.change_lodged(team, order))
    ordering.refuse_change(actor=team.lawyer, made=made, note="Not satisfied that it is necessary.", at=stage.CHANGE_HEARD)
    assert Clock.objects.get(rule_id="CC-7").state == Clock.OPEN
    with pytest.raises(GuardFailed, match="no appeal"):
        lodge(team, made, "defendant")
    appeal = lodge(team, made, "applicant_officer")
    ordering.abandon_appeal(actor=team.lawyer, appeal=appeal, reason="The defendant has moved abroad.")
    assert appeal.state == flow.ABANDONED
    away = stage.change_listed(team, stage.change_received(team, order, at=stage.at("2026-11-30 11:10")), stage.at("2026-11-30 11:20"))
    ordering.refuse_change(actor=team.lawyer, made=away, note="Nothing has changed since.", at=stage.at("2026-11-30 11:30"))
    assert lodge(team, away, "defendant").decision == "change_refused_to_defendant"


def test_a_refused_application_leads_to_the_appeal_and_shows_it(team: stage.Team) -> None:
    application = stage.refused(team)
    client, at = Client(), f"/applications/{application.reference}"
    client.force_login(team.lawyer)
    assert f'href="{at}/appeal/"' in client.get(f"{at}/").content.decode()
    appeal = lodge(team, application, "applicant_officer")
    assert f'href="/appeals/{appeal.pk}/"' in client.get(f"{at}/").content.decode()
