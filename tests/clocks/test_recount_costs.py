"""What a recount costs is measured beside a bare update of the same rows; what is asserted is that both do the work, not how fast."""

import pytest

from casework.clocks.models import Clock
from tests.benchmarks.recount import measure

pytestmark = pytest.mark.django_db


def test_the_measurement_counts_every_clock_and_leaves_nothing_behind():
    rows = measure(clocks=40, samples=1, batch=15)
    assert [row["id"] for row in rows] == ["recount.changed.to.bare.update", "recount.unchanged.to.changed"]
    assert all(row["p50"] > 0 for row in rows)
    assert not Clock.objects.filter(subject_type="bench").exists()
