"""What the court made, when it was served, what the defendant must notify, and how it ends."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction

from casework.access.models import RoleTask
from casework.applications import services as applying
from casework.clocks import recounting
from casework.clocks.models import Clock, ClockChange
from casework.errors import GuardFailed
from casework.orders import flow
from casework.orders import services as ordering
from casework.orders.models import NotificationDuty, Order
from casework.people.models import ProtectedFact
from casework.policies.services import approve, propose_holiday
from tests import later_stages as stage
from tests.factories import make_user

pytestmark = pytest.mark.django_db

FRIDAY = stage.at("2026-11-27 11:15")


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(stage.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(db: None) -> stage.Team:
    return stage.make_team()


def clock(record: Any, rule: str) -> Clock:
    return Clock.objects.get(rule_id=rule, subject_type=record._meta.model_name, subject_id=record.pk)


def duty(order: Order) -> NotificationDuty:
    return order.duties.get(trigger="FIRST")


NOTIFIED: dict[str, Any] = {
    "channel": "IN_PERSON",
    "station": "Castlegate",
    "received_by": "PC 4471",
    "names": "Callum Rudd",
    "address": "4 Mill Lane, Castlegate, ZZ99 1JY",
    "acknowledgement": "ACK-17",
}


def notify(team: stage.Team, order: Order, given_at: str, **changes: Any) -> Any:
    return ordering.record_notification(actor=team.officer, order=order, given_at=stage.at(given_at), **{**NOTIFIED, **changes})


def test_a_full_order_grants_the_application_and_starts_what_follows(team: stage.Team) -> None:
    order = stage.made_order(team)
    assert (order.state, order.application.state, order.queried) == (flow.IN_FORCE, "GRANTED", False)
    assert {each.text for each in order.versions.get().conditions.all()} == {each.text for each in order.application.conditions.all()}
    running = set(Clock.objects.filter(subject_type="order", subject_id=order.pk, state="OPEN").values_list("rule_id", flat=True))
    assert running == {"OP-SERVE", "OP-VICTIM", "OP-PNC", "OP-EXPIRY", "OP-REVIEW"}
    open_roles = set(RoleTask.objects.filter(subject_type="order", subject_id=order.pk, closed_at=None).values_list("role", flat=True))
    assert open_roles == {"LEGAL", "OFFENDER_MANAGER", "VICTIM_CARE", "RECORDS"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fixed_period": None}, "fixed_period"),
        ({"end_date": None}, "end_date"),
        ({"end_date": date(2026, 11, 22)}, "end_date"),
        ({"fixed_period": False}, "end_date"),
        ({"conditions": []}, "conditions"),
        ({"made_at": stage.at("2026-12-01 10:00")}, "made_at"),
        ({"made_at": stage.at("2026-11-01 10:00")}, "made_at"),
        ({"kind": "ISPO", "end_date": None, "fixed_period": False}, "end_date"),
        ({"kind": "ISPO", "end_date": date(2026, 12, 20)}, "next_hearing_at"),
        ({"effective_from": date(2026, 11, 22)}, "effective_from"),
    ],
)
def test_an_order_is_not_recorded_without_its_contents(team: stage.Team, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(GuardFailed) as refusal:
        stage.made_order(team, **changes)
    assert field in [name for name, _ in refusal.value.problems]


def test_a_full_order_for_too_short_a_time_is_kept_as_made_and_queried(team: stage.Team) -> None:
    order = stage.made_order(team, end_date=date(2028, 11, 21))
    assert order.queried and "Wednesday 22 November 2028" in order.query_reason
    assert RoleTask.objects.filter(role="LEGAL", what=f"Made, queried: {order.reference}", closed_at=None).exists()
    assert not stage.made_order(stage.make_team(), end_date=date(2028, 11, 22)).queried


def test_an_order_until_a_further_order_has_no_last_day(team: stage.Team) -> None:
    order = stage.made_order(team, fixed_period=False, end_date=None)
    assert order.end_date is None and order.end_sort == date(9999, 12, 31)
    assert Order.objects.live_on(date(2099, 1, 1)).get() == order


def test_an_interim_order_leaves_the_main_application_undecided(team: stage.Team) -> None:
    order = stage.interim_order(team)
    main = order.main_application
    assert main is not None and main.undetermined and main.state == "LISTED"
    gap = clock(order, "SPA-5-6a")
    assert (gap.due_on, gap.result["passes"]) == (date(2026, 12, 20), True)


def test_a_hearing_after_the_interim_ends_shows_the_gap(team: stage.Team) -> None:
    order = stage.interim_order(team)
    assert order.main_application is not None
    applying.adjourn(actor=team.lawyer, application=order.main_application, next_at=stage.at("2027-01-11 10:00"), heard_at=stage.NOW)
    assert "Gap" in clock(order, "SPA-5-6a").result["reasons"][0]


def test_granting_the_full_order_replaces_the_interim_one(team: stage.Team) -> None:
    interim = stage.interim_order(team)
    assert interim.main_application is not None
    full = stage.make_order(team, interim.main_application, made_at=stage.at("2026-11-30 11:00"), end_date=date(2028, 11, 29))
    interim.refresh_from_db()
    assert (interim.state, interim.replaced_by, interim.ended_at) == (flow.SUPERSEDED, full, full.made_at)


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_refusing_or_withdrawing_the_main_application_ends_the_interim_order(team: stage.Team, how: str) -> None:
    interim = stage.interim_order(team)
    main = interim.main_application
    assert main is not None
    when = stage.at("2026-11-30 11:00")
    if how == "refused":
        applying.determine(actor=team.lawyer, application=main, granted=False, at=when, note="Not satisfied of necessity.")
    else:
        applying.withdraw(actor=team.lawyer, application=main, reason="EVIDENCE", note="The witness has withdrawn.", at=when)
    interim.refresh_from_db()
    assert (interim.state, interim.ended_at) == (flow.ENDED_ON_DETERMINATION, when)


def test_service_on_friday_27_november_makes_sunday_the_last_day(team: stage.Team) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, FRIDAY)
    order.refresh_from_db()
    assert (attempt.effective_on, order.served_on, attempt.basis) == (date(2026, 11, 27), date(2026, 11, 27), "r.115(4)(a)")
    running = clock(duty(order), "SPA-9-1")
    assert running.due_on == duty(order).due_on == date(2026, 11, 29)
    steps = " ".join(running.result["steps"])
    assert "Friday 27 November 2026 is day 1" in steps and "Sunday 29 November 2026" in steps and "Weekends" in steps


@pytest.mark.parametrize(
    ("method", "sent", "effective", "due"),
    [
        ("electronic", "2026-11-23 16:00", date(2026, 11, 24), date(2026, 11, 26)),
        ("post", "2026-11-23 16:00", date(2026, 11, 26), date(2026, 11, 28)),
        ("legal_representative", "2026-11-24 09:00", date(2026, 11, 24), date(2026, 11, 26)),
        ("print_date", "2026-11-23 16:00", date(2026, 12, 1), date(2026, 12, 3)),
    ],
)
def test_the_day_of_service_is_the_laws_by_method(team: stage.Team, method: str, sent: str, effective: date, due: date) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, stage.at(sent), method=method, place_kind="COURT")
    assert (attempt.effective_on, duty(order).due_on) == (effective, due)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sent_at": stage.at("2026-11-23 14:59")}, "sent_at"),
        ({"sent_at": stage.at("2026-12-01 09:00")}, "sent_at"),
        ({"succeeded": False}, "why_not"),
        ({"place_kind": "NONE"}, "place_kind"),
        ({"identity_check": ""}, "identity_check"),
        ({"shown_on": date(2026, 11, 22), "shown_why": "The defendant's receipt"}, "shown_on"),
        ({"shown_on": date(2026, 11, 24), "shown_why": ""}, "shown_why"),
        ({"server": " "}, "server"),
    ],
)
def test_service_that_cannot_be_is_refused(team: stage.Team, changes: dict[str, Any], field: str) -> None:
    order = stage.interim_order(team)
    with pytest.raises(GuardFailed) as refusal:
        stage.serve(team, order, **changes)
    assert field in [name for name, _ in refusal.value.problems]


def test_the_earliest_valid_service_counts_and_all_attempts_stay(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, stage.at("2026-11-23 16:00"), method="post", place_kind="NONE")
    stage.serve(team, order, stage.at("2026-11-24 09:00"))
    order.refresh_from_db()
    assert (order.served_on, duty(order).due_on) == (date(2026, 11, 24), date(2026, 11, 26))
    assert order.service_attempts.count() == 2 and order.duties.count() == 1


def test_an_attempt_that_failed_starts_the_next_24_hours(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, stage.at("2026-11-24 09:00"), succeeded=False, why_not="Nobody answered the door")
    running = Clock.objects.get(rule_id="OP-SERVE", subject_id=order.pk, state="OPEN")
    assert running.due_at == stage.at("2026-11-25 09:00")
    stage.serve(team, order, stage.at("2026-11-25 08:00"))
    assert not Clock.objects.filter(rule_id="OP-SERVE", subject_id=order.pk, state="OPEN").exists()


def test_a_corrected_date_of_service_moves_the_duty_and_keeps_the_old_date(team: stage.Team) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, stage.at("2026-11-27 11:00"))
    ordering.correct_service(
        actor=team.officer,
        attempt=attempt,
        expected=1,
        method="hand",
        sent_at=stage.at("2026-11-28 11:00"),
        why="The officer's notebook shows Saturday",
    )
    order.refresh_from_db()
    assert (order.served_on, duty(order).due_on) == (date(2026, 11, 28), date(2026, 11, 30))
    change = ClockChange.objects.get(clock=clock(duty(order), "SPA-9-1"))
    assert change.old["due"] == "2026-11-29" and "notebook" in change.why


def test_a_correction_brings_a_missed_duty_back(team: stage.Team) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, FRIDAY)
    assert ordering.miss_overdue() == 1
    assert ordering.miss_overdue() == 0
    assert duty(order).state == flow.OVERDUE and clock(duty(order), "SPA-11-3").state == "OPEN"
    ordering.correct_service(
        actor=team.officer,
        attempt=attempt,
        expected=1,
        method="hand",
        sent_at=stage.at("2026-11-28 11:00"),
        why="The notebook shows Saturday",
    )
    assert duty(order).state == flow.PENDING
    assert not Clock.objects.filter(rule_id="SPA-11-3", state="OPEN").exists()


def test_no_new_duty_when_the_full_order_replaces_a_live_interim_one(team: stage.Team) -> None:
    interim = stage.interim_order(team)
    assert interim.main_application is not None
    full = stage.make_order(team, interim.main_application, made_at=stage.at("2026-11-30 10:00"), end_date=date(2028, 11, 29))
    stage.serve(team, full, stage.at("2026-11-30 11:00"))
    assert duty(full).state == flow.NOT_APPLICABLE
    assert not Clock.objects.filter(rule_id="SPA-9-1", subject_id=duty(full).pk).exists()


def test_a_lapsed_interim_order_makes_the_duty_doubtful_not_absent(team: stage.Team, now: Any) -> None:
    interim = stage.interim_order(team, end_date=date(2026, 11, 25))
    assert interim.main_application is not None
    assert ordering.expire_due() == 1
    full = stage.make_order(team, interim.main_application, made_at=stage.at("2026-11-30 10:00"), end_date=date(2028, 11, 29))
    stage.serve(team, full, stage.at("2026-11-30 11:00"))
    assert duty(full).state == flow.PENDING and "doubtful" in duty(full).doubt
    assert RoleTask.objects.filter(role="LEGAL", what=f"Notification in doubt: {full.reference}", closed_at=None).exists()


def test_a_defendant_on_the_register_is_exempt_until_it_ends(team: stage.Team) -> None:
    order = stage.made_order(team, on_register=True)
    stage.serve(team, order, stage.at("2026-11-24 09:00"))
    first = duty(order)
    assert (first.state, clock(first, "SPA-9-1").state) == (flow.EXEMPT, "SUPPRESSED")
    assert "No duty while the defendant is on the sex-offender register" in clock(first, "SPA-9-1").result["reasons"][0]
    ordering.end_register(actor=team.officer, order=order, on=date(2026, 11, 29))
    again = order.duties.get(trigger="REGISTER_ENDED")
    assert (again.state, again.due_on) == (flow.PENDING, date(2026, 12, 1))
    assert (clock(again, "SPA-9-7").state, clock(first, "SPA-9-1").state) == ("OPEN", "CANCELLED")


def test_the_duty_starts_by_itself_on_the_known_final_day_of_the_register(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team, on_register=True, register_until=date(2026, 12, 3))
    stage.serve(team, order, stage.at("2026-11-24 09:00"))
    now.move_to(stage.at("2026-12-02 23:59"), tick=False)
    assert ordering.end_registers_due() == 0
    now.move_to(stage.at("2026-12-03 00:01"), tick=False)
    assert (ordering.end_registers_due(), ordering.end_registers_due()) == (1, 0)
    again = order.duties.get(trigger="REGISTER_ENDED")
    assert (again.state, again.due_on, clock(again, "SPA-9-7").state) == (flow.PENDING, date(2026, 12, 5), "OPEN")


def test_service_corrected_to_after_the_register_starts_the_ordinary_duty(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team, on_register=True, register_until=date(2026, 11, 25))
    attempt = stage.serve(team, order, stage.at("2026-11-24 09:00"))
    assert duty(order).state == flow.EXEMPT
    now.move_to(stage.at("2026-11-30 09:00"), tick=False)
    ordering.correct_service(
        actor=team.officer, attempt=attempt, expected=1, method="hand", sent_at=stage.at("2026-11-28 09:00"), why="Read the wrong diary"
    )
    assert (duty(order).state, duty(order).due_on, clock(duty(order), "SPA-9-1").state) == (flow.PENDING, date(2026, 11, 30), "OPEN")


def test_a_bank_holiday_entered_late_moves_the_day_of_service_and_the_duty(team: stage.Team) -> None:
    order = stage.interim_order(team)
    attempt = stage.serve(team, order, FRIDAY, method="post")
    before = duty(order).due_on
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    asked = {
        "actor": admin,
        "force": team.case.force,
        "kind": "ADD",
        "day": date(2026, 11, 30),
        "name": "Proclaimed",
    }
    approve(actor=chief, proposal=propose_holiday(**asked, reason="Proclaimed late"))
    recounting.notice()
    recounting.work()
    attempt.refresh_from_db()
    order.refresh_from_db()
    assert (before, duty(order).due_on) == (date(2026, 12, 4), date(2026, 12, 5))
    assert attempt.effective_on == order.served_on == date(2026, 12, 3)
    assert (clock(duty(order), "SPA-9-1").due_on, clock(duty(order), "SPA-9-1").generation) == (date(2026, 12, 5), 2)
    assert attempt.sum["due"] == "2026-12-03"


def test_a_notification_meets_the_duty_and_the_address_is_stored_only_as_a_protected_fact(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, FRIDAY)
    given = notify(team, order, "2026-11-29 18:00")
    assert (duty(order).state, clock(duty(order), "SPA-9-1").state) == (flow.MET, "MET")
    assert given.address == ProtectedFact.objects.get(person=team.suspect, kind="HOME")
    told = " ".join(team.case.events.values_list("text", flat=True))
    assert "Mill Lane" not in told


def test_a_late_notification_needs_the_reason_and_counts_as_late(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, FRIDAY)
    ordering.miss_overdue()
    with pytest.raises(GuardFailed, match="Sunday 29 November 2026"):
        notify(team, order, "2026-11-30 09:00")
    notify(team, order, "2026-11-30 09:00", late_reason="None given")
    assert (duty(order).state, clock(duty(order), "SPA-9-1").state) == (flow.MET_LATE, "MET_LATE")


@pytest.mark.parametrize("channel", ["TELEPHONE", "EMAIL", "ONLINE", "POST"])
def test_only_in_person_at_a_police_station_counts(team: stage.Team, channel: str) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, FRIDAY)
    with pytest.raises(GuardFailed, match=r"s\.10\(1\)"):
        notify(team, order, "2026-11-29 18:00", channel=channel)


@pytest.mark.parametrize("field", ["station", "received_by", "names", "address", "acknowledgement"])
def test_a_notification_lacks_nothing(team: stage.Team, field: str) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, FRIDAY)
    with pytest.raises(GuardFailed) as refusal:
        notify(team, order, "2026-11-29 18:00", **{field: " "})
    assert [name for name, _ in refusal.value.problems] == [field]


def test_an_address_known_already_is_not_stored_twice(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, FRIDAY)
    notify(team, order, "2026-11-28 09:00")
    ordering.open_change(actor=team.officer, order=order, trigger="NAME", on=date(2026, 11, 29))
    notify(team, order, "2026-11-29 09:00", trigger="NAME", names="Callum Rudd, Cal Storey")
    assert ProtectedFact.objects.filter(person=team.suspect).count() == 1
    assert order.duties.get(trigger="NAME").state == flow.MET


def test_an_order_expires_at_midnight_after_its_last_day_whenever_the_sweep_comes(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-24 09:00"))
    now.move_to(stage.at("2028-11-22 23:59"))
    assert ordering.expire_due() == 0
    now.move_to(stage.at("2028-11-25 03:00"))
    assert (ordering.expire_due(), ordering.expire_due()) == (1, 0)
    order.refresh_from_db()
    assert (order.state, order.ended_at) == (flow.EXPIRED, stage.at("2028-11-23 00:00"))
    assert not Clock.objects.filter(rule_id="OP-EXPIRY", subject_id=order.pk, state="OPEN").exists()
    assert not RoleTask.objects.filter(role="OFFENDER_MANAGER", subject_id=order.pk, closed_at=None).exists()


def test_a_duty_falls_away_when_the_order_ends_before_it_is_due(team: stage.Team) -> None:
    order = stage.interim_order(team)
    stage.serve(team, order, stage.at("2026-11-29 11:00"))
    stage.discharged(team, order)
    assert (order.state, duty(order).state) == (flow.DISCHARGED, flow.CANCELLED)


def test_the_database_refuses_an_order_move_that_no_table_declares(team: stage.Team) -> None:
    order = stage.made_order(team)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(state=flow.MADE)
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(type="ISPO", end_date=None, fixed_period=False)


@pytest.mark.parametrize("table", ["casework_orderversion", "casework_ordercondition", "casework_notification", "casework_legaladvice"])
def test_versions_notifications_and_advice_can_only_be_added(db: None, table: str) -> None:
    from django.db import connection

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_the_pnc_and_the_victim_clocks_are_met_by_their_records(team: stage.Team) -> None:
    order = stage.made_order(team)
    ordering.record_pnc(actor=team.clerk, order=order, reference="26/123456X", at=stage.at("2026-11-24 10:00"))
    ordering.tell_victim(actor=team.carer, order=order, how="By the agreed telephone", at=stage.at("2026-11-24 10:00"))
    assert (clock(order, "OP-PNC").state, clock(order, "OP-VICTIM").state) == ("MET", "MET")


def test_a_query_is_settled_and_what_the_court_made_stays(team: stage.Team) -> None:
    order = stage.made_order(team, end_date=date(2027, 11, 22))
    ordering.settle_query(actor=team.lawyer, order=order, answer="CORRECTED", advice="The court was asked and will correct it.")
    assert not order.queried and order.end_date == date(2027, 11, 22)


def test_renewal_is_decided_with_reasons(team: stage.Team) -> None:
    order = stage.made_order(team)
    with pytest.raises(GuardFailed, match="reason"):
        ordering.decide_renewal(actor=team.manager_of_offenders, order=order, renew=True, grade="HIGH", reason="yes")
    ordering.decide_renewal(
        actor=team.manager_of_offenders, order=order, renew=True, grade="HIGH", reason="Two breaches this year; the risk stays high."
    )
    assert clock(order, "OP-EXPIRY").state == "MET"


def test_an_order_that_the_court_made_for_later_takes_effect_on_its_day(team: stage.Team, now: Any) -> None:
    order = stage.made_order(team, effective_from=date(2026, 12, 1))
    assert (order.state, ordering.take_effect_due()) == (flow.MADE, 0)
    now.move_to(stage.at("2026-12-01 00:01"))
    assert (ordering.take_effect_due(), ordering.take_effect_due()) == (1, 0)
    order.refresh_from_db()
    assert order.state == flow.IN_FORCE


def test_a_fault_in_one_order_keeps_no_other_from_its_turn() -> None:
    from casework.orders.services.batches import each_by_itself

    turns: list[int] = []

    def act(key: int) -> int:
        turns.append(key)
        return 1 // (key - 2)

    with pytest.raises(ZeroDivisionError):
        each_by_itself([1, 2, 3], act)
    assert turns == [1, 2, 3]
