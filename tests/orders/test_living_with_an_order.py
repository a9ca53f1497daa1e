"""Reviews, handover, papers, certificates, acknowledgements, missed duties: the order's everyday life."""

from datetime import date
from typing import Any

import pytest
import time_machine

from casework.access.predicate import can
from casework.breaches.services import report_breach
from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.orders import flow
from casework.orders import services as ordering
from casework.orders.models import Order, OrderQuery
from casework.orders.services import notifying
from tests import later_stages as stage
from tests.factories import ForceFactory, UnitFactory, make_user

pytestmark = pytest.mark.django_db

FINDINGS = "He keeps to every condition; the risk is as it was."


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def open_clock(rule: str) -> Clock:
    return Clock.objects.get(rule_id=rule, state=Clock.OPEN)


def review(team: stage.Team, order: Order, **more: Any) -> Any:
    given: dict[str, Any] = {"after": "PERIOD", "grade": "HIGH", "findings": FINDINGS, "decision": "KEEP", **more}
    return ordering.record_review(actor=team.manager_of_offenders, order=order, **given)


def test_an_order_is_reviewed_at_28_days_then_every_three_months_at_high_risk(team: stage.Team) -> None:
    order = stage.made_order(team)
    assert open_clock("OP-REVIEW").due_on == date(2026, 12, 21)
    review(team, order, after="VISIT")
    assert open_clock("OP-REVIEW").due_on == date(2026, 12, 21), "a visit is not a review"
    review(team, order)
    assert open_clock("OP-REVIEW").due_on == date(2027, 2, 28)
    review(team, order, grade="STANDARD", decision="VARY")
    assert open_clock("OP-REVIEW").due_on == date(2027, 5, 30)


def test_a_breach_brings_the_review_forward_to_the_same_day(team: stage.Team) -> None:
    order = stage.made_order(team)
    stage.serve(team, order)
    report_breach(
        actor=team.officer,
        order=order,
        occurred_at=stage.at("2026-11-29 20:00"),
        what_happened="He sent four messages from a new number.",
        condition_ids=list(order.versions.get().conditions.values_list("pk", flat=True)),
    )
    clock = open_clock("OP-REVIEW")
    assert (clock.due_on, clock.generation) == (date(2026, 11, 30), 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"findings": "Fine."}, "findings"), ({"grade": ""}, "grade"), ({"decision": ""}, "decision"), ({"after": ""}, "after")],
)
def test_a_review_lacks_nothing(team: stage.Team, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(GuardFailed) as refusal:
        review(team, stage.made_order(team), **changes)
    assert [name for name, _ in refusal.value.problems] == [field]


def test_letting_an_order_lapse_at_high_risk_says_what_protects_instead(team: stage.Team) -> None:
    order = stage.made_order(team)
    with pytest.raises(GuardFailed, match="what protects instead"):
        ordering.decide_renewal(
            actor=team.manager_of_offenders, order=order, renew=False, grade="HIGH", reason="He has moved far away by now."
        )
    ordering.decide_renewal(
        actor=team.manager_of_offenders, order=order, renew=False, grade="STANDARD", reason="He has moved far away by now."
    )
    assert order.renewal_decision == "LAPSE" and order.renewal_reason.startswith("Standard")
    assert Clock.objects.get(rule_id="OP-EXPIRY").state == Clock.MET


def test_an_order_is_handed_over_when_the_receiving_owner_accepts(team: stage.Team) -> None:
    order = stage.made_order(team)
    there = ForceFactory(other=True)
    theirs = make_user("OFFENDER_MANAGER", force=there, unit=UnitFactory(force=there, name="There"))
    assert not can(theirs, "order.view", team.case)
    transfer = ordering.propose_transfer(
        actor=team.manager_of_offenders,
        order=order,
        moved_on=date(2026, 11, 25),
        pack="Order, risk, notifications, contacts",
        to_force=there,
    )
    assert open_clock("OP-XFER").due_on == date(2026, 12, 2)
    assert open_clock("OP-REVIEW").due_on == date(2026, 11, 30)
    assert can(theirs, "order.view", team.case), "it reads the case by the work in its queue"
    with pytest.raises(GuardFailed, match="answers this"):
        ordering.answer_transfer(actor=team.manager_of_offenders, transfer=transfer, accept=True, new_owner="PC Harle 2091")
    with pytest.raises(GuardFailed, match="Name the offender manager"):
        ordering.answer_transfer(actor=theirs, transfer=transfer, accept=True)
    ordering.answer_transfer(actor=theirs, transfer=transfer, accept=True, new_owner="PC Harle 2091")
    assert (transfer.state, Clock.objects.get(rule_id="OP-XFER").state) == (flow.ACCEPTED, Clock.MET)
    assert [each.name for each in order.relevant_officers.filter(until=None)] == [there.name]
    assert can(theirs, "order.review", team.case) and can(team.manager_of_offenders, "order.review", team.case)


def test_a_handover_sent_back_or_taken_back_leaves_the_order_where_it_is(team: stage.Team) -> None:
    order = stage.made_order(team)
    given: dict[str, Any] = {"moved_on": date(2026, 11, 25), "pack": "Order, risk, notifications, contacts", "to_name": "Far Police"}
    first = ordering.propose_transfer(actor=team.manager_of_offenders, order=order, **given)
    ordering.answer_transfer(actor=team.manager_of_offenders, transfer=first, accept=False, note="The risk assessment is missing.")
    second = ordering.propose_transfer(actor=team.manager_of_offenders, order=order, **given)
    ordering.take_back_transfer(actor=team.manager_of_offenders, transfer=second, note="He came back to Castlegate.")
    assert (first.state, second.state) == (flow.TURNED_DOWN, flow.TAKEN_BACK)
    assert Clock.objects.get(rule_id="OP-XFER").state == Clock.CANCELLED


def test_a_notification_without_its_acknowledgement_leaves_a_date_running(team: stage.Team) -> None:
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-30 10:00"))
    given = notify(team, order, acknowledgement="", acknowledgement_follows=True)
    assert open_clock("SPA-10-4").due_on == date(2026, 11, 30)
    ordering.acknowledge(actor=team.officer, notification=given, reference="ACK-18")
    assert Clock.objects.get(rule_id="SPA-10-4").state == Clock.MET
    with pytest.raises(GuardFailed, match="has been acknowledged"):
        ordering.acknowledge(actor=team.officer, notification=given, reference="ACK-19")


def notify(team: stage.Team, order: Order, **changes: Any) -> Any:
    given: dict[str, Any] = {
        "given_at": stage.at("2026-11-30 11:00"),
        "channel": "IN_PERSON",
        "station": "Castlegate",
        "received_by": "PC 4471",
        "names": "Callum Rudd",
        "address": "4 Mill Lane, Castlegate, ZZ99 1JY",
        "acknowledgement": "ACK-17",
        **changes,
    }
    return ordering.record_notification(actor=team.officer, order=order, **given)


def test_the_wrong_station_does_not_count_and_a_refusal_of_prints_is_put_on_record(team: stage.Team) -> None:
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-30 10:00"))
    with pytest.raises(GuardFailed, match="local police area"):
        notify(team, order, station_basis="ELSEWHERE")
    with pytest.raises(GuardFailed, match="what was said on refusing"):
        notify(team, order, identity="REFUSED")
    notify(team, order, station_basis="HOME", identity="REFUSED", identity_note="He said that he would give nothing.")
    event = team.case.events.get(kind="notification.identity_refused")
    assert "s.11(1)(a)" in event.text


def test_a_missed_duty_is_an_offence_from_the_day_after_until_it_is_put_right_and_charged_once(team: stage.Team) -> None:
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-24 10:00"))
    assert ordering.miss_overdue() == 1
    duty = order.duties.get()
    assert (duty.state, duty.failed_from) == (flow.OVERDUE, date(2026, 11, 27))
    ordering.no_offence(actor=team.officer, duty=duty, reason="He was in hospital on all three days.")
    assert Clock.objects.get(rule_id="SPA-11-3").state == Clock.MET_LATE
    notify(team, order, late_reason="In hospital")
    duty.refresh_from_db()
    assert (duty.state, duty.failure_ended_at) == (flow.NFA, stage.at("2026-11-30 11:00"))
    from casework.cases.facts import Fact

    breach = report_breach(
        actor=team.officer, order=order, occurred_at=stage.at("2026-11-27 09:00"), what_happened="Not notified.", type="S11_INITIAL"
    )
    notifying.charged(Fact("breach.charged", team.case.pk, breach, stage.NOW, team.officer))
    duty.refresh_from_db()
    assert duty.state == flow.CHARGED
    with pytest.raises(GuardFailed, match="one prosecution for each failure"):
        notifying.charged(Fact("breach.charged", team.case.pk, breach, stage.NOW, team.officer))


def test_a_certificate_of_service_is_signed_by_whoever_served_it(team: stage.Team) -> None:
    order = stage.made_order(team)
    attempt = stage.serve(team, order, stage.at("2026-11-30 10:00"))
    assert open_clock("MCR-67").due_on == date(2026, 11, 30)
    with pytest.raises(GuardFailed, match="It was served by PC 4471"):
        ordering.sign_certificate(actor=team.officer, attempt=attempt, signed_by="PC 5082")
    ordering.sign_certificate(actor=team.officer, attempt=attempt, signed_by="pc 4471")
    assert Clock.objects.get(rule_id="MCR-67").state == Clock.MET


def test_a_print_date_is_kept_beside_the_posting_that_was_found_out(team: stage.Team) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, stage.at("2026-11-24 09:00"), method="print_date", place_kind="NONE")
    assert attempt.effective_on == date(2026, 12, 2)
    ordering.correct_service(
        actor=team.officer, attempt=attempt, expected=1, method="post", sent_at=stage.at("2026-11-25 09:00"), why="The court's log shows it"
    )
    order.refresh_from_db()
    assert (attempt.printed_on, attempt.effective_on, order.served_on) == (date(2026, 11, 24), date(2026, 11, 30), date(2026, 11, 30))


def test_a_request_for_what_an_order_says_is_answered_in_twenty_business_days(team: stage.Team) -> None:
    order = stage.made_order(team)
    request = ordering.record_request(actor=team.lawyer, order=order, served_on=date(2026, 11, 23), requester="A landlord")
    assert open_clock("MCR-66D").due_on == date(2026, 12, 21)
    with pytest.raises(GuardFailed, match="grounds of the objection"):
        ordering.answer_request(actor=team.lawyer, request=request, answer="OBJECT", grounds="", on=date(2026, 11, 30))
    ordering.answer_request(
        actor=team.lawyer, request=request, answer="OBJECT", grounds="It would tell where she lives.", on=date(2026, 11, 30)
    )
    assert Clock.objects.get(rule_id="MCR-66D").state == Clock.MET


def test_what_the_court_made_is_kept_with_where_it_departs_from_the_draft(team: stage.Team) -> None:
    application = stage.listed(team)
    asked = stage.order_conditions(application)
    made = [
        {**asked[0], "text": "Not to contact Elin Prosser in any way."},
        {
            "number": 9,
            "kind": "PROHIBITION",
            "category": "OTHER_PROHIBITION",
            "text": "Not to enter Mill Lane.",
            "until": date(2027, 11, 22),
        },
    ]
    order = stage.make_order(team, application, conditions=made)
    note = order.versions.get().note
    assert "Condition 1 was made in other words" in note and "The court added: “Not to enter Mill Lane.”" in note
    assert order.queried and "within two years" in order.query_reason
    query = OrderQuery.objects.get(order=order)
    with pytest.raises(GuardFailed, match="Say what came of it"):
        ordering.settle_query(actor=team.lawyer, order=order, answer="", advice="It stands, s.3(3) allows it.")
    ordering.settle_query(actor=team.lawyer, order=order, answer="STANDS", advice="It stands, s.3(3) allows it.")
    query.refresh_from_db()
    assert (query.answer, order.queried) == ("STANDS", False)
    assert not any("s.3(3) allows it" in each.text for each in team.case.events.all())


def test_several_orders_bind_one_person_and_an_open_ended_one_never_sorts_as_expired(team: stage.Team) -> None:
    applications = [stage.listed(team), stage.listed(team)]
    first = stage.make_order(team, applications[0])
    open_ended = stage.make_order(team, applications[1], fixed_period=False, end_date=None)
    live = list(Order.objects.live_on(date(2028, 11, 22)).order_by("end_sort", "pk"))
    assert live == [first, open_ended]
    assert list(Order.objects.live_on(date(2090, 1, 1))) == [open_ended]
