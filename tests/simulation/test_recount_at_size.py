"""A hundred thousand open dates counted anew by the command, as after a change of force policy: in batches, saying how far it is."""

import os
import re
import sys
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Max, Min
from django.utils import timezone

from casework.audit.models import ChangeEvent
from casework.clocks.models import Clock, ClockChange, Recount, Reminder
from casework.clocks.recounting import BATCH
from casework.outbox.models import InAppMessage
from casework.staff.models import Role, RoleAssignment
from tests.benchmarks.recount import make
from tests.clocks.test_recounts import settle

CLOCKS = int(os.environ.get("CASEWORK_CLOCKS", "100000"))


@pytest.mark.django_db(transaction=True)
def test_every_open_date_is_counted_anew_in_batches_with_progress(capsys: pytest.CaptureFixture[str]) -> None:
    recount, clocks = make(CLOCKS)
    Recount.objects.all().delete()
    holder = clocks[0].holder
    RoleAssignment.objects.create(user=holder, role=Role.OFFICER, force=holder.force, unit=holder.unit, starts_on=timezone.localdate())
    before = Clock.objects.aggregate(soonest=Min("due_on"), last=Max("due_on"))
    settle(recount.force, typed="9", from_on=timezone.localdate())
    out = StringIO()
    began = time.monotonic()
    call_command("recompute_clocks", "--rule", "R10", "--force", recount.force.code, stdout=out)
    taken = time.monotonic() - began
    lines = out.getvalue().splitlines()
    steps = [int(found[1]) for line in lines if (found := re.match(rf".*: (\d+) of {CLOCKS}, \1 changed$", line))]
    assert sorted(set(steps)) == [*range(BATCH, CLOCKS + 1, BATCH)], lines[:3]
    after = Clock.objects.aggregate(soonest=Min("due_on"), last=Max("due_on"))
    assert len(clocks) == Clock.objects.filter(generation=2).count() == ClockChange.objects.count() == CLOCKS
    assert ChangeEvent.objects.filter(action="clock.recompute").count() == CLOCKS
    assert after["soonest"] > before["last"], "nine working days are later than five"
    assert not Reminder.objects.filter(generation=1).exclude(state="CANCELLED").exists(), "nobody is reminded of the old date"
    assert InAppMessage.objects.filter(title=f"{CLOCKS} of your dates have changed").count() == 1
    with capsys.disabled():
        sys.stdout.write(f"\n{CLOCKS} open dates counted anew in {taken:.0f} s, {taken / CLOCKS * 1000:.2f} ms each\n")
