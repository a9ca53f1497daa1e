"""What holds for every date, tried on many: CASEWORK_PROPERTY_EXAMPLES sets how many, CASEWORK_PROPERTY_SEED which."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from casework.law import counting, when
from casework.law.calendar import england_and_wales
from casework.law.engine import compute, recompute
from casework.law.policy import PolicyValues
from casework.law.registry import all_rules

pytestmark = pytest.mark.quick

EXAMPLES = int(os.environ.get("CASEWORK_PROPERTY_EXAMPLES", "40"))
MANY = settings(max_examples=EXAMPLES, deadline=None, database=None)
FEW = settings(MANY, max_examples=max(5, EXAMPLES // 4))  # for what runs once for every worked example
SEED = int(os.environ.get("CASEWORK_PROPERTY_SEED", "20261123"))
CALENDAR = england_and_wales()

# Where counting goes wrong: month ends, leap days, Christmas and Easter, clock changes. Half of all tries lie within five days of one.
CORNERS = [
    date(year, month, day)
    for year in range(2024, 2033)
    for month, day in ((1, 1), (1, 31), (2, 28), (3, 1), (3, 29), (4, 4), (5, 4), (5, 31), (8, 31), (10, 27), (11, 30), (12, 25), (12, 31))
]
PLAIN = st.dates(date(2020, 1, 20), date(2034, 12, 31))
NEAR = st.builds(lambda corner, days: corner + timedelta(days=days), st.sampled_from(CORNERS), st.integers(-5, 5))
DAYS = st.one_of(PLAIN, NEAR)
MOMENTS = st.builds(
    lambda day, seconds: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds), DAYS, st.integers(0, 86399)
)


# Every worked example of every rule: those with a date, and those that only answer yes or no.
CASES = [(rule, vector) for rule in all_rules() for vector in rule.vectors]
IDS = [f"{rule.id}-{number}" for number, (rule, _) in enumerate(CASES)]
DATED = [(rule, vector) for rule, vector in CASES if vector.due is not None]
DATED_IDS = [f"{rule.id}-{number}" for number, (rule, _) in enumerate(DATED)]


def ask(rule, vector, on):
    """The example asked for another trigger; the dates among its inputs move by as many days as the trigger did."""
    days = when.day_of(on) - when.day_of(when.read(vector.on))
    kinds = {each.name: each.kind for each in rule.inputs}
    inputs = {name: shifted(value, days) if kinds[name] in ("date", "datetime") else value for name, value in vector.inputs.items()}
    return compute(rule.id, on=on, inputs=inputs, calendar=CALENDAR, policy=PolicyValues(vector.policy))


def shifted(text, days):
    """The date, or the hour of that date, so many days away; where the clocks skip the hour, the next one."""
    read = when.read(text)
    if not isinstance(read, datetime):
        return read + days
    moved = datetime.combine(read.date() + days, read.time())
    return (moved if when.exists(moved) else moved + timedelta(hours=1)).replace(tzinfo=when.LONDON)


def comparable(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


@pytest.mark.parametrize(("rule", "vector"), DATED, ids=DATED_IDS)
@seed(SEED)
@given(first=MOMENTS, later=st.integers(0, 40 * 86400))
@FEW
def test_a_later_trigger_never_gives_an_earlier_date(rule, vector, first, later):
    one, two = ask(rule, vector, first), ask(rule, vector, first + timedelta(seconds=later))
    if one.due is not None and two.due is not None:
        assert comparable(one.due) <= comparable(two.due)


@pytest.mark.parametrize(("rule", "vector"), CASES, ids=IDS)
@seed(SEED)
@given(on=MOMENTS)
@FEW
def test_the_explanation_gives_the_same_answer_again(rule, vector, on):
    policy = PolicyValues(vector.policy)
    said = ask(rule, vector, on)
    assert recompute(said, calendar=CALENDAR, policy=policy) == said
    stored = json.loads(json.dumps(said.as_json()))
    inputs = dict(stored["inputs"])
    again = compute(stored["asked"], on=inputs.pop("on"), inputs=inputs, calendar=CALENDAR, policy=policy)
    assert again.as_json() == stored
    if said.due is not None:
        assert (when.in_words if said.overdue_from else when.moment_words)(said.due) in said.steps[-1]


@pytest.mark.parametrize(("rule", "vector"), DATED, ids=DATED_IDS)
@seed(SEED)
@given(on=MOMENTS)
@FEW
def test_late_begins_at_the_next_midnight_or_one_second_after(rule, vector, on):
    said = ask(rule, vector, on)
    if said.overdue_from is None:
        return
    if isinstance(said.due, datetime):
        assert said.overdue_from.astimezone(UTC) - said.due.astimezone(UTC) == timedelta(seconds=1)
    else:
        assert said.overdue_from.replace(tzinfo=None) == datetime.combine(said.due + timedelta(days=1), datetime.min.time())
    assert said.overdue_from.tzinfo is when.LONDON


@seed(SEED)
@given(on=MOMENTS, hours=st.sampled_from([0, 1, 4, 24, 72]))
@MANY
def test_elapsed_hours_stay_elapsed_over_a_clock_change(on, hours):
    assert counting.hours_after(on, hours).astimezone(UTC) - on == timedelta(hours=hours)


@seed(SEED)
@given(on=MOMENTS)
@MANY
def test_an_instant_means_the_same_in_every_zone_it_is_written_in(on):
    here = compute("SPA-9-1", on=on)
    assert here.due == compute("SPA-9-1", on=on.astimezone(when.LONDON)).due
    assert here.due == compute("SPA-9-1", on=when.day_of(on)).due


@seed(SEED)
@given(day=DAYS, n=st.integers(1, 400))
@MANY
def test_beginning_with_counts_the_day_and_after_does_not(day, n):
    counted = [day + timedelta(days=each) for each in range(n + 2)]
    assert counting.incl(day, n) == counted[n - 1]
    assert counting.after(day, n) == counted[n]
    assert len([each for each in counted if each <= counting.incl(day, n)]) == n


@seed(SEED)
@given(hearing=DAYS, n=st.integers(1, 40))
@MANY
def test_clear_days_leave_out_both_ends(hearing, n):
    last = counting.clear_before(hearing, n)
    between = [last + timedelta(days=each) for each in range(1, (hearing - last).days)]
    assert len(between) == n


@seed(SEED)
@given(day=DAYS, years=st.integers(1, 30))
@MANY
def test_a_term_of_years_is_never_cut_short(day, years):
    last = counting.years_last_day(day, years)
    following = last + timedelta(days=1)
    assert (following.month, following.day) == ((day.month, day.day) if (day.month, day.day) != (2, 29) or leap(following.year) else (3, 1))
    assert following.year == day.year + years
    assert (last - day).days + 1 >= 365 * years


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@seed(SEED)
@given(day=DAYS, months=st.integers(-30, 30))
@MANY
def test_the_corresponding_date_keeps_the_number_or_is_the_last_of_the_month(day, months):
    found = counting.months_corresponding(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    if found.day != day.day:
        assert found.day < day.day
        assert (found + timedelta(days=1)).day == 1


@seed(SEED)
@given(day=DAYS, n=st.integers(0, 60))
@MANY
def test_business_days_are_counted_one_by_one(day, n):
    found, left = day, n
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < 5 and found not in CALENDAR.holidays
    assert counting.business_days_after(day, n, CALENDAR) == found
    if n:
        assert CALENDAR.is_business_day(found)


@seed(SEED)
@given(last=DAYS, n=st.integers(1, 5))
@MANY
def test_the_last_day_for_posting_is_in_time_and_the_next_is_not(last, n):
    posted = counting.latest_start(last, n, CALENDAR)
    assert CALENDAR.is_business_day(posted)
    assert counting.business_days_after(posted, n, CALENDAR) <= last
    following = counting.business_days_after(posted, 1, CALENDAR)
    assert counting.business_days_after(following, n, CALENDAR) > last


@seed(SEED)
@given(text=st.one_of(st.text(max_size=25), st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?\Z")))
@MANY
def test_any_text_is_a_date_or_is_refused_in_one_sentence(text):
    try:
        said = compute("SPA-9-1", on=text)
    except ValueError as fault:
        assert fault.args and "\n" not in str(fault.args[0]).strip().replace(repr(text), "")
        assert getattr(fault, "name", None) == "on"
    else:
        assert said.due is not None
