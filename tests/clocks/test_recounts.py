"""When force policy or the bank holidays change: exactly the clocks they touch, in batches, old dates kept, people told once."""

from datetime import UTC, date, datetime

import pytest

from casework.audit.models import ChangeEvent
from casework.cases.models import Case, CaseEvent
from casework.clocks import recounting
from casework.clocks.models import AppliedLaw, Clock, ClockChange, Recount, Reminder
from casework.clocks.services import satisfy, start
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.policies.services import approve, propose_holiday, propose_switch, propose_value
from tests.factories import ForceFactory, UnitFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WHY = "Decided by the stalking lead"


@pytest.fixture
def force(time_machine):
    time_machine.move_to(NOW, tick=False)
    return ForceFactory()


@pytest.fixture
def officer(force):
    return make_user("OFFICER")


def settle(force, code="R10.other", typed="3", **values):
    """A value of the force's own, approved."""
    admin, chief = make_user("ADMIN", force=force), make_user("AUTHORISER", force=force)
    asked = {"code": code, "typed": typed, "from_on": TODAY} | values
    approve(actor=chief, proposal=propose_value(actor=admin, force=force, reason=WHY, **asked))
    return chief


def add_holiday(force, day, name="State funeral"):
    admin, chief = make_user("ADMIN", force=force), make_user("AUTHORISER", force=force)
    approve(actor=chief, proposal=propose_holiday(actor=admin, force=force, kind="ADD", day=day, name=name, reason=WHY))


def decide(case, **values):
    """The clock of deciding whether to seek an order: five working days from Monday 23 November, so Monday 30."""
    return start("R10", subject=case, case=case, on=TODAY, inputs={"grade": "standard"}, **values)


def recount():
    recounting.notice()
    return recounting.work()


def state(clock):
    clock = Clock.objects.get(pk=clock.pk)
    return clock.generation, clock.due_on


def told(user):
    return list(InAppMessage.objects.filter(user=user, title__startswith="Date changed").values_list("text", flat=True))


def test_a_changed_value_moves_exactly_the_dates_counted_with_it(force, officer):
    case = make_case(owner=officer)
    clock, high, other = decide(case), make_case(owner=officer), make_case(owner=officer)
    urgent = start("R10", subject=high, case=high, on=NOW, inputs={"grade": "high"})
    crime = start("R01", subject=other, case=other, on=NOW)
    before = {each.pk: Clock.objects.filter(pk=each.pk).values().get() for each in (urgent, crime)}
    settle(force)
    done = recount()
    assert state(clock) == (2, date(2026, 11, 26))
    assert {pk: Clock.objects.filter(pk=pk).values().get() for pk in before} == before
    assert (done.looked, done.changed, done.left) == (2, 1, 0)
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 11, 26)


def test_another_force_keeps_its_dates(force, officer):
    elsewhere = UnitFactory(force=ForceFactory(other=True), name="Elsewhere")
    theirs = decide(make_case(owner=make_user("OFFICER", unit=elsewhere)))
    mine = decide(make_case(owner=officer))
    settle(force)
    recount()
    assert (state(mine)[1], state(theirs)[1]) == (date(2026, 11, 26), date(2026, 11, 30))


def test_the_old_date_stays_on_record_with_who_and_why(force, officer):
    clock = decide(make_case(owner=officer))
    chief = settle(force)
    recount()
    change = ClockChange.objects.get()
    assert (change.old["due"], change.new["due"], change.actor, change.generation) == ("2026-11-30", "2026-11-26", chief, 2)
    assert "force policy R10.other" in change.why and "3 working days" in change.why
    event = CaseEvent.objects.get(kind="clock.changed")
    assert "from Monday 30 November 2026, end of the day to Thursday 26 November 2026, end of the day, because force policy" in event.text
    audited = ChangeEvent.objects.get(action="clock.recompute")
    assert (audited.object_id, audited.actor_id, audited.case_id) == (clock.pk, chief.pk, clock.case_id)
    assert clock.explain().earlier[0][0] == "Monday 30 November 2026, end of the day"


def test_reminders_follow_the_new_date(force, officer):
    clock = decide(make_case(owner=officer))
    settle(force)
    recount()
    rows = Reminder.objects.filter(clock=clock)
    assert set(rows.filter(generation=1).values_list("state", flat=True)) == {"CANCELLED"}
    assert rows.get(generation=2, stage="day").due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_the_owner_of_one_date_is_told_once_in_full(force, officer):
    decide(make_case(owner=officer))
    settle(force)
    recount()
    recount()
    recounting.work()
    (text,) = told(officer)
    assert text.startswith("The date changed from Monday 30 November 2026, end of the day to Thursday 26 November 2026")
    assert OutboxMessage.objects.filter(user=officer).count() == 1


def test_the_owner_of_many_dates_is_told_once_with_a_list(force, officer):
    for _ in range(3):
        decide(make_case(owner=officer))
    settle(force)
    recounting.notice()
    recounting.work(batch=2)
    message = InAppMessage.objects.get(user=officer)
    assert message.title == "3 of your dates have changed"
    assert message.path == f"/rules/recounts/{Recount.objects.get().pk}/"
    assert message.case_id is None and "STK" not in message.text


def test_a_date_that_is_done_stays_as_it_was(force, officer):
    case = make_case(owner=officer)
    clock = decide(case)
    satisfy("R10", subject=case, at=NOW, actor=officer)
    settle(force)
    assert recount().looked == 0
    assert state(clock) == (1, date(2026, 11, 30))


def test_nothing_is_counted_twice_for_one_change(force, officer):
    clock = decide(make_case(owner=officer))
    settle(force)
    recount()
    assert recounting.notice() == []
    assert recounting.work().looked == 0
    assert state(clock)[0] == 2 and Recount.objects.get().state == Recount.DONE


def test_a_value_for_later_counts_when_its_day_comes(force, officer, time_machine):
    clock = decide(make_case(owner=officer))
    settle(force, from_on=date(2026, 11, 25))
    assert recount().looked == 0
    assert state(clock) == (1, date(2026, 11, 30))
    time_machine.move_to(datetime(2026, 11, 25, 0, 0, 30, tzinfo=UTC), tick=False)
    recount()
    assert state(clock) == (2, date(2026, 11, 26))


def test_a_killed_worker_leaves_off_where_the_next_goes_on(force, officer, monkeypatch):
    clocks = [decide(make_case(owner=officer)) for _ in range(5)]
    settle(force)
    recounting.notice()
    whole, calls = recounting.count_again, []

    def dies(rows, law, under_way):
        calls.append(len(rows))
        if len(calls) == 2:
            whole(rows, law, under_way)
            raise RuntimeError("killed")
        return whole(rows, law, under_way)

    monkeypatch.setattr(recounting, "count_again", dies)
    with pytest.raises(RuntimeError):
        recounting.work(batch=2)
    assert [state(clock)[0] for clock in clocks] == [2, 2, 1, 1, 1]
    recounting.work(batch=2)
    assert [state(clock)[0] for clock in clocks] == [2, 2, 2, 2, 2]
    assert ClockChange.objects.count() == 5
    assert (Recount.objects.get().looked, Recount.objects.get().changed) == (5, 5)
    assert InAppMessage.objects.filter(user=officer).count() == 1


def test_a_holiday_moves_only_dates_counted_over_it(force, officer):
    over, before, days = make_case(owner=officer), make_case(owner=officer), make_case(owner=officer)
    clock = decide(over)
    short = start("R23", subject=before, case=before, on=date(2026, 11, 20))
    calendar_days = start("SPA-9-1", subject=days, case=days, on=TODAY)
    add_holiday(force, date(2026, 11, 27))
    recount()
    assert state(clock) == (2, date(2026, 12, 1))
    assert state(short) == (1, date(2026, 11, 25))
    assert state(calendar_days) == (1, date(2026, 11, 25))
    assert "Friday 27 November 2026 is a bank holiday" in ClockChange.objects.get().why


def test_a_holiday_moves_the_reminder_of_the_working_day_before(force, officer):
    case = make_case(owner=officer)
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 26))
    assert clock.due_on == date(2026, 11, 28)
    before = clock.reminders.get(stage="before")
    assert before.due_at == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    add_holiday(force, date(2026, 11, 27))
    recount()
    before.refresh_from_db()
    assert state(clock) == (1, date(2026, 11, 28))
    assert before.due_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert not InAppMessage.objects.filter(user=officer).exists()


def test_the_hours_before_it_goes_up_the_line_move_reminders_but_no_date(force, officer):
    clock = decide(make_case(owner=officer))
    settle(force, "ESCALATE.supervisor", "48")
    recount()
    assert state(clock) == (1, date(2026, 11, 30))
    assert clock.reminders.get(stage="late, up once").due_at == datetime(2026, 12, 3, 0, 0, tzinfo=UTC)
    assert not ClockChange.objects.exists() and not InAppMessage.objects.filter(user=officer).exists()


def test_a_rule_that_the_force_switches_off_gives_no_date_and_comes_back(force, officer):
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    case = make_case(owner=officer)
    clock = decide(case)
    switch = {"actor": admin, "force": force, "rule_id": "R10", "from_on": TODAY, "reason": WHY}
    approve(actor=chief, proposal=propose_switch(in_use=False, **switch))
    recount()
    clock.refresh_from_db()
    assert (clock.state, clock.due_on) == (Clock.SUPPRESSED, None)
    assert not clock.reminders.filter(state="WAITING").exists()
    approve(actor=chief, proposal=propose_switch(in_use=True, **switch))
    recount()
    clock.refresh_from_db()
    assert (clock.state, clock.due_on, clock.generation) == (Clock.OPEN, date(2026, 11, 30), 3)


def test_new_dates_are_counted_by_the_force_that_owns_the_case(force, officer):
    elsewhere = UnitFactory(force=ForceFactory(other=True), name="Elsewhere")
    settle(force)
    assert decide(make_case(owner=officer)).due_on == date(2026, 11, 26)
    assert decide(make_case(owner=make_user("OFFICER", unit=elsewhere))).due_on == date(2026, 11, 30)


def test_a_clock_that_has_ended_meanwhile_is_left_alone(force, officer, monkeypatch):
    case = make_case(owner=officer)
    clock = decide(case)
    settle(force)
    recounting.notice()
    whole = recounting._locked

    def ends_first(clocks):
        satisfy("R10", subject=case, at=NOW, actor=officer)
        return whole(clocks)

    monkeypatch.setattr(recounting, "_locked", ends_first)
    assert recounting.work().changed == 0
    assert state(clock) == (1, date(2026, 11, 30))


def test_an_entered_year_alone_sets_nothing_off(force, officer):
    admin, chief = make_user("ADMIN"), make_user("AUTHORISER")
    decide(make_case(owner=officer))
    approve(actor=chief, proposal=propose_holiday(actor=admin, force=force, kind="COVER", day=date(2041, 1, 1), reason=WHY))
    assert recounting.notice() == []
    assert AppliedLaw.objects.get().in_force.keys() == {"COVER 2041-01-01"}


def test_a_batch_costs_the_same_statements_however_many_dates_change(force, officer, django_assert_max_num_queries):
    made = recounting.put_down(force.pk, ["R10"], why="the test asks", actor=None, now=NOW, ladders=False)
    clocks = [decide(make_case(owner=officer)) for _ in range(22)]
    settle(force)
    law = recounting.lawful.law_of(force.pk)
    for some in (clocks[:2], clocks[2:]):
        with django_assert_max_num_queries(16):
            assert recounting.count_again(some, law, made) == len(some)
