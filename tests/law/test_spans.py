"""Differences for display are counted by the local calendar."""

from datetime import date, datetime

import pytest

from casework.law import spans
from casework.law.when import LONDON

pytestmark = pytest.mark.quick


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_counts_from_the_birthday(born, day, age):
    assert spans.age_on(born, day) == age


@pytest.mark.parametrize(
    ("late_from", "now", "words"),
    [
        (london(2026, 11, 30), london(2026, 11, 29, 23, 59, 59), ""),
        (london(2026, 11, 30), london(2026, 11, 30, 0, 0), "Late by 1 day"),
        (london(2026, 11, 30), london(2026, 12, 1, 8, 0), "Late by 2 days"),
        (london(2026, 11, 24, 15, 0, 1), london(2026, 11, 24, 15, 0, 30), "Late by 1 minute"),
        (london(2026, 11, 24, 15, 0, 1), london(2026, 11, 24, 17, 30), "Late by 2 hours"),
        (london(2026, 11, 24, 15, 0, 1), london(2026, 11, 27, 17, 30), "Late by 3 days"),
    ],
)
def test_lateness_in_words(late_from, now, words):
    assert spans.lateness(late_from, now) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 22), ""),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 29), "in 6 days"),
        (london(2026, 11, 23, 12, 20), "in 20 minutes"),
        (london(2026, 11, 23, 17, 0), "in 5 hours"),
        (london(2026, 11, 23, 11, 59), ""),
    ],
)
def test_time_left_in_words(due, words):
    assert spans.time_left(due, london(2026, 11, 23, 12, 0)) == words


def test_shifts():
    assert spans.days_from(date(2026, 2, 27), 2) == date(2026, 3, 1)
    assert spans.first_of_month(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert spans.first_of_month(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert spans.seconds_from(london(2026, 10, 25, 0, 30), 7200).isoformat() == "2026-10-25T01:30:00+00:00"
    assert spans.start_of(date(2026, 6, 1)).isoformat() == "2026-06-01T00:00:00+01:00"
