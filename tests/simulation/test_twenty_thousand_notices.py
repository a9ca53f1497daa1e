"""A force's whole old register: 20,000 rows in an unknown column order, stopped once, resumed, and brought in again."""

import sys
import time

import pytest

from casework.clocks.models import Clock
from casework.people.models import Person
from casework.pins.models import Notice
from casework.pins.services import match_waiting
from casework.worklists.imports import selectors, services
from casework.worklists.models import ImportRun
from tests.factories import make_user
from tests.pins.registers import register

pytestmark = [pytest.mark.django_db(transaction=True)]
ROWS = 20_000
MOST_SECONDS = 300


def begun(raw: bytes) -> tuple[ImportRun, object]:
    clerk, standards = make_user("RECORDS"), make_user("AUDITOR")
    run = services.begin(actor=clerk, name="register.csv", raw=raw, kind="pins", unit=clerk.unit)
    services.release(actor=clerk, run=run)
    services.approve(actor=standards, run=run, agreed=True)
    return run, clerk


def test_twenty_thousand_rows_in_five_minutes_stopped_and_resumed(capsys: pytest.CaptureFixture[str]) -> None:
    raw = register(ROWS)
    started = time.monotonic()
    run, clerk = begun(raw)
    told = []

    def stop_half_way(done: int, total: int) -> None:
        told.append((done, total))
        if done >= ROWS // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.run_to_end(run, actor=clerk, progress=stop_half_way)
    run.refresh_from_db()
    assert (run.state, run.position) == (ImportRun.RUNNING, ROWS // 2)
    services.run_to_end(run, actor=clerk, progress=lambda done, total: told.append((done, total)))
    taken = time.monotonic() - started
    assert selectors.counts(run) == {"rows": ROWS, "taken": ROWS, "doubted": 0, "refused": 0, "already": 0}
    assert (Notice.objects.count(), Clock.objects.filter(rule_id="R38", state="OPEN").count()) == (ROWS, ROWS)
    assert [done for done, _ in told] == sorted(done for done, _ in told) and len(told) >= ROWS // 100
    people = Person.objects.count()

    again = services.begin(actor=clerk, name="register.csv", raw=raw, kind="pins", unit=clerk.unit)
    services.release(actor=clerk, run=again)
    services.approve(actor=make_user("AUDITOR"), run=again, agreed=True)
    services.run_to_end(again, actor=clerk)
    assert selectors.counts(again)["already"] == ROWS
    assert (Notice.objects.count(), Person.objects.count()) == (ROWS, people)

    matching = time.monotonic()
    while match_waiting():
        pass
    assert not Notice.objects.filter(matched_at=None).exists()
    with capsys.disabled():
        sys.stdout.write(f"\n{ROWS} rows in {taken:.0f} s; matched in {time.monotonic() - matching:.0f} s\n")
    assert taken <= MOST_SECONDS
