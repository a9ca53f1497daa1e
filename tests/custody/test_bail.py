"""Bail from grant to end: the law's dates through the services, each step by its rank, views first, and stops."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.cases.models import CaseEvent
from casework.clocks.models import Clock
from casework.custody.models import Arrest, Bail
from casework.custody.services import changing, ending
from casework.errors import Forbidden, GuardFailed
from casework.law import engine
from casework.reports.models import Incident
from tests import custody_team as t
from tests.custody_team import at, clock

pytestmark = pytest.mark.django_db


def days(bail):
    bail.refresh_from_db()
    return bail.starts_on, bail.ends_on


# The arithmetic, through the services


def test_three_months_from_the_day_after_arrest(team):
    bail = t.bailed(team)
    assert days(bail) == (date(2026, 11, 24), date(2027, 2, 23))
    assert (clock("R34", bail).due_on, clock("R34", bail).state) == (date(2027, 2, 23), Clock.OPEN)
    assert [each.number for each in bail.conditions.all()] == [1, 2]


def test_through_both_extensions_to_the_court(team, now):
    bail = t.bailed(team)
    for authority, when, end in (
        ("inspector", "2027-02-20 10:00", date(2027, 5, 23)),
        ("superintendent", "2027-05-20 10:00", date(2027, 8, 23)),
        ("court", "2027-08-20 10:00", date(2027, 11, 23)),
        ("court_further", "2027-11-20 10:00", date(2028, 2, 23)),
    ):
        now.move_to(at(when), tick=False)
        assert t.extend(team, bail, authority, at(when)).ends_on == end, authority
        assert (clock("R34", bail).due_on, clock("R34", bail).state) == (end, Clock.OPEN)


def test_a_designated_case_goes_to_an_assistant_chief_constable_and_then_longer_at_court(team, now):
    bail = t.bailed(team)
    for authority, when, end, more in (
        ("inspector", "2027-02-23 23:00", date(2027, 5, 23), {}),
        ("superintendent", "2027-05-23 23:00", date(2027, 8, 23), {}),
        ("assistant_chief_constable", "2027-08-23 10:00", date(2027, 11, 23), {}),
        ("court", "2027-11-23 10:00", date(2028, 11, 23), {"longer": True}),
        ("court_further", "2028-11-23 10:00", date(2029, 5, 23), {"longer": True}),
    ):
        now.move_to(at(when), tick=False)
        assert t.extend(team, bail, authority, at(when), **more).ends_on == end, authority


@pytest.mark.parametrize(
    ("arrested", "first", "second", "third"),
    [
        ("2026-11-29", "2027-02-27", "2027-05-29", "2027-08-29"),
        ("2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31"),
        ("2027-08-30", "2027-11-29", "2028-02-28", "2028-05-30"),
        ("2028-02-28", "2028-05-28", "2028-08-28", "2028-11-28"),
        ("2028-02-29", "2028-05-31", "2028-08-31", "2028-11-30"),
    ],
)
def test_month_ends(now, arrested, first, second, third):
    """B is the day after arrest; a month without the day-number gives its last day less one: nobody is kept a day too long."""
    now.move_to(at(f"{arrested} 23:30"), tick=False)
    team = t.make_team(reported_at=at("2026-10-30 09:00"))
    held = t.arrest(team, at=at(f"{arrested} 08:00"))
    t.views(team, at(f"{arrested} 13:00"))
    bail = t.release(team, held, at=at(f"{arrested} 18:00"), attend_at=at(f"{first} 10:00"))
    assert bail.ends_on == engine.compute("R34", on=arrested).due
    ends = [bail.ends_on]
    for authority in ("inspector", "superintendent"):
        when = at(f"{bail.ends_on} 10:00")
        now.move_to(when, tick=False)
        ends.append(t.extend(team, bail, authority, when).ends_on)
        assert bail.ends_on == engine.compute("R34", on=arrested, inputs={"authority": authority}).due
    assert [f"{end}" for end in ends] == [first, second, third]


@settings(max_examples=8, deadline=None)
@given(arrested=st.dates(date(2026, 11, 25), date(2031, 12, 31)), waits=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_property_the_end_only_moves_on_and_is_the_laws(django_db_blocker, arrested, waits):
    """From any day of arrest: each end is later than the last, is the law's, and leaves the stored steps joined end to end."""
    from django.db import transaction

    with transaction.atomic(), time_machine.travel(at(f"{arrested} 23:30"), tick=False) as traveller:
        team = t.make_team(reported_at=at("2026-10-30 09:00"))
        held = t.arrest(team, at=at(f"{arrested} 08:00"))
        t.views(team, at(f"{arrested} 13:00"))
        bail = t.release(team, held, at=at(f"{arrested} 18:00"), attend_at=at(f"{arrested + timedelta(days=20)} 10:00"))
        for authority, wait in zip(("inspector", "superintendent"), waits, strict=True):
            before = bail.ends_on
            when = at(f"{max(before - timedelta(days=wait), bail.starts_on)} 10:00")
            when = max(when, t.at(f"{arrested} 23:30"))
            traveller.move_to(when)
            t.extend(team, bail, authority, when)
            assert bail.ends_on > before
            assert bail.ends_on == engine.compute("R34", on=arrested, inputs={"authority": authority}).due
            step = bail.extensions.get(authority=authority)
            assert (step.ends_before, step.ends_after) == (before, bail.ends_on)
        transaction.set_rollback(True)


def test_days_as_an_inpatient_do_not_count(team, now):
    bail = t.bailed(team)
    now.move_to(at("2026-12-10 09:00"), tick=False)
    changing.add_inpatient_days(actor=team.officer, bail=bail, days=3, note="1 to 3 December, the ward confirmed it")
    assert days(bail)[1] == date(2027, 2, 26)
    now.move_to(at("2027-02-25 09:00"), tick=False)
    assert t.extend(team, bail, "inspector", at("2027-02-25 09:00")).ends_on == date(2027, 5, 26)
    with pytest.raises(GuardFailed, match="at least 1"):
        changing.add_inpatient_days(actor=team.officer, bail=bail, days=400, note="Far too many to be true")


# Standing still for the prosecutors


def test_it_stands_still_and_runs_again_with_the_days_left(team, now):
    bail = t.bailed(team)
    now.move_to(at("2027-02-21 10:00"), tick=False)
    changing.stop_for_charging(actor=team.officer, bail=bail, on=date(2027, 2, 21))
    assert (bail.state, bail.days_left, days(bail)[1]) == ("STOPPED", 2, None)
    assert clock("R34", bail).state == Clock.CANCELLED
    now.move_to(at("2027-02-22 10:00"), tick=False)
    changing.resume(actor=team.officer, bail=bail, on=date(2027, 2, 22))
    assert days(bail)[1] == date(2027, 2, 28), "no earlier than seven days counting the day of the request"
    assert (clock("R48", bail).due_on, clock("R48", bail).state) == (date(2027, 2, 28), Clock.OPEN)
    # An extension counts from the arrest again, with the days that stood still left out (here none beside the two ends).
    assert t.extend(team, bail, "inspector", at("2027-02-22 10:00")).ends_on == date(2027, 5, 23)
    assert (clock("R48", bail).state, clock("R34", bail).state) == (Clock.CANCELLED, Clock.OPEN)


def test_fourteen_days_left(team, now):
    bail = t.bailed(team)
    now.move_to(at("2027-02-22 10:00"), tick=False)
    changing.stop_for_charging(actor=team.officer, bail=bail, on=date(2027, 2, 9))
    changing.resume(actor=team.officer, bail=bail, on=date(2027, 2, 22))
    assert days(bail)[1] == date(2027, 3, 7)
    assert bail.stopped_days == 12
    assert t.extend(team, bail, "inspector", at("2027-02-22 10:00")).ends_on == date(2027, 6, 4), "twelve days stood still"


def test_bail_for_a_charging_decision_does_not_start_on_a_first_release(team, now):
    bail = t.bailed(team, purpose="CHARGING")
    assert (bail.state, bail.ends_on, clock("R34", bail)) == ("STOPPED", None, None)
    whole = engine.compute("R34", on=t.ARRESTED.date()).due
    now.move_to(at("2026-12-01 10:00"), tick=False)
    changing.resume(actor=team.officer, bail=bail, on=date(2026, 12, 1))
    assert days(bail)[1] == whole + timedelta(days=(date(2026, 12, 1) - date(2026, 11, 24)).days), "the whole period from that day"


@pytest.mark.parametrize(("act", "sentence"), [("stop", "Bail ended on"), ("early", "begins on"), ("ahead", "in the future")])
def test_a_stop_on_a_day_that_cannot_be(team, now, act, sentence):
    bail = t.bailed(team)
    on = {"stop": date(2027, 2, 25), "early": date(2026, 11, 22), "ahead": date(2027, 3, 30)}[act]
    now.move_to(at("2027-02-25 10:00"), tick=False)
    with pytest.raises(GuardFailed, match=sentence):
        changing.stop_for_charging(actor=team.officer, bail=bail, on=on)


# Who may, and when


@pytest.mark.parametrize(("authority", "who"), [("inspector", "sergeant"), ("superintendent", "inspector")])
def test_a_wrong_rank_is_refused_and_nothing_moves(team, now, authority, who):
    bail = t.bailed(team)
    if authority == "superintendent":
        now.move_to(at("2027-02-20 10:00"), tick=False)
        t.extend(team, bail, "inspector", at("2027-02-20 10:00"))
    step = t.ask(team, bail, authority, at("2027-02-20 10:00") if authority == "superintendent" else t.NOW)
    end = days(bail)[1]
    with pytest.raises(Forbidden, match="keeps this to"):
        t.extending.decide_extension(actor=getattr(team, who), extension=step, granted=True, conditions=t.ALL, considered=True)
    assert days(bail)[1] == end


def test_a_superintendent_cannot_give_what_the_chief_gives(team, now):
    bail = t.bailed(team)
    for authority, when in (("inspector", "2027-02-20 10:00"), ("superintendent", "2027-05-20 10:00")):
        now.move_to(at(when), tick=False)
        t.extend(team, bail, authority, at(when))
    with pytest.raises(GuardFailed, match="exceptionally complex"):
        t.ask(team, bail, "assistant_chief_constable", at("2027-05-20 10:00"), designated=False)
    step = t.ask(team, bail, "assistant_chief_constable", at("2027-05-20 10:00"))
    with pytest.raises(Forbidden, match="assistant chief constable"):
        t.extending.decide_extension(actor=team.superintendent, extension=step, granted=True, conditions=t.ALL, considered=True)


def test_after_the_end_nothing_is_extended(team, now):
    bail = t.bailed(team)
    now.move_to(at("2027-02-24 00:00"), tick=False)
    with pytest.raises(GuardFailed, match="Bail ended on Tuesday 23 February 2027"):
        t.ask(team, bail, "inspector", at("2027-02-24 00:00"))
    now.move_to(at("2027-02-23 23:59"), tick=False)
    step = t.ask(team, bail, "inspector", at("2027-02-23 23:59"))
    now.move_to(at("2027-02-24 00:01"), tick=False)
    with pytest.raises(GuardFailed, match="after its end"):
        t.extending.decide_extension(actor=team.inspector, extension=step, granted=True, conditions=t.ALL, considered=True)


def test_steps_come_in_order(team):
    with pytest.raises(GuardFailed, match="next step belongs to: inspector"):
        t.ask(team, t.bailed(team), "superintendent", t.NOW)


@pytest.mark.parametrize("name", list(t.ALL))
def test_every_condition_must_be_met(team, name):
    bail = t.bailed(team)
    step = t.ask(team, bail, "inspector", t.NOW)
    with pytest.raises(GuardFailed) as refused:
        t.extending.decide_extension(actor=team.inspector, extension=step, granted=True, conditions={**t.ALL, name: False}, considered=True)
    assert refused.value.problems == [("conditions", f"Without condition {name[-1].upper()} bail cannot be extended. Tick it or refuse.")]


def test_representations_are_considered_and_asked_for_first(team):
    bail = t.bailed(team)
    with pytest.raises(GuardFailed) as refused:
        t.ask(team, bail, "inspector", t.NOW, told_at=None, representations="")
    assert {name for name, _ in refused.value.problems} == {"told_at", "representations"}
    step = t.ask(team, bail, "inspector", t.NOW)
    with pytest.raises(GuardFailed, match="Consider what"):
        t.extending.decide_extension(actor=team.inspector, extension=step, granted=True, conditions=t.ALL)
    with pytest.raises(GuardFailed, match="waits for its decision"):
        t.ask(team, bail, "inspector", t.NOW)


def test_a_refusal_says_why_and_leaves_the_end(team):
    bail = t.bailed(team)
    step = t.ask(team, bail, "inspector", t.NOW)
    with pytest.raises(GuardFailed, match="why it is refused"):
        t.extending.decide_extension(actor=team.inspector, extension=step, granted=False)
    t.extending.decide_extension(actor=team.inspector, extension=step, granted=False, reason="The work could have been done")
    assert days(bail)[1] == date(2027, 2, 23)


def test_a_court_applied_to_in_time_holds_the_period_open(team, now):
    bail = t.bailed(team)
    for authority, when in (("inspector", "2027-02-20 10:00"), ("superintendent", "2027-05-20 10:00")):
        now.move_to(at(when), tick=False)
        t.extend(team, bail, authority, at(when))
    now.move_to(at("2027-08-23 16:00"), tick=False)
    step = t.ask(team, bail, "court", at("2027-08-23 16:00"))
    now.move_to(at("2027-09-02 10:00"), tick=False)
    assert ending.expire_due() == 0
    t.extending.decide_extension(actor=team.officer, extension=step, granted=True, conditions=t.ALL)
    assert days(bail)[1] == date(2027, 11, 23)


def test_a_court_that_refuses_after_the_end_ends_it(team, now):
    bail = t.bailed(team)
    for authority, when in (("inspector", "2027-02-20 10:00"), ("superintendent", "2027-05-20 10:00")):
        now.move_to(at(when), tick=False)
        t.extend(team, bail, authority, at(when))
    now.move_to(at("2027-08-23 16:00"), tick=False)
    step = t.ask(team, bail, "court", at("2027-08-23 16:00"))
    now.move_to(at("2027-09-02 10:00"), tick=False)
    t.extending.decide_extension(actor=team.officer, extension=step, granted=False, reason="Not diligent enough")
    bail.refresh_from_db()
    assert bail.state == "EXPIRED"


def test_the_last_day_over_ends_it_once(team, now):
    bail = t.bailed(team)
    now.move_to(at("2027-02-23 23:59"), tick=False)
    assert ending.expire_due() == 0
    now.move_to(at("2027-02-24 00:00"), tick=False)
    assert (ending.expire_due(), ending.expire_due()) == (1, 0)
    bail.refresh_from_db()
    assert (bail.state, clock("R34", bail).state, clock("R35", bail).state) == ("EXPIRED", Clock.CANCELLED, Clock.CANCELLED)


# The victim's views


def test_no_bail_without_the_victims_views_or_a_reason(team):
    held = t.arrest(team)
    with pytest.raises(GuardFailed, match="Record when the victim's views were sought"):
        t.release(team, held)
    assert (Bail.objects.count(), Arrest.objects.get().state) == (0, "DETAINED")
    t.views(team, views_at=None, views="", reason="She could not be reached at her safe number")
    assert t.release(team, held).state == "LIVE"


def test_views_from_before_the_arrest_do_not_count(team):
    t.views(team, t.REPORTED)
    with pytest.raises(GuardFailed, match="victim's views"):
        t.release(team, t.arrest(team))


def test_a_child_speaks_through_a_representative(team):
    with pytest.raises(GuardFailed, match="representative"):
        t.views(team, needs_representative=True)


def test_conditions_are_changed_only_after_asking_again(team, now):
    bail = t.bailed(team)
    now.move_to(at("2026-12-01 10:00"), tick=False)
    change = {"keep": [bail.conditions.get(number=1).pk], "conditions": [t.KEEP_OUT], "reason": "He moved to another town"}
    with pytest.raises(GuardFailed, match="victim's views"):
        changing.vary_conditions(actor=team.officer, bail=bail, **change)
    t.views(team, at("2026-12-01 09:00"))
    changing.vary_conditions(actor=team.officer, bail=bail, **change)
    assert [(each.number, each.ended_at is None) for each in bail.conditions.all()] == [(1, True), (2, False), (3, True)]
    with pytest.raises(GuardFailed, match="victim's views"):
        changing.vary_conditions(actor=team.officer, bail=bail, keep=[], conditions=[t.NO_CONTACT], reason="Again, and without asking")


@pytest.mark.parametrize("text", ["Not to harass her", "Be of good behaviour at all times", "Stay away"])
def test_a_vague_condition_is_refused(team, text):
    t.views(team, t.VIEWS)
    with pytest.raises(GuardFailed, match="who, what or where"):
        t.release(team, t.arrest(team), conditions=[{"category": "OTHER", "text": text}])


# Breach


def test_a_breach_is_part_of_the_pattern(team, now):
    bail = t.bailed(team)
    now.move_to(at("2026-11-26 10:00"), tick=False)
    before = Incident.objects.count()
    values = {
        "occurred_at": at("2026-11-25 21:00"),
        "what_happened": "Eleven messages in one hour",
        "failed_to_attend": False,
        "further_crime": True,
        "further_crime_why": "The course of conduct goes on",
    }
    with pytest.raises(GuardFailed) as refused:
        changing.report_breach(actor=team.officer, bail=bail, values={**values, "further_crime": None, "further_crime_why": ""})
    assert {"conditions", "further_crime", "further_crime_why"} <= {name for name, _ in refused.value.problems}
    made = changing.report_breach(actor=team.officer, bail=bail, values=values, condition_ids=[bail.conditions.get(number=1).pk])
    assert (Incident.objects.count(), made.incident.acts) == (before + 1, ["B"])
    assert CaseEvent.objects.filter(case=team.case, kind="bail.breached").exists()
