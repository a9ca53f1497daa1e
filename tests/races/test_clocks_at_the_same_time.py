"""Sweeps, deliveries and recomputations at the same time. The first test of each pair shows the race where the lock is left out."""

import threading
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from casework.cases.models import Case
from casework.clocks import claiming, sweep
from casework.clocks.models import Clock, Reminder
from casework.clocks.selectors import earliest
from casework.clocks.services import recompute, satisfy, start
from casework.outbox import delivery
from casework.outbox.models import InAppMessage, OutboxMessage
from tests.factories import make_case, make_user
from tests.races.together import background, together, waits_for_lock

pytestmark = pytest.mark.django_db(transaction=True)

SERVED = date(2026, 11, 23)
LATER = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
HAND = {"method": "hand"}
NAIVE = claiming.CLAIM.replace("FOR UPDATE SKIP LOCKED", "")


@pytest.fixture(autouse=True)
def served_today():
    """The day of service, whatever today is; the clock goes on, since locks are waited for."""
    with time_machine.travel(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def team():
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    return make_case(owner=officer, supervisor=boss), officer


def many(case, officer, count=30):
    cases = [make_case(owner=officer, supervisor=case.supervisor) for _ in range(count)]
    for each in cases:
        start("SPA-9-1", subject=each, case=each, on=SERVED, inputs=HAND)
    return Reminder.objects.filter(state="WAITING").count()


def claim_slowly(meet, statement):
    """Claim in a transaction that stays open until the other has claimed as well."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if statement is NAIVE:
                cursor.execute("SELECT id FROM casework_reminder WHERE state = 'WAITING' AND try_at <= %s", [LATER])
                claimed = [row[0] for row in cursor.fetchall()]
                meet.wait(10)
                cursor.execute("UPDATE casework_reminder SET state = 'SENT' WHERE id = ANY(%s)", [claimed])
            else:
                claimed = [each.reminder_id for each in claiming.claim(LATER, 40)]
                meet.wait(10)
    return claimed


def test_without_the_lock_two_sweeps_claim_the_same_reminders(team):
    due = many(*team, count=10)
    meet = threading.Barrier(2)
    first, second = together(lambda: claim_slowly(meet, NAIVE), lambda: claim_slowly(meet, NAIVE))
    assert len(first) + len(second) == 2 * due


def test_two_sweeps_never_claim_the_same_reminder(team):
    many(*team, count=30)
    meet = threading.Barrier(2)
    first, second = together(lambda: claim_slowly(meet, claiming.CLAIM), lambda: claim_slowly(meet, claiming.CLAIM))
    assert (len(first), len(second)) == (40, 40)
    assert not set(first) & set(second)


def test_four_sweeps_at_once_send_everything_exactly_once(team):
    due = many(*team, count=40)
    done = together(*[lambda: sweep.sweep(now=LATER, batch=7)] * 4)
    assert sum(each.claimed for each in done) == due
    sent = Reminder.objects.filter(state="SENT", user__isnull=False).count()
    assert sent == InAppMessage.objects.count() == OutboxMessage.objects.count() == due
    assert InAppMessage.objects.values("key", "user").distinct().count() == due


def test_without_the_lease_two_workers_send_the_same_mail(team):
    many(*team, count=3)
    sweep.sweep(now=LATER)
    meet = threading.Barrier(2)

    def naive():
        waiting = list(OutboxMessage.objects.filter(state="WAITING").values_list("message_id", flat=True))
        meet.wait(10)
        OutboxMessage.objects.filter(message_id__in=waiting).update(state="SENT")
        return waiting

    first, second = together(naive, naive)
    assert set(first) & set(second)


def test_two_workers_never_send_the_same_mail(team):
    many(*team, count=20)
    sweep.sweep(now=LATER)
    waiting = set(OutboxMessage.objects.filter(state="WAITING").values_list("pk", flat=True))

    def work():
        taken = []
        while (row := delivery.claim(timezone.now())) is not None:
            taken.append(row.pk)
        return taken

    taken = together(work, work, work)
    assert sorted(pk for each in taken for pk in each) == sorted(waiting)


def both_start(case):
    """Two duties with different dates, begun on one case at the same time."""
    meet = threading.Barrier(2)

    def begin(rule, on, inputs):
        with transaction.atomic():
            start(rule, subject=case, case=Case.objects.get(pk=case.pk), on=on, inputs=inputs)
            try:
                meet.wait(0.5)
            except threading.BrokenBarrierError:
                return "alone"
        return "together"

    return together(lambda: begin("SPA-9-1", SERVED, HAND), lambda: begin("R06", SERVED, {"grade": "standard"}))


def test_without_the_lock_on_the_case_its_earliest_date_is_lost(team):
    case, _ = team
    due = {"SPA-9-1": date(2026, 11, 25), "R06": date(2026, 12, 21)}
    read, written = threading.Barrier(2), threading.Event()

    def begin(rule):
        with transaction.atomic():
            Clock.objects.create(
                rule_id=rule,
                case=case,
                subject_type="case",
                subject_id=case.pk,
                title=rule,
                slot="owner",
                asked=rule,
                started_at=timezone.now(),
                due_on=due[rule],
                overdue_from=LATER,
            )
            day = earliest(case.pk)
            read.wait(10)
            if rule == "R06":
                written.wait(10)
            Case.objects.filter(pk=case.pk).update(next_deadline=day)
        written.set()

    together(lambda: begin("SPA-9-1"), lambda: begin("R06"))
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 12, 21)


def test_two_duties_begun_at_once_leave_the_earliest_date_on_the_case(team):
    case, _ = team
    assert "alone" in both_start(case)  # one had to wait for the other
    assert Case.objects.get(pk=case.pk).next_deadline == date(2026, 11, 25)


def test_the_same_duty_begun_twice_at_once_runs_once(team):
    case, _ = team
    first, second = together(*[lambda: start("SPA-9-1", subject=case, case=Case.objects.get(pk=case.pk), on=SERVED, inputs=HAND)] * 2)
    assert first == second and Clock.objects.count() == 1


def test_the_same_duty_begun_twice_at_once_on_a_record_without_a_case_runs_once(team):
    _, officer = team
    first, second = together(*[lambda: start("SPA-9-1", subject=officer, case=None, on=SERVED, inputs=HAND)] * 2)
    assert first == second and Clock.objects.count() == 1


def test_a_sweep_passes_over_reminders_that_are_being_cancelled_and_sends_only_the_new_ones(team):
    case, officer = team
    start("SPA-9-1", subject=case, case=case, on=SERVED, inputs=HAND)
    with transaction.atomic():
        recompute("SPA-9-1", subject=case, on=date(2027, 6, 1), actor=officer, why="the service date was corrected")
        done = background(lambda: sweep.sweep(now=datetime(2026, 12, 1, tzinfo=UTC)))()
    assert done.claimed == 0
    assert sweep.sweep(now=datetime(2026, 12, 1, tzinfo=UTC)).claimed == 0
    assert InAppMessage.objects.exclude(title__startswith="Date changed").count() == 0


def test_a_recomputation_waits_for_a_sweep_under_way_and_cancels_its_unsent_mail(team):
    case, officer = team
    start("SPA-9-1", subject=case, case=case, on=SERVED, inputs=HAND)
    with transaction.atomic():
        claimed = claiming.claim(datetime(2026, 11, 24, 12, tzinfo=UTC), 10)
        assert len(claimed) == 1
        wait = background(
            lambda: recompute("SPA-9-1", subject=case, on=date(2027, 6, 1), actor=officer, why="the service date was corrected")
        )
        assert waits_for_lock()
        sweep.tell(claimed, timezone.now())
    wait()
    assert dict(OutboxMessage.objects.values_list("key", "state"))[f"reminder:{claimed[0].reminder_id}"] == "CANCELLED"
    assert Reminder.objects.filter(generation=1, state="WAITING").count() == 0
    assert Reminder.objects.filter(generation=2, state="WAITING").count() > 0


def test_meeting_a_duty_and_recomputing_it_at_once_end_in_one_of_the_two_orders(team):
    case, officer = team
    for day in range(1, 6):
        clock = start("SPA-9-1", subject=case, case=case, on=date(2026, 11, day), inputs=HAND)
        together(
            lambda: satisfy("SPA-9-1", subject=case, at=date(2026, 11, 1), actor=officer),
            lambda: recompute("SPA-9-1", subject=case, on=date(2027, 6, 1), actor=officer, why="the service date was corrected"),
        )
        clock.refresh_from_db()
        assert clock.state == Clock.MET
        assert clock.reminders.filter(state="WAITING").count() == 0
