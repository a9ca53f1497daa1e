"""A force works its cases from November to the spring, with its holidays, its clock change and its staff's absences, through the services
alone; what must hold then holds of everything that came of it.

CASEWORK_SIMULATION_DAYS says how long (default 160), CASEWORK_SIMULATION_SEED which course it takes; a failure names its seed.
"""

import heapq
import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Count
from django.utils import timezone

from casework.access.caseload import caseload_page
from casework.access.predicate import can, sees, visible
from casework.audit.seal import seal
from casework.audit.verify import verify
from casework.cases.models import Case, Transition
from casework.clocks import recounting
from casework.clocks.models import Clock, Reminder
from casework.clocks.selectors import earliest
from casework.clocks.sweep import sweep
from casework.demo.staff import make_accounts, make_force
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.flow import MACHINES
from casework.law.engine import compute
from casework.orders.tasks import pass_time
from casework.outbox.models import InAppMessage, OutboxMessage
from casework.policies.selectors import law_of
from casework.staff.models import Absence, User
from tests.simulation.lives import Life

pytestmark = pytest.mark.django_db(transaction=True)

SEED = int(os.environ.get("CASEWORK_SIMULATION_SEED") or random.randrange(10**6))
DAYS = int(os.environ.get("CASEWORK_SIMULATION_DAYS", "160"))
BEGIN = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
NEW_CASES_A_DAY = 0.2
TICK_HOURS = 6


def play(staff: dict[str, User], units: dict[str, Any], traveller: Any) -> list[Life]:
    """Every life in turn, hour by hour; ticks in between as the beat would send them, some of them missed or doubled."""
    chance = random.Random(SEED)
    lives: list[Life] = []
    waiting: list[tuple[datetime, int, Any]] = []
    now, end = BEGIN, BEGIN + timedelta(days=DAYS)
    next_tick = BEGIN
    while now < end:
        if waiting and waiting[0][0] <= next_tick:
            now, number, story = heapq.heappop(waiting)
            traveller.move_to(now, tick=False)
            life = lives[number]
            try:
                hours = next(story)
            except StopIteration:
                continue
            except (GuardFailed, Forbidden, Hidden, Conflict) as refusal:
                life.note(f"told no: {refusal}")
                continue
            heapq.heappush(waiting, (max(now, timezone.now()) + timedelta(hours=hours), number, story))
            continue
        now = next_tick
        traveller.move_to(now, tick=False)
        next_tick = now + timedelta(hours=TICK_HOURS)
        # None on the last day, which would end before the case is opened.
        if now.hour == 7 and now + timedelta(days=1) < end and chance.random() < NEW_CASES_A_DAY:
            lives.append(Life(len(lives), staff, units, chance))
            heapq.heappush(waiting, (now + timedelta(hours=3), len(lives) - 1, lives[-1].live()))
        if now.hour == 7 and chance.random() < 0.05:
            away, deputy = chance.sample(["officer1", "officer2", "sergeant1"], 2)
            today = timezone.localdate()
            Absence.objects.create(user=staff[away], deputy=staff[deputy], starts_on=today, ends_on=today + timedelta(days=3))
        for _ in range(chance.choice([0, 1, 1, 1, 2])):  # a tick may be missed or doubled
            pass_time()
            sweep()
            recounting.notice()
            recounting.work()
    pass_time()
    sweep()
    return lives


@pytest.fixture
def played(transactional_db: None, settings: Any) -> Any:
    """What became of everything."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        force, units = make_force()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        staff = make_accounts(force, units, lambda name: "!")
        yield play(staff, units, traveller), staff


def test_what_must_hold_holds_of_everything(played: Any) -> None:
    lives, staff = played
    told = Counter(each.split(":")[0] for life in lives for each in life.said)
    assert told["opened"] == len(lives) == Case.objects.count(), f"seed {SEED}"
    if DAYS >= 160:
        assert told["lodged"] >= 3 and told["full order"] + told["interim order"] >= 2, (SEED, told)
    refused = [each for life in lives for each in life.said if each.startswith("told no")]
    assert len(refused) <= len(lives) // 2, (SEED, refused)
    dates_are_the_laws()
    reminders_are_each_sent_once_to_somebody_who_may_know()
    moves_are_declared()
    people_see_one_thing(list(staff.values()))
    nobody_is_named_outside(lives)
    while seal():
        pass
    report = verify()
    assert report.bad == [], (SEED, report.bad[:5])


def dates_are_the_laws() -> None:
    """Every clock's date is what the law says of its stored inputs; the case repeats its earliest."""
    for case in Case.objects.all():
        assert case.next_deadline == earliest(case.pk), (SEED, case)
    for clock in Clock.objects.select_related("force"):
        law = law_of(clock.force_id, timezone.localdate())
        inputs = dict(clock.inputs)
        again = compute(clock.asked, on=inputs.pop("on"), inputs=inputs, calendar=law.calendar, policy=law.policy)
        assert again.as_json()["due"] == clock.result["due"], (SEED, clock.rule_id, clock.pk)
        assert clock.state != Clock.OPEN or clock.due_on is not None, (SEED, clock.pk)


def reminders_are_each_sent_once_to_somebody_who_may_know() -> None:
    """One row a key; what was due is sent, cancelled or known to have nobody; a message for each; what is late has been said to be late."""
    keys = Reminder.objects.values("clock", "generation", "stage", "slot").annotate(n=Count("pk")).filter(n__gt=1)
    assert not keys.exists(), SEED
    left = Reminder.objects.filter(state=Reminder.WAITING, due_at__lte=timezone.now(), unfilled_since__isnull=True)
    assert not left.exists(), (SEED, left.first())
    sent = dict(Reminder.objects.filter(state=Reminder.SENT).values_list("pk", "user_id"))
    messages = dict(InAppMessage.objects.filter(key__startswith="reminder:").values_list("key", "user_id"))
    assert {f"reminder:{pk}": user for pk, user in sent.items()} == messages, SEED
    mails = OutboxMessage.objects.filter(key__startswith="reminder:").values_list("message_id", flat=True)
    assert len(set(mails)) == len(mails) == len(sent), SEED
    for clock in Clock.objects.filter(state=Clock.OPEN, overdue_from__lte=timezone.now() - timedelta(days=2)):
        assert clock.reminders.filter(generation=clock.generation).exclude(state=Reminder.WAITING).exists(), (SEED, clock.rule_id, clock.pk)


def moves_are_declared() -> None:
    """Nothing moved in a way that no machine knows."""
    known = {name: {(move.source, move.target) for move in moves} for name, moves in MACHINES.items()}
    for move in Transition.objects.all():
        assert (move.source, move.target) in known[move.machine], (SEED, move.machine, move.source, move.target)


def people_see_one_thing(staff: list[User]) -> None:
    """For everybody list, open, count and page agree."""
    cases = list(Case.objects.all())
    for user in staff:
        mine = {case.pk for case in cases if sees(user, case)}
        assert set(visible(user).values_list("pk", flat=True)) == mine, (SEED, user)
        assert {case.pk for case in cases if can(user, "case.view", case)} == set(visible(user, "case.view").values_list("pk", flat=True))
        listed = [case.pk for closed in (False, True) for case in caseload_page(user, size=1000, closed=closed).rows]
        assert sorted(listed) == sorted(mine), (SEED, user)


def nobody_is_named_outside(lives: list[Life]) -> None:
    """No message and no e-mail names a person of a case."""
    names = {name for life in lives for name in life.names}
    for text in OutboxMessage.objects.values_list("subject", "body"):
        assert not [name for name in names if name in " ".join(text)], (SEED, text)
    for text in InAppMessage.objects.values_list("title", "text", "path"):
        assert not [name for name in names if name in " ".join(text)], (SEED, text)
