"""Custody together with orders, breaches and charging: who knows what of whom, by facts and tables alone."""

from datetime import date

import pytest

from casework.breaches.models import Breach
from casework.breaches.services import reporting, working
from casework.clocks.models import Clock
from casework.custody import closing
from casework.custody.models import Arrest, Bail
from casework.custody.services import arresting, changing, releasing
from casework.errors import GuardFailed
from casework.reports.casepage import look
from tests import custody_team as t
from tests import later_stages as stage

pytestmark = pytest.mark.django_db
GAP = "A gap in protection opens when bail ends"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    return time_machine


def bail_of(team, when="2026-11-30 08:00"):
    """The defendant of a made order, arrested and bailed on the same case."""
    why = {"offences": ["STALKING_2A"], "ground": "PROTECT", "reason": t.WHY}
    held = arresting.record_arrest(actor=team.officer, case=team.case, suspect=team.suspect, at=stage.at(when), **why)
    t.views(team, stage.at("2026-11-30 09:00"))
    return releasing.release_on_bail(
        actor=team.officer,
        arrest=held,
        reason="Enquiries go on",
        conditions=[t.NO_CONTACT],
        attend_at=stage.at("2027-01-12 10:00"),
        at=stage.at("2026-11-30 11:00"),
    )


def gap(bail):
    return Clock.objects.filter(rule_id="R35", subject_id=bail.pk).order_by("-pk").first()


def seen(team):
    return [each.title for each in look(team.officer, team.case.reference).prompts]


def test_the_alarm_is_silent_while_an_order_protects_and_fires_when_that_ends(now):
    team = stage.make_team()
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-27 11:15"))
    bail = bail_of(team)
    assert gap(bail).state == Clock.SUPPRESSED
    now.move_to(stage.at("2027-02-18 10:00"), tick=False)
    assert GAP not in seen(team)
    stage.discharged(team, order, stage.at("2027-02-18 09:00"))
    assert (gap(bail).state, gap(bail).due_on) == (Clock.OPEN, date(2027, 2, 21))
    now.move_to(stage.at("2027-02-21 10:00"), tick=False)
    assert GAP in seen(team)


def test_an_order_made_and_served_closes_the_gap(now):
    team = stage.make_team()
    listed = stage.listed(team)
    bail = bail_of(team)
    assert gap(bail).state == Clock.OPEN
    order = stage.make_order(team, listed)
    assert gap(bail).state == Clock.OPEN, "nobody has told him of it yet"
    stage.serve(team, order, stage.at("2026-11-30 11:30"))
    assert gap(bail).state == Clock.SUPPRESSED


def test_an_order_that_ends_before_bail_does_protects_nobody_after_it(now):
    team = stage.make_team()
    order = stage.interim_order(team)
    stage.serve(team, order, stage.at("2026-11-27 11:15"))
    assert gap(bail_of(team)).state == Clock.OPEN


def breach_of(team):
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-27 11:15"))
    condition = order.versions.get().conditions.get().pk
    breach = reporting.report_breach(
        actor=team.officer,
        order=order,
        occurred_at=stage.at("2026-11-28 20:00"),
        what_happened="Messages through the night",
        condition_ids=[condition],
        reported_at=stage.at("2026-11-28 21:00"),
    )
    working.record_crime(actor=team.officer, breach=breach, crime_number="48N/1/26", at=stage.at("2026-11-28 22:00"))
    return working.decide_further_crime(
        actor=team.officer, breach=breach, further_crime=False, why="The same course of conduct", at=stage.at("2026-11-28 22:30")
    )


def test_an_arrest_for_breaking_an_order_is_the_arrest_for_the_breach():
    team = stage.make_team()
    breach = breach_of(team)
    arresting.record_arrest(
        actor=team.officer,
        case=team.case,
        suspect=team.suspect,
        offences=["SPO_BREACH"],
        ground="PROTECT",
        reason=t.WHY,
        at=stage.at("2026-11-29 07:00"),
    )
    assert Breach.objects.get().state == "ARRESTED"
    assert Arrest.objects.filter(suspect=breach.order.defendant).count() == 1


def test_an_arrest_written_on_the_breach_is_an_arrest_in_custody():
    team = stage.make_team()
    breach = breach_of(team)
    working.arrest(actor=team.officer, breach=breach, ground="PROTECT", reason=t.WHY, at=stage.at("2026-11-29 07:00"))
    held = Arrest.objects.get()
    assert (held.state, held.offences, held.ground) == ("DETAINED", ["SPO_BREACH"], "PROTECT")


def test_gates_before_closing(time_machine):
    time_machine.move_to(t.NOW, tick=False)
    team = t.make_team()
    assert t.shut(closing.GATES, team.case) == []
    held = t.arrest(team)
    assert t.shut(closing.GATES, team.case) == [("A suspect is in custody: record the release", "case-custody")]
    t.views(team)
    bail = t.release(team, held)
    assert [sentence for sentence, _ in t.shut(closing.GATES, team.case)] == ["End bail, or the release under investigation"]
    from casework.custody.services import ending

    ending.end_bail(actor=team.officer, bail=bail, how="NO_ACTION", reason="The victim was mistaken in him")
    assert t.shut(closing.GATES, team.case) == []
    with pytest.raises(GuardFailed, match="no further action"):
        ending.end_bail(actor=team.officer, bail=Bail.objects.get(), how="RELEASED", reason="And once again, later")
    with pytest.raises(GuardFailed, match="ended"):
        changing.decide_gap(actor=team.officer, bail=Bail.objects.get(), choice="APPLY", reason="An application is drafted today")
