"""When reminders go out: before, on the day, and up the line when it is late."""

import pytest

from casework.law.calendar import Calendar
from casework.law.engine import compute, stages
from casework.law.policy import PolicyValues
from casework.law.registry import all_rules

pytestmark = pytest.mark.quick


def ladder(rule, on, policy=None, **inputs):
    result = compute(rule, on=on, inputs=inputs, policy=policy)
    return [(stage, at.isoformat(timespec="minutes"), slot) for stage, at, slot in stages(rule, result, policy=policy)]


def test_a_last_day_on_sunday_is_told_on_friday_and_on_sunday():
    assert ladder("SPA-9-1", "2026-11-27") == [
        ("before", "2026-11-27T09:00+00:00", "owner"),
        ("day", "2026-11-29T09:00+00:00", "owner"),
        ("late", "2026-11-30T00:00+00:00", "owner"),
        ("late, up once", "2026-12-01T00:00+00:00", "supervisor"),
        ("late, up twice", "2026-12-03T00:00+00:00", "inspector"),
    ]


def test_an_hour_is_told_four_hours_before_and_each_day_of_no_service():
    assert ladder("OP-SERVE", "2026-11-23T15:00") == [
        ("soon", "2026-11-24T11:00+00:00", "owner"),
        ("late", "2026-11-24T15:00+00:00", "owner"),
        ("late, up once", "2026-11-25T15:00+00:00", "supervisor"),
        ("late, second day", "2026-11-26T15:00+00:00", "supervisor"),
        ("late, up twice", "2026-11-27T15:00+00:00", "inspector"),
    ]


def test_a_short_time_is_told_when_three_quarters_have_gone():
    assert ladder("SPA-8", "2026-11-23T09:00")[0] == ("soon", "2026-11-23T12:00+00:00", "owner")


@pytest.mark.parametrize(
    ("rule", "on", "inputs", "leads"),
    [
        ("R09", "2026-08-31", {}, ["T-60", "T-30", "T-14", "T-7"]),
        ("R12", "2026-11-23", {}, ["T-30", "T-14", "T-7", "T-3"]),
        ("SPA-5-6a", "2026-11-23", {"days": 28}, ["T-10", "T-7", "T-5", "T-2"]),
        ("OP-EXPIRY", "2028-11-22", {}, ["T-180", "T-90", "T-60", "T-30"]),
    ],
)
def test_ladders_of_alerts(rule, on, inputs, leads):
    found = ladder(rule, on, **inputs)
    assert list(dict.fromkeys(stage for stage, _, _ in found if stage.startswith("T-"))) == leads
    assert all(at.split("T")[1].startswith("09:00") for stage, at, _ in found if stage.startswith("T-"))


def test_alerts_of_an_ending_interim_order_reach_legal_and_the_officer():
    found = ladder("SPA-5-6a", "2026-11-23", days=28)
    assert {slot for stage, _, slot in found if stage == "T-10"} == {"legal", "owner"}


def test_nine_in_the_morning_stays_nine_in_summer():
    assert ("day", "2026-07-01T09:00+01:00", "owner") in ladder("SPA-9-1", "2026-06-29")


def test_a_force_sets_its_own_hours_up_the_line():
    policy = PolicyValues({"ESCALATE.supervisor": 2, "ESCALATE.inspector": 4})
    assert ladder("R01", "2026-11-23T16:40", policy)[2:] == [
        ("late, up once", "2026-11-24T18:40+00:00", "supervisor"),
        ("late, up twice", "2026-11-24T20:40+00:00", "inspector"),
    ]


def test_a_supervisors_own_duty_goes_to_the_inspector_first():
    assert [slot for _, _, slot in ladder("R03", "2026-11-23T18:00", grade="high")] == ["supervisor", "supervisor", "inspector", "manager"]


def test_the_other_sides_time_limit_goes_up_no_line():
    assert [stage for stage, _, _ in ladder("HR-4", "2026-04-22")] == ["before", "day", "late"]


def test_nothing_to_meet_no_reminder():
    assert ladder("SPA-9-1", "2026-11-23", replaces_interim="yes") == []
    assert ladder("SPA-3-2", "2026-11-23") == []
    assert ladder("SPA-6", "2026-11-23") == []


def test_beyond_the_known_bank_holidays_the_plain_day_before_is_told():
    result = compute("SPA-9-1", on="2041-06-03")
    told = stages("SPA-9-1", result, calendar=Calendar(frozenset(), covered_until=result.due.replace(year=2040)))
    assert [stage for stage, _, _ in told][:2] == ["before", "day"]


@pytest.mark.parametrize(("rule", "vector"), [(rule, vector) for rule in all_rules() for vector in rule.vectors])
def test_every_ladder_is_in_order_and_tells_no_slot_twice_at_once(rule, vector):
    policy = PolicyValues(vector.policy)
    result = compute(vector.asked or rule.id, on=vector.on, inputs=vector.inputs, policy=policy)
    told = stages(rule.id, result, policy=policy)
    assert [at for _, at, _ in told] == sorted(at for _, at, _ in told)
    assert len({(stage, slot) for stage, _, slot in told}) == len(told)
    assert len({(at, slot) for _, at, slot in told}) == len(told)
    assert all(at.utcoffset() is not None for _, at, _ in told)
