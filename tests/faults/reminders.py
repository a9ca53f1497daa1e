"""What the tests of killed workers run in processes of their own: `python -m tests.faults.reminders <what> ...`, on servers of their own.

prepare COUNT SECONDS   tables, people, and COUNT reminders due over the next SECONDS
more COUNT              that many reminders more, due now
sweepers SEED KILLS     four sweeping processes; KILLS of them are killed at random moments
deliverers SEED KILLS   two delivering processes; KILLS times one is killed between the server's 250 and the commit
tally                   what is in the database, as JSON
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

OFFICERS, CASES, BATCH, SWEEPERS, DELIVERERS = 10, 30, 10, 4, 2


def prepare(count: int, seconds: float) -> None:
    """Officers with cases, and `count` reminders on clocks of those cases."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from tests.factories import make_case, make_user

    boss = make_user("SUPERVISOR")
    officers = [make_user("OFFICER") for _ in range(OFFICERS)]
    for n in range(CASES):
        make_case(owner=officers[n % OFFICERS], supervisor=boss)
    more(count, seconds)


def more(count: int, seconds: float = 0) -> None:
    """`count` reminders on clocks of the cases there are, due over the next `seconds`."""
    from django.utils import timezone

    from casework.cases.models import Case
    from casework.clocks.models import Clock, Reminder

    cases, now = list(Case.objects.order_by("pk")), timezone.now()
    known = Clock.objects.count()
    clocks = Clock.objects.bulk_create(
        [
            Clock(
                rule_id="R06",
                case=cases[n % CASES],
                force=cases[n % CASES].force,
                subject_type="test",
                subject_id=known + n,
                title="Next risk assessment",
                slot="owner",
                asked="R06",
                due_on=date(2036, 1, 1),
                overdue_from=now + timedelta(days=3000),
                started_at=now,
            )
            for n in range(count)
        ]
    )
    Reminder.objects.bulk_create(
        [
            Reminder(clock=clock, generation=1, stage="T-7", slot="owner", due_at=at, try_at=at)
            for n, clock in enumerate(clocks)
            for at in [now + timedelta(seconds=seconds * n / count)]
        ]
    )


def fork(work: Callable[[], None]) -> int:
    """Run `work` for ever in a process of its own, until it is killed."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        while True:
            work()
    finally:
        os._exit(1)


def sweepers(seed: int, kills: int) -> None:
    """Kill sweeping processes while they sweep; print how much was still to do at the last kill."""
    from casework.clocks.models import Reminder
    from casework.clocks.sweep import sweep

    chance = random.Random(seed)

    def work() -> None:
        sweep(batch=BATCH)

    running = [fork(work) for _ in range(SWEEPERS)]
    for _ in range(kills):
        time.sleep(chance.uniform(0.005, 0.08))
        victim = running.pop(chance.randrange(len(running)))
        kill(victim)
        running.append(fork(work))
    for pid in running:
        os.kill(pid, signal.SIGSTOP)
    waiting = Reminder.objects.filter(state="WAITING").count()
    for pid in running:
        os.kill(pid, signal.SIGCONT)
    wait_until(lambda: not Reminder.objects.filter(state="WAITING").exists())
    for pid in running:
        kill(pid)
    print(json.dumps({"waiting_at_last_kill": waiting}))  # noqa: T201


def deliverers(seed: int, kills: int) -> None:
    """Processes that deliver with a backend that now and then dies right after the server has taken the message."""
    from django.conf import settings

    from casework.outbox.delivery import deliver
    from casework.outbox.models import OutboxMessage

    settings.EMAIL_BACKEND = "tests.faults.backends.DiesAfterSending"
    chance = random.Random(seed)

    def lease_and_die(after: int) -> Callable[[], None]:
        os.environ["CASEWORK_TEST_DIE_AFTER"] = str(after)

        def work() -> None:
            deliver()
            time.sleep(0.02)

        return work

    killed, running = 0, [fork(lease_and_die(chance.randrange(3))) for _ in range(DELIVERERS)]
    while killed < kills:
        pid, _ = os.wait()
        running.remove(pid)
        killed += 1
        running.append(fork(lease_and_die(chance.randrange(3) if killed + len(running) < kills else 10**9)))
    wait_until(lambda: not OutboxMessage.objects.filter(state="WAITING").exists())
    for pid in running:
        kill(pid)
    print(json.dumps({"killed": killed}))  # noqa: T201


def tally() -> None:
    """Print what the tests compare."""
    from casework.clocks.models import Reminder
    from casework.outbox.models import InAppMessage, OutboxMessage

    found = {
        "reminders": Reminder.objects.count(),
        "waiting": Reminder.objects.filter(state="WAITING").count(),
        "sent": Reminder.objects.filter(state="SENT", user__isnull=False).count(),
        "keys": Reminder.objects.values("clock", "generation", "stage", "slot").distinct().count(),
        "messages": InAppMessage.objects.count(),
        "message_keys": InAppMessage.objects.values("key", "user").distinct().count(),
        "to_the_wrong_person": sum(
            1 for user, owner in Reminder.objects.filter(state="SENT").values_list("user_id", "clock__case__owner_id") if user != owner
        ),
        "outbox": OutboxMessage.objects.count(),
        "outbox_waiting": OutboxMessage.objects.filter(state="WAITING").count(),
        "outbox_sent": OutboxMessage.objects.filter(state="SENT").count(),
        "message_ids": sorted(OutboxMessage.objects.values_list("message_id", flat=True)),
    }
    print(json.dumps(found))  # noqa: T201


def kill(pid: int) -> None:
    """Kill a child and wait for its end."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def wait_until(done: Callable[[], bool], patience: float = 90.0) -> None:
    """Look twenty times a second until it is done."""
    deadline = time.monotonic() + patience
    while not done():
        if time.monotonic() > deadline:
            sys.exit("not done in time")
        time.sleep(0.05)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    what, *numbers = sys.argv[1:]
    {"prepare": prepare, "more": more, "sweepers": sweepers, "deliverers": deliverers, "tally": tally}[what](
        *[int(each) for each in numbers]
    )
