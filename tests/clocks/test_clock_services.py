"""Clocks start, are met, fall away and are recomputed with dates from the law alone; the case repeats the earliest."""

from datetime import UTC, date, datetime

import pytest

from casework.audit.models import ChangeEvent
from casework.cases.models import NO_DATE, Case, CaseEvent
from casework.clocks.models import Clock, ClockChange, Reminder
from casework.clocks.services import cancel, next_for, open_for, recompute, satisfy, start
from casework.errors import GuardFailed
from casework.outbox.models import InAppMessage, OutboxMessage
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

REPORTED = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    boss = make_user("SUPERVISOR")
    officer = make_user("OFFICER")
    return make_case(owner=officer, supervisor=boss), officer, boss


def waiting(clock):
    return set(clock.reminders.filter(state="WAITING", generation=clock.generation).values_list("stage", "slot"))


def test_a_clock_takes_its_date_from_the_law_and_the_case_repeats_it(team):
    case, officer, _ = team
    clock = start("R01", subject=case, case=case, on=REPORTED, title="Record the crime", actor=officer)
    assert clock.due_at == datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
    assert clock.due_on == date(2026, 11, 24)
    assert clock.overdue_from == datetime(2026, 11, 24, 16, 40, 1, tzinfo=UTC)
    assert clock.holder == officer
    assert Case.objects.get(pk=case.pk).next_deadline == case.next_deadline == date(2026, 11, 24)
    assert waiting(clock) == {("soon", "owner"), ("late", "owner"), ("late, up once", "supervisor"), ("late, up twice", "inspector")}
    assert list(open_for(case)) == [clock] == list(next_for(officer))


def test_the_case_repeats_the_earliest_open_clock_and_nothing_when_none_is_open(team):
    case, officer, _ = team
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"})
    start("R01", subject=case, case=case, on=REPORTED)
    assert case.next_deadline == date(2026, 11, 24)
    satisfy("R01", subject=case, at=NOW, actor=officer)
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 11, 30)
    cancel("R06", subject=case, actor=officer, why="The case was merged")
    assert Case.objects.get(pk=case.pk).next_deadline == NO_DATE


def test_done_exactly_at_the_due_instant_is_in_time_and_a_second_later_is_late(team):
    case, officer, _ = team
    start("R01", subject=case, case=case, on=REPORTED)
    assert satisfy("R01", subject=case, at=datetime(2026, 11, 24, 16, 40, tzinfo=UTC), actor=officer).state == Clock.MET
    start("R01", subject=case, case=case, on=REPORTED)
    assert satisfy("R01", subject=case, at=datetime(2026, 11, 24, 16, 40, 1, tzinfo=UTC), actor=officer).state == Clock.MET_LATE


def test_a_met_clock_sends_nothing_more(team):
    case, officer, _ = team
    clock = start("R01", subject=case, case=case, on=REPORTED)
    satisfy("R01", subject=case, at=NOW, actor=officer, note="Crime 3/1234")
    assert waiting(clock) == set()
    assert satisfy("R01", subject=case, at=NOW, actor=officer) is None


def test_one_clock_runs_per_rule_and_record(team):
    case, _, _ = team
    first = start("R01", subject=case, case=case, on=REPORTED)
    again = start("R01", subject=case, case=case, on=datetime(2026, 11, 23, 16, 50, tzinfo=UTC))
    assert again == first
    assert Clock.objects.get().due_at == first.due_at


def test_a_later_assessment_supersedes_the_date_of_the_next_one(team):
    case, _, _ = team
    first = start("R06", subject=case, case=case, on=date(2026, 11, 16), inputs={"grade": "high"})
    second = start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"})
    first.refresh_from_db()
    assert (first.state, second.state) == (Clock.SUPERSEDED, Clock.OPEN)
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 11, 30)


def test_a_question_the_law_cannot_answer_is_refused_with_its_sentence(team):
    case, _, _ = team
    with pytest.raises(GuardFailed) as refusal:
        start("R01", subject=case, case=case, on=date(2026, 11, 23))
    assert refusal.value.problems[0][0] == "on"
    assert "time is needed" in refusal.value.problems[0][1]
    assert not Clock.objects.exists()


def test_a_duty_that_does_not_arise_is_kept_as_suppressed_and_may_arise_later(team):
    case, officer, _ = team
    asked = {"method": "hand", "on_register": True}
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=asked)
    assert clock.state == Clock.SUPPRESSED and clock.due_on is None
    assert not clock.reminders.exists()
    assert Case.objects.get(pk=case.pk).next_deadline == NO_DATE
    recompute("SPA-9-1", subject=case, inputs={"on_register": False}, actor=officer, why="the registration had ended")
    clock.refresh_from_db()
    assert clock.state == Clock.OPEN and clock.due_on == date(2026, 11, 25)
    assert waiting(clock)


def test_a_corrected_date_makes_a_new_generation_and_keeps_the_old_on_record(team):
    case, officer, _ = team
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs={"method": "hand"})
    recompute("SPA-9-1", subject=case, on=date(2026, 11, 25), actor=officer, why="the service date was corrected")
    clock.refresh_from_db()
    assert (clock.generation, clock.due_on, case.clocks.count()) == (2, date(2026, 11, 27), 1)
    change = ClockChange.objects.get()
    assert (change.old["due"], change.new["due"], change.actor) == ("2026-11-25", "2026-11-27", officer)
    assert set(clock.reminders.filter(generation=1).values_list("state", flat=True)) == {Reminder.CANCELLED}
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 11, 27)
    message = InAppMessage.objects.get()
    assert message.user == officer
    assert "changed from Wednesday 25 November 2026, end of the day to Friday 27 November 2026, end of the day" in message.text
    assert "because the service date was corrected" in message.text
    assert CaseEvent.objects.filter(case=case, kind="clock.changed").count() == 1
    assert ChangeEvent.objects.filter(action="clock.recompute").count() == 1
    assert clock.explain().earlier == (("Wednesday 25 November 2026, end of the day", "the service date was corrected"),)


def test_a_recomputation_that_gives_the_same_dates_tells_nobody(team):
    case, officer, _ = team
    clock = start("R03", subject=case, case=case, on=REPORTED, inputs={"grade": "medium"})
    recompute("R03", subject=case, inputs={"grade": "standard"}, actor=officer, why="the grade was lowered")
    clock.refresh_from_db()
    assert clock.generation == 1 and clock.inputs["grade"] == "standard"
    assert not InAppMessage.objects.exists() and not OutboxMessage.objects.exists()


def test_a_date_that_had_passed_when_it_was_recorded_is_said_to_be_late_at_once(team):
    case, _, _ = team
    clock = start("R01", subject=case, case=case, on=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    rows = {(r.stage, r.slot): r.try_at for r in clock.reminders.all()}
    assert rows[("late", "owner")] == NOW and rows[("late, up once", "supervisor")] == NOW
    assert rows[("late, up twice", "inspector")] > NOW
    assert ("soon", "owner") not in rows


def test_too_little_time_for_any_stage_before_the_date_is_announced_at_once(team):
    case, _, _ = team
    clock = start("R01", subject=case, case=case, on=datetime(2026, 11, 22, 18, 0, tzinfo=UTC))
    assert clock.reminders.get(stage="soon").try_at == NOW
