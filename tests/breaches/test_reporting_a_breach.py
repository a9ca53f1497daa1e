"""A breach is reported, put on the chronology and worked, and the order stays as it was."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from casework.breaches import flow
from casework.breaches import services as working
from casework.breaches.models import Breach, BreachStep
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.orders.models import Order, OrderCondition
from casework.outbox.models import InAppMessage
from tests import later_stages as stage
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SERVED = stage.at("2026-11-24 09:00")
HAPPENED = stage.at("2026-11-28 20:15")
REPORTED = stage.at("2026-11-28 21:00")


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


@pytest.fixture
def order(team: stage.Team) -> Order:
    made = stage.made_order(team)
    stage.serve(team, made, SERVED)
    made.refresh_from_db()
    return made


def report(actor: Any, order: Order, **changes: Any) -> Breach:
    given: dict[str, Any] = {
        "occurred_at": HAPPENED,
        "reported_at": REPORTED,
        "what_happened": "He sent her four messages from a new number.",
        "condition_ids": list(OrderCondition.objects.filter(version__order=order).values_list("pk", flat=True)),
        **changes,
    }
    return working.report_breach(actor=actor, order=order, **given)


def test_a_breach_is_put_on_the_chronology_with_its_clocks_and_the_order_stays(team: stage.Team, order: Order) -> None:
    before = team.case.incidents.count()
    breach = report(team.officer, order)
    order.refresh_from_db()
    assert (breach.state, order.state) == (flow.REPORTED, "IN_FORCE")
    assert team.case.incidents.count() == before + 1 and breach.incident is not None and breach.incident.acts == ["B"]
    running = {c.result["inputs"]["step"]: c.due_at for c in Clock.objects.filter(rule_id="SPA-8", state="OPEN")}
    assert running == {
        "risk": stage.at("2026-11-29 01:00"),
        "arrest": stage.at("2026-11-29 21:00"),
        "crime": stage.at("2026-11-29 21:00"),
    }
    assert Clock.objects.filter(rule_id="R05", state="OPEN").exists()
    assert InAppMessage.objects.filter(user=team.sergeant, title__contains=order.reference).exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"occurred_at": stage.at("2026-11-23 14:00")}, "occurred_at", "before it"),
        ({"occurred_at": stage.at("2026-11-29 14:00")}, "occurred_at", "future"),
        ({"condition_ids": []}, "conditions", "Tick"),
        ({"what_happened": "x"}, "what_happened", "what happened"),
        ({"occurred_at": stage.at("2026-11-23 18:00")}, "knew_of_order", "not been served"),
        ({"occurred_at": stage.at("2026-11-23 18:00"), "knew_of_order": True}, "knew_why", "how you know"),
    ],
)
def test_what_cannot_be_a_breach_is_refused(team: stage.Team, order: Order, changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(GuardFailed) as refusal:
        report(team.officer, order, **changes)
    assert [name for name, _ in refusal.value.problems] == [field] and words in refusal.value.problems[0][1]


def test_before_service_it_is_a_breach_if_the_defendant_knew(team: stage.Team, order: Order) -> None:
    breach = report(
        team.officer, order, occurred_at=stage.at("2026-11-23 18:00"), knew_of_order=True, knew_why="His solicitor told him by telephone."
    )
    assert breach.knew_of_order


def test_a_defendant_who_was_at_court_knew_of_the_order(team: stage.Team) -> None:
    made = stage.made_order(team, defendant_present=True)
    assert report(team.officer, made, occurred_at=stage.at("2026-11-23 18:00")).state == flow.REPORTED


def test_after_the_end_it_is_no_breach(team: stage.Team, now: Any) -> None:
    interim = stage.interim_order(team, end_date=date(2026, 11, 26))
    stage.serve(team, interim, SERVED)
    with pytest.raises(GuardFailed, match="Thursday 26 November 2026"):
        report(team.officer, interim)


def test_a_condition_of_another_order_is_refused(team: stage.Team, order: Order) -> None:
    other = stage.made_order(stage.make_team())
    foreign = OrderCondition.objects.filter(version__order=other).values_list("pk", flat=True)
    with pytest.raises(GuardFailed, match="Tick the conditions"):
        report(team.officer, order, condition_ids=list(foreign))


def test_the_control_room_reports_a_breach_of_a_case_it_cannot_see(order: Order) -> None:
    operator = make_user("CONTROL")
    breach = report(operator, order)
    with pytest.raises((Hidden, Forbidden)):
        working.record_crime(actor=operator, breach=breach, crime_number="48N/1/26")


def test_a_breach_of_a_restricted_case_is_reported_all_the_same(team: stage.Team, order: Order) -> None:
    team.case.restricted = True
    team.case.save()
    assert report(make_user("CONTROL"), order).case == team.case


def worked(team: stage.Team, order: Order) -> Breach:
    breach = report(team.officer, order)
    working.record_crime(actor=team.officer, breach=breach, crime_number="48N/10777/26")
    working.decide_further_crime(
        actor=team.officer, breach=breach, further_crime=True, why="Part of the same course of conduct", number="48N/10778/26"
    )
    return breach


def test_the_question_of_a_further_stalking_crime_must_be_answered(team: stage.Team, order: Order) -> None:
    breach = report(team.officer, order)
    with pytest.raises(GuardFailed):
        working.arrest(actor=team.officer, breach=breach, ground="PROTECT", reason="She is alone with a child.")
    working.record_crime(actor=team.officer, breach=breach, crime_number="48N/10777/26")
    with pytest.raises(GuardFailed) as refusal:
        working.decide_further_crime(actor=team.officer, breach=breach, further_crime=None, why="")
    assert {name for name, _ in refusal.value.problems} == {"further_crime", "further_crime_why"}


def test_an_arrest_says_why_it_was_necessary_and_meets_its_clock(team: stage.Team, order: Order) -> None:
    breach = worked(team, order)
    with pytest.raises(GuardFailed, match=r"s\.24\(5\)"):
        working.arrest(actor=team.officer, breach=breach, ground="", reason="")
    working.arrest(
        actor=team.officer, breach=breach, ground="PROTECT", reason="She is alone with a child.", at=stage.at("2026-11-28 22:00")
    )
    step = BreachStep.objects.get(breach=breach, kind="ARREST")
    assert Clock.objects.get(rule_id="SPA-8", subject_id=step.pk).state == "MET"


def test_no_arrest_needs_a_reason_that_another_person_approves(team: stage.Team, order: Order) -> None:
    breach = worked(team, order)
    with pytest.raises(GuardFailed, match="20"):
        working.propose_no_arrest(actor=team.officer, breach=breach, reason="not needed")
    working.propose_no_arrest(actor=team.officer, breach=breach, reason="He is in hospital under guard and will be seen there.")
    with pytest.raises(Forbidden):
        working.approve_no_arrest(actor=team.officer, breach=breach)
    working.approve_no_arrest(actor=team.sergeant, breach=breach)
    assert breach.state == flow.VOLUNTARY


@pytest.mark.parametrize("verb", ["charge", "convict", "acquit", "refer"])
def test_moves_out_of_turn_are_refused_with_the_state(team: stage.Team, order: Order, verb: str) -> None:
    breach = report(team.officer, order)
    with pytest.raises(GuardFailed, match="reported"):
        working.advance(actor=team.officer, breach=breach, verb=verb)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(state=flow.CHARGED)


def test_a_breach_goes_on_to_conviction(team: stage.Team, order: Order) -> None:
    breach = worked(team, order)
    working.arrest(actor=team.officer, breach=breach, ground="PROTECT", reason="She is alone with a child.")
    for verb in ("refer", "charge", "convict"):
        working.advance(actor=team.officer, breach=breach, verb=verb)
    order.refresh_from_db()
    assert (breach.state, order.state) == (flow.CONVICTED, "IN_FORCE")


def test_reporting_a_missed_notification_answers_its_clock(team: stage.Team, now: Any) -> None:
    from casework.orders import services as ordering

    interim = stage.interim_order(team)
    stage.serve(team, interim, stage.at("2026-11-24 09:00"))
    ordering.miss_overdue()
    report(team.officer, interim, type="S11_INITIAL", condition_ids=[], what_happened="No notification by the end of 26 November.")
    assert not Clock.objects.filter(rule_id="SPA-11-3", state="OPEN").exists()
    assert team.case.incidents.count() == 2
