"""Counting open dates anew against a bare update of the same rows.

`measure()` makes its own cases and clocks in a transaction that it rolls back, times both in turn, and returns rows in the shape of
`manage.py benchmark`; times are milliseconds for one clock.
"""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from casework.cases.models import Case
from casework.clocks import lawful, recounting, reminding
from casework.clocks.models import Clock, Recount, Reminder
from casework.law.policy import PolicyValues
from casework.law.when import day_of
from casework.policies.selectors import ForceLaw
from casework.staff.models import Force, Unit, User
from tests.benchmarks.measuring import Line, line

MARK = "bench-count"
CASES_PER_CLOCK = 0.2
# One changed date leaves behind: the clock, its old date, a line of the timeline, a row of the trail, reminders cancelled and made.
TARGET = 60.0
BARE = """
UPDATE casework_clock SET generation = generation + 1, due_on = due_on + 1, overdue_from = overdue_from + interval '1 day', result = result
WHERE id = ANY(%s)
"""


def measure(*, clocks: int = 2000, samples: int = 3, batch: int = recounting.BATCH) -> list[Line]:
    """Time `samples` recounts of `clocks` open dates that all change, and of as many that do not, and bare updates of the same rows."""
    with transaction.atomic():
        recount, rows = make(clocks)
        same, other = ForceLaw(), ForceLaw(PolicyValues({"R10.other": 9}))

        def counting(law: ForceLaw) -> int:
            return sum(recounting.count_again(rows[at : at + batch], law, recount) for at in range(0, len(rows), batch))

        variants: dict[str, Callable[[], int]] = {
            "changed": lambda: counting(other),
            "unchanged": lambda: counting(same),
            "bare": lambda: _bare([row.pk for row in rows]),
        }
        times: dict[str, list[float]] = {name: [] for name in variants}
        for _ in range(samples):
            for name, run in variants.items():
                rows = list(Clock.objects.filter(force=recount.force).order_by("pk"))
                mark = transaction.savepoint()
                began = time.perf_counter()
                done = run()
                times[name].append((time.perf_counter() - began) * 1000 / clocks)
                transaction.savepoint_rollback(mark)
                assert done == (0 if name == "unchanged" else clocks), (name, done)
        transaction.set_rollback(True)
    middle = {name: statistics.median(each) for name, each in times.items()}
    return [
        line("recount.changed.to.bare.update", middle["changed"] / middle["bare"], TARGET, "lower", times["changed"]),
        line("recount.unchanged.to.changed", middle["unchanged"] / middle["changed"], 0.5, "lower", times["unchanged"]),
    ]


def _bare(ids: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [ids])
        return cursor.rowcount


def make(number: int) -> tuple[Recount, list[Clock]]:
    """A force with that many open dates of R10, their cases and reminders, and a recount of them put down."""
    now = timezone.now()
    force = Force.objects.create(code=MARK, name=MARK)
    unit = Unit.objects.create(force=force, name=MARK)
    owner = User.objects.create(username=MARK, email="bench@example.invalid", force=force, unit=unit, rank="CONSTABLE", password="!")
    cases = Case.objects.bulk_create(
        Case(reference=f"CNT-{n:07d}", force=force, unit=unit, owner=owner, state="INVESTIGATING", reported_at=now)
        for n in range(max(1, int(number * CASES_PER_CLOCK)))
    )
    law = ForceLaw()
    result = law.compute("R10", on=day_of(now), inputs={"grade": "standard"})
    made = []
    for n in range(number):
        case = cases[n % len(cases)]
        clock = Clock(
            rule_id="R10", case=case, force=force, subject_type="bench", subject_id=n, title="Bench", slot="owner", holder=owner,
            reference=case.reference, started_at=now,
        )  # fmt: skip
        lawful.set_result(clock, result)
        made.append(clock)
    Clock.objects.bulk_create(made)
    Reminder.objects.bulk_create(row for clock in made for row in reminding.rows(clock, result, now, law))
    return recounting.put_down(force.pk, ["R10"], why="it is measured", actor=None, now=now, ladders=False), made
