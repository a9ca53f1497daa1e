"""The alarm before protection ends with bail or release, and what an arrest must say."""

from datetime import date

import pytest

from casework.cases.models import CaseParty
from casework.clocks.models import Clock
from casework.custody import protection
from casework.custody.models import Arrest
from casework.custody.services import changing, releasing
from casework.errors import Forbidden, GuardFailed
from casework.reports.casepage import look
from tests import custody_team as t
from tests.custody_team import at, clock

pytestmark = pytest.mark.django_db


# The gap


def prompts(team):
    return [each.title for each in look(team.officer, team.case.reference).prompts]


GAP = "A gap in protection opens when bail ends"


def test_the_alarm_fires_when_bail_ends_in_seven_days_and_no_order_protects(team, now):
    bail = t.bailed(team)
    gap = clock("R35", bail)
    assert (gap.state, gap.due_on) == (Clock.OPEN, date(2027, 2, 16))
    now.move_to(at("2027-02-15 23:59"), tick=False)
    assert GAP not in prompts(team)
    now.move_to(at("2027-02-16 00:00"), tick=False)
    assert GAP in prompts(team)
    changing.decide_gap(actor=team.officer, bail=bail, choice="APPLY", reason="An interim order is drafted today")
    assert (clock("R35", bail).state, GAP in prompts(team)) == (Clock.MET, False)


def test_it_does_not_fire_where_an_order_protects_after_the_end(team, now, monkeypatch):
    asked = []

    def protects(case_id, suspect_id, day):
        asked.append((case_id, suspect_id, day))
        return True

    monkeypatch.setattr(protection, "_protections", [protects])
    bail = t.bailed(team)
    assert clock("R35", bail).state == Clock.SUPPRESSED
    assert asked == [(team.case.pk, team.suspect.pk, date(2027, 2, 24))], "asked for the day after the end"
    now.move_to(at("2027-02-18 09:00"), tick=False)
    assert GAP not in prompts(team)


def test_a_gap_is_accepted_by_a_sergeant_alone(team):
    bail = t.bailed(team)
    reason = "She has moved abroad and he does not know where"
    with pytest.raises(Forbidden, match="sergeant"):
        changing.decide_gap(actor=team.officer, bail=bail, choice="ACCEPT", reason=reason)
    with pytest.raises(GuardFailed, match="at least 20"):
        changing.decide_gap(actor=team.sergeant, bail=bail, choice="ACCEPT", reason="Fine")
    changing.decide_gap(actor=team.sergeant, bail=bail, choice="ACCEPT", reason=reason)
    assert clock("R35", bail).state == Clock.MET


def test_an_extension_moves_the_gap_and_asks_again(team, now):
    bail = t.bailed(team)
    now.move_to(at("2027-02-17 10:00"), tick=False)
    changing.decide_gap(actor=team.officer, bail=bail, choice="EXTEND", reason="The download is not back yet")
    assert clock("R35", bail).state == Clock.MET_LATE
    t.extend(team, bail, "inspector", at("2027-02-17 10:00"))
    assert (clock("R35", bail).state, clock("R35", bail).due_on) == (Clock.OPEN, date(2027, 5, 16))


def test_a_release_under_investigation_has_a_gap_too(team):
    held = t.arrest(team)
    args = {"actor": team.officer, "arrest": held, "reason": "The custody officer refused bail", "at": t.RELEASED}
    with pytest.raises(GuardFailed, match="the day by which"):
        releasing.release_under_investigation(ends_on=None, **args)
    out = releasing.release_under_investigation(ends_on=date(2026, 12, 20), **args)
    assert (clock("R35", out).due_on, clock("R34", out)) == (date(2026, 12, 13), None)
    changing.set_rui_end(actor=team.officer, bail=out, ends_on=date(2027, 1, 20), reason="The bank has not answered")
    assert clock("R35", out).due_on == date(2027, 1, 13)


# Arrest


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ground": ""}, "ground", "Choose the ground that made the arrest necessary."),
        ({"reason": ""}, "reason", "Say in words why the arrest was necessary on that ground."),
        ({"offences": []}, "offences", "Tick at least one offence for which the arrest was made."),
        ({"at": at("2026-12-24 08:00")}, "at", "This is in the future. Enter when it happened."),
    ],
)
def test_an_arrest_that_cannot_be_recorded(team, changes, field, sentence):
    with pytest.raises(GuardFailed) as refused:
        t.arrest(team, **changes)
    assert (field, sentence) in refused.value.problems
    assert not Arrest.objects.exists()


def test_on_a_warrant_no_ground_is_asked_for(team):
    assert t.arrest(team, power="WARRANT", ground="", reason="").ground == ""


def test_only_a_suspect_and_only_once(team):
    t.arrest(team)
    with pytest.raises(GuardFailed, match="in custody on this case already"):
        t.arrest(team)
    CaseParty.objects.filter(case=team.case, role="SUSPECT").update(role="WITNESS")
    with pytest.raises(GuardFailed, match="suspect of this case"):
        t.arrest(team)


def test_arrest_and_release_ask_for_risk_to_be_assessed_again(team):
    from casework.assessment.assessing import assess
    from tests.factories import plan_values, risk_values

    assess(actor=team.officer, case=team.case, values=risk_values(), actions=[plan_values(team.officer)])
    t.bailed(team)
    asked = {trigger.kind: clock("R05", trigger).state for trigger in team.case.risk_triggers.filter(assessment=None)}
    assert {"ARREST", "RELEASE"} <= asked.keys() and set(asked.values()) <= {Clock.OPEN, Clock.CANCELLED}
