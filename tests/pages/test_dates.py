"""Dates are shown in full and read in the ways people write them; what cannot be a time is refused in a sentence."""

import datetime as dt

import pytest

from casework.pages import dates

pytestmark = pytest.mark.quick

UTC = dt.UTC


def test_a_day_is_shown_with_its_weekday():
    assert dates.day(dt.date(2026, 3, 5)) == "Thursday 5 March 2026"
    assert dates.short_day(dt.date(2026, 3, 5)) == "5 March 2026"


def test_a_moment_is_shown_on_londons_24_hour_clock():
    assert dates.when(dt.datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == "Tuesday 24 November 2026, 15:00"
    assert dates.when(dt.datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thursday 2 July 2026, 00:30"
    assert dates.clock_time(dt.datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "00:30"


def test_a_day_belongs_to_london_not_to_utc():
    assert dates.day(dt.datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thursday 2 July 2026"


@pytest.mark.parametrize("show", [dates.day, dates.short_day, dates.when, dates.clock_time, dates.ago])
def test_nothing_is_shown_as_nothing(show):
    assert show(None) == ""


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.001, "less than a minute ago"),
        (0.5, "30 minutes ago"),
        (1, "1 hour ago"),
        (26, "26 hours ago"),
        (49, "2 days ago"),
        (-3, "in 3 hours"),
    ],
)
def test_how_long_ago_in_the_largest_fitting_unit(hours, words):
    now = dt.datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert dates.ago(now - dt.timedelta(hours=hours), now) == words


@pytest.mark.parametrize(("day", "words"), [(24, "today"), (23, "yesterday"), (25, "tomorrow"), (20, "4 days ago"), (30, "in 6 days")])
def test_days_ago_count_calendar_days(day, words):
    assert dates.ago(dt.date(2026, 11, day), dt.datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    "text",
    [
        "27/3/2026",
        "27/03/2026",
        "27.3.2026",
        "27-03-2026",
        "27 3 2026",
        "27 March 2026",
        "27 mar 2026",
        " Friday 27 March 2026 ",
        "27th March, 2026",
        "2026-03-27",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert dates.read_day(text) == dt.date(2026, 3, 27)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "3/2026", "27/3/26", "27 Marsh 2026", "31/2/2026", "0/1/2026", "29/2/2027", "1/1/0026", "1/13/2026"]
)
def test_what_is_no_day_is_refused_in_a_sentence(text):
    with pytest.raises(dates.NotADay) as refused:
        dates.read_day(text)
    assert len(str(refused.value)) > 20
    assert "invalid" not in str(refused.value).lower()


@pytest.mark.parametrize(
    "text", ["27/3/2026 14:30", "27 March 2026, 14:30", "27 March 2026 at 14.30", "2026-03-27T14:30", "27/03/2026  14:30"]
)
def test_a_moment_is_read_on_londons_clock(text):
    assert dates.read_moment(text).astimezone(UTC) == dt.datetime(2026, 3, 27, 14, 30, tzinfo=UTC)


def test_summer_time_is_an_hour_ahead():
    assert dates.read_moment("1/7/2026 00:30").astimezone(UTC) == dt.datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "27/3/2026", "14:30", "27/3/2026 24:00", "27/3/2026 9:75", "31/2/2026 10:00", "27/3/2026 2pm"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(dates.NotADay):
        dates.read_moment(text)


@pytest.mark.parametrize("clock", ["01:00", "01:30", "01:59"])
def test_an_hour_that_the_clocks_skip_is_refused(clock):
    with pytest.raises(dates.NotADay, match="did not happen"):
        dates.read_moment(f"29/3/2026 {clock}")


def test_the_hours_around_the_skipped_one_are_read():
    assert dates.read_moment("29/3/2026 00:59").astimezone(UTC).hour == 0
    assert dates.read_moment("29/3/2026 02:00").astimezone(UTC).hour == 1


def test_an_hour_that_comes_twice_is_asked_for_with_its_zone():
    with pytest.raises(dates.NotADay, match="BST for the first"):
        dates.read_moment("25/10/2026 01:30")
    assert dates.read_moment("25/10/2026 01:30 BST").astimezone(UTC) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert dates.read_moment("25/10/2026 01:30 GMT").astimezone(UTC) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_zone_that_london_was_not_on_is_refused():
    with pytest.raises(dates.NotADay, match="not on GMT"):
        dates.read_moment("1/7/2026 12:00 GMT")
