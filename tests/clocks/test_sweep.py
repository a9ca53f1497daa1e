"""The sweep: each stage goes out once, at its time, to the right person; missed and doubled ticks change nothing."""

from datetime import UTC, date, datetime

import pytest

from casework.clocks.models import Clock, Heartbeat, Reminder
from casework.clocks.services import cancel, reassigned, recompute, satisfy, start
from casework.clocks.sweep import sweep
from casework.outbox.models import InAppMessage, OutboxMessage
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HAND = {"method": "hand"}


@pytest.fixture
def team(time_machine):
    time_machine.move_to(START, tick=False)
    boss, officer = make_user("SUPERVISOR"), make_user("OFFICER")
    make_user("SUPERVISOR", rank="INSPECTOR")
    return make_case(owner=officer, supervisor=boss), officer, boss


def at(time_machine, *when):
    time_machine.move_to(datetime(*when, tzinfo=UTC), tick=False)
    return sweep()


def told(user):
    return list(InAppMessage.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


def test_each_stage_goes_out_once_at_its_time(team, time_machine):
    case, officer, boss = team
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"}, title="Next risk assessment")
    assert at(time_machine, 2026, 11, 27, 8, 59).claimed == 0
    done = at(time_machine, 2026, 11, 27, 9, 0)
    assert (done.claimed, done.sent, done.late) == (1, 1, 0)
    assert told(officer) == ["Next risk assessment"]
    assert at(time_machine, 2026, 11, 30, 9, 0).sent == 1
    late = at(time_machine, 2026, 12, 1, 0, 0)
    assert (late.sent, late.late) == (1, 1)
    assert told(officer)[-1] == "Late: Next risk assessment"
    assert at(time_machine, 2026, 12, 2, 0, 0).sent == 1
    assert told(boss) == ["Late: Next risk assessment"]
    assert "has not been done since" in InAppMessage.objects.get(user=boss).text
    assert at(time_machine, 2026, 12, 4, 0, 0).sent == 1
    assert sweep().claimed == 0


def test_missed_ticks_are_caught_up(team, time_machine):
    case, officer, boss = team
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"})
    done = at(time_machine, 2026, 12, 20, 9, 0)
    assert done.claimed == done.sent == 5
    assert (len(told(officer)), len(told(boss))) == (3, 1)


def test_a_doubled_beat_sends_nothing_twice(team, time_machine):
    case, _officer, _ = team
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"})
    for _ in range(3):
        at(time_machine, 2026, 11, 27, 9, 0)
    assert InAppMessage.objects.count() == OutboxMessage.objects.count() == Reminder.objects.filter(state="SENT").count() == 1
    assert Heartbeat.objects.get(name="sweep").detail == {"claimed": 0, "sent": 0}


def test_a_batch_smaller_than_what_is_due_still_sends_all(team, time_machine):
    case, _, _ = team
    for rule, inputs in (("R10", {"grade": "high"}), ("R11", {}), ("R02", {})):
        start(rule, subject=case, case=case, on=START, inputs=inputs)
    time_machine.move_to(datetime(2026, 12, 20, tzinfo=UTC), tick=False)
    waiting = Reminder.objects.filter(state="WAITING").count()
    done = sweep(batch=2)
    assert done.claimed == done.sent == waiting > 4


def test_the_message_says_what_and_when_and_the_email_only_that_something_is(team, time_machine):
    case, _officer, _ = team
    start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND, title="Defendant's first notification")
    at(time_machine, 2026, 11, 24, 9, 0)
    message = InAppMessage.objects.get()
    assert (message.reference, message.path, message.case_id) == (case.reference, f"/cases/{case.reference}/", case.pk)
    assert "Wednesday 25 November 2026, end of the day" in message.text
    email = OutboxMessage.objects.get()
    assert email.subject == f"Action due on {case.reference}"
    assert "notification" not in email.subject + email.body


@pytest.mark.parametrize("stages_sent", range(4))
def test_a_corrected_service_date_sends_its_new_stages_once_whatever_went_out_before(team, time_machine, stages_sent):
    case, officer, _ = team
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    ticks = [(2026, 11, 23, 13, 0), (2026, 11, 24, 9, 0), (2026, 11, 25, 9, 0), (2026, 11, 26, 0, 0)]
    for tick in ticks[: stages_sent + 1]:
        at(time_machine, *tick)
    before = len(told(officer))
    assert before == stages_sent
    recompute("SPA-9-1", subject=case, on=date(2026, 11, 30), actor=officer, why="the service date was corrected")
    assert len(told(officer)) == before + 1 and told(officer)[-1].startswith("Date changed: ")
    assert at(time_machine, 2026, 11, 30, 9, 0).sent == 0
    # 2 December is the new date: the working day before, the day, and once it has passed
    for tick in ((2026, 12, 1, 9, 0), (2026, 12, 2, 9, 0), (2026, 12, 3, 0, 0)):
        assert at(time_machine, *tick).sent == 1
        assert sweep().sent == 0
    assert len(told(officer)) == before + 4
    keys = Reminder.objects.filter(clock=clock).values_list("generation", "stage", "slot")
    assert len(keys) == len(set(keys))


def test_unsent_mail_about_the_old_date_is_cancelled_and_unread_messages_are_marked(team, time_machine):
    case, officer, _ = team
    start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    at(time_machine, 2026, 11, 24, 9, 0)
    recompute("SPA-9-1", subject=case, on=date(2026, 11, 25), actor=officer, why="the service date was corrected")
    old, new = OutboxMessage.objects.order_by("pk")
    assert (old.state, new.state) == (OutboxMessage.CANCELLED, OutboxMessage.WAITING)
    old, new = InAppMessage.objects.order_by("pk")
    assert old.withdrawn_at is not None and new.withdrawn_at is None


def test_everyone_who_was_told_the_old_date_hears_of_the_new_one_once(team, time_machine):
    case, officer, boss = team
    start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    at(time_machine, 2026, 11, 27, 1, 0)
    assert len(told(boss)) == 1
    recompute("SPA-9-1", subject=case, on=date(2026, 11, 30), actor=officer, why="the service date was corrected")
    for user in (officer, boss):
        assert len([title for title in told(user) if title.startswith("Date changed: ")]) == 1


def test_a_date_moved_into_the_past_says_so_and_does_not_repeat_what_was_said(team, time_machine):
    case, officer, boss = team
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    at(time_machine, 2026, 11, 26, 0, 0)
    time_machine.move_to(datetime(2026, 11, 26, 10, 0, tzinfo=UTC), tick=False)
    recompute("SPA-9-1", subject=case, on=date(2026, 11, 21), actor=officer, why="the service date was corrected")
    assert InAppMessage.objects.filter(user=officer, text__contains="has passed already").count() == 1
    sweep()
    clock.refresh_from_db()
    again = clock.reminders.filter(generation=2).values_list("stage", "slot", "state")
    assert ("late", "owner", "SENT") not in again  # said for the date before
    assert ("late, up once", "supervisor", "SENT") in again and len(told(boss)) == 1


@pytest.mark.parametrize("stages_sent", range(4))
def test_a_reassigned_case_sends_one_digest_and_its_further_stages_to_the_new_owner(team, time_machine, stages_sent):
    case, officer, boss = team
    start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND, title="First notification")
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "standard"}, title="Next assessment")
    ticks = [(2026, 11, 23, 13, 0), (2026, 11, 24, 9, 0), (2026, 11, 25, 9, 0), (2026, 11, 26, 0, 0)]
    for tick in ticks[: stages_sent + 1]:
        at(time_machine, *tick)
    successor = make_user("OFFICER")
    case.owner = successor
    case.save()
    reassigned(case, boss)
    digest = InAppMessage.objects.get(user=successor)
    assert digest.title == "This case is yours now: 2 open dates"
    assert "First notification: Wednesday 25 November 2026, end of the day" in digest.text and "Next assessment" in digest.text
    before = len(told(officer))
    for tick in [*ticks[stages_sent + 1 :], (2026, 11, 26, 1, 0)]:
        at(time_machine, *tick)
    assert len(told(officer)) == before == stages_sent
    assert len(told(successor)) == 1 + 3 - stages_sent
    assert set(Clock.objects.values_list("holder", flat=True)) == {successor.pk}


def test_going_back_to_a_former_owner_sends_a_digest_again(team, time_machine):
    case, officer, boss = team
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "standard"})
    successor = make_user("OFFICER")
    for minute, owner in enumerate((successor, officer, successor)):
        time_machine.move_to(datetime(2026, 11, 23, 13, minute, tzinfo=UTC), tick=False)
        case.owner = owner
        case.save()
        reassigned(case, boss)
    assert (len(told(successor)), len(told(officer))) == (2, 1)


@pytest.mark.parametrize("end", [satisfy, cancel])
def test_a_clock_that_has_ended_sends_nothing_more(team, time_machine, end):
    case, officer, _ = team
    start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    at(time_machine, 2026, 11, 24, 9, 0)
    if end is satisfy:
        satisfy("SPA-9-1", subject=case, at=date(2026, 11, 24), actor=officer)
    else:
        cancel("SPA-9-1", subject=case, actor=officer, why="the order was discharged")
    assert at(time_machine, 2026, 12, 24, 9, 0).claimed == 0
    assert len(told(officer)) == 1
    assert OutboxMessage.objects.get().state == OutboxMessage.CANCELLED


def test_a_reminder_left_over_from_a_former_generation_is_cancelled_not_sent(team, time_machine):
    case, _, _ = team
    clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, 23), inputs=HAND)
    Clock.objects.filter(pk=clock.pk).update(generation=2)
    assert at(time_machine, 2026, 11, 24, 9, 0).sent == 0
    assert Reminder.objects.get(stage="before").state == Reminder.CANCELLED
    assert not InAppMessage.objects.exists()
